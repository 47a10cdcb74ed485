/*
 * fuzz_filetype - any bytes typed
 *
 * Whatever comes in: the type has a name, depends on the bytes only, and goes
 * with what must be there for it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/filetype/filetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
has(struct slice bytes, uint8_t byte)
{
	return slice_find_byte(bytes, byte) < bytes.size;
}

/* What the bytes claim as a name, and as a media type. */
static void
check_claims(struct slice bytes, enum filetype found)
{
	enum filetype by_name = filetype_of_name(bytes);
	enum filetype by_media = filetype_of_media_type(bytes);

	CHECK(by_name < FILETYPES && by_media < FILETYPES);
	if (!has(bytes, '.'))
		CHECK(by_name == FILETYPE_OTHER &&
		      !filetype_name_is_executable(bytes));
	CHECK(!filetype_mismatch(FILETYPE_OTHER, found));
	CHECK(!filetype_mismatch(found, found));
	if (filetype_mismatch(by_name, found))
		CHECK(by_name != found);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	enum filetype type = filetype_detect(bytes);

	CHECK(filetype_name(type)[0] != '\0');
	CHECK(filetype_detect(bytes) == type);
	check_claims(bytes, type);
	if (filetype_is_zip(type))
		CHECK(filetype_class(type) == FILECLASS_ARCHIVE &&
		      has(bytes, 'P'));
	if (size == 0)
		CHECK(type == FILETYPE_OTHER);
	if (type == FILETYPE_HTML)
		CHECK(has(bytes, '<'));
	if (type == FILETYPE_MAIL)
		CHECK(has(bytes, ':'));
	if (type == FILETYPE_PE)
		CHECK(slice_starts_with(bytes, SLICE("MZ")));
	if (type == FILETYPE_PDF)
		CHECK(has(bytes, '%') && has(bytes, 'F'));
	/* What the first bytes alone decide stays when zeros follow. */
	if (size < 1000 && (type == FILETYPE_ELF || type == FILETYPE_MACHO)) {
		uint8_t longer[1064] = {0};

		memcpy(longer, data, size);
		CHECK(
		    filetype_detect((struct slice){longer, size + 64}) == type);
	}
	return 0;
}
