/*
 * build - a directory of signature files becomes one image
 *
 *     list -> read -> (unpack and check) -> parse -> settle -> compile -> write
 */
#include <stdlib.h>

#include "core/base/clock.h"
#include "core/sigdb/container.h"
#include "core/sigdb/drafting.h"
#include "core/sigdb/sign_file.h"
#include "core/sigdb/sources.h"

/* Address space for programs and literals; memory is taken as it is used. */
#define BUILD_ARENA_BYTES ((size_t)8 << 30)
#define BUILD_ARENA_PART 2u

static enum sigdb_result
no_memory(struct text *error_r)
{
	text_printf(error_r, "out of memory while building the database");
	return SIGDB_NO_MEMORY;
}

/* ---- reading ----------------------------------------------------------- */

static void
add_members(struct collection *collection, const char *container_name,
    struct container *container)
{
	for (size_t i = 0; i < container->count; i++) {
		struct container_member *member = &container->members[i];
		struct rules_type type =
		    rules_type_of(slice_from_string(member->name));
		char name[sizeof(((struct source_file *)NULL)->name)];

		if (type.format == RULES_NONE || type.format == RULES_CVD ||
		    type.format == RULES_CLD || type.format == RULES_CUD)
			continue;
		snprintf(name, sizeof(name), "%.80s/%s", container_name,
		    member->name);
		collection_add_file(collection, name, type, container->official,
		    (struct slice){member->bytes, member->size});
		collection_own(collection, member->bytes);
		member->bytes = NULL;
	}
}

/*
 * The file beside a container that signs it.  False: out of memory, or the
 * container must not be used; *error_r says why.
 */
static enum sigdb_result
check_sign_file(const struct sigdb_options *options,
    const struct source *source, struct slice bytes, bool *vouched_r,
    struct text *error_r)
{
	struct sign_anchors *anchors;
	enum sign_file_result result = SIGN_FILE_EMPTY;
	struct slice text;
	uint8_t *owned = NULL;

	*vouched_r = false;
	if (source->type.format != RULES_CVD)
		return SIGDB_OK;
	if (sources_read_beside(options->directory, source->name,
		container_version(bytes), &owned, &text)) {
		anchors = sign_anchors_load(options->certificates);
		result = sign_file_check(text, bytes, anchors);
		sign_anchors_free(&anchors);
	}
	free(owned);
	*vouched_r = result == SIGN_FILE_GOOD;
	if (result == SIGN_FILE_WRONG)
		text_printf(error_r,
		    "%s: the signature beside it is of other bytes; the whole "
		    "set is refused, fetch both files again",
		    source->name);
	else if (!*vouched_r && options->no_legacy_signatures)
		text_printf(error_r,
		    "%s: no signature beside it that %s vouches for, and "
		    "LegacySignatures is off; the whole set is refused",
		    source->name,
		    options->certificates == NULL ? "anybody"
						  : options->certificates);
	else
		return SIGDB_OK;
	return SIGDB_REFUSED;
}

static enum sigdb_result
add_container(struct collection *collection, const struct source *source,
    struct slice bytes, int64_t *newest_s, struct text *error_r)
{
	struct container *container;
	const char *reason;
	bool vouched;
	enum sigdb_result result = check_sign_file(
	    collection->options, source, bytes, &vouched, error_r);

	if (result != SIGDB_OK)
		return result;
	switch (container_open(source->type.format, bytes,
	    vouched ? NULL : &container_official_keys, &container, &reason)) {
	case CONTAINER_OK:
		break;
	case CONTAINER_REFUSED:
		text_printf(error_r,
		    "%s: %s; the whole set is refused, fetch the file again",
		    source->name, reason);
		return SIGDB_REFUSED;
	case CONTAINER_NO_MEMORY:
		return no_memory(error_r);
	}
	if (container->built_s > *newest_s)
		*newest_s = container->built_s;
	add_members(collection, source->name, container);
	container_close(&container);
	return SIGDB_OK;
}

static bool
is_container(const struct source *source)
{
	return source->type.format == RULES_CVD ||
	       source->type.format == RULES_CLD ||
	       source->type.format == RULES_CUD;
}

static enum sigdb_result
add_source(struct collection *collection, const struct source *source,
    int64_t *newest_s, struct text *error_r)
{
	enum sigdb_result result;
	uint8_t *bytes;
	size_t size;

	result = sources_read(
	    collection->options->directory, source, &bytes, &size, error_r);
	if (result != SIGDB_OK)
		return result;
	if (is_container(source)) {
		result = add_container(collection, source,
		    (struct slice){bytes, size}, newest_s, error_r);
		free(bytes);
		return result;
	}
	if (source->mtime_ns / (int64_t)NS_PER_S > *newest_s)
		*newest_s = source->mtime_ns / (int64_t)NS_PER_S;
	collection_add_file(collection, source->name, source->type, false,
	    (struct slice){bytes, size});
	collection_own(collection, bytes);
	return SIGDB_OK;
}

static enum sigdb_result
add_sources(struct collection *collection, struct sigdb_info *info,
    struct text *error_r)
{
	const struct sigdb_options *options = collection->options;
	struct sources sources;
	enum sigdb_result result =
	    sources_list(options->directory, &sources, error_r);

	if (result != SIGDB_OK)
		return result;
	info->stamp = sources_stamp(&sources, options);
	info->files = (uint32_t)sources.count;
	for (size_t i = 0; i < sources.count && result == SIGDB_OK; i++)
		result = add_source(
		    collection, &sources.items[i], &info->newest_s, error_r);
	sources_fini(&sources);
	return result;
}

/* ---- counting ---------------------------------------------------------- */

static void
count(const struct drafting *drafting, struct sigdb_info *info)
{
	const struct blob *files = &drafting->collection->files;

	info->patterns = drafting->body_count;
	info->logicals = BLOB_COUNT(&drafting->logicals, struct image_logical);
	info->hashes = drafting->hash_count;
	info->allowed = drafting->allow_count;
	info->metadata = BLOB_COUNT(&drafting->metadata, struct image_metadata);
	info->yara = drafting->yara_count;
	info->passwords =
	    BLOB_COUNT(&drafting->passwords, struct image_password);
	info->types = BLOB_COUNT(&drafting->magics, struct image_magic);
	info->signatures = info->patterns + info->logicals + info->metadata +
			   info->hashes + info->yara;
	info->built_s = clock_wall_s();
	for (size_t i = 0; i < BLOB_COUNT(files, struct source_file); i++)
		for (int skip = 0; skip < SIGDB_SKIPS; skip++)
			info->skipped[skip] +=
			    BLOB_ITEMS(files, struct source_file)[i]
				.skipped[skip];
}

static enum sigdb_result
check_shrunk(const struct sigdb_options *options, const struct sigdb_info *info,
    struct text *error_r)
{
	uint32_t percent =
	    options->shrink_percent < 100 ? options->shrink_percent : 100;
	uint64_t least = options->previous / 100 * (100 - percent) +
			 options->previous % 100 * (100 - percent) / 100;

	if (info->signatures >= least)
		return SIGDB_OK;
	text_printf(error_r,
	    "%llu signatures where there were %llu; if that is right, remove "
	    "the old image or raise the limit",
	    (unsigned long long)info->signatures,
	    (unsigned long long)options->previous);
	return SIGDB_SHRUNK;
}

/* ---- drafting ---------------------------------------------------------- */

static struct slice
blob_slice(const struct blob *blob)
{
	return (struct slice){blob->data, blob->size};
}

static void
assemble_hashes(const struct hash_blobs *hashes, struct slice *sections)
{
	sections[IMAGE_HASH_SIZES] = blob_slice(&hashes->sizes);
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		sections[IMAGE_HASH_FIRST + a] = blob_slice(&hashes->first[a]);
		sections[IMAGE_HASH_DIGESTS + a] =
		    blob_slice(&hashes->digests[a]);
		sections[IMAGE_HASH_OWNERS + a] =
		    blob_slice(&hashes->owners[a]);
	}
}

static bool
assemble(const struct drafting *drafting, const struct sigdb_info *info,
    struct image_draft *draft_r)
{
	struct slice *sections = draft_r->sections;

	memset(draft_r, 0, sizeof(*draft_r));
	draft_r->header.info = *info;
	memcpy(draft_r->header.kinds, drafting->kinds, sizeof(drafting->kinds));
	draft_r->header.bound = drafting->bound;
	sections[IMAGE_STRINGS] = blob_slice(&drafting->collection->strings);
	sections[IMAGE_SIGNATURES] =
	    blob_slice(&drafting->collection->signatures);
	sections[IMAGE_PATTERNS] = blob_slice(&drafting->patterns);
	sections[IMAGE_PROGRAMS] = blob_slice(&drafting->programs);
	sections[IMAGE_LITERALS] = blob_slice(&drafting->literals);
	sections[IMAGE_ENTRIES] = blob_slice(&drafting->entries);
	sections[IMAGE_MATCHERS] = blob_slice(&drafting->matchers);
	sections[IMAGE_MATCHER_IMAGES] = blob_slice(&drafting->images);
	memcpy(draft_r->header.phishing, drafting->phishing_names,
	    sizeof(drafting->phishing_names));
	sections[IMAGE_PHISHING] = blob_slice(&drafting->phishing);
	sections[IMAGE_MAGICS] = blob_slice(&drafting->magics);
	sections[IMAGE_PASSWORDS] = blob_slice(&drafting->passwords);
	sections[IMAGE_YARA] = blob_slice(&drafting->yara);
	sections[IMAGE_YARA_RULES] = blob_slice(&drafting->yara_rules);
	sections[IMAGE_METADATA] = blob_slice(&drafting->metadata);
	sections[IMAGE_LOGICALS] = blob_slice(&drafting->logicals);
	sections[IMAGE_SUBS] = blob_slice(&drafting->subs);
	sections[IMAGE_NODES] = blob_slice(&drafting->nodes);
	sections[IMAGE_TYPES] = blob_slice(&drafting->types);
	sections[IMAGE_WAKES] = blob_slice(&drafting->wakes);
	sections[IMAGE_ALWAYS] = blob_slice(&drafting->always);
	sections[IMAGE_REGEXES] = blob_slice(&drafting->regexes);
	sections[IMAGE_TEXTS] = blob_slice(&drafting->texts);
	sections[IMAGE_COMPARES] = blob_slice(&drafting->compares);
	for (int kind = 0; kind < HASH_KINDS; kind++)
		assemble_hashes(&drafting->hashes[kind],
		    sections + kind * IMAGE_HASH_TABLE);
	return image_seal(draft_r);
}

void
drafting_fini(struct drafting *drafting)
{
	arena_destroy(&drafting->arena);
	blob_fini(&drafting->patterns);
	blob_fini(&drafting->compiled);
	blob_fini(&drafting->users);
	blob_fini(&drafting->choices);
	blob_fini(&drafting->logicals);
	blob_fini(&drafting->metadata);
	blob_fini(&drafting->phishing);
	blob_fini(&drafting->magics);
	blob_fini(&drafting->passwords);
	blob_fini(&drafting->yara);
	blob_fini(&drafting->yara_rules);
	blob_fini(&drafting->subs);
	blob_fini(&drafting->nodes);
	blob_fini(&drafting->types);
	blob_fini(&drafting->wakes);
	blob_fini(&drafting->always);
	blob_fini(&drafting->regexes);
	blob_fini(&drafting->texts);
	blob_fini(&drafting->compares);
	blob_fini(&drafting->programs);
	blob_fini(&drafting->literals);
	blob_fini(&drafting->entries);
	blob_fini(&drafting->matchers);
	blob_fini(&drafting->images);
	for (int kind = 0; kind < HASH_KINDS; kind++)
		hash_blobs_fini(&drafting->hashes[kind]);
}

/* From settled rules to everything but the matchers, which take longest. */
static enum sigdb_result
draft_tables(
    struct drafting *drafting, struct sigdb_info *info, struct text *error_r)
{
	drafting->arena =
	    arena_create_within(BUILD_ARENA_BYTES, BUILD_ARENA_PART);
	if (drafting->arena == NULL || !draft_patterns(drafting) ||
	    !draft_logicals(drafting) || !draft_metadata(drafting) ||
	    !draft_phishing(drafting) || !draft_magics(drafting) ||
	    !draft_passwords(drafting) || !draft_yara(drafting) ||
	    !draft_anchors(drafting) || !draft_triggers(drafting) ||
	    !draft_hashes(drafting) || collection_failed(drafting->collection))
		return no_memory(error_r);
	count(drafting, info);
	collection_report(drafting->collection);
	return check_shrunk(drafting->collection->options, info, error_r);
}

/* What becomes of a finished draft. */
typedef enum sigdb_result use_draft(
    void *owner, const struct image_draft *draft, struct text *error_r);

static enum sigdb_result
draft_collection(struct collection *collection, struct sigdb_info *info,
    use_draft *use, void *owner, struct text *error_r)
{
	struct drafting drafting = {.collection = collection};
	struct image_draft draft;
	enum sigdb_result result;

	if (!collection_settle(collection))
		return no_memory(error_r);
	result = draft_tables(&drafting, info, error_r);
	if (result == SIGDB_OK)
		result = draft_matchers(&drafting, error_r);
	if (result == SIGDB_OK) {
		result = assemble(&drafting, info, &draft)
			     ? use(owner, &draft, error_r)
			     : no_memory(error_r);
		image_draft_fini(&draft);
	}
	drafting_fini(&drafting);
	return result;
}

static enum sigdb_result
build(const struct sigdb_options *options, struct sigdb_info *info_r,
    use_draft *use, void *owner, struct text *error_r)
{
	struct collection collection;
	enum sigdb_result result = SIGDB_NO_MEMORY;

	memset(info_r, 0, sizeof(*info_r));
	if (collection_init(&collection, options)) {
		collection_add_eicar(&collection);
		result = add_sources(&collection, info_r, error_r);
		if (result == SIGDB_OK)
			result = draft_collection(
			    &collection, info_r, use, owner, error_r);
	} else {
		(void)no_memory(error_r);
	}
	collection_fini(&collection);
	return result;
}

/* ---- the two ends ------------------------------------------------------ */

static enum sigdb_result
write_image(void *owner, const struct image_draft *draft, struct text *error_r)
{
	return image_write(draft, owner, error_r);
}

enum sigdb_result
sigdb_build(const struct sigdb_options *options, const char *image_path,
    struct sigdb_info *info_r, struct text *error_r)
{
	return build(options, info_r, write_image,
	    (void *)(uintptr_t)image_path, error_r);
}

static enum sigdb_result
write_into(void *owner, const struct image_draft *draft, struct text *error_r)
{
	const int *fd = owner;

	return image_write_into(draft, *fd, error_r);
}

enum sigdb_result
sigdb_build_into(const struct sigdb_options *options, int fd,
    struct sigdb_info *info_r, struct text *error_r)
{
	return build(options, info_r, write_into, &fd, error_r);
}

static enum sigdb_result
open_image(void *owner, const struct image_draft *draft, struct text *error_r)
{
	uint8_t *bytes = image_copy(draft);

	if (bytes == NULL)
		return no_memory(error_r);
	return image_open_memory(
	    bytes, (size_t)draft->header.file_size, owner, error_r);
}

/* One pattern is no work for Hyperscan, and the portable matcher runs
 * everywhere. */
enum sigdb_result
sigdb_open_builtin(struct sigdb **sigdb_r)
{
	const struct sigdb_options options = {.portable_matcher = true};
	char unused[256];
	struct text error = TEXT_OVER(unused);
	struct sigdb_info info;

	return build(&options, &info, open_image, sigdb_r, &error);
}
