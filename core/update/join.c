/*
 * join - the prints of a site and those that were published, as one table
 */
#include <stdlib.h>
#include <string.h>

#include "core/print/print.h"
#include "core/update/delta.h"

/* Of the same print, in the order of the tables. */
static void
join(const struct print_entry *other, struct print_entry *entry)
{
	if (other->reports > entry->reports) {
		entry->reports = other->reports;
		entry->category = other->category;
	}
	if (other->excuses > entry->excuses)
		entry->excuses = other->excuses;
	if (other->trust > entry->trust)
		entry->trust = other->trust;
	if (other->first_day < entry->first_day)
		entry->first_day = other->first_day;
	if (other->last_day > entry->last_day)
		entry->last_day = other->last_day;
}

/* Both are sorted alike; count of what is in entries_r. */
static size_t
join_all(struct slice a, struct slice b, struct print_entry *entries_r)
{
	size_t a_count = prints_count(a), b_count = prints_count(b), count = 0;
	struct print_entry x, y;

	for (size_t i = 0, k = 0; i < a_count || k < b_count; count++) {
		int order = i == a_count ? 1 : k == b_count ? -1 : 0;

		if (i < a_count)
			prints_entry(a, i, &x);
		if (k < b_count)
			prints_entry(b, k, &y);
		if (order == 0)
			order = print_order(&x, &y);
		if (order == 0)
			join(&y, &x);
		entries_r[count] = order > 0 ? y : x;
		i += order <= 0;
		k += order >= 0;
	}
	return count;
}

bool
image_join_prints(struct cartridge *site, const struct cartridge *published)
{
	struct slice a = site->sections[CARTRIDGE_PRINTS];
	struct slice b = published->sections[CARTRIDGE_PRINTS];
	struct print_entry *entries =
	    malloc((prints_count(a) + prints_count(b) + 1) * sizeof(*entries));
	uint8_t *table;
	size_t size;
	bool built;

	if (entries == NULL)
		return false;
	built = prints_build(entries, join_all(a, b, entries), &table, &size);
	free(entries);
	if (!built)
		return false;
	cartridge_replace(site, CARTRIDGE_PRINTS, table, size);
	site->stamp ^= published->stamp;
	site->published = published->id.update;
	return true;
}
