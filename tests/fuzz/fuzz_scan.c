/*
 * fuzz_scan - any message against a small set, with both matchers
 *
 * Both must find the same, in the same order; the first finding alone is the
 * first of all findings' buffer; nothing lies outside of its part.
 */
#include <stddef.h>

#include "core/scan/scan.h"
#include "core/sigdb/image.h"
#include "tests/support/small_set.h"

static struct sigdb *sigdbs[2];
static struct scanner *scanners[2];
static struct arena *arena;

static void
begin(void)
{
	for (int i = 0; i < 2; i++) {
		sigdbs[i] = small_set_open(i == 1);
		scanners[i] = scanner_create(sigdbs[i]);
		CHECK(scanners[i] != NULL);
	}
	arena = arena_create((size_t)256 << 20);
	CHECK(arena != NULL);
}

static void
scan(int which, bool all, const struct message *message,
    struct findings *findings_r)
{
	const struct scan_options options = {.all_matches = all};
	struct limits limits;
	struct budget budget;

	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	scan_message(scanners[which], message, &options, &limits, arena,
	    &budget, findings_r);
	CHECK(budget.state == BUDGET_OK);
	CHECK(findings_r->count <= (size_t)limits.max[LIMIT_FINDINGS]);
}

static void
check_places(const struct message *message, const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct slice bytes = finding->part == NULL
					 ? message->content
					 : finding->part->body;

		CHECK(finding->offset < bytes.size);
		CHECK(finding->kind == FINDING_PATTERN || finding->offset == 0);
	}
}

static void
check_same(const struct findings *a, const struct findings *b)
{
	CHECK(a->count == b->count);
	CHECK(a->allowed == b->allowed);
	CHECK(a->reached.bits == b->reached.bits);
	for (size_t i = 0; i < a->count; i++) {
		CHECK(slice_equal(a->items[i].name, b->items[i].name));
		CHECK(a->items[i].offset == b->items[i].offset);
		CHECK(a->items[i].part == b->items[i].part);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct findings all[2], first;
	struct limits limits;
	struct budget budget;
	struct message message;

	if (arena == NULL)
		begin();
	arena_reset(arena);
	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	if (message_parse((struct slice){data, size}, &limits, arena, &budget,
		&message) == MESSAGE_NO_MEMORY)
		return 0;
	scan(0, true, &message, &all[0]);
	scan(1, true, &message, &all[1]);
	check_places(&message, &all[0]);
	check_same(&all[0], &all[1]);
	scan(0, false, &message, &first);
	CHECK(first.count == (all[0].count > 0));
	if (first.count > 0) {
		CHECK(first.items[0].part == all[0].items[0].part);
		CHECK(first.items[0].offset == all[0].items[0].offset);
	}
	return 0;
}
