/*
 * image_tables_rules - logical signatures, and those of members and links
 */
#include "core/sigdb/image_tables.h"

/* ---- logical signatures ------------------------------------------------ */

/* Items [first, first + count) of a section. */
static bool
lies_within(uint64_t first, uint64_t count, size_t total)
{
	return first <= total && count <= total - first;
}

/* Indices of a section, each below limit. */
static bool
take_indices(struct sigdb *sigdb, enum image_section which, size_t limit,
    const uint32_t **indices_r, size_t *count_r)
{
	const void *items;

	if (!image_section(sigdb, which, sizeof(uint32_t), &items, count_r))
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
required_holds(const struct sigdb *sigdb, const struct image_regex *regex)
{
	if (regex->required_count > IMAGE_BRANCHES_MAX)
		return false;
	for (uint32_t i = 0; i < regex->required_count; i++)
		if (regex->required[i] >= sigdb->pattern_count)
			return false;
	return true;
}

static bool
regex_holds(const struct sigdb *sigdb, const struct image_regex *regex,
    const struct logical_counts *counts)
{
	return required_holds(sigdb, regex) &&
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

	if (!image_section(sigdb, IMAGE_LOGICALS, sizeof(struct image_logical),
		&logicals, &logical_count) ||
	    !image_section(sigdb, IMAGE_SUBS, sizeof(struct image_sub), &subs,
		&counts_r->subs) ||
	    !image_section(sigdb, IMAGE_NODES, sizeof(struct expression_node),
		&nodes, &counts_r->nodes) ||
	    !image_section(sigdb, IMAGE_REGEXES, sizeof(struct image_regex),
		&regexes, &regex_count) ||
	    !image_section(sigdb, IMAGE_TEXTS, 1, &texts, &counts_r->texts) ||
	    !image_section(sigdb, IMAGE_COMPARES, sizeof(struct compare),
		&compares, &counts_r->compares) ||
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

bool
image_take_logicals(struct sigdb *sigdb)
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

bool
image_take_metadata(struct sigdb *sigdb)
{
	const void *items;
	size_t count;

	if (!image_section(sigdb, IMAGE_METADATA, sizeof(struct image_metadata),
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

bool
image_take_phishing(struct sigdb *sigdb)
{
	const void *items;
	size_t count;
	uint32_t kind = 0;

	if (!image_section(sigdb, IMAGE_PHISHING, sizeof(struct image_phishing),
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
