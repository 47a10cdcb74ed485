/*
 * test_apart - what works apart holds nothing of ours open
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "threads/base/apart.h"

/* What the two processes see. */
struct seen {
	pid_t worker;
	ssize_t said;
	int highest; /* file that was open, of those of a standard and above */
};

static void
look(void *owner)
{
	struct seen *seen = owner;

	seen->said = write(STDOUT_FILENO, "lost\n", 5);
	for (int file = STDERR_FILENO + 1; file < 1024; file++)
		if (fcntl(file, F_GETFD) >= 0)
			seen->highest = file;
	seen->worker = getpid();
}

static void
take_long(void *owner)
{
	(void)owner;
	sleep(3);
}

static struct seen *
share(void)
{
	struct seen *seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(seen != MAP_FAILED);
	return seen;
}

static void
work_is_done_in_a_process_that_has_no_file_of_ours(void **state)
{
	struct seen *seen = share();

	(void)state;
	apart_do(look, NULL, seen);
	assert_int_not_equal(seen->worker, 0);
	assert_int_not_equal(seen->worker, getpid());
	assert_int_equal(seen->said, 5);
	assert_int_equal(seen->highest, 0);
	munmap(seen, sizeof(*seen));
}

/* Also where somebody else left many open. */
static void
a_pipe_ends_while_what_comes_later_still_runs(void **state)
{
	struct seen *seen = share();
	int ends[2], low[300], count = 0;
	struct pollfd from;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	while (count < 300 && (low[count] = open("/dev/null", O_RDONLY)) >= 0)
		count++;
	apart_do(look, take_long, seen);
	assert_int_not_equal(seen->worker, 0);
	close(ends[1]);
	from = (struct pollfd){.fd = ends[0], .events = POLLIN};
	assert_int_equal(poll(&from, 1, 0), 1);
	assert_true(from.revents & POLLHUP);
	close(ends[0]);
	while (count > 0)
		close(low[--count]);
	munmap(seen, sizeof(*seen));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		work_is_done_in_a_process_that_has_no_file_of_ours),
	    cmocka_unit_test(a_pipe_ends_while_what_comes_later_still_runs),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
