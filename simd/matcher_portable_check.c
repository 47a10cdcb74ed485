/*
 * matcher_portable_check - is a portable image sound?
 *
 * About 3 ms for 200,000 literals; then the loops of a scan need not look.
 */
#include "simd/matcher_portable_check.h"

#include "simd/matcher_portable_tables.h"

static bool
bits_are_sound(uint32_t bits)
{
	return bits >= PORTABLE_BITS_MIN && bits <= PORTABLE_BITS_MAX;
}

/* What portable_layout() relies on, and its outcome. */
static bool
counts_are_sound(const struct matcher_header *image)
{
	const struct portable_body *body = (const void *)matcher_body(image);

	return matcher_body_size(image) >= sizeof(*body) &&
	       body->entry_count == image->literal_count &&
	       body->pool_size <= body->entry_count * MATCHER_LITERAL_MAX &&
	       bits_are_sound(body->slot_bits[PORTABLE_MIDDLE]) &&
	       bits_are_sound(body->slot_bits[PORTABLE_LONG]) &&
	       bits_are_sound(body->window_bits) &&
	       bits_are_sound(body->filter_bits) &&
	       bits_are_sound(body->dense_bits) &&
	       portable_layout(body).size <= matcher_body_size(image);
}

static bool
entries_are_sound(const struct portable_tables *table)
{
	const struct portable_body *body = table->body;

	for (uint32_t i = 0; i < body->entry_count; i++) {
		const struct portable_entry *entry = &table->entry[i];

		if (entry->size == 0 || entry->size > body->pool_size ||
		    entry->offset > body->pool_size - entry->size)
			return false;
	}
	for (unsigned last = 0; last < 256; last++)
		if (body->short_first[last] > body->short_first[last + 1])
			return false;
	return body->short_first[256] <= body->entry_count;
}

static bool
slots_are_sound(const struct portable_tables *table, enum portable_kind kind)
{
	uint32_t count = UINT32_C(1) << table->body->slot_bits[kind];
	bool has_empty = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct portable_slot *slot = &table->slot[kind][i];

		if (slot->first > slot->end ||
		    slot->end > table->body->entry_count)
			return false;
		has_empty = has_empty || slot->first == slot->end;
	}
	return has_empty;
}

static bool
windows_are_sound(const struct portable_tables *table)
{
	uint32_t count = UINT32_C(1) << table->body->window_bits;
	bool has_empty = false;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t use = table->window[i].use;

		if (use != 0 && use >> 8 >= table->body->entry_count)
			return false;
		has_empty = has_empty || use == 0;
	}
	return has_empty;
}

enum matcher_result
portable_check(const struct matcher_header *image)
{
	struct portable_tables table;

	if (!counts_are_sound(image))
		return MATCHER_DAMAGED;
	table = portable_tables((const void *)matcher_body(image));
	return entries_are_sound(&table) &&
		       slots_are_sound(&table, PORTABLE_MIDDLE) &&
		       slots_are_sound(&table, PORTABLE_LONG) &&
		       windows_are_sound(&table)
		   ? MATCHER_OK
		   : MATCHER_DAMAGED;
}
