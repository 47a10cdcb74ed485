/*
 * bench_encoded - texts without files, files in texts, compressed RTF
 *
 * What almost every mail costs is the search that finds nothing; it is timed
 * beside memchr() for a byte that is not there.  Files are decoded from texts
 * that the benchmark encodes itself, and compared with what went in; so are
 * contents of S/MIME, in pieces as mailers write them and as small as can be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/encoded/cms.h"
#include "core/encoded/encoded.h"
#include "core/encoded/tnef.h"

#define TEXT_BYTES ((size_t)1 << 20)
#define ARENA_BYTES ((size_t)64 << 20)

struct fixture {
	struct slice text;
	struct slice body;  /* of the first file */
	size_t files_least; /* that must be found */
};

static struct arena *arena;

/* ---- texts ------------------------------------------------------------- */

static struct slice
repeat(const char *line)
{
	size_t size = strlen(line), at = 0;
	uint8_t *text = bench_allocate(TEXT_BYTES + size);

	for (; at < TEXT_BYTES; at += size)
		memcpy(text + at, line, size);
	return (struct slice){text, at};
}

static size_t
put_text(uint8_t *out, size_t at, const char *text)
{
	memcpy(out + at, text, strlen(text));
	return at + strlen(text);
}

static struct slice
uuencoded(struct slice body)
{
	uint8_t *out = bench_allocate(body.size * 2);
	size_t at = put_text(out, 0, "begin 644 a.bin\n");

	for (size_t i = 0; i < body.size; i += 45) {
		struct slice line = slice_sub(body, i, 45);
		uint32_t bits = 0;

		out[at++] = (uint8_t)(' ' + line.size);
		for (size_t k = 0; k < line.size; k++) {
			bits = bits << 8 | line.data[k];
			if (k % 3 != 2)
				continue;
			for (int shift = 18; shift >= 0; shift -= 6)
				out[at++] =
				    (uint8_t)(' ' + (bits >> shift & 63));
		}
		out[at++] = '\n';
	}
	at = put_text(out, at, "`\nend\n");
	return (struct slice){out, at};
}

static struct slice
yencoded(struct slice body)
{
	uint8_t *out = bench_allocate(body.size * 2 + 100);
	size_t at = put_text(out, 0, "=ybegin line=128 name=a.bin\r\n");
	size_t column = 0;

	for (size_t i = 0; i < body.size; i++) {
		uint8_t c = (uint8_t)(body.data[i] + 42);

		if (c == 0 || c == '\n' || c == '\r' || c == '=' || c == '.') {
			out[at++] = '=';
			c = (uint8_t)(c + 64);
			column++;
		}
		out[at++] = c;
		if (++column >= 128) {
			at = put_text(out, at, "\r\n");
			column = 0;
		}
	}
	at = put_text(out, at, "\r\n=yend\r\n");
	return (struct slice){out, at};
}

/* ---- what is timed ----------------------------------------------------- */

static size_t
read_all(struct slice text, struct encoded_file *first_r)
{
	struct encoded_file file;
	size_t at = 0, files = 0;

	arena_reset(arena);
	while (encoded_next(text, &at, SIZE_MAX, arena, NULL, &file))
		if (files++ == 0)
			*first_r = file;
	return files;
}

static void
run(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;
	struct encoded_file file = {.flags = 0};

	while (bench_next(bench)) {
		read_all(f->text, &file);
		bench_keep(&file);
	}
	bench_bytes(bench, f->text.size);
}

static void
run_memchr(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench))
		bench_keep(memchr(f->text.data, 1, f->text.size));
	bench_bytes(bench, f->text.size);
}

static void
add(const char *name, struct slice text, size_t files_least, struct slice body)
{
	struct fixture *f =
	    (struct fixture *)(void *)bench_allocate(sizeof(*f));
	struct encoded_file first = {.flags = 0};
	size_t files;

	*f = (struct fixture){text, body, files_least};
	files = read_all(text, &first);
	if (files < files_least || (files > 0 && files_least == 0))
		bench_refuse(name, "not the files that are in it");
	if (body.size > 0 &&
	    (!slice_equal(first.body, body) || first.flags != 0))
		bench_refuse(name, "not what was encoded");
	bench_add(name, run, f);
}

/* ---- TNEF -------------------------------------------------------------- */

static size_t
put_le(uint8_t *out, size_t at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		out[at++] = (uint8_t)(value >> 8 * i);
	return at;
}

/* A message with one property of compressed RTF: only literals, so that every
 * byte goes through the window. */
static struct slice
tnef_with_rtf(struct slice rtf)
{
	size_t packed = rtf.size + (rtf.size + 7) / 8 + 16;
	uint8_t *out = bench_allocate(packed + 64);
	size_t at = put_le(out, 0, UINT64_C(0x0001223E9F78), 6);

	at = put_le(out, at, 1, 1);
	at = put_le(out, at, 0x00069003, 4);
	at = put_le(out, at, packed + 16, 4);
	at = put_le(out, at, 1, 4);
	at = put_le(out, at, 0x10090102, 4);
	at = put_le(out, at, 1, 4);
	at = put_le(out, at, packed, 4);
	at = put_le(out, at, packed - 4, 4);
	at = put_le(out, at, rtf.size, 4);
	at = put_text(out, at, "LZFu");
	at = put_le(out, at, 0, 4);
	for (size_t i = 0; i < rtf.size; i++) {
		if (i % 8 == 0)
			out[at++] = 0;
		out[at++] = rtf.data[i];
	}
	return (struct slice){out, at};
}

static bool
read_tnef(struct slice bytes, struct tnef_file *file_r)
{
	struct tnef tnef;

	arena_reset(arena);
	return tnef_begin(&tnef, bytes) &&
	       tnef_next(&tnef, SIZE_MAX, arena, NULL, file_r);
}

static void
run_tnef(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;
	struct tnef_file file;

	while (bench_next(bench)) {
		if (!read_tnef(f->text, &file))
			bench_refuse("encoded/tnef-rtf", "it is gone");
		bench_keep(&file);
	}
	bench_bytes(bench, f->text.size);
}

static void
add_tnef(struct slice rtf)
{
	struct fixture *f =
	    (struct fixture *)(void *)bench_allocate(sizeof(*f));
	struct tnef_file file;

	*f = (struct fixture){tnef_with_rtf(rtf), rtf, 1};
	if (!read_tnef(f->text, &file) || !slice_equal(file.body, rtf))
		bench_refuse("encoded/tnef-rtf", "not what went in");
	bench_add("encoded/tnef-rtf", run_tnef, f);
}

/* ---- S/MIME ------------------------------------------------------------ */

/* Data without lengths, in pieces of up to 0xFFFF bytes. */
static struct slice
cms_in_pieces(struct slice body, size_t piece)
{
	static const struct slice head =
	    SLICE("\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"
		  "\xA0\x80\x24\x80");
	uint8_t *out = bench_allocate(
	    head.size + body.size + (body.size / piece + 1) * 4 + 6);
	size_t at = head.size;

	memcpy(out, head.data, head.size);
	for (size_t i = 0; i < body.size; i += piece) {
		struct slice bytes = slice_sub(body, i, piece);

		out[at++] = 4;
		out[at++] = 0x82;
		out[at++] = (uint8_t)(bytes.size >> 8);
		out[at++] = (uint8_t)bytes.size;
		memcpy(out + at, bytes.data, bytes.size);
		at += bytes.size;
	}
	memset(out + at, 0, 6);
	return (struct slice){out, at + 6};
}

static bool
read_content(struct slice bytes, struct cms *cms_r)
{
	arena_reset(arena);
	return cms_read(bytes, SIZE_MAX, arena, NULL, cms_r);
}

static void
run_cms(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;
	struct cms cms;

	while (bench_next(bench)) {
		if (!read_content(f->text, &cms))
			bench_refuse("encoded/cms", "it is gone");
		bench_keep(&cms);
	}
	bench_bytes(bench, f->text.size);
}

static void
add_cms(const char *name, struct slice body, size_t piece)
{
	struct fixture *f =
	    (struct fixture *)(void *)bench_allocate(sizeof(*f));
	struct cms cms;

	*f = (struct fixture){cms_in_pieces(body, piece), body, 1};
	if (!read_content(f->text, &cms) || cms.flags != 0 ||
	    !slice_equal(cms.content, body))
		bench_refuse(name, "not what went in");
	bench_add(name, run_cms, f);
}

void bench_encoded(void);

void
bench_encoded(void)
{
	static struct fixture plain;
	const struct slice none = {NULL, 0};
	struct slice english = repeat(
	    "A well-known line of text, as people write it (or so).\r\n");
	const size_t size = (size_t)45 << 14;
	uint64_t seed = 1;
	struct slice body = {mail_noise(size, &seed), size};

	arena = arena_create(ARENA_BYTES);
	if (arena == NULL)
		bench_refuse("encoded", "out of memory");
	plain.text = english;
	bench_add("encoded/memchr/english", run_memchr, &plain);
	add("encoded/none/english", english, 0, none);
	add("encoded/none/base64",
	    repeat("TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaX"
		   "BpcwABCDEF\r\n"),
	    0, none);
	add("encoded/none/html",
	    repeat("<td class=\"x\"><b>bold</b>\n<b>be it</b></td>\n"), 0,
	    none);
	add("encoded/none/short-lines", repeat("b\n=\n(\n"), 0, none);
	add("encoded/none/begin-lines", repeat("begin 644 x\n"), 0, none);
	add("encoded/many-files", repeat("begin 644 x\n#0V%T\n`\nend\n"),
	    TEXT_BYTES / 32, none);
	add("encoded/uuencode", uuencoded(body), 1, body);
	add("encoded/yenc", yencoded(body), 1, none);
	add_tnef(english);
	add_cms("encoded/cms/pieces-1024", body, 1024);
	add_cms("encoded/cms/pieces-1", body, 1);
}
