/*
 * fuzz_macfile - any bytes as MacBinary, AppleSingle or AppleDouble
 *
 * Laws: name and forks lie in the bytes; there is one fork in MacBinary, and
 * elsewhere no more than entries have room; a fork of an empty body is none,
 * but in MacBinary one that broke off; the end stays the end.
 */
#include "core/base/check.h"
#include "core/encoded/macfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ENTRY_BYTES 12u

static bool
is_within(struct slice inner, struct slice outer)
{
	return inner.size == 0 ||
	       (inner.data >= outer.data && inner.size <= outer.size &&
		   (size_t)(inner.data - outer.data) <=
		       outer.size - inner.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	struct macfile macfile;
	struct macfile_fork fork;
	size_t forks = 0;

	if (!macfile_begin(&macfile, bytes))
		return 0;
	CHECK(is_within(macfile.name, bytes));
	while (macfile_next(&macfile, &fork)) {
		CHECK(is_within(fork.body, bytes));
		CHECK(fork.body.size > 0 ||
		      (fork.bad && macfile.kind == MACFILE_BINARY));
		forks++;
	}
	CHECK(!macfile_next(&macfile, &fork));
	CHECK(
	    forks <= (macfile.kind == MACFILE_BINARY ? 1 : size / ENTRY_BYTES));
	return 0;
}
