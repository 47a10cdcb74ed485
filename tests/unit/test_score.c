/*
 * test_score - one message, a cartridge and lists to a score
 *
 * The cartridge is made here.  With prints alone what comes out can be worked
 * out by hand: 100 times the confidence of what accuses.  A model that has
 * learnt two kinds of messages must tell them apart.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/canonical/canonical.h"
#include "core/learn/model.h"
#include "core/print/print.h"
#include "core/score/own_fields.h"
#include "core/score/score.h"

#define ARENA_BYTES ((size_t)256 << 20)

static struct arena *arena;
static struct charsets *charsets;
static struct regex_scratch *scratch;
static struct limits limits;
static struct cartridge *cartridge;
static struct lists *lists;
static struct config *config; /* NULL: the default one */
static char path[] = "/tmp/test_score.XXXXXX";

#define HEAD "From: ann@example.net\nSubject: hello\n"
/* Whose link is in the cartridge, as spam and as wanted mail. */
#define SPAM HEAD "\nBuy now at https://bad.example.com/x and be happy.\n"
#define UNKNOWN HEAD "\nBuy now at https://example.edu/x and be happy.\n"
#define WANTED HEAD "\nNews at https://good.example.org/x for members.\n"
#define CLEAN HEAD "\nSee you tomorrow.\n"

static void
parse(const char *bytes, struct budget *budget, struct message *message)
{
	arena_reset(arena);
	assert_int_not_equal(message_parse(slice_from_string(bytes), &limits,
				 arena, budget, message),
	    MESSAGE_NO_MEMORY);
}

/* The prints of the link's domain in bytes, as entries. */
static void
add_domain(
    const char *bytes, enum print_category category, struct print_entry *entry)
{
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct canonical canonical;
	struct prints prints;

	budget_init(&budget, UINT64_MAX);
	parse(bytes, &budget, &message);
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	canonical_make(&message, &renderer, &canonical);
	prints_make(&canonical, arena, &prints);
	for (size_t i = 0; i < prints.count; i++) {
		if (prints.items[i].kind != PRINT_DOMAIN)
			continue;
		*entry = (struct print_entry){
		    .kind = PRINT_DOMAIN,
		    .category = (uint8_t)category,
		    .weight = 255,
		    .trust = 255,
		    .reports = category == PRINT_LEGITIMATE ? 0 : 1000,
		    .excuses = category == PRINT_LEGITIMATE ? 1000 : 0,
		    .first_day = 20000,
		    .last_day = 20001,
		};
		memcpy(entry->digest, prints.items[i].digest, PRINT_BYTES);
		return;
	}
	fail_msg("no print of a domain");
}

static void
make_cartridge(void)
{
	struct cartridge_draft draft = {.id = {.update = 1}};
	struct print_entry entries[2];
	char room[512];
	struct text error = TEXT_OVER(room);
	uint8_t *table;
	size_t size;

	add_domain(SPAM, PRINT_SPAM, &entries[0]);
	add_domain(WANTED, PRINT_LEGITIMATE, &entries[1]);
	assert_true(prints_build(entries, 2, &table, &size));
	draft.sections[CARTRIDGE_PRINTS] = (struct slice){table, size};
	if (cartridge_write(&draft, path, false, &error) != CARTRIDGE_OK ||
	    cartridge_open(path, &cartridge, &error) != CARTRIDGE_OK)
		fail_msg("%s", room);
	free(table);
}

static int
setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	limits_default(&limits);
	arena = arena_create(ARENA_BYTES);
	charsets = charsets_create();
	scratch = regex_scratch_create();
	lists = lists_create();
	if (fd < 0 || close(fd) != 0 || arena == NULL || charsets == NULL ||
	    scratch == NULL || lists == NULL)
		return 1;
	make_cartridge();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	cartridge_close(&cartridge);
	lists_destroy(&lists);
	regex_scratch_destroy(&scratch);
	charsets_destroy(&charsets);
	arena_destroy(&arena);
	return unlink(path);
}

static void
set_whitelist(const char *file)
{
	char room[256];
	struct text error = TEXT_OVER(room);

	whitelist_destroy(&lists->whitelist);
	settings_default(&lists->settings);
	if (whitelist_parse(slice_from_string(file), "w", &lists->whitelist,
		&error) != WHITELIST_OK)
		fail_msg("%s", room);
}

static enum score_result
score_within(
    const char *bytes, bool reasons, uint64_t deadline_ns, struct score *score)
{
	const struct score_data data = {cartridge, lists, config};
	struct message message;
	struct budget budget;
	struct renderer renderer;

	budget_init(&budget, UINT64_MAX);
	parse(bytes, &budget, &message);
	budget.deadline_ns = deadline_ns;
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	return score_message(
	    &data, &message, &renderer, scratch, reasons, score);
}

static enum score_result
score(const char *bytes, bool reasons, struct score *score_r)
{
	return score_within(bytes, reasons, UINT64_MAX, score_r);
}

static void
what_was_reported_scores_high_and_the_rest_nothing(void **state)
{
	struct score spam, wanted, clean;

	(void)state;
	set_whitelist("");
	assert_int_equal(score(SPAM, false, &spam), SCORE_GIVEN);
	assert_int_equal(score(WANTED, false, &wanted), SCORE_GIVEN);
	assert_int_equal(score(CLEAN, false, &clean), SCORE_GIVEN);
	assert_true(spam.value > 50);
	assert_true(wanted.value == 0);
	assert_true(clean.value == 0);
	assert_int_equal(spam.reason_count, 0);
}

static void
reasons_are_there_when_asked_for(void **state)
{
	struct score result;

	(void)state;
	set_whitelist("");
	assert_int_equal(score(SPAM, true, &result), SCORE_GIVEN);
	assert_true(result.reason_count >= 1);
	assert_int_equal(result.reasons[0].source, SCORE_BY_PRINT);
	assert_true(result.reasons[0].weight > 0);
	assert_true(slice_find(result.reasons[0].text, SLICE("example.com")) <
		    result.reasons[0].text.size);
	assert_int_equal(score(WANTED, true, &result), SCORE_GIVEN);
	assert_true(result.reasons[0].weight < 0);
	assert_int_equal(score(CLEAN, true, &result), SCORE_GIVEN);
	assert_int_equal(result.reason_count, 0);
}

static void
the_whitelist_has_the_last_word(void **state)
{
	struct score result;

	(void)state;
	set_whitelist("\ntype=header;header=Subject;value=[^hel]");
	assert_int_equal(score(SPAM, true, &result), SCORE_WHITELISTED);
	assert_true(result.value == 0);
	assert_int_equal(result.reason_count, 1);
	assert_int_equal(result.reasons[0].source, SCORE_BY_WHITELIST);
	assert_true(slice_equal(result.reasons[0].text,
	    SLICE("whitelist.cfg:2: type=header;header=Subject;value=[^hel]")));
	/* All of the reasons, and 0 all the same. */
	lists->settings.analysis_first = true;
	assert_int_equal(score(SPAM, true, &result), SCORE_WHITELISTED);
	assert_true(result.value == 0);
	assert_true(result.reason_count > 1);
	assert_int_equal(result.reasons[0].source, SCORE_BY_WHITELIST);
	assert_int_equal(result.reasons[1].source, SCORE_BY_PRINT);
	set_whitelist("type=header;header=Subject;value=[^el]");
	assert_int_equal(score(SPAM, true, &result), SCORE_GIVEN);
}

static void
empty_messages_are_spam_where_that_is_set(void **state)
{
	static const struct {
		const char *bytes;
		bool empty;
	} rows[] = {
	    {HEAD, true},
	    {HEAD "\n", true},
	    {HEAD "\n \t\n\n", true},
	    {HEAD "Content-Type: text/html\n\n<html><body><br></body></html>\n",
		true},
	    {HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\n"
		  "--b--\n",
		true},
	    {HEAD "\nx\n", false},
	    {HEAD "Content-Type: text/html\n\n<p style=\"display:none\">x</p>",
		false},
	    {HEAD "Content-Type: image/png\n\n\x89PNG\r\n", false},
	};

	(void)state;
	set_whitelist("");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct score result;

		lists->settings.empty_is_spam = false;
		assert_int_equal(
		    score(rows[i].bytes, true, &result), SCORE_GIVEN);
		assert_true(result.value == 0);
		lists->settings.empty_is_spam = true;
		assert_int_equal(
		    score(rows[i].bytes, true, &result), SCORE_GIVEN);
		if ((result.value == SCORE_OF_EMPTY) != rows[i].empty)
			fail_msg("row %zu", i);
		assert_int_equal(result.reason_count, rows[i].empty);
	}
}

static void
without_time_or_cartridge_there_is_no_score(void **state)
{
	struct cartridge *kept = cartridge;
	struct score result;

	(void)state;
	set_whitelist("type=host;address=1");
	assert_int_equal(
	    score_within(SPAM, true, clock_now_ns(), &result), SCORE_NONE);
	cartridge = NULL;
	assert_int_equal(score(SPAM, true, &result), SCORE_NONE);
	cartridge = kept;
	assert_int_equal(score(SPAM, true, &result), SCORE_GIVEN);
}

/* ---- with a model ------------------------------------------------------ */

#define LESSONS 200u

/* Mail about work, and mail that sells. */
static void
put_letter(char *bytes, size_t size, bool spam, unsigned number)
{
	static const char *const work[] = {"meeting", "agenda", "budget",
	    "minutes", "schedule", "report", "colleague", "project"};
	static const char *const offer[] = {"cheap", "viagra", "casino",
	    "winner", "prize", "discount", "pills", "lottery"};
	const char *const *words = spam ? offer : work;

	snprintf(bytes, size, HEAD "\n%s %s and the %s %s of day %u.\n",
	    words[number % 8], words[(number / 3) % 8], words[(number / 7) % 8],
	    words[(number / 11) % 8], number);
}

static void
teach(void *image, bool spam, unsigned number)
{
	char bytes[256];
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct canonical canonical;
	struct features features;

	put_letter(bytes, sizeof(bytes), spam, number);
	budget_init(&budget, UINT64_MAX);
	parse(bytes, &budget, &message);
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	canonical_make(&message, &renderer, &canonical);
	features_make(&canonical, arena, &features);
	model_learn(image, &features, spam, 1, NULL);
}

/* The prints of the cartridge that is there, and a model. */
static struct cartridge *
with_model(const char *model_path)
{
	static const struct model_shape shape = {14, 14, 12};
	struct cartridge_draft draft = {.id = {.update = 2}};
	void *image = aligned_alloc(
	    MODEL_ALIGN, (model_image_bytes(&shape) + MODEL_ALIGN - 1) /
			     MODEL_ALIGN * MODEL_ALIGN);
	struct cartridge *taught = NULL;
	char room[512];
	struct text error = TEXT_OVER(room);

	assert_non_null(image);
	model_init(image, &shape);
	for (unsigned i = 0; i < LESSONS; i++) {
		teach(image, false, i);
		teach(image, true, i);
	}
	model_settle(image);
	draft.sections[CARTRIDGE_MODEL] =
	    (struct slice){image, model_image_bytes(&shape)};
	draft.sections[CARTRIDGE_PRINTS] =
	    cartridge->sections[CARTRIDGE_PRINTS];
	if (cartridge_write(&draft, model_path, false, &error) !=
		CARTRIDGE_OK ||
	    cartridge_open(model_path, &taught, &error) != CARTRIDGE_OK)
		fail_msg("%s", room);
	free(image);
	return taught;
}

static void
a_model_and_prints_count_together(void **state)
{
	char model_path[] = "/tmp/test_score.XXXXXX";
	int fd = mkstemp(model_path);
	struct cartridge *prints = cartridge;
	struct score ham, spam, reported, unknown, excused, explained;
	char letter[256];
	double words = 0;

	(void)state;
	assert_true(fd >= 0 && close(fd) == 0);
	set_whitelist("");
	cartridge = with_model(model_path);
	put_letter(letter, sizeof(letter), false, 777);
	assert_int_equal(score(letter, false, &ham), SCORE_GIVEN);
	put_letter(letter, sizeof(letter), true, 777);
	assert_int_equal(score(letter, false, &spam), SCORE_GIVEN);
	assert_true(spam.value > ham.value + 30);
	assert_int_equal(score(letter, true, &explained), SCORE_GIVEN);
	assert_true(explained.value == spam.value);
	for (size_t i = 0; i < explained.reason_count; i++)
		if (explained.reasons[i].source == SCORE_BY_WORDS)
			words += explained.reasons[i].weight;
	assert_true(words > 0);
	/* The model knows nothing of these; two of the links are known. */
	assert_int_equal(score(SPAM, false, &reported), SCORE_GIVEN);
	assert_int_equal(score(UNKNOWN, false, &unknown), SCORE_GIVEN);
	assert_int_equal(score(WANTED, false, &excused), SCORE_GIVEN);
	assert_true(reported.value > unknown.value);
	assert_true(excused.value < unknown.value);
	cartridge_close(&cartridge);
	cartridge = prints;
	assert_int_equal(unlink(model_path), 0);
}

/* A field that the site adds must not tell the next gateway, or who learns. */
static void
own_fields_are_not_read(void **state)
{
	static char header[] = "X-Site-Link: ^1\n\tmore: x\nX-Site-Two: ^2";
	static char empty[] = "";
	struct config own = {
	    .score_header = empty,
	    .alert_header = empty,
	    .infected_header = empty,
	    .incomplete_header = empty,
	    .encrypted_header = empty,
	};
	struct message message;
	struct budget budget;

	(void)state;
	own.alert_header = header;
	budget_init(&budget, UINT64_MAX);
	parse("x-SITE-link: a\nSubject: b\nX-Site-Two: c\nX-Site-Three: d\n"
	      "more: e\nX-Site-Link: f\n\ntext\n",
	    &budget, &message);
	own_fields_hide(&own, &message);
	assert_int_equal(message.top->header.count, 6);
	assert_null(header_find(&message.top->header, SLICE("X-Site-Link"), 0));
	assert_null(header_find(&message.top->header, SLICE("X-Site-Two"), 0));
	assert_non_null(
	    header_find(&message.top->header, SLICE("X-Site-Three"), 0));
	assert_non_null(header_find(&message.top->header, SLICE("more"), 0));
	assert_non_null(header_find(&message.top->header, SLICE("Subject"), 0));
}

static void
lists_may_be_missing(void **state)
{
	struct lists *kept = lists;
	struct score result;

	(void)state;
	lists = NULL;
	assert_int_equal(score(SPAM, true, &result), SCORE_GIVEN);
	assert_true(result.value > 50);
	lists = kept;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		what_was_reported_scores_high_and_the_rest_nothing),
	    cmocka_unit_test(reasons_are_there_when_asked_for),
	    cmocka_unit_test(the_whitelist_has_the_last_word),
	    cmocka_unit_test(empty_messages_are_spam_where_that_is_set),
	    cmocka_unit_test(without_time_or_cartridge_there_is_no_score),
	    cmocka_unit_test(a_model_and_prints_count_together),
	    cmocka_unit_test(own_fields_are_not_read),
	    cmocka_unit_test(lists_may_be_missing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("score", tests, setup, teardown);
}
