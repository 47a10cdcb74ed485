/*
 * zip_reader - the members of a zip
 *
 * Which they are zip_directory.h says.  Bytes that belong to several members
 * are unpacked for the first of them; further members share an allowance of the
 * size of the archive.  So a bomb of overlapping members costs twice what an
 * honest archive of its size may cost, and a member that stands behind a decoy
 * is unpacked all the same.
 */
#include "core/archive/crypt/zip_crypt.h"
#include "core/archive/member/archives.h"
#include "core/archive/method/inflate64.h"
#include "core/archive/zip/explode.h"
#include "core/archive/zip/zip_directory.h"
#include "core/archive/zip/zip_library.h"
#include "core/base/crc32.h"

/* Passwords whose check byte fits that are tried on all of a member. */
#define FULL_TRIES_MAX 4u
/* Bytes decrypted between two looks at the clock. */
#define DECRYPT_STEP BUDGET_SLICE

struct zip {
	struct zip_directory directory;
	size_t next; /* entry */
	bool other;  /* the other name of the entry ahead of it is due */
	uint64_t shared_left; /* allowance for bytes of several members */
	size_t password;      /* that fit the last time */
	uint32_t *aes_tries_left;
	uint32_t own_aes_tries; /* when nobody counts for many archives */
	uint8_t *plain;         /* decrypted bytes of the member at hand */
};

/* ---- packed to body ---------------------------------------------------- */

static void
check_sum(const struct zip_entry *entry, uint32_t sum, struct member *member)
{
	bool later = (entry->header.flags & ZIP_FLAG_LATER) != 0 &&
		     (entry->marks & ZIP_UNLISTED) != 0;

	if (sum != entry->header.crc32 && !later)
		member->flags |= MEMBER_DAMAGED;
}

static void
take_stored(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	if (unpacking_lend(unpacking, packed, member))
		check_sum(entry, crc32_of(0, packed), member);
}

static void
take_deflated(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	struct body_output output;
	uint32_t sum = 0;
	size_t consumed;
	enum inflate_result result;

	body_output_begin(&output, unpacking, packed.size);
	if (entry->header.method == ZIP_DEFLATED64)
		result = inflate64_stream(packed, &output, &consumed, &sum);
	else
		result = inflate_stream(unpacking->archives->inflater, packed,
		    &output, &consumed, &sum);
	body_output_end(&output, member);
	if (result == INFLATE_DAMAGED)
		member->flags |= MEMBER_DAMAGED;
	else if (result == INFLATE_OK)
		check_sum(entry, sum, member);
}

static void
take_imploded(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	struct body_output output;
	enum lz_result result;

	body_output_begin(&output, unpacking, packed.size);
	result =
	    explode(entry->header.flags, packed, entry->header.size, &output);
	body_output_end(&output, member);
	if (result == LZ_DAMAGED)
		member->flags |= MEMBER_DAMAGED;
	else if (result == LZ_OK)
		check_sum(entry, crc32_of(0, member->body), member);
}

static void
take_packed(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	if (entry->header.method == ZIP_STORED)
		take_stored(unpacking, entry, packed, member);
	else if (entry->header.method == ZIP_DEFLATED ||
		 entry->header.method == ZIP_DEFLATED64)
		take_deflated(unpacking, entry, packed, member);
	else if (entry->header.method == ZIP_IMPLODED)
		take_imploded(unpacking, entry, packed, member);
	else
		library_read_zip_member(
		    unpacking, &entry->header, packed, member);
}

/* ---- encrypted --------------------------------------------------------- */

/* Readers check the sum's upper byte, or that of the time where the sum is
 * not known when the header is written. */
static uint8_t
check_byte(const struct zip_header *header)
{
	return (uint8_t)(header->flags & ZIP_FLAG_LATER ? header->time >> 8
							: header->crc32 >> 24);
}

/* False: the time is up. */
static bool
decrypt(struct unpacking *unpacking, struct zip_crypt *crypt,
    struct slice packed, uint8_t *plain)
{
	for (size_t at = 0; at < packed.size; at += DECRYPT_STEP) {
		struct slice piece = slice_sub(packed, at, DECRYPT_STEP);

		if (unpacking_late(unpacking))
			return false;
		zip_crypt_decrypt(crypt, piece.data, piece.size, plain + at);
	}
	return true;
}

/* Was that the password?  What comes out wrong is not the body. */
static bool
try_password(struct unpacking *unpacking, const struct zip_entry *entry,
    struct zip_crypt *crypt, struct slice packed, struct member *member)
{
	struct zip *zip = unpacking->state;
	struct zip_entry open = *entry;
	struct member tried = *member;
	uint64_t written = unpacking->written;

	/* What is read behind the cipher is not encrypted any more. */
	open.header.flags &= (uint16_t)~ZIP_FLAG_ENCRYPTED;

	if (zip->plain == NULL)
		zip->plain = arena_alloc(unpacking->arena, packed.size);
	if (zip->plain == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	if (!decrypt(unpacking, crypt, packed, zip->plain))
		return false;
	take_packed(
	    unpacking, &open, (struct slice){zip->plain, packed.size}, &tried);
	if (tried.flags & (MEMBER_DAMAGED | MEMBER_UNSUPPORTED)) {
		unpacking->written = written;
		return false;
	}
	*member = tried;
	member->flags |= MEMBER_PASSWORD;
	return true;
}

/* The password that fit the last time comes first. */
static size_t
nth_password(const struct zip *zip, size_t n)
{
	if (n == 0)
		return zip->password;
	return n <= zip->password ? n - 1 : n;
}

static void
take_encrypted(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	struct zip *zip = unpacking->state;
	const struct archive_options *options = unpacking->options;
	struct slice data = slice_skip(packed, ZIP_CRYPT_HEADER);
	unsigned tries = 0;

	zip->plain = NULL;
	for (size_t i = 0; i < options->password_count; i++) {
		size_t n = nth_password(zip, i);
		struct zip_crypt crypt;

		if (!zip_crypt_begin(&crypt, options->passwords[n], packed,
			check_byte(&entry->header)))
			continue;
		if (try_password(unpacking, entry, &crypt, data, member)) {
			zip->password = n;
			return;
		}
		if (unpacking->ended || ++tries == FULL_TRIES_MAX)
			return;
	}
}

/* ---- one entry --------------------------------------------------------- */

static struct member
describe(const struct zip_entry *entry, struct slice name)
{
	const struct zip_header *header = &entry->header;
	struct member member = member_unknown();
	bool unknown = (header->flags & ZIP_FLAG_LATER) != 0 &&
		       (entry->marks & ZIP_UNLISTED) != 0;

	member.name = name;
	if ((entry->marks & ZIP_UNSIZED) == 0)
		member.size_packed = header->packed;
	if (!unknown) {
		member.size = header->size;
		member.crc32 = header->crc32;
		member.has_crc32 = true;
	}
	if (header->flags & ZIP_FLAG_ENCRYPTED)
		member.flags |= MEMBER_ENCRYPTED;
	if (entry->marks & ZIP_UNLISTED)
		member.flags |= MEMBER_UNLISTED;
	if (entry->marks & (ZIP_OVERLAP | ZIP_REPEATED))
		member.flags |= MEMBER_OVERLAP;
	if ((entry->marks & ZIP_MISSING) || entry->short_data)
		member.flags |= MEMBER_DAMAGED;
	if (header->link)
		member.flags |= MEMBER_LINK;
	return member;
}

/* May its bytes be unpacked (once more)?  Past the allowance it is cut. */
static bool
may_unpack(
    struct zip *zip, const struct zip_entry *entry, struct member *member)
{
	uint64_t packed = entry->header.packed;

	if (entry->marks & (ZIP_MISSING | ZIP_REPEATED))
		return false;
	if ((entry->marks & (ZIP_OVERLAP | ZIP_UNSIZED)) == 0)
		return true;
	if (packed > zip->shared_left) {
		member->flags |= MEMBER_CUT;
		member->limit = LIMIT_RATIO;
		return false;
	}
	zip->shared_left -= packed;
	return true;
}

static void
take_aes(struct unpacking *unpacking, const struct zip_entry *entry,
    struct slice packed, struct member *member)
{
	struct zip *zip = unpacking->state;
	size_t tries = unpacking->options->password_count;

	if (tries == 0 || tries > *zip->aes_tries_left)
		return;
	take_packed(unpacking, entry, packed, member);
	if ((member->flags & MEMBER_PASSWORD) == 0)
		*zip->aes_tries_left -= (uint32_t)tries;
}

static void
take_body(struct unpacking *unpacking, const struct zip_entry *entry,
    struct member *member)
{
	const struct zip_header *header = &entry->header;
	struct slice packed = slice_sub(
	    unpacking->bytes, (size_t)entry->data, (size_t)header->packed);

	if (!may_unpack(unpacking->state, entry, member))
		return;
	/* Strong encryption is a kind of encryption: alone the flag is nothing.
	 */
	if ((header->flags & ZIP_FLAG_ENCRYPTED) == 0)
		take_packed(unpacking, entry, packed, member);
	else if (header->flags & ZIP_FLAG_STRONG)
		member->flags |= MEMBER_UNSUPPORTED;
	else if (header->method == ZIP_AES)
		take_aes(unpacking, entry, packed, member);
	else
		take_encrypted(unpacking, entry, packed, member);
}

/* The member that the entry before has under its other name. */
static void
take_other_name(const struct zip *zip, struct member *member_r)
{
	const struct zip_entry *entry = &zip->directory.entries[zip->next - 1];

	*member_r = describe(entry, entry->other_name);
	member_r->flags |= MEMBER_UNLISTED | MEMBER_OVERLAP;
}

static bool
zip_next(struct unpacking *unpacking, struct member *member_r)
{
	struct zip *zip = unpacking->state;
	const struct zip_directory *directory = &zip->directory;
	const struct zip_entry *entry;

	if (!zip->other && zip->next == directory->count) {
		if (directory->over_max)
			unpacking_cut(unpacking, LIMIT_MEMBERS);
		return false;
	}
	if (!unpacking_may_add(unpacking))
		return false;
	if (zip->other) {
		zip->other = false;
		take_other_name(zip, member_r);
		return true;
	}
	entry = &directory->entries[zip->next++];
	zip->other = entry->other_name.size > 0;
	*member_r = describe(entry, entry->header.name);
	take_body(unpacking, entry, member_r);
	return true;
}

/* ---- the reader -------------------------------------------------------- */

static void
note_directory(
    struct unpacking *unpacking, const struct zip_directory *directory)
{
	if (directory->many)
		unpacking->flags |= ARCHIVE_MANY;
	if (directory->disagrees)
		unpacking->flags |= ARCHIVE_DISAGREES;
	if (!directory->has_directory)
		unpacking->flags |= ARCHIVE_DAMAGED;
	if (directory->late)
		unpacking_cut(unpacking, LIMIT_COUNT);
	if (directory->no_memory)
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	/* Not even the first of them. */
	if (directory->over_max && directory->count == 0)
		unpacking_cut(unpacking, LIMIT_MEMBERS);
}

static bool
zip_open(struct unpacking *unpacking)
{
	struct zip *zip = arena_alloc(unpacking->arena, sizeof(*zip));

	if (zip == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*zip = (struct zip){.shared_left = unpacking->bytes.size};
	zip->own_aes_tries = ARCHIVE_AES_TRIES;
	zip->aes_tries_left = unpacking->options->aes_tries_left;
	if (zip->aes_tries_left == NULL)
		zip->aes_tries_left = &zip->own_aes_tries;
	unpacking->state = zip;
	zip_directory_read(unpacking->bytes, unpacking->options->members_max,
	    unpacking->arena, unpacking->budget, &zip->directory);
	note_directory(unpacking, &zip->directory);
	return zip->directory.count > 0 || zip->directory.has_directory;
}

static void
zip_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader zip_reader = {
    .open = zip_open,
    .next = zip_next,
    .close = zip_close,
};
