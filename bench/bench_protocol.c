/*
 * bench_protocol - a request line in, an answer line out
 */
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"

struct fixture {
	struct slice line;
	struct answer answer;
	const char *expected; /* of the answer */
};

static char path_buffer[REQUEST_PATH_MAX + 1];
static char out[RESPONSE_MAX];

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
}
