/*
 * filetype - what bytes are, by looking at them
 *
 * Strong magics first, then the formats that are text (mail, HTML, PDF, whose
 * mark may stand behind junk), then whether it is text at all.
 */
#include "core/filetype/filetype.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/base/check.h"
#include "core/filetype/filetype_magic.h"
#include "simd/bytes.h"

/* As much is looked at to tell text from binary. */
#define TEXT_LOOK 4096u
/* One byte of so many may be a control character in a text. */
#define ODD_SHARE 32u
/* Tags are looked for in so much of a text ... */
#define HTML_LOOK ((size_t)256 << 10)
/* ... and in so much of what is no text. */
#define HTML_LOOK_BINARY 1024u
/* Lines of a header that are looked at, and their length. */
#define MAIL_LINES 32u
#define MAIL_LINE_MAX 4096u

static const struct {
	const char *name;
	enum fileclass class;
} types[FILETYPES] = {
#define FILETYPE(id, name, class) {name, FILECLASS_##class},
#include "core/filetype/filetype.def"
#undef FILETYPE
};

const char *
filetype_name(enum filetype type)
{
	CHECK((unsigned)type < FILETYPES);
	return types[type].name;
}

enum fileclass
filetype_class(enum filetype type)
{
	CHECK((unsigned)type < FILETYPES);
	return types[type].class;
}

/* ---- text -------------------------------------------------------------- */

/*
 * UTF-16 as ASCII: the low bytes of size pairs, others than ASCII as '?'.
 * Returns how many were written; 0 when this is no UTF-16 of Latin letters.
 */
static size_t
narrow(struct slice bytes, uint8_t *out, size_t room)
{
	bool little = slice_starts_with(bytes, SLICE("\xFF\xFE"));
	bool marked = little || slice_starts_with(bytes, SLICE("\xFE\xFF"));
	size_t written = 0;

	if (marked)
		bytes = slice_skip(bytes, 2);
	else if (bytes.size >= 2)
		little = bytes.data[1] == 0;
	for (size_t i = 0; i + 1 < bytes.size && written < room; i += 2) {
		uint8_t low = bytes.data[i + (little ? 0 : 1)];
		uint8_t high = bytes.data[i + (little ? 1 : 0)];
		bool plain =
		    high == 0 && !bytes_never_in_text(low) && low < 0x80;

		/* Without a mark all that is looked at must be ASCII. */
		if (!plain && !marked)
			return 0;
		out[written++] = plain ? low : '?';
	}
	return marked || written >= 8 ? written : 0;
}

/*
 * A letter with a few bytes that no text has; in what is compressed, one byte
 * of ten is such, and in programs more.
 */
static bool
is_odd_text(struct slice bytes)
{
	return bytes_count_odd(bytes.data, bytes.size) <=
	       bytes.size / ODD_SHARE;
}

/* ---- HTML -------------------------------------------------------------- */

/* Behind '<'; what follows the name must not be a letter or digit. */
static const struct slice tags[] = {
    SLICE("html"),
    SLICE("head"),
    SLICE("body"),
    SLICE("title"),
    SLICE("meta"),
    SLICE("link"),
    SLICE("style"),
    SLICE("script"),
    SLICE("iframe"),
    SLICE("frame"),
    SLICE("frameset"),
    SLICE("object"),
    SLICE("embed"),
    SLICE("img"),
    SLICE("table"),
    SLICE("tbody"),
    SLICE("td"),
    SLICE("tr"),
    SLICE("div"),
    SLICE("span"),
    SLICE("font"),
    SLICE("center"),
    SLICE("form"),
    SLICE("input"),
    SLICE("br"),
    SLICE("p"),
    SLICE("h1"),
    SLICE("h2"),
    SLICE("h3"),
    SLICE("svg"),
    SLICE("!doctype html"),
};

static bool
ends_name(struct slice s, size_t at)
{
	uint8_t c = at < s.size ? s.data[at] : ' ';

	return !ascii_is_letter(c) && !ascii_is_digit(c) && c != ':' &&
	       c != '@' && c != '.' && c != '-' && c != '_';
}

/* "a href", with any blanks between. */
static bool
is_anchor(struct slice s)
{
	return s.size > 2 && ascii_lower(s.data[0]) == 'a' && ends_name(s, 1) &&
	       slice_starts_with_nocase(
		   slice_trim(slice_sub(s, 1, 64)), SLICE("href"));
}

static bool
is_tag(struct slice s)
{
	if (s.size == 0 || (s.data[0] != '!' && !ascii_is_letter(s.data[0])))
		return false;
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (ascii_lower(s.data[0]) == tags[i].data[0] &&
		    slice_starts_with_nocase(s, tags[i]) &&
		    ends_name(s, tags[i].size))
			return true;
	return is_anchor(s);
}

/* Where the first tag begins, or bytes.size. */
static size_t
find_tag(struct slice bytes)
{
	size_t at = 0;

	for (;;) {
		at += slice_find_byte(slice_skip(bytes, at), '<');
		if (at == bytes.size || is_tag(slice_skip(bytes, at + 1)))
			return at;
		at++;
	}
}

/* ---- mail -------------------------------------------------------------- */

static const struct slice mail_fields[] = {
    SLICE("received"),
    SLICE("from"),
    SLICE("to"),
    SLICE("cc"),
    SLICE("subject"),
    SLICE("date"),
    SLICE("return-path"),
    SLICE("reply-to"),
    SLICE("delivered-to"),
    SLICE("delivery-date"),
    SLICE("envelope-to"),
    SLICE("message-id"),
    SLICE("mime-version"),
    SLICE("content-type"),
    SLICE("content-transfer-encoding"),
    SLICE("received-spf"),
    SLICE("dkim-signature"),
    SLICE("domainkey-signature"),
    SLICE("authentication-results"),
    SLICE("arc-seal"),
    SLICE("list-unsubscribe"),
    SLICE("sender"),
    SLICE("resent-from"),
    SLICE("x-mailer"),
    SLICE("x-apparently-to"),
    SLICE("x-envelope-from"),
    SLICE("x-original-to"),
    SLICE("x-real-to"),
    SLICE("x-sieve"),
    SLICE("x-uidl"),
    SLICE("x-mimeole"),
    SLICE("x-priority"),
    SLICE("x-originating-ip"),
    SLICE("x-spam-status"),
};

/* The size of a field name with its colon at the start of line, or 0. */
static size_t
field_name_size(struct slice line)
{
	size_t colon = slice_find_byte(slice_sub(line, 0, 64), ':');

	if (colon == 0 || colon >= line.size || line.data[colon] != ':')
		return 0;
	for (size_t i = 0; i < colon; i++)
		if (line.data[i] <= ' ' || line.data[i] >= 0x7F)
			return 0;
	return colon;
}

static bool
is_mail_field(struct slice name)
{
	for (size_t i = 0; i < sizeof(mail_fields) / sizeof(mail_fields[0]);
	     i++)
		if (slice_equal_nocase(name, mail_fields[i]))
			return true;
	return false;
}

/*
 * A header block of at least two fields, one of them of mail, with nothing but
 * fields and their folds for as far as is looked.  A file of one field and an
 * empty line is mail too if that field is known.
 */
static bool
is_mail(struct slice bytes)
{
	size_t fields = 0, known = 0;
	bool ended = false;

	for (size_t lines = 0; lines < MAIL_LINES && !ended; lines++) {
		struct slice look = slice_sub(bytes, 0, MAIL_LINE_MAX);
		size_t end = slice_find_byte(look, '\n');
		struct slice line = slice_trim(slice_sub(look, 0, end));
		size_t name = field_name_size(line);

		if (bytes.size == 0)
			break;
		if (line.size == 0 && fields > 0) {
			ended = true;
		} else if (bytes.data[0] == ' ' || bytes.data[0] == '\t') {
			if (fields == 0)
				return false;
		} else if (name == 0) {
			/* An mbox line may stand ahead. */
			if (lines > 0 ||
			    !slice_starts_with(line, SLICE("From ")))
				return false;
		} else {
			fields++;
			known += is_mail_field(slice_sub(line, 0, name));
		}
		bytes = slice_skip(bytes, end + 1);
	}
	return known >= 2 || (known == 1 && (ended || fields >= 2));
}

/* A number of 64 bits, and blanks up to ten characters. */
#define EMLX_LINE_MAX 32u

/* The size of a line of a number and blanks, or 0. */
static size_t
number_line_size(struct slice bytes)
{
	struct slice look = slice_sub(bytes, 0, EMLX_LINE_MAX);
	size_t end = slice_find_byte(look, '\n');
	uint64_t number;

	return end < look.size &&
		       slice_to_u64(
			   slice_trim(slice_sub(look, 0, end)), &number)
		   ? end + 1
		   : 0;
}

size_t
filetype_emlx_line(struct slice bytes)
{
	size_t size = bytes.size > 0 && ascii_is_digit(bytes.data[0])
			  ? number_line_size(bytes)
			  : 0;

	return size > 0 && is_mail(slice_skip(bytes, size)) ? size : 0;
}

/* ---- all of it --------------------------------------------------------- */

/* By its rare first byte: memmem() takes 0.4 us for a needle so short. */
size_t
filetype_find_pdf(struct slice head)
{
	size_t at = 0;

	for (;;) {
		at += slice_find_byte(slice_skip(head, at), '%');
		if (at == head.size ||
		    slice_starts_with(slice_skip(head, at), SLICE("%PDF-")))
			return at;
		at++;
	}
}

/* *lacks: what is known so far; of the mark it is known behind this. */
static enum filetype
by_text(struct slice bytes, bool text, unsigned *lacks)
{
	struct slice look =
	    slice_sub(bytes, 0, text ? HTML_LOOK : HTML_LOOK_BINARY);
	struct slice head = slice_sub(bytes, 0, FILETYPE_PDF_LOOK);
	bool no_tag = (*lacks & BYTES_TAG) != 0;
	size_t pdf = filetype_find_pdf(head);
	size_t tag = no_tag ? look.size : find_tag(look);

	if (pdf == head.size)
		*lacks |= FILETYPE_LACKS_PDF;

	/* What comes first decides, so that neither can hide in the other. */
	if (pdf < head.size && pdf < tag)
		return FILETYPE_PDF;
	if (tag < look.size)
		return FILETYPE_HTML;
	if (text)
		return filetype_of_text(bytes);
	return is_odd_text(slice_sub(bytes, 0, TEXT_LOOK)) ? FILETYPE_ODD_TEXT
							   : FILETYPE_OTHER;
}

/* What a text lacks, of which the first TEXT_LOOK bytes have this; nothing is
 * known of what is larger than tags are looked for in. */
static unsigned
lacks(struct slice text, unsigned seen)
{
	if (text.size > HTML_LOOK)
		return 0;
	/* A word that lies across the seam was not seen yet. */
	seen |= bytes_look(
	    text.data, text.size, TEXT_LOOK - (BYTES_LOOK_WORD_SIZE - 1));
	return (seen & BYTES_ODD) ? 0 : ~seen & BYTES_ALL;
}

/* wants_lacks: what there is not is asked; *lacks_r is 0. */
static enum filetype
detect(struct slice bytes, bool wants_lacks, unsigned *lacks_r)
{
	uint8_t ascii[2048];
	unsigned narrow_lacks = 0;
	unsigned seen = bytes_look(
	    bytes.data, bytes.size < TEXT_LOOK ? bytes.size : TEXT_LOOK, 0);
	bool text = (seen & BYTES_ODD) == 0;
	enum filetype type = filetype_by_magic(bytes, !text);
	struct slice all = bytes;
	size_t narrowed;

	if (type != FILETYPE_OTHER || bytes.size == 0)
		return type;
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		bytes = slice_skip(bytes, 3);
	if (slice_starts_with(bytes, SLICE("%PDF-")))
		return FILETYPE_PDF;
	if (is_mail(bytes) || filetype_emlx_line(bytes) > 0)
		return FILETYPE_MAIL;
	if (!text) {
		narrowed = narrow(bytes, ascii, sizeof(ascii));
		if (narrowed > 0)
			return by_text((struct slice){ascii, narrowed}, true,
			    &narrow_lacks);
	} else if (wants_lacks) {
		*lacks_r = lacks(all, seen);
	}
	return by_text(bytes, text, lacks_r);
}

enum filetype
filetype_detect(struct slice bytes)
{
	unsigned lacks = 0;

	return detect(bytes, false, &lacks);
}

enum filetype
filetype_look(struct slice bytes, unsigned *lacks_r)
{
	*lacks_r = 0;
	return detect(bytes, true, lacks_r);
}
