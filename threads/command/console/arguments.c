/*
 * arguments - what is typed behind a command's word, read by a table
 */
#include "threads/command/console/arguments.h"

#include <stdio.h>
#include <string.h>

/* ---- which option ----------------------------------------------------------
 */

/* "--name" or "--name=value"; the value, or NULL, goes to *value_r. */
static const struct option_row *
find_long(const struct arguments *arguments, const char *argument,
    const char **value_r)
{
	size_t size = strcspn(argument, "=");

	*value_r = argument[size] == '=' ? argument + size + 1 : NULL;
	for (size_t i = 0; i < arguments->count; i++) {
		const char *name = arguments->rows[i].name;

		if (name != NULL && strlen(name) == size &&
		    memcmp(name, argument, size) == 0)
			return &arguments->rows[i];
	}
	return NULL;
}

static const struct option_row *
find_letter(const struct arguments *arguments, char letter)
{
	for (size_t i = 0; i < arguments->count; i++)
		if (letter != '\0' && arguments->rows[i].letter == letter)
			return &arguments->rows[i];
	return NULL;
}

/* ---- values
 * ------------------------------------------------------------------
 */

static bool
take_number(const struct option_row *row, const char *value)
{
	return slice_to_u64(slice_from_string(value), row->number) &&
	       *row->number >= row->least && *row->number <= row->most;
}

static bool
take_text(const struct option_row *row, const char *value)
{
	*row->text = value;
	return true;
}

static bool
take_value(const struct option_row *row, void *owner, const char *value)
{
	if (row->number != NULL)
		return take_number(row, value);
	return row->text != NULL ? take_text(row, value)
				 : row->take(owner, value);
}

static bool
no_such_option(const char *argument, struct text *why)
{
	text_printf(why, "%s: no such option", argument);
	return false;
}

/* value NULL: it is the next argument, if there is one. */
static bool
read_value(const struct arguments *arguments, const struct option_row *row,
    const char *value, int argc, char **argv, int *at, struct text *why)
{
	const char *name = argv[*at];

	if (value == NULL && *at + 1 < argc)
		value = argv[++*at];
	if (value == NULL || value[0] == '\0') {
		text_printf(
		    why, "%s: %s is missing behind it", name, row->wants);
		return false;
	}
	if (take_value(row, arguments->owner, value))
		return true;
	text_printf(why, "%s%s%s: give %s", name, argv[*at] == name ? "" : " ",
	    argv[*at] == name ? "" : value, row->wants);
	return false;
}

/* ---- options
 * -----------------------------------------------------------------
 */

static bool
read_long(const struct arguments *arguments, int argc, char **argv, int *at,
    struct text *why)
{
	const char *value;
	const struct option_row *row = find_long(arguments, argv[*at], &value);

	if (row == NULL)
		return no_such_option(argv[*at], why);
	if (row->flag != NULL && value != NULL) {
		text_printf(why, "%s: %s takes no value", argv[*at], row->name);
		return false;
	}
	if (row->flag == NULL)
		return read_value(arguments, row, value, argc, argv, at, why);
	*row->flag = true;
	return true;
}

/* "-r", "-rv", "-d value", "-dvalue", "-d=value", "-rd value". */
static bool
read_letters(const struct arguments *arguments, int argc, char **argv, int *at,
    struct text *why)
{
	const char *argument = argv[*at];

	for (const char *letter = argument + 1; *letter != '\0'; letter++) {
		const struct option_row *row = find_letter(arguments, *letter);
		const char *value = letter[1] == '\0' ? NULL : letter + 1;

		if (row == NULL)
			return no_such_option(argument, why);
		if (row->flag == NULL)
			return read_value(arguments, row,
			    value == NULL ? NULL : value + (*value == '='),
			    argc, argv, at, why);
		*row->flag = true;
	}
	return true;
}

static bool
read_word(const struct arguments *arguments, char *word, struct text *why)
{
	if (arguments->word != NULL)
		return arguments->word(arguments->owner, word, why);
	text_printf(why, "%s: only options are wanted", word);
	return false;
}

bool
arguments_read(
    const struct arguments *arguments, int argc, char **argv, struct text *why)
{
	bool words_only = false, good = true;

	for (int at = 0; at < argc && good; at++) {
		char *argument = argv[at];

		if (words_only || argument[0] != '-' || argument[1] == '\0')
			good = read_word(arguments, argument, why);
		else if (strcmp(argument, "--") == 0)
			words_only = true;
		else if (argument[1] == '-')
			good = read_long(arguments, argc, argv, &at, why);
		else
			good = read_letters(arguments, argc, argv, &at, why);
	}
	return good;
}

void
arguments_complain(const char *command, const char *why)
{
	fprintf(stderr, "CGPFilter %s: %s\nTry: CGPFilter %s --help\n", command,
	    why, command);
}
