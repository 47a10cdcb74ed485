/*
 * bench_score - a message from its bytes to its score, and the site's lists
 *
 * score/...: decode, canonical form, model and prints of the cartridge that
 * ships, by messages a second.  The letter of the demonstration that is made up
 * like spam must stand above its plain one.  whitelist/...: a list of that many
 * entries against a message that none of them matches, each kind by itself; a
 * last entry that does match must be found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/score/score.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define CARTRIDGE "conf/cartridge/default.cartridge"
#define HAM "conf/demo/01-clean-text.msg"
#define SPAM "conf/demo/08-spam.msg"

/* What all fixtures share. */
static struct arena *arena;
static struct charsets *charsets;
static struct regex_scratch *scratch;
static struct limits limits;

struct fixture {
	struct slice file;
	struct cartridge *cartridge;
	struct whitelist *whitelist;
	bool with_reasons;
};

void bench_score(void);

static void
parse(struct slice file, struct budget *budget, struct message *message)
{
	arena_reset(arena);
	budget_init(budget, UINT64_MAX);
	if (message_parse(file, &limits, arena, budget, message) != MESSAGE_OK)
		bench_refuse("score", "the message is not decoded");
}

/* ---- the score --------------------------------------------------------- */

static double
score(const struct fixture *f)
{
	static struct message message;
	const struct score_data data = {.cartridge = f->cartridge};
	struct renderer renderer;
	struct budget budget;
	struct score result;

	parse(f->file, &budget, &message);
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	if (score_message(&data, &message, &renderer, scratch, f->with_reasons,
		&result) != SCORE_GIVEN)
		bench_refuse("score", "there is none");
	return result.value;
}

static void
score_loop(struct bench *bench, void *owner)
{
	const struct fixture *f = owner;

	while (bench_next(bench)) {
		double value = score(f);

		bench_keep(&value);
	}
	bench_bytes(bench, f->file.size);
	bench_items(bench, 1);
}

static struct slice
read_file(const char *path)
{
	uint8_t *bytes = bench_allocate(65536);
	FILE *file = fopen(path, "rb");
	size_t size;

	if (file == NULL)
		bench_refuse("score", "run it in the project's folder");
	size = fread(bytes, 1, 65536, file);
	fclose(file);
	return (struct slice){bytes, size};
}

static void
add_scores(void)
{
	static struct fixture ham, spam, why;
	char room[512];
	struct text error = TEXT_OVER(room);

	if (cartridge_open(CARTRIDGE, &ham.cartridge, &error) != CARTRIDGE_OK)
		bench_refuse("score", room);
	ham.file = read_file(HAM);
	spam = ham;
	spam.file = read_file(SPAM);
	why = spam;
	why.with_reasons = true;
	if (score(&spam) < score(&ham) + 20)
		bench_refuse("score", "spam does not stand out");
	bench_add("score/ham", score_loop, &ham);
	bench_add("score/spam", score_loop, &spam);
	bench_add("score/spam-with-reasons", score_loop, &why);
}

/* ---- the lists --------------------------------------------------------- */

static unsigned
match(const struct fixture *f, struct message *message, struct budget *budget)
{
	struct renderer renderer =
	    renderer_for(message, charsets, &limits, arena, budget);
	const struct whitelist_subject subject = {
	    .message = message,
	    .renderer = &renderer,
	    .use_ip = true,
	    .ip_from_envelope = true,
	};

	return whitelist_match(f->whitelist, &subject, scratch);
}

static void
match_loop(struct bench *bench, void *owner)
{
	static struct message message;
	struct budget budget;

	while (bench_next(bench)) {
		unsigned line;

		parse(((struct fixture *)owner)->file, &budget, &message);
		line = match(owner, &message, &budget);
		bench_keep(&line);
	}
	bench_items(bench, 1);
}

static struct whitelist *
list_of(const char *format, size_t count, const char *last)
{
	struct text file = mail_text((count + 1) * 96);
	char room[512];
	struct text error = TEXT_OVER(room);
	struct whitelist *whitelist;

	for (size_t i = 0; i < count; i++) {
		char line[96];

		snprintf(line, sizeof(line), "type=%s%zu]\n", format, i);
		mail_put(&file, line);
	}
	mail_put(&file, last);
	if (whitelist_parse(text_slice(&file), "list", &whitelist, &error) !=
	    WHITELIST_OK)
		bench_refuse("whitelist", room);
	return whitelist;
}

static void
add_kind(const char *name, const char *format, size_t count, const char *last)
{
	static struct message message;
	struct fixture *f = bench_allocate(sizeof(*f));
	struct fixture with_last;
	struct budget budget;
	char *label = bench_allocate(64);

	*f = (struct fixture){
	    .file = read_file(SPAM), .whitelist = list_of(format, count, "")};
	with_last = *f;
	with_last.whitelist = list_of(format, count, last);
	parse(f->file, &budget, &message);
	if (match(f, &message, &budget) != 0 ||
	    match(&with_last, &message, &budget) != count + 1)
		bench_refuse("whitelist", "another entry matches");
	whitelist_destroy(&with_last.whitelist);
	snprintf(label, 64, "whitelist/%s/%zu", name, count);
	bench_add(label, match_loop, f);
}

void
bench_score(void)
{
	limits_default(&limits);
	arena = arena_create(ARENA_BYTES);
	charsets = charsets_create();
	scratch = regex_scratch_create();
	if (arena == NULL || charsets == NULL || scratch == NULL)
		bench_refuse("score", "out of memory");
	add_scores();
	add_kind("host", "host;address=[10.0.0.", 200,
	    "type=host;address=198.51.100");
	add_kind("header", "header;header=[From];value=[@host", 100,
	    "type=header;header=From;value=[winner-mail]");
	add_kind("body", "body;regex=[nothing like (this|that) ", 20,
	    "type=body;regex=[CLICK HERE TO CLAIM]");
}
