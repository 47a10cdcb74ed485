/*
 * keys - the table of keys, and how to find one in it
 */
#include "core/config/keys.h"

#include <string.h>

#define OFFSET(field) offsetof(struct config, field)
#define LIMIT_OFFSET(id)                                                       \
	(OFFSET(limits) + offsetof(struct limits, max) + (id) * sizeof(int64_t))
#define SECTION_ROW(title, sentence)                                           \
	{KEY_TYPE_SECTION, title, 0, 0, 0, 0, NULL, NULL, NULL, sentence},
#define SECTION(title, sentence) SECTION_ROW(title, sentence)
#define NUMBER(type, field, key, preset, min, max, sentence)                   \
	{type, key, OFFSET(field), preset, min, max, NULL, NULL, NULL,         \
	    sentence},
#define STRING(type, field, key, preset, sentence)                             \
	{type, key, OFFSET(field), 0, 0, 0, preset, NULL, NULL, sentence},
#define KEY_COUNT(field, ...) NUMBER(KEY_TYPE_COUNT, field, __VA_ARGS__)
#define KEY_SIZE(field, ...) NUMBER(KEY_TYPE_SIZE, field, __VA_ARGS__)
#define KEY_TIME(field, ...) NUMBER(KEY_TYPE_TIME, field##_ms, __VA_ARGS__)
#define KEY_BOOL(field, key, preset, sentence)                                 \
	NUMBER(KEY_TYPE_BOOL, field, key, preset, 0, 1, sentence)
#define KEY_ENUM(field, key, type, preset, sentence)                           \
	{KEY_TYPE_ENUM, key, OFFSET(field), preset, 0, 0, NULL, NULL, #type,   \
	    sentence},
#define KEY_TEXT(field, ...) STRING(KEY_TYPE_TEXT, field, __VA_ARGS__)
#define KEY_HEADER(field, ...) STRING(KEY_TYPE_HEADER, field, __VA_ARGS__)
#define KEY_LIST(field, ...) STRING(KEY_TYPE_LIST, field, __VA_ARGS__)
#define KEY_SCORE(field, key, preset, other, sentence)                         \
	{KEY_TYPE_SCORE, key, OFFSET(field), 0, 0, 0, preset, other, NULL,     \
	    sentence},
#define KEY_ADDRESS(field, ...) STRING(KEY_TYPE_ADDRESS, field, __VA_ARGS__)
#define KEY_ADDRESSES(field, ...) STRING(KEY_TYPE_ADDRESSES, field, __VA_ARGS__)
#define KEY_PATH(field, ...) STRING(KEY_TYPE_PATH, field, __VA_ARGS__)
#define LIMIT(id, key, type, preset, low, high, sentence)                      \
	{KEY_TYPE_##type, key, LIMIT_OFFSET(LIMIT_##id), preset, low, high,    \
	    NULL, NULL, NULL, sentence},
#define ENUM(type, value, word, sentence)

const struct key key_table[] = {
#include "core/config/keys.def"
    SECTION_ROW("Limits",
	"What one message may cost. Reaching a limit is not an error: what was "
	"found within it counts, and OnIncomplete decides about the rest.")
#include "core/message/limits.def"
};
const size_t key_count = sizeof(key_table) / sizeof(key_table[0]);

#define SECTION(title, sentence)
#define KEY_COUNT(...)
#define KEY_SIZE(...)
#define KEY_TIME(...)
#define KEY_BOOL(...)
#define KEY_ENUM(...)
#define KEY_TEXT(...)
#define KEY_HEADER(...)
#define KEY_SCORE(...)
#define KEY_LIST(...)
#define KEY_ADDRESS(...)
#define KEY_ADDRESSES(...)
#define KEY_PATH(...)
#define ENUM(type, value, word, sentence) {#type, value, word, sentence},

const struct key_word key_words[] = {
#include "core/config/keys.def"
};
const size_t key_word_count = sizeof(key_words) / sizeof(key_words[0]);

/* An enum field is read and written as an int. */
_Static_assert(sizeof(enum infected_action) == sizeof(int), "enum is an int");

const struct key *
key_find(struct slice name)
{
	for (size_t i = 0; i < key_count; i++)
		if (key_table[i].type != KEY_TYPE_SECTION &&
		    slice_equal(name, slice_from_string(key_table[i].name)))
			return &key_table[i];
	return NULL;
}

/* Longer names are not guessed at; bounds the work and the table below. */
#define GUESS_MAX 40u

static unsigned
fold(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32u : c;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * How many letters must be put in, left out, changed or swapped with their
 * neighbour to make a into b; case does not count.  Both are at most
 * GUESS_MAX long.
 */
static unsigned
edit_distance(struct slice a, struct slice b)
{
	unsigned rows[3][GUESS_MAX + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];

	memset(rows, 0, sizeof(rows));
	for (unsigned k = 0; k <= b.size; k++)
		now[k] = k;
	for (unsigned i = 1; i <= a.size; i++) {
		unsigned *spare = before;

		before = last;
		last = now;
		now = spare;
		now[0] = i;
		for (unsigned k = 1; k <= b.size; k++) {
			unsigned x = fold(a.data[i - 1]);
			unsigned y = fold(b.data[k - 1]);

			now[k] = least(last[k - 1] + (x != y),
			    least(last[k], now[k - 1]) + 1);
			if (i > 1 && k > 1 && x == fold(b.data[k - 2]) &&
			    y == fold(a.data[i - 2]))
				now[k] = least(now[k], before[k - 2] + 1);
		}
	}
	return now[b.size];
}

const struct key *
key_nearest(struct slice name)
{
	const struct key *nearest = NULL;
	/* Over a third of the letters wrong is another word. */
	unsigned best = (unsigned)(name.size / 3) + 1;

	if (name.size > GUESS_MAX)
		return NULL;
	for (size_t i = 0; i < key_count; i++) {
		struct slice known = slice_from_string(key_table[i].name);
		unsigned distance;

		if (key_table[i].type == KEY_TYPE_SECTION)
			continue;
		CHECK(known.size <= GUESS_MAX);
		distance = edit_distance(name, known);
		if (distance < best) {
			best = distance;
			nearest = &key_table[i];
		}
	}
	return nearest;
}

int64_t
key_get_number(const struct key *key, const struct config *config)
{
	const char *field = (const char *)config + key->offset;
	int64_t number;
	int word;

	CHECK(!key_is_text(key) && key->type != KEY_TYPE_SECTION);
	if (key->type == KEY_TYPE_BOOL)
		return *(const bool *)field;
	if (key->type == KEY_TYPE_ENUM) {
		memcpy(&word, field, sizeof(word));
		return word;
	}
	memcpy(&number, field, sizeof(number));
	return number;
}

void
key_set_number(const struct key *key, struct config *config, int64_t number)
{
	char *field = (char *)config + key->offset;
	int word = (int)number;

	CHECK(!key_is_text(key) && key->type != KEY_TYPE_SECTION);
	if (key->type == KEY_TYPE_BOOL)
		*(bool *)field = number != 0;
	else if (key->type == KEY_TYPE_ENUM)
		memcpy(field, &word, sizeof(word));
	else
		memcpy(field, &number, sizeof(number));
}

char **
key_text_field(const struct key *key, struct config *config)
{
	CHECK(key_is_text(key));
	return (char **)(void *)((char *)config + key->offset);
}

const char *
key_text(const struct key *key, const struct config *config)
{
	CHECK(key_is_text(key));
	return *(
	    char *const *)(const void *)((const char *)config + key->offset);
}
