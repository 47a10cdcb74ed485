/*
 * opener - messages opened for a person's command, one after the other
 */
#include "threads/command/input/opener.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/message/tree.h"

static struct config *
load_config(struct opener *opener, const char *argv0)
{
	const struct places *places = &opener->places;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct config *config = NULL;
	enum config_result result;

	opener->has_places = places_find(&opener->places, argv0);
	if (!opener->has_places)
		return config_default(NULL);
	result = config_load(
	    places->config, places->directory, NULL, NULL, &config, &error);
	if (result == CONFIG_OK)
		return config;
	if (result != CONFIG_NO_FILE)
		fprintf(stderr,
		    "CGPFilter: %s; the defaults are used (CHECK tells more)\n",
		    error.data);
	return config_default(places->directory);
}

/* Decoded bodies, and what rendering and the fields take on top of them. */
static size_t
arena_bytes(const struct limits *limits)
{
	return unpack_arena_bytes(limits) +
	       8 * (size_t)limits->max[LIMIT_HEADER_BYTES] + (size_t)(64 * MIB);
}

static bool
make_tools(struct opener *opener)
{
	opener->reader = view_reader_create();
	opener->arena = arena_create_within(
	    arena_bytes(&opener->config->limits), ARENA_SHARE);
	opener->unpacker = unpacker_create();
	return opener->reader != NULL && opener->arena != NULL &&
	       opener->unpacker != NULL;
}

bool
opener_find(struct opener *opener, const char *argv0)
{
	opener->config = load_config(opener, argv0);
	return opener->config != NULL;
}

bool
opener_init(struct opener *opener, const char *argv0)
{
	return opener_find(opener, argv0) && make_tools(opener);
}

bool
opener_init_like(struct opener *opener, const struct opener *first)
{
	*opener = (struct opener){
	    .has_places = first->has_places,
	    .config = first->config,
	    .shares_config = true,
	    .any_files = first->any_files,
	};
	memcpy(&opener->places, &first->places, sizeof(opener->places));
	return make_tools(opener);
}

void
opener_fini(struct opener *opener)
{
	if (opener->reader != NULL)
		view_reader_destroy(&opener->reader);
	if (opener->arena != NULL)
		arena_destroy(&opener->arena);
	if (opener->unpacker != NULL)
		unpacker_destroy(&opener->unpacker);
	if (opener->config != NULL && !opener->shares_config)
		config_free(&opener->config);
}

/* What no mail program would take for a message. */
static bool
is_file(const struct message *message, enum fileclass class)
{
	return class != FILECLASS_TEXT && class != FILECLASS_MAIL &&
	       message->content.size == message->file.size;
}

/* "dir/invoice.zip" as a name of part. */
static void
name_part(struct opener *opener, struct part *part, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct part_name *name = arena_alloc(opener->arena, sizeof(*name));

	if (name == NULL)
		return;
	*name = (struct part_name){
	    .raw = slice_from_string(slash == NULL ? path : slash + 1),
	    .charset = SLICE("utf-8"),
	    .source = "file",
	};
	part->names = name;
	part->name_count = 1;
}

static void
add_file(struct opener *opener, struct message *message, const char *path)
{
	enum filetype type = filetype_detect(message->file);
	struct tree tree;
	struct part *part;

	if (!is_file(message, filetype_class(type)))
		return;
	tree_init(&tree, message, &opener->config->limits, opener->arena);
	part = tree_add(&tree, message->top);
	if (part == NULL)
		return;
	part->kind = PART_LEAF;
	part->origin = PART_FROM_CONTENT;
	part->media_type = SLICE("application/octet-stream");
	part->raw = message->file;
	part->body = message->file;
	part->type = type;
	name_part(opener, part, path);
}

bool
opener_decode(struct opener *opener, const char *path, struct opened *opened,
    const char **why_r)
{
	const struct config *config = opener->config;
	const struct limits *limits = &config->limits;

	arena_reset(opener->arena);
	budget_init(&opened->budget,
	    clock_now_ns() +
		(uint64_t)config->answer_time_limit_ms * NS_PER_MS);
	if (message_parse(opened->input.bytes, limits, opener->arena,
		&opened->budget, &opened->message) == MESSAGE_NO_MEMORY) {
		*why_r = "no memory to read it";
		message_input_close(&opened->input);
		return false;
	}
	if (opener->any_files)
		add_file(opener, &opened->message, path);
	unpack_message(opener->unpacker, &opened->message, limits,
	    opener->arena, &opened->budget);
	if (opened->input.cut)
		limits_mark(&opened->message.reached, LIMIT_MESSAGE_BYTES);
	return true;
}

static uint64_t
most_bytes(const struct opener *opener)
{
	return (uint64_t)opener->config->limits.max[LIMIT_MESSAGE_BYTES];
}

bool
opener_read(struct opener *opener, const char *path, struct opened *opened_r,
    const char **why_r)
{
	return message_input_open(
	    &opened_r->input, opener->reader, path, most_bytes(opener), why_r);
}

bool
opener_open(struct opener *opener, const char *path, struct opened *opened_r,
    const char **why_r)
{
	return opener_read(opener, path, opened_r, why_r) &&
	       opener_decode(opener, path, opened_r, why_r);
}

bool
opener_open_read(struct opener *opener, const char *path, struct slice bytes,
    const struct mbox_place *place, struct opened *opened_r, const char **why_r)
{
	return message_input_open_read(
		   &opened_r->input, bytes, place, most_bytes(opener), why_r) &&
	       opener_decode(opener, path, opened_r, why_r);
}

bool
opener_open_entry(struct opener *opener, const struct mail_entry *entry,
    struct opened *opened_r, const char **why_r)
{
	if (entry->number == 0)
		return opener_open(opener, entry->path, opened_r, why_r);
	return message_input_open_place(&opened_r->input, entry->path,
		   &entry->place, most_bytes(opener), why_r) &&
	       opener_decode(opener, entry->path, opened_r, why_r);
}

bool
opener_open_bytes(struct opener *opener, struct slice bytes,
    struct opened *opened_r, const char **why_r)
{
	size_t most = (size_t)most_bytes(opener);

	opened_r->input = (struct message_input){
	    .reader = opener->reader,
	    .bytes = slice_sub(bytes, 0, most),
	    .file_size = bytes.size,
	    .cut = bytes.size > most,
	};
	return opener_decode(opener, "-", opened_r, why_r);
}

void
opener_close(struct opened *opened)
{
	message_input_close(&opened->input);
}
