/*
 * template - reports, header fields and paths from the configuration
 *
 * Checked once here, so that no message can ever be given a header that is
 * broken by the configuration: what ^1 becomes is made harmless later, what
 * stands around it is good from the start.
 */
#include "core/config/keys.h"

#include "core/base/ascii.h"

/* Over the next line, its LF not included. */
static struct slice
next_line(struct slice *rest)
{
	struct slice line = slice_sub(*rest, 0, slice_find_byte(*rest, '\n'));

	*rest = slice_skip(*rest, line.size + 1);
	return line;
}

/* No controls (C1 as UTF-8 among them), and ^ only as ^1 up to ^last. */
static bool
check_line(struct slice line, uint8_t last, struct text *why)
{
	for (size_t i = 0; i < line.size; i++) {
		uint8_t c = line.data[i];
		uint8_t next = i + 1 < line.size ? line.data[i + 1] : 0;

		if (c < 0x20 || c == 0x7F || (c == 0xC2 && next < 0xA0)) {
			text_printf(why, "a control character cannot be part "
					 "of it");
			return false;
		}
		if (c == '^' && (next < '1' || next > last)) {
			text_printf(why,
			    "only ^1%s can be filled in, so no "
			    "other ^ may stand there",
			    last == '1' ? "" : ", ^2 and ^3");
			return false;
		}
	}
	if (line.size > TEMPLATE_LINE_MAX) {
		text_printf(why,
		    "a line of %zu bytes is too long, %u are "
		    "allowed",
		    line.size, TEMPLATE_LINE_MAX);
		return false;
	}
	return true;
}

static bool
check_size(struct slice s, size_t max, struct text *why)
{
	if (s.size <= max)
		return true;
	text_printf(
	    why, "%zu bytes are too long, %zu are allowed", s.size, max);
	return false;
}

bool
template_check_report(struct slice s, struct text *why)
{
	struct slice rest = s;

	if (s.size == 0) {
		text_printf(why, "it must not be empty");
		return false;
	}
	if (!check_size(s, TEMPLATE_SIZE_MAX, why))
		return false;
	while (rest.size > 0)
		if (!check_line(next_line(&rest), '1', why))
			return false;
	return true;
}

/* RFC 5322, section 3.6.8: printable ASCII without the colon. */
static size_t
field_name_size(struct slice line)
{
	size_t size = 0;

	while (size < line.size && line.data[size] > ' ' &&
	       line.data[size] < 0x7F && line.data[size] != ':')
		size++;
	return size;
}

static bool
check_field(
    struct slice line, uint8_t last, struct text *why, const char **odd_r)
{
	size_t name = field_name_size(line);

	if (name == 0 || name == line.size || line.data[name] != ':') {
		text_printf(why, "each header field is written Name: text");
		return false;
	}
	if (slice_find_byte(slice_sub(line, 0, name), '^') != name) {
		text_printf(why, "^ cannot be part of a field name");
		return false;
	}
	if (slice_trim(slice_skip(line, name + 1)).size == 0) {
		text_printf(why, "a header field needs text behind its name");
		return false;
	}
	if (!slice_starts_with_nocase(line, SLICE("X-")))
		*odd_r = "a field name that does not begin with X- may be "
			 "taken for one of the message's own";
	return check_line(line, last, why);
}

/* One field may go on in a line that begins with a blank or a tab. */
static bool
check_header_line(struct slice line, bool first, uint8_t last, struct text *why,
    const char **odd_r)
{
	bool folded = !first && line.size > 0 &&
		      (line.data[0] == ' ' || line.data[0] == '\t');

	if (slice_trim(line).size == 0) {
		text_printf(why, "an empty line would end the header");
		return false;
	}
	/* Its tab is the one that may stand there. */
	return folded ? check_line(slice_skip(line, 1), last, why)
		      : check_field(line, last, why, odd_r);
}

bool
template_check_header(
    struct slice s, bool scored, struct text *why, const char **odd_r)
{
	struct slice rest = s;
	bool more = s.size > 0; /* empty: no header field is added */

	*odd_r = NULL;
	if (!check_size(s, TEMPLATE_SIZE_MAX, why))
		return false;
	while (more) {
		bool first = rest.data == s.data;
		size_t line_end = slice_find_byte(rest, '\n');

		/* An LF at the very end begins one more line, an empty one. */
		more = line_end < rest.size;
		if (!check_header_line(next_line(&rest), first,
			scored ? '3' : '1', why, odd_r))
			return false;
	}
	return true;
}

bool
template_check_list(struct slice s, struct text *why)
{
	if (!check_size(s, TEMPLATE_SIZE_MAX, why))
		return false;
	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (ascii_is_digit(c) || ascii_is_letter(c) || c == '-' ||
		    c == '_' || c == ' ' || c == ',')
			continue;
		text_printf(why, "words of letters and digits are wanted, with "
				 "commas between them");
		return false;
	}
	return true;
}

static bool
check_no_control(struct slice s, struct text *why)
{
	for (size_t i = 0; i < s.size; i++)
		if (s.data[i] < 0x20 || s.data[i] == 0x7F) {
			text_printf(why, "a control character cannot be part "
					 "of it");
			return false;
		}
	return true;
}

bool
template_check_line(struct slice s, struct text *why)
{
	if (!check_size(s, TEMPLATE_SIZE_MAX, why))
		return false;
	if (slice_find_byte(s, '\n') < s.size) {
		text_printf(why, "one line is wanted");
		return false;
	}
	return check_no_control(s, why);
}

bool
template_check_path(struct slice s, struct text *why)
{
	if (s.size == 0) {
		text_printf(why, "it must not be empty");
		return false;
	}
	return check_size(s, PATH_SIZE_MAX, why) && check_no_control(s, why);
}
