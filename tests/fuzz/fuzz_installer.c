/*
 * fuzz_installer - the first byte chooses a kind of installer, the rest is one;
 * the laws of archive_law hold for three readings, and nothing is found where
 * nothing can be read
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum filetype kinds[] = {
    FILETYPE_ISHIELD,
    FILETYPE_ISCAB,
    FILETYPE_NSIS,
    FILETYPE_AUTOIT,
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* What is taken for the begin of an archive has a reader that takes it. */
static void
check_inside(struct slice bytes)
{
	enum filetype type = FILETYPE_OTHER;
	size_t at = archive_inside(bytes, 0, &type);
	struct archive_seen seen;

	if (at == SIZE_MAX)
		return;
	CHECK(at < bytes.size && archive_readable(type));
	if (type != FILETYPE_ISHIELD)
		return;
	seen = archive_law_thrice(slice_skip(bytes, at), type, NULL, 0);
	CHECK((seen.flags & ARCHIVE_UNSUPPORTED) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = slice_skip((struct slice){data, size}, 1);

	if (size == 0)
		return 0;
	(void)archive_law_thrice(bytes, kinds[data[0] % KINDS], NULL, 0);
	check_inside(bytes);
	return 0;
}
