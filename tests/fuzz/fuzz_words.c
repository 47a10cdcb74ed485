/*
 * fuzz_words - any bytes as a value with encoded words
 *
 * Whatever comes in, one line of valid UTF-8 comes out; a value of plain ASCII
 * comes back as it is; what came out, if no word is left in it, is not changed
 * by a second round.
 */
#include <stdint.h>

#include "core/base/check.h"
#include "core/header/words.h"
#include "core/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena;
static struct charsets *charsets;

static void
check_one_line(struct slice s)
{
	CHECK(utf8_valid(s));
	CHECK(slice_find_byte(s, '\r') == s.size);
	CHECK(slice_find_byte(s, '\n') == s.size);
}

static bool
is_plain(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (s.data[i] < 0x20 || s.data[i] > 0x7F || s.data[i] == '=')
			return false;
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct slice defaults[] = {SLICE(""), SLICE("koi8-r"),
	    SLICE("shift_jis"), SLICE("x-unknown"), SLICE("iso-2022-jp")};
	struct slice value, charset;
	struct words words, again;

	if (arena == NULL) {
		arena = arena_create((size_t)64 << 20);
		charsets = charsets_create();
	}
	CHECK(arena != NULL && charsets != NULL);
	if (size == 0)
		return 0;
	charset = defaults[data[0] % (sizeof(defaults) / sizeof(defaults[0]))];
	value = (struct slice){data + 1, size - 1};
	arena_reset(arena);
	words = words_decode(value, charset, charsets, arena);
	check_one_line(words.text);
	CHECK((words.flags & WORDS_CUT) == 0);
	CHECK(words.text.size <= value.size * 3);
	CHECK(words.count <= value.size / 5); /* "=?\?q?" */
	CHECK(words.count > 0 || words.charset.size == 0);
	if (is_plain(value))
		CHECK(words.text.data == value.data &&
		      words.text.size == value.size && words.flags == 0);
	if (slice_find(words.text, SLICE("=?")) == words.text.size &&
	    slice_find_byte(words.text, 0x1B) == words.text.size) {
		again = words_decode(words.text, charset, charsets, arena);
		CHECK(slice_equal(again.text, words.text));
		CHECK(again.count == 0);
	}
	return 0;
}
