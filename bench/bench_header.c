/*
 * bench_header - the header block of a mail into its fields
 */
#include "bench/bench.h"
#include "bench/mail.h"
#include "core/header/header.h"

struct row {
	const char *name;
	struct text mail;
	struct limits limits;
	struct arena *arena;
};

void bench_header(void);

static void
parse(struct row *row, struct header *header_r, struct slice *body_r)
{
	struct limits_reached reached = {0};

	arena_reset(row->arena);
	header_parse(text_slice(&row->mail), &row->limits, row->arena, &reached,
	    header_r, body_r);
}

static void
loop(struct bench *bench, void *owner)
{
	struct row *row = owner;
	struct header header;
	struct slice body;

	while (bench_next(bench)) {
		parse(row, &header, &body);
		bench_keep(header.fields);
	}
	bench_bytes(bench, header.block.size);
	bench_items(bench, header.count);
}

/* What mail_put_header() puts there, and what stands behind it. */
static void
prove(struct row *row, size_t count)
{
	struct header header;
	struct slice body;
	const struct header_field *field;

	parse(row, &header, &body);
	field = header_find(&header, SLICE("subject"), 0);
	if (header.count != count || !slice_equal(body, SLICE("body")))
		bench_refuse(row->name, "wrong number of fields");
	if (field == NULL ||
	    !slice_equal(field->value, SLICE("the figures of this month")))
		bench_refuse(row->name, "the subject came out wrong");
}

static void
add(const char *name, unsigned received)
{
	struct row *row = bench_allocate(sizeof(*row));

	*row = (struct row){.name = name, .mail = mail_text(65536)};
	limits_default(&row->limits);
	row->arena = arena_create((size_t)1 << 20);
	if (row->arena == NULL)
		bench_refuse(name, "out of memory");
	mail_put_header(&row->mail);
	for (unsigned i = 0; i < received; i++)
		text_printf(&row->mail,
		    "Received: from relay%u.example.com\r\n"
		    "\tby relay%u.example.com with ESMTPS id %u;\r\n"
		    "\tMon, 1 Jan 2024 00:00:00 +0000\r\n",
		    i, i + 1, i);
	mail_put(&row->mail, "\r\nbody");
	prove(row, 8 + received);
	bench_add(name, loop, row);
}

void
bench_header(void)
{
	add("header/usual", 0);
	add("header/100_hops", 100);
}
