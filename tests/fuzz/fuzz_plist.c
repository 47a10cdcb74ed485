/*
 * fuzz_plist - any bytes as a binary property list
 *
 * Data lie in the list, and all of them are no more than it.
 */
#include "core/base/check.h"
#include "core/document/plist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plist plist;
	struct slice found;
	size_t all = 0;

	if (!plist_begin(&plist, (struct slice){data, size}))
		return 0;
	while (plist_next(&plist, &found)) {
		CHECK(found.size > 0);
		CHECK(found.data >= data &&
		      found.data + found.size <= data + size);
		all += found.size;
	}
	CHECK(all <= size);
	return 0;
}
