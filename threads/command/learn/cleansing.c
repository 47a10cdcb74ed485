/*
 * cleansing - many messages are learnt, then looked at for wrong labels
 */
#include "threads/command/learn/cleansing.h"

#include <stdlib.h>
#include <string.h>

#include "threads/base/crew.h"

bool
cleansing_init(struct cleansing *cleansing_r, const void *image)
{
	const struct model_shape shape = model_shape_of(image);

	*cleansing_r = (struct cleansing){
	    .items =
		calloc(CLEANSING_MESSAGES_MAX, sizeof(*cleansing_r->items)),
	    .steps =
		calloc(CLEANSING_MESSAGES_MAX, sizeof(*cleansing_r->steps)),
	    .before = model_allocate(&shape),
	    .bytes = model_image_bytes(&shape),
	};
	return cleansing_r->items != NULL && cleansing_r->steps != NULL &&
	       cleansing_r->before != NULL;
}

void
cleansing_fini(struct cleansing *cleansing)
{
	free(cleansing->items);
	free(cleansing->steps);
	free(cleansing->before);
	*cleansing = (struct cleansing){0};
}

void
cleansing_begin(struct cleansing *cleansing, const void *image)
{
	memcpy(cleansing->before, image, cleansing->bytes);
	cleansing->count = 0;
	cleansing->slips = 0;
	cleansing->left_out = 0;
}

void
cleansing_add(struct cleansing *cleansing, const struct features *features,
    bool spam, double trust)
{
	cleansing->items[cleansing->count++] =
	    (struct doubt_item){.features = features, .spam = spam, .trust = 1};
	cleansing->slips += 1 - trust;
}

/* ---- judging ----------------------------------------------------------- */

/* NULL: no memory. */
static void *
judge(void *owner, unsigned worker, size_t part)
{
	struct cleansing *cleansing = owner;
	const struct model_shape shape = model_shape_of(cleansing->before);
	void *image = model_allocate(&shape);

	(void)worker;
	if (image == NULL)
		return NULL;
	memcpy(image, cleansing->before, cleansing->bytes);
	doubt_judge(image, cleansing->items, cleansing->count, (unsigned)part);
	free(image);
	return cleansing;
}

static bool
take(void *owner, size_t part, void *result)
{
	(void)owner;
	(void)part;
	return result != NULL;
}

static void
drop(void *owner, void *result)
{
	(void)owner;
	(void)result;
}

static bool
judge_all(struct cleansing *cleansing, unsigned workers)
{
	const struct crew crew = {
	    .workers = workers < DOUBT_PARTS ? workers : DOUBT_PARTS,
	    .count = DOUBT_PARTS,
	    .owner = cleansing,
	    .work = judge,
	    .take = take,
	    .drop = drop,
	};

	return crew_run(&crew);
}

bool
cleansing_end(struct cleansing *cleansing, void *image, unsigned workers)
{
	size_t count = cleansing->count;

	if (count < DOUBT_MESSAGES_MIN ||
	    cleansing->slips <= DOUBT_SHARE_MIN * (double)count)
		return true;
	if (!judge_all(cleansing, workers))
		return false;
	cleansing->left_out = doubt_decide(cleansing->items, count);
	if (cleansing->left_out > 0)
		memcpy(image, cleansing->before, cleansing->bytes);
	return true;
}
