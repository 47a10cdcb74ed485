/*
 * fuzz_siglines - a signature file of any kind, up to finished tables
 *
 * The first byte chooses the kind, the rest are its lines.
 */
#include <stddef.h>

#include "core/scan/verify.h"
#include "core/sigdb/drafting.h"

static const char *const names[] = {"a.ndb", "a.db", "a.hdb", "a.fp", "a.ign2",
    "a.ign", "a.ldb", "a.NDU", "a.hsu", "t.cdb", "t.pdb", "t.wdb", "t.pwdb",
    "t.ftm"};

#define NAMES (sizeof(names) / sizeof(names[0]))

/* Every line that counts was either taken or skipped for one reason. */
static void
check_counts(const struct collection *collection)
{
	const struct blob *files = &collection->files;

	for (size_t i = 0; i < BLOB_COUNT(files, struct source_file); i++) {
		const struct source_file *file =
		    &BLOB_ITEMS(files, struct source_file)[i];
		uint64_t lines = file->taken;

		for (int skip = 0; skip < SIGDB_SKIPS; skip++)
			lines += file->skipped[skip];
		CHECK(lines == file->lines);
	}
}

static void
check_programs(const struct drafting *drafting)
{
	const struct image_pattern *patterns =
	    BLOB_ITEMS(&drafting->patterns, struct image_pattern);
	const struct pattern *compiled =
	    BLOB_ITEMS(&drafting->compiled, struct pattern);
	size_t count = BLOB_COUNT(&drafting->patterns, struct image_pattern);

	CHECK(BLOB_COUNT(&drafting->choices, struct anchor_choice) == count);
	for (size_t i = 0; i < count; i++) {
		CHECK(pattern_program_check(
		    drafting->programs.data +
			(size_t)patterns[i].program * IMAGE_PROGRAM_ALIGN,
		    patterns[i].program_size));
		CHECK(BLOB_ITEMS(&drafting->choices, struct anchor_choice)[i]
			  .anchor < compiled[i].anchor_count);
	}
}

static void
check_logicals(const struct drafting *drafting)
{
	const struct image_logical *logicals =
	    BLOB_ITEMS(&drafting->logicals, struct image_logical);
	const struct expression_node *nodes =
	    BLOB_ITEMS(&drafting->nodes, struct expression_node);

	for (size_t i = 0;
	     i < BLOB_COUNT(&drafting->logicals, struct image_logical); i++)
		CHECK(expression_check(&nodes[logicals[i].first_node],
		    logicals[i].node_count, logicals[i].sub_count));
}

static void
draft(struct collection *collection)
{
	struct drafting drafting = {.collection = collection};

	drafting.arena = arena_create((size_t)64 << 20);
	CHECK(drafting.arena != NULL);
	if (draft_patterns(&drafting) && draft_logicals(&drafting)) {
		CHECK(draft_anchors(&drafting));
		CHECK(draft_triggers(&drafting));
		check_programs(&drafting);
		check_logicals(&drafting);
	}
	(void)!draft_metadata(&drafting);
	(void)!draft_phishing(&drafting);
	CHECK(draft_magics(&drafting));
	CHECK(draft_passwords(&drafting));
	CHECK(draft_hashes(&drafting));
	check_counts(collection);
	drafting_fini(&drafting);
}

static void
ignore_report(void *owner, const char *sentence)
{
	(void)owner;
	CHECK(strlen(sentence) < 512);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sigdb_options options = {
	    .pua = true,
	    .report = ignore_report,
	};
	struct collection collection;
	const char *name;

	if (size == 0)
		return 0;
	name = names[data[0] % NAMES];
	CHECK(collection_init(&collection, &options));
	collection_add_eicar(&collection);
	collection_add_file(&collection, name,
	    rules_type_of(slice_from_string(name)), false,
	    (struct slice){data + 1, size - 1});
	/* Once more, so that each of its rules is there twice. */
	collection_add_file(&collection, name,
	    rules_type_of(slice_from_string(name)), true,
	    (struct slice){data + 1, size - 1});
	check_counts(&collection);
	CHECK(collection_settle(&collection));
	check_counts(&collection);
	draft(&collection);
	collection_report(&collection);
	collection_fini(&collection);
	return 0;
}
