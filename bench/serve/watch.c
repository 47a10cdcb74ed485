/*
 * watch - looks at a helper's processes while it works
 */
#include "bench/serve/watch.h"

#include <err.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#endif

#include "bench/serve/look.h"
#include "bench/serve/tree.h"

#define INTERVAL_NS 100000000L

struct watch {
	pid_t helper;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t ending;
	bool over;                        /* [lock] */
	struct account account;           /* [lock] */
	struct process machine[LOOK_MAX]; /* [lock] of the look at hand */
	struct process tree[ACCOUNT_MAX]; /* [lock] ditto */
	size_t count;                     /* [lock] in tree */
};

/* Children that a shell gave us before it became us. */
static pid_t inherited[TREE_MAX];
static size_t inherited_count;

/* What the helper left behind gets so long to end by itself. */
#define LEFT_ROUNDS 100u
#define LEFT_ROUND_US 10000u

void
watch_adopt(void)
{
	inherited_count = tree_children(getpid(), inherited, TREE_MAX);
#ifdef PR_SET_CHILD_SUBREAPER
	prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

/* Those that ended and are nobody's children but ours. */
static void
bury(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
}

static bool
is_inherited(pid_t pid)
{
	for (size_t i = 0; i < inherited_count; i++)
		if (inherited[i] == pid)
			return true;
	return false;
}

/* Our children that are none of our own doing. */
static size_t
find_left(pid_t *pids)
{
	size_t count = tree_children(getpid(), pids, TREE_MAX), kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!is_inherited(pids[i]) && !look_is_command(pids[i]))
			pids[kept++] = pids[i];
	return kept;
}

size_t
watch_end_left(void)
{
	pid_t left[TREE_MAX];
	size_t killed = 0;

	for (unsigned round = 0; round < LEFT_ROUNDS; round++) {
		size_t count;

		bury();
		count = find_left(left);
		if (count == 0)
			return killed;
		if (killed == 0 && round == LEFT_ROUNDS / 2)
			killed = count;
		for (size_t i = 0; killed > 0 && i < count; i++)
			kill(left[i], SIGKILL);
		usleep(LEFT_ROUND_US);
	}
	return killed;
}

static bool
is_in_tree(const struct watch *watch, pid_t pid)
{
	for (size_t i = 0; i < watch->count; i++)
		if (watch->tree[i].pid == pid)
			return true;
	return false;
}

static bool
belongs(const struct watch *watch, const struct process *process)
{
	if (process->pid == watch->helper || is_in_tree(watch, process->parent))
		return true;
	if (process->parent == getpid())
		return !look_is_command(process->pid) &&
		       !is_inherited(process->pid);
	return account_knows(&watch->account, process->pid, process->start);
}

/* Again and again over the rest, until no further one belongs. */
static void
find_tree(struct watch *watch)
{
	size_t left = look_all(watch->machine, LOOK_MAX), before;

	watch->count = 0;
	do {
		size_t kept = 0;

		before = watch->count;
		for (size_t i = 0; i < left; i++) {
			struct process *process = &watch->machine[i];

			if (watch->count < ACCOUNT_MAX &&
			    belongs(watch, process))
				watch->tree[watch->count++] = *process;
			else
				watch->machine[kept++] = *process;
		}
		left = kept;
	} while (watch->count > before);
}

/* Without those that this look does not find any more. */
static void
keep(struct watch *watch, bool (*look_at)(struct process *process))
{
	size_t kept = 0;

	for (size_t i = 0; i < watch->count; i++)
		if (look_at(&watch->tree[i]))
			watch->tree[kept++] = watch->tree[i];
	watch->count = kept;
}

/*
 * A look takes its time, and processes end meanwhile.  The time of one that was
 * waited for must stand in its own row or in its parent's, not in both nor in
 * neither: so times of waited-for children are read behind all else, and again
 * until none of those that were found ended during that.
 */
static void
look(struct watch *watch)
{
	size_t before;

	find_tree(watch);
	keep(watch, look_closely);
	do {
		before = watch->count;
		keep(watch, look_waited);
		keep(watch, look_again);
	} while (watch->count < before);
	account_look(&watch->account, watch->tree, watch->count);
}

/* A look at all processes takes milliseconds, of which no latency shall know.
 */
static void
stand_back(void)
{
#ifdef __linux__
	const struct sched_param usual = {0};

	pthread_setschedparam(pthread_self(), SCHED_OTHER, &usual);
	/* Of this thread alone. */
	setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 19);
#endif
}

static void *
run(void *argument)
{
	struct watch *watch = argument;

	stand_back();
	pthread_mutex_lock(&watch->lock);
	while (!watch->over) {
		struct timespec until;

		look(watch);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += INTERVAL_NS;
		if (until.tv_nsec >= 1000000000L) {
			until.tv_nsec -= 1000000000L;
			until.tv_sec++;
		}
		pthread_cond_timedwait(&watch->ending, &watch->lock, &until);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

struct watch *
watch_start(pid_t helper)
{
	struct watch *watch = calloc(1, sizeof(*watch));
	pthread_condattr_t attributes;

	if (watch == NULL)
		err(2, "no memory");
	watch->helper = helper;
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->ending, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&watch->thread, NULL, run, watch) != 0)
		errx(2, "no thread to watch the helper with");
	return watch;
}

void
watch_begin(struct watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	look(watch);
	account_begin(&watch->account);
	pthread_mutex_unlock(&watch->lock);
}

struct usage
watch_usage(struct watch *watch)
{
	struct usage usage;

	pthread_mutex_lock(&watch->lock);
	look(watch);
	usage = account_usage(&watch->account);
	pthread_mutex_unlock(&watch->lock);
	return usage;
}

void
watch_stop(struct watch **watch)
{
	pthread_mutex_lock(&(*watch)->lock);
	(*watch)->over = true;
	pthread_cond_signal(&(*watch)->ending);
	pthread_mutex_unlock(&(*watch)->lock);
	pthread_join((*watch)->thread, NULL);
	pthread_cond_destroy(&(*watch)->ending);
	pthread_mutex_destroy(&(*watch)->lock);
	free(*watch);
	*watch = NULL;
}
