/*
 * config_case - a configuration as text, and what comes of it
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_CONFIG_CASE_H
#define TESTS_SUPPORT_CONFIG_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config/config.h"
#include "core/config/keys.h"

struct warned {
	unsigned count;
	char last[512];
};

static inline void
remember(void *owner, const char *sentence)
{
	struct warned *warned = owner;

	warned->count++;
	snprintf(warned->last, sizeof(warned->last), "%s", sentence);
}

/* In an allocation of its own size, so that a read past the end is seen. */
static inline enum config_result
parse(const char *input, size_t size, struct warned *warned,
    struct config **config_r, struct text *error)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	enum config_result result;

	assert_non_null(copy);
	memcpy(copy, input, size);
	result = config_parse((struct slice){copy, size}, "f", "prog",
	    warned == NULL ? NULL : remember, warned, config_r, error);
	free(copy);
	return result;
}

/* The configuration that input gives; no warning unless warned is there. */
static inline struct config *
must_parse(const char *input, struct warned *warned)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct warned none = {0};
	struct config *config;

	if (parse(input, strlen(input), warned == NULL ? &none : warned,
		&config, &error) != CONFIG_OK)
		fail_msg("%s", array);
	if (none.count > 0)
		fail_msg("%s", none.last);
	return config;
}

static inline void
check_refused(const char *input, const char *expected)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;

	if (parse(input, strlen(input), NULL, &config, &error) != CONFIG_BAD)
		fail_msg("was not refused: %s", input);
	assert_null(config);
	if (strcmp(array, expected) != 0)
		fail_msg("%s: expected %s, got %s", input, expected, array);
}

static inline void
assert_same(const struct config *a, const struct config *b)
{
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];

		if (key->type == KEY_TYPE_SECTION)
			continue;
		if (key_is_text(key))
			assert_string_equal(key_text(key, a), key_text(key, b));
		else if (key_get_number(key, a) != key_get_number(key, b))
			fail_msg("%s differs", key->name);
	}
	assert_memory_equal(&a->limits, &b->limits, sizeof(a->limits));
}

static inline void
assert_default(const struct config *config)
{
	struct config *preset = config_default("prog");

	assert_non_null(preset);
	assert_same(config, preset);
	config_free(&preset);
	assert_null(preset);
}

#endif
