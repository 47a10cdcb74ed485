/*
 * container - .cvd, .cld and .cud: signature files in one signed archive
 */
#include "core/sigdb/container.h"

#include <stdlib.h>

#include "core/base/libarchive.h"
#include "core/sigdb/blob.h"
#include "core/sigdb/container_sign.h"

#define HEADER_FIELDS 9u
#define DSIG "DSIG:"

enum header_field {
	FIELD_MAGIC,
	FIELD_TIME,
	FIELD_VERSION,
	FIELD_SIGNATURES,
	FIELD_LEVEL,
	FIELD_MD5,
	FIELD_SIGNATURE,
	FIELD_BUILDER,
	FIELD_SECONDS,
};

/* All that the steps below share. */
struct opening {
	struct slice header;
	struct slice payload;
	struct slice fields[HEADER_FIELDS];
	const struct container_keys *keys;
	struct digester *digester;
	struct container *container;
	const char *reason;
};

static enum container_result
refuse(struct opening *opening, const char *reason)
{
	opening->reason = reason;
	return CONTAINER_REFUSED;
}

static enum container_result
from_sign(struct opening *opening, enum sign_result result, const char *reason)
{
	switch (result) {
	case SIGN_GOOD:
		return CONTAINER_OK;
	case SIGN_BAD:
		return refuse(opening, reason);
	case SIGN_NO_MEMORY:
		break;
	}
	return CONTAINER_NO_MEMORY;
}

/* ---- the header -------------------------------------------------------- */

static enum container_result
read_header(struct opening *opening)
{
	struct slice rest = opening->header;
	uint64_t seconds;

	for (size_t i = 0; i < HEADER_FIELDS; i++) {
		size_t end = slice_find_byte(rest, ':');

		opening->fields[i] = slice_trim(slice_sub(rest, 0, end));
		rest = slice_skip(rest, end + 1);
	}
	if (!slice_equal(opening->fields[FIELD_MAGIC], SLICE("ClamAV-VDB")))
		return refuse(opening, "its header is not that of a container");
	if (!slice_to_u64(
		opening->fields[FIELD_VERSION], &opening->container->version))
		return refuse(opening, "its header has no version");
	/* Oldest containers have no such field. */
	if (slice_to_u64(opening->fields[FIELD_SECONDS], &seconds) &&
	    seconds <= INT64_MAX)
		opening->container->built_s = (int64_t)seconds;
	return CONTAINER_OK;
}

static enum container_result
check_header(struct opening *opening)
{
	uint8_t wanted[DIGEST_MAX], found[DIGEST_MAX];
	size_t size = digest_size(DIGEST_MD5);

	if (!digest_from_hex(opening->fields[FIELD_MD5], wanted, size))
		return refuse(opening, "its header has no MD5");
	if (!digest_compute(
		opening->digester, DIGEST_MD5, opening->payload, found))
		return CONTAINER_NO_MEMORY;
	if (memcmp(wanted, found, size) != 0)
		return refuse(opening, "its MD5 is not that of its header");
	return from_sign(opening,
	    sign_check_header(
		opening->fields[FIELD_SIGNATURE], wanted, opening->keys),
	    "the signature of its header is not the publisher's");
}

/* ---- the archive ------------------------------------------------------- */

/* A bare file name, since nothing else belongs there. */
static bool
good_name(const char *name)
{
	return name != NULL && name[0] != '\0' &&
	       strlen(name) <= CONTAINER_NAME_MAX && strchr(name, '/') == NULL;
}

static bool
read_member(struct archive *archive, struct container_member *member)
{
	size_t at = 0;

	while (at < member->size) {
		la_ssize_t got = libarchive.archive_read_data(
		    archive, member->bytes + at, member->size - at);

		if (got <= 0)
			return false;
		at += (size_t)got;
	}
	return true;
}

static enum container_result
add_member(struct opening *opening, struct archive *archive,
    struct archive_entry *entry, struct blob *members, uint64_t *total)
{
	const char *name = libarchive.archive_entry_pathname(entry);
	la_int64_t size = libarchive.archive_entry_size(entry);
	struct container_member member = {.size = (size_t)size};

	if (libarchive.archive_entry_filetype(entry) != AE_IFREG ||
	    !good_name(name))
		return refuse(opening, "it holds something that is no file");
	if (size < 0 || (uint64_t)size > CONTAINER_BYTES_MAX - *total ||
	    BLOB_COUNT(members, struct container_member) ==
		CONTAINER_MEMBERS_MAX)
		return refuse(opening, "it holds too much");
	*total += (uint64_t)size;
	snprintf(member.name, sizeof(member.name), "%s", name);
	member.bytes = malloc(member.size + 1);
	if (member.bytes == NULL)
		return CONTAINER_NO_MEMORY;
	blob_put(members, &member, sizeof(member));
	if (members->failed) {
		free(member.bytes);
		return CONTAINER_NO_MEMORY;
	}
	if (!read_member(archive, &member))
		return refuse(opening, "its archive is cut short or damaged");
	return CONTAINER_OK;
}

static enum container_result
read_members(
    struct opening *opening, struct archive *archive, struct blob *members)
{
	enum container_result result = CONTAINER_OK;
	struct archive_entry *entry;
	uint64_t total = 0;
	int status;

	while ((status = libarchive.archive_read_next_header(
		    archive, &entry)) == ARCHIVE_OK ||
	       status == ARCHIVE_WARN) {
		result = add_member(opening, archive, entry, members, &total);
		if (result != CONTAINER_OK)
			return result;
	}
	if (status != ARCHIVE_EOF)
		return refuse(opening, "its archive is cut short or damaged");
	return CONTAINER_OK;
}

static enum container_result
unpack(struct opening *opening)
{
	struct blob members = {0};
	enum container_result result;
	struct archive *archive;

	if (!shared_library_load(&libarchive_library))
		return refuse(
		    opening, shared_library_reason(&libarchive_library));
	archive = libarchive.archive_read_new();
	if (archive == NULL)
		return CONTAINER_NO_MEMORY;
	if (libarchive.archive_read_support_filter_gzip(archive) !=
		ARCHIVE_OK ||
	    libarchive.archive_read_support_format_tar(archive) != ARCHIVE_OK)
		result = CONTAINER_NO_MEMORY;
	else if (libarchive.archive_read_open_memory(archive,
		     opening->payload.data,
		     opening->payload.size) != ARCHIVE_OK)
		result = refuse(opening, "it holds no archive");
	else
		result = read_members(opening, archive, &members);
	libarchive.archive_read_free(archive);
	opening->container->members =
	    BLOB_ITEMS(&members, struct container_member);
	opening->container->count =
	    BLOB_COUNT(&members, struct container_member);
	return result;
}

/* ---- the list of members ----------------------------------------------- */

static const struct container_member *
find_member(const struct container *container, struct slice name)
{
	for (size_t i = 0; i < container->count; i++)
		if (slice_equal(
			slice_from_string(container->members[i].name), name))
			return &container->members[i];
	return NULL;
}

static const struct container_member *
find_info(const struct container *container)
{
	for (size_t i = 0; i < container->count; i++) {
		struct slice name =
		    slice_from_string(container->members[i].name);

		if (name.size > 5 &&
		    slice_equal(
			slice_skip(name, name.size - 5), SLICE(".info")))
			return &container->members[i];
	}
	return NULL;
}

/* One line "name:size:sha256". */
static enum container_result
check_listed(struct opening *opening, struct slice line)
{
	size_t first = slice_find_byte(line, ':');
	struct slice rest = slice_skip(line, first + 1);
	size_t second = slice_find_byte(rest, ':');
	const struct container_member *member =
	    find_member(opening->container, slice_sub(line, 0, first));
	uint8_t wanted[DIGEST_MAX], found[DIGEST_MAX];
	uint64_t size;

	if (!slice_to_u64(slice_sub(rest, 0, second), &size) ||
	    !digest_from_hex(slice_skip(rest, second + 1), wanted,
		digest_size(DIGEST_SHA256)))
		return refuse(opening, "a line of its list is malformed");
	if (member == NULL || member->size != size)
		return refuse(opening, "a listed file is missing or resized");
	if (!digest_compute(opening->digester, DIGEST_SHA256,
		(struct slice){member->bytes, member->size}, found))
		return CONTAINER_NO_MEMORY;
	if (memcmp(wanted, found, digest_size(DIGEST_SHA256)) != 0)
		return refuse(opening, "a listed file was changed");
	return CONTAINER_OK;
}

static size_t
count_used(const struct container *container)
{
	size_t used = 0;

	for (size_t i = 0; i < container->count; i++)
		used +=
		    rules_type_of(slice_from_string(container->members[i].name))
			.format != RULES_NONE;
	return used;
}

/*
 * Every line holds, and every signature file but the list has a line.  Two
 * members of one name would hide behind one line, so names are not repeated.
 */
static enum container_result
check_list(struct opening *opening, struct slice list)
{
	enum container_result result = CONTAINER_OK;
	size_t listed = 0;
	struct slice line;

	while (result == CONTAINER_OK && rules_next_line(&list, &line)) {
		if (line.size == 0 ||
		    slice_starts_with(line, SLICE("ClamAV-VDB:")))
			continue;
		listed++;
		result = check_listed(opening, line);
	}
	if (result == CONTAINER_OK &&
	    listed + 1 < count_used(opening->container))
		return refuse(opening, "it holds files that are not listed");
	return result;
}

static bool
names_repeat(const struct container *container)
{
	for (size_t i = 0; i < container->count; i++) {
		struct slice name =
		    slice_from_string(container->members[i].name);

		if (find_member(container, name) != &container->members[i])
			return true;
	}
	return false;
}

static enum container_result
check_info_signature(
    struct opening *opening, struct slice list, struct slice signature)
{
	if (opening->keys == NULL)
		return CONTAINER_OK;
	return from_sign(opening,
	    sign_check_info(signature, list, opening->keys, opening->digester),
	    "the signature of its list is not the publisher's");
}

static enum container_result
check_info(struct opening *opening, bool required)
{
	const struct container_member *info = find_info(opening->container);
	struct slice text, list;
	enum container_result result;
	size_t at;

	if (info == NULL)
		return required ? refuse(opening,
				      "it has no signed list of its files")
				: CONTAINER_OK;
	text = (struct slice){info->bytes, info->size};
	at = slice_find(text, SLICE("\n" DSIG));
	if (at == text.size)
		return refuse(opening, "the list of its files is not signed");
	list = slice_sub(text, 0, at + 1);
	result = check_info_signature(opening, list,
	    slice_trim(slice_skip(text, at + sizeof("\n" DSIG) - 1)));
	if (result == CONTAINER_OK && names_repeat(opening->container))
		return refuse(opening, "it holds two files of one name");
	return result == CONTAINER_OK ? check_list(opening, list) : result;
}

/* ---- all of it --------------------------------------------------------- */

static enum container_result
open_steps(struct opening *opening, enum rules_format format)
{
	enum container_result result = read_header(opening);

	if (result == CONTAINER_OK && format == RULES_CVD &&
	    opening->keys != NULL)
		result = check_header(opening);
	if (result == CONTAINER_OK)
		result = unpack(opening);
	/* The header of a .cvd signs all of it, old ones have no list; a .cld
	 * has nothing but the list. */
	if (result == CONTAINER_OK && format != RULES_CUD)
		result = check_info(opening, format == RULES_CLD);
	opening->container->official = format != RULES_CUD;
	return result;
}

enum container_result
container_open(enum rules_format format, struct slice bytes,
    const struct container_keys *keys, struct container **container_r,
    const char **reason_r)
{
	struct opening opening = {
	    .header = slice_sub(bytes, 0, CONTAINER_HEADER),
	    .payload = slice_skip(bytes, CONTAINER_HEADER),
	    .keys = keys,
	};
	enum container_result result = CONTAINER_NO_MEMORY;

	opening.container = calloc(1, sizeof(*opening.container));
	opening.digester = digester_create();
	if (opening.container != NULL && opening.digester != NULL)
		result = open_steps(&opening, format);
	digester_destroy(&opening.digester);
	if (result != CONTAINER_OK)
		container_close(&opening.container);
	*container_r = opening.container;
	*reason_r = opening.reason;
	return result;
}

uint64_t
container_version(struct slice bytes)
{
	struct slice rest = slice_sub(bytes, 0, CONTAINER_HEADER);
	uint64_t version = 0;

	for (int i = 0; i < FIELD_VERSION; i++)
		rest = slice_skip(rest, slice_find_byte(rest, ':') + 1);
	(void)slice_to_u64(
	    slice_trim(slice_sub(rest, 0, slice_find_byte(rest, ':'))),
	    &version);
	return version;
}

void
container_close(struct container **container)
{
	if (*container == NULL)
		return;
	for (size_t i = 0; i < (*container)->count; i++)
		free((*container)->members[i].bytes);
	free((*container)->members);
	free(*container);
	*container = NULL;
}
