/*
 * bench_pdf - the objects of a PDF, and what its filters hide
 *
 * Files are put together here around noise and compared with what comes out.
 * Finding objects in a large stream goes along its bytes; memchr() for a byte
 * that is not there stands beside it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/pdf/pdf.h"

#define BODY_BYTES ((size_t)4 << 20)
#define ARENA_BYTES ((size_t)128 << 20)

struct fixture {
	struct slice file;
	struct slice body; /* that must come out first */
};

static struct arena *arena;
static struct archives *archives;
static struct pdf_ciphers *ciphers;
static struct limits limits;

/* Bytes as a picture has, without the last of the letters, so that memchr()
 * goes to the end. */
static struct slice
noise(size_t size)
{
	uint64_t seed = 1;
	uint8_t *bytes = mail_noise(size, &seed);

	for (size_t i = 0; i < size; i++)
		if (bytes[i] == 0xFF)
			bytes[i] = 0;
	return (struct slice){bytes, size};
}

/* ---- files ------------------------------------------------------------- */

#define HEAD_MAX 256u

static struct slice
stream_file(const char *filter, struct slice packed)
{
	uint8_t *out = bench_allocate(packed.size + 2 * HEAD_MAX);
	int head = snprintf((char *)out, HEAD_MAX,
	    "%%PDF-1.7\n1 0 obj\n<<%s/Length %zu>>\nstream\n", filter,
	    packed.size);
	static const char tail[] = "\nendstream\nendobj\n";

	memcpy(out + head, packed.data, packed.size);
	memcpy(out + head + packed.size, tail, sizeof(tail) - 1);
	return (struct slice){
	    out, (size_t)head + packed.size + sizeof(tail) - 1};
}

static struct slice
to_hex(struct slice body)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *out = bench_allocate(2 * body.size);

	for (size_t i = 0; i < body.size; i++) {
		out[2 * i] = (uint8_t)digits[body.data[i] >> 4];
		out[2 * i + 1] = (uint8_t)digits[body.data[i] & 15];
	}
	return (struct slice){out, 2 * body.size};
}

/* Blocks that are stored (RFC 1951, 3.2.4): the rate of all that is around
 * zlib. */
static struct slice
to_stored(struct slice body)
{
	enum { BLOCK = 65535 };
	uint8_t *out =
	    bench_allocate(body.size + 2 + 5 * (body.size / BLOCK + 1));
	size_t to = 2;

	memcpy(out, "\x78\x01", 2);
	for (size_t at = 0; at < body.size; at += BLOCK) {
		size_t size = body.size - at < BLOCK ? body.size - at : BLOCK;

		out[to] = at + size == body.size;
		out[to + 1] = (uint8_t)size;
		out[to + 2] = (uint8_t)(size >> 8);
		out[to + 3] = (uint8_t)~size;
		out[to + 4] = (uint8_t)(~size >> 8);
		memcpy(out + to + 5, body.data + at, size);
		to += 5 + size;
	}
	return (struct slice){out, to};
}

/* Codes of 9 bits, the table cleared often enough. */
static struct slice
to_lzw(struct slice body)
{
	uint8_t *out = bench_allocate(body.size / 8 * 9 + body.size / 80 + 64);
	uint64_t held = 0;
	unsigned bits = 0;
	size_t to = 0;

	for (size_t at = 0; at < body.size; at++) {
		if (at % 200 == 0) {
			held = held << 9 | 256;
			bits += 9;
		}
		held = held << 9 | body.data[at];
		for (bits += 9; bits >= 8; bits -= 8)
			out[to++] = (uint8_t)(held >> (bits - 8));
	}
	held = held << 9 | 257;
	for (bits += 9; bits >= 8; bits -= 8)
		out[to++] = (uint8_t)(held >> (bits - 8));
	out[to++] = (uint8_t)(held << (8 - bits));
	return (struct slice){out, to};
}

/* Pages as programs write them, and one stream behind. */
static struct slice
page_file(void)
{
	enum { COUNT = 2000 };
	static const char tail[] = "1 0 obj<<>>stream\npages\nendstream\n";
	uint8_t *out = bench_allocate(COUNT * HEAD_MAX + sizeof(tail));
	size_t at = 0;

	for (unsigned i = 2; i < COUNT; i++)
		at += (size_t)snprintf((char *)out + at, HEAD_MAX,
		    "%u 0 obj\n<< /Type /Page /Parent 3 0 R /Resources << "
		    "/Font << /F1 7 0 R /F2 9 0 R >> /ProcSet [ /PDF /Text ] "
		    ">> /MediaBox [ 0 0 595.32 841.92 ] /Contents %u 0 R "
		    "/Group << /S /Transparency /CS /DeviceRGB >> >>\nendobj\n",
		    i, i + 1);
	memcpy(out + at, tail, sizeof(tail) - 1);
	return (struct slice){out, at + sizeof(tail) - 1};
}

/* ---- reading ----------------------------------------------------------- */

static struct slice
read_pdf(struct slice file)
{
	struct pdf_options options = {
	    .archives = archives,
	    .ciphers = ciphers,
	    .shared = {.limits = &limits, .bytes_max = ARENA_BYTES},
	    .objects_max = 100000,
	};
	struct pdf pdf;
	struct pdf_item item = {.body = {NULL, 0}};

	arena_reset(arena);
	pdf_begin(&pdf, file, &options, arena, NULL);
	if (!pdf_next(&pdf, &item))
		return (struct slice){NULL, 0};
	return item.body;
}

static void
run_pdf(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		struct slice body = read_pdf(f->file);

		bench_keep(&body);
	}
	bench_bytes(bench, f->file.size);
}

static void
run_memchr(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		size_t at = slice_find_byte(f->body, 0xFF);

		bench_keep(&at);
	}
	bench_bytes(bench, f->body.size);
}

static void
add(const char *name, struct slice file, struct slice body)
{
	struct fixture *f = bench_allocate(sizeof(*f));

	*f = (struct fixture){file, body};
	if (!slice_equal(read_pdf(file), body))
		bench_refuse(name, "not what went in");
	bench_add(name, run_pdf, f);
}

void bench_pdf(void);

void
bench_pdf(void)
{
	static struct fixture bare;
	struct slice body = noise(BODY_BYTES);

	arena = arena_create(ARENA_BYTES);
	archives = archives_create();
	ciphers = pdf_ciphers_create();
	limits_default(&limits);
	if (arena == NULL || archives == NULL || ciphers == NULL)
		bench_refuse("pdf", "out of memory");
	bare.body = body;
	bench_add("pdf/memchr", run_memchr, &bare);
	add("pdf/stream", stream_file("", body), body);
	add("pdf/pages", page_file(), SLICE("pages"));
	add("pdf/flate-stored",
	    stream_file("/Filter/FlateDecode", to_stored(body)), body);
	add("pdf/hex", stream_file("/Filter/AHx", to_hex(body)), body);
	add("pdf/lzw", stream_file("/Filter/LZW", to_lzw(body)), body);
}
