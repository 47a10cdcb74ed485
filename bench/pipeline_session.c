/*
 * pipeline_session - a helper that is asked in rounds, and what it costs
 */
#include "bench/pipeline_session.h"

#include <err.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/pipeline_place.h"
#include "bench/serve/serve.h"
#include "bench/serve/tree.h"
#include "core/base/clock.h"

struct session {
	const struct session_options *options;
	struct serve_options serve_options;
	struct serve_result result;
	struct serve *serve;
	struct tree tree; /* of the helper's processes */
};

static void
check_laws(const struct session *session)
{
	for (int law = 0; law < LAW_COUNT; law++)
		if (session->result.broken[law] > 0)
			bench_refuse(
			    session->options->name, law_sentences[law]);
}

/* One round over these files, of which so many must be found infected. */
static void
ask(struct session *session, const struct files *files, uint64_t requests,
    uint64_t infected)
{
	const uint64_t *words = session->result.words;
	uint64_t ok = words[WORD_OK], error = words[WORD_ERROR];

	session->serve_options.files = *files;
	serve_round(session->serve, requests);
	check_laws(session);
	if (words[WORD_ERROR] - error != infected)
		bench_refuse(session->options->name,
		    "not as many infected mails found as there are");
	if (words[WORD_OK] - ok != requests - infected)
		bench_refuse(
		    session->options->name, "a clean mail did not pass");
}

static void
prove(struct session *session)
{
	const struct session_options *options = session->options;
	const struct files *clean = place_mails(options->mails, false);
	const struct files *infected = place_mails(options->mails, true);
	uint64_t found = options->finds_every == 0
			     ? 0
			     : infected->count / options->finds_every;

	ask(session, infected, infected->count, found);
	ask(session, clean, clean->count, 0);
}

struct session *
session_open(const struct session_options *options)
{
	struct session *session = calloc(1, sizeof(*session));

	if (session == NULL)
		err(2, "no memory");
	session->options = options;
	session->serve_options = (struct serve_options){
	    .outstanding = options->outstanding,
	    .version = 4,
	    .batch = true,
	    .strict_order = true,
	    .timeout_ns = 60 * NS_PER_S,
	};
	session->serve = serve_open(&session->serve_options,
	    (char *const *)(uintptr_t)options->arguments, &session->result);
	prove(session);
	tree_find(&session->tree, serve_pid(session->serve));
	return session;
}

static uint64_t
run_ns(const struct session *session)
{
	uint64_t ns;

	if (!tree_run_ns(&session->tree, &ns))
		bench_refuse(session->options->name,
		    "its processor time cannot be read (has it crashed?)");
	return ns;
}

void
session_round(
    struct session *session, uint64_t requests, struct session_cost *cost_r)
{
	uint64_t cpu_ns = run_ns(session), wall_ns = clock_now_ns();

	ask(session, &session->serve_options.files, requests, 0);
	cost_r->wall_s = (double)(clock_now_ns() - wall_ns) / 1e9;
	cost_r->cpu_s = (double)(run_ns(session) - cpu_ns) / 1e9;
}

void
session_close(struct session **session)
{
	if (*session == NULL)
		return;
	serve_close(&(*session)->serve);
	check_laws(*session);
	free(*session);
	*session = NULL;
}
