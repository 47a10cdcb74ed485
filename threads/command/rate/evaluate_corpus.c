/*
 * evaluate_corpus - the messages of an index, decoded once
 */
#include "threads/command/rate/evaluate_corpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/canonical/canonical.h"
#include "core/score/own_fields.h"
#include "threads/command/input/mail_list.h"

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

static void
tell(void *owner, const char *path, const char *why)
{
	(void)owner;
	fprintf(stderr, "CGPFilter: %s: %s\n", path, why);
}

/* ---- one message --------------------------------------------------------- */

static struct features *
read_features(struct opener *opener, struct opened *opened, struct slab *slab)
{
	struct renderer renderer =
	    renderer_for(&opened->message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened->budget);
	struct canonical canonical;
	struct features features;

	canonical_make(&opened->message, &renderer, &canonical);
	features_make(&canonical, opener->arena, &features);
	return features_keep_in(&features, slab);
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
		tell(NULL, path, why);
		corpus->unreadable++;
		return true;
	}
	own_fields_hide(opener->config, &opened.message);
	message.features = read_features(opener, &opened, &corpus->slab);
	corpus->bytes += opened.input.bytes.size;
	opener_close(&opened);
	corpus->decoded_ns += evaluate_cpu_ns() - began_ns;
	if (message.features == NULL ||
	    (corpus->count == corpus->room && !grow(corpus)))
		return false;
	corpus->messages[corpus->count++] = message;
	return true;
}

/* ---- the index -------------------------------------------------------------
 */

enum { HAM, SPAM };

static bool
list_index(struct mail_list *list, const char *index)
{
	size_t line;

	if (mail_list_add_index(list, index, HAM, SPAM, &line))
		return true;
	if (line > 0)
		fprintf(stderr,
		    "CGPFilter: %s:%zu: neither \"ham path\" nor \"spam "
		    "path\"\n",
		    index, line);
	else
		tell(NULL, index, strerror(errno));
	return false;
}

static bool
read_listed(struct evaluate_corpus *corpus, struct opener *opener,
    const struct mail_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (!add_message(corpus, opener, list->entries[i].path,
			list->entries[i].mark == SPAM)) {
			fprintf(stderr, "CGPFilter: no memory for so many "
					"messages\n");
			return false;
		}
	return true;
}

bool
evaluate_corpus_read(
    struct evaluate_corpus *corpus_r, struct opener *opener, const char *index)
{
	struct mail_list list;
	bool good;

	*corpus_r = (struct evaluate_corpus){0};
	mail_list_init(&list, tell, NULL);
	good = list_index(&list, index) && read_listed(corpus_r, opener, &list);
	mail_list_fini(&list);
	if (good && corpus_r->count == 0) {
		tell(NULL, index, "no message in it");
		good = false;
	}
	return good;
}

void
evaluate_corpus_free(struct evaluate_corpus *corpus)
{
	slab_clear(&corpus->slab);
	free(corpus->messages);
	*corpus = (struct evaluate_corpus){0};
}
