/*
 * test_file_lock - one that changes, or many that look
 *
 * A lock is of a process, so each holder is one: a child that says by its exit
 * code whether it got the lock without waiting.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"

enum { GOT, HELD, FAILED };

/* What another process meets that asks for the lock of this kind (F_WRLCK or
 * F_RDLCK). */
static int
another_meets(const char *path, short type)
{
	struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		int fd = open(path, O_RDWR | O_CLOEXEC);

		if (fd < 0)
			_exit(FAILED);
		if (fcntl(fd, F_SETLK, &whole) == 0)
			_exit(GOT);
		_exit(errno == EACCES || errno == EAGAIN ? HELD : FAILED);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static char directory[] = "/tmp/test_file_lock.XXXXXX";
static char path[64];

static void
who_changes_is_alone(void **state)
{
	int fd = file_lock(path, false);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(another_meets(path, F_WRLCK), HELD);
	assert_int_equal(another_meets(path, F_RDLCK), HELD);
	close(fd);
	assert_int_equal(another_meets(path, F_WRLCK), GOT);
}

static void
many_look_and_none_changes_meanwhile(void **state)
{
	int fd = file_lock_shared(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(another_meets(path, F_RDLCK), GOT);
	assert_int_equal(another_meets(path, F_WRLCK), HELD);
	close(fd);
	assert_int_equal(another_meets(path, F_WRLCK), GOT);
}

static void
looking_makes_no_file(void **state)
{
	char missing[80];

	(void)state;
	snprintf(missing, sizeof(missing), "%s/missing", directory);
	assert_int_equal(file_lock_shared(missing), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(access(missing, F_OK), -1);
}

static int
make(void **state)
{
	(void)state;
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/lock", directory);
	return 0;
}

static int
clear(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_changes_is_alone),
	    cmocka_unit_test(many_look_and_none_changes_meanwhile),
	    cmocka_unit_test(looking_makes_no_file),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("file_lock", tests, make, clear);
}
