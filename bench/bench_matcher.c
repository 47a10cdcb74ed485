/*
 * bench_matcher - scan rates of the matcher's back ends
 *
 * Sets: random literals of 8..40 bytes, which hardly ever match, and pairs of
 * words of the text itself, which are the hostile case: their parts are
 * everywhere and many match.  The text is BENCH_TEXT (mail is what counts) or
 * made of invented words with the frequencies of a natural language.  It is
 * scanned in blocks of 64 KB, the size of a common part.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "simd/matcher.h"

#define TEXT_MAX ((size_t)12 << 20)
#define BLOCK ((size_t)64 << 10)
#define PROVED_LITERALS 40u

struct text {
	uint8_t *bytes;
	size_t size;
};

struct set {
	struct matcher_literal *literals;
	size_t count;
	void *image;
	size_t image_size;
	struct matcher *matcher;
	struct matcher_scratch *scratch;
	const struct text *text;
	const char *backend;
};

static uint64_t noise_state = UINT64_C(0x9e3779b97f4a7c15);

static uint32_t
noise(void)
{
	noise_state ^= noise_state << 13;
	noise_state ^= noise_state >> 7;
	noise_state ^= noise_state << 17;
	return (uint32_t)(noise_state >> 32);
}

/* ---- the text ---------------------------------------------------------- */

enum { VOCABULARY = 4096, WORD_MAX = 12 };

/* Short words are frequent: the rank's square root falls off like Zipf's. */
static void
invent_text(struct text *text)
{
	static char words[VOCABULARY][WORD_MAX + 1];

	for (size_t i = 0; i < VOCABULARY; i++) {
		size_t size = 2 + noise() % (3 + i * 8 / VOCABULARY);

		for (size_t k = 0; k < size; k++)
			words[i][k] = k % 2 ? "aeiou"[noise() % 5]
					    : "tnsrhldcmfpgwyb"[noise() % 15];
	}
	text->size = 0;
	while (text->size < TEXT_MAX - WORD_MAX - 1) {
		uint64_t spread = (uint64_t)(noise() % VOCABULARY) *
				  (noise() % VOCABULARY) / VOCABULARY *
				  (noise() % VOCABULARY) / VOCABULARY;
		size_t size = strlen(words[spread]);

		memcpy(text->bytes + text->size, words[spread], size);
		text->size += size;
		text->bytes[text->size++] = noise() % 12 ? ' ' : '\n';
	}
}

static void
load_text(struct text *text)
{
	const char *path = getenv("BENCH_TEXT");
	FILE *file;

	text->bytes = bench_allocate(TEXT_MAX);
	if (path == NULL || path[0] == '\0') {
		invent_text(text);
		return;
	}
	file = fopen(path, "rb");
	if (file == NULL)
		bench_refuse("matcher", "cannot read the BENCH_TEXT file");
	text->size = fread(text->bytes, 1, TEXT_MAX, file);
	fclose(file);
	if (text->size < BLOCK)
		bench_refuse("matcher", "BENCH_TEXT is shorter than 64 KB");
}

/* ---- the sets ---------------------------------------------------------- */

static struct matcher_literal *
random_literals(const struct text *text, size_t count)
{
	struct matcher_literal *literals =
	    bench_allocate(count * sizeof(*literals));

	(void)text;
	for (size_t i = 0; i < count; i++) {
		uint32_t size = 8 + noise() % 33;
		uint8_t *bytes = bench_allocate(size);

		for (uint32_t k = 0; k < size; k++)
			bytes[k] = (uint8_t)noise();
		literals[i] =
		    (struct matcher_literal){bytes, size, (uint32_t)i, false};
	}
	return literals;
}

static size_t
word_end(const struct text *text, size_t at)
{
	while (at < text->size &&
	       ((text->bytes[at] >= 'a' && text->bytes[at] <= 'z') ||
		   (text->bytes[at] >= 'A' && text->bytes[at] <= 'Z')))
		at++;
	return at;
}

static bool
is_new(const struct matcher_literal *literals, size_t count,
    const struct matcher_literal *literal)
{
	for (size_t i = 0; i < count; i++) {
		if (literals[i].size == literal->size &&
		    memcmp(literals[i].bytes, literal->bytes, literal->size) ==
			0)
			return false;
	}
	return true;
}

/* Two words of the text and the blank between them, 8 bytes at least. */
static struct matcher_literal *
pair_literals(const struct text *text, size_t count)
{
	struct matcher_literal *literals =
	    bench_allocate(count * sizeof(*literals));

	for (size_t i = 0; i < count;) {
		size_t first = noise() % (text->size - 100);
		size_t middle, end;

		first = word_end(text, first) + 1;
		middle = word_end(text, first);
		end = word_end(text, middle + 1);
		if (middle == first || end - middle < 3 || end - first < 8 ||
		    end - first > 40 || text->bytes[middle] != ' ')
			continue;
		literals[i] = (struct matcher_literal){text->bytes + first,
		    (uint32_t)(end - first), (uint32_t)i, i % 4 == 0};
		i += is_new(literals, i, &literals[i]);
	}
	return literals;
}

/* ---- proof ------------------------------------------------------------- */

struct tally {
	uint64_t count;
	uint64_t sum; /* of (id, end), in any order */
	uint64_t wanted_id;
	uint64_t wanted_count;
};

static bool
tally_add(void *owner, uint32_t id, uint64_t end)
{
	struct tally *tally = owner;
	uint64_t mixed = (end << 20 ^ id) * UINT64_C(0x9e3779b97f4a7c15);

	tally->count++;
	tally->sum += mixed ^ mixed >> 29;
	tally->wanted_count += id == tally->wanted_id;
	return false;
}

static uint64_t
count_slowly(
    const struct matcher_literal *literal, const uint8_t *data, size_t size)
{
	uint64_t count = 0;
	const uint8_t *at = data;
	const uint8_t *end = data + size;

	while ((at = memmem(at, (size_t)(end - at), literal->bytes,
		    literal->size)) != NULL) {
		count++;
		at++;
	}
	return count;
}

/* Some cased literals against memmem() in the first megabyte. */
static void
prove(const struct set *set)
{
	size_t size = set->text->size < (1 << 20) ? set->text->size : (1 << 20);

	for (size_t i = 0; i < PROVED_LITERALS; i++) {
		size_t which = set->count / PROVED_LITERALS * i;
		struct tally tally = {.wanted_id = which};

		if (set->literals[which].nocase)
			continue;
		matcher_scan(set->matcher, set->scratch, set->text->bytes, size,
		    tally_add, &tally);
		if (tally.wanted_count !=
		    count_slowly(&set->literals[which], set->text->bytes, size))
			bench_refuse("matcher", "a literal is miscounted");
	}
}

/* The back ends must agree about all of the text. */
static void
prove_equal(const struct set *a, const struct set *b)
{
	struct tally tally[2] = {{.count = 0}, {.count = 0}};

	matcher_scan(a->matcher, a->scratch, a->text->bytes, a->text->size,
	    tally_add, &tally[0]);
	matcher_scan(b->matcher, b->scratch, b->text->bytes, b->text->size,
	    tally_add, &tally[1]);
	if (tally[0].count != tally[1].count || tally[0].sum != tally[1].sum)
		bench_refuse("matcher", "the back ends disagree");
}

/* ---- the benchmarks ---------------------------------------------------- */

static void
scan_text(struct bench *bench, void *owner)
{
	const struct set *set = owner;
	struct tally tally = {.count = 0};
	uint64_t scans = 0;
	char label[96];

	while (bench_next(bench)) {
		for (size_t at = 0; at < set->text->size; at += BLOCK) {
			size_t size = set->text->size - at;

			matcher_scan(set->matcher, set->scratch,
			    set->text->bytes + at, size < BLOCK ? size : BLOCK,
			    tally_add, &tally);
		}
		scans++;
	}
	bench_keep(&tally);
	bench_bytes(bench, set->text->size);
	bench_counter(bench, "matches_per_kb",
	    (double)tally.count / (double)scans /
		((double)set->text->size / 1024));
	snprintf(label, sizeof(label), "%s, image %zu KB", set->backend,
	    set->image_size >> 10);
	bench_label(bench, label);
}

static void
compile_set(struct bench *bench, void *owner)
{
	const struct set *set = owner;

	while (bench_next(bench)) {
		void *image;
		size_t size;

		if (matcher_compile(matcher_backend_of(set->matcher),
			set->literals, set->count, &image, &size) != MATCHER_OK)
			bench_refuse("matcher", "does not compile");
		bench_keep(image);
		free(image);
	}
	bench_items(bench, set->count);
}

static struct set *
set_create(enum matcher_backend backend, struct matcher_literal *literals,
    size_t count, const struct text *text)
{
	struct set *set = bench_allocate(sizeof(*set));

	*set = (struct set){.literals = literals, .count = count, .text = text};
	if (matcher_compile(backend, literals, count, &set->image,
		&set->image_size) != MATCHER_OK ||
	    matcher_open(set->image, set->image_size, &set->matcher) !=
		MATCHER_OK ||
	    matcher_scratch_grow(&set->scratch, set->matcher) != MATCHER_OK)
		bench_refuse("matcher", "a set does not open");
	set->backend = matcher_describe(matcher_backend_of(set->matcher));
	prove(set);
	return set;
}

static void
add(const char *what, const char *backend, const char *name, struct set *set,
    void (*body)(struct bench *bench, void *owner))
{
	char full[96];

	snprintf(full, sizeof(full), "matcher/%s/%s/%s", what, backend, name);
	bench_add(full, body, set);
}

static void
add_sets(const char *name, const struct text *text,
    struct matcher_literal *literals, size_t count)
{
	struct set *best = set_create(MATCHER_BEST, literals, count, text);
	struct set *portable =
	    set_create(MATCHER_PORTABLE, literals, count, text);

	prove_equal(best, portable);
	add("scan", "portable", name, portable, scan_text);
	add("compile", "portable", name, portable, compile_set);
	if (matcher_backend_of(best->matcher) == MATCHER_PORTABLE)
		return;
	add("scan", "hyperscan", name, best, scan_text);
	add("compile", "hyperscan", name, best, compile_set);
}

void bench_matcher(void);

void
bench_matcher(void)
{
	static struct text text;

	load_text(&text);
	add_sets("random-1k", &text, random_literals(&text, 1000), 1000);
	add_sets("random-10k", &text, random_literals(&text, 10000), 10000);
	add_sets("pairs-10k", &text, pair_literals(&text, 10000), 10000);
}
