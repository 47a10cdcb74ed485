/*
 * fuzz_config - any bytes as CGPFilter.cfg
 *
 * Laws: a refusal names a line and leaves no configuration; every number of an
 * accepted one lies in its range and every text is what config.h promises;
 * printing the values and reading them back gives the same configuration.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/config/config.h"
#include "core/config/data_lex.h"
#include "core/config/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sentence(const char *sentence)
{
	unsigned line = 0, column = 0;

	CHECK(sscanf(sentence, "f:%u:%u: ", &line, &column) == 2);
	CHECK(line >= 1 && column >= 1);
	for (const char *at = sentence; *at != '\0'; at++)
		CHECK((uint8_t)*at >= ' ' && *at != 0x7F);
}

static void
on_warning(void *owner, const char *sentence)
{
	unsigned *warnings = owner;

	check_sentence(sentence);
	(*warnings)++;
}

/* Written apart from the code under test: one state a line. */
static void
check_header(const char *header, char last)
{
	const char *line = header;

	while (*header != '\0') {
		size_t size = strcspn(line, "\n");
		const char *colon = memchr(line, ':', size);

		CHECK(size > 0);
		if (line == header || (line[0] != ' ' && line[0] != '\t')) {
			CHECK(colon != NULL && colon > line);
			for (const char *at = line; at < colon; at++)
				CHECK(*at > ' ' && *at < 0x7F && *at != '^');
		}
		for (size_t i = 0; i < size; i++) {
			CHECK((uint8_t)line[i] >= ' ' ||
			      (i == 0 && line > header && line[0] == '\t'));
			CHECK(line[i] != '^' ||
			      (line[i + 1] >= '1' && line[i + 1] <= last));
		}
		if (line[size] == '\0')
			break;
		line += size + 1;
	}
}

static void
check_config(const struct config *config)
{
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];
		int64_t number;

		if (key->type == KEY_TYPE_SECTION)
			continue;
		if (key_is_text(key)) {
			struct slice text =
			    slice_from_string(key_text(key, config));

			CHECK(utf8_valid_size(text) == text.size);
			CHECK(text.size > 0 || key->type == KEY_TYPE_HEADER ||
			      key->type == KEY_TYPE_SCORE ||
			      key->type == KEY_TYPE_LIST ||
			      key->type == KEY_TYPE_ADDRESS ||
			      key->type == KEY_TYPE_ADDRESSES);
			continue;
		}
		number = key_get_number(key, config);
		if (key->type != KEY_TYPE_ENUM)
			CHECK(number >= key->min && number <= key->max);
	}
	check_header(config->infected_header, '1');
	check_header(config->incomplete_header, '1');
	check_header(config->score_header, '3');
	check_header(config->alert_header, '3');
}

static char *
print(const struct config *config, size_t *size_r)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, size_r);

	CHECK(out != NULL);
	config_print_values(config, out);
	CHECK(fclose(out) == 0);
	return bytes;
}

static void
check_round_trip(const struct config *config)
{
	char array[512];
	struct text error = TEXT_OVER(array);
	struct config *again;
	size_t size, size_again;
	char *bytes = print(config, &size), *bytes_again;
	struct slice input = {(const uint8_t *)bytes, size};

	CHECK(config_parse(input, "f", NULL, NULL, NULL, &again, &error) ==
	      CONFIG_OK);
	bytes_again = print(again, &size_again);
	CHECK(strcmp(bytes, bytes_again) == 0);
	config_free(&again);
	free(bytes);
	free(bytes_again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;
	unsigned warnings = 0;
	enum config_result result = config_parse((struct slice){data, size},
	    "f", NULL, on_warning, &warnings, &config, &error);

	CHECK(warnings <= 40);
	if (result != CONFIG_OK) {
		CHECK(result == CONFIG_BAD && config == NULL);
		check_sentence(array);
		return 0;
	}
	check_config(config);
	check_round_trip(config);
	config_free(&config);
	return 0;
}
