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
#include <unistd.h>

#include "bench/bench.h"
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
	char image[64];
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
remove_sources(const char *directory)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/a.ndb", directory);
	(void)unlink(path);
	snprintf(path, sizeof(path), "%s/a.hdb", directory);
	(void)unlink(path);
	(void)rmdir(directory);
}

static void
make_database(struct database *database, bool portable)
{
	char directory[] = "/tmp/cgpfilter-bench-XXXXXX", bytes[256];
	const char *given = getenv("BENCH_SIGS");
	struct sigdb_options options = {.portable_matcher = portable};
	struct text error = TEXT_OVER(bytes);
	struct sigdb_info info;

	if (mkdtemp(directory) == NULL)
		bench_refuse("scan", "no directory for signatures");
	snprintf(
	    database->image, sizeof(database->image), "%s.image", directory);
	options.directory = given == NULL ? directory : given;
	write_sources(directory);
	if (sigdb_build(&options, database->image, &info, &error) != SIGDB_OK ||
	    sigdb_open(database->image, &database->sigdb, &error) != SIGDB_OK)
		bench_refuse("scan", bytes);
	remove_sources(directory);
	(void)unlink(database->image);
	database->name = portable ? "portable" : "best";
	database->scanner = scanner_create(database->sigdb);
	if (database->scanner == NULL)
		bench_refuse("scan", "out of memory");
}

/* ---- mail -------------------------------------------------------------- */

static void
put_words(struct text *text, size_t size)
{
	size_t end = text->size + size;

	for (size_t column = 1; text->size < end; column++) {
		bool blank = noise() % 6 == 0;

		text_put_byte(text, blank ? ' ' : (char)('a' + noise() % 26));
		if (column % 72 == 0)
			text_printf(text, "\r\n");
	}
	text_printf(text, "\r\n");
}

static void
put_base64(struct text *text, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				       "mnopqrstuvwxyz0123456789+/";

	for (size_t i = 1; i <= size; i++) {
		text_put_byte(text, alphabet[noise() >> 26]);
		if (i % 76 == 0)
			text_printf(text, "\r\n");
	}
	text_printf(text, "\r\n");
}

static void
put_mail(struct text *text, const char *kind, size_t size, const char *planted)
{
	text_printf(text,
	    "Received: from a.example by b.example; Mon, 1 Jan 2024\r\n"
	    "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n");
	if (strcmp(kind, "html") == 0) {
		text_printf(
		    text, "Content-Type: text/html\r\n\r\n<html>%s", planted);
		put_words(text, size);
		text_printf(text, "</html>\r\n");
		return;
	}
	text_printf(text,
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n%s",
	    planted);
	put_words(text, strcmp(kind, "text") == 0 ? size : 2000);
	if (strcmp(kind, "attachment") == 0) {
		text_printf(text,
		    "\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n");
		put_base64(text, size);
	}
	text_printf(text, "\r\n--b--\r\n");
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
	struct text planted = {malloc(MAIL_MAX), MAIL_MAX, 0, false};
	struct findings findings;

	if (planted.data == NULL)
		bench_refuse("scan", "out of memory");
	text_clear(&planted);
	put_mail(&planted, kind, size, PLANTED);
	decode(mail, &planted);
	scan(mail, &findings);
	if (getenv("BENCH_SIGS") == NULL &&
	    (findings.count != 1 ||
		!slice_equal(findings.items[0].name, SLICE(PLANTED_NAME))))
		bench_refuse("scan", "the planted signature was not found");
	free(planted.data);
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
	mail->clean = (struct text){malloc(MAIL_MAX), MAIL_MAX, 0, false};
	mail->arena = arena_create(MAIL_MAX * 4);
	mail->found = arena_create(MAIL_MAX);
	if (mail->clean.data == NULL || mail->arena == NULL ||
	    mail->found == NULL)
		bench_refuse("scan", "out of memory");
	text_clear(&mail->clean);
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
