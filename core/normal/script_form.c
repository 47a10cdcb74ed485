/*
 * script_form - scripts of a page in the form that signatures are written for
 *
 * Tokens come through a short window, in which what belongs together is put
 * together, and go to the names, and the second time to the output.
 */
#include "core/normal/script_form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/normal/script_window.h"

/* A name of two letters and the blank behind it may become "n1234 ", a "("
 * without its other half costs one at the end, too. */
#define GROWTH 4u
#define FRAME_BYTES 64u

struct output {
	uint8_t *at;
	uint8_t *end;
	bool behind_word; /* the last token was a word or number */
};

size_t
script_form_room(size_t size)
{
	/* A NUL for each script: the frame of each has room for its tags. */
	return 2 * size + GROWTH * size + FRAME_BYTES;
}

static void
put(struct output *output, struct slice bytes)
{
	size_t room = (size_t)(output->end - output->at);
	size_t size = bytes.size < room ? bytes.size : room;

	memcpy(output->at, bytes.data, size);
	output->at += size;
}

/* ---- one token --------------------------------------------------------- */

static void
put_string(struct output *output, struct slice text)
{
	put(output, SLICE("\""));
	for (size_t i = 0; i < text.size && output->at < output->end; i++) {
		uint8_t c = text.data[i];

		if (c >= '\t' && c <= '\r')
			c = ' ';
		*output->at++ = ascii_lower(c);
	}
	put(output, SLICE("\""));
}

/* Of an escape the "u" is left out. */
static void
put_word(struct output *output, struct slice word)
{
	uint8_t before = 0;

	for (size_t i = 0; i < word.size && output->at < output->end; i++) {
		uint8_t c = word.data[i];

		if (c != 'u' || before != '\\')
			*output->at++ = ascii_lower(c);
		before = c;
	}
}

static void
put_number(struct output *output, uint32_t number)
{
	char text[16];
	int size = snprintf(text, sizeof(text), "n%03" PRIu32, number);

	put(output, (struct slice){(const uint8_t *)text, (size_t)size});
}

static void
put_token(struct output *output, const struct script_token *token)
{
	bool word = token->kind == SCRIPT_WORD || token->kind == SCRIPT_NUMBER;

	if (word && output->behind_word)
		put(output, SLICE(" "));
	output->behind_word = word;
	if (token->is_name)
		put_number(output, token->name);
	else if (token->kind == SCRIPT_STRING)
		put_string(output, token->text);
	else if (token->kind == SCRIPT_NUMBER)
		put(output, (struct slice){(const uint8_t *)token->number,
				token->number_size});
	else
		put_word(output, token->text);
}

/* ---- one script -------------------------------------------------------- */

static void
pass_through(struct slice script, uint8_t *strings, struct script_names *names)
{
	struct script_window window;
	struct script_token token;

	script_window_begin(&window, script, strings, names);
	do
		script_window_next(&window, &token);
	while (token.kind != SCRIPT_END);
}

static void
declare_names(struct slice script, uint8_t *strings, struct script_names *names)
{
	script_names_begin(names);
	pass_through(script, strings, names);
	if (!names->has_evals)
		return;
	script_names_evals(names);
	pass_through(script, strings, names);
}

static bool
ends_with(const struct output *output, const uint8_t *from, struct slice text)
{
	return (size_t)(output->at - from) >= text.size &&
	       memcmp(output->at - text.size, text.data, text.size) == 0;
}

/* It ends with its end tag, whatever it ends with. */
static void
put_script(struct output *output, struct slice script, uint8_t *strings,
    struct script_names *names)
{
	const uint8_t *from = output->at;
	struct script_window window;
	struct script_token token;

	put(output, SLICE("<script>"));
	declare_names(script, strings, names);
	script_names_again(names);
	script_window_begin(&window, script, strings, names);
	output->behind_word = false;
	for (;;) {
		script_window_next(&window, &token);
		if (token.kind == SCRIPT_END)
			break;
		put_token(output, &token);
	}
	if (!ends_with(output, from, SLICE("</script>")))
		put(output, SLICE("</script>"));
}

struct slice
script_form(struct slice scripts, uint8_t *room, struct script_names *names)
{
	uint8_t *strings = room;
	struct output output = {.at = room + 2 * scripts.size};
	const uint8_t *from = output.at;

	output.end = room + script_form_room(scripts.size);
	while (scripts.size > 0) {
		size_t size = slice_find_byte(scripts, 0);

		if (output.at > from)
			put(&output, SLICE("\n"));
		put_script(
		    &output, slice_sub(scripts, 0, size), strings, names);
		scripts = slice_skip(scripts, size + 1);
	}
	return (struct slice){from, (size_t)(output.at - from)};
}
