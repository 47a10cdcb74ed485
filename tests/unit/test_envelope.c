/*
 * test_envelope - what CommuniGate Pro wrote ahead of a queued message
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/message/envelope.h"
#include "tests/support/slices.h"

static struct arena *arena;
static struct limits limits;
static struct limits_reached reached;
static struct envelope envelope;
static struct slice content;

static int
setup(void **state)
{
	(void)state;
	limits_default(&limits);
	reached = (struct limits_reached){0};
	arena = arena_create((size_t)16 << 20);
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static void
parse(struct slice file)
{
	envelope_parse(file, &limits, arena, &reached, &envelope, &content);
}

#define MAIL "From: a@b.test\nSubject: x\n\nbody\n"
#define DATE " 26-04-2019 15:57:14 0000 ____ "

/* Queue files as they were seen, each with the same message behind it. */
struct sample {
	const char *lines;
	bool has_return_path;
	const char *return_path;
	const char *recipients; /* each followed by a blank */
	const char *account, *tag, *ip, *domain, *options;
};

static const struct sample samples[] = {
    {"P I 17-09-2001 09:52:33 0000 ____ ____ <ann@domain.test>\n"
     "O T\n"
     "S SMTP [199.199.199.199]\n"
     "R W 17-09-2001 09:52:33 0000 ____ _FY_ <nif@guga.test>\n"
     "R W 17-09-2001 09:52:33 0000 ____ _FY_ <naf@buki.test>\n",
	true, "ann@domain.test", "nif@guga.test naf@buki.test ", "", "SMTP",
	"199.199.199.199", "", "T"},
    {"S <user1@test.test> SMTP [10.4.0.159]\n"
     "A testlab1.test [10.21.2.87]\n"
     "O L\n"
     "P I 26-04-2019 15:57:14 0000 ____ ____ <user1@test.test>\n"
     "R W 26-04-2019 15:57:14 0000 ____ _FY_ <user3@test.test>\n",
	true, "user1@test.test", "user3@test.test ", "user1@test.test", "SMTP",
	"10.4.0.159", "testlab1.test", "L"},
    {"A mt.company.test\n"
     "S HTTP [10.1.11.6]\n"
     "P I 13-04-2012 16:17:43 0000 ____ ____ <alice@mt.company.test>\n"
     "O L\n"
     "R W 13-04-2012 16:17:43 0000 ____ _FY_ <bob@mt.company.test>\n",
	true, "alice@mt.company.test", "bob@mt.company.test ", "", "HTTP",
	"10.1.11.6", "mt.company.test", "L"},
    {"P I 25-03-2013 12:52:22 0000 ____ ____ <>\n"
     "O L\n"
     "S DSN [0.0.0.0]\n"
     "R W 25-03-2013 12:52:22 0000 ____ ____ <alice@mt.company.test>\n"
     "R W 25-03-2013 12:52:22 0000 ____ ____ <postmaster>\n",
	true, "", "alice@mt.company.test postmaster ", "", "DSN", "0.0.0.0", "",
	"L"},
    {"P I 26-03-2013 05:12:00 0000 ____ ____ <>\n"
     "R W 26-03-2013 05:12:00 0000 ____ _F__ <max@mt.company.test>\n"
     "O LH\n"
     "S ALARM [0.0.0.0]\n",
	true, "", "max@mt.company.test ", "", "ALARM", "0.0.0.0", "", "LH"},
    /* IPv6, kinds that are not known, a file that was partly delivered. */
    {"X some future thing <not@an.address>\n"
     "S SMTP [2001:db8::25]\n"
     "R D" DATE "____ <a@b.test>\n"
     "Z \n"
     "R W" DATE "____ <c@d.test>\n",
	false, "", "a@b.test c@d.test ", "", "SMTP", "2001:db8::25", "", ""},
    /* One of P, R, S alone is enough. */
    {"S PIPE [0.0.0.0]\n", false, "", "", "", "PIPE", "0.0.0.0", "", ""},
    {"R W" DATE "____ <a@b.test>\n", false, "", "a@b.test ", "", "", "", "",
	""},
    {"P I" DATE "____ <a@b.test>\n", true, "a@b.test", "", "", "", "", "", ""},
    /* Quoted local parts may hold what ends an address, and blanks. */
    {"P I" DATE "____ <\"a <b> c\"@d.test>\n"
     "R W" DATE "____ <\"<\"@d.test>\n",
	true, "\"a <b> c\"@d.test", "\"<\"@d.test ", "", "", "", "", ""},
    /* Damaged lines say less, and nothing wrong. */
    {"P I nothing here\nR <\nR >a<\nR a>\nS \n", false, "", "", "", "", "", "",
	""},
    {"S \n", false, "", "", "", "", "", "", ""},
    {"S <unclosed SMTP [1.2.3.4]\n", false, "", "", "", "", "", "", ""},
    {"S <a@b> \n", false, "", "", "a@b", "", "", "", ""},
    {"S <> SMTP [1.2.3.4]\n", false, "", "", "", "SMTP", "1.2.3.4", "", ""},
    {"S <a@b>\n", false, "", "", "a@b", "", "", "", ""},
    {"S [1.2.3.4]\n", false, "", "", "", "", "1.2.3.4", "", ""},
    {"S SMTP [1.2.3.4\n", false, "", "", "", "SMTP", "", "", ""},
    {"S SMTP\n", false, "", "", "", "SMTP", "", "", ""},
    /* The first of a kind counts. */
    {"S SMTP [1.1.1.1]\nS <root> HTTP [2.2.2.2]\n"
     "P I" DATE "____ <first@x>\nP I" DATE "____ <second@x>\n"
     "A one\nA two\nO L\nO T\n",
	true, "first@x", "", "", "SMTP", "1.1.1.1", "one", "L"},
};

static void
check_sample(const struct sample *sample)
{
	char recipients[256];
	size_t used = 0;

	assert_true(envelope.present);
	assert_slice(content, MAIL);
	assert_int_equal(envelope.has_return_path, sample->has_return_path);
	assert_slice_is(
	    envelope.return_path, slice_from_string(sample->return_path));
	assert_slice_is(envelope.account, slice_from_string(sample->account));
	assert_slice_is(envelope.source_tag, slice_from_string(sample->tag));
	assert_slice_is(envelope.source_ip, slice_from_string(sample->ip));
	assert_slice_is(envelope.domain, slice_from_string(sample->domain));
	assert_slice_is(envelope.options, slice_from_string(sample->options));
	assert_int_equal(
	    envelope_is_authenticated(&envelope), sample->account[0] != 0);
	recipients[0] = 0;
	for (size_t i = 0; i < envelope.recipient_count; i++)
		used += (size_t)snprintf(recipients + used,
		    sizeof(recipients) - used, "%.*s ",
		    (int)envelope.recipients[i].size,
		    (const char *)envelope.recipients[i].data);
	assert_string_equal(recipients, sample->recipients);
	assert_int_equal(envelope.recipients_seen, envelope.recipient_count);
	assert_int_equal(reached.bits, 0);
}

static struct slice
file_of(const struct sample *sample, const char *mark, const char *eol)
{
	static char file[4096];
	size_t used = (size_t)snprintf(file, sizeof(file), "%s", mark);

	for (const char *c = sample->lines; *c != 0; c++) {
		if (*c == '\n') {
			for (const char *e = eol; *e != 0; e++)
				file[used++] = *e;
		} else {
			file[used++] = *c;
		}
	}
	used += (size_t)snprintf(
	    file + used, sizeof(file) - used, "%s%s", eol, MAIL);
	return (struct slice){(const uint8_t *)file, used};
}

static void
every_known_form_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		parse(file_of(&samples[i], "", "\n"));
		check_sample(&samples[i]);
	}
}

static void
line_ends_of_windows_make_no_difference(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		parse(file_of(&samples[i], "", "\r\n"));
		check_sample(&samples[i]);
	}
}

static void
a_byte_order_mark_ahead_makes_no_difference(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		parse(file_of(&samples[i], "\xEF\xBB\xBF", "\n"));
		check_sample(&samples[i]);
	}
}

/* Cut before the empty line's end there is no envelope, behind it there is. */
static void
an_envelope_that_ends_at_any_byte_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct slice file = file_of(&samples[i], "", "\n");
		size_t run = file.size - strlen(MAIL);

		for (size_t end = 0; end <= file.size; end++) {
			/* An allocation of its own, for the sanitizer. */
			uint8_t *bytes = malloc(end + 1);
			struct slice cut = {bytes, end};

			memcpy(bytes, file.data, end);
			arena_reset(arena);
			parse(cut);
			assert_int_equal(envelope.present, end >= run);
			assert_int_equal(
			    content.size, end >= run ? end - run : end);
			free(bytes);
		}
	}
}

/* Plain messages: nothing is an envelope, and content begins at skip. */
static void
plain_messages_stay_whole(void **state)
{
	static const struct {
		struct slice file;
		size_t skip;
	} rows[] = {
	    {SLICE(""), 0},
	    {SLICE("\n"), 0},
	    {SLICE("\r\n\r\n"), 0},
	    {SLICE(MAIL), 0},
	    {SLICE("A b: c\n\nbody"), 0},
	    {SLICE("A b: c\nP: x\n\nbody"), 0},
	    {SLICE("A: b\n\nbody"), 0},
	    {SLICE("A b\nO c\nX d\n\nbody"), 0},
	    {SLICE("S: x\n\n"), 0},
	    {SLICE("S\tSMTP [1.1.1.1]\n\n" MAIL), 0},
	    {SLICE("s SMTP [1.1.1.1]\n\n" MAIL), 0},
	    {SLICE("SS SMTP [1.1.1.1]\n\n" MAIL), 0},
	    {SLICE(" S SMTP [1.1.1.1]\n\n" MAIL), 0},
	    {SLICE("\nS SMTP [1.1.1.1]\n\n" MAIL), 0},
	    {SLICE("S SMTP [1.1.1.1]\n" MAIL), 0},
	    {SLICE("S SMTP [1.1.1.1]\n \n" MAIL), 0},
	    {SLICE("S SMTP [1.1.1.1]\n\rx\n\n" MAIL), 0},
	    {SLICE("S SMTP [1.1.1.1]\rR W <a@b>\r\r" MAIL), 0},
	    {SLICE("S SMTP\r[1.1.1.1]\n\n" MAIL), 0},
	    {SLICE("S SMTP [1.1.1.1]\r\r\n\r\n" MAIL), 0},
	    {SLICE("S"), 0},
	    {SLICE("S "), 0},
	    {SLICE("S \n"), 0},
	    {SLICE("\xEF\xBB\xBF" MAIL), 3},
	    {SLICE("\xEF\xBB"), 0},
	    {SLICE("\xEF\xBB\xBF"), 3},
	    {SLICE("\xEF\xBB\xBF\xEF\xBB\xBF" MAIL), 3},
	    {SLICE("From a@b.test  Thu Aug 22 12:36:23 2002\n" MAIL), 40},
	    {SLICE(">From a@b.test Thu Aug 22 12:36:23 2002\r\n" MAIL), 41},
	    {SLICE("From - Mon Sep  2 08:14:01 2002\n" MAIL), 32},
	    {SLICE("\xEF\xBB\xBF"
		   "From - Mon Sep  2 08:14:01 2002\n" MAIL),
		35},
	    {SLICE("From the desk of A. Nonymous\n\nhello"), 0},
	    {SLICE("From a@b Thu August 22\n" MAIL), 0},
	    {SLICE("From a@b.test  Thu Aug 22 12:36:23 2002"), 0},
	    {SLICE("From: Thu Aug 22 \n\n"), 0},
	    {SLICE("From"), 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		parse(rows[i].file);
		assert_false(envelope.present);
		assert_false(envelope_is_authenticated(&envelope));
		assert_int_equal(envelope.recipient_count, 0);
		assert_int_equal(envelope.recipients_seen, 0);
		assert_slice_is(
		    content, slice_skip(rows[i].file, rows[i].skip));
	}
}

static void
only_the_first_run_is_an_envelope(void **state)
{
	(void)state;
	parse(SLICE("S SMTP [1.1.1.1]\n\nS <root> HTTP [2.2.2.2]\n\n" MAIL));
	assert_true(envelope.present);
	assert_false(envelope_is_authenticated(&envelope));
	assert_slice(content, "S <root> HTTP [2.2.2.2]\n\n" MAIL);
}

static void
an_mbox_line_behind_the_envelope_is_passed_over(void **state)
{
	(void)state;
	parse(SLICE("S SMTP [1.1.1.1]\n\nFrom a Thu Aug 22 2002\n" MAIL));
	assert_true(envelope.present);
	assert_slice(content, MAIL);
}

static struct slice
many_recipients(size_t count, const char *end)
{
	static char *file;
	size_t room = count * 64 + 64, used;

	free(file);
	file = malloc(room);
	used = (size_t)snprintf(file, room, "S SMTP [1.1.1.1]\n");
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(
		    file + used, room - used, "R W" DATE "____ <r%zu@x>\n", i);
	used += (size_t)snprintf(file + used, room - used, "%s", end);
	return (struct slice){(const uint8_t *)file, used};
}

static void
five_thousand_recipients_are_all_kept(void **state)
{
	(void)state;
	parse(many_recipients(5000, "\n" MAIL));
	assert_int_equal(envelope.recipient_count, 5000);
	assert_int_equal(envelope.recipients_seen, 5000);
	assert_slice(envelope.recipients[0], "r0@x");
	assert_slice(envelope.recipients[4999], "r4999@x");
	assert_slice(content, MAIL);
	assert_int_equal(reached.bits, 0);
}

static void
recipients_over_the_limit_are_counted_and_said(void **state)
{
	(void)state;
	limits.max[LIMIT_RECIPIENTS] = 100;
	parse(many_recipients(100, "\n" MAIL));
	assert_int_equal(envelope.recipient_count, 100);
	assert_int_equal(reached.bits, 0);
	parse(many_recipients(101, "\n" MAIL));
	assert_int_equal(envelope.recipient_count, 100);
	assert_int_equal(envelope.recipients_seen, 101);
	assert_true(limits_marked(&reached, LIMIT_RECIPIENTS));
	assert_slice(envelope.recipients[99], "r99@x");
}

static void
a_full_arena_is_a_limit_too(void **state)
{
	struct arena *small = arena_create(4096);

	(void)state;
	envelope_parse(many_recipients(1000, "\n" MAIL), &limits, small,
	    &reached, &envelope, &content);
	assert_in_range(envelope.recipient_count, 16, 256);
	assert_int_equal(envelope.recipients_seen, 1000);
	assert_true(limits_marked(&reached, LIMIT_RECIPIENTS));
	assert_slice(content, MAIL);
	arena_destroy(&small);
}

static void
a_run_without_an_end_takes_no_memory(void **state)
{
	(void)state;
	parse(many_recipients(100000, ""));
	assert_false(envelope.present);
	assert_in_range(arena_used(arena), 0, 1);
	parse(many_recipients(100000, MAIL));
	assert_false(envelope.present);
	assert_in_range(arena_used(arena), 0, 1 + 2 * ARENA_SLACK);
	assert_int_equal(reached.bits, 0);
}

static void
a_line_without_end_is_no_envelope(void **state)
{
	size_t size = (size_t)1 << 20;
	uint8_t *file = malloc(size);

	(void)state;
	memset(file, 'x', size);
	memcpy(file, "S ", 2);
	memcpy(file + size - 2, "\n\n", 2);
	parse((struct slice){file, size});
	assert_false(envelope.present);
	assert_int_equal(content.size, size);
	memcpy(file + 1000, "\n\n", 2);
	parse((struct slice){file, size});
	assert_true(envelope.present);
	assert_int_equal(content.size, size - 1002);
	free(file);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(every_known_form_is_read),
	    TEST(line_ends_of_windows_make_no_difference),
	    TEST(a_byte_order_mark_ahead_makes_no_difference),
	    TEST(an_envelope_that_ends_at_any_byte_is_survived),
	    TEST(plain_messages_stay_whole),
	    TEST(only_the_first_run_is_an_envelope),
	    TEST(an_mbox_line_behind_the_envelope_is_passed_over),
	    TEST(five_thousand_recipients_are_all_kept),
	    TEST(recipients_over_the_limit_are_counted_and_said),
	    TEST(a_full_arena_is_a_limit_too),
	    TEST(a_run_without_an_end_takes_no_memory),
	    TEST(a_line_without_end_is_no_envelope),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
