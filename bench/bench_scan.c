/*
 * bench_scan - a decoded message against a signature database
 *
 * The database is generated: 20,000 patterns for mail, 8,000 for HTML, 1,200 of
 * any type, and a hash for every size below 64 KB (as dense as real sets are
 * there); or it is made from the directory BENCH_SIGS.  Each mail is scanned
 * clean; ahead of that, the same mail with a signature planted in it must give
 * that one finding.  The figures hold scan_message() alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/database.h"
#include "bench/mail.h"
#include "core/base/text.h"
#include "core/scan/scan.h"

#define MAIL_PATTERNS 20000u
#define HTML_PATTERNS 8000u
#define ANY_PATTERNS 1200u
#define HASHED_SIZES 65536u
/* What is planted: the words of an any-type pattern. */
#define PLANTED "a planted signature"
#define PLANTED_NAME "Planted.UNOFFICIAL"
#define MAIL_MAX ((size_t)2 << 20)

struct database {
	const char *name;
	struct sigdb *sigdb;
	struct scanner *scanner;
};

struct mail {
	struct database *database;
	struct text clean;
	struct limits limits;
	struct arena *arena; /* of the decoded message */
	struct arena *found; /* of its findings, reset each time */
	struct message message;
};

static uint32_t
noise(void)
{
	static uint64_t state = UINT64_C(0x9e3779b97f4a7c15);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 32);
}

/* ---- the database ------------------------------------------------------ */

static void
write_patterns(FILE *file, unsigned target, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned size = 12 + noise() % 40;

		fprintf(file, "Noise.%u.%u:%u:*:", target, i, target);
		/* Two parts of letters, as addresses and phrases are. */
		for (unsigned k = 0; k < size; k++)
			fprintf(file, "%s%02x", k == size / 2 ? "{-9}" : "",
			    'a' + noise() % 26);
		fprintf(file, "\n");
	}
}

static void
write_sources(const char *directory)
{
	char path[96];
	FILE *file;

	snprintf(path, sizeof(path), "%s/a.ndb", directory);
	file = fopen(path, "w");
	if (file == NULL)
		bench_refuse("scan", "cannot write a signature file");
	write_patterns(file, 0, ANY_PATTERNS);
	write_patterns(file, 3, HTML_PATTERNS);
	write_patterns(file, 4, MAIL_PATTERNS);
	fprintf(file, "Planted:0:*:");
	for (const char *c = PLANTED; *c != '\0'; c++)
		fprintf(file, "%02x", (unsigned)*c);
	fclose(file);
	snprintf(path, sizeof(path), "%s/a.hdb", directory);
	file = fopen(path, "w");
	if (file == NULL)
		bench_refuse("scan", "cannot write a signature file");
	for (unsigned size = 1; size < HASHED_SIZES; size++)
		fprintf(file, "%08x%08x%08x%08x:%u:Hash.%u\n", noise(), noise(),
		    noise(), noise(), size, size);
	fclose(file);
}

static void
make_database(struct database *database, bool portable)
{
	database->name = portable ? "portable" : "best";
	database->sigdb =
	    database_build(portable ? "scan-portable" : "scan-best",
		write_sources, getenv("BENCH_SIGS"), portable);
	database->scanner = scanner_create(database->sigdb);
	if (database->scanner == NULL)
		bench_refuse("scan", "out of memory");
}

/* ---- mail -------------------------------------------------------------- */

/* planted stands at the beginning of the text. */
static void
put_mail(struct text *text, const char *kind, size_t size, const char *planted)
{
	uint64_t seed = size;

	if (strcmp(kind, "attachment") == 0) {
		size = size / 78 * 57;
		mail_put_mixed(text, 2000, &seed);
		mail_put(text, planted);
		mail_put(text, "\r\n");
		mail_put_attachment(text, mail_noise(size, &seed), size);
		return;
	}
	mail_put_header(text);
	text_printf(text, "Content-Type: text/%s\r\n\r\n<html>%s",
	    strcmp(kind, "html") == 0 ? "html" : "plain", planted);
	mail_put_words(text, size, &seed);
	mail_put(text, "</html>\r\n");
}

static void
scan(struct mail *mail, struct findings *findings_r)
{
	const struct scan_options options = {.all_matches = true};
	struct budget budget;

	arena_reset(mail->found);
	budget_init(&budget, UINT64_MAX);
	scan_message(mail->database->scanner, &mail->message, &options,
	    &mail->limits, mail->found, &budget, findings_r);
}

static void
decode(struct mail *mail, const struct text *text)
{
	struct budget budget;

	arena_reset(mail->arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(text_slice(text), &mail->limits, mail->arena, &budget,
		&mail->message) != MESSAGE_OK)
		bench_refuse("scan", "the mail does not decode");
}

static void
prove(struct mail *mail, const char *kind, size_t size)
{
	struct text planted = mail_text(MAIL_MAX);
	struct findings findings;

	put_mail(&planted, kind, size, PLANTED);
	decode(mail, &planted);
	scan(mail, &findings);
	if (getenv("BENCH_SIGS") == NULL &&
	    (findings.count != 1 ||
		!slice_equal(findings.items[0].name, SLICE(PLANTED_NAME))))
		bench_refuse("scan", "the planted signature was not found");
	decode(mail, &mail->clean);
	scan(mail, &findings);
	if (findings.count != 0)
		bench_refuse("scan", "a clean mail has findings");
}

/* ---- rows -------------------------------------------------------------- */

static void
run_scan(struct bench *bench, void *owner)
{
	struct mail *mail = owner;
	struct findings findings;

	while (bench_next(bench)) {
		scan(mail, &findings);
		bench_keep(&findings);
	}
	bench_bytes(bench, mail->clean.size);
	bench_items(bench, 1);
}

static void
add_mail(struct database *database, const char *kind, size_t size)
{
	struct mail *mail = calloc(1, sizeof(*mail));
	char *name = malloc(96);

	if (mail == NULL || name == NULL)
		bench_refuse("scan", "out of memory");
	limits_default(&mail->limits);
	mail->database = database;
	mail->clean = mail_text(MAIL_MAX);
	mail->arena = arena_create(MAIL_MAX * 4);
	mail->found = arena_create(MAIL_MAX);
	if (mail->arena == NULL || mail->found == NULL)
		bench_refuse("scan", "out of memory");
	put_mail(&mail->clean, kind, size, "");
	prove(mail, kind, size);
	snprintf(
	    name, 96, "scan/%s-%zuk/%s", kind, size / 1000, database->name);
	bench_add(name, run_scan, mail);
}

void bench_scan(void);

void
bench_scan(void)
{
	static struct database databases[2];

	for (int i = 0; i < 2; i++) {
		make_database(&databases[i], i == 1);
		add_mail(&databases[i], "text", 5000);
		add_mail(&databases[i], "html", 20000);
		add_mail(&databases[i], "attachment", 50000);
		add_mail(&databases[i], "attachment", 500000);
	}
}
