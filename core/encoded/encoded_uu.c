/*
 * encoded_uu - uuencode, its base64 kind, and xxencode
 *
 *     begin MODE NAME          begin-base64 MODE NAME
 *     length and characters    base64
 *     `                        ====
 *     end
 *
 * A character stands for six bits: c - 32 in uuencode, its place in an
 * alphabet in xxencode.  The first one of a line says how many bytes the line
 * holds.  Encoders differ, and so does what came through old gateways:
 *
 *  - zero is '`' or a blank; blanks at the end of a line may have been dropped,
 *  - a character of a checksum or other bytes may stand behind,
 *  - decoders take six bits of any character, so that 'a' is as good as '!',
 *  - the empty line ahead of "end", or "end", may be missing,
 *  - Outlook makes a file of "begin" and two blanks, whatever follows.
 *
 * So a line is taken when it can be one, and a few that cannot are passed over.
 */
#include <string.h>

#include "core/encoded/alphabet.h"
#include "core/encoded/encoded_kinds.h"
#include "simd/base64.h"

/* So many lines in a row that cannot be of the file end it. */
#define JUNK_LINES 32u
/* What a line can say that it holds. */
#define LINE_BYTES_MAX 63u

/* ---- lines ------------------------------------------------------------- */

static struct slice
without_blanks_behind(struct slice line)
{
	while (line.size > 0 && (line.data[line.size - 1] == ' ' ||
				    line.data[line.size - 1] == '\t'))
		line.size--;
	return line;
}

/* The bytes that a line says it holds. */
static size_t
bytes_of(const struct alphabet *alphabet, struct slice line)
{
	return line.size == 0 ? 0 : alphabet->value[line.data[0]] & 0x3Fu;
}

/*
 * Can this be a line of the file?  Either all its characters are the encoder's,
 * or its length is what it says.
 */
static bool
fits(const struct alphabet *alphabet, struct slice line)
{
	size_t size = bytes_of(alphabet, line);
	size_t chars = (size + 2) / 3 * 4;
	uint8_t all = 0;

	for (size_t i = 0; i < line.size; i++)
		all |= alphabet->value[line.data[i]];
	if ((all & ALPHABET_BAD) != 0 || line.size == 0)
		return false;
	if (!alphabet->blanks && line.size - 1 < (size * 8 + 5) / 6)
		return false;
	return (all & ALPHABET_MASK) == 0 || line.size - 1 == chars ||
	       line.size - 1 == chars + 1;
}

static void
decode_line(
    const struct alphabet *alphabet, struct slice line, struct sink *sink)
{
	size_t size = bytes_of(alphabet, line);
	size_t chars = (size + 2) / 3 * 4;
	uint8_t six[LINE_BYTES_MAX / 3 * 4] = {0};
	uint8_t *out;

	if (size == 0 || !sink_reserve(sink, size))
		return;
	for (size_t i = 0; i < chars && i + 1 < line.size; i++)
		six[i] = alphabet->value[line.data[i + 1]] & 0x3Fu;
	/* What a last group has too much falls into the slack of the arena. */
	out = sink->data + sink->size;
	for (size_t quad = 0; quad < chars; quad += 4) {
		uint32_t bits = (uint32_t)six[quad] << 18 |
				(uint32_t)six[quad + 1] << 12 |
				(uint32_t)six[quad + 2] << 6 | six[quad + 3];

		*out++ = (uint8_t)(bits >> 16);
		*out++ = (uint8_t)(bits >> 8);
		*out++ = (uint8_t)bits;
	}
	sink->size += size;
}

/* ---- the first line ---------------------------------------------------- */

struct head {
	bool base64;
	bool has_mode; /* else Outlook's kind, to be believed after a look */
	struct slice name;
};

static size_t
count_leading(struct slice s, uint8_t from, uint8_t to)
{
	size_t n = 0;

	while (n < s.size && s.data[n] >= from && s.data[n] <= to)
		n++;
	return n;
}

static struct slice
without_quotes(struct slice name)
{
	if (name.size >= 2 && name.data[0] == '"' &&
	    name.data[name.size - 1] == '"')
		return slice_sub(name, 1, name.size - 2);
	return name;
}

static bool
read_head(struct slice line, struct head *head_r)
{
	struct slice rest = slice_skip(line, strlen("begin"));
	size_t digits;

	*head_r = (struct head){.base64 = false};
	if (slice_starts_with(rest, SLICE("-base64"))) {
		head_r->base64 = true;
		rest = slice_skip(rest, strlen("-base64"));
	}
	/* The name is in base64, and given as written. */
	if (slice_starts_with(rest, SLICE("-encoded")))
		rest = slice_skip(rest, strlen("-encoded"));
	if (rest.size == 0 || (rest.data[0] != ' ' && rest.data[0] != '\t'))
		return false;
	rest = slice_trim(rest);
	digits = count_leading(rest, '0', '7');
	head_r->has_mode =
	    digits > 0 && (digits == rest.size || rest.data[digits] == ' ' ||
			      rest.data[digits] == '\t');
	if (head_r->has_mode)
		rest = slice_trim(slice_skip(rest, digits));
	head_r->name = without_quotes(rest);
	return !head_r->base64 || head_r->has_mode;
}

/* ---- the files --------------------------------------------------------- */

static bool
is_end(struct slice line)
{
	return slice_equal(without_blanks_behind(line), SLICE("end"));
}

/* Another file begins here. */
static bool
is_another(const struct lines *lines, struct slice line)
{
	return encoded_starts_at(
	    lines->text, (size_t)(line.data - lines->text.data));
}

/* Which alphabet the first line with something in it is written in; NULL:
 * neither. */
static const struct alphabet *
choose_alphabet(struct lines ahead)
{
	struct slice line = {NULL, 0};

	ahead.budget = NULL;
	while (lines_next(&ahead, &line) && slice_trim(line).size == 0)
		continue;
	if (line.size == 0 || is_another(&ahead, line))
		return NULL;
	if (fits(&alphabet_uu, line) &&
	    (alphabet_uu.value[line.data[0]] & ALPHABET_MASK) == 0)
		return &alphabet_uu;
	line = without_blanks_behind(line);
	if (line.size > 1 && fits(&alphabet_xx, line) &&
	    line.size - 1 <= (bytes_of(&alphabet_xx, line) + 2) / 3 * 4 + 1)
		return &alphabet_xx;
	return fits(&alphabet_uu, line) ? &alphabet_uu : NULL;
}

/* True: its last line was met. */
static bool
read_lines(struct lines *lines, const struct alphabet *alphabet,
    struct sink *sink, struct encoded_file *file)
{
	size_t behind = lines->at; /* the last line that was of the file */
	unsigned junk = 0;
	struct slice line;

	while (lines_next(lines, &line)) {
		size_t next = lines->at;

		/* A blank may be a zero, a tab never is. */
		if (line.size > 0 && line.data[line.size - 1] == '\t')
			line = without_blanks_behind(line);
		if (is_end(line))
			return true;
		if (is_another(lines, line) || junk >= JUNK_LINES)
			break;
		if (slice_trim(line).size == 0)
			continue;
		if (!fits(alphabet, line)) {
			junk++;
			continue;
		}
		if (junk > 0)
			file->flags |= ENCODED_BAD;
		junk = 0;
		decode_line(alphabet, line, sink);
		behind = next;
	}
	lines->at = behind;
	return false;
}

static bool
is_base64_line(struct slice line)
{
	for (size_t i = 0; i < line.size; i++) {
		uint8_t c = line.data[i];
		uint8_t lower = c | 0x20;

		if (!(lower >= 'a' && lower <= 'z') &&
		    !(c >= '0' && c <= '9') && c != '+' && c != '/' &&
		    c != '=' && c != ' ' && c != '\t')
			return false;
	}
	return true;
}

/* What the decoder may write for chars characters; its slack is the arena's. */
static size_t
base64_bytes(size_t chars)
{
	return chars / 4 * 3 + 3;
}

/* Data that decodes to no more than may be written. */
static struct slice
cut_to_size(struct slice data, struct sink *sink)
{
	size_t quads;

	if (base64_bytes(data.size) <= sink->size_max)
		return data;
	sink->cut = true;
	quads = sink->size_max < 3 ? 0 : (sink->size_max - 3) / 3;
	return slice_sub(data, 0, quads * 4);
}

/* The lines up to "====" or what cannot be base64, decoded at once.  True: the
 * last line was met. */
static bool
read_base64(struct lines *lines, struct sink *sink)
{
	size_t from = lines->at, behind = from;
	struct slice line, data;
	bool ended = false, cut;

	while (!ended && lines_next(lines, &line)) {
		ended = slice_starts_with(line, SLICE("===="));
		if (is_end(line) || is_another(lines, line) ||
		    !is_base64_line(line))
			break;
		if (!ended)
			behind = lines->at;
	}
	if (!ended)
		lines->at = behind;
	data = cut_to_size(slice_sub(lines->text, from, behind - from), sink);
	cut = sink->cut;
	sink->cut = false;
	if (data.size > 0 && sink_reserve(sink, base64_bytes(data.size)))
		sink->size = base64_decode(
		    data.data, data.size, BASE64_PASS_PADDING, sink->data)
				 .written;
	sink->cut |= cut;
	return ended;
}

bool
uuencode_read(struct lines *lines, struct slice line, struct sink *sink,
    struct encoded_file *file)
{
	const struct alphabet *alphabet;
	struct head head;
	bool ended;

	if (!read_head(line, &head))
		return false;
	file->name = head.name;
	if (head.base64) {
		ended = read_base64(lines, sink);
	} else {
		alphabet = choose_alphabet(*lines);
		if (alphabet == NULL && !head.has_mode)
			return false;
		if (alphabet == &alphabet_xx)
			file->kind = ENCODED_XXENCODE;
		if (alphabet == NULL)
			alphabet = &alphabet_uu;
		ended = read_lines(lines, alphabet, sink, file);
	}
	file->body = sink_close(sink);
	if (!ended)
		file->flags |= ENCODED_NO_END;
	return file->body.size > 0 || sink->cut || (ended && head.has_mode);
}
