/*
 * mail - mails made up from a seed
 */
#include "bench/serve/mail.h"

#include <err.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/serve/random.h"

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
const char *
mail_word(uint64_t *random)
{
	double x = (double)(random_next(random) >> 11) / 9007199254740992.0;

	return words[(size_t)(x * x * (double)WORD_COUNT)];
}

static void
put_text(FILE *file, size_t size, uint64_t *random)
{
	size_t column = 0, written = 0;

	while (written < size) {
		const char *word = mail_word(random);
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
put_planted_text(FILE *file, const struct mail_plant *signature)
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

void
mail_base64(FILE *file, const uint8_t *bytes, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				       "mnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at + 3 <= size; at += 3) {
		uint32_t group = (uint32_t)bytes[at] << 16 |
				 (uint32_t)bytes[at + 1] << 8 | bytes[at + 2];

		for (int shift = 18; shift >= 0; shift -= 6)
			fputc(alphabet[group >> shift & 63], file);
		if (at % 57 == 54 || at + 3 == size)
			fputc('\n', file);
	}
	if (size % 3 == 1)
		fprintf(file, "%c%c==\n", alphabet[bytes[size - 1] >> 2],
		    alphabet[bytes[size - 1] << 4 & 63]);
	if (size % 3 == 2)
		fprintf(file, "%c%c%c=\n", alphabet[bytes[size - 2] >> 2],
		    alphabet[(bytes[size - 2] << 4 | bytes[size - 1] >> 4) &
			     63],
		    alphabet[bytes[size - 1] << 2 & 63]);
}

void
mail_attachment(
    FILE *file, size_t size, const struct mail_plant *planted, uint64_t *random)
{
	uint8_t *bytes = malloc(size);

	if (bytes == NULL)
		err(2, "no memory");
	fill_binary(bytes, size, random);
	if (planted != NULL)
		memcpy(bytes + size / 2, planted->bytes, planted->size);
	mail_base64(file, bytes, size);
	free(bytes);
}

static void
put_header(
    FILE *file, const struct mail_kind *kind, uint64_t number, uint64_t *random)
{
	fprintf(file,
	    "From: Ann <ann@example.net>\nTo: Bob <bob@example.org>\n"
	    "Date: Fri, 21 Nov 1997 09:55:06 -0600\n"
	    "Message-ID: <%s-%" PRIu64 "@example.net>\n"
	    "Subject: %s %s %" PRIu64 "\nMIME-Version: 1.0\n",
	    kind->name, number, mail_word(random), mail_word(random), number);
}

void
mail_write(FILE *file, const struct mail_kind *kind, uint64_t number,
    const struct mail_plant *planted, uint64_t *random)
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
	mail_attachment(
	    file, kind->attachment_size, in_text ? NULL : planted, random);
	fputs("--=_mk--\n", file);
}
