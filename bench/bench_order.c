/*
 * bench_order - answers on their way out
 *
 * A batch of requests asked, answered in some order, written to /dev/null, and
 * their slots taken back, as reader, worker and writer do it.  Answered in
 * order each is a write of its own; answered backwards all wait for the last
 * and leave together, which is what the order itself costs.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bench/bench.h"
#include "bench/inflight.h"
#include "core/base/text.h"

#define SLOTS 64u

struct row {
	const char *name;
	bool backwards;
	uint32_t count;
	struct inflight *inflight;
};

void bench_order(void);

static uint32_t
nth(const struct row *row, uint32_t i)
{
	return row->backwards ? row->count - 1 - i : i;
}

/* Every slot's line is its number, two digits of it. */
static void
round_trip(const struct row *row)
{
	static const char digits[] = "0123456789";
	uint32_t numbers[SLOTS];

	for (uint32_t i = 0; i < row->count; i++)
		inflight_ask(row->inflight, i);
	for (uint32_t i = 0; i < row->count; i++) {
		uint32_t slot = nth(row, i);
		uint8_t line[] = {(uint8_t)digits[slot / 10],
		    (uint8_t)digits[slot % 10], ' ', 'O', 'K', '\n'};

		inflight_answer(
		    row->inflight, slot, (struct slice){line, sizeof(line)});
	}
	/* As the reader does: all at once. */
	if (order_take_free(row->inflight->order, numbers, SLOTS) != row->count)
		bench_refuse(row->name, "a slot did not come back");
}

/* The same over a pipe: each line once, in the order of the tickets. */
static void
prove(struct row row)
{
	char room[SLOTS * 6 + 1], got[SLOTS * 6 + 1];
	struct text expected = TEXT_OVER(room);
	struct inflight piped;
	int fds[2];
	ssize_t size;

	if (pipe2(fds, O_NONBLOCK) != 0)
		bench_refuse(row.name, "no pipe");
	piped = inflight_create(SLOTS, fds[1]);
	row.inflight = &piped;
	for (uint32_t i = 0; i < row.count; i++)
		text_printf(&expected, "%02u OK\n", i);
	for (int again = 0; again < 3; again++) {
		round_trip(&row);
		size = read(fds[0], got, sizeof(got));
		if (size != (ssize_t)expected.size ||
		    memcmp(got, expected.data, expected.size) != 0)
			bench_refuse(row.name, "not the lines of the answers");
	}
	order_destroy(&piped.order);
	shared_destroy(&piped.shared);
	close(fds[0]);
	close(fds[1]);
}

static void
loop(struct bench *bench, void *owner)
{
	const struct row *row = owner;
	static int null_fd = -1;
	struct inflight inflight;
	struct row mine = *row;

	if (null_fd < 0)
		null_fd = open("/dev/null", O_WRONLY);
	inflight = inflight_create(SLOTS, null_fd);
	mine.inflight = &inflight;
	while (bench_next(bench))
		round_trip(&mine);
	bench_items(bench, row->count);
	order_destroy(&inflight.order);
	shared_destroy(&inflight.shared);
}

void
bench_order(void)
{
	static struct row rows[] = {
	    {"order/one", false, 1, NULL},
	    {"order/64_in_order", false, SLOTS, NULL},
	    {"order/64_backwards", true, SLOTS, NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		prove(rows[i]);
		bench_add(rows[i].name, loop, &rows[i]);
	}
}
