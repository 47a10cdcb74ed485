/*
 * fuzz_auth_results - any bytes as Authentication-Results
 *
 * Going through it ends, each step takes some of it, methods and properties lie
 * within the value, and what a value holds is not longer than the value.
 */
#include <stdint.h>

#include "core/base/check.h"
#include "core/header/auth_results.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena;

static void
check_inside(struct slice inner, struct slice outer)
{
	if (inner.size == 0)
		return;
	CHECK(inner.data >= outer.data && inner.size <= outer.size);
	CHECK((size_t)(inner.data - outer.data) <= outer.size - inner.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice value = {data, size}, server, rest;
	struct auth_result result;

	if (arena == NULL)
		arena = arena_create((size_t)16 << 20);
	CHECK(arena != NULL);
	arena_reset(arena);
	if (!auth_results_begin(value, &server, &rest))
		return 0;
	check_inside(server, value);
	check_inside(rest, value);
	for (size_t left = rest.size; auth_results_next(&rest, arena, &result);
	     left = rest.size) {
		CHECK(rest.size < left);
		check_inside(rest, value);
		check_inside(result.method, value);
		check_inside(result.property, value);
		CHECK(result.method.size > 0);
		CHECK(result.verdict <= AUTH_OTHER);
		CHECK(result.domain.size + result.reason.size < left);
	}
	CHECK(rest.size == 0);
	return 0;
}
