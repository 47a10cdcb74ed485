/*
 * fuzz_cartridge - a cartridge of any bytes, also with a header that holds
 *
 * The first byte says whether the header's checksum is made good, so that what
 * is behind it is reached; the rest is the file.  Whatever opens lies inside of
 * it.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/checksum.h"
#include "core/cartridge/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t sink;

static void
look_at(const struct cartridge *cartridge, const uint8_t *file, size_t size)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	for (int i = 0; i < CARTRIDGE_SECTIONS; i++) {
		struct slice section = cartridge->sections[i];

		CHECK(section.data >= file && section.size <= size &&
		      (size_t)(section.data - file) <= size - section.size);
		sink += checksum64(section.data, section.size, 0);
	}
	sink += cartridge_info(cartridge, SLICE("name")).size;
	cartridge_id_put(&text, &cartridge->id);
	CHECK(!text.truncated);
}

static void
make_good(uint8_t *file, size_t size, uint8_t how)
{
	struct format_header *header = (void *)file;

	if (size < CARTRIDGE_PAGE || how % 4 == 0)
		return;
	memcpy(header->magic, FORMAT_MAGIC, sizeof(header->magic));
	header->format = FORMAT_VERSION;
	header->byte_order = FORMAT_BYTE_ORDER;
	header->file_size = size;
	for (int i = 0; how % 4 > 1 && i < (int)FORMAT_SECTIONS; i++) {
		struct format_span *span = &header->sections[i];

		if (span->offset <= size && span->size <= size - span->offset)
			span->checksum =
			    checksum64(file + span->offset, span->size, 0);
	}
	header->checksum =
	    checksum64(header, offsetof(struct format_header, checksum), 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	struct cartridge *cartridge;
	struct cartridge_version version;
	uint8_t *file;

	if (size == 0)
		return 0;
	(void)cartridge_version_read((struct slice){data, size}, &version);
	file = malloc(size);
	CHECK(file != NULL);
	memcpy(file, data + 1, size - 1);
	make_good(file, size - 1, data[0]);
	if (cartridge_open_memory((struct slice){file, size - 1}, &cartridge,
		&error) == CARTRIDGE_OK) {
		look_at(cartridge, file, size - 1);
		cartridge_close(&cartridge);
	}
	CHECK(cartridge == NULL);
	free(file);
	return 0;
}
