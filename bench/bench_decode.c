/*
 * bench_decode - real mail, decoded in depth
 *
 * Every message of a corpus: parsed; parsed and unpacked; and rendered as well.
 * The corpora are archives (DATA/corpus/NAME.tar.xz) and are read with the
 * unpacker itself; where they are missing there is nothing to measure, and a
 * sentence says so.
 *
 * Proved first: a second pass over the same mail gives the same parts, and asks
 * malloc for nothing but what libraries want for the archives that some mails
 * hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/archive/archive.h"
#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/base/quota.h"
#include "core/render/render.h"
#include "core/unpack/unpack.h"

#define MAILS_MAX 1500u
#define CORPUS_BYTES ((size_t)1 << 30)

enum depth { PARSED, UNPACKED, RENDERED };

struct corpus {
	const char *name;
	struct arena *store; /* the mails */
	struct slice mails[MAILS_MAX];
	size_t count;
	size_t bytes;
};

struct decoding {
	const struct corpus *corpus;
	enum depth depth;
};

static struct limits limits;
static struct arena *arena;
static struct unpacker *unpacker;

void bench_decode(void);

/* ---- the corpora ------------------------------------------------------- */

/* The first member of bytes, or all that are mail-like into corpus. */
static struct slice
open_archive(struct archives *archives, struct slice bytes, enum filetype type,
    struct corpus *corpus)
{
	struct limits wide = limits;
	struct archive_options options = {
	    .limits = &wide, .bytes_max = CORPUS_BYTES, .members_max = 100000};
	struct archive archive;
	struct member member;
	struct budget budget;
	struct slice first = {NULL, 0};

	wide.max[LIMIT_RATIO] = 1000000;
	wide.max[LIMIT_ARCHIVE_MEMORY] = 1 * GIB;
	budget_init(&budget, UINT64_MAX);
	archive_begin(
	    &archive, archives, bytes, type, &options, corpus->store, &budget);
	while (corpus->count < MAILS_MAX && archive_next(&archive, &member)) {
		if (first.size == 0)
			first = member.body;
		if (type != FILETYPE_TAR)
			break;
		if (member.body.size < 64 ||
		    slice_find(member.name, SLICE("index")) < member.name.size)
			continue;
		corpus->mails[corpus->count++] = member.body;
		corpus->bytes += member.body.size;
	}
	archive_end(&archive);
	return first;
}

/* False: not there. */
static bool
load(struct corpus *corpus)
{
	const char *data = getenv("DATA");
	struct archives *archives = archives_create();
	struct slice packed, tar;
	char path[512];
	FILE *file;
	uint8_t *bytes;

	snprintf(path, sizeof(path), "%s/corpus/%s.tar.xz",
	    data != NULL ? data : "../shared/data", corpus->name);
	file = fopen(path, "rb");
	if (file == NULL || archives == NULL)
		return false;
	corpus->store = arena_create(2 * CORPUS_BYTES);
	bytes = arena_alloc(corpus->store, CORPUS_BYTES / 4);
	packed = (struct slice){bytes, fread(bytes, 1, CORPUS_BYTES / 4, file)};
	fclose(file);
	tar = open_archive(archives, packed, FILETYPE_XZ, corpus);
	open_archive(archives, tar, FILETYPE_TAR, corpus);
	archives_destroy(&archives);
	return corpus->count > 0;
}

/* ---- the work ---------------------------------------------------------- */

static void
render_all(struct message *message, struct budget *budget)
{
	struct renderer renderer = renderer_for(
	    message, unpacker_charsets(unpacker), &limits, arena, budget);

	for (size_t i = 0; i < message->part_count; i++)
		bench_keep(render_part(&renderer, message->parts[i]));
}

static void
decode_one(struct slice mail, enum depth depth, struct message *message)
{
	struct budget budget;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(mail, &limits, arena, &budget, message) ==
	    MESSAGE_NO_MEMORY)
		bench_refuse("decode", "no memory");
	if (depth >= UNPACKED)
		unpack_message(unpacker, message, &limits, arena, &budget);
	if (depth >= RENDERED)
		render_all(message, &budget);
}

static void
decode_all(struct bench *bench, void *owner)
{
	const struct decoding *decoding = owner;
	const struct corpus *corpus = decoding->corpus;
	struct message message;

	while (bench_next(bench))
		for (size_t i = 0; i < corpus->count; i++)
			decode_one(corpus->mails[i], decoding->depth, &message);
	bench_bytes(bench, corpus->bytes);
	bench_items(bench, corpus->count);
}

/* ---- the proof --------------------------------------------------------- */

static bool
holds_archive(const struct message *message)
{
	for (size_t i = 0; i < message->part_count; i++)
		if (filetype_class(message->parts[i]->type) ==
		    FILECLASS_ARCHIVE)
			return true;
	return false;
}

/* What came of all parts; bytes that malloc gave for mail without archives. */
static uint64_t
pass(const struct corpus *corpus, uint64_t *allocated_r)
{
	uint64_t sum = 0;

	*allocated_r = 0;
	for (size_t i = 0; i < corpus->count; i++) {
		uint64_t before = quota_thread_allocated();
		struct message message;

		decode_one(corpus->mails[i], RENDERED, &message);
		if (!holds_archive(&message))
			*allocated_r += quota_thread_allocated() - before;
		for (size_t k = 0; k < message.part_count; k++) {
			struct slice body = message.parts[k]->body;

			sum = checksum64(body.data, body.size, sum);
		}
	}
	return sum;
}

static void
prove(const struct corpus *corpus)
{
	uint64_t first, again;
	uint64_t sum = pass(corpus, &first);

	if (pass(corpus, &again) != sum)
		bench_refuse("decode", "the second pass gives other parts");
	if (again != 0)
		bench_refuse("decode", "malloc on the way");
}

void
bench_decode(void)
{
	static struct corpus corpora[] = {
	    {.name = "spamassassin"}, {.name = "modern-dev"}};
	static struct decoding decodings[2][3];
	static const char *const depths[] = {"parse", "unpack", "render"};

	limits_default(&limits);
	arena = arena_create(unpack_arena_bytes(&limits));
	unpacker = unpacker_create();
	if (arena == NULL || unpacker == NULL)
		bench_refuse("decode", "out of memory");
	for (size_t c = 0; c < 2; c++) {
		if (!load(&corpora[c])) {
			fprintf(stderr,
			    "decode/%s: skipped, no corpus (DATA)\n",
			    corpora[c].name);
			continue;
		}
		prove(&corpora[c]);
		for (int depth = PARSED; depth <= RENDERED; depth++) {
			char name[64];

			decodings[c][depth] =
			    (struct decoding){&corpora[c], (enum depth)depth};
			snprintf(name, sizeof(name), "decode/%s/%s",
			    corpora[c].name, depths[depth]);
			bench_add(name, decode_all, &decodings[c][depth]);
		}
	}
}
