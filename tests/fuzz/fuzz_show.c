/*
 * fuzz_show - what is printed of any message
 *
 * The first byte chooses what is asked for, the second the width and the
 * limits; the rest is the message.  JSON must be JSON, on one line; a page must
 * hold lines of UTF-8 (of ASCII, where asked); neither may hold a character
 * that a terminal obeys or a reader does not see.
 */
#include "tests/support/show_law.h"
#include "tests/support/shown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)

static void
choose_limits(struct limits *limits, uint8_t choice)
{
	limits_default(limits);
	if ((choice & 0x80) == 0)
		return;
	limits->max[LIMIT_PARTS] = 1 + choice % 8;
	limits->max[LIMIT_DEPTH] = choice % 4;
	limits->max[LIMIT_TEXT_BYTES] = 16;
	limits->max[LIMIT_LINKS] = 1;
	limits->max[LIMIT_HEADER_FIELDS] = 2;
}

static void
check_ascii(struct slice text)
{
	for (size_t i = 0; i < text.size; i++)
		CHECK(text.data[i] < 0x80);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct shown shown;
	struct shown_as as = {0};
	struct slice message;
	size_t at;

	if (size < 2)
		return 0;
	if (shown.arena == NULL)
		shown_init(&shown, ARENA_BYTES);
	choose_limits(&shown.limits, data[1]);
	as.text = (data[0] & 1) != 0;
	as.links = (data[0] & 2) != 0;
	as.headers = (data[0] & 4) != 0;
	as.style.ascii = (data[0] & 8) != 0;
	as.style.boxes = !as.style.ascii;
	as.style.width = data[1];
	message = (struct slice){data + 2, size - 2};
	shown_message(&shown, message, &as);
	CHECK(show_law_page(collected_slice(&shown.out), &at) == NULL);
	if (as.style.ascii)
		check_ascii(collected_slice(&shown.out));
	as.json = true;
	shown_message(&shown, message, &as);
	CHECK(show_law_json(collected_slice(&shown.out), &at) == NULL);
	return 0;
}
