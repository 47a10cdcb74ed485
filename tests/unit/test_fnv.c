/*
 * test_fnv - FNV-1a against the values that its authors publish
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/fnv.h"

/* draft-eastlake-fnv, appendix C: no byte, "a", "foobar". */
static void
both_sizes_give_the_published_values(void **state)
{
	static const struct {
		const char *text;
		uint32_t small;
		uint64_t large;
	} cases[] = {
	    {"", 0x811C9DC5u, UINT64_C(0xCBF29CE484222325)},
	    {"a", 0xE40C292Cu, UINT64_C(0xAF63DC4C8601EC8C)},
	    {"foobar", 0xBF9CF968u, UINT64_C(0x85944171F73967E8)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct slice s = slice_from_string(cases[i].text);
		uint64_t large = FNV64_BEGIN;

		assert_int_equal(fnv_slice(s, FNV_BEGIN), cases[i].small);
		for (size_t at = 0; at < s.size; at++)
			large = fnv64_step(large, s.data[at]);
		assert_true(large == cases[i].large);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_sizes_give_the_published_values),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("fnv", tests, NULL, NULL);
}
