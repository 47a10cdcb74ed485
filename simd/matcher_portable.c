/*
 * matcher_portable - many literals at once in plain C
 *
 * For machines without Hyperscan, and the yardstick for it.  At each place of
 * the text the bytes before it are hashed and looked up in small filters (see
 * matcher_portable.h); where they do not say "no", the sorted literals are
 * narrowed byte by byte, backwards through the text, to those that end here.
 *
 * Matches come in order of end, at one end shorter literals first.  The work
 * for one byte of text is bounded by MATCHER_LITERAL_MAX binary searches,
 * besides the matches themselves, whatever text and literals are.
 *
 * No entry or index of an image can lead outside of it: portable_check() has
 * looked at them all.
 */
#include "simd/matcher_portable.h"

#define ROW(first)                                                             \
	first, first + 1, first + 2, first + 3, first + 4, first + 5,          \
	    first + 6, first + 7
#define ROWS(first) ROW(first), ROW(first + 8), ROW(first + 16), ROW(first + 24)

/* Rows of 32; A-Z are 0x41 .. 0x5a. */
const uint8_t portable_fold[256] = {ROWS(0x00), ROWS(0x20),
    /* clang-format off */
    0x40, ROW('a'), ROW('i'), ROW('q'), 'y', 'z', 0x5b, 0x5c, 0x5d, 0x5e, 0x5f,
    /* clang-format on */
    ROWS(0x60), ROWS(0x80), ROWS(0xa0), ROWS(0xc0), ROWS(0xe0)};

const uint8_t portable_bit[8] = {1, 2, 4, 8, 16, 32, 64, 128};

/* ---- entries ----------------------------------------------------------- */

struct scan {
	const struct portable_body *body;
	const struct portable_entry *entry;
	const struct portable_slot *slot[PORTABLE_KINDS];
	const uint8_t *filter[PORTABLE_KINDS];
	const uint8_t *pair;
	const uint8_t *pool;
	const uint8_t *data;
	matcher_on_match *on_match;
	void *owner;
};

/* The folded byte that stands depth bytes before the entry's last one; -1
 * before its first one, so that shorter entries sort first. */
static int
byte_at(const struct scan *scan, uint32_t index, uint32_t depth)
{
	const struct portable_entry *entry = &scan->entry[index];

	if (depth >= entry->size)
		return -1;
	return portable_fold[scan->pool[entry->offset + entry->size - 1 -
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
	const uint8_t *bytes = scan->pool + entry->offset;

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
	const struct portable_entry *entry = &scan->entry[index];

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

		while (first < stop && scan->entry[first].size <= depth) {
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

	return walk(scan, scan->body->short_first[last],
	    scan->body->short_first[last + 1], 1, end);
}

static bool
report_kind(const struct scan *scan, enum portable_kind kind, size_t end)
{
	uint64_t gram = portable_gram(kind, scan->data + end);
	uint32_t mask = portable_mask(scan->body->slot_bits[kind]);
	uint32_t at = portable_hash(gram, mask);

	/* portable_check() has seen an empty slot, so this ends. */
	for (;; at = (at + 1) & mask) {
		const struct portable_slot *slot = &scan->slot[kind][at];

		if (slot->first == slot->end)
			return true;
		if (slot->gram == gram)
			return walk(scan, slot->first, slot->end,
			    portable_gram_size(kind), end);
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

/* ---- the loop ---------------------------------------------------------- */

/* What the loop needs at each byte, held in registers: behind a pointer it
 * would be read again after every call. */
struct filter {
	const uint8_t *bits;
	uint64_t case_mask;
	uint32_t mask;
};

static struct filter
filter_of(const struct scan *scan, enum portable_kind kind)
{
	return (struct filter){
	    .bits = scan->filter[kind],
	    .case_mask = portable_case_mask(scan->body),
	    .mask = portable_mask(scan->body->filter_bits[kind]),
	};
}

static inline bool
may_end(struct filter filter, enum portable_kind kind, const uint8_t *end)
{
	uint32_t hash =
	    portable_filter_hash(kind, end, filter.case_mask, filter.mask);

	return filter.bits[hash >> 3] & portable_bit[hash & 7];
}

static inline bool
short_may_end(const uint8_t *pairs, const uint8_t *end)
{
	unsigned pair = portable_pair(end[-2], end[-1]);

	return pairs[pair >> 3] & portable_bit[pair & 7];
}

/* Sets without literals under 8 bytes, the usual ones, do not pay for them. */
static bool
scan_long(const struct scan *scan, size_t end, size_t size)
{
	const struct filter filter = filter_of(scan, PORTABLE_LONG);
	const uint8_t *data = scan->data;

	for (; end <= size; end++) {
		if (may_end(filter, PORTABLE_LONG, data + end) &&
		    !report_kind(scan, PORTABLE_LONG, end))
			return false;
	}
	return true;
}

static bool
scan_all(const struct scan *scan, size_t end, size_t size)
{
	const struct filter middle = filter_of(scan, PORTABLE_MIDDLE);
	const struct filter last = filter_of(scan, PORTABLE_LONG);
	const uint8_t *pairs = scan->pair;
	const uint8_t *data = scan->data;

	for (; end <= size; end++) {
		if (short_may_end(pairs, data + end) &&
		    !report_short(scan, end))
			return false;
		if (may_end(middle, PORTABLE_MIDDLE, data + end) &&
		    !report_kind(scan, PORTABLE_MIDDLE, end))
			return false;
		if (may_end(last, PORTABLE_LONG, data + end) &&
		    !report_kind(scan, PORTABLE_LONG, end))
			return false;
	}
	return true;
}

static struct scan
scan_of(const struct matcher_header *image)
{
	const uint8_t *base = matcher_body(image);
	const struct portable_body *body = (const void *)base;
	struct portable_layout at = portable_layout(body);

	return (struct scan){
	    .body = body,
	    .entry = (const void *)(base + at.entry),
	    .slot = {(const void *)(base + at.slot[PORTABLE_MIDDLE]),
		(const void *)(base + at.slot[PORTABLE_LONG])},
	    .filter = {base + at.filter[PORTABLE_MIDDLE],
		base + at.filter[PORTABLE_LONG]},
	    .pair = base + at.pair,
	    .pool = base + at.pool,
	};
}

static bool
portable_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	struct scan scan = scan_of(matcher->header);
	size_t end = 1;

	(void)scratch;
	scan.data = data;
	scan.on_match = on_match;
	scan.owner = owner;
	for (; end < PORTABLE_LONG_GRAM && end <= size; end++) {
		if (!report_near_start(&scan, end))
			return false;
	}
	if (scan.body->kind_first[PORTABLE_LONG] == 0)
		return scan_long(&scan, end, size);
	return scan_all(&scan, end, size);
}

/* ---- is the image sound? ----------------------------------------------- */

static bool
bits_are_sound(const uint32_t bits[PORTABLE_KINDS])
{
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		if (bits[kind] < PORTABLE_BITS_MIN ||
		    bits[kind] > PORTABLE_BITS_MAX)
			return false;
	}
	return true;
}

/* What portable_layout() relies on, and its outcome. */
static bool
counts_are_sound(const struct matcher_header *image)
{
	const struct portable_body *body = (const void *)matcher_body(image);

	return matcher_body_size(image) >= sizeof(*body) &&
	       body->entry_count == image->literal_count &&
	       body->pool_size <= body->entry_count * MATCHER_LITERAL_MAX &&
	       bits_are_sound(body->slot_bits) &&
	       bits_are_sound(body->filter_bits) &&
	       portable_layout(body).size <= matcher_body_size(image);
}

static bool
entries_are_sound(const struct scan *scan)
{
	const struct portable_body *body = scan->body;

	for (uint32_t i = 0; i < body->entry_count; i++) {
		const struct portable_entry *entry = &scan->entry[i];

		if (entry->size == 0 || entry->size > body->pool_size ||
		    entry->offset > body->pool_size - entry->size)
			return false;
	}
	for (unsigned last = 0; last < 256; last++) {
		if (body->short_first[last] > body->short_first[last + 1])
			return false;
	}
	return body->short_first[256] <= body->entry_count;
}

static bool
slots_are_sound(const struct scan *scan, enum portable_kind kind)
{
	uint32_t count = UINT32_C(1) << scan->body->slot_bits[kind];
	bool has_empty = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct portable_slot *slot = &scan->slot[kind][i];

		if (slot->first > slot->end ||
		    slot->end > scan->body->entry_count)
			return false;
		has_empty = has_empty || slot->first == slot->end;
	}
	return has_empty;
}

/* About 2 ms for 200,000 literals; then the loops above need not look. */
static enum matcher_result
portable_check(const struct matcher_header *image)
{
	struct scan scan;

	if (!counts_are_sound(image))
		return MATCHER_DAMAGED;
	scan = scan_of(image);
	return entries_are_sound(&scan) &&
		       slots_are_sound(&scan, PORTABLE_MIDDLE) &&
		       slots_are_sound(&scan, PORTABLE_LONG)
		   ? MATCHER_OK
		   : MATCHER_DAMAGED;
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
	memcpy(stamp, "portable", sizeof("portable"));
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
