/*
 * test_seed - the same here, another one in the next process
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include "core/base/seed.h"

static void
a_hash_is_the_same_in_one_process(void **state)
{
	(void)state;
	assert_true(seed_hash(SLICE("name")) == seed_hash(SLICE("name")));
	assert_true(seed_hash(SLICE("name")) != seed_hash(SLICE("names")));
	assert_true(seed_hash(SLICE("")) == seed_hash(SLICE("")));
}

/* Started again, since a child that is forked would have the same seed. */
static uint64_t
hash_of_another_process(void)
{
	int ends[2];
	uint64_t hash = 0;

	assert_int_equal(pipe(ends), 0);
	if (fork() == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execl("/proc/self/exe", "test_seed", "hash", (char *)NULL);
		_exit(1);
	}
	close(ends[1]);
	if (read(ends[0], &hash, sizeof(hash)) != sizeof(hash))
		hash = 0;
	close(ends[0]);
	return hash;
}

static void
it_is_another_one_in_the_next_process(void **state)
{
	uint64_t other = hash_of_another_process();

	(void)state;
	if (other == 0)
		skip();
	assert_true(other != seed_hash(SLICE("name")));
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_hash_is_the_same_in_one_process),
	    cmocka_unit_test(it_is_another_one_in_the_next_process),
	};
	uint64_t hash = seed_hash(SLICE("name"));

	(void)argv;
	if (argc > 1)
		return write(STDOUT_FILENO, &hash, sizeof(hash)) !=
		       sizeof(hash);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
