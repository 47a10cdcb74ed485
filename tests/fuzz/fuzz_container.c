/*
 * fuzz_container - hostile .cvd, .cld and .cud files
 *
 * The first byte chooses the format.  Laws: a result, a reason with each
 * refusal; what is taken has names and sizes within the bounds, and nothing
 * that was not signed counts as official.
 */
#include <string.h>

#include "core/base/check.h"
#include "core/sigdb/container.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_members(const struct container *container)
{
	uint64_t total = 0;

	CHECK(container->count <= CONTAINER_MEMBERS_MAX);
	for (size_t i = 0; i < container->count; i++) {
		const struct container_member *member = &container->members[i];

		CHECK(memchr(member->name, '\0', sizeof(member->name)) != NULL);
		total += member->size;
	}
	CHECK(total <= CONTAINER_BYTES_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum rules_format formats[] = {
	    RULES_CVD, RULES_CLD, RULES_CUD};
	struct container *container = NULL;
	const char *reason = NULL;
	enum rules_format format;

	if (size == 0)
		return 0;
	format = formats[data[0] % 3];
	switch (container_open(format, (struct slice){data + 1, size - 1},
	    &container_official_keys, &container, &reason)) {
	case CONTAINER_OK:
		check_members(container);
		/* Nobody can forge the publisher's signature by chance. */
		CHECK(!container->official);
		container_close(&container);
		break;
	case CONTAINER_REFUSED:
		CHECK(reason != NULL && container == NULL);
		break;
	case CONTAINER_NO_MEMORY:
		CHECK(container == NULL);
		break;
	}
	return 0;
}
