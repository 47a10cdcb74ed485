/*
 * expression - the logic of a logical signature, compiled
 *
 * Text such as (0&1)|2>3 becomes a flat tree in preorder, which is evaluated
 * over the numbers of matches of the sub-signatures 0, 1, 2 ...
 *
 *     AND                 size counts the node and all below it,
 *       OR                so the next sibling is node + node->size
 *         0
 *         1
 *       2 > 3
 *
 * There is no precedence, and what there is instead is odd; this follows
 * clamscan 1.4.6 as measured.  Outside of parentheses the first operator
 * splits an expression, directly inside of them the last one does:
 *
 *     0&1|2 = 0&(1|2)      (0&1|2) = (0&1)|2
 *
 * A comparison behind an index is of its number of matches; behind a block, of
 * their sum over all that is true in it, and ",m" asks for m different
 * sub-signatures besides.  0 counts as matched when "0=0" holds.  A block that
 * is false has the sum 0 and may still satisfy "=0" or "<n"; such a block adds
 * its sum to those around it, but none of its different sub-signatures.
 *
 * Threads: any.  Compiling allocates in the arena, evaluating nothing.
 */
#ifndef CORE_LOGIC_EXPRESSION_H
#define CORE_LOGIC_EXPRESSION_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/check.h"
#include "core/base/slice.h"

/* Sub-signatures of one signature, as many as ClamAV takes. */
#define EXPRESSION_IDS 64u
#define EXPRESSION_NODES 4096u
/* A row of operators outside of parentheses is as deep as it is long. */
#define EXPRESSION_DEPTH 128u
#define EXPRESSION_TEXT_MAX 65536u

enum expression_kind { EXPRESSION_LEAF = 1, EXPRESSION_AND, EXPRESSION_OR };

enum expression_compare {
	EXPRESSION_MATCHED, /* at least once; of a block: it is true */
	EXPRESSION_EQUAL,
	EXPRESSION_LESS,
	EXPRESSION_MORE,
	EXPRESSION_COMPARES,
};

struct expression_node {
	uint8_t kind;
	uint8_t compare;
	uint8_t id;      /* LEAF */
	uint8_t counted; /* 1: its sum matters to a block around it */
	uint32_t size;   /* nodes, this one included */
	uint32_t value;
	uint32_t different; /* blocks: at least so many; 0: not asked */
};

struct expression {
	struct expression_node *nodes; /* in the arena */
	uint32_t count;
	uint32_t id_max;
};

enum expression_result {
	EXPRESSION_OK,
	EXPRESSION_MALFORMED, /* clamscan would refuse it too */
	EXPRESSION_TOO_LARGE, /* beyond the bounds above */
	EXPRESSION_NO_MEMORY,
};

/* *reason_r is a sentence in static storage unless the result is OK. */
enum expression_result expression_compile(struct slice text,
    struct arena *arena, struct expression *expression_r,
    const char **reason_r) MUST_USE;

/* True: count nodes are one whole tree over ids below id_count. */
bool expression_check(const struct expression_node *nodes, size_t count,
    uint32_t id_count) MUST_USE;

/*
 * How often did sub-signature id match?  Exact below wanted; from there on any
 * number that is at least wanted will do.
 */
typedef uint32_t expression_counter(void *owner, uint32_t id, uint32_t wanted);

/* Asks for as few numbers as decide.  nodes must be a checked tree. */
bool expression_is_true(const struct expression_node *nodes,
    expression_counter *counter, void *owner);

#endif
