/*
 * opener - messages opened for a person's command, one after the other
 */
#include "threads/command/opener.h"

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

bool
opener_init(struct opener *opener, const char *argv0)
{
	opener->config = load_config(opener, argv0);
	if (opener->config == NULL)
		return false;
	opener->reader = view_reader_create();
	opener->arena = arena_create(arena_bytes(&opener->config->limits));
	opener->unpacker = unpacker_create();
	return opener->reader != NULL && opener->arena != NULL &&
	       opener->unpacker != NULL;
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
	if (opener->config != NULL)
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
opener_open(struct opener *opener, const char *path, struct opened *opened_r,
    const char **why_r)
{
	const struct config *config = opener->config;
	const struct limits *limits = &config->limits;

	if (!message_input_open(&opened_r->input, opener->reader, path,
		(uint64_t)limits->max[LIMIT_MESSAGE_BYTES], why_r))
		return false;
	arena_reset(opener->arena);
	budget_init(&opened_r->budget,
	    clock_now_ns() +
		(uint64_t)config->answer_time_limit_ms * NS_PER_MS);
	if (message_parse(opened_r->input.bytes, limits, opener->arena,
		&opened_r->budget, &opened_r->message) == MESSAGE_NO_MEMORY) {
		*why_r = "no memory to read it";
		message_input_close(&opened_r->input);
		return false;
	}
	if (opener->any_files)
		add_file(opener, &opened_r->message, path);
	unpack_message(opener->unpacker, &opened_r->message, limits,
	    opener->arena, &opened_r->budget);
	if (opened_r->input.cut)
		limits_mark(&opened_r->message.reached, LIMIT_MESSAGE_BYTES);
	return true;
}

void
opener_close(struct opened *opened)
{
	message_input_close(&opened->input);
}
