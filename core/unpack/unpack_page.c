/*
 * unpack_page - what stands inside of a page: data: URLs, frames, scripts
 */
#include <string.h>

#include "core/base/ascii.h"
#include "core/unpack/job.h"
#include "simd/bytes.h"

/* ---- data: URLs -------------------------------------------------------- */

/* "data" ahead of a colon, tabs and line ends between them passed over, since
 * browsers take those out, and backslashes as CSS does. */
static bool
is_data_colon(struct slice bytes, size_t colon)
{
	static const char word[] = "atad";
	size_t at = colon;

	for (size_t i = 0; i < 4; i++) {
		uint8_t c;

		do {
			if (at == 0 || colon - at > 64)
				return false;
			c = bytes.data[--at];
		} while (
		    c == '\t' || c == '\n' || c == '\r' || c == 0 || c == '\\');
		if ((c | 0x20) != word[i])
			return false;
	}
	return true;
}

/* Behind a '&': a letter, the colon, or a blank that is taken out. */
static bool
is_reference(struct slice rest)
{
	return slice_starts_with(rest, SLICE("#")) ||
	       slice_starts_with(rest, SLICE("colon")) ||
	       slice_starts_with(rest, SLICE("Tab")) ||
	       slice_starts_with(rest, SLICE("NewLine"));
}

/* Behind a '\\' of CSS: the number of a letter of "data:". */
static bool
is_css_escape(struct slice rest)
{
	static const char letters[] = "dataDATA:";
	unsigned code = 0;
	size_t n = 0;

	for (; n < rest.size && n < 6 && ascii_hex_value(rest.data[n]) >= 0;
	     n++)
		code = code << 4 | (unsigned)ascii_hex_value(rest.data[n]);
	return n > 0 && code > 0 && code < 0x80 &&
	       strchr(letters, (int)code) != NULL;
}

/* Something behind mark that may stand for a character. */
static bool
has_disguise(struct slice bytes, uint8_t mark, bool (*is)(struct slice rest))
{
	for (size_t at = 0;; at++) {
		at += slice_find_byte(slice_skip(bytes, at), mark);
		if (at >= bytes.size)
			return false;
		if (is(slice_skip(bytes, at + 1)))
			return true;
	}
}

static bool
has_data_colon(struct slice bytes)
{
	for (size_t at = 0;; at++) {
		at += slice_find_byte(slice_skip(bytes, at), ':');
		if (at >= bytes.size)
			return false;
		if (is_data_colon(bytes, at))
			return true;
	}
}

/* Is a letter of ASCII in bytes of that charset itself? */
static bool
keeps_ascii(struct slice label)
{
	static const struct slice families[] = {
	    SLICE("utf-8"),
	    SLICE("us-ascii"),
	    SLICE("windows-"),
	    SLICE("iso-8859-"),
	    SLICE("koi8-"),
	    SLICE("gb"),
	    SLICE("big5"),
	    SLICE("euc-"),
	    SLICE("shift_jis"),
	};
	const char *name = label.size == 0 ? NULL : charset_name(label);

	if (name == NULL)
		return true;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (slice_starts_with(slice_from_string(name), families[i]))
			return true;
	return false;
}

/*
 * Reading HTML costs more than all the rest, so that is done only where a data:
 * URL can be.  The letters of a URL may be written as numeric references, the
 * colon by its name too; in UTF-7 all looks different, and in UTF-16, of which
 * a NUL tells.
 */
static bool
may_hold_data_url(const struct part *part)
{
	struct slice bytes = part->body;

	return has_data_colon(bytes) ||
	       has_disguise(bytes, '&', is_reference) ||
	       has_disguise(bytes, '\\', is_css_escape) ||
	       slice_find_byte(bytes, 0) < bytes.size ||
	       !keeps_ascii(render_charset(part));
}

/* False: no room for more. */
static bool
add_data_url(struct job *job, struct part *part, struct slice url)
{
	struct data_url data;
	struct part *child;

	if (url.size > job_bytes_left(job) ||
	    DATA_URL_ROOM(url.size) > arena_free(job->arena)) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	if (!data_url_decode(url, job->arena, &data) || data.body.size == 0)
		return true;
	job_take_bytes(job, data.body.size);
	child = job_add(job, part, PART_FROM_DATA_URL, data.body);
	if (child != NULL)
		child->media_type = data.media_type;
	return child != NULL;
}

/* The pages in its frames, which may hold all that a page holds. */
static void
add_documents(struct job *job, struct part *part, const struct html *html)
{
	for (size_t i = 0; i < html->document_count; i++) {
		struct part *child =
		    job_add(job, part, PART_FROM_SRCDOC, html->documents[i]);

		if (child == NULL)
			return;
		job_take_bytes(job, child->body.size);
		child->media_type = SLICE("text/html");
		child->charset = SLICE("utf-8");
	}
}

/* ---- scripts, frames ---------------------------------------------------- */

enum may {
	MAY_SCRIPT = 1 << 0,
	MAY_FRAME = 1 << 1, /* with a page of its own */
};

/* "<script", "<svg:script", "javascript:"; not "subscription".  "<!ENTITY": a
 * constant of XML, which is as good.  "srcdoc".  "atob(": of a handler of an
 * event, in a page without a script. */
static unsigned
may_at(struct slice page, size_t at)
{
	struct slice here = slice_skip(page, at);
	uint8_t before = at == 0 ? 0 : ascii_lower(page.data[at - 1]);

	if (slice_starts_with(here, SLICE("b(")))
		return slice_starts_with(
			   slice_skip(page, at < 3 ? page.size : at - 3),
			   SLICE("ato"))
			   ? MAY_SCRIPT
			   : 0;
	if (slice_starts_with_nocase(here, SLICE("srcdoc")))
		return MAY_FRAME;
	if (slice_starts_with_nocase(here, SLICE("script")))
		return before == '<' || before == ':' || before == 'a'
			   ? MAY_SCRIPT
			   : 0;
	return before == '<' && slice_starts_with_nocase(here, SLICE("!entity"))
		   ? MAY_SCRIPT
		   : 0;
}

/* What page may hold besides; in letters of ASCII only. */
static unsigned
may_hold(struct slice page)
{
	static const struct {
		unsigned group;
		char pair[3];
	} starts[] = {
	    {0, "sc"},
	    {0, "sC"},
	    {0, "Sc"},
	    {0, "SC"},
	    {0, "sr"},
	    {0, "sR"},
	    {0, "Sr"},
	    {0, "SR"},
	    {1, "!e"},
	    {1, "!E"},
	    {2, "b("},
	};
	struct bytes_pairs pairs;
	unsigned may = 0;

	memset(&pairs, 0, sizeof(pairs));
	for (unsigned i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		bytes_pairs_add(&pairs, starts[i].group,
		    (uint8_t)starts[i].pair[0], (uint8_t)starts[i].pair[1]);
	for (size_t at = 0; at < page.size; at++) {
		at = bytes_find_pair(page.data, page.size, at, &pairs);
		if (at < page.size)
			may |= may_at(page, at);
	}
	return may;
}

void
unpack_page(struct job *job, struct part *part)
{
	const struct part_text *text;
	unsigned may;

	if (!render_is_page(part))
		return;
	may = may_hold(part->body);
	if (may == 0 && !may_hold_data_url(part))
		return;
	text = render_part(&job->renderer, part);
	if (text == NULL || text->html == NULL)
		return;
	for (size_t i = 0; i < text->html->link_count; i++)
		if (slice_starts_with_nocase(
			text->html->links[i].url, SLICE("data:")) &&
		    !add_data_url(job, part, text->html->links[i].url))
			return;
	add_documents(job, part, text->html);
	if ((may & MAY_SCRIPT) != 0 ||
	    (text->html->flags & HTML_HAS_SCRIPT) != 0) {
		unpack_script(job, part, text->source.text);
		unpack_dropper_page(job, part, text->source.text);
	}
}
