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
#include "core/script/script_constant.h"
#include "core/unpack/script_files.h"
#include "simd/base64.h"

#define ESCAPES_MIN 16u
#define NUMBERS_MIN 64u
/* Files from one page. */
#define STRINGS_MAX 256u

/* ---- what comes out ---------------------------------------------------- */

/* NULL: nothing, or no room for more. */
static struct part *
add(struct script_files *files, struct slice body)
{
	struct part *child;

	if (body.size == 0)
		return NULL;
	if (files->count++ == STRINGS_MAX) {
		job_cut(files->job, files->part, LIMIT_MEMBERS);
		files->ended = true;
		return NULL;
	}
	job_take_bytes(files->job, body.size);
	child = job_add(files->job, files->part, PART_FROM_SCRIPT, body);
	files->ended = child == NULL;
	return child;
}

void
script_files_add(
    struct script_files *files, struct slice body, struct slice media_type)
{
	struct part *child = add(files, body);

	if (child != NULL && media_type.size > 0)
		child->media_type = media_type;
}

void
script_files_add_named(
    struct script_files *files, struct slice body, struct slice name)
{
	struct part *child = add(files, body);

	if (child != NULL)
		job_name(files->job, child, name, SLICE(""), "script");
}

void
script_files_end(struct script_files *files)
{
	job_cut(files->job, files->part, LIMIT_DECODED_BYTES);
	files->ended = true;
}

/* Room for size bytes; NULL: none, and the page is cut. */
uint8_t *
script_files_room(struct script_files *files, size_t size)
{
	uint8_t *room = NULL;

	if (size <= job_bytes_left(files->job))
		room = arena_alloc(files->job->arena, size);
	if (room == NULL)
		script_files_end(files);
	return room;
}

/* ---- one string -------------------------------------------------------- */

void
script_files_add_base64(struct script_files *files, struct slice string)
{
	uint8_t *out = script_files_room(files, BASE64_ROOM(string.size));
	struct base64_result result;

	if (out == NULL)
		return;
	result =
	    base64_decode(string.data, string.size, BASE64_PASS_PADDING, out);
	CHECK(arena_resize_last(files->job->arena, out, result.written));
	script_files_add(files, (struct slice){out, result.written}, SLICE(""));
}

static void
add_base64(struct script_files *files, struct slice string)
{
	uint8_t *reversed;

	script_files_add_base64(files, string);
	if (!files->reverses || files->ended)
		return;
	reversed = script_files_room(files, string.size);
	if (reversed == NULL)
		return;
	for (size_t i = 0; i < string.size; i++)
		reversed[i] = string.data[string.size - 1 - i];
	script_files_add_base64(files, (struct slice){reversed, string.size});
}

static void
add_url(struct script_files *files, struct slice string)
{
	struct data_url url;

	if (DATA_URL_ROOM(string.size) > arena_free(files->job->arena))
		script_files_end(files);
	else if (data_url_decode(string, files->job->arena, &url))
		script_files_add(files, url.body, url.media_type);
}

static bool
is_data(struct slice string)
{
	return slice_starts_with_nocase(string, SLICE("data:"));
}

/* data: all of the string, in the arena. */
void
script_files_add_string(
    struct script_files *files, uint8_t *data, size_t size, unsigned letters)
{
	struct slice string = {data, size};

	if (is_data(string)) {
		add_url(files, string);
		return;
	}
	if (size < SCRIPT_STRING_MIN)
		return;
	if (script_count_escapes(string) >= ESCAPES_MIN) {
		if ((letters & SCRIPT_ESCAPED) != 0 &&
		    slice_find(string, SLICE("://")) == size)
			script_files_add(files,
			    (struct slice){
				data, script_undo_escapes(data, size)},
			    SLICE(""));
	} else if (letters & SCRIPT_BASE64) {
		add_base64(files, string);
	}
}

/* Most strings are short and no URL, and not worth a copy. */
static bool
is_worth(struct slice s, size_t at, size_t size)
{
	static const struct slice words[] = {
	    SLICE("d"), SLICE("da"), SLICE("dat"), SLICE("data")};
	struct slice first;

	if (size >= SCRIPT_STRING_MIN || is_data(slice_sub(s, at + 1, size)))
		return true;
	first = script_first_piece(s, at);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_equal_nocase(first, words[i]))
			return first.size < size;
	return false;
}

/* At a quote. */
static void
take_string(struct script_files *files)
{
	struct slice s = files->text;
	size_t from = files->at;
	unsigned letters = SCRIPT_ALL;
	size_t size = script_join(s, &files->at, &letters, NULL);
	uint8_t *data;

	if (size == 0 || !is_worth(s, from, size))
		return;
	data = script_files_room(files, size);
	if (data == NULL)
		return;
	letters = SCRIPT_ALL;
	(void)script_join(s, &from, &letters, data);
	script_files_add_string(files, data, size, letters);
}

/* ---- lists of strings, and text ---------------------------------------- */

/* At a bracket, behind which a string may be the first of a list. */
static void
take_list(struct script_files *files)
{
	struct slice s = files->text;
	size_t at = files->at + 1, from = at;
	unsigned letters = SCRIPT_BASE64;
	size_t size;
	uint8_t *data;

	if (at == s.size || !script_is_quote(s.data[at]))
		return;
	size = script_join_list(s, &at, &letters, NULL);
	if (size < SCRIPT_STRING_MIN)
		return;
	data = script_files_room(files, size);
	if (data == NULL)
		return;
	(void)script_join_list(s, &from, &letters, data);
	add_base64(files, (struct slice){data, size});
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
		else if (script_is_base64_letter(c))
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
take_text(struct script_files *files)
{
	struct slice s = files->text;
	size_t from = ++files->at, end;
	bool mixed;

	end = find_text_end(s, from, &mixed);
	files->at = end;
	if (mixed && end - from >= SCRIPT_STRING_MIN && end < s.size &&
	    s.data[end] == '<')
		add_base64(files, slice_sub(s, from, end - from));
}

/* ---- numbers ----------------------------------------------------------- */

/* At a bracket. */
static void
take_numbers(struct script_files *files)
{
	size_t from = ++files->at;
	size_t count = script_numbers(files->text, &files->at, NULL);
	uint8_t *data;

	if (count < NUMBERS_MIN)
		return;
	data = script_files_room(files, count);
	if (data == NULL)
		return;
	(void)script_numbers(files->text, &from, data);
	script_files_add(files, (struct slice){data, count}, SLICE(""));
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
take(struct script_files *files, uint8_t c)
{
	if (script_is_quote(c)) {
		take_string(files);
	} else if (c == '>') {
		take_text(files);
	} else {
		if (c == '[')
			take_list(files);
		take_numbers(files);
	}
}

void
script_files_read(struct script_files *files)
{
	struct slice text = files->text;

	files->reverses = slice_find(text, SLICE("reverse(")) < text.size;
	while (!files->ended) {
		files->at = find_begin(text, files->at);
		if (files->at == text.size)
			break;
		if (files->is_script && script_is_quote(text.data[files->at]))
			files->at++;
		else
			take(files, text.data[files->at]);
	}
}

void
unpack_script(struct job *job, struct part *part, struct slice page)
{
	struct script_files files = {.job = job, .part = part, .text = page};

	script_files_read(&files);
}
