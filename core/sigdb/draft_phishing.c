/*
 * draft_phishing - lists of imitated hosts and of links that may
 */
#include <stdlib.h>

#include "core/base/ascii.h"
#include "core/logic/phishing.h"
#include "core/sigdb/drafting.h"

/* An expression is for all of a URL; what stands around it and a NUL. */
#define REGEX_BYTES (RULES_NAME_MAX + 8u)

static bool
is_allow(const struct drafting *drafting, const struct line_rule *rule)
{
	return BLOB_ITEMS(
		   &drafting->collection->files, struct source_file)[rule->file]
		   .type.format == RULES_PHISHING_ALLOW;
}

static uint32_t
put_host(struct drafting *drafting, struct slice host)
{
	char buffer[RULES_NAME_MAX + 1];
	struct text text = TEXT_OVER(buffer);

	for (size_t i = 0; i < host.size; i++)
		text_put_byte(&text, (char)ascii_lower(host.data[i]));
	return collection_put_string(
	    drafting->collection, text_slice(&text), "");
}

/* False: it does not compile, which is told. */
static bool
put_regex(struct drafting *drafting, const struct line_rule *rule,
    struct slice expression, uint32_t *index_r)
{
	static const struct image_regex whole = {
	    .place = {.origin = REGEX_ANYWHERE, .options = REGEX_NOCASE},
	};
	char buffer[REGEX_BYTES];
	struct text text = TEXT_OVER(buffer);
	struct regex *regex;
	const char *reason;

	text_put(&text, SLICE("^(?:"));
	text_put(&text, expression);
	text_put(&text, SLICE(")$"));
	regex = regex_compile(text_slice(&text), &whole.place, &reason);
	if (regex == NULL) {
		collection_take_out(
		    drafting->collection, rule->file, SIGDB_SKIP_MALFORMED);
		collection_skip(drafting->collection, rule->file, rule->line,
		    SIGDB_SKIP_MALFORMED, reason);
		return false;
	}
	regex_destroy(&regex);
	*index_r = draft_regex(drafting, text_slice(&text), &whole);
	return true;
}

static void
draft_one(struct drafting *drafting, const struct line_rule *rule)
{
	struct phishing_rule phishing;
	struct image_phishing record = {0};
	const char *reason;

	CHECK(phishing_parse(
	    rule->text, is_allow(drafting, rule), &phishing, &reason));
	record.kind = phishing.kind;
	switch (phishing.kind) {
	case PHISHING_PAIR:
		record.second = put_host(drafting, phishing.second);
		/* fall through */
	case PHISHING_HOST:
		record.first = put_host(drafting, phishing.first);
		break;
	case PHISHING_PAIR_REGEX:
		if (!put_regex(drafting, rule, phishing.second, &record.second))
			return;
		/* fall through */
	default:
		if (!put_regex(drafting, rule, phishing.first, &record.first))
			return;
	}
	blob_put(&drafting->phishing, &record, sizeof(record));
}

/* ---- order ------------------------------------------------------------- */

static const uint8_t *sorted_strings;

static int
compare_strings(uint32_t a, uint32_t b)
{
	uint16_t size_a, size_b;
	int order;

	memcpy(&size_a, sorted_strings + a, sizeof(size_a));
	memcpy(&size_b, sorted_strings + b, sizeof(size_b));
	order = memcmp(sorted_strings + a + sizeof(size_a),
	    sorted_strings + b + sizeof(size_b),
	    size_a < size_b ? size_a : size_b);
	return order != 0 ? order : (int)size_a - (int)size_b;
}

static int
compare_records(const void *a, const void *b)
{
	const struct image_phishing *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->kind == PHISHING_HOST)
		return compare_strings(left->first, right->first);
	return (left->first > right->first) - (left->first < right->first);
}

bool
draft_phishing(struct drafting *drafting)
{
	static const struct slice names[IMAGE_PHISHING_NAMES] = {
	    {(const uint8_t *)"Heuristics.Phishing.Email.SpoofedDomain", 39},
	    {(const uint8_t *)"Heuristics.Phishing.Email.SSL-Spoof", 35},
	};
	struct collection *collection = drafting->collection;
	const struct blob *rules = &collection->phishing;
	size_t count = BLOB_COUNT(rules, struct line_rule);

	for (size_t i = 0; i < count; i++) {
		const struct line_rule *rule =
		    &BLOB_ITEMS(rules, struct line_rule)[i];

		if (rule->line != 0)
			draft_one(drafting, rule);
	}
	/* By the first file, which is built in: they are names of ours. */
	for (size_t i = 0; count > 0 && i < IMAGE_PHISHING_NAMES; i++)
		drafting->phishing_names[i] =
		    collection_add_signature(collection, names[i], 0, false);
	if (drafting->phishing.failed || collection_failed(collection))
		return false;
	sorted_strings = collection->strings.data;
	if (drafting->phishing.size > 0)
		qsort(drafting->phishing.data,
		    BLOB_COUNT(&drafting->phishing, struct image_phishing),
		    sizeof(struct image_phishing), compare_records);
	return true;
}
