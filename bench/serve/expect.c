/*
 * expect - the verdicts that a list asks for
 */
#include "bench/serve/expect.h"

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "bench/serve/line.h"

/* A message under one of its two names. */
struct known {
	const char *name;
	size_t file;
};

struct expectation {
	const char *list;
	unsigned line;
	struct known *known; /* sorted by name */
	size_t known_count;
	uint8_t *words;
};

static int
compare_names(const void *a, const void *b)
{
	const struct known *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static void
learn(struct expectation *expectation, const struct files *files)
{
	expectation->known =
	    calloc(2 * files->count + 1, sizeof(*expectation->known));
	expectation->words = malloc(files->count + 1);
	if (expectation->known == NULL || expectation->words == NULL)
		err(2, "no memory");
	memset(expectation->words, EXPECT_NOTHING, files->count + 1);
	for (size_t i = 0; i < files->count; i++) {
		expectation->known[expectation->known_count++] =
		    (struct known){files->names[i], i};
		if (strcmp(files->names[i], files->paths[i]) != 0)
			expectation->known[expectation->known_count++] =
			    (struct known){files->paths[i], i};
	}
	qsort(expectation->known, expectation->known_count,
	    sizeof(*expectation->known), compare_names);
}

static uint8_t
word_of(const struct expectation *expectation, const char *text)
{
	for (uint8_t word = 0; word < WORD_COUNT; word++)
		if (strcmp(text, word_names[word]) == 0)
			return word;
	errx(2, "%s:%u: %s: no word of an answer", expectation->list,
	    expectation->line, text);
}

/* A message that was named twice on the command line is known twice. */
static void
set_word(struct expectation *expectation, const char *name, uint8_t word)
{
	struct known key = {.name = name};
	const struct known *end = expectation->known + expectation->known_count;
	const struct known *found = bsearch(&key, expectation->known,
	    expectation->known_count, sizeof(key), compare_names);

	if (found == NULL)
		errx(2, "%s:%u: %s: not among the messages", expectation->list,
		    expectation->line, name);
	while (found > expectation->known && strcmp(found[-1].name, name) == 0)
		found--;
	for (; found < end && strcmp(found->name, name) == 0; found++)
		expectation->words[found->file] = word;
}

static void
take_row(struct expectation *expectation, char *row)
{
	char *blank;

	expectation->line++;
	row[strcspn(row, "\r\n")] = '\0';
	if (row[0] == '\0' || row[0] == '#')
		return;
	blank = strrchr(row, ' ');
	if (blank == NULL)
		errx(2, "%s:%u: not NAME WORD", expectation->list,
		    expectation->line);
	*blank = '\0';
	set_word(expectation, row, word_of(expectation, blank + 1));
}

uint8_t *
expect_read(const char *list, const struct files *files)
{
	struct expectation expectation = {.list = list};
	FILE *in = fopen(list, "r");
	char *row = NULL;
	size_t room = 0;

	if (in == NULL)
		err(2, "%s", list);
	learn(&expectation, files);
	while (getline(&row, &room, in) > 0)
		take_row(&expectation, row);
	if (ferror(in))
		err(2, "%s", list);
	free(row);
	fclose(in);
	free(expectation.known);
	return expectation.words;
}
