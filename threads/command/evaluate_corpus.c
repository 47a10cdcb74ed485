/*
 * evaluate_corpus - the messages of an index, decoded once
 */
#include "threads/command/evaluate_corpus.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/canonical/canonical.h"
#include "core/score/own_fields.h"

#define LINE_BYTES ((size_t)PATH_MAX + 16)
#define FIRST_ROOM 4096u

uint64_t
evaluate_cpu_ns(void)
{
	struct timespec time = {0};

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (uint64_t)time.tv_sec * NS_PER_S + (uint64_t)time.tv_nsec;
}

static bool
grow(struct evaluate_corpus *corpus)
{
	size_t room = corpus->room == 0 ? FIRST_ROOM : 2 * corpus->room;
	void *larger =
	    realloc(corpus->messages, room * sizeof(*corpus->messages));

	if (larger == NULL)
		return false;
	corpus->messages = larger;
	corpus->room = room;
	return true;
}

/* ---- one message --------------------------------------------------------- */

static struct features *
read_features(struct opener *opener, struct opened *opened)
{
	struct renderer renderer =
	    renderer_for(&opened->message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened->budget);
	struct canonical canonical;
	struct features features;

	canonical_make(&opened->message, &renderer, &canonical);
	features_make(&canonical, opener->arena, &features);
	return features_keep(&features);
}

/* False: no memory. */
static bool
add_message(struct evaluate_corpus *corpus, struct opener *opener,
    const char *path, bool spam)
{
	struct evaluate_message message = {.spam = spam};
	uint64_t began_ns = evaluate_cpu_ns();
	struct opened opened;
	const char *why;

	if (!opener_open(opener, path, &opened, &why)) {
		fprintf(stderr, "CGPFilter: %s: %s\n", path, why);
		corpus->unreadable++;
		return true;
	}
	own_fields_hide(opener->config, &opened.message);
	message.features = read_features(opener, &opened);
	corpus->bytes += opened.input.bytes.size;
	opener_close(&opened);
	corpus->decoded_ns += evaluate_cpu_ns() - began_ns;
	if (message.features == NULL ||
	    (corpus->count == corpus->room && !grow(corpus))) {
		free(message.features);
		return false;
	}
	corpus->messages[corpus->count++] = message;
	return true;
}

/* ---- the index -------------------------------------------------------------
 */

/* "spam path" LF; *path_r is what stands behind the kind. */
static bool
read_line(char *line, bool *spam_r, char **path_r)
{
	line[strcspn(line, "\r\n")] = '\0';
	if (strncasecmp(line, "spam", 4) == 0)
		*spam_r = true;
	else if (strncasecmp(line, "ham", 3) == 0)
		*spam_r = false;
	else
		return false;
	*path_r = line + (*spam_r ? 4 : 3);
	if (**path_r != ' ' && **path_r != '\t')
		return false;
	*path_r += strspn(*path_r, " \t");
	return **path_r != '\0';
}

static bool
read_index(struct evaluate_corpus *corpus, struct opener *opener, FILE *file,
    const char *index)
{
	static char line[LINE_BYTES], path[2 * LINE_BYTES];
	const char *slash = strrchr(index, '/');
	int directory = slash == NULL ? 0 : (int)(slash - index) + 1;
	unsigned long number = 0;
	char *name;
	bool spam;

	while (fgets(line, sizeof(line), file) != NULL) {
		number++;
		if (line[strspn(line, " \t\r\n")] == '\0')
			continue;
		if (!read_line(line, &spam, &name)) {
			fprintf(stderr,
			    "CGPFilter: %s:%lu: neither \"ham path\" nor "
			    "\"spam path\"\n",
			    index, number);
			return false;
		}
		snprintf(path, sizeof(path), "%.*s%s",
		    name[0] == '/' ? 0 : directory, index, name);
		if (!add_message(corpus, opener, path, spam)) {
			fprintf(stderr, "CGPFilter: no memory for so many "
					"messages\n");
			return false;
		}
	}
	return true;
}

bool
evaluate_corpus_read(
    struct evaluate_corpus *corpus_r, struct opener *opener, const char *index)
{
	FILE *file = fopen(index, "re");
	bool good;

	*corpus_r = (struct evaluate_corpus){0};
	if (file == NULL) {
		fprintf(stderr, "CGPFilter: %s: %s\n", index, strerror(errno));
		return false;
	}
	good = read_index(corpus_r, opener, file, index);
	fclose(file);
	if (good && corpus_r->count == 0) {
		fprintf(stderr, "CGPFilter: %s: no message in it\n", index);
		good = false;
	}
	return good;
}

void
evaluate_corpus_free(struct evaluate_corpus *corpus)
{
	for (size_t i = 0; i < corpus->count; i++)
		free(corpus->messages[i].features);
	free(corpus->messages);
	*corpus = (struct evaluate_corpus){0};
}
