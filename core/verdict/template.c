/*
 * template - reports and header fields from the configuration, filled in
 */
#include "core/verdict/template.h"

#include "core/protocol/request.h"
#include "core/protocol/response.h"
#include "core/score/score_text.h"

/* What ^1, ^2 and ^3 stand for; {NULL, 0}: that one is no more than text. */
#define FILLINGS 3u
struct fillings {
	struct slice values[FILLINGS];
	size_t count;
};

/* Lines that go on with a field whose name has nothing behind it yet: the
 * first of them does not need a line of its own. */
static struct slice
join_name(const struct text *text, struct slice lines)
{
	struct slice before = slice_trim(text_slice(text));

	if (before.size > 0 && before.data[before.size - 1] == ':' &&
	    slice_starts_with(lines, SLICE("\n\t")))
		return slice_skip(lines, 2);
	return lines;
}

static void
expand(struct text *text, const char *template, const struct fillings *fillings)
{
	struct slice rest = slice_from_string(template);

	while (rest.size > 0) {
		size_t at = slice_find_byte(rest, '^'), which;

		text_put(text, slice_sub(rest, 0, at));
		rest = slice_skip(rest, at);
		/* Another byte than '1' to '3' makes it huge. */
		which = rest.size > 1 ? (size_t)rest.data[1] - '1' : FILLINGS;
		if (which < fillings->count) {
			text_put(
			    text, join_name(text, fillings->values[which]));
			rest = slice_skip(rest, 2);
		} else {
			text_put(text, slice_sub(rest, 0, 1));
			rest = slice_skip(rest, 1);
		}
	}
}

void
template_expand(struct text *text, const char *template, struct slice value)
{
	const struct fillings fillings = {{value}, 1};

	expand(text, template, &fillings);
}

/* ---- the score --------------------------------------------------------- */

/* Of a line: token, word, quotes and the OK behind them. */
#define AROUND_TEXT (REQUEST_TOKEN_MAX + sizeof(" ADDHEADER \"\" OK\n"))
#define NO_REASONS "none"

static size_t
count_reasons(const char *template)
{
	struct slice rest = slice_from_string(template);
	size_t count = 0, at;

	while ((at = slice_find(rest, SLICE("^3"))) < rest.size) {
		rest = slice_skip(rest, at + 2);
		count++;
	}
	return count;
}

/* Bytes that text takes in the line: see core/protocol/response.h. */
static size_t
written_size(struct slice text)
{
	size_t size = text.size;

	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '\n' || text.data[i] == '\t' ||
		    text.data[i] == '"' || text.data[i] == '\\')
			size++;
	return size;
}

static void
put_fields(const struct config *config, const struct score *score,
    struct slice reasons, struct text *text)
{
	char room[32];
	struct text value = TEXT_OVER(room);
	struct fillings fillings = {.count = FILLINGS};

	score_put_value(&value, score->value);
	fillings.values[0] = text_slice(&value);
	fillings.values[1] = score_bar(score->value);
	fillings.values[2] = reasons;
	expand(text, config->score_header, &fillings);
	if (score->value < (double)config->alert_level)
		return;
	if (text->size > 0 && config->alert_header[0] != '\0')
		text_put_byte(text, '\n');
	expand(text, config->alert_header, &fillings);
}

void
headers_put_score(const struct config *config, const struct score *score,
    struct slice others, struct text *text)
{
	char room[RESPONSE_MAX];
	struct text reasons = TEXT_OVER(room);
	size_t start = text->size, places, used;

	put_fields(config, score, SLICE(NO_REASONS), text);
	places = count_reasons(config->score_header) +
		 count_reasons(config->alert_header);
	if (places == 0)
		return;
	used = AROUND_TEXT + written_size(others) +
	       written_size(slice_skip(text_slice(text), start)) + 2;
	if (used >= RESPONSE_MAX)
		return;
	score_put_reasons(&reasons, score, (RESPONSE_MAX - used) / places);
	if (reasons.size == 0)
		return;
	text->size = start;
	put_fields(config, score, text_slice(&reasons), text);
}
