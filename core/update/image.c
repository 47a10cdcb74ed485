/*
 * image - sets, and the way from one to the next
 */
#include "core/update/image.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/integer.h"
#include "core/print/print.h"
#include "core/update/delta.h"

/* Ahead of what is hashed: no other hash of ours is one of these. */
#define HASH_PREFIX "CGPFset2"

/* ---- one set ----------------------------------------------------------- */

void
image_of_cartridge(
    const struct cartridge *cartridge, struct update_image *image_r)
{
	memset(image_r, 0, sizeof(*image_r));
	if (cartridge == NULL)
		return;
	image_r->draft.id = cartridge->id;
	memcpy(image_r->draft.sections, cartridge->sections,
	    sizeof(image_r->draft.sections));
}

void
image_free(struct update_image *image)
{
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		free(image->owned[i]);
	memset(image, 0, sizeof(*image));
}

void
image_advance(struct update_image *image, struct update_image *next)
{
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++) {
		if (next->owned[i] != NULL ||
		    next->draft.sections[i].data != image->owned[i])
			continue;
		next->owned[i] = image->owned[i];
		image->owned[i] = NULL;
	}
	image_free(image);
	*image = *next;
	memset(next, 0, sizeof(*next));
}

static void
put_id(struct coded *coded, const struct cartridge_id *id)
{
	for (int i = 0; i < 4; i++)
		coded_put_u32(coded, id->version.part[i]);
	coded_put_u64(coded, (uint64_t)id->created_s);
}

/* Size and hash. */
static void
put_sum(const struct update_image *image, int section,
    uint8_t sum_r[8 + CRYPT_HASH_BYTES])
{
	const struct slice *bytes = &image->draft.sections[section];

	integer_put_le(sum_r, bytes->size, 8);
	if (image->summed[section])
		memcpy(sum_r + 8, image->sums[section], CRYPT_HASH_BYTES);
	else
		crypt_hash(bytes, 1, sum_r + 8);
}

void
image_hash(const struct update_image *image, uint8_t hash_r[CRYPT_HASH_BYTES])
{
	const struct cartridge_id *id = &image->draft.id;
	uint8_t head[32], sums[CARTRIDGE_SECTIONS][8 + CRYPT_HASH_BYTES];
	const struct slice parts[] = {
	    SLICE(HASH_PREFIX),
	    {head, sizeof(head)},
	    {sums[0], sizeof(sums)},
	};

	for (size_t i = 0; i < 4; i++)
		integer_put_le(head + 4 * i, id->version.part[i], 4);
	integer_put_le(head + 16, id->update, 8);
	integer_put_le(head + 24, (uint64_t)id->created_s, 8);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		put_sum(image, i, sums[i]);
	crypt_hash(parts, sizeof(parts) / sizeof(parts[0]), hash_r);
}

void
image_sum_up(struct update_image *image)
{
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++) {
		if (!image->summed[i])
			crypt_hash(
			    &image->draft.sections[i], 1, image->sums[i]);
		image->summed[i] = true;
	}
}

uint64_t
image_bytes(const struct update_image *image)
{
	uint64_t bytes = 0;

	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		bytes += image->draft.sections[i].size;
	return bytes;
}

/* ---- the way there ----------------------------------------------------- */

static void
put_body(struct coded *coded, enum delta_how how, struct slice body)
{
	coded_put_u8(coded, (uint8_t)how);
	coded_put_u64(coded, body.size);
	coded_put(coded, body);
}

/* How a section that differs is sent; WHOLE is always right. */
static enum delta_how
choose(int section, struct slice from, struct slice to)
{
	if (section == CARTRIDGE_PRINTS && from.size > 0 && to.size > 0 &&
	    prints_check(from) && prints_check(to))
		return DELTA_PRINTS;
	if (section == CARTRIDGE_MODEL && from.size == to.size &&
	    to.size % 2 == 0)
		return DELTA_CELLS;
	return DELTA_WHOLE;
}

static void
put_section(
    struct coded *coded, int section, struct slice from, struct slice to)
{
	struct coded body = {.bytes = NULL};
	enum delta_how how = choose(section, from, to);

	if (slice_equal(from, to)) {
		put_body(coded, DELTA_SAME, (struct slice){NULL, 0});
		return;
	}
	if (how == DELTA_CELLS)
		cells_put(&body, from, to);
	else if (how == DELTA_PRINTS)
		print_changes_put(&body, from, to);
	if (how != DELTA_WHOLE && body.size >= to.size)
		how = DELTA_WHOLE;
	coded->failed |= body.failed;
	put_body(coded, how,
	    how == DELTA_WHOLE ? to : (struct slice){body.bytes, body.size});
	coded_free(&body);
}

bool
delta_make(const struct update_image *from, const struct update_image *to,
    uint8_t **delta_r, size_t *size_r)
{
	struct coded coded = {.bytes = NULL};

	put_id(&coded, &to->draft.id);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		put_section(
		    &coded, i, from->draft.sections[i], to->draft.sections[i]);
	if (coded.failed) {
		coded_free(&coded);
		return false;
	}
	*delta_r = coded.bytes;
	*size_r = coded.size;
	return true;
}

/* ---- and there --------------------------------------------------------- */

static bool
take_id(struct slice *rest, struct cartridge_id *id_r)
{
	uint64_t created = 0;
	bool good = true;

	for (int i = 0; i < 4; i++)
		good = good && coded_take_u32(rest, &id_r->version.part[i]);
	good = good && coded_take_u64(rest, &created);
	id_r->created_s = (int64_t)created;
	return good;
}

static enum delta_result
apply_prints(struct update_image *to, struct slice from, struct slice body)
{
	uint8_t **table = &to->owned[CARTRIDGE_PRINTS];
	size_t size = 0;
	enum delta_result result;

	if (from.size == 0 || !prints_check(from))
		return DELTA_DAMAGED;
	result = print_changes_apply(from, body, table, &size);
	to->draft.sections[CARTRIDGE_PRINTS] = (struct slice){*table, size};
	return result;
}

static enum delta_result
apply_cells(struct update_image *to, struct slice from, struct slice body)
{
	uint8_t **cells = &to->owned[CARTRIDGE_MODEL];
	enum delta_result result = cells_apply(from, body, cells);

	to->draft.sections[CARTRIDGE_MODEL] = (struct slice){*cells, from.size};
	return result;
}

/* Sections of a delta begin anywhere; readers want theirs aligned. */
static enum delta_result
copy_whole(struct update_image *to, int section, struct slice body)
{
	uint8_t *copy = malloc(body.size + 1);

	if (copy == NULL)
		return DELTA_NO_MEMORY;
	if (body.size > 0)
		memcpy(copy, body.data, body.size);
	to->owned[section] = copy;
	to->draft.sections[section] = (struct slice){copy, body.size};
	return DELTA_OK;
}

static enum delta_result
take_over(struct update_image *to, int section, const struct update_image *from)
{
	to->draft.sections[section] = from->draft.sections[section];
	to->summed[section] = from->summed[section];
	memcpy(to->sums[section], from->sums[section], CRYPT_HASH_BYTES);
	return DELTA_OK;
}

static enum delta_result
apply_section(struct update_image *to, int section,
    const struct update_image *whole, struct slice *rest)
{
	struct slice from = whole->draft.sections[section];
	uint8_t how;
	uint64_t size;
	struct slice body;

	if (!coded_take_u8(rest, &how) || !coded_take_u64(rest, &size) ||
	    size > rest->size || !coded_take(rest, (size_t)size, &body))
		return DELTA_DAMAGED;
	switch (how) {
	case DELTA_SAME:
		return body.size == 0 ? take_over(to, section, whole)
				      : DELTA_DAMAGED;
	case DELTA_WHOLE:
		return copy_whole(to, section, body);
	case DELTA_CELLS:
		return section == CARTRIDGE_MODEL ? apply_cells(to, from, body)
						  : DELTA_DAMAGED;
	case DELTA_PRINTS:
		return section == CARTRIDGE_PRINTS
			   ? apply_prints(to, from, body)
			   : DELTA_DAMAGED;
	default:
		return DELTA_DAMAGED;
	}
}

enum delta_result
delta_apply(const struct update_image *from, uint64_t update,
    struct slice delta, struct update_image *to_r)
{
	struct slice rest = delta;
	enum delta_result result;

	memset(to_r, 0, sizeof(*to_r));
	result = take_id(&rest, &to_r->draft.id) ? DELTA_OK : DELTA_DAMAGED;
	to_r->draft.id.update = update;
	for (int i = 0; i < CARTRIDGE_SECTIONS && result == DELTA_OK; i++)
		result = apply_section(to_r, i, from, &rest);
	if (result == DELTA_OK && rest.size > 0)
		result = DELTA_DAMAGED;
	if (result != DELTA_OK)
		image_free(to_r);
	return result;
}
