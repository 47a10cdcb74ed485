/*
 * fuzz_phishing - any bytes as a line of a list, as a link and as its text
 *
 * What comes out lies within what went in, or within the buffer.
 */
#include <stdint.h>

#include "core/base/check.h"
#include "core/logic/phishing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_inside(struct slice inner, const uint8_t *outer, size_t size)
{
	if (inner.size == 0)
		return;
	CHECK(inner.data >= outer && inner.size <= size);
	CHECK((size_t)(inner.data - outer) <= size - inner.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t buffer[PHISHING_SHOWN_MAX];
	struct slice bytes = {data, size};
	struct phishing_rule rule;
	struct phishing_url url;
	const char *reason;

	for (int allow = 0; allow < 2; allow++)
		if (phishing_parse(bytes, allow != 0, &rule, &reason)) {
			CHECK(
			    rule.kind < PHISHING_KINDS && rule.first.size > 0);
			check_inside(rule.first, data, size);
			check_inside(rule.second, data, size);
		}
	if (phishing_real(bytes, &url))
		check_inside(url.host, data, size);
	if (phishing_shown(bytes, buffer, &url)) {
		CHECK(url.host.size > 0 &&
		      slice_find_byte(url.host, '.') < url.host.size);
		check_inside(url.host, buffer, sizeof(buffer));
	}
	return 0;
}
