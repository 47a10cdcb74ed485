/*
 * cartridge - map a cartridge and believe nothing before it was checked
 *
 * In this order: is it one, is it for us, is it whole.
 */
#include "core/cartridge/cartridge.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/base/large_pages.h"
#include "core/cartridge/format.h"

/* Bytes for one call: some kernels let others have the processor between two
 * calls only.  What was read is summed up while it is near the processor. */
#define PIECE (256u << 10)

#define UNFIT "empty, or not a file; put a good cartridge in its place"
#define TOO_LARGE "too large for a cartridge; put a good one in its place"

/* ---- a file that is being read ----------------------------------------- */

struct coming {
	int fd;
	int failure; /* of the system, by errno; 0: none */
};

/* False: it ends before, or cannot be read. */
static bool
coming_read(struct coming *coming, uint8_t *to, size_t size, uint64_t from)
{
	while (size > 0) {
		ssize_t got = file_read_at(coming->fd, to, size, from);

		if (got <= 0) {
			coming->failure = got < 0 ? errno : 0;
			return false;
		}
		to += got;
		from += (uint64_t)got;
		size -= (size_t)got;
	}
	return true;
}

/* ---- is it good? ------------------------------------------------------- */

static enum cartridge_result
refuse(struct text *error_r, enum cartridge_result result, const char *why)
{
	text_put(error_r, slice_from_string(why));
	return result;
}

static enum cartridge_result
check_header(
    const struct format_header *header, size_t size, struct text *error_r)
{
	if (size < CARTRIDGE_PAGE ||
	    memcmp(header->magic, FORMAT_MAGIC, sizeof(header->magic)) != 0)
		return refuse(error_r, CARTRIDGE_DAMAGED,
		    "not a cartridge, or cut short; put a good one in its "
		    "place, or remove it");
	if (header->byte_order != FORMAT_BYTE_ORDER)
		return refuse(error_r, CARTRIDGE_FOREIGN,
		    "a cartridge from a machine of the other byte order; make "
		    "one on this machine with LEARN");
	if (header->format != FORMAT_VERSION) {
		text_printf(error_r,
		    "a cartridge of format %" PRIu32
		    ", and this program reads %u; use the program that made "
		    "it, or make it anew with LEARN",
		    header->format, FORMAT_VERSION);
		return CARTRIDGE_FOREIGN;
	}
	if (header->file_size != size ||
	    header->checksum !=
		checksum64(header, offsetof(struct format_header, checksum), 0))
		return refuse(error_r, CARTRIDGE_DAMAGED,
		    "damaged or cut short (header); put a good copy in its "
		    "place, or remove it");
	return CARTRIDGE_OK;
}

/* Summed up while it comes.  False: it cannot be read. */
static bool
fetch(struct cartridge *cartridge, const struct format_span *span,
    uint64_t *checksum_r)
{
	struct checksum sum;

	checksum_begin(&sum, 0);
	for (uint64_t at = 0; at < span->size; at += PIECE) {
		uint8_t *to = cartridge->room + span->offset + at;
		size_t size =
		    span->size - at < PIECE ? (size_t)(span->size - at) : PIECE;

		if (!coming_read(
			cartridge->coming, to, size, span->offset + at))
			return false;
		checksum_add(&sum, to, size);
	}
	*checksum_r = checksum_end(&sum);
	return true;
}

static bool
sum_up(struct cartridge *cartridge, const struct format_span *span,
    uint64_t *checksum_r)
{
	if (cartridge->coming != NULL)
		return fetch(cartridge, span, checksum_r);
	*checksum_r = checksum64(cartridge->base + span->offset, span->size, 0);
	return true;
}

/* One behind the other, as they are written, so none lies in another. */
static bool
section_holds(
    struct cartridge *cartridge, const struct format_span *span, uint64_t at)
{
	uint64_t checksum;

	return span->offset == at && span->offset <= cartridge->size &&
	       span->size <= cartridge->size - span->offset &&
	       sum_up(cartridge, span, &checksum) && span->checksum == checksum;
}

static enum cartridge_result
take_sections(struct cartridge *cartridge, struct text *error_r)
{
	const struct format_header *header = (const void *)cartridge->base;
	uint64_t at = CARTRIDGE_PAGE;

	for (int i = 0; i < (int)FORMAT_SECTIONS; i++) {
		const struct format_span *span = &header->sections[i];

		if (!section_holds(cartridge, span, at))
			return refuse(error_r, CARTRIDGE_DAMAGED,
			    "damaged (checksum of a section); put a good copy "
			    "in its place, or remove it");
		if (i < CARTRIDGE_SECTIONS)
			cartridge->sections[i] = (struct slice){
			    cartridge->base + span->offset, span->size};
		at += span->size + (CARTRIDGE_PAGE - 1);
		at -= at % CARTRIDGE_PAGE;
	}
	return CARTRIDGE_OK;
}

static enum cartridge_result
take(struct cartridge *cartridge, struct text *error_r)
{
	const struct format_header *header = (const void *)cartridge->base;
	enum cartridge_result result =
	    check_header(header, cartridge->size, error_r);

	if (result != CARTRIDGE_OK)
		return result;
	memcpy(cartridge->id.version.part, header->version,
	    sizeof(header->version));
	cartridge->id.update = header->update;
	cartridge->id.created_s = header->created_s;
	cartridge->stamp = header->checksum;
	return take_sections(cartridge, error_r);
}

/* ---- open -------------------------------------------------------------- */

static void
let_go(const struct cartridge *cartridge)
{
	if (cartridge->mapped)
		munmap((void *)(uintptr_t)cartridge->base, cartridge->size);
	free(cartridge->room);
}

/* Takes over what was mapped, and the room. */
static enum cartridge_result
open_bytes(const struct cartridge *opening, struct cartridge **cartridge_r,
    struct text *error_r)
{
	struct cartridge *cartridge = malloc(sizeof(*cartridge));
	enum cartridge_result result;

	if (cartridge == NULL) {
		let_go(opening);
		return refuse(error_r, CARTRIDGE_NO_MEMORY, "no memory for it");
	}
	*cartridge = *opening;
	result = take(cartridge, error_r);
	cartridge->coming = NULL;
	if (result != CARTRIDGE_OK)
		cartridge_close(&cartridge);
	*cartridge_r = cartridge;
	return result;
}

enum cartridge_result
cartridge_open_memory(
    struct slice bytes, struct cartridge **cartridge_r, struct text *error_r)
{
	const struct cartridge opening = {
	    .base = bytes.data, .size = bytes.size};

	return open_bytes(&opening, cartridge_r, error_r);
}

/* The first bytes come in one go, instead of one page fault after the other. */
static enum cartridge_result
open_mapped(const uint8_t *bytes, size_t size, struct cartridge **cartridge_r,
    struct text *error_r)
{
	const struct cartridge opening = {
	    .base = bytes, .size = size, .mapped = true};

	if (size > CARTRIDGE_BYTES_MAX) {
		munmap((void *)(uintptr_t)bytes, size);
		return refuse(error_r, CARTRIDGE_DAMAGED, TOO_LARGE);
	}
#if ON_LINUX && defined(MADV_POPULATE_READ)
	for (size_t at = 0; at < size; at += PIECE)
		(void)madvise((uint8_t *)(uintptr_t)bytes + at,
		    size - at < PIECE ? size - at : PIECE, MADV_POPULATE_READ);
#endif
	return open_bytes(&opening, cartridge_r, error_r);
}

static enum cartridge_result
refuse_by_errno(struct text *error_r)
{
	text_printf(error_r, "%s%s", strerror(errno),
	    errno == EACCES ? "; make it readable for the user of the server"
			    : "");
	return errno == ENOENT ? CARTRIDGE_NO_FILE : CARTRIDGE_IO;
}

static enum cartridge_result
open_path(
    const char *path, struct cartridge **cartridge_r, struct text *error_r)
{
	const uint8_t *bytes;
	size_t size;

	switch (file_map(path, 1, &bytes, &size)) {
	case FILE_MAP_OK:
		return open_mapped(bytes, size, cartridge_r, error_r);
	case FILE_MAP_UNFIT:
		return refuse(error_r, CARTRIDGE_DAMAGED, UNFIT);
	case FILE_MAP_IO:
		break;
	}
	return refuse_by_errno(error_r);
}

/* ---- read -------------------------------------------------------------- */

/* The header, and behind it what it says there is. */
static enum cartridge_result
take_coming(int fd, struct cartridge *opening, struct cartridge **cartridge_r,
    struct text *error_r)
{
	struct coming coming = {.fd = fd};
	size_t size =
	    opening->size < CARTRIDGE_PAGE ? opening->size : CARTRIDGE_PAGE;
	enum cartridge_result result = CARTRIDGE_DAMAGED;

	opening->coming = &coming;
	if (coming_read(&coming, opening->room, size, 0))
		result = open_bytes(opening, cartridge_r, error_r);
	else
		let_go(opening);
	opening->coming = NULL;
	if (coming.failure != 0) {
		errno = coming.failure;
		text_clear(error_r);
		return refuse_by_errno(error_r);
	}
	if (result == CARTRIDGE_DAMAGED && error_r->size == 0)
		return refuse(error_r, CARTRIDGE_DAMAGED, UNFIT);
	return result;
}

static enum cartridge_result
read_file(int fd, struct cartridge **cartridge_r, struct text *error_r)
{
	struct cartridge opening = {.base = NULL};
	struct stat status;

	if (fstat(fd, &status) != 0)
		return refuse_by_errno(error_r);
	if (!S_ISREG(status.st_mode) || status.st_size < 1)
		return refuse(error_r, CARTRIDGE_DAMAGED, UNFIT);
	if ((uint64_t)status.st_size > CARTRIDGE_BYTES_MAX)
		return refuse(error_r, CARTRIDGE_DAMAGED, TOO_LARGE);
	opening.size = (size_t)status.st_size;
	opening.room = large_pages_allocate(opening.size, CARTRIDGE_PAGE);
	opening.base = opening.room;
	if (opening.room == NULL)
		return refuse(error_r, CARTRIDGE_NO_MEMORY, "no memory for it");
	return take_coming(fd, &opening, cartridge_r, error_r);
}

static enum cartridge_result
read_path(
    const char *path, struct cartridge **cartridge_r, struct text *error_r)
{
	int fd = file_open(path, false);
	enum cartridge_result result;

	if (fd < 0)
		return refuse_by_errno(error_r);
	result = read_file(fd, cartridge_r, error_r);
	file_close(fd);
	return result;
}

/* ---- by either way ----------------------------------------------------- */

static enum cartridge_result
open_by(enum cartridge_result (*way)(const char *path,
	    struct cartridge **cartridge_r, struct text *error_r),
    const char *path, struct cartridge **cartridge_r, struct text *error_r)
{
	char buffer[256];
	struct text why = TEXT_OVER(buffer);
	enum cartridge_result result;

	*cartridge_r = NULL;
	result = way(path, cartridge_r, &why);
	if (result != CARTRIDGE_OK)
		text_printf(error_r, "%s: %s", path, why.data);
	return result;
}

enum cartridge_result
cartridge_open(
    const char *path, struct cartridge **cartridge_r, struct text *error_r)
{
	return open_by(open_path, path, cartridge_r, error_r);
}

enum cartridge_result
cartridge_read(
    const char *path, struct cartridge **cartridge_r, struct text *error_r)
{
	return open_by(read_path, path, cartridge_r, error_r);
}

uint8_t *
cartridge_bytes(struct cartridge *cartridge, enum cartridge_section section)
{
	CHECK(cartridge->room != NULL && cartridge->replaced[section] == NULL);
	return cartridge->room +
	       (cartridge->sections[section].data - cartridge->base);
}

void
cartridge_close(struct cartridge **cartridge)
{
	struct cartridge *closing = *cartridge;

	*cartridge = NULL;
	if (closing == NULL)
		return;
	let_go(closing);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		free(closing->replaced[i]);
	free(closing);
}

void
cartridge_replace(struct cartridge *cartridge, enum cartridge_section section,
    uint8_t *bytes, size_t size)
{
	free(cartridge->replaced[section]);
	cartridge->replaced[section] = bytes;
	cartridge->sections[section] = (struct slice){bytes, size};
}

/* ---- its name ---------------------------------------------------------- */

bool
cartridge_version_read(struct slice text, struct cartridge_version *version_r)
{
	for (int i = 0; i < 4; i++) {
		size_t end = slice_find_byte(text, '.');
		uint64_t value;

		if ((end == text.size) != (i == 3) ||
		    !slice_to_u64(slice_sub(text, 0, end), &value) ||
		    value > UINT32_MAX)
			return false;
		version_r->part[i] = (uint32_t)value;
		text = slice_skip(text, end + 1);
	}
	return true;
}

void
cartridge_id_put(struct text *text, const struct cartridge_id *id)
{
	const uint32_t *part = id->version.part;

	text_printf(text,
	    "%" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32
	    " update version=%" PRIu64,
	    part[0], part[1], part[2], part[3], id->update);
}

struct slice
cartridge_info(const struct cartridge *cartridge, struct slice name)
{
	struct slice rest = cartridge->sections[CARTRIDGE_INFO];

	while (rest.size > 0) {
		size_t end = slice_find_byte(rest, '\n');
		struct slice line = slice_sub(rest, 0, end);

		rest = slice_skip(rest, end + 1);
		if (slice_starts_with(line, name) && line.size > name.size &&
		    line.data[name.size] == ':')
			return slice_trim(slice_skip(line, name.size + 1));
	}
	return (struct slice){NULL, 0};
}
