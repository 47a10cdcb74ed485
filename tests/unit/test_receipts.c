/*
 * test_receipts - what is known of a write whose writer was killed
 *
 * A writer here is a child that ends by SIGKILL; what it has written the pipe
 * says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/base/system.h"
#if ON_LINUX
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "tests/support/skip.h"
#include "threads/shared/receipts.h"

static int to_server[2];
static struct receipts *receipts;

static int
set_up(void **state)
{
	(void)state;
	if (pipe2(to_server, O_CLOEXEC) != 0 ||
	    fcntl(to_server[0], F_SETFL, O_NONBLOCK) != 0)
		return -1;
	receipts = receipts_create(to_server[1]);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	receipts_destroy(&receipts);
	close(to_server[0]);
	close(to_server[1]);
	return 0;
}

#define NEEDS_RECEIPTS()                                                       \
	do {                                                                   \
		if (receipts == NULL)                                          \
			SKIP("no receipts on this system");                    \
	} while (0)

/* What the server finds. */
static const char *
arrived(void)
{
	static char bytes[4096];
	ssize_t size = read(to_server[0], bytes, sizeof(bytes) - 1);

	bytes[size > 0 ? size : 0] = '\0';
	return bytes;
}

/* Returns how many bytes it took. */
static size_t
fill_pipe(void)
{
	static const char bytes[4096];
	int flags = fcntl(to_server[1], F_GETFL);
	size_t size = 0;
	ssize_t written;

	assert_int_equal(fcntl(to_server[1], F_SETFL, flags | O_NONBLOCK), 0);
	while ((written = write(to_server[1], bytes, sizeof(bytes))) > 0)
		size += (size_t)written;
	assert_int_equal(errno, EAGAIN);
	assert_int_equal(fcntl(to_server[1], F_SETFL, flags), 0);
	return size;
}

static void
drain(size_t size)
{
	char bytes[4096];

	while (size > 0) {
		ssize_t taken = read(to_server[0], bytes, sizeof(bytes));

		assert_true(taken > 0 && (size_t)taken <= size);
		size -= (size_t)taken;
	}
}

/* A child that writes text under that number, and dies before it could say so.
 */
static pid_t
start_writer(uint32_t number, const char *text)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		alarm(10); /* should it never */
		(void)!receipts_write(
		    receipts, number, slice_from_string(text));
		raise(SIGKILL);
	}
	return child;
}

/* One that was refused once, since the pipe is full, and waits for room. */
static pid_t
start_waiting_writer(uint32_t number, const char *text)
{
	pid_t child = start_writer(number, text);

	while (receipts_next(receipts) == number)
		usleep(1000);
	return child;
}

static void
see_dead(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void
what_a_dead_writer_wrote_is_told(void **state)
{
	(void)state;
	NEEDS_RECEIPTS();
	for (int i = 0; i < 100; i++) {
		uint32_t number = receipts_next(receipts);

		assert_false(receipts_was_done(receipts, number));
		see_dead(start_writer(number, "1 OK\n"));
		assert_string_equal(arrived(), "1 OK\n");
		assert_true(receipts_was_done(receipts, number));
	}
}

static void
a_write_that_waited_until_its_writer_died_was_not_done(void **state)
{
	size_t filled;
	uint32_t number;
	pid_t writer;

	(void)state;
	NEEDS_RECEIPTS();
	filled = fill_pipe();
	number = receipts_next(receipts);
	writer = start_waiting_writer(number, "2 OK\n");
	kill(writer, SIGKILL);
	see_dead(writer);
	assert_false(receipts_was_done(receipts, number));
	drain(filled);
	assert_string_equal(arrived(), "");
	/* Whoever comes next is not in its way. */
	number = receipts_next(receipts);
	see_dead(start_writer(number, "3 OK\n"));
	assert_string_equal(arrived(), "3 OK\n");
	assert_true(receipts_was_done(receipts, number));
}

static void
a_write_that_waited_and_was_done_is_told_by_its_first_number(void **state)
{
	size_t filled;
	uint32_t number;
	pid_t writer;

	(void)state;
	NEEDS_RECEIPTS();
	filled = fill_pipe();
	number = receipts_next(receipts);
	writer = start_waiting_writer(number, "4 OK\n");
	drain(filled);
	see_dead(writer);
	assert_string_equal(arrived(), "4 OK\n");
	assert_true(receipts_was_done(receipts, number));
}

/* Of a process, so far. */
static uint64_t
processor_ms(pid_t pid)
{
	clockid_t clock;
	struct timespec used;

	assert_int_equal(clock_getcpuclockid(pid, &clock), 0);
	assert_int_equal(clock_gettime(clock, &used), 0);
	return (uint64_t)used.tv_sec * 1000 + (uint64_t)used.tv_nsec / 1000000;
}

/* Room that somebody else takes, before the writer who waits can; false: it was
 * the writer. */
static bool
give_and_take_room(void)
{
	static const char bytes[4096];
	int flags = fcntl(to_server[1], F_GETFL);
	bool taken;

	assert_int_equal(fcntl(to_server[1], F_SETFL, flags | O_NONBLOCK), 0);
	drain(sizeof(bytes));
	taken = write(to_server[1], bytes, sizeof(bytes)) > 0;
	assert_int_equal(fcntl(to_server[1], F_SETFL, flags), 0);
	return taken;
}

/* More than the kernel has room for to tell of. */
#define DEAD 8

/* Of the dead ones' writes the kernel tells then. */
static void
who_waits_behind_dead_writers_sleeps(void **state)
{
	size_t filled;
	uint32_t number;
	uint64_t used_ms;
	pid_t writer;
	bool taken;

	(void)state;
	NEEDS_RECEIPTS();
	filled = fill_pipe();
	for (int i = 0; i < DEAD; i++) {
		number = receipts_next(receipts);
		writer = start_waiting_writer(number, "7 OK\n");
		usleep(10000);
		kill(writer, SIGKILL);
		see_dead(writer);
	}
	number = receipts_next(receipts);
	writer = start_waiting_writer(number, "8 OK\n");
	usleep(10000);
	taken = give_and_take_room();
	usleep(500000);
	used_ms = processor_ms(writer);
	/* One that finds nothing that is its own would go on for ever. */
	if (taken && used_ms > 150)
		kill(writer, SIGKILL);
	if (taken)
		assert_in_range(used_ms, 0, 150);
	drain(taken ? filled : filled - 4096);
	see_dead(writer);
	assert_string_equal(arrived(), "8 OK\n");
	assert_true(receipts_was_done(receipts, number));
}

static void
what_was_told_before_is_not_taken_for_the_next(void **state)
{
	uint32_t number;

	(void)state;
	NEEDS_RECEIPTS();
	number = receipts_next(receipts);
	assert_int_equal(
	    receipts_write(receipts, number, slice_from_string("5 OK\n")),
	    RECEIPT_DONE);
	assert_true(receipts_was_done(receipts, number));
	assert_false(receipts_was_done(receipts, receipts_next(receipts)));
}

static void
a_server_that_is_gone_is_told(void **state)
{
	(void)state;
	NEEDS_RECEIPTS();
	close(to_server[0]);
	assert_int_equal(receipts_write(receipts, receipts_next(receipts),
			     slice_from_string("6 OK\n")),
	    RECEIPT_GONE);
	to_server[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void
what_fills_a_page_is_written_whole(void **state)
{
	static char bytes[4096];
	char back[sizeof(bytes) + 1];

	(void)state;
	NEEDS_RECEIPTS();
	memset(bytes, 'x', sizeof(bytes));
	assert_int_equal(
	    write(to_server[1], "a", 1), 1); /* so that it begins anew */
	assert_int_equal(
	    receipts_write(receipts, receipts_next(receipts),
		(struct slice){(const uint8_t *)bytes, sizeof(bytes)}),
	    RECEIPT_DONE);
	assert_int_equal(read(to_server[0], back, 1), 1);
	assert_int_equal(read(to_server[0], back, sizeof(back)), sizeof(bytes));
	assert_memory_equal(back, bytes, sizeof(bytes));
}

static void
only_a_pipe_has_receipts(void **state)
{
	int file = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)state;
	assert_null(receipts_create(file));
	close(file);
	assert_null(receipts_create(-1));
}

#if ON_LINUX
/* As in a container that forbids it. */
static void
where_it_is_forbidden_there_are_none(void **state)
{
	struct sock_filter rules[] = {
	    BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = {sizeof(rules) / sizeof(rules[0]), rules};
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
			_exit(0);
		_exit(receipts_create(to_server[1]) == NULL ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}
#endif

/* The server's own descriptor of it stays as it was. */
static void
the_pipe_still_blocks_its_other_writers(void **state)
{
	(void)state;
	NEEDS_RECEIPTS();
	assert_int_equal(fcntl(to_server[1], F_GETFL) & O_NONBLOCK, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_a_dead_writer_wrote_is_told),
		TEST(a_write_that_waited_until_its_writer_died_was_not_done),
		TEST(
		    a_write_that_waited_and_was_done_is_told_by_its_first_number),
		TEST(who_waits_behind_dead_writers_sleeps),
		TEST(what_was_told_before_is_not_taken_for_the_next),
		TEST(a_server_that_is_gone_is_told),
		TEST(what_fills_a_page_is_written_whole),
		TEST(only_a_pipe_has_receipts),
#if ON_LINUX
		TEST(where_it_is_forbidden_there_are_none),
#endif
		TEST(the_pipe_still_blocks_its_other_writers),
	};

	signal(SIGPIPE, SIG_IGN);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
