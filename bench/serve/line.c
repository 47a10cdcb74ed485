/*
 * line - is this what a helper may answer?
 */
#include "bench/serve/line.h"

#include <string.h>

const char *const word_names[WORD_COUNT] = {"OK", "ADDHEADER", "ERROR",
    "DISCARD", "REJECTED", "FAILURE", "INTF", "OTHER"};

/* What is left to read of the line. */
struct rest {
	const char *at;
	const char *end;
};

static bool
take(struct rest *rest, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(rest->end - rest->at) < size ||
	    memcmp(rest->at, word, size) != 0)
		return false;
	if (rest->at + size < rest->end && rest->at[size] != ' ')
		return false;
	rest->at += size;
	while (rest->at < rest->end && *rest->at == ' ')
		rest->at++;
	return true;
}

/* A quoted string, from its first to its last quote. */
static const char *
take_quoted(struct rest *rest)
{
	if (rest->at == rest->end || *rest->at != '"')
		return "a quoted string is missing";
	for (rest->at++; rest->at < rest->end && *rest->at != '"'; rest->at++)
		if (*rest->at == '\\' && rest->at + 1 < rest->end)
			rest->at++;
	if (rest->at == rest->end)
		return "the quotes are not balanced";
	rest->at++;
	if (rest->at < rest->end && *rest->at != ' ')
		return "no blank follows the quoted string";
	while (rest->at < rest->end && *rest->at == ' ')
		rest->at++;
	return NULL;
}

static void
skip_word(struct rest *rest)
{
	while (rest->at < rest->end && *rest->at != ' ')
		rest->at++;
	while (rest->at < rest->end && *rest->at == ' ')
		rest->at++;
}

/* Modifiers, then OK or the end (interface versions up to 3). */
static const char *
check_modifiers(struct rest *rest, enum word *word_r)
{
	while (rest->at < rest->end) {
		if (take(rest, "ADDHEADER")) {
			const char *wrong = take_quoted(rest);

			if (wrong != NULL)
				return wrong;
			*word_r = WORD_ADDHEADER;
		} else if (take(rest, "MIRRORTO") || take(rest, "ADDROUTE")) {
			skip_word(rest);
			if (*word_r != WORD_ADDHEADER)
				*word_r = WORD_OTHER;
		} else if (take(rest, "OK")) {
			return NULL; /* text behind it is only logged */
		} else {
			return "a word that no helper may answer";
		}
	}
	return NULL;
}

/* Helpers send reports quoted and not; a quoted one must be the last thing. */
static const char *
check_report(struct rest *rest)
{
	const char *wrong;

	if (rest->at == rest->end || *rest->at != '"')
		return NULL;
	wrong = take_quoted(rest);
	if (wrong == NULL && rest->at < rest->end)
		wrong = "something follows the report";
	return wrong;
}

static const char *
check_version(struct rest *rest, uint64_t *version_r)
{
	if (rest->at == rest->end || rest->end - rest->at > 9)
		return "INTF without a version";
	*version_r = 0;
	for (; rest->at < rest->end; rest->at++) {
		if (*rest->at < '0' || *rest->at > '9')
			return "INTF without a version";
		*version_r = *version_r * 10 + (uint64_t)(*rest->at - '0');
	}
	return NULL;
}

static const char *
check_answer(struct rest *rest, struct line *line)
{
	line->word = WORD_OK;
	if (take(rest, "OK"))
		return NULL;
	if (take(rest, "INTF")) {
		line->word = WORD_INTF;
		return check_version(rest, &line->version);
	}
	if (take(rest, "ERROR")) {
		line->word = WORD_ERROR;
		return check_report(rest);
	}
	if (take(rest, "REJECTED")) {
		line->word = WORD_REJECTED;
		return check_report(rest);
	}
	if (take(rest, "DISCARD")) {
		line->word = WORD_DISCARD;
		return rest->at < rest->end ? "text after DISCARD" : NULL;
	}
	if (take(rest, "FAILURE")) {
		line->word = WORD_FAILURE;
		return NULL;
	}
	if (rest->at == rest->end)
		return "no word follows the number";
	return check_modifiers(rest, &line->word);
}

static const char *
take_number(struct rest *rest, struct line *line)
{
	const char *from = rest->at;

	line->number = 0;
	while (rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9')
		line->number =
		    line->number * 10 + (uint64_t)(*rest->at++ - '0');
	line->digits = (size_t)(rest->at - from);
	if (line->digits == 0)
		return "neither a number nor an information line";
	if (line->digits > 40 || rest->at == rest->end || *rest->at != ' ')
		return "no blank follows the number";
	rest->at++;
	return NULL;
}

static bool
has_control(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((uint8_t)bytes[i] < 0x20 || bytes[i] == 0x7F)
			return true;
	return false;
}

const char *
line_check(const char *bytes, size_t size, struct line *line_r)
{
	struct rest rest = {bytes, bytes + size};
	const char *wrong;

	*line_r = (struct line){.information = size > 0 && bytes[0] == '*'};
	/* The number first: whatever else is wrong, it answers that request. */
	wrong = line_r->information ? NULL : take_number(&rest, line_r);
	if (wrong == NULL && !line_r->information) {
		line_r->answer = rest.at;
		line_r->answer_size = (size_t)(rest.end - rest.at);
	}
	if (size + 1 > LINE_BYTES_MAX)
		return "the line has more than 4096 bytes";
	if (has_control(bytes, size))
		return "a control character";
	if (wrong != NULL || line_r->information)
		return wrong;
	return check_answer(&rest, line_r);
}
