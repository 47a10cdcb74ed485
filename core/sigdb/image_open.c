/*
 * image_open - map an image and believe nothing before it was checked
 *
 * In this order: is it one, is it for us, is it whole, do its tables hold
 * together, do its matchers run here.
 */
#include "core/sigdb/image_guard.h"

#include <errno.h>
#include <sys/mman.h>

#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/base/system.h"

const void *
image_program(const struct sigdb *sigdb, const struct image_pattern *pattern)
{
	return sigdb->programs + (size_t)pattern->program * IMAGE_PROGRAM_ALIGN;
}

/* ---- the header -------------------------------------------------------- */

static enum sigdb_result
check_header(const struct image_header *header, size_t size)
{
	if (size < IMAGE_PAGE ||
	    memcmp(header->magic, IMAGE_MAGIC, sizeof(header->magic)) != 0)
		return SIGDB_DAMAGED;
	if (header->version != IMAGE_VERSION ||
	    header->byte_order != IMAGE_BYTE_ORDER)
		return SIGDB_FOREIGN;
	if (header->checksum != checksum64(header,
				    offsetof(struct image_header, checksum),
				    0) ||
	    header->file_size != size)
		return SIGDB_DAMAGED;
	return SIGDB_OK;
}

static bool
check_sections(const struct image_header *header, const uint8_t *base)
{
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		const struct image_span *span = &header->sections[i];

		if (span->offset % IMAGE_PAGE != 0 ||
		    span->offset > header->file_size ||
		    span->size > header->file_size - span->offset ||
		    (!image_is_guarded((enum image_section)i) &&
			span->checksum !=
			    checksum64(base + span->offset, span->size, 0)))
			return false;
	}
	return true;
}

/* ---- the tables -------------------------------------------------------- */

/* The items of a section; false when its size is no multiple of theirs, or
 * their number needs more than 32 bits. */
static bool
section(const struct sigdb *sigdb, int which, size_t item_size,
    const void **items_r, size_t *count_r)
{
	const struct image_span *span = &sigdb->header->sections[which];

	*items_r = sigdb->base + span->offset;
	*count_r = (size_t)span->size / item_size;
	return span->size % item_size == 0 && *count_r < UINT32_MAX;
}

static bool
take_signatures(struct sigdb *sigdb)
{
	const void *items;
	size_t count;

	if (!section(sigdb, IMAGE_SIGNATURES, sizeof(struct image_signature),
		&items, &count))
		return false;
	sigdb->signatures = items;
	sigdb->signature_count = (uint32_t)count;
	return true;
}

static bool
take_patterns(struct sigdb *sigdb)
{
	const void *items, *programs;
	size_t count, program_bytes;
	uint64_t ranges = 0;

	if (!section(sigdb, IMAGE_PATTERNS, sizeof(struct image_pattern),
		&items, &count) ||
	    !section(sigdb, IMAGE_PROGRAMS, 1, &programs, &program_bytes))
		return false;
	sigdb->patterns = items;
	sigdb->pattern_count = (uint32_t)count;
	sigdb->programs = programs;
	for (size_t i = 0; i < count; i++) {
		const struct image_pattern *pattern = &sigdb->patterns[i];
		size_t at = (size_t)pattern->program * IMAGE_PROGRAM_ALIGN;

		if ((pattern->signature >= sigdb->signature_count &&
			pattern->signature != IMAGE_NONE) ||
		    pattern->target >= RULES_TARGETS || at > program_bytes ||
		    pattern->program_size > program_bytes - at ||
		    pattern->first_range != ranges)
			return false;
		ranges += pattern->range_count;
	}
	sigdb->range_count = (uint32_t)ranges;
	return ranges < UINT32_MAX;
}

static bool
take_literals(struct sigdb *sigdb, size_t *literal_count_r)
{
	const void *literals, *entries;
	size_t count, entry_count;

	if (!section(sigdb, IMAGE_LITERALS, sizeof(struct image_literal),
		&literals, &count) ||
	    !section(sigdb, IMAGE_ENTRIES, sizeof(struct image_entry), &entries,
		&entry_count))
		return false;
	sigdb->literals = literals;
	sigdb->entries = entries;
	*literal_count_r = count;
	for (size_t i = 0; i < count; i++)
		if (sigdb->literals[i].first_entry > entry_count ||
		    sigdb->literals[i].entry_count >
			entry_count - sigdb->literals[i].first_entry)
			return false;
	for (size_t i = 0; i < entry_count; i++)
		if (sigdb->entries[i].pattern >= sigdb->pattern_count)
			return false;
	return true;
}

static bool
take_hash_table(struct sigdb *sigdb, enum hash_kind kind)
{
	struct hash_table *table = &sigdb->hashes[kind];
	int base = (int)kind * IMAGE_HASH_TABLE;
	const void *items;
	size_t count;

	if (!section(sigdb, base + IMAGE_HASH_SIZES, sizeof(uint32_t), &items,
		&table->size_count))
		return false;
	table->sizes = items;
	table->owner_count = sigdb->signature_count;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		enum digest_algorithm algorithm = (enum digest_algorithm)a;

		if (!section(sigdb, base + IMAGE_HASH_FIRST + a,
			sizeof(uint32_t), &items, &count) ||
		    count != table->size_count + 1)
			return false;
		table->first[a] = items;
		if (!section(sigdb, base + IMAGE_HASH_DIGESTS + a,
			digest_size(algorithm), &items, &table->counts[a]))
			return false;
		table->digests[a] = items;
		if (!section(sigdb, base + IMAGE_HASH_OWNERS + a,
			sizeof(uint32_t), &items, &count) ||
		    count != table->counts[a])
			return false;
		table->owners[a] = items;
	}
	return hashes_check(table);
}

static bool
take_hashes(struct sigdb *sigdb)
{
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (!take_hash_table(sigdb, (enum hash_kind)kind))
			return false;
	return true;
}

/* ---- the matchers ------------------------------------------------------ */

static enum sigdb_result
open_matcher(struct sigdb *sigdb, uint32_t i, size_t literal_count)
{
	const struct image_matcher *record = &sigdb->matcher_records[i];
	const struct image_span *images =
	    &sigdb->header->sections[IMAGE_MATCHER_IMAGES];

	if (record->offset % MATCHER_ALIGN != 0 ||
	    record->offset > images->size ||
	    record->size > images->size - record->offset ||
	    record->literals > literal_count || record->longest == 0 ||
	    record->longest > MATCHER_LITERAL_MAX)
		return SIGDB_DAMAGED;
	switch (matcher_open(sigdb->base + images->offset + record->offset,
	    (size_t)record->size, &sigdb->matchers[i])) {
	case MATCHER_OK:
		return SIGDB_OK;
	case MATCHER_NO_MEMORY:
		return SIGDB_NO_MEMORY;
	case MATCHER_UNSUPPORTED:
	case MATCHER_FOREIGN:
		return SIGDB_FOREIGN;
	default:
		return SIGDB_DAMAGED;
	}
}

static bool
ranges_hold(const struct sigdb *sigdb)
{
	const struct image_header *header = sigdb->header;

	for (unsigned i = 0; i <= RULES_TARGETS; i++) {
		const struct image_range *range =
		    i < RULES_TARGETS ? &header->kinds[i] : &header->bound;

		if (range->first > sigdb->matcher_count ||
		    range->count > sigdb->matcher_count - range->first)
			return false;
	}
	return true;
}

static enum sigdb_result
take_matchers(struct sigdb *sigdb, size_t literal_count)
{
	const void *items;
	size_t count;

	if (!section(sigdb, IMAGE_MATCHERS, sizeof(struct image_matcher),
		&items, &count))
		return SIGDB_DAMAGED;
	sigdb->matcher_records = items;
	sigdb->matchers = calloc(count + 1, sizeof(*sigdb->matchers));
	if (sigdb->matchers == NULL)
		return SIGDB_NO_MEMORY;
	sigdb->matcher_count = (uint32_t)count;
	for (uint32_t i = 0; i < count; i++) {
		enum sigdb_result result =
		    open_matcher(sigdb, i, literal_count);

		if (result != SIGDB_OK)
			return result;
	}
	return ranges_hold(sigdb) ? SIGDB_OK : SIGDB_DAMAGED;
}

/* ---- logical signatures ------------------------------------------------ */

/* Items [first, first + count) of a section. */
static bool
lies_within(uint64_t first, uint64_t count, size_t total)
{
	return first <= total && count <= total - first;
}

/* Indices of a section, each below limit. */
static bool
take_indices(struct sigdb *sigdb, int which, size_t limit,
    const uint32_t **indices_r, size_t *count_r)
{
	const void *items;

	if (!section(sigdb, which, sizeof(uint32_t), &items, count_r))
		return false;
	*indices_r = items;
	for (size_t i = 0; i < *count_r; i++)
		if ((*indices_r)[i] >= limit)
			return false;
	return true;
}

struct logical_counts {
	size_t subs;
	size_t nodes;
	size_t types;
	size_t texts;
	size_t compares;
};

static bool
sub_holds(const struct sigdb *sigdb, const struct image_sub *sub,
    const struct logical_counts *counts)
{
	switch (sub->kind) {
	case IMAGE_SUB_BODY:
		return sub->item < sigdb->pattern_count &&
		       (sub->other < sigdb->pattern_count ||
			   sub->other == IMAGE_NONE);
	case IMAGE_SUB_REGEX:
		return sub->item < sigdb->regex_count;
	case IMAGE_SUB_COMPARE:
		return sub->item < counts->compares;
	default:
		return false;
	}
}

static bool
logical_holds(const struct sigdb *sigdb, const struct image_logical *logical,
    const struct logical_counts *counts)
{
	return logical->signature < sigdb->signature_count &&
	       logical->target < RULES_TARGETS &&
	       logical->sub_count <= EXPRESSION_IDS &&
	       lies_within(
		   logical->first_sub, logical->sub_count, counts->subs) &&
	       lies_within(
		   logical->first_node, logical->node_count, counts->nodes) &&
	       lies_within(
		   logical->first_type, logical->type_count, counts->types) &&
	       logical->container < CLTYPES && logical->handler < CLTYPES;
}

static bool
regex_holds(const struct sigdb *sigdb, const struct image_regex *regex,
    const struct logical_counts *counts)
{
	return (regex->required < sigdb->pattern_count ||
		   regex->required == IMAGE_NONE) &&
	       lies_within(regex->text, regex->text_size, counts->texts) &&
	       lies_within(
		   regex->first_node, regex->node_count, counts->nodes) &&
	       regex->place.options <= REGEX_OPTIONS &&
	       regex->place.origin < REGEX_ORIGINS;
}

static bool
take_logical_sections(struct sigdb *sigdb, struct logical_counts *counts_r)
{
	const void *logicals, *subs, *nodes, *regexes, *texts, *compares;
	size_t logical_count, regex_count;

	if (!section(sigdb, IMAGE_LOGICALS, sizeof(struct image_logical),
		&logicals, &logical_count) ||
	    !section(sigdb, IMAGE_SUBS, sizeof(struct image_sub), &subs,
		&counts_r->subs) ||
	    !section(sigdb, IMAGE_NODES, sizeof(struct expression_node), &nodes,
		&counts_r->nodes) ||
	    !section(sigdb, IMAGE_REGEXES, sizeof(struct image_regex), &regexes,
		&regex_count) ||
	    !section(sigdb, IMAGE_TEXTS, 1, &texts, &counts_r->texts) ||
	    !section(sigdb, IMAGE_COMPARES, sizeof(struct compare), &compares,
		&counts_r->compares) ||
	    !take_indices(
		sigdb, IMAGE_TYPES, CLTYPES, &sigdb->types, &counts_r->types))
		return false;
	sigdb->logicals = logicals;
	sigdb->subs = subs;
	sigdb->nodes = nodes;
	sigdb->regex_records = regexes;
	sigdb->compares = compares;
	sigdb->logical_count = (uint32_t)logical_count;
	sigdb->regex_count = (uint32_t)regex_count;
	return true;
}

static bool
take_logicals(struct sigdb *sigdb)
{
	struct logical_counts counts;
	size_t wake_count, always_count;

	if (!take_logical_sections(sigdb, &counts) ||
	    !take_indices(sigdb, IMAGE_WAKES, sigdb->logical_count,
		&sigdb->wakes, &wake_count) ||
	    !take_indices(sigdb, IMAGE_ALWAYS, sigdb->logical_count,
		&sigdb->always, &always_count))
		return false;
	sigdb->always_count = (uint32_t)always_count;
	for (uint32_t i = 0; i < sigdb->logical_count; i++)
		if (!logical_holds(sigdb, &sigdb->logicals[i], &counts))
			return false;
	for (size_t i = 0; i < counts.subs; i++)
		if (!sub_holds(sigdb, &sigdb->subs[i], &counts))
			return false;
	for (uint32_t i = 0; i < sigdb->regex_count; i++)
		if (!regex_holds(sigdb, &sigdb->regex_records[i], &counts))
			return false;
	for (size_t i = 0; i < counts.compares; i++)
		if (!compare_check(&sigdb->compares[i]))
			return false;
	for (uint32_t i = 0; i < sigdb->pattern_count; i++)
		if (!lies_within(sigdb->patterns[i].first_wake,
			sigdb->patterns[i].wake_count, wake_count))
			return false;
	return true;
}

static bool
take_metadata(struct sigdb *sigdb)
{
	const void *items;
	size_t count;

	if (!section(sigdb, IMAGE_METADATA, sizeof(struct image_metadata),
		&items, &count))
		return false;
	sigdb->metadata = items;
	sigdb->metadata_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		const struct image_metadata *metadata = &sigdb->metadata[i];

		if (metadata->signature >= sigdb->signature_count ||
		    metadata->container >= CLTYPES ||
		    (metadata->regex >= sigdb->regex_count &&
			metadata->regex != IMAGE_NONE))
			return false;
	}
	return true;
}

/* Their blocks are summed by this, so that scans need not ask any more. */
static bool
string_holds(const struct sigdb *sigdb, uint32_t offset)
{
	struct slice unused;

	return image_string(sigdb, offset, &unused);
}

static bool
phishing_holds(const struct sigdb *sigdb, const struct image_phishing *record)
{
	switch (record->kind) {
	case PHISHING_HOST:
		return string_holds(sigdb, record->first);
	case PHISHING_PAIR:
		return string_holds(sigdb, record->first) &&
		       string_holds(sigdb, record->second);
	case PHISHING_SHOWN:
	case PHISHING_REAL_REGEX:
		return record->first < sigdb->regex_count;
	case PHISHING_PAIR_REGEX:
		return record->first < sigdb->regex_count &&
		       record->second < sigdb->regex_count;
	default:
		return false;
	}
}

static bool
take_phishing(struct sigdb *sigdb)
{
	const void *items;
	size_t count;
	uint32_t kind = 0;

	if (!section(sigdb, IMAGE_PHISHING, sizeof(struct image_phishing),
		&items, &count))
		return false;
	sigdb->phishing = items;
	for (uint32_t i = 0; i < count; i++) {
		if (sigdb->phishing[i].kind < kind ||
		    !phishing_holds(sigdb, &sigdb->phishing[i]))
			return false;
		while (kind < sigdb->phishing[i].kind)
			sigdb->phishing_first[++kind] = i;
	}
	while (kind < PHISHING_KINDS)
		sigdb->phishing_first[++kind] = (uint32_t)count;
	for (int i = 0; count > 0 && i < IMAGE_PHISHING_NAMES; i++)
		if (sigdb->header->phishing[i] >= sigdb->signature_count)
			return false;
	return true;
}

/* They stand in the image as text; that they compiled was seen when it was
 * made.  A thousand of them take as long as all the rest of opening: they are
 * compiled when they are asked for. */
static enum sigdb_result
take_regexes(struct sigdb *sigdb)
{
	sigdb->regexes =
	    calloc((size_t)sigdb->regex_count + 1, sizeof(*sigdb->regexes));
	return sigdb->regexes == NULL ? SIGDB_NO_MEMORY : SIGDB_OK;
}

/* ---- all of it --------------------------------------------------------- */

/* What the checksums read is wanted in one go, instead of one page fault after
 * the other.  A system that does not know how takes the faults. */
static void
bring(const struct sigdb *sigdb)
{
#if ON_LINUX && defined(MADV_POPULATE_READ)
	for (int i = 0; sigdb->mapped && i < IMAGE_SECTIONS; i++) {
		const struct image_span *span = &sigdb->header->sections[i];

		if (!image_is_guarded((enum image_section)i) &&
		    span->offset % IMAGE_PAGE == 0 &&
		    span->offset <= sigdb->size &&
		    span->size <= sigdb->size - span->offset)
			(void)madvise(
			    (void *)(uintptr_t)(sigdb->base + span->offset),
			    span->size, MADV_POPULATE_READ);
	}
#else
	(void)sigdb;
#endif
}

static enum sigdb_result
check_image(struct sigdb *sigdb)
{
	enum sigdb_result result = check_header(sigdb->header, sigdb->size);
	size_t literal_count;

	if (result != SIGDB_OK)
		return result;
	bring(sigdb);
	if (!check_sections(sigdb->header, sigdb->base))
		return SIGDB_DAMAGED;
	result = image_guard_init(sigdb);
	if (result != SIGDB_OK)
		return result;
	if (!take_signatures(sigdb) || !take_patterns(sigdb) ||
	    !take_literals(sigdb, &literal_count) || !take_hashes(sigdb) ||
	    !take_logicals(sigdb) || !take_metadata(sigdb) ||
	    !take_phishing(sigdb))
		return SIGDB_DAMAGED;
	result = take_matchers(sigdb, literal_count);
	return result == SIGDB_OK ? take_regexes(sigdb) : result;
}

static void
release(uint8_t *bytes, size_t size, bool mapped)
{
	if (mapped)
		munmap(bytes, size);
	else
		free(bytes);
}

/* Takes over bytes in any case. */
static enum sigdb_result
open_bytes(uint8_t *bytes, size_t size, bool mapped, struct sigdb **sigdb_r)
{
	struct sigdb *sigdb = calloc(1, sizeof(*sigdb));
	enum sigdb_result result;

	if (sigdb == NULL) {
		release(bytes, size, mapped);
		return SIGDB_NO_MEMORY;
	}
	sigdb->base = bytes;
	sigdb->header = (const struct image_header *)(const void *)bytes;
	sigdb->size = size;
	sigdb->mapped = mapped;
	result = check_image(sigdb);
	if (result == SIGDB_OK)
		*sigdb_r = sigdb;
	else
		sigdb_close(&sigdb);
	return result;
}

enum sigdb_result
image_open_memory(
    uint8_t *bytes, size_t size, struct sigdb **sigdb_r, struct text *error_r)
{
	enum sigdb_result result = open_bytes(bytes, size, false, sigdb_r);

	if (result != SIGDB_OK)
		text_printf(error_r, "%s", sigdb_result_text(result));
	return result;
}

enum sigdb_result
image_open_file(const char *path, struct sigdb **sigdb_r, struct text *error_r)
{
	enum sigdb_result result = SIGDB_IO;
	const uint8_t *bytes = NULL;
	size_t size = 0;

	errno = 0;
	switch (file_map(path, IMAGE_PAGE, &bytes, &size)) {
	case FILE_MAP_OK:
		result = open_bytes(
		    (uint8_t *)(uintptr_t)bytes, size, true, sigdb_r);
		break;
	case FILE_MAP_UNFIT:
		result = SIGDB_DAMAGED;
		break;
	case FILE_MAP_IO:
		break;
	}
	if (result == SIGDB_IO)
		text_printf(error_r, "%s: %s", path, strerror(errno));
	else if (result != SIGDB_OK)
		text_printf(error_r,
		    "%s: %s; it will be built anew from its sources", path,
		    sigdb_result_text(result));
	return result;
}

void
sigdb_close(struct sigdb **sigdb)
{
	struct sigdb *closing = *sigdb;

	*sigdb = NULL;
	if (closing == NULL)
		return;
	for (uint32_t i = 0; i < closing->matcher_count; i++)
		matcher_close(&closing->matchers[i]);
	free(closing->matchers);
	for (uint32_t i = 0;
	     closing->regexes != NULL && i < closing->regex_count; i++) {
		struct regex *regex = atomic_load(&closing->regexes[i]);

		regex_destroy(&regex);
	}
	free((void *)closing->regexes);
	image_guard_fini(closing);
	release((uint8_t *)(uintptr_t)closing->base, closing->size,
	    closing->mapped);
	free(closing);
}
