/*
 * fuzz_feedback_mail - what a report holds, of any mail
 *
 * The first byte chooses the limits, how much room the arena has and whether
 * the mail is unpacked; the rest is the mail.  Laws: no more messages than may
 * be, none of them empty; an address exactly where somebody is named; each
 * message can be read as a mail in its turn.
 */
#include "core/feedback/feedback_mail.h"
#include "core/unpack/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)

static struct arena *arena, *small, *inner;
static struct unpacker *unpacker;

static void
make_tools(void)
{
	if (arena != NULL)
		return;
	arena = arena_create(ARENA_BYTES);
	inner = arena_create(ARENA_BYTES);
	small = arena_create((size_t)256 << 10);
	unpacker = unpacker_create();
	CHECK(arena != NULL && inner != NULL && small != NULL &&
	      unpacker != NULL);
}

static bool
parse(struct slice bytes, const struct limits *limits, struct arena *room,
    struct message *message_r)
{
	struct budget budget;

	arena_reset(room);
	budget_init(&budget, UINT64_MAX);
	return message_parse(bytes, limits, room, &budget, message_r) !=
	       MESSAGE_NO_MEMORY;
}

static void
check(const struct feedback_mail *report, const struct limits *limits)
{
	struct message message;

	CHECK(report->count <= REPORT_MESSAGES_MAX);
	CHECK((report->by == REPORT_BY_NOBODY) == (report->who.size == 0));
	CHECK(!report->is_bounce || report->count == 0);
	for (size_t i = 0; i < report->count; i++) {
		CHECK(report->messages[i].size > 0);
		if (i < 3)
			(void)!parse(
			    report->messages[i], limits, inner, &message);
	}
}

static void
read_it(struct slice bytes, uint8_t choice, struct arena *room)
{
	struct message message;
	struct feedback_mail report;
	struct limits limits;
	struct budget budget;

	limits_default(&limits);
	if ((choice & 1) != 0)
		limits.max[LIMIT_PARTS] = 5;
	if (!parse(bytes, &limits, room, &message))
		return;
	budget_init(&budget, UINT64_MAX);
	if ((choice & 2) != 0)
		unpack_message(unpacker, &message, &limits, room, &budget);
	feedback_mail_read(&message, room, &report);
	check(&report, &limits);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	make_tools();
	read_it((struct slice){data + 1, size - 1}, data[0], arena);
	read_it((struct slice){data + 1, size - 1}, data[0], small);
	return 0;
}
