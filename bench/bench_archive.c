/*
 * bench_archive - what opening small archives costs, and large ones a byte
 *
 * Small: the samples of tests/data/archives, two files of about 100 bytes.
 * Large: a megabyte of text, stored and deflated (as literals, the slowest way
 * for who inflates).  Inside: a program without an archive in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/archive/archive.h"
#include "core/archive/method/inflate.h"
#include "core/base/crc32.h"

#define PLACE "tests/data/archives/"
#define ARENA_BYTES ((size_t)64 << 20)
#define TEXT_SIZE ((size_t)1 << 20)
#define SAMPLE_MAX 8192u

static const char *const samples[] = {"infozip.zip", "zip-aes.zip", "plain.7z",
    "encrypted.7z", "ustar.tar", "plain.arj", "method-1.arj",
    "zip-deflate64.zip", "stored.rar", "stored.rar5", "mszip.cab", "plain.xar",
    "letter.gz", "letter.xz", "letter.bz2"};

#define SAMPLES (sizeof(samples) / sizeof(*samples))

struct fixture {
	const char *name;
	uint8_t *bytes;
	size_t size;
	uint64_t expected; /* bytes of all bodies */
	size_t passwords;  /* that are tried: 0 or 1 */
};

static struct archives *archives;
static struct arena *arena;
static struct limits limits;

/* ---- one archive ------------------------------------------------------- */

static uint64_t
read_all(const struct fixture *f)
{
	struct slice bytes = {f->bytes, f->size};
	const struct slice password = SLICE("secret");
	const struct archive_options options = {
	    .limits = &limits,
	    .bytes_max = ARENA_BYTES,
	    .members_max = 1000,
	    .passwords = &password,
	    .password_count = f->passwords,
	};
	struct archive archive;
	struct member member;
	uint64_t total = 0;

	arena_reset(arena);
	archive_begin(&archive, archives, bytes, filetype_detect(bytes),
	    &options, arena, NULL);
	while (archive_next(&archive, &member))
		total += member.body.size;
	archive_end(&archive);
	return total;
}

static void
unpack(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		uint64_t total = read_all(f);

		bench_keep(&total);
	}
	bench_items(bench, 1);
	if (f->expected >= TEXT_SIZE)
		bench_bytes(bench, (size_t)f->expected);
}

static void
look_inside(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;
	struct slice bytes = {f->bytes, f->size};

	while (bench_next(bench)) {
		enum filetype type;
		size_t at = archive_inside(bytes, 0, &type);

		bench_keep(&at);
	}
	bench_bytes(bench, f->size);
}

static void
add(struct fixture *f)
{
	char name[96];

	if (read_all(f) != f->expected)
		bench_refuse(f->name, "the bodies have another size");
	snprintf(name, sizeof(name), "archive/%s", f->name);
	bench_add(name, unpack, f);
}

/* ---- samples ----------------------------------------------------------- */

static void
add_sample(const char *name)
{
	struct fixture *f = bench_allocate(sizeof(*f));
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), PLACE "%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		bench_refuse(name, "the sample is not where make bench runs");
	*f =
	    (struct fixture){.name = name, .bytes = bench_allocate(SAMPLE_MAX)};
	f->size = fread(f->bytes, 1, SAMPLE_MAX, file);
	fclose(file);
	/* Half a million rounds for the key. */
	f->passwords = strcmp(name, "encrypted.7z") == 0;
	f->expected = read_all(f);
	/* EICAR and the letter, the letter alone, or forty of it; without a
	 * password none. */
	if (f->expected != 68 + 43 && f->expected != 43 &&
	    f->expected != 40 * 43 && strcmp(name, "zip-aes.zip") != 0)
		bench_refuse(name, "the bodies have another size");
	add(f);
}

/* ---- a megabyte -------------------------------------------------------- */

struct bits {
	uint8_t *to;
	uint64_t held;
	unsigned count;
};

static void
put_bits(struct bits *bits, unsigned value, unsigned count)
{
	bits->held |= (uint64_t)value << bits->count;
	for (bits->count += count; bits->count >= 8; bits->count -= 8) {
		*bits->to++ = (uint8_t)bits->held;
		bits->held >>= 8;
	}
}

/* Codes of Huffman stand in a stream with the highest bit first. */
static void
put_code(struct bits *bits, unsigned code, unsigned count)
{
	while (count-- > 0)
		put_bits(bits, code >> count & 1, 1);
}

/* One block with fixed codes (RFC 1951, 3.2.6), ASCII as literals alone. */
static size_t
deflate_literals(const uint8_t *text, size_t size, uint8_t *to)
{
	struct bits bits = {.to = to};

	put_bits(&bits, 1 | 1 << 1, 3);
	for (size_t i = 0; i < size; i++)
		put_code(&bits, 0x30u + text[i], 8);
	put_code(&bits, 0, 7);
	put_bits(&bits, 0, 7);
	return (size_t)(bits.to - to);
}

static uint8_t *
put(uint8_t *to, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		*to++ = (uint8_t)(value >> i * 8);
	return to;
}

/* Method, sum, sizes and the length of the name, as both headers have them. */
static uint8_t *
put_common(uint8_t *to, unsigned method, struct slice text, size_t packed)
{
	to = put(to, 0, 2);
	to = put(to, method, 2);
	to = put(to, 0, 4);
	to = put(to, crc32_of(0, text), 4);
	to = put(to, packed, 4);
	to = put(to, text.size, 4);
	return put(to, 1, 2);
}

static void
add_large(
    const char *name, unsigned method, struct slice text, struct slice packed)
{
	struct fixture *f = bench_allocate(sizeof(*f));
	uint8_t *to;

	*f = (struct fixture){.name = name,
	    .bytes = bench_allocate(packed.size + 200),
	    .expected = text.size};
	to = put(put(f->bytes, 0x04034B50, 4), 20, 2);
	to = put(put_common(to, method, text, packed.size), 0, 2);
	to = put(to, 'x', 1);
	memcpy(to, packed.data, packed.size);
	to = put(put(to + packed.size, 0x02014B50, 4), 20, 2);
	to = put_common(put(to, 20, 2), method, text, packed.size);
	to = put(put(to, 0, 8), 0, 8);
	to = put(to, 'x', 1);
	to = put(put(put(to, 0x06054B50, 4), 0, 4), 0x00010001, 4);
	to = put(put(to, 47, 4), 31 + packed.size, 4);
	to = put(to, 0, 2);
	f->size = (size_t)(to - f->bytes);
	add(f);
}

static void
add_inside(struct slice text)
{
	struct fixture *f = bench_allocate(sizeof(*f));
	uint64_t seed = 88172645463325252;

	*f = (struct fixture){
	    .bytes = bench_allocate(text.size), .size = text.size};
	for (size_t i = 0; i < text.size; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		f->bytes[i] = (uint8_t)(seed >> 56);
	}
	bench_add("archive/inside", look_inside, f);
}

void bench_archive(void);

void
bench_archive(void)
{
	uint8_t *text = bench_allocate(TEXT_SIZE);
	uint8_t *packed = bench_allocate(TEXT_SIZE * 2);
	struct slice whole = {text, TEXT_SIZE};
	size_t size;

	limits_default(&limits);
	archives = archives_create();
	arena = arena_create(ARENA_BYTES);
	if (archives == NULL || arena == NULL)
		bench_refuse("archive", "out of memory");
	for (size_t i = 0; i < SAMPLES; i++)
		add_sample(samples[i]);
	for (size_t i = 0; i < TEXT_SIZE; i++)
		text[i] = (uint8_t)(' ' + i * i / 7 % 90);
	size = deflate_literals(text, TEXT_SIZE, packed);
	add_large("1M-stored.zip", 0, whole, whole);
	add_large("1M-literals.zip", 8, whole, (struct slice){packed, size});
	/* Without a match it is the same stream. */
	add_large("1M-literals-deflate64.zip", 9, whole,
	    (struct slice){packed, size});
	add_inside(whole);
}
