/*
 * test_ipv4 - an IPv4 address as text
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/ipv4.h"

static void
four_numbers_with_dots_are_an_address(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		uint8_t octets[4];
	} cases[] = {
	    {"192.0.2.1", 9, {192, 0, 2, 1}},
	    {"0.0.0.0", 7, {0, 0, 0, 0}},
	    {"255.255.255.255", 15, {255, 255, 255, 255}},
	    {"010.001.1.1", 11, {10, 1, 1, 1}},
	    {"192.0.2.1]", 9, {192, 0, 2, 1}},
	    {"192.0.2.1.5", 9, {192, 0, 2, 1}},
	    {"192.0.2.1234", 11, {192, 0, 2, 123}},
	    {"192.0.2.256", 0, {0}},
	    {"1000.0.0.1", 0, {0}},
	    {"1..2.3", 0, {0}},
	    {".1.2.3", 0, {0}},
	    {"1.2.3", 0, {0}},
	    {"1.2.3.", 0, {0}},
	    {"1.2.3.x", 0, {0}},
	    {"-1.2.3.4", 0, {0}},
	    {" 1.2.3.4", 0, {0}},
	    {"", 0, {0}},
	};
	uint8_t octets[4];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct slice s = slice_from_string(cases[i].text);

		assert_int_equal(ipv4_read(s, octets), cases[i].size);
		if (cases[i].size > 0)
			assert_memory_equal(octets, cases[i].octets, 4);
	}
}

static void
an_address_ends_where_its_bytes_do(void **state)
{
	uint8_t octets[4];

	(void)state;
	for (size_t size = 0; size < 7; size++)
		assert_int_equal(
		    ipv4_read((struct slice){(const uint8_t *)"1.2.3.45", size},
			octets),
		    0);
	assert_int_equal(
	    ipv4_read((struct slice){(const uint8_t *)"1.2.3.45", 7}, octets),
	    7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(four_numbers_with_dots_are_an_address),
	    cmocka_unit_test(an_address_ends_where_its_bytes_do),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ipv4", tests, NULL, NULL);
}
