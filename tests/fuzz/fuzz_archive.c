/*
 * fuzz_archive - the first byte chooses a kind of archive (0: what the bytes
 * are), the rest is one; the laws of archive_law hold for three readings
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_inside(struct slice bytes)
{
	enum filetype type = FILETYPE_OTHER;
	size_t at = 0, finds = 0;

	while ((at = archive_inside(bytes, at, &type)) != SIZE_MAX) {
		CHECK(at < bytes.size && archive_readable(type));
		at++;
		CHECK(++finds <= bytes.size);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct slice passwords[] = {
	    SLICE("wrong"), SLICE("secret")};
	struct slice bytes = slice_skip((struct slice){data, size}, 1);
	enum filetype type;

	if (size == 0)
		return 0;
	type = data[0] == 0 ? filetype_detect(bytes)
			    : (enum filetype)(data[0] % FILETYPES);
	if (!archive_readable(type))
		type = FILETYPE_ZIP;
	(void)archive_law_thrice(bytes, type, passwords, 2);
	check_inside(bytes);
	return 0;
}
