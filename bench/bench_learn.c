/*
 * bench_learn - features made, a model asked and taught
 *
 * Over a page of words as large as those of ordinary mail.  Refused where the
 * model does not tell what it was taught from its opposite.
 */
#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "core/canonical/canonical.h"
#include "core/learn/model.h"

void bench_learn(void);

#define LETTERS 64u
#define TEXT_BYTES ((size_t)3000)
#define ARENA_BYTES ((size_t)64 << 20)

struct fixture {
	struct arena *arena; /* features of all letters; then scratch */
	struct canonical letters[LETTERS];
	struct features features[LETTERS];
	void *image;
};

/* Words of one kind or the other, by a generator. */
static struct canonical
make_letter(unsigned nth)
{
	static const char head[] = "from:ann@example.org\nsubject:a letter\n"
				   "content-type:text/plain\n";
	char *text = bench_allocate(TEXT_BYTES + 16);
	uint32_t random = nth * 7919 + 1;
	size_t size = 0;

	while (size < TEXT_BYTES) {
		random = random * 1664525 + 1013904223;
		size += (size_t)snprintf(text + size, 16, "%s%u ",
		    nth % 2 ? "ham" : "spam", (random >> 16) % 2000);
	}
	return (struct canonical){
	    .head = slice_from_string(head),
	    .text = {(uint8_t *)text, TEXT_BYTES},
	    .folded = {(uint8_t *)text, TEXT_BYTES},
	};
}

static void
run_features(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	struct arena *arena = arena_create(ARENA_BYTES);
	struct features features;
	unsigned nth = 0;

	while (arena != NULL && bench_next(bench)) {
		arena_reset(arena);
		features_make(&f->letters[nth++ % LETTERS], arena, &features);
		bench_keep(&features);
	}
	bench_items(bench, 1);
	if (arena != NULL)
		arena_destroy(&arena);
}

static void
run_rate(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	struct opinion opinion;
	unsigned nth = 0;

	while (bench_next(bench)) {
		model_rate(f->image, &f->features[nth++ % LETTERS], &opinion);
		bench_keep(&opinion);
	}
	bench_items(bench, 1);
}

static void
run_learn(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	unsigned nth = 0;

	while (bench_next(bench)) {
		model_learn(f->image, &f->features[nth % LETTERS], nth % 2 == 0,
		    1, NULL);
		nth++;
	}
	bench_items(bench, 1);
}

static bool
is_told_apart(const struct fixture *f)
{
	struct opinion spam, ham;

	model_rate(f->image, &f->features[0], &spam);
	model_rate(f->image, &f->features[1], &ham);
	return spam.fused > 0 && ham.fused < 0;
}

void
bench_learn(void)
{
	struct fixture *f = bench_allocate(sizeof(*f));
	size_t bytes = model_image_bytes(&model_shape_site);
	uint8_t *room = bench_allocate(bytes + MODEL_ALIGN);

	f->image = room + (MODEL_ALIGN - (uintptr_t)room % MODEL_ALIGN);
	f->arena = arena_create(ARENA_BYTES);
	if (f->arena == NULL)
		return;
	model_init(f->image, &model_shape_site);
	for (unsigned i = 0; i < LETTERS; i++) {
		f->letters[i] = make_letter(i);
		features_make(&f->letters[i], f->arena, &f->features[i]);
		model_learn(f->image, &f->features[i], i % 2 == 0, 1, NULL);
	}
	if (!is_told_apart(f))
		bench_refuse("learn/rate", "what was taught is not told apart");
	bench_add("learn/features", run_features, f);
	bench_add("learn/rate", run_rate, f);
	bench_add("learn/learn", run_learn, f);
}
