/*
 * conversation - the state of one run, shared by the files of serve
 */
#ifndef BENCH_SERVE_CONVERSATION_H
#define BENCH_SERVE_CONVERSATION_H

#include "bench/serve/serve.h"

#define OUTPUT_BYTES ((size_t)1 << 20)
#define INPUT_BYTES ((size_t)1 << 20)
#define ERROR_BYTES ((size_t)4 << 10)
/* No request line is longer. */
#define LINE_ROOM ((size_t)16 << 10)

struct serve {
	const struct serve_options *options;
	struct serve_result *result;
	struct child child;
	struct flight flight;
	uint64_t sent;             /* FILE requests */
	uint64_t wanted;           /* ... to be sent by the end of the round */
	bool closing;              /* the ending follows them */
	uint64_t interface_number; /* 0: none was sent */
	uint64_t first_file;       /* number of the first FILE request */
	uint64_t quit_number;      /* 0: not sent yet */
	bool input_over;           /* nothing more is going to be sent */
	bool output_over;          /* the helper closed its stdout */
	uint64_t started_ns;
	uint64_t before;   /* ... sent before this round */
	uint64_t round_ns; /* start of the round; 0: INTF is not answered yet */
	struct schedule schedule;       /* of the round, with a rate */
	uint64_t first_sent_ns;         /* since the start or serve_mark() */
	uint64_t progress_ns;           /* when the last answer came */
	uint64_t told_ns;               /* when progress was last told */
	uint64_t looked_ns;             /* ... the helper was last looked for */
	uint64_t complaints[LAW_COUNT]; /* that were made */
	struct disturb disturb;
	char **answers; /* unique_lines: by file */
	char *out;      /* requests not written yet: [out_at, out_size) */
	size_t out_at;
	size_t out_size;
	char *in; /* bytes of an unfinished line: [0, in_size) */
	size_t in_size;
	char errors[ERROR_BYTES]; /* of an unfinished line on stderr */
	size_t error_size;
};

/* Count breaches of a law; the first few are told on our stderr. */
void complain(struct serve *serve, enum law law, uint64_t count,
    const char *detail, const char *bytes, size_t size);

/* Put "<number><command><parameter>\n" into the buffer of requests. */
void send_line(struct serve *serve, uint64_t number, const char *command,
    const char *parameter);

/* Put and write what may be sent now. */
void send_requests(struct serve *serve);

/* Which file a FILE request of this number names. */
size_t file_of(const struct serve *serve, uint64_t number);

/* Take what there is on the helper's stdout, and on its stderr. */
void receive(struct serve *serve);
void receive_errors(struct serve *serve);

/* All that is left on stderr, once the helper has ended. */
void receive_last_errors(struct serve *serve);

#endif
