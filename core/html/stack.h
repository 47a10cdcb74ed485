/*
 * stack - the elements that are open, each with what a reader sees in it
 *
 * Not a tree, and not all of the standard's tree construction (13.2.6), but
 * what of it decides who is inside of whom: scopes, end tags that are left out,
 * formatting elements that live on in the next block, text that a table hands
 * out to what is around it.  Every question is answered in constant time; what
 * moves elements moves at most STACK_CARRY_MAX of them, or as many as were
 * opened since.
 *
 * Threads: one at a time.
 */
#ifndef CORE_HTML_STACK_H
#define CORE_HTML_STACK_H

#include "core/base/arena.h"
#include "core/html/element.h"
#include "core/html/style.h"

/* Formatting elements that go on when the block around them ends; if there are
 * more, none does. */
#define STACK_CARRY_MAX 24u
#define STACK_NO_LINK SIZE_MAX

struct frame {
	struct declared own;
	struct style style;
	enum element element;
	uint32_t name_hash;
	uint32_t below;   /* the next one down of the same element; 0: none */
	uint32_t scope;   /* the newest at or below it that ends a scope */
	uint32_t special; /* the newest at or below it that is special */
	uint32_t table;   /* the newest table at or below it */
	size_t link;      /* of an anchor: which link its text belongs to */
	size_t visible_from, hidden_from; /* where that text begins */
};

struct stack {
	struct frame *frame; /* frame[0] is the page, never closed */
	size_t depth;        /* frames that are open, frame[0] among them */
	size_t depth_max;
	size_t beyond;             /* open elements that are not kept */
	uint32_t floor;            /* what is here and below cannot be closed */
	uint32_t newest[ELEMENTS]; /* 0: none */
	/* Called for each frame that closes. */
	void (*closed)(void *owner, const struct frame *frame);
	void *owner;
};

/* False: no memory. */
bool stack_init(struct stack *stack, struct arena *arena, size_t depth_max,
    size_t source_size) MUST_USE;

/* False: over the limit; it is only counted. */
bool stack_push(struct stack *stack, enum element element, uint32_t name_hash,
    const struct declared *own, size_t link);

static inline struct frame *
stack_top(struct stack *stack)
{
	return &stack->frame[stack->depth - 1];
}

/* How text right here is seen: in a table but in no cell it is not inside the
 * table. */
const struct style *stack_text_style(const struct stack *stack);

/* Index of the newest open one, if no scope ends above it; 0: none. */
uint32_t stack_in_scope(const struct stack *stack, enum element element);

/* The same for tables' parts: only a table ends their scope. */
uint32_t stack_in_table(const struct stack *stack, enum element element);

/*
 * Close the element at index and what is open in it; formatting elements go on
 * (not out of a cell or the like).
 */
void stack_close(struct stack *stack, uint32_t index);

/*
 * The end tag of a formatting element, however it is nested: only it and what
 * is in line inside of it closes.
 */
void stack_end_formatting(struct stack *stack, uint32_t index);

/* The end tag of any other element: the newest of that name, if nothing special
 * is above it. */
void stack_end_other(
    struct stack *stack, enum element element, uint32_t name_hash);

/* All but frame[0]. */
void stack_close_all(struct stack *stack);

/* frame[0] has got attributes: everything inside is seen anew. */
void stack_page_changed(struct stack *stack);

#endif
