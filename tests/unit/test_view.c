/*
 * test_view - the bytes of one message file
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/message/view.h"
#include "tests/support/slices.h"

#define NEVER UINT64_MAX
#define MAX ((uint64_t)100 << 20)
#define PAGE ((size_t)sysconf(_SC_PAGESIZE))

static char folder[] = "/tmp/view.XXXXXX";
static struct view_reader *reader;
static struct view view;

static void
on_bus_error(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (view_fault(info->si_addr))
		return;
	signal(number, SIG_DFL);
}

/* Within a test, since cmocka sets handlers of its own ahead of each. */
static void
catch_bus_errors(void)
{
	struct sigaction action = {
	    .sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};

	assert_int_equal(sigaction(SIGBUS, &action, NULL), 0);
}

static int
group_setup(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL || chmod(folder, 0755) != 0 ||
	       chdir(folder) != 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static int
setup(void **state)
{
	(void)state;
	reader = view_reader_create();
	return reader == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	view_reader_destroy(&reader);
	unlink("file");
	return reader != NULL;
}

/* Byte i of every test file. */
static uint8_t
byte_at(size_t i)
{
	return (uint8_t)(i * 7 + i / 251);
}

static void
write_file(size_t size)
{
	uint8_t *bytes = malloc(size + 1);
	int file = open("file", O_WRONLY | O_CREAT | O_TRUNC, 0644);

	for (size_t i = 0; i < size; i++)
		bytes[i] = byte_at(i);
	assert_int_equal(write(file, bytes, size), size);
	close(file);
	free(bytes);
}

static void
assert_bytes(size_t size)
{
	assert_int_equal(view.bytes.size, size);
	for (size_t i = 0; i < size; i++)
		if (view.bytes.data[i] != byte_at(i))
			fail_msg("byte %zu differs", i);
}

static enum view_result
open_and_close(const char *path, uint64_t map_from)
{
	enum view_result result = view_open(reader, path, MAX, map_from, &view);

	if (result == VIEW_OK)
		assert_int_equal(view_close(reader, &view), VIEW_OK);
	return result;
}

static void
read_and_mapped_show_the_same_bytes(void **state)
{
	const size_t sizes[] = {1, 2, 63, 64, 100, PAGE - 65, PAGE - 64,
	    PAGE - 63, PAGE - 1, PAGE, PAGE + 1, 10 * PAGE, 300000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct stat status;

		write_file(sizes[i]);
		stat("file", &status);
		for (int mapped = 0; mapped < 2; mapped++) {
			volatile uint8_t slack = 0;

			assert_int_equal(view_open(reader, "file", MAX,
					     mapped ? 0 : NEVER, &view),
			    VIEW_OK);
			assert_int_equal(view.mapped, mapped);
			assert_bytes(sizes[i]);
			assert_int_equal(view.file_size, sizes[i]);
			assert_int_equal(view_mtime_s("file"), status.st_mtime);
			assert_false(view.cut);
			assert_int_equal((uintptr_t)view.bytes.data % 64, 0);
			for (size_t s = 0; s < VIEW_SLACK; s++)
				slack =
				    (uint8_t)(slack ^
					      view.bytes.data[sizes[i] + s]);
			assert_int_equal(view_close(reader, &view), VIEW_OK);
			assert_int_equal(view.bytes.size, 0);
		}
	}
}

static void
map_from_decides_at_its_very_byte(void **state)
{
	(void)state;
	write_file(1000);
	assert_int_equal(view_open(reader, "file", MAX, 1001, &view), VIEW_OK);
	assert_false(view.mapped);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
	assert_int_equal(view_open(reader, "file", MAX, 1000, &view), VIEW_OK);
	assert_true(view.mapped);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
}

static void
an_empty_file_is_a_view_of_nothing(void **state)
{
	(void)state;
	write_file(0);
	for (int mapped = 0; mapped < 2; mapped++) {
		assert_int_equal(
		    view_open(reader, "file", MAX, mapped ? 0 : NEVER, &view),
		    VIEW_OK);
		assert_int_equal(view.bytes.size, 0);
		assert_false(view.mapped);
		assert_false(view.cut);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
	}
}

static void
a_file_over_the_limit_is_cut_and_said(void **state)
{
	(void)state;
	write_file(5000);
	for (int mapped = 0; mapped < 2; mapped++) {
		uint64_t map_from = mapped ? 0 : NEVER;

		assert_int_equal(
		    view_open(reader, "file", 4999, map_from, &view), VIEW_OK);
		assert_true(view.cut);
		assert_int_equal(view.file_size, 5000);
		assert_bytes(4999);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
		assert_int_equal(
		    view_open(reader, "file", 5000, map_from, &view), VIEW_OK);
		assert_false(view.cut);
		assert_bytes(5000);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
		assert_int_equal(
		    view_open(reader, "file", 0, map_from, &view), VIEW_OK);
		assert_true(view.cut);
		assert_bytes(0);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
	}
}

/* A file of 10 GB that has no blocks; only the limit's bytes are touched. */
static void
a_sparse_giant_costs_only_the_limit(void **state)
{
	const off_t giant = (off_t)10 << 30;

	(void)state;
	write_file(10);
	assert_int_equal(truncate("file", giant), 0);
	assert_int_equal(view_open(reader, "file", MAX, 0, &view), VIEW_OK);
	assert_true(view.cut);
	assert_int_equal(view.bytes.size, MAX);
	assert_int_equal(view.file_size, giant);
	assert_int_equal(view.bytes.data[MAX - 1], 0);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
	assert_int_equal(view_open(reader, "file", MAX, NEVER, &view), VIEW_OK);
	assert_true(view.cut);
	assert_int_equal(view.bytes.size, MAX);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
}

static void
the_buffer_serves_small_files_after_a_large_one(void **state)
{
	(void)state;
	write_file((size_t)3 << 20);
	assert_int_equal(view_open(reader, "file", MAX, NEVER, &view), VIEW_OK);
	assert_bytes((size_t)3 << 20);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
	write_file(500);
	for (int i = 0; i < 200; i++) {
		assert_int_equal(
		    view_open(reader, "file", MAX, NEVER, &view), VIEW_OK);
		assert_bytes(500);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
	}
}

static void
what_is_no_file_is_told_apart(void **state)
{
	char long_path[8192];
	struct sockaddr_un address = {
	    .sun_family = AF_UNIX, .sun_path = "socket"};
	int sock = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	memset(long_path, 'x', sizeof(long_path));
	long_path[sizeof(long_path) - 1] = 0;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(
	    bind(sock, (struct sockaddr *)&address, sizeof(address)), 0);
	write_file(1);
	for (int mapped = 0; mapped < 2; mapped++) {
		uint64_t from = mapped ? 0 : NEVER;

		assert_int_equal(open_and_close("gone", from), VIEW_GONE);
		assert_int_equal(view.errno_value, ENOENT);
		assert_int_equal(open_and_close("", from), VIEW_GONE);
		assert_int_equal(open_and_close("file/x", from), VIEW_GONE);
		assert_int_equal(open_and_close("loop", from), VIEW_GONE);
		assert_int_equal(open_and_close("dangling", from), VIEW_GONE);
		assert_int_equal(open_and_close(long_path, from), VIEW_GONE);
		assert_int_equal(open_and_close("/", from), VIEW_NOT_REGULAR);
		assert_int_equal(
		    open_and_close("fifo", from), VIEW_NOT_REGULAR);
		assert_int_equal(
		    open_and_close("socket", from), VIEW_NOT_REGULAR);
		assert_int_equal(
		    open_and_close("/dev/zero", from), VIEW_NOT_REGULAR);
		assert_int_equal(
		    open_and_close("/dev/null", from), VIEW_NOT_REGULAR);
	}
	close(sock);
	unlink("fifo");
	unlink("loop");
	unlink("dangling");
	unlink("socket");
}

static void
a_link_to_a_file_is_followed(void **state)
{
	(void)state;
	write_file(20);
	assert_int_equal(symlink("file", "link"), 0);
	assert_int_equal(view_open(reader, "link", MAX, NEVER, &view), VIEW_OK);
	assert_bytes(20);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
	unlink("link");
}

/* Root may read everything, so it steps down for this one. */
static void
an_unreadable_file_is_denied(void **state)
{
	bool root = geteuid() == 0;

	(void)state;
	write_file(20);
	chmod("file", 0);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	assert_int_equal(open_and_close("file", NEVER), VIEW_DENIED);
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(view.errno_value, EACCES);
}

/* Files of /proc say that they are empty and have bytes all the same. */
static void
bytes_past_the_stated_size_are_followed(void **state)
{
	(void)state;
	assert_int_equal(
	    view_open(reader, "/proc/self/status", MAX, NEVER, &view), VIEW_OK);
	assert_int_equal(view.file_size, 0);
	assert_true(slice_starts_with(view.bytes, SLICE("Name:")));
	assert_true(
	    slice_find(view.bytes, SLICE("Threads:")) < view.bytes.size);
	assert_false(view.cut);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
	assert_int_equal(
	    view_open(reader, "/proc/self/status", 5, NEVER, &view), VIEW_OK);
	assert_slice(view.bytes, "Name:");
	assert_true(view.cut);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
}

static size_t
sum_of(struct slice s)
{
	size_t sum = 0;

	for (size_t i = 0; i < s.size; i++)
		sum += *(const volatile uint8_t *)(s.data + i);
	return sum;
}

static sigjmp_buf probe_over;
static const void *volatile probe_address;

static void
on_probe(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	probe_address = info->si_addr;
	siglongjmp(probe_over, 1);
}

/* An emulator may hand over a bus error without its right address; then the
 * file's end cannot be told from any other fault, and nothing is repaired. */
static bool
faults_name_their_address(void)
{
	struct sigaction action = {
	    .sa_sigaction = on_probe, .sa_flags = SA_SIGINFO};
	const uint8_t *mapped;
	int file = open("probe", O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(ftruncate(file, (off_t)PAGE), 0);
	mapped = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, file, 0);
	assert_ptr_not_equal(mapped, MAP_FAILED);
	assert_int_equal(ftruncate(file, 0), 0);
	assert_int_equal(sigaction(SIGBUS, &action, NULL), 0);
	if (sigsetjmp(probe_over, 1) == 0)
		(void)*(const volatile uint8_t *)mapped;
	munmap((void *)(uintptr_t)mapped, PAGE);
	close(file);
	unlink("probe");
	return (uintptr_t)probe_address - (uintptr_t)mapped < PAGE;
}

static void
a_file_truncated_while_mapped_reads_as_zeros(void **state)
{
	size_t size = 64 * PAGE;

	(void)state;
	if (!faults_name_their_address()) {
		print_message("# not tested: faults without address\n");
		return;
	}
	catch_bus_errors();
	for (size_t left = 0; left < size; left += 13 * PAGE) {
		write_file(size);
		assert_int_equal(
		    view_open(reader, "file", MAX, 0, &view), VIEW_OK);
		assert_true(view.mapped);
		assert_int_equal(truncate("file", (off_t)left), 0);
		/* From the end first: two faults, the second one lower. */
		assert_int_equal(view.bytes.data[size - 1], 0);
		(void)sum_of(view.bytes);
		assert_int_equal(view.bytes.data[left], 0);
		assert_int_equal(view_close(reader, &view), VIEW_SHRUNK);
	}
	/* And the next message is none the worse. */
	write_file(size);
	assert_int_equal(view_open(reader, "file", MAX, 0, &view), VIEW_OK);
	assert_bytes(size);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
}

static void
a_cut_that_raises_no_signal_is_noticed_too(void **state)
{
	(void)state;
	write_file(3 * PAGE);
	assert_int_equal(view_open(reader, "file", MAX, 0, &view), VIEW_OK);
	assert_int_equal(truncate("file", (off_t)(3 * PAGE - 1)), 0);
	assert_int_equal(view_close(reader, &view), VIEW_SHRUNK);
}

static void
a_file_that_vanished_stays_readable(void **state)
{
	(void)state;
	for (int mapped = 0; mapped < 2; mapped++) {
		write_file(3 * PAGE);
		assert_int_equal(
		    view_open(reader, "file", MAX, mapped ? 0 : NEVER, &view),
		    VIEW_OK);
		unlink("file");
		assert_bytes(3 * PAGE);
		assert_int_equal(view_close(reader, &view), VIEW_OK);
	}
}

static void
truncation_does_not_reach_what_was_read(void **state)
{
	(void)state;
	write_file(3 * PAGE);
	assert_int_equal(view_open(reader, "file", MAX, NEVER, &view), VIEW_OK);
	assert_int_equal(truncate("file", 0), 0);
	assert_bytes(3 * PAGE);
	assert_int_equal(view_close(reader, &view), VIEW_OK);
}

static void
faults_elsewhere_are_not_ours(void **state)
{
	int mine = 0;

	(void)state;
	assert_false(view_fault(&mine));
	assert_false(view_fault(NULL));
	write_file(3 * PAGE);
	assert_int_equal(view_open(reader, "file", MAX, 0, &view), VIEW_OK);
	assert_false(view_fault(&mine));
	assert_false(view_fault(view.bytes.data - 1));
	assert_false(view_fault(view.bytes.data + 3 * PAGE));
	assert_bytes(3 * PAGE);
	errno = 4711;
	assert_true(view_fault(view.bytes.data + 3 * PAGE - 1));
	assert_int_equal(errno, 4711);
	assert_int_equal(view_close(reader, &view), VIEW_SHRUNK);
	assert_false(view_fault(view.bytes.data));
}

static void
no_descriptor_is_left_open(void **state)
{
	int before = dup(0), after;

	(void)state;
	close(before);
	write_file(100);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(open_and_close("file", NEVER), VIEW_OK);
		assert_int_equal(open_and_close("file", 0), VIEW_OK);
		assert_int_equal(open_and_close("/", 0), VIEW_NOT_REGULAR);
		assert_int_equal(open_and_close("gone", 0), VIEW_GONE);
	}
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
}

static void
every_result_has_a_sentence(void **state)
{
	(void)state;
	for (int i = 0; i < VIEW_RESULTS; i++)
		assert_true(strlen(view_result_text((enum view_result)i)) > 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(read_and_mapped_show_the_same_bytes),
	    TEST(map_from_decides_at_its_very_byte),
	    TEST(an_empty_file_is_a_view_of_nothing),
	    TEST(a_file_over_the_limit_is_cut_and_said),
	    TEST(a_sparse_giant_costs_only_the_limit),
	    TEST(the_buffer_serves_small_files_after_a_large_one),
	    TEST(what_is_no_file_is_told_apart),
	    TEST(a_link_to_a_file_is_followed),
	    TEST(an_unreadable_file_is_denied),
	    TEST(bytes_past_the_stated_size_are_followed),
	    TEST(a_file_truncated_while_mapped_reads_as_zeros),
	    TEST(a_cut_that_raises_no_signal_is_noticed_too),
	    TEST(a_file_that_vanished_stays_readable),
	    TEST(truncation_does_not_reach_what_was_read),
	    TEST(faults_elsewhere_are_not_ours),
	    TEST(no_descriptor_is_left_open),
	    TEST(every_result_has_a_sentence),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
