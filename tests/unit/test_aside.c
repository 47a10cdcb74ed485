/*
 * test_aside - a file written over another one, and when that must not be
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#if ON_LINUX
#include <sys/vfs.h>
#endif

#include "core/base/aside.h"

static char directory[64], path[128], spare[128], other[128];
static char error_buffer[1024];
static struct text error;

static int
set_up(void **state)
{
	(void)state;
	error = TEXT_OVER(error_buffer);
	snprintf(directory, sizeof(directory), "/tmp/test_aside.XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/file", directory);
	snprintf(spare, sizeof(spare), "%s/file.spare", directory);
	snprintf(other, sizeof(other), "%s/other", directory);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(other);
	return rmdir(directory); /* fails if anything was left aside */
}

/* Does this system tell who reads a file? */
static bool
is_told(void)
{
#if ON_LINUX
	struct statfs status;

	assert_int_equal(statfs(directory, &status), 0);
	return status.f_type == 0xef53 || status.f_type == 0x01021994;
#else
	return false;
#endif
}

static void
put(const char *name, const char *content)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
assert_content(const char *name, const char *content)
{
	char buffer[64] = "";
	FILE *file = fopen(name, "r");

	assert_non_null(file);
	assert_int_equal(
	    fread(buffer, 1, sizeof(buffer) - 1, file), strlen(content));
	fclose(file);
	assert_string_equal(buffer, content);
}

static ino_t
inode_of(const char *name)
{
	struct stat status;

	assert_int_equal(lstat(name, &status), 0);
	return status.st_ino;
}

/* "new" under its name. */
static void
write_new(void)
{
	struct aside aside;

	assert_true(aside_open_over(&aside, path, spare, &error));
	assert_int_equal(ftruncate(aside.fd, 3), 0);
	assert_true(aside_write(&aside, SLICE("new"), 0));
	assert_true(aside_commit(&aside, &error));
	assert_content(path, "new");
}

/* The same by way of the spare, or at least in place of it. */
static void
write_over(void)
{
	write_new();
	assert_int_not_equal(access(spare, F_OK), 0);
}

/* ---- tests ------------------------------------------------------------- */

static void
without_a_spare_there_is_a_new_file(void **state)
{
	(void)state;
	write_over();
}

static void
a_spare_becomes_the_file(void **state)
{
	ino_t inode;

	(void)state;
	put(spare, "what was there");
	assert_int_equal(chmod(spare, 0644), 0);
	inode = inode_of(spare);
	write_over();
	if (is_told())
		assert_int_equal(inode_of(path), inode);
}

static void
what_somebody_has_mapped_never_changes(void **state)
{
	const char *mapped;
	ino_t inode;
	int fd;

	(void)state;
	put(spare, "what was there");
	inode = inode_of(spare);
	fd = open(spare, O_RDONLY);
	mapped = mmap(NULL, 14, PROT_READ, MAP_SHARED, fd, 0);
	assert_ptr_not_equal(mapped, MAP_FAILED);
	close(fd);
	write_over();
	assert_int_not_equal(inode_of(path), inode);
	assert_memory_equal(mapped, "what was there", 14);
	munmap((void *)(uintptr_t)mapped, 14);
}

static void
what_somebody_has_open_never_changes(void **state)
{
	char buffer[16];
	int fd;

	(void)state;
	put(spare, "what was there");
	fd = open(spare, O_RDONLY);
	write_over();
	assert_int_equal(pread(fd, buffer, sizeof(buffer), 0), 14);
	assert_memory_equal(buffer, "what was there", 14);
	close(fd);
}

static void
what_has_another_name_never_changes(void **state)
{
	(void)state;
	put(spare, "what was there");
	assert_int_equal(link(spare, other), 0);
	write_over();
	assert_content(other, "what was there");
}

static mode_t
mode_of(const char *name)
{
	struct stat status;

	assert_int_equal(lstat(name, &status), 0);
	return status.st_mode & 07777;
}

/* One that was written with another mask would shut readers out, or let them
 * in, each time that its turn comes. */
static void
the_file_has_the_permissions_of_a_new_one(void **state)
{
	static const mode_t masks[] = {022, 077};

	(void)state;
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		mode_t before = umask(masks[i]);

		put(spare, "what was there");
		(void)umask(masks[1 - i]);
		write_over();
		assert_int_equal(mode_of(path), 0644 & ~masks[1 - i]);
		(void)umask(before);
	}
}

static void
a_link_is_not_followed(void **state)
{
	(void)state;
	put(other, "what was there");
	assert_int_equal(symlink(other, spare), 0);
	write_new();
	assert_content(other, "what was there");
	assert_int_equal(unlink(spare), 0);
}

static void
a_directory_stays(void **state)
{
	(void)state;
	assert_int_equal(mkdir(spare, 0700), 0);
	write_new();
	assert_int_equal(rmdir(spare), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(without_a_spare_there_is_a_new_file),
	    TEST(a_spare_becomes_the_file),
	    TEST(what_somebody_has_mapped_never_changes),
	    TEST(what_somebody_has_open_never_changes),
	    TEST(what_has_another_name_never_changes),
	    TEST(the_file_has_the_permissions_of_a_new_one),
	    TEST(a_link_is_not_followed),
	    TEST(a_directory_stays),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
