/*
 * sheet - the rules of <style> that can hide text
 *
 * Selectors of elements, classes and ids and what is made of those
 * ("td.a.b, #c"); around them elements that are open somewhere outside
 * ("table td.a").  Others are passed over: attributes, pseudo-classes, siblings
 * and classes of what is around.  @media counts when it holds for a wide
 * screen.
 *
 * Threads: one at a time.
 */
#ifndef CORE_HTML_SHEET_H
#define CORE_HTML_SHEET_H

#include "core/html/output.h"
#include "core/html/stack.h"
#include "core/html/style.h"
#include "core/html/tokenizer.h"

#define SHEET_BUCKETS 256u

struct rule;

struct sheet {
	struct rule *bucket[SHEET_BUCKETS];
	size_t rules, rules_max;
	bool cut; /* there were more */
};

void sheet_init(struct sheet *sheet, size_t source_size);

/* css is plain (css_plain()).  Rules are kept in the output's memory. */
void sheet_read(struct sheet *sheet, struct slice css, struct output *output);

/* What the rules say of an element that is about to open. */
void sheet_apply(const struct sheet *sheet, const struct tag *tag,
    const struct stack *stack, struct declared *declared);

#endif
