/*
 * unpack_script - files that the scripts of a page carry in their strings
 *
 * "HTML smuggling": a script undoes base64 and gives the browser what comes out
 * to save, or writes a page that stands in escapes.  No script is run here; its
 * constants are undone in the ways that scripts undo them:
 *
 *   "WDVP" + "IVAl..."            base64, for atob()
 *   ["WDVP", "IVAl..."]           the same, for join("")
 *   <div>WDVPIVAl...</div>        the same, as an element's text
 *   "...PVDW"                     the same, for reverse()
 *   "data:...;base64,..."         a URL to go to
 *   "%3Chtml...", "\x3c\x68..."   escapes, for unescape() or as they are
 *   [88, 53, 0x4f, ...]           bytes, for an array of them
 *
 * One pass over the page.  A data: URL of a link is met again, for it stands in
 * quotes as well.
 */
#include "core/base/ascii.h"
#include "core/unpack/job.h"
#include "core/unpack/script_constant.h"
#include "simd/base64.h"

/* Shorter strings are names, sums, keys. */
#define STRING_MIN 64u
#define ESCAPES_MIN 16u
#define NUMBERS_MIN 64u
/* Files from one page. */
#define STRINGS_MAX 256u

/* ---- what comes out ---------------------------------------------------- */

struct strings {
	struct job *job;
	struct part *part;
	struct slice text; /* the page */
	size_t at;         /* up to where it is read */
	unsigned count;    /* files found in it */
	bool reverses;     /* so a script of it does to strings */
	bool ended;        /* no room for more */
};

static void
add(struct strings *strings, struct slice body, struct slice media_type)
{
	struct part *child;

	if (body.size == 0)
		return;
	if (strings->count++ == STRINGS_MAX) {
		job_cut(strings->job, strings->part, LIMIT_MEMBERS);
		strings->ended = true;
		return;
	}
	job_take_bytes(strings->job, body.size);
	child = job_add(strings->job, strings->part, PART_FROM_SCRIPT, body);
	strings->ended = child == NULL;
	if (child != NULL && media_type.size > 0)
		child->media_type = media_type;
}

static void
end(struct strings *strings)
{
	job_cut(strings->job, strings->part, LIMIT_DECODED_BYTES);
	strings->ended = true;
}

/* Room for size bytes; NULL: none, and the page is cut. */
static uint8_t *
room_for(struct strings *strings, size_t size)
{
	uint8_t *room = NULL;

	if (size <= job_bytes_left(strings->job))
		room = arena_alloc(strings->job->arena, size);
	if (room == NULL)
		end(strings);
	return room;
}

/* ---- one string -------------------------------------------------------- */

static void
add_forward(struct strings *strings, struct slice string)
{
	uint8_t *out = room_for(strings, BASE64_ROOM(string.size));
	struct base64_result result;

	if (out == NULL)
		return;
	result =
	    base64_decode(string.data, string.size, BASE64_PASS_PADDING, out);
	CHECK(arena_resize_last(strings->job->arena, out, result.written));
	add(strings, (struct slice){out, result.written}, SLICE(""));
}

static void
add_base64(struct strings *strings, struct slice string)
{
	uint8_t *reversed;

	add_forward(strings, string);
	if (!strings->reverses || strings->ended)
		return;
	reversed = room_for(strings, string.size);
	if (reversed == NULL)
		return;
	for (size_t i = 0; i < string.size; i++)
		reversed[i] = string.data[string.size - 1 - i];
	add_forward(strings, (struct slice){reversed, string.size});
}

static void
add_url(struct strings *strings, struct slice string)
{
	struct data_url url;

	if (DATA_URL_ROOM(string.size) > arena_free(strings->job->arena))
		end(strings);
	else if (data_url_decode(string, strings->job->arena, &url))
		add(strings, url.body, url.media_type);
}

static bool
is_data(struct slice string)
{
	return slice_starts_with_nocase(string, SLICE("data:"));
}

/* data: all of the string, in the arena. */
static void
add_string(
    struct strings *strings, uint8_t *data, size_t size, unsigned letters)
{
	struct slice string = {data, size};

	if (is_data(string)) {
		add_url(strings, string);
		return;
	}
	if (size < STRING_MIN)
		return;
	if (script_count_escapes(string) >= ESCAPES_MIN) {
		if ((letters & SCRIPT_ESCAPED) != 0 &&
		    slice_find(string, SLICE("://")) == size)
			add(strings,
			    (struct slice){
				data, script_undo_escapes(data, size)},
			    SLICE(""));
	} else if (letters & SCRIPT_BASE64) {
		add_base64(strings, string);
	}
}

/* Most strings are short and no URL, and not worth a copy. */
static bool
is_worth(struct slice s, size_t at, size_t size)
{
	static const struct slice words[] = {
	    SLICE("d"), SLICE("da"), SLICE("dat"), SLICE("data")};
	struct slice first;

	if (size >= STRING_MIN || is_data(slice_sub(s, at + 1, size)))
		return true;
	first = script_first_piece(s, at);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_equal_nocase(first, words[i]))
			return first.size < size;
	return false;
}

/* At a quote. */
static void
take_string(struct strings *strings)
{
	struct slice s = strings->text;
	size_t from = strings->at;
	unsigned letters = SCRIPT_ALL;
	size_t size = script_join(s, &strings->at, &letters, NULL);
	uint8_t *data;

	if (size == 0 || !is_worth(s, from, size))
		return;
	data = room_for(strings, size);
	if (data == NULL)
		return;
	letters = SCRIPT_ALL;
	(void)script_join(s, &from, &letters, data);
	add_string(strings, data, size, letters);
}

/* ---- lists of strings, and text ---------------------------------------- */

/* At a bracket, behind which a string may be the first of a list. */
static void
take_list(struct strings *strings)
{
	struct slice s = strings->text;
	size_t at = strings->at + 1, from = at;
	unsigned letters = SCRIPT_BASE64;
	size_t size;
	uint8_t *data;

	if (at == s.size || !script_is_quote(s.data[at]))
		return;
	size = script_join_list(s, &at, &letters, NULL);
	if (size < STRING_MIN)
		return;
	data = room_for(strings, size);
	if (data == NULL)
		return;
	(void)script_join_list(s, &from, &letters, data);
	add_base64(strings, (struct slice){data, size});
}

static bool
is_base64_letter(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '+' ||
	       c == '/' || c == '=';
}

/* Where the base64 at from ends; blanks are of it at the start of a line. */
static size_t
find_text_end(struct slice s, size_t from, bool *mixed_r)
{
	bool fresh = true, upper = false, lower = false;
	size_t at = from;

	for (; at < s.size; at++) {
		uint8_t c = s.data[at];

		if (c == '\n' || c == '\r')
			fresh = true;
		else if (is_base64_letter(c))
			fresh = false;
		else if (!fresh || (c != ' ' && c != '\t'))
			break;
		upper |= c >= 'A' && c <= 'Z';
		lower |= c >= 'a' && c <= 'z';
	}
	*mixed_r = upper && lower;
	return at;
}

/* Behind a tag: all of a text that is base64, which a script may read out of
 * the page.  Words have blanks between them. */
static void
take_text(struct strings *strings)
{
	struct slice s = strings->text;
	size_t from = ++strings->at, end;
	bool mixed;

	end = find_text_end(s, from, &mixed);
	strings->at = end;
	if (mixed && end - from >= STRING_MIN && end < s.size &&
	    s.data[end] == '<')
		add_base64(strings, slice_sub(s, from, end - from));
}

/* ---- numbers ----------------------------------------------------------- */

/* At a bracket. */
static void
take_numbers(struct strings *strings)
{
	size_t from = ++strings->at;
	size_t count = script_numbers(strings->text, &strings->at, NULL);
	uint8_t *data;

	if (count < NUMBERS_MIN)
		return;
	data = room_for(strings, count);
	if (data == NULL)
		return;
	(void)script_numbers(strings->text, &from, data);
	add(strings, (struct slice){data, count}, SLICE(""));
}

/* ---- a page ------------------------------------------------------------ */

/* What a string or a list of numbers begins with: few bytes of a page are. */
static const bool begins[256] = {
    ['"'] = true,
    ['\''] = true,
    ['`'] = true,
    ['['] = true,
    ['('] = true,
    ['>'] = true,
};

static size_t
find_begin(struct slice page, size_t at)
{
	while (at < page.size && !begins[page.data[at]])
		at++;
	return at;
}

/* At c, one of begins. */
static void
take(struct strings *strings, uint8_t c)
{
	if (script_is_quote(c)) {
		take_string(strings);
	} else if (c == '>') {
		take_text(strings);
	} else {
		if (c == '[')
			take_list(strings);
		take_numbers(strings);
	}
}

void
unpack_script(struct job *job, struct part *part, struct slice page)
{
	struct strings strings = {.job = job, .part = part, .text = page};

	strings.reverses = slice_find(page, SLICE("reverse(")) < page.size;
	while (!strings.ended) {
		strings.at = find_begin(page, strings.at);
		if (strings.at == page.size)
			break;
		take(&strings, page.data[strings.at]);
	}
}
