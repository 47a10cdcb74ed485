/*
 * self_test - is a new database fit to serve?
 */
#include "threads/update/self_test.h"

#include "core/base/clock.h"
#include "core/scan/scan.h"
#include "core/unpack/unpack.h"

#define TIME_NS (60 * NS_PER_S)

/* In base64, so that this program is no virus to other scanners. */
#define EICAR_BASE64                                                           \
	"WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElW"     \
	"SVJVUy1U\r\nRVNULUZJTEUhJEgrSCo=\r\n"

#define FIELDS                                                                 \
	"From: Ann <ann@example.net>\r\n"                                      \
	"To: Bob <bob@example.org>\r\n"                                        \
	"Date: Fri, 21 Nov 1997 09:55:06 -0600\r\n"                            \
	"Message-ID: <self-test@example.net>\r\n"                              \
	"Subject: Minutes of Friday's meeting\r\n"                             \
	"MIME-Version: 1.0\r\n"

#define MIXED                                                                  \
	FIELDS                                                                 \
	"Content-Type: multipart/mixed; boundary=\"=_next\"\r\n\r\n"           \
	"--=_next\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"          \
	"The minutes are attached.\r\n"

static const struct trial {
	const char *name;
	const char *message;
	bool infected;
} trials[] = {
    {"a plain mail",
	FIELDS "Content-Type: text/plain; charset=utf-8\r\n\r\n"
	       "Dear Bob,\r\n\r\nthe server was moved, and nobody noticed.  "
	       "Lunch on Monday?\r\n\r\nAnn\r\n",
	false},
    {"a mail in HTML",
	FIELDS "Content-Type: text/html; charset=utf-8\r\n\r\n"
	       "<html><head><title>Minutes</title></head><body>\r\n"
	       "<p>Dear Bob,</p><p>the server was <b>moved</b>, see\r\n"
	       "<a href=\"https://www.example.net/minutes\">the "
	       "minutes</a>.</p></body></html>\r\n",
	false},
    {"a mail with an attachment",
	MIXED "--=_next\r\nContent-Type: text/csv; name=\"minutes.csv\"\r\n"
	      "Content-Disposition: attachment; "
	      "filename=\"minutes.csv\"\r\n"
	      "Content-Transfer-Encoding: base64\r\n\r\n"
	      "d2hlbix3aGF0DQoxMDowMCxTZXJ2ZXINCjExOjAwLEx1bmNoDQo=\r\n"
	      "--=_next--\r\n",
	false},
    {"EICAR's test file as an attachment",
	MIXED "--=_next\r\nContent-Type: application/octet-stream\r\n"
	      "Content-Disposition: attachment; filename=\"eicar.com\"\r\n"
	      "Content-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64
	      "--=_next--\r\n",
	true},
    {"EICAR's test file as the body of a mail",
	FIELDS "Content-Transfer-Encoding: base64\r\n\r\n" EICAR_BASE64, true},
};

/* What a trial takes; all of it is made once. */
struct bench {
	struct limits limits;
	struct arena *arena;
	struct unpacker *unpacker;
	struct scanner *scanner;
};

static bool
bench_init(struct bench *bench, const struct sigdb *sigdb)
{
	limits_default(&bench->limits);
	bench->arena = arena_create_within(
	    unpack_arena_bytes(&bench->limits), ARENA_SHARE);
	bench->unpacker = unpacker_create();
	if (bench->unpacker != NULL)
		unpacker_use(bench->unpacker, sigdb);
	bench->scanner = scanner_create(sigdb);
	return bench->arena != NULL && bench->unpacker != NULL &&
	       bench->scanner != NULL;
}

static void
bench_fini(struct bench *bench)
{
	if (bench->arena != NULL)
		arena_destroy(&bench->arena);
	if (bench->unpacker != NULL)
		unpacker_destroy(&bench->unpacker);
	if (bench->scanner != NULL)
		scanner_destroy(&bench->scanner);
}

static bool
try_one(struct bench *bench, const struct trial *trial, struct text *why_r)
{
	const struct scan_options options = {.all_matches = false};
	struct message message;
	struct findings findings;
	struct budget budget;

	arena_reset(bench->arena);
	budget_init(&budget, clock_now_ns() + TIME_NS);
	if (message_parse(slice_from_string(trial->message), &bench->limits,
		bench->arena, &budget, &message) != MESSAGE_OK) {
		text_printf(why_r, "%s could not be read", trial->name);
		return false;
	}
	unpack_message(
	    bench->unpacker, &message, &bench->limits, bench->arena, &budget);
	scan_message(bench->scanner, &message, &options, &bench->limits,
	    bench->arena, &budget, &findings);
	if ((findings.count > 0) == trial->infected)
		return true;
	if (trial->infected) {
		text_printf(why_r, "%s is not found", trial->name);
		return false;
	}
	text_printf(why_r, "%s is taken for ", trial->name);
	text_put(why_r, findings.items[0].name);
	text_put(why_r, SLICE(" by "));
	text_put(why_r, findings.items[0].source);
	text_put(why_r, SLICE("; correct or remove that signature"));
	return false;
}

bool
self_test(const struct sigdb *sigdb, struct text *why_r)
{
	struct bench bench = {.arena = NULL};
	bool good = bench_init(&bench, sigdb);

	if (!good)
		text_printf(why_r, "no memory for the test");
	for (size_t i = 0; good && i < sizeof(trials) / sizeof(trials[0]); i++)
		good = try_one(&bench, &trials[i], why_r);
	bench_fini(&bench);
	return good;
}
