/*
 * bench_document - compound files, objects in RTF, macros
 *
 * Files are put together here around noise and compared with what comes out.  A
 * stream in one piece is borrowed, so its rate is that of going along the
 * chain; memcpy() of the same bytes stands beside the one in pieces.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/document/cfb.h"
#include "core/document/ovba.h"
#include "core/document/rtf.h"

#define BODY_BYTES ((size_t)4 << 20)
#define ARENA_BYTES ((size_t)64 << 20)
#define SECTOR 512u
#define CHAIN_END 0xFFFFFFFEu

struct fixture {
	struct slice file;
	struct slice body; /* that must come out */
};

static struct arena *arena;

static void
put32(uint8_t *out, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		out[i] = (uint8_t)(value >> 8 * i);
}

static struct fixture *
fixture(struct slice file, struct slice body)
{
	struct fixture *f = bench_allocate(sizeof(*f));

	*f = (struct fixture){file, body};
	return f;
}

/* ---- compound files ---------------------------------------------------- */

static void
put_header(uint8_t *out, uint32_t tables, uint32_t directory)
{
	memcpy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	out[26] = 3;
	out[30] = 9;
	out[32] = 6;
	put32(out + 44, tables);
	put32(out + 48, directory);
	put32(out + 56, 4096);
	put32(out + 60, CHAIN_END);
	put32(out + 68, CHAIN_END);
	for (uint32_t i = 0; i < 109; i++)
		put32(out + 76 + 4 * i, i < tables ? i : UINT32_MAX);
}

static void
put_entry(uint8_t *out, char name, uint8_t type, uint32_t start, size_t size)
{
	out[0] = (uint8_t)name;
	out[64] = 4;
	out[66] = type;
	memset(out + 68, 0xFF, 12);
	put32(out + 116, start);
	put32(out + 120, (uint32_t)size);
}

/* One stream, its sectors in order or every one ahead of the one before. */
static struct slice
compound(struct slice body, bool scattered)
{
	uint32_t count = (uint32_t)(body.size / SECTOR);
	uint32_t tables = (count + 2) / 127 + 1, first = tables + 1;
	size_t size = (size_t)(first + count + 1) * SECTOR;
	uint8_t *out = bench_allocate(size), *fat = out + SECTOR;
	uint8_t *directory = out + (size_t)(tables + 1) * SECTOR;

	memset(out, 0, size);
	put_header(out, tables, tables);
	memset(fat, 0xFF, (size_t)tables * SECTOR);
	put32(fat + 4 * (size_t)tables, CHAIN_END);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t to = scattered ? count - 1 - i : i;
		uint32_t next = scattered ? first + to - 1 : first + to + 1;

		put32(fat + 4 * (size_t)(first + to),
		    i + 1 < count ? next : CHAIN_END);
		memcpy(out + (size_t)(first + to + 1) * SECTOR,
		    body.data + (size_t)i * SECTOR, SECTOR);
	}
	put_entry(directory, 'R', CFB_ROOT, CHAIN_END, 0);
	put32(directory + 76, 1);
	put_entry(directory + 128, 'x', CFB_STREAM,
	    scattered ? first + count - 1 : first, body.size);
	return (struct slice){out, size};
}

static struct slice
read_compound(struct slice file)
{
	struct cfb cfb;
	unsigned flags;

	arena_reset(arena);
	if (!cfb_open(&cfb, file, arena, NULL))
		return (struct slice){NULL, 0};
	return cfb_read(&cfb, 1, UINT64_MAX, &flags);
}

static void
run_compound(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		struct slice body = read_compound(f->file);

		bench_keep(&body);
	}
	bench_bytes(bench, f->body.size);
}

static void
run_memcpy(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;
	uint8_t *copy = bench_allocate(f->body.size);

	while (bench_next(bench)) {
		memcpy(copy, f->body.data, f->body.size);
		bench_keep(copy);
	}
	bench_bytes(bench, f->body.size);
}

static void
add_compound(const char *name, struct slice body, bool scattered)
{
	struct fixture *f = fixture(compound(body, scattered), body);

	if (!slice_equal(read_compound(f->file), body))
		bench_refuse(name, "not what went in");
	bench_add(name, run_compound, f);
}

/* ---- RTF --------------------------------------------------------------- */

/* The digits of body, and between after each so many of them. */
static struct slice
rtf_of(struct slice body, const char *between, size_t every)
{
	static const char digits[] = "0123456789abcdef";
	static const char head[] = "{\\rtf1{\\object{\\*\\objdata ";
	size_t more = strlen(between);
	uint8_t *out = bench_allocate(sizeof(head) +
				      body.size * 2 * (1 + more / every + 1) +
				      body.size * 2 / every * more);
	size_t at = sizeof(head) - 1;

	memcpy(out, head, at);
	for (size_t i = 0; i < 2 * body.size; i++) {
		uint8_t byte = body.data[i / 2];

		out[at++] = (uint8_t)digits[i % 2 == 0 ? byte >> 4 : byte & 15];
		if ((i + 1) % every != 0)
			continue;
		memcpy(out + at, between, more);
		at += more;
	}
	memcpy(out + at, "}}}", 3);
	return (struct slice){out, at + 3};
}

static size_t
read_rtf(struct slice file, struct slice *first_r)
{
	struct rtf rtf;
	struct rtf_object object;
	size_t count = 0;

	arena_reset(arena);
	rtf_begin(&rtf, file);
	while (rtf_next(&rtf, SIZE_MAX, arena, NULL, &object))
		if (count++ == 0)
			*first_r = object.body;
	return count;
}

static void
run_rtf(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		struct slice body = {NULL, 0};

		(void)read_rtf(f->file, &body);
		bench_keep(&body);
	}
	bench_bytes(bench, f->file.size);
}

static void
add_rtf(const char *name, struct slice file, struct slice body)
{
	struct slice first = {NULL, 0};

	if (read_rtf(file, &first) != (body.size > 0) ||
	    !slice_equal(first, body))
		bench_refuse(name, "not what went in");
	bench_add(name, run_rtf, fixture(file, body));
}

/* A document without objects, as Word writes it. */
static struct slice
plain_rtf(void)
{
	static const char line[] =
	    "{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\insrsid1 A line of text as "
	    "people write it.}\\par \\pard\\plain \\ltrpar\\ql\n";
	size_t size = sizeof(line) - 1, count = BODY_BYTES / size;
	uint8_t *out = bench_allocate(count * size);

	for (size_t i = 0; i < count; i++)
		memcpy(out + i * size, line, size);
	return (struct slice){out, count * size};
}

/* ---- macros ------------------------------------------------------------ */

/* Chunks that are one letter and references of the greatest length. */
static struct slice
macros(size_t chunks)
{
	static const uint8_t chunk[] = {0x03, 0xB0, 0x02, 'x', 0xFC, 0x0F};
	uint8_t *out = bench_allocate(1 + chunks * sizeof(chunk));

	out[0] = 1;
	for (size_t i = 0; i < chunks; i++)
		memcpy(out + 1 + i * sizeof(chunk), chunk, sizeof(chunk));
	return (struct slice){out, 1 + chunks * sizeof(chunk)};
}

static void
run_macros(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		unsigned flags;
		struct slice text;

		arena_reset(arena);
		text = ovba_decompress(f->file, SIZE_MAX, arena, NULL, &flags);
		bench_keep(&text);
	}
	bench_bytes(bench, f->body.size);
}

static void
run_find(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		size_t at = ovba_find(f->body);

		bench_keep(&at);
	}
	bench_bytes(bench, f->body.size);
}

void bench_document(void);

void
bench_document(void)
{
	uint64_t seed = 1;
	struct slice body = {mail_noise(BODY_BYTES, &seed), BODY_BYTES};
	struct slice packed = macros(1000);
	unsigned flags;
	struct slice text;

	arena = arena_create(ARENA_BYTES);
	if (arena == NULL)
		bench_refuse("document", "out of memory");
	bench_add("document/memcpy", run_memcpy, fixture(body, body));
	add_compound("document/cfb/one-piece", body, false);
	add_compound("document/cfb/scattered", body, true);
	add_rtf("document/rtf/no-object", plain_rtf(), SLICE(""));
	add_rtf("document/rtf/digits", rtf_of(body, "\r\n", 128), body);
	add_rtf("document/rtf/blanks", rtf_of(body, " ", 1), body);
	add_rtf("document/rtf/words", rtf_of(body, "\\foo12 ", 2), body);
	text = ovba_decompress(packed, SIZE_MAX, arena, NULL, &flags);
	if (text.size == 0 || flags != 0)
		bench_refuse("document/macros", "not what went in");
	bench_add("document/macros", run_macros,
	    fixture(packed, (struct slice){NULL, text.size}));
	bench_add("document/macros-find", run_find, fixture(body, body));
}
