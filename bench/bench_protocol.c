/*
 * bench_protocol - a request line in, an answer line out
 *
 * "verdict" is policy and response together: findings in, the line out.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"
#include "core/verdict/policy.h"

struct fixture {
	struct slice line;
	struct answer answer;
	const char *expected; /* of the answer */
	struct findings findings;
};

static char path_buffer[REQUEST_PATH_MAX + 1];
static char out[RESPONSE_MAX];
static struct config *config; /* all at their defaults */

static void
parse(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;
	struct request request;

	while (bench_next(bench)) {
		request_parse(fixture->line, path_buffer, &request);
		bench_keep(&request);
	}
	bench_items(bench, 1);
}

static void
answer(struct bench *bench, void *owner)
{
	struct fixture *fixture = owner;

	while (bench_next(bench)) {
		response_answer(&fixture->answer, SLICE("123"), true, out);
		bench_keep(out);
	}
	bench_items(bench, 1);
}

static size_t
judge(const struct fixture *fixture)
{
	static char room[POLICY_TEXT_MAX];
	struct text text = TEXT_OVER(room);
	const struct policy_input input = {
	    .outcome = OUTCOME_SCANNED,
	    .findings = &fixture->findings,
	};
	struct answer verdict;

	policy_decide(config, &input, &text, &verdict);
	return response_answer(&verdict, SLICE("123"), true, out);
}

static void
judge_loop(struct bench *bench, void *owner)
{
	while (bench_next(bench)) {
		judge(owner);
		bench_keep(out);
	}
	bench_items(bench, 1);
}

static void
add_verdict(const char *name, struct fixture *fixture)
{
	size_t size = judge(fixture);

	if (!slice_equal((struct slice){(const uint8_t *)out, size},
		slice_from_string(fixture->expected)))
		bench_refuse(name, "the line is wrong");
	bench_add(name, judge_loop, fixture);
}

/* The texts are those of the defaults, conf/CGPFilter.cfg. */
static void
add_verdicts(void)
{
	static struct finding eicar = {
	    .name = {(const uint8_t *)"Eicar-Test-Signature", 20}};
	static struct fixture clean = {.expected = "123 OK\n"};
	static struct fixture infected = {
	    .expected = "123 ERROR \"Message rejected: it contains "
			"Eicar-Test-Signature\"\n",
	    .findings = {.items = &eicar, .count = 1},
	};

	config = config_default(NULL);
	if (config == NULL)
		bench_refuse("protocol/verdict", "out of memory");
	add_verdict("protocol/verdict/clean", &clean);
	add_verdict("protocol/verdict/infected", &infected);
}

static void
prove_parse(const char *name, const struct fixture *fixture, const char *path)
{
	struct request request;

	request_parse(fixture->line, path_buffer, &request);
	if (request.kind != REQUEST_FILE ||
	    !slice_equal(request.path, slice_from_string(path)))
		bench_refuse(name, "the path is wrong");
}

static void
prove_answer(const char *name, const struct fixture *fixture)
{
	size_t size =
	    response_answer(&fixture->answer, SLICE("123"), true, out);

	if (!slice_equal((struct slice){(const uint8_t *)out, size},
		slice_from_string(fixture->expected)))
		bench_refuse(name, "the line is wrong");
}

void bench_protocol(void);

void
bench_protocol(void)
{
	static struct fixture plain, quoted, ok, headers;

	plain.line = SLICE("123 FILE Queue/01-09/12345.msg\n");
	prove_parse("protocol/parse/file", &plain, "Queue/01-09/12345.msg");
	bench_add("protocol/parse/file", parse, &plain);

	quoted.line = SLICE("123 FILE \"Queue/01-09/12345.msg\"\n");
	prove_parse("protocol/parse/quoted", &quoted, "Queue/01-09/12345.msg");
	bench_add("protocol/parse/quoted", parse, &quoted);

	ok.answer.word = ANSWER_OK;
	ok.expected = "123 OK\n";
	prove_answer("protocol/answer/ok", &ok);
	bench_add("protocol/answer/ok", answer, &ok);

	headers.answer.word = ANSWER_ADDHEADER;
	headers.answer.headers = SLICE("X-CGPFilter-Score: 92.120000 [XXXX]\n"
				       "X-Junk-Score: 92.120000 [XXXX]");
	headers.expected =
	    "123 ADDHEADER \"X-CGPFilter-Score: 92.120000 [XXXX]\\e"
	    "X-Junk-Score: 92.120000 [XXXX]\" OK\n";
	prove_answer("protocol/answer/addheader", &headers);
	bench_add("protocol/answer/addheader", answer, &headers);
	add_verdicts();
}
