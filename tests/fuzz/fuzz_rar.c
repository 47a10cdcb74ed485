/*
 * fuzz_rar - any bytes as an encrypted rar, with its password
 *
 * The first byte says whether it is a rar 4, whose keys take long, or a rar 5.
 * The laws of archive_law hold for three readings.
 */
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct slice passwords[] = {SLICE("Secret"), SLICE("secret")};
	struct slice bytes = {data, size};

	if (size == 0)
		return 0;
	(void)archive_law_thrice(slice_skip(bytes, 1),
	    data[0] == '4' ? FILETYPE_RAR : FILETYPE_RAR5, passwords, 2);
	return 0;
}
