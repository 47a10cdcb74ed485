/*
 * data_parse - objects out of words
 *
 * A loop, not a recursion: `open` is the innermost array or dictionary that
 * still waits for its end, and its parents are the stack.
 */
#include "core/config/data.h"

#include <stdlib.h>
#include <string.h>

#include "core/config/data_lex.h"

struct data {
	struct arena *arena;
	struct data_object *root;
};

struct parser {
	struct data_cursor cursor;
	struct data_object *root;
	struct data_object *open; /* NULL: the document is complete */
	uint32_t depth;           /* of open */
	uint32_t objects;
	bool bare; /* root is a body without braces */
};

static struct data_object *
object_new(struct parser *parser, struct data_place place)
{
	struct data_cursor *cursor = &parser->cursor;
	struct data_object *object;

	if (parser->objects == DATA_OBJECTS_MAX) {
		cursor_fail(cursor, place, "there are more than %u objects",
		    DATA_OBJECTS_MAX);
		return NULL;
	}
	object = arena_alloc(cursor->arena, sizeof(*object));
	if (object == NULL) {
		cursor_out_of_memory(cursor);
		return NULL;
	}
	*object = (struct data_object){.place = place};
	parser->objects++;
	return object;
}

/* Last in the container that is open, or the root if none is. */
static void
object_attach(struct parser *parser, struct data_object *object)
{
	struct data_object *parent = parser->open;

	object->parent = parent;
	if (parent == NULL)
		parser->root = object;
	else if (parent->last == NULL)
		parent->first = object;
	else
		parent->last->next = object;
	if (parent != NULL) {
		parent->last = object;
		parent->count++;
	}
}

/* Was the word right before the cursor written without quotes? */
static bool
after_atom(const struct parser *parser, const struct data_object *value)
{
	const struct data_cursor *cursor = &parser->cursor;

	return value->kind == DATA_STRING &&
	       cursor->place.line == cursor->word_end.line &&
	       !cursor->word_quoted;
}

/* Say what should stand right behind the last word. */
static bool
fail_missing(
    struct parser *parser, const struct data_object *value, const char *wanted)
{
	struct data_cursor *cursor = &parser->cursor;
	int c = cursor_peek(cursor);
	char buffer[16];
	bool atom = after_atom(parser, value);

	if (atom && c > ' ' && strchr(";,=(){}", c) == NULL &&
	    cursor->place.column == cursor->word_end.column)
		return cursor_fail(cursor, cursor->place,
		    "%s cannot stand in a string without quotes",
		    cursor_what(cursor, buffer));
	return cursor_fail(cursor, cursor->word_end,
	    "%s is missing before %s%s", wanted, cursor_what(cursor, buffer),
	    atom && is_atom_byte(c) ? "; a string with blanks needs quotes"
				    : "");
}

/* A value is complete: what follows depends on what holds it. */
static bool
value_end(struct parser *parser, const struct data_object *value)
{
	struct data_cursor *cursor = &parser->cursor;
	struct data_object *parent = parser->open;

	if (parent == NULL)
		return true;
	if (!cursor_space(cursor, false))
		return false;
	if (parent->kind == DATA_ARRAY) {
		if (cursor_peek(cursor) == ')')
			return true;
		if (cursor_peek(cursor) != ',')
			return fail_missing(parser, value, "',' or ')'");
	} else if (cursor_peek(cursor) != ';') {
		return fail_missing(parser, value, "';'");
	}
	cursor_skip(cursor, 1);
	return true;
}

static bool
container_open(struct parser *parser, struct data_object *container)
{
	if (parser->depth == DATA_DEPTH_MAX)
		return cursor_fail(&parser->cursor, container->place,
		    "more than %u arrays and dictionaries inside each other",
		    DATA_DEPTH_MAX);
	parser->depth++;
	parser->open = container;
	return true;
}

/* The cursor looks at the closing byte. */
static bool
container_close(struct parser *parser)
{
	struct data_object *closed = parser->open;

	cursor_skip(&parser->cursor, 1);
	parser->cursor.word_end = parser->cursor.place;
	parser->open = closed->parent;
	parser->depth--;
	return value_end(parser, closed);
}

static bool
lex_scalar(struct data_cursor *cursor, struct data_object *object)
{
	char buffer[16];
	int c = cursor_peek(cursor);

	if (c == '#')
		return lex_hash(cursor, object);
	if (c == '<') {
		object->kind = DATA_XML;
		return lex_xml(cursor, &object->text);
	}
	if (c == '[') {
		object->kind = DATA_BYTES;
		return lex_bytes(cursor, &object->text);
	}
	if (c == '"' || is_atom_byte(c)) {
		object->kind = DATA_STRING;
		return lex_string(cursor, &object->text);
	}
	if (c > ' ' && strchr(";,=)}", c) == NULL)
		return cursor_fail(cursor, cursor->place,
		    "%s cannot begin a value: a string with other than "
		    "letters and digits needs quotes",
		    cursor_what(cursor, buffer));
	return cursor_fail(cursor, cursor->place,
	    "a value is missing before %s", cursor_what(cursor, buffer));
}

/* One object, key given if it is an element of a dictionary. */
static bool
value(struct parser *parser, struct slice key, struct data_place key_place)
{
	struct data_cursor *cursor = &parser->cursor;
	struct data_object *object = object_new(parser, cursor->place);
	int c = cursor_peek(cursor);

	if (object == NULL)
		return false;
	object->key = key;
	object->key_place = key_place;
	object_attach(parser, object);
	if (c == '(' || c == '{') {
		object->kind = c == '(' ? DATA_ARRAY : DATA_DICTIONARY;
		cursor_skip(cursor, 1);
		return container_open(parser, object);
	}
	return lex_scalar(cursor, object) && value_end(parser, object);
}

static bool
array_step(struct parser *parser)
{
	struct data_cursor *cursor = &parser->cursor;

	if (!cursor_space(cursor, false))
		return false;
	if (cursor_peek(cursor) == ')')
		return container_close(parser);
	if (cursor_peek(cursor) == -1)
		return cursor_fail(
		    cursor, parser->open->place, "this '(' has no ')'");
	return value(parser, (struct slice){0}, (struct data_place){0});
}

static bool
lex_key(struct data_cursor *cursor, struct slice *key_r)
{
	char buffer[16];
	int c = cursor_peek(cursor);

	if (c != '"' && !is_atom_byte(c))
		return cursor_fail(cursor, cursor->place,
		    "a key is expected here, not %s",
		    cursor_what(cursor, buffer));
	if (!lex_string(cursor, key_r) || !cursor_space(cursor, false))
		return false;
	if (cursor_peek(cursor) != '=')
		return cursor_fail(cursor, cursor->word_end,
		    "'=' is missing before %s", cursor_what(cursor, buffer));
	cursor_skip(cursor, 1);
	return cursor_space(cursor, false);
}

static bool
dictionary_step(struct parser *parser)
{
	struct data_cursor *cursor = &parser->cursor;
	bool bare = parser->bare && parser->open == parser->root;
	struct data_place key_place;
	struct slice key;

	if (!cursor_space(cursor, true))
		return false;
	if (cursor_peek(cursor) == '}' && !bare)
		return container_close(parser);
	if (cursor_peek(cursor) == -1 && !bare)
		return cursor_fail(
		    cursor, parser->open->place, "this '{' has no '}'");
	if (cursor_peek(cursor) == -1) {
		parser->open = NULL;
		return true;
	}
	key_place = cursor->place;
	return lex_key(cursor, &key) && value(parser, key, key_place);
}

static bool
begin(struct parser *parser, enum data_form form)
{
	struct data_cursor *cursor = &parser->cursor;
	bool body = form == DATA_FORM_BODY;

	if (cursor_looking_at(cursor, "\xEF\xBB\xBF"))
		cursor->at += 3;
	if (!cursor_check_text(cursor) || !cursor_space(cursor, body))
		return false;
	if (!body || cursor_peek(cursor) == '{')
		return value(parser, (struct slice){0}, (struct data_place){0});
	parser->bare = true;
	parser->root = object_new(parser, cursor->place);
	if (parser->root == NULL)
		return false;
	parser->root->kind = DATA_DICTIONARY;
	return container_open(parser, parser->root);
}

static bool
document(struct parser *parser, enum data_form form)
{
	struct data_cursor *cursor = &parser->cursor;
	char buffer[16];

	if (!begin(parser, form))
		return false;
	while (parser->open != NULL)
		if (!(parser->open->kind == DATA_ARRAY
			    ? array_step(parser)
			    : dictionary_step(parser)))
			return false;
	if (!cursor_space(cursor, form == DATA_FORM_BODY))
		return false;
	if (cursor->at == cursor->end)
		return true;
	return cursor_fail(cursor, cursor->place,
	    "nothing may follow the end of the %s, but %s does",
	    parser->root->kind == DATA_DICTIONARY ? "dictionary" : "object",
	    cursor_what(cursor, buffer));
}

/*
 * Address space that is always enough, whatever the input: each object, its
 * key and its text with the arena's slack and alignment behind them, the bytes
 * of all strings, and the room that a string takes until its size is known.
 */
static size_t
arena_limit(size_t size)
{
	size_t objects = size < DATA_OBJECTS_MAX ? size + 2 : DATA_OBJECTS_MAX;

	return objects * (sizeof(struct data_object) + 3 * (ARENA_SLACK + 16)) +
	       2 * size + 4096;
}

static struct data *
data_create(size_t size)
{
	struct data *data = calloc(1, sizeof(*data));

	if (data == NULL)
		return NULL;
	data->arena = arena_create(arena_limit(size));
	if (data->arena == NULL)
		data_free(&data);
	return data;
}

enum data_result
data_parse(struct slice bytes, enum data_form form, data_warning *warning,
    void *owner, struct data **data_r, struct data_error *error_r)
{
	const uint8_t *from = bytes.size > 0 ? bytes.data : (const uint8_t *)"";
	struct parser parser = {.cursor = {.at = from,
				    .end = from + bytes.size,
				    .place = {1, 1},
				    .word_end = {1, 1},
				    .error = error_r,
				    .warning = warning,
				    .owner = owner}};
	struct data *data;

	*data_r = NULL;
	if (bytes.size > DATA_SIZE_MAX) {
		cursor_fail(&parser.cursor, parser.cursor.place,
		    "%zu bytes are too many, %zu are allowed", bytes.size,
		    DATA_SIZE_MAX);
		return DATA_BAD;
	}
	data = data_create(bytes.size);
	if (data == NULL)
		return DATA_NO_MEMORY;
	parser.cursor.arena = data->arena;
	if (!document(&parser, form)) {
		data_free(&data);
		return parser.cursor.no_memory ? DATA_NO_MEMORY : DATA_BAD;
	}
	data->root = parser.root;
	*data_r = data;
	return DATA_OK;
}

void
data_free(struct data **data)
{
	if (*data == NULL)
		return;
	arena_destroy(&(*data)->arena);
	free(*data);
	*data = NULL;
}

const struct data_object *
data_root(const struct data *data)
{
	return data->root;
}

const struct data_object *
data_find(const struct data_object *dictionary, struct slice key)
{
	const struct data_object *found = NULL;

	CHECK(dictionary->kind == DATA_DICTIONARY);
	for (const struct data_object *element = dictionary->first;
	     element != NULL; element = element->next)
		if (slice_equal(element->key, key))
			found = element;
	return found;
}
