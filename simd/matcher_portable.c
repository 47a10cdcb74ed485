/*
 * matcher_portable - many literals at once in plain C
 *
 * For machines without Hyperscan, and for sets of many literals on all: there
 * filters (see matcher_portable_tables.h) say "no" sooner.  A window is looked
 * up at every fourth byte of a text for literals of 15 bytes or more
 * (windows.h); the last four bytes before each place are hashed for those of 4
 * to 14, in blocks of eight places.  Where the filters do not say "no", windows
 * name literals to compare, and grams name sorted ones, which are narrowed byte
 * by byte, backwards through the text, to those that end here.
 *
 * The work for a place of the text is bounded, besides the matches themselves,
 * whatever text and literals are: PORTABLE_CLUSTER_MAX comparisons for a
 * window, MATCHER_LITERAL_MAX binary searches for a gram.
 *
 * No entry or index of an image can lead outside of it: portable_check() has
 * looked at them all.
 */
#include "simd/matcher_portable_check.h"
#include "simd/matcher_portable_compile.h"
#include "simd/matcher_portable_tables.h"

/* ---- entries ----------------------------------------------------------- */

struct scan {
	struct portable_tables table;
	const uint8_t *data;
	size_t size;
	matcher_on_match *on_match;
	void *owner;
};

/* The folded byte that stands depth bytes before the entry's last one; -1
 * before its first one, so that shorter entries sort first. */
static int
byte_at(const struct scan *scan, uint32_t index, uint32_t depth)
{
	const struct portable_entry *entry = &scan->table.entry[index];

	if (depth >= entry->size)
		return -1;
	return portable_fold[scan->table.pool[entry->offset + entry->size - 1 -
					      depth]];
}

/* The first entry of [first, end) whose byte at depth is at least byte. */
static uint32_t
lower_bound(const struct scan *scan, uint32_t first, uint32_t end,
    uint32_t depth, int byte)
{
	while (first < end) {
		uint32_t middle = first + (end - first) / 2;

		if (byte_at(scan, middle, depth) < byte)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

/* Does the text before end equal the entry in all its bytes?  They fit. */
static bool
equal(const struct scan *scan, const struct portable_entry *entry, size_t end)
{
	const uint8_t *text = scan->data + end - entry->size;
	const uint8_t *bytes = scan->table.pool + entry->offset;

	if (!entry->nocase)
		return memcmp(text, bytes, entry->size) == 0;
	for (uint32_t i = 0; i < entry->size; i++) {
		if (portable_fold[text[i]] != portable_fold[bytes[i]])
			return false;
	}
	return true;
}

/* Report the entry if it ends here.  False: stop. */
static bool
try_entry(const struct scan *scan, uint32_t index, size_t end)
{
	const struct portable_entry *entry = &scan->table.entry[index];

	if (entry->size > end || !equal(scan, entry, end))
		return true;
	return !scan->on_match(scan->owner, entry->id, end);
}

/* Below this many entries, trying each is faster than narrowing. */
#define FEW_ENTRIES 3u

/*
 * Report the entries of [first, stop) that end at end.  They are known to agree
 * with the text in their last depth bytes, both folded.  False: stop.
 */
static bool
walk(const struct scan *scan, uint32_t first, uint32_t stop, uint32_t depth,
    size_t end)
{
	while (stop - first > FEW_ENTRIES) {
		int byte;

		while (first < stop && scan->table.entry[first].size <= depth) {
			if (!try_entry(scan, first++, end))
				return false;
		}
		if (first == stop || depth == end)
			return true;

		/* Where all go on alike, one look at both ends says so. */
		byte = portable_fold[scan->data[end - 1 - depth]];
		if (byte_at(scan, first, depth) != byte)
			first = lower_bound(scan, first, stop, depth, byte);
		if (first < stop && byte_at(scan, stop - 1, depth) != byte)
			stop = lower_bound(scan, first, stop, depth, byte + 1);
		depth++;
	}
	while (first < stop) {
		if (!try_entry(scan, first++, end))
			return false;
	}
	return true;
}

/* ---- one place of the text --------------------------------------------- */

static bool
report_short(const struct scan *scan, size_t end)
{
	unsigned last = portable_fold[scan->data[end - 1]];

	return walk(scan, scan->table.body->short_first[last],
	    scan->table.body->short_first[last + 1], 1, end);
}

static bool
report_kind(const struct scan *scan, enum portable_kind kind, size_t end)
{
	uint64_t gram = portable_gram(kind, scan->data + end);
	uint32_t mask = portable_mask(scan->table.body->slot_bits[kind]);
	uint32_t at = portable_hash(gram, mask);

	/* portable_check() has seen an empty slot, so this ends. */
	for (;; at = (at + 1) & mask) {
		const struct portable_slot *slot = &scan->table.slot[kind][at];

		if (slot->first == slot->end)
			return true;
		if (slot->gram == gram)
			return walk(scan, slot->first, slot->end,
			    portable_gram_size(kind), end);
	}
}

/* A literal that may stand where one of its windows does. */
static bool
try_window(const struct scan *scan, size_t at, uint32_t use)
{
	size_t end = at + (use & 0xff);

	return end > scan->size || try_entry(scan, use >> 8, end);
}

static bool
report_windows(const struct scan *scan, size_t at, uint64_t product)
{
	uint32_t mask = portable_mask(scan->table.body->window_bits);
	uint32_t tag = portable_tag(product);
	uint32_t i = portable_index(product, mask);

	/* portable_check() has seen an empty one, so this ends. */
	for (;; i = (i + 1) & mask) {
		const struct portable_window *window = &scan->table.window[i];

		if (window->use == 0)
			return true;
		if (window->tag == tag && !try_window(scan, at, window->use))
			return false;
	}
}

/* Without filters: where fewer bytes stand before end than they hash. */
static bool
report_near_start(const struct scan *scan, size_t end)
{
	if (!report_short(scan, end))
		return false;
	return end < PORTABLE_MIDDLE_GRAM ||
	       report_kind(scan, PORTABLE_MIDDLE, end);
}

/* ---- filters ----------------------------------------------------------- */

/* What the loop needs at each byte, held in registers: behind a pointer it
 * would be read again after every call. */
struct filter {
	const uint8_t *bits;
	const uint8_t *group; /* of each byte; for dense ones */
	uint32_t mask;
};

static inline uint8_t
dense_at(struct filter filter, const uint8_t *end)
{
	return filter.bits[portable_dense_index(end, filter.mask)] &
	       filter.group[end[-5]];
}

/* Does anything middle or long end at one of the 8 places from end on? */
static inline bool
dense_may_end(struct filter filter, const uint8_t *end)
{
	return (dense_at(filter, end) | dense_at(filter, end + 1) |
		   dense_at(filter, end + 2) | dense_at(filter, end + 3) |
		   dense_at(filter, end + 4) | dense_at(filter, end + 5) |
		   dense_at(filter, end + 6) | dense_at(filter, end + 7)) != 0;
}

static inline uint8_t
short_at(const uint8_t groups[PORTABLE_SHORT_MAX][256], const uint8_t *end)
{
	return groups[0][end[-1]] & groups[1][end[-2]] & groups[2][end[-3]];
}

static inline bool
short_may_end(const uint8_t groups[PORTABLE_SHORT_MAX][256], const uint8_t *end)
{
	return (short_at(groups, end) | short_at(groups, end + 1) |
		   short_at(groups, end + 2) | short_at(groups, end + 3) |
		   short_at(groups, end + 4) | short_at(groups, end + 5) |
		   short_at(groups, end + 6) | short_at(groups, end + 7)) != 0;
}

/* Places [end, stop), one by one.  False: stop. */
static bool
look_at_dense(
    const struct scan *scan, struct filter filter, size_t end, size_t stop)
{
	for (; end < stop; end++) {
		if (dense_at(filter, scan->data + end) == 0)
			continue;
		if (!report_kind(scan, PORTABLE_MIDDLE, end) ||
		    !report_kind(scan, PORTABLE_LONG, end))
			return false;
	}
	return true;
}

static bool
look_at_short(const struct scan *scan, size_t end, size_t stop)
{
	for (; end < stop; end++)
		if (short_at(scan->table.body->short_groups,
			scan->data + end) != 0 &&
		    !report_short(scan, end))
			return false;
	return true;
}

/* ---- the loop ---------------------------------------------------------- */

#define BLOCK 8u
_Static_assert(BLOCK == PORTABLE_LONG_GRAM,
    "as much as is hashed stands before a block's first place");

struct filters {
	struct filter dense;
	const uint8_t (*short_groups)[256];
	bool has_dense;
	bool has_short;
};

static struct filters
filters_of(const struct portable_tables *table)
{
	const struct portable_body *body = table->body;

	return (struct filters){
	    .dense = {table->dense, body->dense_group,
		portable_mask(body->dense_bits)},
	    .short_groups = body->short_groups,
	    .has_dense = body->kind_first[PORTABLE_LONG + 1] >
			 body->kind_first[PORTABLE_MIDDLE],
	    .has_short = body->kind_first[PORTABLE_MIDDLE] > 0,
	};
}

/* Places [end, size] that fill no block. */
static bool
scan_rest(const struct scan *scan, const struct filters *filters, size_t end)
{
	size_t stop = scan->size + 1;

	return (!filters->has_dense ||
		   look_at_dense(scan, filters->dense, end, stop)) &&
	       (!filters->has_short || look_at_short(scan, end, stop));
}

static bool
scan_blocks(const struct scan *scan)
{
	const struct filters filters = filters_of(&scan->table);
	const uint8_t *data = scan->data;
	size_t end = BLOCK;

	for (; end + BLOCK <= scan->size; end += BLOCK) {
		if (filters.has_dense &&
		    dense_may_end(filters.dense, data + end) &&
		    !look_at_dense(scan, filters.dense, end, end + BLOCK))
			return false;
		if (filters.has_short &&
		    short_may_end(filters.short_groups, data + end) &&
		    !look_at_short(scan, end, end + BLOCK))
			return false;
	}
	return end > scan->size || scan_rest(scan, &filters, end);
}

/* Those that are not known by windows. */
static bool
scan_dense(const struct scan *scan)
{
	for (size_t end = 1; end < BLOCK && end <= scan->size; end++)
		if (!report_near_start(scan, end))
			return false;
	return scan_blocks(scan);
}

/* A place that the filter passed. */
struct passed {
	size_t at;
	uint64_t product;
};

/* So many of them wait until their windows have come from memory. */
#define AHEAD 4u

static inline struct passed
fetch(const struct scan *scan, size_t at)
{
	struct passed passed = {at, portable_window_product(scan->data + at)};
	uint32_t mask = portable_mask(scan->table.body->window_bits);

	__builtin_prefetch(
	    &scan->table.window[portable_index(passed.product, mask)]);
	return passed;
}

/* Places are looked up in their order. */
static bool
scan_windows(const struct scan *scan)
{
	const struct portable_tables *table = &scan->table;
	const struct windows_filter filter = {
	    table->filter, portable_filter_mask(table->body->filter_bits)};
	struct passed ahead[AHEAD];
	size_t at = 0, count = 0, next = 0;

	while ((at = windows_next(&filter, scan->data, scan->size, at)) <
	       scan->size) {
		if (count - next == AHEAD) {
			struct passed oldest = ahead[next++ % AHEAD];

			if (!report_windows(scan, oldest.at, oldest.product))
				return false;
		}
		ahead[count++ % AHEAD] = fetch(scan, at);
		at += PORTABLE_STEP;
	}
	for (; next < count; next++)
		if (!report_windows(scan, ahead[next % AHEAD].at,
			ahead[next % AHEAD].product))
			return false;
	return true;
}

static bool
portable_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	const struct scan scan = {
	    .table =
		portable_tables((const void *)matcher_body(matcher->header)),
	    .data = data,
	    .size = size,
	    .on_match = on_match,
	    .owner = owner,
	};
	uint32_t dense_count;

	(void)scratch;
	dense_count = scan.table.body->kind_first[PORTABLE_LONG + 1];
	return (dense_count == scan.table.body->entry_count ||
		   scan_windows(&scan)) &&
	       (dense_count == 0 || scan_dense(&scan));
}

/* ---- the rest of a back end -------------------------------------------- */

static bool
portable_usable(void)
{
	return true;
}

static const char *
portable_describe(void)
{
	return "portable";
}

static void
portable_stamp(char stamp[MATCHER_STAMP_SIZE])
{
	memcpy(stamp, "portable 3", sizeof("portable 3"));
}

static enum matcher_result
portable_grow(struct matcher_scratch *scratch, const struct matcher *matcher)
{
	(void)scratch;
	(void)matcher;
	return MATCHER_OK;
}

static void
portable_release(struct matcher_scratch *scratch)
{
	(void)scratch;
}

const struct matcher_ops matcher_portable_ops = {
    .backend = MATCHER_PORTABLE,
    .usable = portable_usable,
    .describe = portable_describe,
    .stamp = portable_stamp,
    .compile = portable_compile,
    .check = portable_check,
    .grow = portable_grow,
    .release = portable_release,
    .scan = portable_scan,
};
