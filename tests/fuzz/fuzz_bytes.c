/*
 * fuzz_bytes - every level finds what the scalar twin finds, and what is found
 * is what was asked for
 */
#include <stdint.h>
#include <string.h>

#include "core/base/check.h"
#include "simd/bytes.h"
#include "simd/cpu.h"

#define MAPPED_MAX ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct found {
	size_t lf;
	size_t dash_line;
	size_t next_dash_line;
	size_t header_end;
	bool ascii;
	bool text;
	size_t odd;
	unsigned seen, seen_behind;
	size_t line;
	size_t pair;
	size_t two;
	size_t last_two;
	uint64_t words;
};

/* All of both maps in one number. */
static uint64_t
map_words(const uint8_t *data, size_t size)
{
	static uint64_t words[MAPPED_MAX / 64], dots[MAPPED_MAX / 64];
	size_t mapped = size < MAPPED_MAX ? size : MAPPED_MAX;
	uint64_t all = bytes_map_words(data, mapped, words, dots);

	for (size_t i = 0; i < (mapped + 63) / 64; i++)
		all = (all ^ words[i] ^ dots[i] << 32 ^ dots[i] >> 32) *
		      UINT64_C(0x9e3779b97f4a7c15);
	return all;
}

/* Of what is there itself, so that some are found; and a second byte that
 * shares a half with it. */
static size_t
find_pair(const uint8_t *data, size_t size)
{
	struct bytes_pairs pairs = {.first = {0}};

	for (size_t i = 0; i + 1 < size && i < 16; i += 2)
		bytes_pairs_add(
		    &pairs, (unsigned)i / 2, data[i], data[i + 1] ^ 0x10);
	return bytes_find_pair(data, size, 0, &pairs);
}

/* The input's own first four bytes: two of them, and two others. */
static struct bytes_two
two_of(const uint8_t *data, size_t size)
{
	struct bytes_two two = {{'a', 'A'}, {'-', '-'}};

	if (size >= 4)
		two =
		    (struct bytes_two){{data[0], data[2]}, {data[1], data[3]}};
	return two;
}

/* Letters that are there, as far as each has its own lower half. */
static size_t
find_line(const uint8_t *data, size_t size)
{
	struct bytes_set set = bytes_set_of("");

	for (size_t i = 0; i < size && i < 4; i++)
		if (data[i] < 0x80)
			set.by_low[data[i] & 15] = data[i];
	return bytes_find_line(data, size, size / 8, &set);
}

static struct found
find(enum cpu_level level, const uint8_t *data, size_t size)
{
	const struct bytes_two two = two_of(data, size);
	struct found f = {0};

	cpu_force_level(level);
	f.lf = bytes_find_lf(data, size);
	f.dash_line = bytes_find_dash_line(data, size, 0);
	f.next_dash_line = f.dash_line < size ? bytes_find_dash_line(
						    data, size, f.dash_line + 1)
					      : size;
	f.header_end = bytes_find_header_end(data, size);
	f.ascii = bytes_are_ascii(data, size);
	f.text = bytes_are_text(data, size);
	f.odd = bytes_count_odd(data, size);
	f.seen = bytes_look(data, size, 0);
	f.seen_behind = bytes_look(data, size, size / 8);
	f.line = find_line(data, size);
	f.pair = find_pair(data, size);
	/* Not at once at the beginning. */
	f.two = size < 4 ? 0 : bytes_find_two(data + 4, size - 4, &two);
	f.last_two = bytes_find_last_two(data, size, &two);
	f.words = map_words(data, size);
	return f;
}

static void
check_dash_line(const uint8_t *data, size_t size, size_t at)
{
	CHECK(at <= size);
	if (at == size)
		return;
	CHECK(size - at >= 2 && data[at] == '-' && data[at + 1] == '-');
	CHECK(at == 0 || data[at - 1] == '\n' || data[at - 1] == '\r');
}

static void
check_sense(const uint8_t *data, size_t size, const struct found *f)
{
	CHECK(f->lf <= size);
	CHECK(f->lf == size || data[f->lf] == '\n');
	CHECK(size == 0 || memchr(data, '\n', f->lf) == NULL);
	check_dash_line(data, size, f->dash_line);
	check_dash_line(data, size, f->next_dash_line);
	CHECK(f->next_dash_line > f->dash_line || f->dash_line == size);
	CHECK((f->odd == 0) == f->text);
	CHECK(f->line <= size);
	CHECK(f->two <= size && f->last_two <= size);
	CHECK(f->header_end <= size);
	if (f->header_end < size)
		CHECK(data[f->header_end - 1] == '\n' ||
		      data[f->header_end - 1] == '\r');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct found scalar = find(CPU_SCALAR, data, size);

	check_sense(data, size, &scalar);
	for (int level = CPU_SCALAR + 1; level < CPU_LEVELS; level++) {
		struct found f = find((enum cpu_level)level, data, size);

		CHECK(f.lf == scalar.lf);
		CHECK(f.dash_line == scalar.dash_line);
		CHECK(f.next_dash_line == scalar.next_dash_line);
		CHECK(f.header_end == scalar.header_end);
		CHECK(f.ascii == scalar.ascii);
		CHECK(f.text == scalar.text);
		CHECK(f.odd == scalar.odd);
		CHECK(f.seen == scalar.seen &&
		      f.seen_behind == scalar.seen_behind);
		CHECK(f.line == scalar.line);
		CHECK(f.pair == scalar.pair);
		CHECK(f.two == scalar.two);
		CHECK(f.last_two == scalar.last_two);
		CHECK(f.words == scalar.words);
	}
	return 0;
}
