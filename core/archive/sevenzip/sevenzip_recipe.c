/*
 * sevenzip_recipe - how one folder of a 7z is unpacked
 */
#include "core/archive/sevenzip/sevenzip_recipe.h"

#include <string.h>

#define METHOD_SIZE 0x0Fu
#define METHOD_COMPLEX 0x10u
#define METHOD_PROPERTIES 0x20u
#define METHOD_OTHERS 0xC0u /* reserved, and lists of alternatives */
#define METHOD_BYTES_MAX 8u

#define UNBOUND UINT32_MAX

static uint64_t
read_method(struct sevenzip_bytes *bytes, unsigned size)
{
	uint64_t method = 0;

	if (size > METHOD_BYTES_MAX)
		bytes->failed = true;
	for (unsigned i = 0; i < size; i++)
		method = method << 8 | sevenzip_byte(bytes);
	return method;
}

static void
read_coder(struct sevenzip_bytes *bytes, struct sevenzip_recipe *recipe)
{
	struct sevenzip_coder *coder = &recipe->coders[recipe->coder_count++];
	uint8_t head = sevenzip_byte(bytes);
	uint64_t inputs = 1;

	coder->method = read_method(bytes, head & METHOD_SIZE);
	if (head & METHOD_COMPLEX) {
		inputs = sevenzip_number(bytes);
		if (sevenzip_number(bytes) != 1)
			bytes->failed = true;
	}
	if (head & METHOD_PROPERTIES)
		coder->properties =
		    sevenzip_take(bytes, sevenzip_number(bytes));
	if ((head & METHOD_OTHERS) || inputs == 0 ||
	    inputs > SEVENZIP_INPUTS_MAX - recipe->input_count) {
		bytes->failed = true;
		return;
	}
	coder->first_input = recipe->input_count;
	coder->input_count = (unsigned)inputs;
	recipe->input_count += (unsigned)inputs;
}

/* Below max, or it fails. */
static unsigned
read_index(struct sevenzip_bytes *bytes, unsigned max)
{
	uint64_t index = sevenzip_number(bytes);

	if (index < max)
		return (unsigned)index;
	bytes->failed = true;
	return 0;
}

/* Each coder but one feeds an input: no input and no output twice, so there is
 * no circle that the last coder could be part of. */
static void
read_bonds(struct sevenzip_bytes *bytes, struct sevenzip_recipe *recipe)
{
	uint32_t used = 0;

	for (unsigned i = 0; i + 1 < recipe->coder_count; i++) {
		unsigned input = read_index(bytes, recipe->input_count);
		unsigned coder = read_index(bytes, recipe->coder_count);

		if (recipe->inputs[input].index != UNBOUND ||
		    (used >> coder & 1) != 0)
			bytes->failed = true;
		recipe->inputs[input].index = coder;
		used |= UINT32_C(1) << coder;
	}
	while (recipe->last + 1 < recipe->coder_count &&
	       (used >> recipe->last & 1) != 0)
		recipe->last++;
}

/* A single one is not listed: it feeds the input that is left. */
static unsigned
read_packed_input(
    struct sevenzip_bytes *bytes, const struct sevenzip_recipe *recipe)
{
	if (recipe->packed_count > 1)
		return read_index(bytes, recipe->input_count);
	for (unsigned i = 0; i < recipe->input_count; i++)
		if (recipe->inputs[i].index == UNBOUND)
			return i;
	bytes->failed = true;
	return 0;
}

static void
read_packed(struct sevenzip_bytes *bytes, struct sevenzip_recipe *recipe)
{
	for (unsigned i = 0; i < recipe->packed_count; i++) {
		unsigned input = read_packed_input(bytes, recipe);

		if (recipe->inputs[input].index != UNBOUND)
			bytes->failed = true;
		recipe->inputs[input] =
		    (struct sevenzip_input){.packed = true, .index = i};
	}
}

void
sevenzip_recipe_read(
    struct sevenzip_bytes *bytes, struct sevenzip_recipe *recipe_r)
{
	uint64_t coders = sevenzip_number(bytes);

	memset(recipe_r, 0, sizeof(*recipe_r));
	if (coders == 0 || coders > SEVENZIP_CODERS_MAX) {
		bytes->failed = true;
		return;
	}
	for (uint64_t i = 0; i < coders && !bytes->failed; i++)
		read_coder(bytes, recipe_r);
	if (bytes->failed)
		return;
	for (unsigned i = 0; i < recipe_r->input_count; i++)
		recipe_r->inputs[i].index = UNBOUND;
	/* Each coder has an input, so there is one at least. */
	recipe_r->packed_count =
	    recipe_r->input_count + 1 - recipe_r->coder_count;
	read_bonds(bytes, recipe_r);
	if (!bytes->failed)
		read_packed(bytes, recipe_r);
}

bool
sevenzip_recipe_has(
    const struct sevenzip_recipe *recipe, enum sevenzip_method method)
{
	for (unsigned i = 0; i < recipe->coder_count; i++)
		if (recipe->coders[i].method == method)
			return true;
	return false;
}
