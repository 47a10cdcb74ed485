/*
 * store_open - open a store, or set aside one that is damaged
 *
 * LMDB believes what it finds on its pages, and reads them by mapping the file.
 * So a store is walked through in a child process first, unless it is as we
 * left it: whatever damage does to it there, here it is one result.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/store/tables.h"
#include "core/store/walked.h"

/* Goes up when a struct of store.h changes. */
#define FORMAT "CGPFilter store 1"
#define READERS 126
#define LOCK_BYTES 8192 /* of so many readers */
#define CHILD_GOOD 0
#define CHILD_DAMAGED 1
#define CHILD_UNKNOWN 2

enum walk_result { WALK_GOOD, WALK_DAMAGED, WALK_UNKNOWN };

static const char *const table_names[TABLES] = {
    [TABLE_NUMBERS] = "numbers",
    [TABLE_LEARNT] = "learnt",
    [TABLE_EXACT] = "exact",
    [TABLE_ALIKE] = "alike",
    [TABLE_REPORTERS] = "reporters",
    [TABLE_STEPS] = "steps",
    [TABLE_CLAIMS] = "claims",
    [TABLE_OUTBOX] = "outbox",
    [TABLE_MAILS] = "mails",
};

/* ---- the environment --------------------------------------------------- */

/* All pages that it says it has?  Reading beyond the end of a mapped file is
 * deadly. */
static int
check_length(MDB_env *env, const char *path)
{
	char name[PATH_MAX];
	struct stat status;
	MDB_envinfo info;
	MDB_stat stat_r;
	int error = mdb_env_info(env, &info);

	if (error == 0)
		error = mdb_env_stat(env, &stat_r);
	if (error != 0)
		return error;
	snprintf(name, sizeof(name), "%s/data.mdb", path);
	if (stat(name, &status) != 0)
		return errno;
	if ((uint64_t)status.st_size <
	    ((uint64_t)info.me_last_pgno + 1) * stat_r.ms_psize)
		return MDB_CORRUPTED;
	return 0;
}

/*
 * LMDB maps the file with its locks, and to write to a page of it for which the
 * disk has no room is deadly.  Before it is opened: closing any descriptor of
 * the file gives up the locks.
 */
static int
make_room_for_locks(const char *path)
{
	char name[PATH_MAX];
	int file, error;

	snprintf(name, sizeof(name), "%s/lock.mdb", path);
	file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0)
		return errno;
	error = posix_fallocate(file, 0, LOCK_BYTES);
	close(file);
	return error == EOPNOTSUPP || error == EINVAL ? 0 : error;
}

static int
open_env(const char *path, MDB_env **env_r)
{
	MDB_env *env;
	int error = mdb_env_create(&env);

	if (error != 0)
		return error;
	error = mdb_env_set_maxdbs(env, TABLES);
	if (error == 0)
		error = mdb_env_set_maxreaders(env, READERS);
	if (error == 0)
		error = mdb_env_set_mapsize(env, (size_t)STORE_BYTES_MAX);
	if (error == 0)
		error = make_room_for_locks(path);
	if (error == 0)
		error = mdb_env_open(env, path, MDB_NOTLS, 0600);
	if (error == 0)
		error = check_length(env, path);
	if (error != 0) {
		mdb_env_close(env);
		return error;
	}
	*env_r = env;
	return 0;
}

/* The tables, made where they are not there yet, and the mark of the format. */
static int
open_tables(MDB_txn *txn, MDB_dbi *tables)
{
	MDB_val key = {6, (void *)(uintptr_t) "format"};
	MDB_val ours = {sizeof(FORMAT), (void *)(uintptr_t)FORMAT}, found;
	int error = 0;

	for (int i = 0; i < TABLES && error == 0; i++)
		error =
		    mdb_dbi_open(txn, table_names[i], MDB_CREATE, &tables[i]);
	if (error != 0)
		return error;
	error = mdb_get(txn, tables[TABLE_NUMBERS], &key, &found);
	if (error == MDB_NOTFOUND)
		return mdb_put(txn, tables[TABLE_NUMBERS], &key, &ours, 0);
	if (error == 0 &&
	    (found.mv_size != ours.mv_size ||
		memcmp(found.mv_data, FORMAT, sizeof(FORMAT)) != 0))
		error = MDB_VERSION_MISMATCH;
	return error;
}

static int
open_store(const char *path, struct store *store)
{
	MDB_txn *txn;
	int error = open_env(path, &store->env);

	if (error != 0)
		return error;
	error = mdb_txn_begin(store->env, NULL, 0, &txn);
	if (error == 0) {
		error = open_tables(txn, store->tables);
		if (error == 0)
			error = mdb_txn_commit(txn);
		else
			mdb_txn_abort(txn);
	}
	if (error != 0) {
		mdb_env_close(store->env);
		store->env = NULL;
	}
	return error;
}

/* ---- the walk in a child ----------------------------------------------- */

static enum visit
look(void *owner, struct slice key, struct slice value)
{
	volatile unsigned *sum = owner;

	for (size_t i = 0; i < key.size; i++)
		*sum += key.data[i];
	for (size_t i = 0; i < value.size; i++)
		*sum += value.data[i];
	return VISIT_ON;
}

static bool
addresses_are_short(void)
{
	void *room = mmap(NULL, (size_t)STORE_BYTES_MAX, PROT_READ,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (room == MAP_FAILED)
		return true;
	munmap(room, (size_t)STORE_BYTES_MAX);
	return false;
}

/* That is no sign of damage.  Sizes that nobody wrote ask for memory, too. */
static bool
is_for_want(int error)
{
	switch (error) {
	case ENOMEM:
		return addresses_are_short();
	case EMFILE:
	case ENFILE:
	case EACCES:
	case EPERM:
	case EROFS:
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return true;
	default:
		return false;
	}
}

static int
walk(const char *path)
{
	struct store store = {.env = NULL};
	volatile unsigned sum = 0;
	int error = open_store(path, &store);

	if (is_for_want(error))
		return CHILD_UNKNOWN;
	if (error != 0)
		return CHILD_DAMAGED;
	if (store_begin(&store, false) != STORE_OK)
		return store.failure == STORE_DAMAGED ? CHILD_DAMAGED
						      : CHILD_UNKNOWN;
	for (int i = 0; i < TABLES; i++)
		tables_each(
		    &store, (enum table)i, look, (void *)(uintptr_t)&sum);
	return store.failure == STORE_OK ? CHILD_GOOD : CHILD_DAMAGED;
}

static bool
exists(const char *path)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s/data.mdb", path);
	return access(name, F_OK) == 0;
}

static bool
is_of_a_crash(int signal_number)
{
	return signal_number == SIGSEGV || signal_number == SIGBUS ||
	       signal_number == SIGABRT || signal_number == SIGFPE ||
	       signal_number == SIGILL;
}

/* Good if it says so.  Whoever killed it, short of memory perhaps, says nothing
 * of the store. */
static enum walk_result
result_of(int status)
{
	if (WIFSIGNALED(status))
		return is_of_a_crash(WTERMSIG(status)) ? WALK_DAMAGED
						       : WALK_UNKNOWN;
	switch (WEXITSTATUS(status)) {
	case CHILD_GOOD:
		return WALK_GOOD;
	case CHILD_UNKNOWN:
		return WALK_UNKNOWN;
	default:
		return WALK_DAMAGED;
	}
}

static enum walk_result
walk_in_child(const char *path)
{
	pid_t pid = fork(), waited;
	int status;

	if (pid < 0)
		return WALK_UNKNOWN;
	if (pid == 0) {
		/* Nobody wants a crash report of it. */
		signal(SIGSEGV, SIG_DFL);
		signal(SIGBUS, SIG_DFL);
		signal(SIGABRT, SIG_DFL);
		(void)!freopen("/dev/null", "w", stderr);
		_exit(walk(path));
	}
	do
		waited = waitpid(pid, &status, 0);
	while (waited < 0 && errno == EINTR);
	return waited == pid ? result_of(status) : WALK_UNKNOWN;
}

/* False: it is damaged.  What cannot be found out is taken for good. */
static bool
is_good(const char *path, int64_t *walked_s)
{
	enum walk_result result;

	*walked_s = walked_take(path);
	if (*walked_s > 0)
		return true;
	result = exists(path) ? walk_in_child(path) : WALK_GOOD;
	if (result == WALK_GOOD)
		*walked_s = clock_wall_s();
	return result != WALK_DAMAGED;
}

/* ---- setting aside ----------------------------------------------------- */

static void
remove_directory(const char *path)
{
	static const char *const names[] = {
	    "data.mdb", "lock.mdb", WALKED_NOTE};
	char name[PATH_MAX + 32];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(name, sizeof(name), "%s/%s", path, names[i]);
		(void)unlink(name);
	}
	(void)rmdir(path);
}

static bool
set_aside(const char *path, struct text *note_r)
{
	char aside[PATH_MAX + 16];

	snprintf(aside, sizeof(aside), "%s.damaged", path);
	remove_directory(aside);
	if (rename(path, aside) != 0) {
		text_printf(note_r,
		    "%s: damaged, and cannot be set aside: %s; remove it", path,
		    strerror(errno));
		return false;
	}
	text_printf(note_r,
	    "%s: damaged; it is set aside as %s and begun anew: what was "
	    "learnt stays in the cartridge, but may be learnt twice",
	    path, aside);
	return true;
}

/* ---- open and close ---------------------------------------------------- */

static bool
make_directory(const char *path, struct text *note_r)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	text_printf(note_r,
	    "%s: %s; see that the directory above it exists and can be written",
	    path, strerror(errno));
	return false;
}

static int
open_or_begin(const char *path, struct store *store, struct text *note_r)
{
	int error = is_good(path, &store->walked_s) ? open_store(path, store)
						    : MDB_CORRUPTED;

	if (tables_result(error) != STORE_DAMAGED)
		return error;
	if (!set_aside(path, note_r) || !make_directory(path, note_r))
		return EIO;
	store->walked_s = clock_wall_s();
	return open_store(path, store);
}

enum store_result
store_open(const char *path, struct store **store_r, struct text *note_r)
{
	struct store *store;
	int error;

	*store_r = NULL;
	if (strlen(path) > PATH_MAX - 32) {
		text_printf(note_r, "%s: the path is too long", path);
		return STORE_IO;
	}
	if (!make_directory(path, note_r))
		return STORE_IO;
	store = calloc(1, sizeof(*store));
	if (store != NULL)
		store->path = strdup(path);
	if (store == NULL || store->path == NULL) {
		free(store);
		return STORE_NO_MEMORY;
	}
	error = open_or_begin(path, store, note_r);
	if (error == 0) {
		*store_r = store;
		return STORE_OK;
	}
	if (note_r->size == 0)
		text_printf(note_r,
		    "%s: %s; see that it can be read and written, and that the "
		    "disk is not full",
		    path, mdb_strerror(error));
	free(store->path);
	free(store);
	return tables_result(error);
}

void
store_close(struct store **store)
{
	struct store *closing = *store;

	*store = NULL;
	if (closing == NULL)
		return;
	store_abort(closing);
	if (closing->failure != STORE_OK)
		closing->walked_s = 0;
	mdb_env_close(closing->env);
	if (closing->walked_s > 0)
		walked_leave(closing->path, closing->walked_s);
	free(closing->path);
	free(closing);
}

enum store_result
store_begin(struct store *store, bool write)
{
	CHECK(store->txn == NULL);
	if (store->failure != STORE_OK)
		store->walked_s = 0;
	store->failure = tables_result(mdb_txn_begin(
	    store->env, NULL, write ? 0 : MDB_RDONLY, &store->txn));
	return store->failure;
}

enum store_result
store_commit(struct store *store)
{
	MDB_txn *txn = store->txn;

	if (store->failure != STORE_OK) {
		store_abort(store);
		return store->failure;
	}
	store->txn = NULL;
	store->failure = tables_result(mdb_txn_commit(txn));
	return store->failure;
}

void
store_abort(struct store *store)
{
	if (store->txn != NULL)
		mdb_txn_abort(store->txn);
	store->txn = NULL;
}

enum store_result
store_failure(const struct store *store)
{
	return store->failure;
}
