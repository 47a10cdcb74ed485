/*
 * script_variables - what the names of a script were given
 */
#include "core/script/script_variables.h"

#include "core/base/seed.h"

/* Not counted beyond. */
#define PIECES_MAX (1u << 30)

/* Names are chosen by who wrote the script; so that they share no bucket but by
 * chance, the hash is another one in each process. */
static unsigned
bucket_of(struct slice name)
{
	uint8_t lower[SCRIPT_NAME_MAX];

	for (size_t i = 0; i < name.size; i++)
		lower[i] = ascii_lower(name.data[i]);
	return seed_hash((struct slice){lower, name.size}) % SCRIPT_BUCKETS;
}

static bool
may_be_known(struct slice name)
{
	return name.size > 0 && name.size <= SCRIPT_NAME_MAX;
}

static struct script_variable *
find_in(struct script_variable *bucket, struct slice name)
{
	while (bucket != NULL && !slice_equal_nocase(bucket->name, name))
		bucket = bucket->same_bucket;
	return bucket;
}

struct script_variable *
script_variables_find(
    const struct script_variables *variables, struct slice name)
{
	if (!may_be_known(name) || variables->count == 0)
		return NULL;
	return find_in(variables->buckets[bucket_of(name)], name);
}

struct script_variable *
script_variables_get(struct script_variables *variables, struct slice name)
{
	struct script_variable *variable, **bucket;

	if (!may_be_known(name))
		return NULL;
	bucket = &variables->buckets[bucket_of(name)];
	variable = find_in(*bucket, name);
	if (variable != NULL || variables->count == SCRIPT_VARIABLES_MAX)
		return variable;
	variable = arena_alloc(variables->arena, sizeof(*variable));
	if (variable == NULL)
		return NULL;
	*variable =
	    (struct script_variable){.same_bucket = *bucket, .name = name};
	*bucket = variable;
	if (variables->last != NULL)
		variables->last->next = variable;
	else
		variables->first = variable;
	variables->last = variable;
	variables->count++;
	return variable;
}

bool
script_variable_give(struct script_variables *variables,
    struct script_variable *variable, struct slice bytes, unsigned pieces)
{
	struct script_piece *piece =
	    arena_alloc(variables->arena, sizeof(*piece));

	if (piece == NULL)
		return false;
	*piece = (struct script_piece){.bytes = bytes};
	if (variable->last != NULL)
		variable->last->next = piece;
	else
		variable->first = piece;
	variable->last = piece;
	variable->size += bytes.size;
	if (variable->pieces < PIECES_MAX)
		variable->pieces += pieces;
	variable->statements++;
	return true;
}

void
script_variable_clear(struct script_variable *variable)
{
	variable->first = variable->last = NULL;
	variable->size = 0;
	variable->pieces = 0;
	variable->statements = 0;
}

void
script_variable_read(const struct script_variable *variable, uint8_t *out)
{
	size_t at = 0;

	for (const struct script_piece *piece = variable->first; piece != NULL;
	     piece = piece->next) {
		if (piece->bytes.size > 0)
			memcpy(out + at, piece->bytes.data, piece->bytes.size);
		at += piece->bytes.size;
	}
}
