/*
 * cells - an array of 16-bit numbers of which some have changed
 *
 * Teaching a model one message moves some thousands of its millions of cells by
 * little.
 */
#include <stdlib.h>
#include <string.h>

#include "core/update/delta.h"

static uint16_t
cell_at(struct slice section, size_t index)
{
	uint16_t cell;

	memcpy(&cell, section.data + 2 * index, sizeof(cell));
	return cell;
}

/* Small differences of either sign become small numbers. */
static uint32_t
fold(uint16_t difference)
{
	return difference < 0x8000u ? 2u * difference
				    : 2u * (0xFFFFu - difference) + 1u;
}

static uint16_t
unfold(uint32_t folded)
{
	return (
	    uint16_t)((folded & 1) != 0 ? 0xFFFFu - folded / 2 : folded / 2);
}

void
cells_put(struct coded *coded, struct slice from, struct slice to)
{
	struct coded gaps = {.bytes = NULL}, values = {.bytes = NULL};
	uint64_t count = 0;
	size_t last = 0;

	for (size_t i = 0; i < to.size / 2; i++) {
		uint16_t was = cell_at(from, i), is = cell_at(to, i);

		if (was == is)
			continue;
		coded_put_varint(&gaps, i - last);
		coded_put_varint(&values, fold((uint16_t)(is - was)));
		last = i;
		count++;
	}
	coded_put_u64(coded, count);
	coded_put_u64(coded, gaps.size);
	coded_put(coded, (struct slice){gaps.bytes, gaps.size});
	coded_put(coded, (struct slice){values.bytes, values.size});
	coded->failed |= gaps.failed || values.failed;
	coded_free(&gaps);
	coded_free(&values);
}

static bool
change_cells(uint8_t *section, size_t cells, uint64_t count, struct slice gaps,
    struct slice values)
{
	uint64_t at = 0, gap;
	uint32_t folded;
	uint16_t cell;

	for (uint64_t i = 0; i < count; i++) {
		if (!coded_take_varint(&gaps, &gap) ||
		    !coded_take_varint32(&values, &folded) ||
		    folded > UINT16_MAX || (gap == 0 && i > 0) || at >= cells ||
		    gap >= cells - at)
			return false;
		at += gap;
		memcpy(&cell, section + 2 * at, sizeof(cell));
		cell = (uint16_t)(cell + unfold(folded));
		memcpy(section + 2 * at, &cell, sizeof(cell));
	}
	return gaps.size == 0 && values.size == 0;
}

enum delta_result
cells_apply(struct slice from, struct slice body, uint8_t **section_r)
{
	struct slice gaps;
	uint64_t count, gap_bytes;

	if (!coded_take_u64(&body, &count) ||
	    !coded_take_u64(&body, &gap_bytes) || gap_bytes > body.size ||
	    !coded_take(&body, (size_t)gap_bytes, &gaps) || from.size == 0 ||
	    from.size % 2 != 0)
		return DELTA_DAMAGED;
	*section_r = malloc(from.size);
	if (*section_r == NULL)
		return DELTA_NO_MEMORY;
	memcpy(*section_r, from.data, from.size);
	if (change_cells(*section_r, from.size / 2, count, gaps, body))
		return DELTA_OK;
	free(*section_r);
	*section_r = NULL;
	return DELTA_DAMAGED;
}
