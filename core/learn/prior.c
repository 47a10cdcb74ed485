/*
 * prior - what is known of spam before anything was taught
 */
#include "core/learn/prior.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/learn/regression.h"
#include "core/learn/words.h"

/* Weights of prior.def are tenths. */
#define WEIGHT_STEP 0.1

enum place {
	NAME,
	MARK,
	TEXT,
	SUBJECT,
};

struct row {
	enum place place;
	int tenths;
	struct slice words; /* a blank between them */
};

static const struct row rows[] = {
#define PRIOR(place, tenths, words) {place, tenths, SLICE(words)},
#include "core/learn/prior.def"
#undef PRIOR
};

struct putting {
	int16_t *weights;
	uint32_t bits;
};

static void
put_word(const struct putting *to, const struct row *row, struct slice word)
{
	static const uint32_t places[] = {
	    [NAME] = PLACE_NAME, [MARK] = PLACE_MARK, [TEXT] = PLACE_TEXT};
	uint32_t place = row->place == SUBJECT ? words_place(SLICE("subject"))
					       : places[row->place];

	regression_put(to->weights, to->bits, words_feature_of(word, place),
	    row->tenths * WEIGHT_STEP);
}

static uint8_t
capital(uint8_t c)
{
	return ascii_is_letter(c) ? c & 0xdf : c;
}

/* As it stands, with a capital, in capitals. */
static void
put_cases(const struct putting *to, const struct row *row, struct slice word)
{
	uint8_t room[LEARN_WORD_MAX];
	struct slice written = {room, word.size};

	memcpy(room, word.data, word.size);
	put_word(to, row, written);
	for (size_t i = 0; i < word.size; i++) {
		room[i] = capital(room[i]);
		if (i == 0 || i + 1 == word.size)
			put_word(to, row, written);
	}
}

static void
put_row(const struct putting *to, const struct row *row)
{
	struct slice words = row->words;

	while (words.size > 0) {
		size_t end = slice_find_byte(words, ' ');
		struct slice word = slice_sub(words, 0, end);

		words = slice_skip(words, end + 1);
		if (row->place == SUBJECT)
			put_cases(to, row, word);
		else
			put_word(to, row, word);
	}
}

void
prior_put(int16_t *weights, uint32_t bits)
{
	const struct putting to = {weights, bits};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		put_row(&to, &rows[i]);
}
