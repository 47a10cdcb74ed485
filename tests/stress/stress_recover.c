/*
 * stress_recover - engines die at any moment, and the next one goes on
 *
 * Three processes.  The killer maps the shared block and forks one engine after
 * the other on it, each of which it kills after a few milliseconds, unless the
 * engine's own work crashes first; the server writes requests of all kinds, cut
 * anywhere, and checks each answer byte for byte.  All are single-threaded but
 * for the engines.
 *
 * Law: every request that was written is answered; no line is malformed or cut;
 * the first answers leave in order (strict).  After signals that can be caught
 * each is answered exactly once; after SIGKILL, too, where there is a carrier
 * (outlet.h), else a few may be repeated.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/pipeline/crash.h"
#include "threads/pipeline/engine.h"
#include "threads/shared/outlet.h"

#define PATIENCE_S 600u
#define REQUESTS_MAX 2000000u
#define DEATHS (200u / LAW_SLOWDOWN)
#define SLOTS 64u
#define WORKERS 3u
/*
 * A signal from outside may strike inside the thread sanitizer's own code, with
 * its locks held, which our handler then waits for: there, engines crash only
 * in their work, or die of SIGKILL.
 */
#ifdef __SANITIZE_THREAD__
#define CAUGHT_FROM_OUTSIDE false
#define CRASH_ONE_IN 60u
#else
#define CAUGHT_FROM_OUTSIDE true
#define CRASH_ONE_IN 2000u
#endif

/* Between the processes. */
struct common {
	_Atomic bool enough;    /* killer: the server may stop asking */
	_Atomic bool abandoned; /* killer: no engine comes any more */
	/* [server] at its end */
	uint32_t asked, unanswered, repeated, malformed, out_of_order;
};

static struct common *common;
static struct shared *shared;
static int to_engine[2], from_engine[2];

/* ---- the engine -------------------------------------------------------- */

static bool work_crashes;

/* A sanitizer has its own idea of what to do about these: none must come before
 * the engine's handler stands. */
static void
hold_signals(int how)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	sigaddset(&set, SIGBUS);
	sigprocmask(how, &set, NULL);
}

static enum work_result
work_run(void *owner, struct work_item *item)
{
	static _Thread_local uint64_t seed;

	(void)owner;
	if (seed == 0)
		seed = clock_now_ns() | 1;
	CHECK(strncmp(item->path, "Queue/", 6) == 0);
	if (random_below(&seed, 64) == 0)
		usleep(200);
	if (work_crashes && random_below(&seed, CRASH_ONE_IN) == 0)
		raise(SIGSEGV);
	item->answer = (struct answer){.word = ANSWER_OK};
	return WORK_ANSWERED;
}

static void
work_fallback(void *owner, enum outcome outcome, const char *path,
    struct text *text, struct answer *answer_r)
{
	(void)owner;
	(void)outcome;
	(void)path;
	(void)text;
	*answer_r = (struct answer){.word = ANSWER_REJECTED};
}

static int
engine_process(void)
{
	static struct places places;
	const struct work work = {.run = work_run, .fallback = work_fallback};
	struct config *config = config_default(".");
	struct engine_options options = {
	    .shared = shared,
	    .config = config,
	    .work = &work,
	    .input_fd = to_engine[0],
	    .output_fd = from_engine[1],
	};
	struct engine *engine;
	bool orderly;

	CHECK(config != NULL);
	config->response_order = ORDER_STRICT;
	snprintf(places.crash, sizeof(places.crash), "/dev/null");
	crash_install(shared, &places);
	hold_signals(SIG_UNBLOCK);
	engine = engine_create(&options);
	CHECK(engine != NULL);
	orderly = engine_run(engine);
	engine_destroy(&engine);
	config_free(&config);
	return orderly ? 0 : 1;
}

/* ---- the server -------------------------------------------------------- */

enum kind {
	KIND_FILE,
	KIND_KEY,
	KIND_UNKNOWN,
	KIND_LONG,
	KIND_INTF,
	KIND_NOISE
};

static enum kind
kind_of(uint32_t number)
{
	if (number % 301 == 0)
		return KIND_LONG;
	if (number % 41 == 0)
		return KIND_INTF;
	if (number % 31 == 0)
		return KIND_KEY;
	if (number % 29 == 0)
		return KIND_UNKNOWN;
	return number % 23 == 0 ? KIND_NOISE : KIND_FILE;
}

struct server {
	char out[32768]; /* requests not yet written */
	size_t out_size;
	char in[16384]; /* answers up to now */
	size_t in_size;
	uint64_t seed;
	uint8_t *times;
	uint32_t unanswered, last;
};

static void
make_request(struct server *server)
{
	uint32_t number = ++common->asked;
	char *to = server->out + server->out_size;
	size_t room = sizeof(server->out) - server->out_size;
	int size = 0;

	switch (kind_of(number)) {
	case KIND_FILE:
		size = snprintf(to, room, "%u FILE Queue/%0*u.msg\n", number,
		    number % 7 == 0 ? 200 : 1, number);
		break;
	case KIND_KEY:
		size = snprintf(to, room, "%u KEY abc\r\n", number);
		break;
	case KIND_UNKNOWN:
		size = snprintf(to, room, "%u SING\n", number);
		break;
	case KIND_LONG: /* what follows the limit looks like a request */
		size = snprintf(to, room, "%u FILE %0*u 77 FILE a\n", number,
		    9000 + (int)(number % 9000), 7u);
		break;
	case KIND_INTF:
		size = snprintf(to, room, "%u INTF 4\n", number);
		break;
	case KIND_NOISE:
		size = snprintf(to, room, "noise%u\n", number);
		break;
	}
	server->out_size += (size_t)size;
	server->unanswered += kind_of(number) != KIND_NOISE;
}

static bool
is_due(uint32_t number, const char *line)
{
	static const char *const words[] = {
	    [KIND_FILE] = "OK",
	    [KIND_KEY] = "OK",
	    [KIND_UNKNOWN] = "FAILURE",
	    [KIND_LONG] = "FAILURE",
	    [KIND_INTF] = "INTF 4",
	    [KIND_NOISE] = "nothing",
	};
	char expected[64];

	if (number < 1 || number > common->asked)
		return false;
	snprintf(expected, sizeof(expected), "%u %s", number,
	    words[kind_of(number)]);
	return strcmp(line, expected) == 0;
}

/* line without its line end */
static void
check_line(struct server *server, const char *line)
{
	uint32_t number = (uint32_t)strtoul(line, NULL, 10);

	if (strncmp(line, "* request not understood: ", 26) == 0)
		return;
	if (!is_due(number, line)) {
		fprintf(stderr, "malformed: %.100s\n", line);
		common->malformed++;
		return;
	}
	if (server->times[number]++ > 0) {
		common->repeated++;
		return;
	}
	server->unanswered--;
	if (kind_of(number) == KIND_INTF)
		return; /* answered ahead of its turn */
	common->out_of_order += number < server->last;
	server->last = number;
}

static void
take_answers(struct server *server, int fd)
{
	ssize_t size = read(fd, server->in + server->in_size,
	    sizeof(server->in) - server->in_size);
	char *line = server->in;
	char *lf;

	if (size <= 0)
		return;
	server->in_size += (size_t)size;
	while ((lf = memchr(line, '\n',
		    server->in_size - (size_t)(line - server->in))) != NULL) {
		*lf = '\0';
		check_line(server, line);
		line = lf + 1;
	}
	server->in_size -= (size_t)(line - server->in);
	memmove(server->in, line, server->in_size);
}

static void
put_requests(struct server *server, int fd)
{
	size_t size = 1 + random_below(&server->seed, server->out_size);
	ssize_t written = write(fd, server->out, size);

	if (written <= 0)
		return;
	server->out_size -= (size_t)written;
	memmove(server->out, server->out + written, server->out_size);
}

static bool
wants_more(const struct server *server)
{
	return !atomic_load(&common->enough) && common->asked < REQUESTS_MAX &&
	       server->unanswered < 2000 && server->out_size < 8000;
}

static int
server_process(void)
{
	static struct server server = {.seed = 4711};
	int to = to_engine[1], from = from_engine[0];

	fcntl(to, F_SETFL, O_NONBLOCK);
	fcntl(from, F_SETFL, O_NONBLOCK);
	server.times = calloc(REQUESTS_MAX + 1, 1);
	CHECK(server.times != NULL);
	while (!atomic_load(&common->abandoned) &&
	       (!atomic_load(&common->enough) || server.out_size > 0 ||
		   server.unanswered > 0)) {
		struct pollfd wanted[2] = {{.fd = from, .events = POLLIN},
		    {.fd = server.out_size > 0 ? to : -1, .events = POLLOUT}};

		while (
		    wants_more(&server) && random_below(&server.seed, 30) != 0)
			make_request(&server);
		if (random_below(&server.seed, 200) == 0)
			usleep(2000); /* let both pipes fill */
		if (poll(wanted, 2, 2) <= 0)
			continue;
		take_answers(&server, from);
		if (server.out_size > 0)
			put_requests(&server, to);
	}
	common->unanswered = server.unanswered;
	common->malformed += server.in_size > 0;
	free(server.times);
	return 0;
}

/* ---- the killer -------------------------------------------------------- */

struct trial {
	const char *name;
	int signals[2];
	bool work_crashes;
	bool into_socket; /* that is where answers go */
	enum outlet_way way;
};

/* Kill it at a random moment; false: it ended, for good or of something that
 * nobody sent (*as_expected_r). */
static bool
run_one_engine(
    const struct trial *trial, uint64_t *seed, bool spare, bool *as_expected_r)
{
	struct timespec life = {
	    .tv_nsec = (long)(random_below(seed, 6000 * LAW_SLOWDOWN) * 1000)};
	int signal_number = trial->signals[random_below(seed, 2)];
	pid_t engine;
	int status;

	hold_signals(SIG_BLOCK);
	engine = fork();
	CHECK(engine >= 0);
	if (engine == 0)
		exit(engine_process());
	hold_signals(SIG_UNBLOCK);
	if (!spare) {
		nanosleep(&life, NULL);
		if (CAUGHT_FROM_OUTSIDE || signal_number == SIGKILL)
			kill(engine, signal_number);
	}
	CHECK(waitpid(engine, &status, 0) == engine);
	/* What the supervisor does after a death. */
	atomic_store(&shared->writing, 0);
	outlet_recover();
	for (uint32_t i = 0; i < WORKERS; i++)
		atomic_store(&shared->workers[i].ticket, 0);
	if (WIFSIGNALED(status) && (WTERMSIG(status) == trial->signals[0] ||
				       WTERMSIG(status) == trial->signals[1]))
		return true;
	*as_expected_r = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!*as_expected_r)
		fprintf(stderr, "engine status %x\n", (unsigned)status);
	return false;
}

static bool
kill_engines(const struct trial *trial)
{
	uint64_t seed = 12345;
	uint32_t deaths = 0;
	bool as_expected = true;

	work_crashes = trial->work_crashes;
	while (run_one_engine(trial, &seed, deaths >= DEATHS, &as_expected)) {
		deaths++;
		if (deaths == DEATHS) {
			work_crashes = false;
			atomic_store(&common->enough, true);
		}
	}
	atomic_store(&common->abandoned, true);
	return as_expected && deaths >= DEATHS;
}

/* Small, so that both ends are often blocked when death comes. */
static void
open_way_out(bool into_socket)
{
	int bytes = 4096;

	if (into_socket) {
		CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, from_engine) == 0);
		(void)setsockopt(from_engine[1], SOL_SOCKET, SO_SNDBUF, &bytes,
		    sizeof(bytes));
		return;
	}
	CHECK(pipe(from_engine) == 0);
#ifdef F_SETPIPE_SZ
	fcntl(from_engine[1], F_SETPIPE_SZ, bytes);
#endif
}

static void
set_up(const struct trial *trial)
{
	CHECK(pipe(to_engine) == 0);
	open_way_out(trial->into_socket);
#ifdef F_SETPIPE_SZ
	fcntl(to_engine[1], F_SETPIPE_SZ, 16384);
#endif
	common = mmap(NULL, sizeof(*common), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared = shared_create(SLOTS, WORKERS);
	CHECK(common != MAP_FAILED && shared != NULL);
	outlet_init(from_engine[1], shared);
}

static void
judge(const struct trial *trial, bool as_expected, int server_status)
{
	bool exact =
	    trial->signals[0] != SIGKILL || outlet_way() != OUTLET_PLAIN;
	char sentence[160];

	snprintf(sentence, sizeof(sentence),
	    "%s: every request was answered (%u, %u repeated)", trial->name,
	    common->asked, common->repeated);
	law_holds(server_status == 0 && common->asked > DEATHS &&
		      common->unanswered == 0,
	    sentence);
	snprintf(sentence, sizeof(sentence), "%s: no line was malformed or cut",
	    trial->name);
	law_holds(common->malformed == 0, sentence);
	snprintf(sentence, sizeof(sentence), "%s: first answers in order",
	    trial->name);
	law_holds(common->out_of_order == 0, sentence);
	snprintf(sentence, sizeof(sentence),
	    exact ? "%s: no answer was repeated"
		  : "%s: few answers were repeated",
	    trial->name);
	law_holds(common->repeated <= (exact ? 0 : DEATHS * SLOTS), sentence);
	snprintf(sentence, sizeof(sentence), "%s: engines died of nothing else",
	    trial->name);
	law_holds(as_expected, sentence);
}

static void
try(const struct trial *trial)
{
	pid_t server;
	bool as_expected;
	int status;

	set_up(trial);
	server = fork();
	CHECK(server >= 0);
	if (server == 0) {
		close(to_engine[0]);
		close(from_engine[1]);
		alarm(PATIENCE_S);
		exit(server_process());
	}
	close(to_engine[1]);
	close(from_engine[0]);
	/* Not in the server, who waits for the last of its pipe's writers. */
	outlet_make_way(from_engine[1], trial->way);
	as_expected = kill_engines(trial);
	CHECK(waitpid(server, &status, 0) == server);
	judge(trial, as_expected, status);
	outlet_make_way(-1, OUTLET_PLAIN);
	close(to_engine[0]);
	close(from_engine[1]);
	shared_destroy(&shared);
	munmap(common, sizeof(*common));
}

int
main(void)
{
	static const struct trial trials[] = {
	    {"caught", {SIGSEGV, SIGBUS}, true, false, OUTLET_RECEIPTS},
	    {"killed", {SIGKILL, SIGSEGV}, true, false, OUTLET_RECEIPTS},
	    {"killed, by carrier", {SIGKILL, SIGSEGV}, true, false,
		OUTLET_CARRIER},
	    {"killed beside a socket", {SIGKILL, SIGSEGV}, true, true,
		OUTLET_RECEIPTS},
	};
	const size_t count = sizeof(trials) / sizeof(trials[0]);

	signal(SIGPIPE, SIG_IGN);
	alarm(PATIENCE_S);
	law_plan((unsigned)count * 5);
	for (size_t i = 0; i < count; i++)
		try(&trials[i]);
	return law_exit_code();
}
