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
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/serve/random.h"

struct signature {
	uint8_t bytes[64];
	size_t size;
};

struct corpus {
	const char *directory;
	uint64_t mails;
	uint64_t seed;
	uint64_t plant_every; /* 0: never */
	bool text_like;
	struct signature *signatures;
	size_t signature_count;
	FILE *infected;
};

/* The commonest words of English come first, as in English. */
static const char *const words[] = {"the", "of", "and", "to", "a", "in", "is",
    "it", "you", "that", "he", "was", "for", "on", "are", "with", "as", "I",
    "his", "they", "be", "at", "one", "have", "this", "from", "or", "had", "by",
    "hot", "but", "some", "what", "there", "we", "can", "out", "other", "were",
    "all", "your", "when", "up", "use", "word", "how", "said", "an", "each",
    "she", "which", "do", "their", "time", "if", "will", "way", "about", "many",
    "then", "them", "would", "write", "like", "so", "these", "her", "long",
    "make", "thing", "see", "him", "two", "has", "look", "more", "day", "could",
    "go", "come", "did", "my", "sound", "no", "most", "number", "who", "over",
    "know", "water", "than", "call", "first", "people", "may", "down", "side",
    "been", "now", "find", "meeting", "message", "server", "please", "account",
    "invoice", "order", "delivery", "payment", "attached", "document", "report",
    "project", "schedule", "customer", "service", "information", "available",
    "question", "regards", "tomorrow", "yesterday", "morning", "afternoon",
    "office", "telephone", "address", "contract", "department", "director",
    "engineer", "system", "network", "computer", "password", "security",
    "software", "version", "release", "problem", "solution", "thanks",
    "sincerely", "welcome", "conference", "university", "research", "science",
    "library", "newspaper", "article", "chapter", "history", "language",
    "translation", "mountain", "river", "garden", "kitchen", "holiday",
    "journey", "airport", "station", "ticket", "hotel", "restaurant", "dinner",
    "breakfast", "weather", "winter", "summer", "spring", "autumn"};

#define WORD_COUNT (sizeof(words) / sizeof(words[0]))

/* Near to Zipf's law: the square pulls towards the front of the list. */
static const char *
next_word(uint64_t *random)
{
	double x = (double)(random_next(random) >> 11) / 9007199254740992.0;

	return words[(size_t)(x * x * (double)WORD_COUNT)];
}

/* ---- signatures -------------------------------------------------------- */

static void
make_random_signature(struct signature *signature, uint64_t *random)
{
	signature->size = 8 + (size_t)random_below(random, 33);
	for (size_t i = 0; i < signature->size; i++)
		signature->bytes[i] = (uint8_t)random_next(random);
}

/* "~" never stands in a text, so the signature as a whole does not either. */
static void
make_text_signature(struct signature *signature, uint64_t *random)
{
	size_t count = 2 + (size_t)random_below(random, 3);

	signature->size = 0;
	signature->bytes[signature->size++] = '~';
	for (size_t i = 0; i < count; i++) {
		const char *word = next_word(random);

		if (strlen(word) + 1 >
		    sizeof(signature->bytes) - signature->size)
			break;
		signature->bytes[signature->size++] = ' ';
		memcpy(signature->bytes + signature->size, word, strlen(word));
		signature->size += strlen(word);
	}
}

static FILE *
create(const struct corpus *corpus, const char *name)
{
	char path[4096];
	FILE *file;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", corpus->directory,
		name) >= sizeof(path))
		errx(2, "%s: the path is too long", corpus->directory);
	file = fopen(path, "wb");
	if (file == NULL)
		err(2, "%s", path);
	return file;
}

static void
finish(FILE *file, const char *name)
{
	if (ferror(file) || fclose(file) != 0)
		err(2, "%s", name);
}

static void
make_signatures(struct corpus *corpus)
{
	FILE *file = create(corpus, "corpus.ndb");
	uint64_t random = corpus->seed;

	for (size_t i = 0; i < corpus->signature_count; i++) {
		struct signature *signature = &corpus->signatures[i];

		if (corpus->text_like)
			make_text_signature(signature, &random);
		else
			make_random_signature(signature, &random);
		fprintf(file,
		    "Bench.%s-%zu:0:*:", corpus->text_like ? "Text" : "Random",
		    i);
		for (size_t k = 0; k < signature->size; k++)
			fprintf(file, "%02x", signature->bytes[k]);
		fputc('\n', file);
	}
	finish(file, "corpus.ndb");
}

/* ---- mails ------------------------------------------------------------- */

static void
put_text(FILE *file, size_t size, uint64_t *random)
{
	size_t column = 0, written = 0;

	while (written < size) {
		const char *word = next_word(random);
		size_t length = strlen(word);

		if (column + length > 72) {
			fputs("\n", file);
			column = 0;
			written++;
		}
		fprintf(file, "%s%s", column > 0 ? " " : "", word);
		written += length + (column > 0);
		column += length + (column > 0);
	}
	fputs(".\n", file);
}

static void
put_planted_text(FILE *file, const struct signature *signature)
{
	fwrite(signature->bytes, 1, signature->size, file);
	fputc('\n', file);
}

/* Like a program: runs of small numbers, addresses, text and noise. */
static void
fill_binary(uint8_t *bytes, size_t size, uint64_t *random)
{
	size_t at = 0;

	while (at < size) {
		uint64_t kind = random_below(random, 4);
		size_t run = 16 + (size_t)random_below(random, 240);

		for (; run > 0 && at < size; run--, at++) {
			uint64_t value = random_next(random);

			if (kind == 0)
				bytes[at] = 0;
			else if (kind == 1)
				bytes[at] =
				    (uint8_t)(value % 16 * (at % 4 == 0));
			else if (kind == 2)
				bytes[at] = (uint8_t)words[value % 128][0];
			else
				bytes[at] = (uint8_t)value;
		}
	}
}

static void
put_base64(FILE *file, const uint8_t *bytes, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				       "mnopqrstuvwxyz0123456789+/";

	/* size is a multiple of 3, so there is no padding. */
	for (size_t at = 0; at + 3 <= size; at += 3) {
		uint32_t group = (uint32_t)bytes[at] << 16 |
				 (uint32_t)bytes[at + 1] << 8 | bytes[at + 2];

		for (int shift = 18; shift >= 0; shift -= 6)
			fputc(alphabet[group >> shift & 63], file);
		if (at % 57 == 54 || at + 3 == size)
			fputc('\n', file);
	}
}

static void
put_attachment(
    FILE *file, size_t size, const struct signature *planted, uint64_t *random)
{
	uint8_t *bytes = malloc(size);

	if (bytes == NULL)
		err(2, "no memory");
	fill_binary(bytes, size, random);
	if (planted != NULL)
		memcpy(bytes + size / 2, planted->bytes, planted->size);
	put_base64(file, bytes, size);
	free(bytes);
}

struct kind {
	const char *name;
	size_t text_size;
	size_t attachment_size; /* decoded; a multiple of 3; 0: none */
};

static const struct kind kinds[] = {
    {"5k", 4700, 0},
    {"50k", 10000, 29100},
    {"500k", 20000, 354000},
};

static void
put_header(
    FILE *file, const struct kind *kind, uint64_t number, uint64_t *random)
{
	fprintf(file,
	    "From: Ann <ann@example.net>\nTo: Bob <bob@example.org>\n"
	    "Date: Fri, 21 Nov 1997 09:55:06 -0600\n"
	    "Message-ID: <%s-%" PRIu64 "@example.net>\n"
	    "Subject: %s %s %" PRIu64 "\nMIME-Version: 1.0\n",
	    kind->name, number, next_word(random), next_word(random), number);
}

static void
put_mail(FILE *file, const struct kind *kind, uint64_t number,
    const struct signature *planted, uint64_t *random)
{
	bool in_text =
	    planted != NULL && (kind->attachment_size == 0 || number % 2 == 0);

	put_header(file, kind, number, random);
	if (kind->attachment_size > 0)
		fputs("Content-Type: multipart/mixed; boundary=\"=_mk\"\n\n"
		      "--=_mk\n",
		    file);
	fputs("Content-Type: text/plain; charset=us-ascii\n\n", file);
	put_text(file, kind->text_size, random);
	if (in_text)
		put_planted_text(file, planted);
	if (kind->attachment_size == 0)
		return;
	fputs("--=_mk\nContent-Type: application/octet-stream\n"
	      "Content-Disposition: attachment; filename=\"data.bin\"\n"
	      "Content-Transfer-Encoding: base64\n\n",
	    file);
	put_attachment(
	    file, kind->attachment_size, in_text ? NULL : planted, random);
	fputs("--=_mk--\n", file);
}

static void
make_mails(struct corpus *corpus, const struct kind *kind)
{
	for (uint64_t number = 1; number <= corpus->mails; number++) {
		/* Each mail from its own seed: more mails change none. */
		uint64_t random =
		    corpus->seed * 1000003 + number * 7 + kind->text_size;
		const struct signature *planted = NULL;
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
		file = create(corpus, name);
		put_mail(file, kind, number, planted, &random);
		finish(file, name);
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
	corpus->signatures =
	    calloc(corpus->signature_count + 1, sizeof(*corpus->signatures));
	if (corpus->signatures == NULL)
		err(2, "no memory");
	make_directory(corpus, "");
	make_signatures(corpus);
	corpus->infected = create(corpus, "infected");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		make_directory(corpus, kinds[i].name);
		make_mails(corpus, &kinds[i]);
	}
	finish(corpus->infected, "infected");
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
