/*
 * mkcorpus - mails and signatures, the same from the same seed
 *
 * usage: mkcorpus [-n mails] [-S seed] [-N signatures] [-t] [-p every] DIR
 *
 * Writes DIR/5k, DIR/50k and DIR/500k with as many mails each:
 *    5k   5 KB of text
 *   50k   10 KB of text and an attachment in base64
 *  500k   20 KB of text and an attachment in base64
 * and DIR/corpus.ndb with the signatures: random bytes (8 to 40), or with -t
 * two to four words of the vocabulary that the texts are made of, which is the
 * hard case for a matcher: their ends are everywhere.  No signature occurs in
 * a mail, except that with -p every so many mails hold one, in the text or in
 * the attachment by turns; DIR/infected lists those.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/serve/mail.h"
#include "bench/serve/random.h"
#include "bench/serve/signatures.h"
#include "bench/serve/written.h"

struct corpus {
	const char *directory;
	uint64_t mails;
	uint64_t seed;
	uint64_t plant_every; /* 0: never */
	bool text_like;
	struct mail_plant *signatures;
	size_t signature_count;
	FILE *infected;
};

/* ---- signatures -------------------------------------------------------- */

static void
make_signatures(struct corpus *corpus)
{
	FILE *file = written_create(corpus->directory, "corpus.ndb");

	corpus->signatures = signatures_make(
	    corpus->signature_count, corpus->text_like, corpus->seed);
	signatures_write(file, corpus->signatures, corpus->signature_count,
	    corpus->text_like);
	written_finish(file, "corpus.ndb");
}

/* ---- mails ------------------------------------------------------------- */

static const struct mail_kind kinds[] = {
    {"5k", 4700, 0},
    {"50k", 10000, 29100},
    {"500k", 20000, 354000},
};

static void
make_mails(struct corpus *corpus, const struct mail_kind *kind)
{
	for (uint64_t number = 1; number <= corpus->mails; number++) {
		/* Each mail from its own seed: more mails change none. */
		uint64_t random =
		    corpus->seed * 1000003 + number * 7 + kind->text_size;
		const struct mail_plant *planted = NULL;
		char name[64];
		FILE *file;

		snprintf(name, sizeof(name), "%s/%06" PRIu64 ".msg", kind->name,
		    number);
		if (corpus->plant_every > 0 && corpus->signature_count > 0 &&
		    number % corpus->plant_every == 0) {
			planted = &corpus->signatures[random_below(
			    &random, corpus->signature_count)];
			fprintf(corpus->infected, "%s\n", name);
		}
		file = written_create(corpus->directory, name);
		mail_write(file, kind, number, planted, &random);
		written_finish(file, name);
	}
}

static void
make_directory(const struct corpus *corpus, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", corpus->directory, name);
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		err(2, "%s", path);
}

static void
make_corpus(struct corpus *corpus)
{
	make_directory(corpus, "");
	make_signatures(corpus);
	corpus->infected = written_create(corpus->directory, "infected");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		make_directory(corpus, kinds[i].name);
		make_mails(corpus, &kinds[i]);
	}
	written_finish(corpus->infected, "infected");
	free(corpus->signatures);
}

int
main(int argc, char **argv)
{
	struct corpus corpus = {
	    .mails = 100, .seed = 1, .signature_count = 10000};
	int option;

	while ((option = getopt(argc, argv, "n:S:N:tp:")) != -1) {
		if (option == 'n')
			corpus.mails = strtoull(optarg, NULL, 10);
		else if (option == 'S')
			corpus.seed = strtoull(optarg, NULL, 10);
		else if (option == 'N')
			corpus.signature_count = strtoull(optarg, NULL, 10);
		else if (option == 't')
			corpus.text_like = true;
		else if (option == 'p')
			corpus.plant_every = strtoull(optarg, NULL, 10);
		else
			optind = argc;
	}
	if (optind != argc - 1)
		errx(2, "usage: mkcorpus [-n mails] [-S seed] [-N signatures] "
			"[-t] [-p every] DIR");
	corpus.directory = argv[optind];
	make_corpus(&corpus);
	return 0;
}
