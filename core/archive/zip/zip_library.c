/*
 * zip_library - one member of a zip, for the methods and ciphers that
 * libarchive knows
 *
 * It is handed a zip of that one member: a local header written here, in which
 * nothing is left to guess, and the packed bytes.
 */
#include "core/archive/zip/zip_library.h"

#include <string.h>

#include "core/archive/library/library.h"
#include "core/base/libarchive.h"

#define LOCAL_SIZE 30u
#define NAME_SIZE 1u
/* Head of an extra field and of the one for AES. */
#define EXTRA_HEAD 4u
#define AES_SIZE 7u
#define PASSWORD_MAX 255u

struct one_header {
	uint8_t bytes[LOCAL_SIZE + NAME_SIZE + EXTRA_HEAD + AES_SIZE];
	size_t size;
};

static void
put(struct one_header *one, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		one->bytes[one->size++] = (uint8_t)(value >> i * 8);
}

/* What does not fit into 32 bits is wrong for messages in any case. */
static uint32_t
to_u32(uint64_t value)
{
	return value > UINT32_MAX ? UINT32_MAX - 1 : (uint32_t)value;
}

static struct one_header
write_header(const struct zip_header *header, struct slice packed)
{
	struct one_header one = {.size = 0};
	bool aes = header->method == ZIP_AES && header->aes.size >= AES_SIZE;

	put(&one, 0x04034B50, 4);
	put(&one, 51, 2);
	put(&one, header->flags & ZIP_FLAG_ENCRYPTED, 2);
	put(&one, header->method, 2);
	put(&one, 0, 4);
	put(&one, header->crc32, 4);
	put(&one, to_u32(packed.size), 4);
	put(&one, to_u32(header->size), 4);
	put(&one, NAME_SIZE, 2);
	put(&one, aes ? EXTRA_HEAD + AES_SIZE : 0, 2);
	put(&one, 'x', NAME_SIZE);
	if (aes) {
		put(&one, 0x9901, 2);
		put(&one, AES_SIZE, 2);
		memcpy(one.bytes + one.size, header->aes.data, AES_SIZE);
		one.size += AES_SIZE;
	}
	return one;
}

/* It wants strings. */
static void
add_password(struct archive *archive, struct slice password)
{
	char text[PASSWORD_MAX + 1];

	if (password.size == 0 || password.size > PASSWORD_MAX ||
	    slice_find_byte(password, 0) < password.size)
		return;
	memcpy(text, password.data, password.size);
	text[password.size] = '\0';
	(void)libarchive.archive_read_add_passphrase(archive, text);
}

static bool
open_one(struct library *library, bool encrypted)
{
	const struct archive_options *options = library->unpacking->options;
	struct archive *archive = library->archive;
	struct archive_entry *entry;

	for (size_t i = 0; encrypted && i < options->password_count; i++)
		add_password(archive, options->passwords[i]);
	return libarchive.archive_read_support_format_zip_streamable(archive) ==
		   ARCHIVE_OK &&
	       libarchive.archive_read_open1(archive) >= ARCHIVE_WARN &&
	       libarchive.archive_read_next_header(archive, &entry) >=
		   ARCHIVE_WARN;
}

/* Encrypted: did a password fit?  If none did there is nothing else to say. */
static void
note_password(struct member *member)
{
	if (member->body.size > 0)
		member->flags |= MEMBER_PASSWORD;
	else
		member->flags &= ~(unsigned)MEMBER_DAMAGED;
}

void
library_read_zip_member(struct unpacking *unpacking,
    const struct zip_header *header, struct slice packed, struct member *member)
{
	struct one_header one = write_header(header, packed);
	struct library library = {
	    .unpacking = unpacking,
	    .head = {one.bytes, one.size},
	    .bytes = packed,
	};
	bool encrypted = (header->flags & ZIP_FLAG_ENCRYPTED) != 0;

	if (!library_create(&library)) {
		if (!shared_library_is_loaded(&libarchive_library))
			member->flags |= MEMBER_UNSUPPORTED;
		return;
	}
	if (open_one(&library, encrypted))
		(void)library_read_body(&library, packed.size, member);
	else if (quota_refused(unpacking->archives->quota))
		unpacking_cut(unpacking, LIMIT_ARCHIVE_MEMORY);
	else
		member->flags |= MEMBER_UNSUPPORTED;
	if (encrypted)
		note_password(member);
	library_destroy(&library);
}
