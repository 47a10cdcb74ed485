/*
 * config_read - CGPFilter.cfg, read and checked
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/config/addresses.h"
#include "core/config/config.h"
#include "core/config/data_lex.h"
#include "core/config/keys.h"

/* Bytes of a refused value that a message shows. */
#define SHOWN_VALUE_MAX 60u
/* Rows of the key table, sections counted; checked when a file is read. */
#define KEY_ROWS_MAX 128u

/* What an answer of 4000 bytes has room for, with all that is filled in. */
#define ADDED_FIELDS_MAX 2500u

/* Further warnings about one file are not told. */
#define WARNINGS_MAX 40u

/* One reading of one file. */
struct reading {
	const char *name;
	const char *directory;
	config_warning *warning;
	void *owner;
	struct text *error;
	struct config *config;
	/* Where each row of the key table was given; line 0: not yet. */
	struct data_place seen[KEY_ROWS_MAX];
	unsigned warnings;
	bool no_memory;
};

/* Begin an error: "name:line:column: ". */
static struct text *
refuse(struct reading *reading, struct data_place place)
{
	text_clear(reading->error);
	text_printf(reading->error, "%s:%u:%u: ", reading->name, place.line,
	    place.column);
	return reading->error;
}

static void
warn(struct reading *reading, struct data_place place, const char *reason)
{
	char array[512];
	struct text text = TEXT_OVER(array);

	if (reading->warning == NULL || reading->warnings == WARNINGS_MAX)
		return;
	reading->warnings++;
	text_printf(&text, "%s:%u:%u: %s", reading->name, place.line,
	    place.column, reason);
	reading->warning(reading->owner, text.data);
}

/* data_parse() tells through this. */
static void
pass_warning(void *owner, struct data_place place, const char *sentence)
{
	warn(owner, place, sentence);
}

/* s cut to max bytes, at a character, with "..." for the rest. */
static void
put_shown(struct text *text, struct slice s, size_t max)
{
	struct slice cut = slice_sub(s, 0, max);

	cut = slice_sub(cut, 0, utf8_valid_size(cut));
	text_put_printable(text, cut, cut.size);
	if (cut.size < s.size)
		text_put(text, SLICE("..."));
}

/* "Workers = 2000: " */
static void
put_value(
    struct text *text, const struct key *key, const struct data_object *value)
{
	char array[SHOWN_VALUE_MAX * 2];
	struct text written = TEXT_OVER(array);

	data_write(value, &written);
	text_printf(text, "%s = ", key->name);
	put_shown(text, text_slice(&written), SHOWN_VALUE_MAX);
	text_put(text, SLICE(": "));
}

static bool
refuse_value(struct reading *reading, const struct key *key,
    const struct data_object *value, const char *why)
{
	struct text *error = refuse(reading, value->place);

	put_value(error, key, value);
	if (why != NULL) {
		text_printf(error, "%s", why);
	} else {
		text_printf(error, "allowed is ");
		key_put_allowed(key, error);
	}
	return false;
}

static bool
refuse_key(struct reading *reading, const struct data_object *element)
{
	const struct key *nearest = key_nearest(element->key);
	struct text *error = refuse(reading, element->key_place);

	text_put_byte(error, '"');
	put_shown(error, element->key, SHOWN_VALUE_MAX);
	text_printf(error, "\" is not a key of this file");
	if (nearest != NULL)
		text_printf(error, "; did you mean %s?", nearest->name);
	return false;
}

static bool
check_text(struct reading *reading, const struct key *key,
    const struct data_object *value)
{
	char array[256];
	struct text why = TEXT_OVER(array);
	const char *odd = NULL;
	bool good;

	if (value->kind != DATA_STRING)
		return refuse_value(reading, key, value, NULL);
	if (key->type == KEY_TYPE_HEADER || key->type == KEY_TYPE_SCORE)
		good = template_check_header(
		    value->text, key->type == KEY_TYPE_SCORE, &why, &odd);
	else if (key->type == KEY_TYPE_LIST)
		good = template_check_list(value->text, &why);
	else if (key->type == KEY_TYPE_ADDRESS ||
		 key->type == KEY_TYPE_ADDRESSES)
		good = addresses_check(
		    value->text, key->type == KEY_TYPE_ADDRESSES, &why);
	else if (key->type == KEY_TYPE_PATH)
		good = template_check_path(value->text, &why);
	else
		good = template_check_report(value->text, &why);
	if (!good)
		return refuse_value(reading, key, value, why.data);
	if (odd != NULL) {
		char sentence[256];

		snprintf(sentence, sizeof(sentence), "%s: %s", key->name, odd);
		warn(reading, value->place, sentence);
	}
	return true;
}

static bool
read_value(struct reading *reading, const struct key *key,
    const struct data_object *value)
{
	int64_t number;

	if (key_is_text(key)) {
		if (!check_text(reading, key, value))
			return false;
		if (key_set_text(
			key, reading->config, reading->directory, value->text))
			return true;
		reading->no_memory = true;
		return false;
	}
	if (!key_read_number(key, value, &number))
		return refuse_value(reading, key, value, NULL);
	key_set_number(key, reading->config, number);
	return true;
}

static void
warn_twice(struct reading *reading, const struct key *key,
    const struct data_object *element, struct data_place before)
{
	char sentence[128];

	snprintf(sentence, sizeof(sentence),
	    "%s was given in line %u already; this one counts", key->name,
	    before.line);
	warn(reading, element->key_place, sentence);
}

static bool
read_element(struct reading *reading, const struct data_object *element)
{
	const struct key *key = key_find(element->key);
	struct data_place *seen;

	if (key == NULL)
		return refuse_key(reading, element);
	seen = &reading->seen[key - key_table];
	/* Three times is as odd as twice: one warning a key. */
	if (seen->line > 0 && seen->column > 0) {
		warn_twice(reading, key, element, *seen);
		seen->column = 0;
	} else if (seen->line == 0) {
		*seen = element->key_place;
	}
	return read_value(reading, key, element);
}

/* As the sentence of ReportSections in keys.def has them. */
static bool
is_report_section(struct slice word)
{
	return config_list_has(
	    "totals scores day latency viruses sources targets limits learning "
	    "state",
	    word);
}

/* A report without what a wrong word meant would not say why. */
static void
warn_sections(struct reading *reading)
{
	struct slice rest = slice_from_string(reading->config->report_sections);
	struct slice word, shown;
	struct data_place none = {1, 1};
	char sentence[128];

	while (config_list_next(&rest, &word)) {
		if (is_report_section(word))
			continue;
		shown = slice_sub(word, 0, SHOWN_VALUE_MAX);
		snprintf(sentence, sizeof(sentence),
		    "ReportSections: no section is named %.*s", (int)shown.size,
		    (const char *)shown.data);
		warn(reading, none, sentence);
	}
}

/* Keys that are good each and odd together. */
static void
warn_together(struct reading *reading)
{
	const struct config *config = reading->config;
	struct data_place none = {1, 1};

	if (config->slow_after_ms >= config->answer_time_limit_ms)
		warn(reading, none,
		    "SlowAfter is not below AnswerTimeLimit: no message will "
		    "go to the slow lane");
	if (config->response_order == ORDER_WINDOW &&
	    config->max_order_delay_ms >= config->answer_time_limit_ms)
		warn(reading, none,
		    "MaxOrderDelay is not below AnswerTimeLimit: no answer "
		    "will overtake");
	if (strlen(config->score_header) + strlen(config->alert_header) +
		strlen(config->infected_header) >
	    ADDED_FIELDS_MAX)
		warn(reading, none,
		    "Header, AlertHeader and InfectedHeader together may be "
		    "longer than an answer: then the last of them is cut");
}

static enum config_result
read_all(struct reading *reading, const struct data_object *root)
{
	reading->config = config_default(reading->directory);
	if (reading->config == NULL)
		return CONFIG_NO_MEMORY;
	for (const struct data_object *element = root->first; element != NULL;
	     element = element->next)
		if (!read_element(reading, element)) {
			config_free(&reading->config);
			return reading->no_memory ? CONFIG_NO_MEMORY
						  : CONFIG_BAD;
		}
	warn_together(reading);
	warn_sections(reading);
	return CONFIG_OK;
}

static enum config_result
no_memory(const char *name, struct text *error)
{
	text_clear(error);
	text_printf(error, "%s: there is no memory to read it", name);
	return CONFIG_NO_MEMORY;
}

enum config_result
config_parse(struct slice bytes, const char *name,
    const char *program_directory, config_warning *warning, void *owner,
    struct config **config_r, struct text *error_r)
{
	struct reading reading = {.name = name,
	    .directory = program_directory,
	    .warning = warning,
	    .owner = owner,
	    .error = error_r};
	struct data_error error;
	struct data *data;
	enum data_result parsed;
	enum config_result result;

	CHECK(key_count <= KEY_ROWS_MAX);
	*config_r = NULL;
	parsed = data_parse(
	    bytes, DATA_FORM_BODY, pass_warning, &reading, &data, &error);
	if (parsed == DATA_BAD) {
		text_printf(refuse(&reading, error.place), "%s", error.reason);
		return CONFIG_BAD;
	}
	if (parsed == DATA_NO_MEMORY)
		return no_memory(name, error_r);
	result = read_all(&reading, data_root(data));
	data_free(&data);
	if (result == CONFIG_NO_MEMORY)
		return no_memory(name, error_r);
	*config_r = reading.config;
	return result;
}

static enum config_result
refuse_file(const char *path, const char *reason, struct text *error)
{
	text_clear(error);
	text_printf(error, "%s: %s", path, reason);
	return CONFIG_BAD;
}

/* One byte over the limit is read, so that the parser sees it passed. */
#define READ_MAX (DATA_SIZE_MAX + 1)

static enum config_result
read_file(int fd, const char *path, uint8_t *bytes, size_t *size_r,
    struct text *error)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return refuse_file(path, strerror(errno), error);
	if (!S_ISREG(status.st_mode))
		return refuse_file(path, "it is not a regular file", error);
	if (!file_read(fd, bytes, READ_MAX, size_r))
		return refuse_file(path, strerror(errno), error);
	return CONFIG_OK;
}

enum config_result
config_load(const char *path, const char *program_directory,
    config_warning *warning, void *owner, struct config **config_r,
    struct text *error_r)
{
	enum config_result result;
	uint8_t *bytes;
	size_t size = 0;
	/* O_NONBLOCK: a FIFO of that name must not stop the program. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*config_r = NULL;
	if (fd < 0) {
		bool missing = errno == ENOENT;

		refuse_file(path, strerror(errno), error_r);
		return missing ? CONFIG_NO_FILE : CONFIG_BAD;
	}
	bytes = malloc(READ_MAX);
	result = bytes == NULL ? no_memory(path, error_r)
			       : read_file(fd, path, bytes, &size, error_r);
	close(fd);
	if (result == CONFIG_OK)
		result = config_parse((struct slice){bytes, size}, path,
		    program_directory, warning, owner, config_r, error_r);
	free(bytes);
	return result;
}
