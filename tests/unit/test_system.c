/*
 * test_system - functions that not every Unix has
 *
 * The portable variant tests ours, the others the system's: the same answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/guard.h"

static const struct {
	const char *haystack;
	const char *needle;
	int at; /* -1: not there */
} finds[] = {
    {"", "a", -1},
    {"a", "a", 0},
    {"a", "ab", -1},
    {"aab", "ab", 1},
    {"aaaaab", "aab", 3},
    {"abcabd", "abd", 3},
    {"abcab", "abd", -1},
    {"xyz", "z", 2},
    {"xyzz", "zz", 2},
    {"xyz\xff\xfe", "\xff\xfe", 3},
    {"mississippi", "issip", 4},
};

static uint8_t *
put_tail(struct guard *guard, const char *text)
{
	size_t size = strlen(text);
	uint8_t *tail;

	*guard = guard_open(size);
	tail = guard_tail(guard, size);
	memcpy(tail, text, size);
	return tail;
}

/* Haystack and needle both end at a page that must not be touched. */
static void
memmem_finds_the_first_place_and_reads_no_further(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		size_t size = strlen(finds[i].haystack);
		size_t needle_size = strlen(finds[i].needle);
		struct guard first, second;
		uint8_t *hay = put_tail(&first, finds[i].haystack);
		uint8_t *needle = put_tail(&second, finds[i].needle);
		uint8_t *found = memmem(hay, size, needle, needle_size);

		if (finds[i].at < 0)
			assert_null(found);
		else
			assert_ptr_equal(found, hay + finds[i].at);
		assert_ptr_equal(memmem(hay, size, needle, 0), hay);
		guard_close(&first);
		guard_close(&second);
	}
}

static void
memrchr_finds_the_last_place(void **state)
{
	static const char text[] = "a\xff.b.\0c";
	const size_t size = sizeof(text) - 1;

	(void)state;
	assert_ptr_equal(memrchr(text, '.', size), text + 4);
	assert_ptr_equal(memrchr(text, '.', 4), text + 2);
	assert_ptr_equal(memrchr(text, 'a', size), text);
	assert_ptr_equal(memrchr(text, '\0', size), text + 5);
	assert_ptr_equal(memrchr(text, 0xff, size), text + 1);
	assert_null(memrchr(text, 'c', size - 1));
	assert_null(memrchr(text, 'a', 0));
}

static void
pipe2_sets_what_it_is_asked_for(void **state)
{
	static const int flags[] = {
	    0, O_CLOEXEC, O_NONBLOCK, O_CLOEXEC | O_NONBLOCK};

	(void)state;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		int fds[2];
		char byte = 0;

		assert_int_equal(pipe2(fds, flags[i]), 0);
		for (int end = 0; end < 2; end++) {
			assert_int_equal(
			    (fcntl(fds[end], F_GETFD) & FD_CLOEXEC) != 0,
			    (flags[i] & O_CLOEXEC) != 0);
			assert_int_equal(
			    (fcntl(fds[end], F_GETFL) & O_NONBLOCK) != 0,
			    (flags[i] & O_NONBLOCK) != 0);
		}
		assert_int_equal(write(fds[1], "x", 1), 1);
		assert_int_equal(read(fds[0], &byte, 1), 1);
		assert_int_equal(byte, 'x');
		close(fds[0]);
		close(fds[1]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memmem_finds_the_first_place_and_reads_no_further),
	    cmocka_unit_test(memrchr_finds_the_last_place),
	    cmocka_unit_test(pipe2_sets_what_it_is_asked_for),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
