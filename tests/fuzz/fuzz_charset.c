/*
 * fuzz_charset - any label, any bytes: valid UTF-8, the same at every level,
 * counted rightly, and a smaller arena gives the start of it; then the text is
 * shown and put together, by laws of their own
 *
 * Input: the label, a LF, the bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/text/charset.h"
#include "core/text/display.h"
#include "core/text/flowed.h"
#include "core/text/utf8.h"
#include "simd/cpu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)8 << 20)
#define SMALL_BYTES ((size_t)8 << 10)

static struct arena *arena;
static struct arena *other;
static struct arena *small;
static struct charsets *charsets;

static void
set_up(void)
{
	if (charsets != NULL)
		return;
	arena = arena_create(ARENA_BYTES);
	other = arena_create(ARENA_BYTES);
	small = arena_create(SMALL_BYTES);
	charsets = charsets_create();
	CHECK(arena != NULL && other != NULL && small != NULL);
	CHECK(charsets != NULL);
}

static size_t
count_replacements(struct slice text)
{
	size_t count = 0;
	size_t at = 0;

	while (at < text.size)
		count += utf8_next(text, &at) == UTF8_REPLACEMENT;
	return count;
}

static void
check_text(const struct charset_text *t, struct slice bytes)
{
	CHECK(utf8_valid(t->text));
	CHECK(t->charset != NULL);
	CHECK(t->text.size <= bytes.size * 6 + 16);
	CHECK(((t->flags & CHARSET_REPLACED) != 0) == (t->replaced > 0));
	CHECK(t->replaced <= count_replacements(t->text));
	CHECK((t->flags & CHARSET_CUT) == 0);
	/* Nothing was written over: the text is the bytes, or in the arena. */
	if (arena_used(arena) == 0 && t->text.size > 0)
		CHECK(t->text.data >= bytes.data &&
		      t->text.data + t->text.size <= bytes.data + bytes.size);
}

static void
check_levels(
    const struct charset_text *t, struct slice bytes, struct slice label)
{
	for (int level = CPU_SCALAR; level < CPU_LEVELS; level++) {
		struct charset_text again;

		cpu_force_level((enum cpu_level)level);
		arena_reset(other);
		again = charset_decode(charsets, bytes, label, other, NULL);
		CHECK(slice_equal(again.text, t->text));
		CHECK(again.flags == t->flags);
		CHECK(again.replaced == t->replaced);
		CHECK(again.charset == t->charset);
	}
}

static void
check_small(
    const struct charset_text *t, struct slice bytes, struct slice label)
{
	struct charset_text part;

	arena_reset(small);
	part = charset_decode(charsets, bytes, label, small, NULL);
	CHECK(utf8_valid(part.text));
	CHECK(slice_starts_with(t->text, part.text));
	CHECK(
	    (part.flags & CHARSET_CUT) != 0 || part.text.size == t->text.size);
}

static bool
is_flow(uint8_t c)
{
	return c == ' ' || c == '>' || c == '\r' || c == '\n';
}

/* Joining lines takes away or adds nothing but blanks, line ends and quotes. */
static void
check_flowed(struct slice text, bool delsp)
{
	struct slice joined;
	size_t j = 0;

	arena_reset(other);
	joined = flowed_join(text, delsp, other);
	CHECK(utf8_valid(joined));
	for (size_t i = 0; i < text.size; i++) {
		if (is_flow(text.data[i]))
			continue;
		while (j < joined.size && is_flow(joined.data[j]))
			j++;
		CHECK(j < joined.size && joined.data[j] == text.data[i]);
		j++;
	}
	while (j < joined.size && is_flow(joined.data[j]))
		j++;
	CHECK(j == joined.size);
}

static void
check_display(struct slice s)
{
	char line[512];
	struct text text = TEXT_OVER(line);

	display_put(&text, s, 40);
	CHECK(!display_is_odd(text_slice(&text)));
	CHECK(!text.truncated);
	if (s.size <= 40 && !display_is_odd(s))
		CHECK(slice_equal(text_slice(&text), s));
}

/* The walk and the kernel agree about what is valid. */
static void
check_utf8(struct slice s)
{
	struct slice rest = s;
	size_t at = 0;
	size_t broken = 0;

	while (at < s.size) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		uint8_t again[UTF8_MAX];
		size_t size = utf8_put(c, again);

		CHECK(at > from);
		if (size != at - from ||
		    memcmp(again, s.data + from, size) != 0) {
			CHECK(c == UTF8_REPLACEMENT);
			broken++;
		}
	}
	CHECK(utf8_valid(rest) == (broken == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice all = {data, size};
	struct slice label = slice_sub(all, 0, slice_find_byte(all, '\n'));
	struct slice bytes = slice_skip(all, label.size + 1);
	struct charset_text text;

	set_up();
	cpu_force_level(CPU_AVX512);
	arena_reset(arena);
	text = charset_decode(charsets, bytes, label, arena, NULL);
	check_text(&text, bytes);
	check_levels(&text, bytes, label);
	cpu_force_level(CPU_AVX512);
	check_small(&text, bytes, label);
	check_flowed(text.text, size % 2 == 0);
	check_display(bytes);
	check_utf8(bytes);
	return 0;
}
