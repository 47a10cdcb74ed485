/*
 * collection - the rules of all source files, on their way into an image
 */
#include "core/sigdb/collection.h"

#include <stdlib.h>

#include "core/base/text.h"
#include "core/sigdb/image.h"

bool
collection_init(
    struct collection *collection, const struct sigdb_options *options)
{
	*collection = (struct collection){.options = options};
	/* Offset 0 is the empty string, so that it can mean "none yet". */
	blob_put(&collection->strings, NULL, sizeof(uint16_t));
	collection->digester = digester_create();
	return collection->digester != NULL;
}

void
collection_fini(struct collection *collection)
{
	void **owned = BLOB_ITEMS(&collection->owned, void *);

	for (size_t i = 0; i < BLOB_COUNT(&collection->owned, void *); i++)
		free(owned[i]);
	blob_fini(&collection->files);
	blob_fini(&collection->patterns);
	blob_fini(&collection->logicals);
	blob_fini(&collection->metadata);
	blob_fini(&collection->phishing);
	blob_fini(&collection->magics);
	blob_fini(&collection->yara);
	blob_fini(&collection->passwords);
	blob_fini(&collection->hashes);
	blob_fini(&collection->ignores);
	blob_fini(&collection->owned);
	blob_fini(&collection->strings);
	blob_fini(&collection->signatures);
	digester_destroy(&collection->digester);
}

bool
collection_failed(const struct collection *collection)
{
	return collection->files.failed || collection->patterns.failed ||
	       collection->logicals.failed || collection->metadata.failed ||
	       collection->phishing.failed || collection->hashes.failed ||
	       collection->magics.failed || collection->yara.failed ||
	       collection->passwords.failed || collection->ignores.failed ||
	       collection->owned.failed || collection->strings.failed ||
	       collection->signatures.failed;
}

void
collection_own(struct collection *collection, void *memory)
{
	blob_put(&collection->owned, &memory, sizeof(memory));
	if (collection->owned.failed)
		free(memory);
}

static struct source_file *
file_at(const struct collection *collection, uint32_t index)
{
	return &BLOB_ITEMS(&collection->files, struct source_file)[index];
}

/* ---- lines ------------------------------------------------------------- */

static void
put_pattern(struct collection *collection, struct slice text,
    const struct rule *rule, uint32_t file, uint32_t line)
{
	struct pattern_rule pattern = {
	    .text = text,
	    .name = rule->name,
	    .offset = rule->offset,
	    .hexsig = rule->hexsig,
	    .target = rule->target,
	    .file = file,
	    .line = line,
	};

	blob_put(&collection->patterns, &pattern, sizeof(pattern));
}

/* A line that is looked into once more when it is compiled. */
static void
put_line(struct blob *rules, struct slice text, const struct rule *rule,
    uint32_t file, uint32_t line)
{
	struct line_rule kept = {
	    .text = text,
	    .name = rule->name,
	    .file = file,
	    .line = line,
	};

	blob_put(rules, &kept, sizeof(kept));
}

static enum hash_kind
hash_kind_of(enum rules_format format)
{
	if (format == RULES_SECTION)
		return HASH_SECTION;
	return format == RULES_IMPORTS ? HASH_IMPORTS : HASH_FILE;
}

static void
put_hash(struct collection *collection, struct slice text,
    const struct rule *rule, uint32_t file, uint32_t line)
{
	enum rules_format format = file_at(collection, file)->type.format;
	struct hash_rule hash = {
	    .text = text,
	    .name = rule->name,
	    .size = rule->size,
	    .algorithm = rule->algorithm,
	    .file = file,
	    .line = line,
	    .allow = format == RULES_ALLOW,
	    .kind = hash_kind_of(format),
	};

	memcpy(hash.digest, rule->digest, digest_size(rule->algorithm));
	blob_put(&collection->hashes, &hash, sizeof(hash));
}

static void
put_ignore(struct collection *collection, const struct rule *rule)
{
	struct ignore_rule ignore = {
	    .name = rule->name,
	    .has_digest = rule->has_digest,
	};

	if (rule->has_digest)
		memcpy(ignore.digest, rule->digest, digest_size(DIGEST_MD5));
	blob_put(&collection->ignores, &ignore, sizeof(ignore));
}

static void
put_rule(struct collection *collection, struct slice text,
    const struct rule *rule, uint32_t file, uint32_t line)
{
	file_at(collection, file)->taken++;
	switch (file_at(collection, file)->type.format) {
	case RULES_BODY:
	case RULES_BODY_OLD:
		put_pattern(collection, text, rule, file, line);
		break;
	case RULES_LOGICAL:
		put_line(&collection->logicals, text, rule, file, line);
		break;
	case RULES_METADATA:
		put_line(&collection->metadata, text, rule, file, line);
		break;
	case RULES_PHISHING:
	case RULES_PHISHING_ALLOW:
		put_line(&collection->phishing, text, rule, file, line);
		break;
	case RULES_PASSWORD:
		put_line(&collection->passwords, text, rule, file, line);
		break;
	case RULES_MAGIC:
		put_line(&collection->magics, text, rule, file, line);
		break;
	case RULES_HASH:
	case RULES_SECTION:
	case RULES_IMPORTS:
	case RULES_ALLOW:
		put_hash(collection, text, rule, file, line);
		break;
	default:
		put_ignore(collection, rule);
		break;
	}
}

static void
add_line(struct collection *collection, struct slice line, uint32_t file,
    uint32_t line_number)
{
	struct source_file *source = file_at(collection, file);
	struct rule rule;
	enum sigdb_skip skip;
	const char *reason;

	switch (rules_parse(source->type.format, line, &rule, &skip, &reason)) {
	case RULES_BLANK:
		return;
	case RULES_TAKEN:
		put_rule(collection, line, &rule, file, line_number);
		break;
	case RULES_SKIPPED:
		source->skipped[skip]++;
		collection_skip(collection, file, line_number, skip, reason);
		break;
	}
	source->lines++;
}

void
collection_add_file(struct collection *collection, const char *name,
    struct rules_type type, bool official, struct slice bytes)
{
	uint32_t file =
	    (uint32_t)BLOB_COUNT(&collection->files, struct source_file);
	struct source_file source = {.type = type, .official = official};
	const struct rule none = {.target = 0};
	struct slice line;

	snprintf(source.name, sizeof(source.name), "%s", name);
	blob_put(&collection->files, &source, sizeof(source));
	if (collection_failed(collection) ||
	    (type.pua && !collection->options->pua))
		return;
	if (type.format == RULES_YARA) {
		/* Its rules are counted when they are compiled. */
		put_line(&collection->yara, bytes, &none, file, 1);
		return;
	}
	for (uint32_t n = 1; n < UINT32_MAX && rules_next_line(&bytes, &line);
	     n++)
		add_line(collection, line, file, n);
}

bool
collection_ignores(const struct collection *collection, struct slice name)
{
	const struct ignore_rule *rules =
	    BLOB_ITEMS(&collection->ignores, struct ignore_rule);

	for (size_t i = 0;
	     i < BLOB_COUNT(&collection->ignores, struct ignore_rule); i++)
		if (!rules[i].has_digest && slice_equal(rules[i].name, name))
			return true;
	return false;
}

/* ---- signatures -------------------------------------------------------- */

/* A name goes into headers and logs: what is not printable becomes '?'. */
uint32_t
collection_put_string(
    struct collection *collection, struct slice name, const char *suffix)
{
	char buffer[RULES_NAME_MAX + 32];
	struct text text = TEXT_OVER(buffer);
	uint32_t offset = (uint32_t)collection->strings.size;
	uint16_t size;

	if (collection->strings.size > UINT32_MAX - sizeof(buffer)) {
		collection->strings.failed = true;
		return 0;
	}
	text_put_printable(&text, name, RULES_NAME_MAX);
	text_printf(&text, "%s", suffix);
	size = (uint16_t)text.size;
	blob_put(&collection->strings, &size, sizeof(size));
	blob_put(&collection->strings, buffer, size);
	return offset;
}

uint32_t
collection_add_signature(
    struct collection *collection, struct slice name, uint32_t file, bool allow)
{
	struct source_file *source = file_at(collection, file);
	struct image_signature signature = {.allow = allow};

	if (source->string == 0)
		source->string = collection_put_string(
		    collection, slice_from_string(source->name), "");
	signature.source = source->string;
	signature.name = collection_put_string(
	    collection, name, source->official ? "" : ".UNOFFICIAL");
	blob_put(&collection->signatures, &signature, sizeof(signature));
	return (uint32_t)BLOB_COUNT(
		   &collection->signatures, struct image_signature) -
	       1;
}
