/*
 * test_no_malloc - decoding a message takes nothing from malloc
 *
 * The counter is the allocator's own, of this thread
 * (quota_thread_allocated()); where it does not count, as under a sanitizer,
 * there is nothing to test.  What a thread asks for once, such as the tables of
 * a charset, it may: so each message is decoded twice, and the second time
 * counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/base/quota.h"
#include "core/canonical/canonical.h"
#include "core/header/words.h"
#include "core/learn/features.h"
#include "core/list/whitelist.h"
#include "core/print/print.h"
#include "core/render/render.h"
#include "core/unpack/unpack.h"

static struct limits limits;
static struct arena *arena;
static struct unpacker *unpacker;
static struct whitelist *whitelist;
static struct regex_scratch *scratch;

static void
decode(struct slice file)
{
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct canonical canonical;
	struct features features;
	struct prints prints;
	struct whitelist_subject subject = {.message = &message,
	    .renderer = &renderer,
	    .use_ip = true,
	    .ip_from_envelope = true};

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	assert_int_equal(
	    message_parse(file, &limits, arena, &budget, &message), MESSAGE_OK);
	unpack_message(unpacker, &message, &limits, arena, &budget);
	renderer = renderer_for(
	    &message, unpacker_charsets(unpacker), &limits, arena, &budget);
	for (size_t i = 0; i < message.part_count; i++) {
		const struct header *header = &message.parts[i]->header;

		(void)render_part(&renderer, message.parts[i]);
		for (size_t k = 0; k < header->count; k++)
			(void)words_decode(header->fields[k].value, SLICE(""),
			    unpacker_charsets(unpacker), arena);
	}
	canonical_make(&message, &renderer, &canonical);
	features_make(&canonical, arena, &features);
	prints_make(&canonical, arena, &prints);
	(void)whitelist_match(whitelist, &subject, scratch);
}

static void
decoding_takes_nothing_from_malloc(void **state)
{
	static const char *const files[] = {
	    "Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?koi8-r?Q?=F0?=\n\n"
	    "text\n",
	    "Content-Type: text/html; charset=windows-1251\n\n"
	    "<style>p { color: red }</style><p>\xEF\xF0\xE8\xE2\xE5\xF2 "
	    "<a href=\"data:text/html;base64,PGI+\">x</a>\n",
	    "Content-Type: multipart/mixed; boundary=b\n\n"
	    "--b\nContent-Type: text/plain; charset=shift_jis; format=flowed\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n=93=FA \n=96{\n"
	    "--b\nContent-Transfer-Encoding: base64\n"
	    "Content-Disposition: attachment; filename*=utf-8''%e2%82%ac\n\n"
	    "SGVsbG8=\n--b--\n",
	    "Content-Type: multipart/mixed; boundary=b; boundary=c\n\n"
	    "--b\n\none\n--c\n\ntwo\n--b--\n--c--\n",
	    "Subject: uuencode\n\nbegin 644 x\n#86)C\n`\nend\n",
	    "Content-Type: message/rfc822\n\nSubject: x\n\ny\n",
	    "From: a@www.example.co.uk\nContent-Type: text/plain; "
	    "charset=utf-8\n"
	    "\nhttp://www.example.co.jp/ http://\xC3\xBC.example/ "
	    "a.b.example.com "
	    "\xEF\xBC\xA1\xEF\xBD\x82\xCC\x81 v\xD1\x96 +81 3-1234-5678\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct slice file = slice_from_string(files[i]);
		uint64_t before;

		decode(file);
		before = quota_thread_allocated();
		decode(file);
		if (quota_thread_allocated() != before)
			print_error("message %zu\n", i);
		assert_int_equal(quota_thread_allocated() - before, 0);
	}
}

static void
the_counter_counts(void **state)
{
	uint64_t before = quota_thread_allocated();
	void *memory = malloc(100);

	(void)state;
	assert_non_null(memory);
	assert_true(quota_thread_allocated() >= before + 100);
	free(memory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_counter_counts),
	    cmocka_unit_test(decoding_takes_nothing_from_malloc),
	};

	char room[256];
	struct text error = TEXT_OVER(room);

	if (quota_thread_allocated() == 0) {
		printf("1..0 # SKIP the allocator does not count\n");
		return 0;
	}
	limits_default(&limits);
	arena = arena_create(unpack_arena_bytes(&limits));
	unpacker = unpacker_create();
	scratch = regex_scratch_create();
	if (arena == NULL || unpacker == NULL || scratch == NULL ||
	    whitelist_parse(
		SLICE("type=host;address=192.0.2/24\n"
		      "type=header;header=Subject;value=[^nobody.*writes]\n"
		      "type=envelope;command=mail from;value=[@nowhere]\n"
		      "type=body;regex=[nothing (like|of) this+]\n"),
		"w", &whitelist, &error) != WHITELIST_OK)
		return 1;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
