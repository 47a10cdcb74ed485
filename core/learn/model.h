/*
 * model - what was learnt of spam and ham, and what it says of a message
 *
 * One flat image without pointers, which a cartridge holds as a section:
 * mapped read-only by those who rate, a private copy in the hands of who
 * teaches.  It holds
 *
 *     +------------------+ 0
 *     | head             |  magic, version, byte order, shape, counts
 *     | stacker          |  how much each learner is worth
 *     | calibration      |  what fused log-odds were worth, and the curve
 *     +------------------+  from them to the score
 *     | head, text       |  tables of powers of two, looked up by the low
 *     | pairs            |  bits of a feature's hash
 *     | tokens           |
 *     +------------------+
 *
 * All that is summed over features is whole numbers, so what a model says does
 * not depend on compiler, vector width or order; the few sums over learners are
 * done in double, always in the same order.  The same messages in the same
 * order give the same image, byte by byte.
 *
 * Threads: rating any number at once, learning one at a time and alone.
 * Memory: the caller's image, aligned to MODEL_ALIGN.
 */
#ifndef CORE_LEARN_MODEL_H
#define CORE_LEARN_MODEL_H

#include "core/learn/features.h"

#define MODEL_ALIGN 64u

enum learner {
	LEARNER_HEAD,   /* logistic regression over runs of bytes of the head */
	LEARNER_TEXT,   /* ... of links and text */
	LEARNER_PAIRS,  /* ... over sparse pairs of words; not born empty */
	LEARNER_TOKENS, /* odds of words, by counts */
	LEARNERS,
};

/* A word for people: "head". */
const char *learner_name(enum learner learner);

/* Powers of two of table entries. */
struct model_shape {
	uint32_t gram_bits; /* of head and of text */
	uint32_t pair_bits;
	uint32_t token_bits;
};
#define MODEL_BITS_MIN 8u
#define MODEL_BITS_MAX 26u
/* What ships, and what a site learns in. */
extern const struct model_shape model_shape_small;
extern const struct model_shape model_shape_site;

/* Bytes of an image; 0: no such shape. */
size_t model_image_bytes(const struct model_shape *shape);

/*
 * Room for an image, for free(); NULL: no memory, or no such shape.  In large
 * pages where the system has them to give: learning goes all over it.
 */
void *model_allocate(const struct model_shape *shape);

/* An image that was taught nothing: it knows what prior.def says. */
void model_init(void *image, const struct model_shape *shape);

/*
 * May it be rated with?  False: foreign, damaged, of another version or byte
 * order, of another size than it says.  After true nothing that the image holds
 * leads a reader out of it.
 */
bool model_check(struct slice image) MUST_USE;

struct model_shape model_shape_of(const void *image);

/*
 * The knowledge of a smaller (or equal) image in a larger one: entries are
 * repeated, since a hash's low bits stay its low bits.  False: the shape is
 * smaller.
 */
bool model_enlarge(
    struct slice from, void *to, const struct model_shape *shape) MUST_USE;

struct opinion {
	double odds[LEARNERS]; /* log-odds of spam of each */
	double fused;          /* ... of all together */
	double score;          /* 0..100, strictly rising with fused */
};

/* From here on a score is shown as 100. */
#define MODEL_SCORE_CERTAIN (100 - 5e-7)

/* What the model says of a message, in one go. */
void model_ask(const void *image, const struct canonical *canonical,
    struct arena *arena, struct opinion *opinion_r);

/* The same for who keeps the features. */
void model_rate(const void *image, const struct features *features,
    struct opinion *opinion_r);

/* The score that these log-odds have, for who adds evidence of his own. */
double model_score(const void *image, double fused);

/*
 * Learn one message.  weight is the trust in the report, 0..1: half the trust
 * moves half as far.  opinion_r (NULL: not wanted) is what the model said of it
 * before.
 */
void model_learn(void *image, const struct features *features, bool spam,
    double weight, struct opinion *opinion_r);

/*
 * What learning a message did, to be kept by who may want to take it back; as
 * bytes it is for the program that wrote it.
 */
struct model_step {
	double errors[LEARNERS]; /* of each regression; 0: it was not moved */
	double trust;            /* ... times how far it moved weights */
	double fused;            /* log-odds that were said ahead of it */
	/* Changes of struct stacker: */
	double weights[LEARNERS], bias, slips, labels;
	uint32_t round;
	uint32_t weighed; /* 1: stacker and calibration saw it */
};

/* model_learn(), and what it did. */
void model_learn_step(void *image, const struct features *features, bool spam,
    double weight, struct model_step *step_r);

/*
 * The same for who takes the mean of several models: what is not clear to this
 * one yet moves its weights twice as far.  Of one model alone that is too far.
 */
void model_rehearse(void *image, const struct features *features, bool spam,
    double weight, struct model_step *step_r);

/*
 * Take back what model_learn_step() did with the same arguments.  Where nothing
 * was learnt since, each table is as it was, and scores are to the ninth digit.
 * Where other messages have moved the same entries since, those have moved on
 * from where this one had brought them, and a part of its step may stay: less
 * than what model_forget() leaves.  What was halved since (counts of words, and
 * of the curve) is off by a half of it.
 */
void model_undo(void *image, const struct features *features, bool was_spam,
    double weight, const struct model_step *step);

/*
 * Take back what model_learn() did with the same arguments, where it is not
 * known what that was: exactly in counts, half the way elsewhere.
 */
void model_forget(
    void *image, const struct features *features, bool was_spam, double weight);

/*
 * Draw the curve from log-odds to score anew from all that was said of messages
 * ahead of their being learnt.  Call it when learning ends; until then the
 * scores are those of the curve that was.
 */
void model_settle(void *image);

/*
 * What was taught elsewhere promises nothing here: no score is over 95 until
 * model_settle() has seen CALIBRATION_HAM_MIN ham messages of this site, and
 * new messages move what is known faster than they would at its age.
 */
void model_ship(void *image);

/* Messages learnt, less those forgotten. */
struct model_counts {
	uint64_t ham;
	uint64_t spam;
};
struct model_counts model_counts_of(const void *image);

/*
 * What the score of 96 and of 100 is worth by the mail that the curve was drawn
 * from: of ham messages that the model had not seen, so many were rated so, and
 * with 95 % certainty the true share is at most bound.
 */
struct model_promise {
	uint64_t ham;  /* messages */
	uint64_t over; /* of them rated so */
	double bound;  /* 0..1 */
};
struct model_promise model_promise_at(const void *image, double score);

/* Why: one thing that weighed in the score. */
struct reason {
	struct slice text; /* UTF-8, for a person: "Subject: viagra" */
	double weight;     /* log-odds; over 0 speaks for spam */
};

/*
 * The words that weighed most, strongest first.  It reads the message again, so
 * it costs several times what rating does: for who asks.
 */
size_t model_reasons(const void *image, const struct canonical *canonical,
    struct arena *arena, struct reason *reasons_r, size_t max);

#endif
