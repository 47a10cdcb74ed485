/*
 * content - what the Content-* fields of a part say
 */
#include "core/message/content.h"

#include <string.h>

#include "core/header/parameter.h"
#include "core/message/content_name.h"

/* The first field of each of the names that matter here. */
struct content_fields {
	const struct header_field *type;
	const struct header_field *encoding;
	const struct header_field *disposition;
	const struct header_field *description;
	const struct header_field *location;
	bool more_types; /* there are further fields of that name */
	bool more_encodings;
	bool more_dispositions;
};

static struct content_fields
find_fields(const struct header *header)
{
	struct content_fields found = {0};

	for (size_t i = header->count; i-- > 0;) {
		const struct header_field *field = &header->fields[i];
		struct slice name = field->name;

		/* Nearly every field ends here. */
		if (name.size < 12 || (name.data[0] | 0x20) != 'c')
			continue;
		if (slice_equal_nocase(name, SLICE("content-type"))) {
			found.more_types = found.type != NULL;
			found.type = field;
		} else if (slice_equal_nocase(
			       name, SLICE("content-transfer-encoding"))) {
			found.more_encodings = found.encoding != NULL;
			found.encoding = field;
		} else if (slice_equal_nocase(
			       name, SLICE("content-disposition"))) {
			found.more_dispositions = found.disposition != NULL;
			found.disposition = field;
		} else if (slice_equal_nocase(
			       name, SLICE("content-description"))) {
			found.description = field;
		} else if (slice_equal_nocase(
			       name, SLICE("content-location"))) {
			found.location = field;
		}
	}
	return found;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A lower-case copy of token without blanks; empty when there is no memory. */
static struct slice
copy_lower(struct slice token, struct arena *arena)
{
	uint8_t *copy;
	size_t size = 0;

	if (token.size > CONTENT_TYPE_MAX)
		token.size = CONTENT_TYPE_MAX;
	copy = arena_alloc(arena, token.size);
	if (copy == NULL)
		return SLICE("");
	for (size_t i = 0; i < token.size; i++) {
		uint8_t c = token.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (uint8_t)(c + ('a' - 'A'));
		if (!is_blank(c))
			copy[size++] = c;
	}
	return (struct slice){copy, size};
}

/*
 * The type of most parts is one of these: no copy is made for them, and the
 * slice is as good as one in the arena.
 */
static struct slice
media_type(struct slice token, struct arena *arena)
{
	static const struct slice common[] = {
	    {(const uint8_t *)"text/plain", 10},
	    {(const uint8_t *)"text/html", 9},
	    {(const uint8_t *)"multipart/mixed", 15},
	    {(const uint8_t *)"multipart/alternative", 21},
	    {(const uint8_t *)"multipart/related", 17},
	    {(const uint8_t *)"message/rfc822", 14},
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (slice_equal_nocase(token, common[i]))
			return common[i];
	/* Clients that look at the word alone take this for a multipart. */
	if (slice_equal_nocase(token, SLICE("multipart")))
		return SLICE("multipart/mixed");
	return copy_lower(token, arena);
}

/* Types whose body begins with a header block (RFC 2046 5.2, RFC 6532 3.7). */
static bool
is_message_type(struct slice type)
{
	static const struct slice subtypes[] = {
	    {(const uint8_t *)"rfc822", 6},
	    {(const uint8_t *)"global", 6},
	    {(const uint8_t *)"news", 4},
	    {(const uint8_t *)"partial", 7},
	    {(const uint8_t *)"external-body", 13},
	    {(const uint8_t *)"x-rfc822", 8},
	};
	struct slice subtype = slice_skip(type, 8);

	if (!slice_starts_with(type, SLICE("message/")))
		return false;
	for (size_t i = 0; i < sizeof(subtypes) / sizeof(subtypes[0]); i++)
		if (slice_equal(subtype, subtypes[i]))
			return true;
	return false;
}

/* RFC 2045 5.2: a type that is no type/subtype counts as none. */
static bool
is_type(struct slice type)
{
	size_t slash = slice_find_byte(type, '/');

	return slash > 0 && slash < type.size;
}

/*
 * What follows the main value, as much of it as is looked at.  Junk costs up
 * to 0.2 us a byte, and a value may be read four times over.
 */
static struct slice
take_parameters(struct content *content, struct slice rest)
{
	if (rest.size > CONTENT_VALUE_MAX)
		content->cut = true;
	return slice_sub(rest, 0, CONTENT_VALUE_MAX);
}

/*
 * "x-multi/mixed", "multipart-mixed": some clients go by the word, some by the
 * boundary.  Where none of its lines comes such a part is a leaf after all.
 */
static bool
sounds_like_multipart(struct slice token)
{
	struct slice word = SLICE("multi");

	if (token.size > CONTENT_TYPE_MAX)
		token.size = CONTENT_TYPE_MAX;
	for (size_t i = 0; i + word.size <= token.size; i++)
		if (slice_starts_with_nocase(slice_skip(token, i), word))
			return true;
	return false;
}

static void
read_type(struct content *content, const struct header_field *field,
    bool in_digest, struct arena *arena, struct parameter *name_r)
{
	struct slice rest = {NULL, 0}, token = {NULL, 0};
	struct parameter wanted[] = {
	    {.name = SLICE("boundary")},
	    {.name = SLICE("charset")},
	    {.name = SLICE("name")},
	    {.name = SLICE("format")},
	    {.name = SLICE("delsp")},
	};

	if (field != NULL)
		token = header_main_value(field->value, &rest);
	rest = take_parameters(content, rest);
	content->media_type = media_type(token, arena);
	if (!is_type(content->media_type) && sounds_like_multipart(token))
		content->media_type = SLICE("multipart/mixed");
	if (!is_type(content->media_type))
		content->media_type =
		    in_digest ? SLICE("message/rfc822") : SLICE("text/plain");
	if (rest.size > 0 && !parameters_read(rest, arena, wanted, 5))
		content->cut = true;
	content->charset = wanted[1].value;
	*name_r = wanted[2];
	content->flowed =
	    slice_equal_nocase(slice_trim(wanted[3].value), SLICE("flowed"));
	content->delsp =
	    slice_equal_nocase(slice_trim(wanted[4].value), SLICE("yes"));
	if (is_message_type(content->media_type))
		content->class = CONTENT_MESSAGE;
	if (!wanted[0].found || !sounds_like_multipart(token))
		return;
	content->class = CONTENT_MULTIPART;
	content->digest =
	    slice_equal(content->media_type, SLICE("multipart/digest"));
	content->boundary = wanted[0].value;
	while (content->boundary.size > 0 &&
	       is_blank(content->boundary.data[content->boundary.size - 1]))
		content->boundary.size--;
}

/* The names that stand in the fields, of which type_name is read. */
static void
read_names(struct content *content, const struct header *header,
    const struct content_fields *fields, const struct parameter *type_name,
    struct arena *arena)
{
	struct parameter filename = {.name = SLICE("filename")};
	struct name_list list = {.count = 0};
	struct slice rest;

	if (fields->disposition != NULL) {
		header_main_value(fields->disposition->value, &rest);
		rest = take_parameters(content, rest);
		if (!parameters_read(rest, arena, &filename, 1))
			content->cut = true;
	}
	names_add_parameter(&list, &filename, "filename", "filename*");
	names_add_parameter(&list, type_name, "name", "name*");
	if (filename.doubtful || type_name->doubtful || fields->more_types ||
	    fields->more_dispositions ||
	    (list.count == 0 && fields->disposition != NULL))
		names_add_all(&list, header, arena);
	if (list.count == 0) {
		names_add_field(
		    &list, fields->description, "Content-Description");
		names_add_field(&list, fields->location, "Content-Location");
	}
	content->cut |= list.cut;
	content->names = names_keep(&list, arena);
	if (content->names == NULL)
		return;
	content->name_count = (uint16_t)list.count;
	if (list.name[0].source[0] != 'C')
		content->name = list.name[0].raw;
}

/* The first word of the value; some clients write it in quotes. */
static struct slice
encoding_word(struct slice value)
{
	struct slice rest, word = slice_trim(header_main_value(value, &rest));
	size_t size = 0;

	if (word.size > 0 && word.data[0] == '"')
		word = slice_skip(word, 1);
	while (size < word.size && !is_blank(word.data[size]) &&
	       word.data[size] != '"' && word.data[size] != '(')
		size++;
	return slice_sub(word, 0, size);
}

/* Further Content-Type fields that are looked at. */
#define MORE_TYPES_MAX 8u

/*
 * Clients that go by another Content-Type than the first may see parts where
 * there is plain text to us.  Its bytes are all in the message, and matched
 * there: so to see those parts loses nothing.
 */
static void
find_multipart(struct content *content, const struct header *header,
    bool in_digest, struct arena *arena)
{
	unsigned looked = 0;

	for (size_t i = 0; i < header->count && looked < MORE_TYPES_MAX; i++) {
		const struct header_field *field = &header->fields[i];
		struct content other = {.class = CONTENT_LEAF};
		struct parameter name;

		if (!slice_equal_nocase(field->name, SLICE("content-type")))
			continue;
		looked++;
		read_type(&other, field, in_digest, arena, &name);
		if (other.class != CONTENT_MULTIPART)
			continue;
		content->class = CONTENT_MULTIPART;
		content->media_type = other.media_type;
		content->boundary = other.boundary;
		content->digest = other.digest;
		content->cut |= other.cut;
		return;
	}
}

static enum part_encoding
read_encoding(const struct header_field *field)
{
	struct slice word;

	if (field == NULL)
		return ENCODING_IDENTITY;
	word = encoding_word(field->value);
	if (slice_equal_nocase(word, SLICE("base64")))
		return ENCODING_BASE64;
	if (slice_equal_nocase(word, SLICE("quoted-printable")))
		return ENCODING_QP;
	if (word.size == 0 || slice_equal_nocase(word, SLICE("7bit")) ||
	    slice_equal_nocase(word, SLICE("8bit")) ||
	    slice_equal_nocase(word, SLICE("binary")))
		return ENCODING_IDENTITY;
	return ENCODING_UNKNOWN;
}

/* Bytes of letters and digits of a value that are looked at. */
#define LETTERS_MAX 128u

/* Encodings that value has the name of in it, whatever stands around. */
static unsigned
encodings_in(struct slice value)
{
	uint8_t letters[LETTERS_MAX];
	struct slice all = {letters, 0};
	unsigned set = 0;

	for (size_t i = 0; i < value.size && all.size < LETTERS_MAX; i++) {
		uint8_t c = value.data[i], low = c | 0x20;

		if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9'))
			letters[all.size++] = low;
	}
	if (slice_find(all, SLICE("base64")) < all.size)
		set |= 1u << ENCODING_BASE64;
	if (slice_find(all, SLICE("quotedprintable")) < all.size)
		set |= 1u << ENCODING_QP;
	return set;
}

/*
 * What clients that read the field less strictly, or another one than the
 * first, may take the encoding for.
 */
static unsigned
other_encodings(const struct header *header,
    const struct content_fields *fields, enum part_encoding encoding)
{
	unsigned set = 0;

	if (fields->encoding == NULL)
		return 0;
	if (encoding == ENCODING_UNKNOWN || encoding == ENCODING_IDENTITY)
		set = encodings_in(fields->encoding->value);
	for (size_t i = 0; fields->more_encodings && i < header->count; i++)
		if (slice_equal_nocase(header->fields[i].name,
			SLICE("content-transfer-encoding")))
			set |= encodings_in(header->fields[i].value);
	return set & ~(1u << encoding);
}

struct content
content_read(const struct header *header, bool in_digest, struct arena *arena)
{
	struct content_fields fields = find_fields(header);
	struct content content = {.class = CONTENT_LEAF};
	struct parameter type_name = {.found = false};

	content.encoding = read_encoding(fields.encoding);
	content.other_encodings =
	    other_encodings(header, &fields, content.encoding);
	read_type(&content, fields.type, in_digest, arena, &type_name);
	read_names(&content, header, &fields, &type_name, arena);
	if (fields.more_types && content.class == CONTENT_LEAF &&
	    content.encoding == ENCODING_IDENTITY)
		find_multipart(&content, header, in_digest, arena);
	return content;
}
