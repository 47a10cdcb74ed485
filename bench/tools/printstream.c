/*
 * printstream - what fingerprints alone catch in a stream of mail
 *
 * usage: printstream [--seed N] [--late N] INDEX
 *
 * INDEX has lines "ham path" and "spam path".  The messages come one after the
 * other, shuffled by the seed (0: as they are listed); each is looked up among
 * the prints that are known, then reported: spam as spam, ham as legitimate,
 * N messages late.  No model learns anything.  The first sixth is not counted.
 * Printed are, for each kind of print and for all together, how much spam and
 * how much ham was hit.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOOL "printstream"
#include "bench/tools/tool.h"
#include "core/canonical/canonical.h"
#include "core/print/print.h"
#include "tests/support/random.h"
#include "threads/command/input/opener.h"

/* A hit of one kind counts from this confidence on; all together from SURE. */
#define LIKELY 0.3
#define SURE 0.5
#define WARM_UP 6u

enum { HAM, SPAM };

struct mail {
	struct print *prints;
	size_t count;
};

/* All that was reported: a hash table of entries. */
struct known {
	struct print_entry *entries; /* kind PRINT_KINDS: free */
	size_t room, count;
};

struct tally {
	size_t mails[2];
	size_t by_kind[PRINT_KINDS][2];
	size_t exact_or_alike[2]; /* text and shingles */
	size_t links[2];          /* domain and path */
	size_t all[2], sure[2];   /* together, from SURE and from 0.9 on */
};

static struct opener opener;
static struct mail_list list;

/* ---- the stream -------------------------------------------------------- */

static struct mail
read_mail(const struct mail_entry *entry)
{
	struct mail mail = {NULL, 0};
	struct canonical canonical;
	struct renderer renderer;
	struct prints prints;
	struct opened opened;
	const char *why;

	if (!opener_open_entry(&opener, entry, &opened, &why))
		die(why);
	renderer =
	    renderer_for(&opened.message, unpacker_charsets(opener.unpacker),
		&opener.config->limits, opener.arena, &opened.budget);
	canonical_make(&opened.message, &renderer, &canonical);
	prints_make(&canonical, opener.arena, &prints);
	mail.count = prints.count;
	mail.prints = malloc((prints.count + 1) * sizeof(*mail.prints));
	if (mail.prints == NULL)
		die("no memory");
	for (size_t i = 0; i < prints.count; i++) {
		mail.prints[i] = prints.items[i];
		mail.prints[i].of = (struct slice){NULL, 0};
	}
	opener_close(&opened);
	return mail;
}

static void
shuffle(uint64_t seed)
{
	for (size_t i = list.count; seed != 0 && i > 1; i--) {
		size_t other = random_below(&seed, i);
		struct mail_entry kept = list.entries[i - 1];

		list.entries[i - 1] = list.entries[other];
		list.entries[other] = kept;
	}
}

/* ---- what is known ----------------------------------------------------- */

static struct print_entry *
find(struct known *known, const struct print *print)
{
	uint64_t hash;
	size_t at;

	memcpy(&hash, print->digest, sizeof(hash));
	at = (size_t)(hash * UINT64_C(0x9E3779B97F4A7C15) >> 20) &
	     (known->room - 1);
	while (known->entries[at].kind != PRINT_KINDS &&
	       (known->entries[at].kind != print->kind ||
		   memcmp(known->entries[at].digest, print->digest,
		       PRINT_BYTES) != 0))
		at = (at + 1) & (known->room - 1);
	return &known->entries[at];
}

static void
report(struct known *known, const struct mail *mail, int what)
{
	for (size_t i = 0; i < mail->count; i++) {
		struct print_entry *entry = find(known, &mail->prints[i]);

		if (entry->kind == PRINT_KINDS) {
			if (++known->count > known->room / 2)
				die("too many prints");
			*entry = (struct print_entry){
			    .kind = (uint8_t)mail->prints[i].kind,
			    .weight = 255,
			    .trust = 255,
			};
			memcpy(
			    entry->digest, mail->prints[i].digest, PRINT_BYTES);
		}
		if (what == SPAM)
			entry->reports++;
		else
			entry->excuses++;
	}
}

/* What was reported as spam, as LEARN puts it into a cartridge. */
static struct slice
table_of(const struct known *known, struct print_entry *scratch)
{
	size_t count = 0, size;
	uint8_t *table;

	for (size_t i = 0; i < known->room; i++)
		if (known->entries[i].kind != PRINT_KINDS &&
		    known->entries[i].reports > 0)
			scratch[count++] = known->entries[i];
	if (!prints_build(scratch, count, &table, &size))
		die("no memory");
	return (struct slice){table, size};
}

/* ---- counting ---------------------------------------------------------- */

static void
count_hits(struct tally *tally, const struct print_score *score, int what)
{
	bool seen[PRINT_KINDS] = {false};

	tally->mails[what]++;
	for (size_t i = 0; i < score->hit_count; i++)
		if (score->hits[i].confidence >= LIKELY)
			seen[score->hits[i].entry.kind] = true;
	for (int kind = 0; kind < PRINT_KINDS; kind++)
		tally->by_kind[kind][what] += seen[kind] ? 1 : 0;
	tally->exact_or_alike[what] +=
	    seen[PRINT_TEXT] || seen[PRINT_SHINGLES] ? 1 : 0;
	tally->links[what] += seen[PRINT_DOMAIN] || seen[PRINT_PATH] ? 1 : 0;
	tally->all[what] += score->spam >= SURE ? 1 : 0;
	tally->sure[what] += score->spam >= 0.9 ? 1 : 0;
}

static void
print_row(const struct tally *tally, const char *name, const size_t counts[2],
    const char *reference)
{
	printf("%-28s %6.1f %%   %7.3f %%   %s\n", name,
	    100.0 * (double)counts[SPAM] /
		(double)(tally->mails[SPAM] + !tally->mails[SPAM]),
	    100.0 * (double)counts[HAM] /
		(double)(tally->mails[HAM] + !tally->mails[HAM]),
	    reference);
}

static void
print_tally(const struct tally *tally)
{
	static const char *const references[PRINT_KINDS] = {
	    [PRINT_TEXT] = "35.8 %  0.037 %",
	    [PRINT_SHINGLES] = "55.0 %  0.083 %",
	    [PRINT_DOMAIN] = "62.5 %  0.157 %",
	};

	printf("%zu spam and %zu ham after the warm-up\n\n", tally->mails[SPAM],
	    tally->mails[HAM]);
	printf("%-28s %8s   %9s   %s\n", "print", "caught", "ham hit",
	    "scoring.md, on other mail");
	for (int kind = 0; kind < PRINT_KINDS; kind++)
		print_row(tally, print_kind_name((enum print_kind)kind),
		    tally->by_kind[kind],
		    references[kind] != NULL ? references[kind] : "");
	print_row(tally, "text or shingles", tally->exact_or_alike, "");
	print_row(tally, "domain or path", tally->links, "");
	print_row(tally, "all together", tally->all, "78.8 %  0.213 %");
	print_row(tally, "all together, from 0.9 on", tally->sure, "");
}

/* ---- all of it --------------------------------------------------------- */

static void
run(size_t late)
{
	struct known known = {.room = (size_t)1 << 20};
	struct tally tally = {.mails = {0, 0}};
	struct mail *mails = calloc(list.count + 1, sizeof(*mails));
	struct print_entry *scratch;
	struct slice table = {NULL, 0};
	bool stale = true;

	known.entries = calloc(known.room, sizeof(*known.entries));
	scratch = calloc(known.room, sizeof(*scratch));
	if (known.entries == NULL || scratch == NULL || mails == NULL)
		die("no memory");
	for (size_t i = 0; i < known.room; i++)
		known.entries[i].kind = PRINT_KINDS;
	for (size_t i = 0; i < list.count; i++) {
		int what = list.entries[i].mark;
		struct print_score score;
		struct prints prints;

		mails[i] = read_mail(&list.entries[i]);
		if (i >= list.count / WARM_UP) {
			if (stale) {
				free((void *)(uintptr_t)table.data);
				table = table_of(&known, scratch);
			}
			stale = false;
			prints =
			    (struct prints){mails[i].prints, mails[i].count};
			prints_score(table, &prints, &score);
			count_hits(&tally, &score, what);
		}
		if (i < late)
			continue;
		report(&known, &mails[i - late], list.entries[i - late].mark);
		free(mails[i - late].prints);
		mails[i - late].prints = NULL;
		stale = true;
	}
	print_tally(&tally);
}

static uint64_t
number(const char *text)
{
	uint64_t value;

	if (text == NULL || !slice_to_u64(slice_from_string(text), &value))
		die("a number is wanted behind --seed and --late");
	return value;
}

int
main(int argc, char **argv)
{
	uint64_t seed = 1, late = 0;
	size_t line;
	int at = 1;

	for (; at + 1 < argc; at += 2)
		if (strcmp(argv[at], "--seed") == 0)
			seed = number(argv[at + 1]);
		else if (strcmp(argv[at], "--late") == 0)
			late = number(argv[at + 1]);
		else
			break;
	if (at + 1 != argc)
		die("usage: printstream [--seed N] [--late N] INDEX");
	mail_list_init(&list, trouble, NULL);
	if (!mail_list_add_index(&list, argv[at], HAM, SPAM, &line))
		die("the index cannot be read");
	if (!opener_init(&opener, argv[0]))
		die("no memory");
	shuffle(seed);
	run((size_t)late);
	return 0;
}
