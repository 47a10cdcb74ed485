/*
 * pattern_rarity - how seldom mail is expected to hold these bytes
 *
 * A sum over bytes, each by its own frequency; repeats and common words count
 * next to nothing.  Crude, but it is used to rank runs and not to predict.
 */
#include <string.h>

#include "core/pattern/pattern_build.h"

/* What a matcher needs of one run; longer ones cost it memory only. */
#define WINDOW_MAX 32u
#define WINDOW_MIN 8u
/* What the first filter of the matcher looks at. */
#define TAIL 8u

/*
 * -4 * log2(share) of each byte in 3.5 MB out of 9,048 mails (half of them
 * spam, undecoded), at most 63; control bytes and the upper half lowered by
 * hand, since decoded attachments hold many of them.
 */
static const uint8_t rarity_table[256] = {
    12, 30, 32, 34, 34, 36, 36, 36, 34, 36, 23, 40, 36, 29, 40, 40, /* 00 */
    36, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* 10 */
    14, 44, 28, 40, 50, 44, 40, 41, 34, 34, 43, 33, 33, 23, 24, 27, /* 20 */
    22, 24, 24, 26, 29, 28, 29, 30, 29, 28, 26, 31, 28, 24, 27, 31, /* 30 */
    36, 28, 30, 29, 28, 29, 30, 31, 32, 29, 32, 35, 32, 28, 30, 31, /* 40 */
    31, 32, 29, 28, 28, 31, 30, 30, 31, 32, 31, 41, 48, 41, 50, 30, /* 50 */
    48, 20, 25, 22, 23, 18, 26, 25, 24, 20, 32, 29, 22, 23, 20, 19, /* 60 */
    23, 34, 21, 19, 19, 24, 28, 28, 29, 27, 31, 48, 47, 48, 50, 42, /* 70 */
    38, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* 80 */
    40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* 90 */
    38, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* a0 */
    40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* b0 */
    36, 40, 36, 36, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* c0 */
    40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, /* d0 */
    40, 40, 40, 38, 38, 38, 38, 40, 38, 38, 40, 40, 40, 40, 40, 40, /* e0 */
    40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 38, 24, /* f0 */
};

/* What mail is full of, in either case; a byte covered by one of them tells
 * nothing. */
static const char *const common_words[] = {"http://", "https://", "://www.",
    "www.", ".com", ".com/", ".net", ".org", ".html", ".php",
    "<a href=", "href=\"", "=?utf-8?",
    "Content-Type: ", "Content-Transfer-Encoding: ", "charset=", "boundary=",
    "Received: ", "From: ", "Subject: ", "text/html", "text/plain",
    "multipart/", "base64", "quoted-printable", "font-", "style=", "</td>",
    "</tr>", "<br>", "<td ", "width=", "color:", " the ", " and ", "your ",
    "you ", "account", "please ", "email", "This program", "be run in DOS mode",
    "function", "document.", "script",
    "Content-Disposition: ", "Content-Disposition:", "Content-",
    "Content-Type:", "Content-Type",
    "Content-ID: ", "filename=", "name=", "attachment", "inline", "<a href",
    "</a>", "<img ", "<div", "</div>", "<span", "</span>",
    "Message-ID: ", "MIME-Version: ", "Return-Path: ", "Reply-To: ",
    "Delivered-To: ", "Date: ", "To: ", "<!DOCTYPE ", "<html", "</html>",
    "<body", "</body>", "xmlns", "schemas-microsoft-com", "mailto:"};

#define WORD_COUNT (sizeof(common_words) / sizeof(common_words[0]))
#define WORD_LONGEST 32u
#define RARITY_COVERED 2u

unsigned
pattern_byte_rarity(uint8_t byte)
{
	return rarity_table[byte];
}

unsigned
pattern_probe_rarity(uint8_t byte, bool either)
{
	unsigned rarity = rarity_table[byte];

	if (either && rarity_table[byte ^ 0x20] < rarity)
		rarity = rarity_table[byte ^ 0x20];
	return rarity;
}

/* ---- how rare is a literal --------------------------------------------- */

/* The longest common word that starts here; 0: none. */
static size_t
word_at(const uint8_t *bytes, size_t size)
{
	size_t longest = 0;

	for (size_t w = 0; w < WORD_COUNT; w++) {
		const char *word = common_words[w];
		size_t length;

		if (program_fold((uint8_t)word[0]) != program_fold(bytes[0]))
			continue;
		length = strlen(word);
		if (length <= size && length > longest &&
		    slice_equal_nocase(
			(struct slice){bytes, length}, slice_from_string(word)))
			longest = length;
	}
	return longest;
}

/* What each byte adds; repeats and common words add next to nothing. */
static void
byte_worth(const uint8_t *bytes, size_t size, uint8_t *worth)
{
	size_t covered = 0;

	for (size_t i = 0; i < size; i++) {
		size_t word = word_at(bytes + i, size - i);

		if (word > 0 && i + word > covered)
			covered = i + word;
		worth[i] = rarity_table[bytes[i]];
		if (i < covered || (i > 0 && bytes[i] == bytes[i - 1]))
			worth[i] = RARITY_COVERED;
	}
}

/* The tail counts double, what stands before it half. */
static uint32_t
window_rarity(const uint8_t *worth, size_t size)
{
	uint32_t rarity = 0;

	for (size_t i = 0; i < size; i++)
		rarity += size - i <= TAIL ? 2u * worth[i] : worth[i] / 2u;
	return rarity;
}

/* The end of the rarest window within the run, and its size. */
uint32_t
pattern_rarest_window(
    const uint8_t *bytes, size_t size, size_t *end_r, size_t *size_r)
{
	uint8_t worth[WINDOW_MAX * 4];
	uint32_t best = 0;
	size_t most = sizeof(worth);

	if (size > most)
		size = most;
	byte_worth(bytes, size, worth);
	*end_r = *size_r = size < WINDOW_MAX ? size : WINDOW_MAX;
	for (size_t end = size < WINDOW_MIN ? size : WINDOW_MIN; end <= size;
	     end++) {
		size_t window = end < WINDOW_MAX ? end : WINDOW_MAX;
		uint32_t rarity = window_rarity(worth + end - window, window);

		if (rarity < best)
			continue;
		best = rarity;
		*end_r = end;
		*size_r = window;
	}
	return best;
}

uint32_t
pattern_literal_rarity(const struct anchor_literal *literal)
{
	uint8_t worth[ANCHOR_BYTES];

	byte_worth(literal->bytes, literal->size, worth);
	return window_rarity(worth, literal->size);
}
