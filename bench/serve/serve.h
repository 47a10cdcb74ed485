/*
 * serve - play the server against a helper, and hold it to the protocol
 *
 * One thread and poll(): it is never the bottleneck.  Requests go out while
 * fewer than `outstanding` are unanswered; each answer is looked at by
 * line_check() and by the laws below.
 */
#ifndef BENCH_SERVE_SERVE_H
#define BENCH_SERVE_SERVE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/serve/child.h"
#include "bench/serve/disturb.h"
#include "bench/serve/files.h"
#include "bench/serve/flight.h"
#include "bench/serve/latency.h"
#include "bench/serve/line.h"
#include "bench/serve/schedule.h"
#include "bench/serve/timeline.h"

enum ending {
	END_QUIT,       /* QUIT once everything is answered */
	END_QUIT_EARLY, /* QUIT right behind the last request */
	END_EOF,        /* no QUIT: end of input behind the last request */
};

struct serve_options {
	struct files files;
	uint64_t total;       /* FILE requests */
	uint64_t outstanding; /* at most so many unanswered */
	unsigned version;     /* INTF; 0: none is sent */
	unsigned pad;         /* digits of a number at least */
	bool batch;           /* one write for all that may be sent */
	uint64_t duration_ns; /* a round sends no longer; 0: no limit */
	double rate;          /* requests a second, open loop; 0: closed loop */
	enum arrivals arrivals; /* at that rate */
	uint64_t burst;         /* ARRIVALS_BURST */
	uint64_t seed;          /* ARRIVALS_POISSON */
	enum ending ending;
	bool strict_order;
	bool allow_repeats;
	bool allow_errors; /* text on stderr breaks no law */
	bool unique_lines; /* one answer a file, the same in every round */
	bool show_information;
	bool timeline;       /* keep that, and what was disturbed apart */
	uint64_t timeout_ns; /* without any answer */
	FILE *answers;
	const uint8_t *expected; /* by file: see expect.h; NULL: nothing */
	/* Called now and then with the share of the round that is done. */
	void (*progress)(void *context, double share, uint64_t answers);
	void *progress_context;
	struct disturbance disturbances[DISTURBANCES_MAX];
	size_t disturbance_count;
	uint64_t every_ns; /* while options are read: of the next one */
};

/* What a helper must not do; each with a counter and a name. */
enum law {
	LAW_WELL_FORMED, /* a line that the protocol does not know */
	LAW_KNOWN,       /* a number that was never sent */
	LAW_ONCE,        /* a number answered again */
	LAW_ORDER,       /* an answer out of turn */
	LAW_ALL,         /* a request not answered */
	LAW_WORD,        /* INTF for FILE and the like; a version too high */
	LAW_SILENT,      /* bytes on stderr */
	LAW_IN_TIME,     /* no answer within the time-out */
	LAW_END,         /* a bad exit status, or no exit */
	LAW_STABLE,      /* another answer for the same file */
	LAW_EXPECTED,    /* not the word that was expected */
	LAW_COUNT,
};

extern const char *const law_sentences[LAW_COUNT];

struct serve_result {
	uint64_t requests; /* FILE requests sent */
	uint64_t answers;  /* to those */
	uint64_t bytes;    /* of the messages answered */
	uint64_t words[WORD_COUNT];
	uint64_t informations;
	uint64_t overtaken; /* answers ahead of their turn */
	uint64_t repeats;
	uint64_t disturbances;
	uint64_t wall_ns;  /* first FILE request to last answer */
	uint64_t start_ns; /* start of the process to the answer to INTF */
	uint64_t broken[LAW_COUNT];
	int status;
	struct rusage usage;
	struct latency latency; /* from when a request was due */
	struct latency served;  /* from when it was sent */
	struct latency lag;     /* with a rate: what lies between the two */
	/* With options->timeline: */
	struct latency disturbed; /* due in the shadow of a disturbance */
	struct latency calm;      /* the others */
	struct timeline timeline;
};

/* Run the helper from start to end. */
void serve_run(const struct serve_options *options, char *const *arguments,
    struct serve_result *result_r);

/*
 * The same in pieces, for whoever measures: start the helper; send so many
 * requests and take all answers, as often as wanted (options->total counts for
 * nothing then); end it.  options and *result_r stay borrowed to the end, and
 * the caller may change options between rounds.  A helper that broke off or
 * came too late makes further rounds return at once: look at broken[].
 */
struct serve;

struct serve *serve_open(const struct serve_options *options,
    char *const *arguments, struct serve_result *result_r);
void serve_round(struct serve *serve, uint64_t requests);

/* Count from here on: what was before was warming up.  Broken laws stay. */
void serve_mark(struct serve *serve);

void serve_close(struct serve **serve);

pid_t serve_pid(const struct serve *serve);

/* Set by a signal handler, in whichever thread: every conversation is over at
 * once. */
extern atomic_int serve_interrupted;

#endif
