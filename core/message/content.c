/*
 * content - what the Content-* fields of a part say
 */
#include "core/message/content.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/header/parameter_readings.h"
#include "core/message/content_encoding.h"
#include "core/message/content_name.h"

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
		if (!ascii_is_space(c))
			copy[size++] = c;
	}
	return (struct slice){copy, size};
}

/*
 * The type of most parts is one of these: nothing is copied or looked for in
 * them, and the slice is as good as one in the arena.
 */
struct common {
	struct slice type;
	bool is_multipart;
};

/* NULL: another one. */
static const struct common *
find_common(struct slice token)
{
	static const struct common common[] = {
	    {SLICE("text/plain"), false},
	    {SLICE("text/html"), false},
	    {SLICE("multipart/mixed"), true},
	    {SLICE("multipart/alternative"), true},
	    {SLICE("multipart/related"), true},
	    {SLICE("message/rfc822"), false},
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (slice_equal_nocase(token, common[i].type))
			return &common[i];
	return NULL;
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
	if (token.size > CONTENT_TYPE_MAX)
		token.size = CONTENT_TYPE_MAX;
	return slice_find_nocase(token, SLICE("multi")) < token.size;
}

/* ---- the type ---------------------------------------------------------- */

enum { BOUNDARY, CHARSET, NAME, FORMAT, DELSP, TYPE_PARAMETERS };

/* One Content-Type field, or none. */
struct type {
	enum content_class class;
	struct slice media_type;
	struct parameter parameter[TYPE_PARAMETERS];
	struct slice rest; /* all parameters */
	bool sounds_multipart;
};

static const struct type no_type = {
    .class = CONTENT_LEAF,
    .parameter =
	{
	    [BOUNDARY] = {.name = SLICE("boundary")},
	    [CHARSET] = {.name = SLICE("charset")},
	    [NAME] = {.name = SLICE("name")},
	    [FORMAT] = {.name = SLICE("format")},
	    [DELSP] = {.name = SLICE("delsp")},
	},
};

/* The class of a type whose parameters are read. */
static enum content_class
class_of(const struct type *type)
{
	if (type->sounds_multipart && type->parameter[BOUNDARY].found)
		return CONTENT_MULTIPART;
	if (type->sounds_multipart &&
	    slice_starts_with(type->media_type, SLICE("multipart/")))
		return CONTENT_MULTIPART;
	return is_message_type(type->media_type) ? CONTENT_MESSAGE
						 : CONTENT_LEAF;
}

/* A type that is not common. */
static void
read_odd_type(
    struct type *type, struct slice token, bool in_digest, struct arena *arena)
{
	type->media_type = copy_lower(token, arena);
	type->sounds_multipart = sounds_like_multipart(token);
	/* Clients that look at the word alone take this for a multipart. */
	if (!is_type(type->media_type) && type->sounds_multipart)
		type->media_type = SLICE("multipart/mixed");
	if (!is_type(type->media_type))
		type->media_type =
		    in_digest ? SLICE("message/rfc822") : SLICE("text/plain");
}

static void
read_type(struct content *content, struct slice value, bool in_digest,
    struct arena *arena, struct type *type)
{
	struct slice rest = {NULL, 0};
	struct slice token = header_main_value(value, &rest);
	const struct common *common = find_common(token);

	*type = no_type;
	type->rest = take_parameters(content, rest);
	if (common != NULL) {
		type->media_type = common->type;
		type->sounds_multipart = common->is_multipart;
	} else {
		read_odd_type(type, token, in_digest, arena);
	}
	if (type->rest.size > 0 && !parameters_read(type->rest, arena,
				       type->parameter, TYPE_PARAMETERS))
		content->cut = true;
	type->class = class_of(type);
}

/* ---- boundaries -------------------------------------------------------- */

static struct slice
trim_end(struct slice boundary)
{
	while (boundary.size > 0 &&
	       ascii_is_space(boundary.data[boundary.size - 1]))
		boundary.size--;
	return boundary;
}

static void
add_boundary(struct slice *list, unsigned *count, struct slice boundary)
{
	boundary = trim_end(boundary);
	for (unsigned i = 0; i < *count; i++)
		if (slice_equal(list[i], boundary))
			return;
	if (*count < CHOICES)
		list[(*count)++] = boundary;
}

/* All that clients may take for the boundary, that of type first. */
static void
find_boundaries(struct content *content, const struct content_values *types,
    const struct type *type, struct arena *arena)
{
	struct slice list[CHOICES], *kept;
	unsigned count = 0;

	if (type->parameter[BOUNDARY].found)
		add_boundary(list, &count, type->parameter[BOUNDARY].value);
	for (size_t i = 0; i < content_values_kept(types); i++) {
		struct parameter_readings all = {.count = 0};
		struct slice rest;

		header_main_value(types->value[i], &rest);
		parameter_readings(slice_sub(rest, 0, CONTENT_VALUE_MAX),
		    SLICE("boundary"), arena, &all);
		for (size_t k = 0; k < all.count; k++)
			add_boundary(list, &count, all.reading[k].value);
	}
	if (count == 0 || (count == 1 && type->parameter[BOUNDARY].found))
		return;
	kept = arena_alloc_array(arena, count, sizeof(*kept));
	if (kept == NULL)
		return;
	memcpy(kept, list, count * sizeof(*kept));
	content->boundaries = kept;
	content->boundary_count = count;
}

static void
read_boundary(struct content *content, const struct content_values *types,
    const struct type *type, struct arena *arena, const struct way *way)
{
	unsigned choice = way_choice(way, DOUBT_BOUNDARIES);

	content->has_boundary = type->parameter[BOUNDARY].found;
	content->boundary = trim_end(type->parameter[BOUNDARY].value);
	if (type->parameter[BOUNDARY].doubtful || types->count > 1 ||
	    (!type->parameter[BOUNDARY].found && type->rest.size > 0))
		find_boundaries(content, types, type, arena);
	if (choice < content->boundary_count) {
		content->boundary = content->boundaries[choice];
		content->has_boundary = true;
	}
	content->digest =
	    slice_equal(type->media_type, SLICE("multipart/digest"));
}

/* ---- which type -------------------------------------------------------- */

/*
 * Clients that go by another Content-Type than the first may see parts where
 * there is plain text to us.  Its bytes are all in the message, and matched
 * there: so to see those parts loses nothing.
 */
static void
prefer_multipart(struct content *content, const struct content_values *types,
    bool in_digest, struct arena *arena, struct type *type)
{
	for (size_t i = 1; i < content_values_kept(types); i++) {
		struct type other;

		read_type(content, types->value[i], in_digest, arena, &other);
		if (other.class != CONTENT_MULTIPART)
			continue;
		other.parameter[NAME] = type->parameter[NAME];
		other.parameter[CHARSET] = type->parameter[CHARSET];
		*type = other;
		return;
	}
}

/* The field that this way goes by. */
static size_t
choose_type(const struct content_values *types, const struct way *way)
{
	unsigned choice = way_choice(way, DOUBT_TYPES);
	size_t kept = content_values_kept(types);

	if (choice == 0 || kept < 2)
		return 0;
	return choice == TYPES_SECOND ? 1 : kept - 1;
}

static void
note_types(const struct content_values *types, const struct type *type,
    struct noted *noted)
{
	size_t kept = content_values_kept(types);

	if (kept > 1 && !slice_equal(types->value[0], types->value[kept - 1]))
		note(noted, DOUBT_TYPES, TYPES_LAST);
	if (kept > 2 && !slice_equal(types->value[0], types->value[1]))
		note(noted, DOUBT_TYPES, TYPES_SECOND);
	if (type->class != CONTENT_MULTIPART && type->parameter[BOUNDARY].found)
		note(noted, DOUBT_TYPES, TYPES_LAST);
}

static void
take_type(struct content *content, const struct content_fields *fields,
    bool in_digest, struct arena *arena, const struct way *way,
    struct noted *noted, struct type *type)
{
	const struct content_values *types = &fields->of[CONTENT_TYPE];
	struct slice value = {NULL, 0};

	if (types->count > 0)
		value = types->value[choose_type(types, way)];
	read_type(content, value, in_digest, arena, type);
	note_types(types, type, noted);
	if (way_choice(way, DOUBT_TYPES) != 0) {
		if (type->class == CONTENT_LEAF &&
		    type->parameter[BOUNDARY].found)
			type->class = CONTENT_MULTIPART;
	} else if (type->class == CONTENT_LEAF &&
		   content->encoding == ENCODING_IDENTITY) {
		prefer_multipart(content, types, in_digest, arena, type);
	}
	content->class = type->class;
	content->media_type = type->media_type;
	content->charset = type->parameter[CHARSET].value;
	content->flowed = slice_equal_nocase(
	    slice_trim(type->parameter[FORMAT].value), SLICE("flowed"));
	content->delsp = slice_equal_nocase(
	    slice_trim(type->parameter[DELSP].value), SLICE("yes"));
	if (type->class == CONTENT_MULTIPART)
		read_boundary(content, types, type, arena, way);
}

/* ---- names ------------------------------------------------------------- */

/* The names that stand in the fields, of which type_name is read. */
static void
read_names(struct content *content, const struct content_fields *fields,
    const struct parameter *type_name, struct arena *arena)
{
	const struct content_values *places = &fields->of[CONTENT_DISPOSITION];
	struct parameter filename = {.name = SLICE("filename")};
	struct name_list list; /* not all cleared: it is large */
	struct slice rest = {NULL, 0};

	list.count = 0;
	list.cut = false;
	if (places->count > 0) {
		header_main_value(places->value[0], &rest);
		rest = take_parameters(content, rest);
		if (!parameters_read(rest, arena, &filename, 1))
			content->cut = true;
	}
	names_add_parameter(&list, &filename, "filename", "filename*");
	names_add_parameter(&list, type_name, "name", "name*");
	if (filename.doubtful || type_name->doubtful ||
	    fields->of[CONTENT_TYPE].count > 1 || places->count > 1 ||
	    (list.count == 0 && rest.size > 0))
		names_add_all(&list, fields, arena);
	if (list.count == 0)
		names_add_last_resort(&list, fields);
	content->cut |= list.cut;
	content->names = names_keep(&list, arena);
	if (content->names == NULL)
		return;
	content->name_count = (uint16_t)list.count;
	if (list.name[0].source[0] != 'C')
		content->name = list.name[0].raw;
}

/* ---- all of it --------------------------------------------------------- */

struct content
content_read_as(const struct header *header, bool in_digest,
    struct arena *arena, const struct way *way, struct noted *noted)
{
	struct content content = {.class = CONTENT_LEAF};
	struct content_fields fields;
	struct type type;

	content_fields_find(&fields, header, way, noted);
	content.encoding = content_encoding_read(
	    &fields.of[CONTENT_ENCODING], &content.other_encodings);
	take_type(&content, &fields, in_digest, arena, way, noted, &type);
	read_names(&content, &fields, &type.parameter[NAME], arena);
	return content;
}

struct content
content_read(const struct header *header, bool in_digest, struct arena *arena)
{
	struct noted noted = {{0}};
	struct way way = {{0}};

	return content_read_as(header, in_digest, arena, &way, &noted);
}
