/*
 * fuzz_sign_file - any bytes as the signature beside a container
 *
 * Nobody is trusted here, so nothing may ever be good.
 */
#include <stdint.h>

#include "core/base/check.h"
#include "core/sigdb/sign_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {data, size};

	CHECK(sign_file_check(text, SLICE("a container"), NULL) !=
	      SIGN_FILE_GOOD);
	return 0;
}
