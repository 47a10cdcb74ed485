/*
 * stack - the elements that are open
 */
#include "core/html/stack.h"

#include <string.h>

/* Fewest bytes of source for an element: "<b>". */
#define ELEMENT_MIN_BYTES 3u

bool
stack_init(struct stack *stack, struct arena *arena, size_t depth_max,
    size_t source_size)
{
	size_t most = source_size / ELEMENT_MIN_BYTES + 1;

	*stack = (struct stack){.depth = 1};
	stack->depth_max = depth_max < most ? depth_max : most;
	if (stack->depth_max > UINT32_MAX - 1)
		stack->depth_max = UINT32_MAX - 1;
	stack->frame = arena_alloc_array(
	    arena, stack->depth_max + 1, sizeof(*stack->frame));
	if (stack->frame == NULL)
		return false;
	stack->frame[0] = (struct frame){.style = style_of_page,
	    .element = ELEMENT_BODY,
	    .link = STACK_NO_LINK};
	return true;
}

/* Rows and the like, which have no text of their own. */
static bool
hands_out(enum element element)
{
	return element_is(element, ELEMENT_IS_TABLE_PART) &&
	       (!element_is(element, ELEMENT_IS_SCOPE) ||
		   element == ELEMENT_TABLE);
}

/* What is around an element, or text, that stands inside frame. */
static const struct style *
style_around(
    const struct stack *stack, const struct frame *frame, enum element element)
{
	if (hands_out(frame->element) &&
	    !element_is(element, ELEMENT_IS_TABLE_PART) && frame->table > 0)
		return &stack->frame[frame->table - 1].style;
	return &frame->style;
}

const struct style *
stack_text_style(const struct stack *stack)
{
	return style_around(
	    stack, &stack->frame[stack->depth - 1], ELEMENT_UNKNOWN);
}

/* The frame at index is in its place: what follows from what is below it. */
static void
link_frame(struct stack *stack, uint32_t index)
{
	struct frame *frame = &stack->frame[index];
	const struct frame *under = &stack->frame[index - 1];
	enum element element = frame->element;

	frame->below = stack->newest[element];
	frame->scope =
	    element_is(element, ELEMENT_IS_SCOPE) ? index : under->scope;
	frame->special =
	    element_is(element, ELEMENT_IS_SPECIAL) ? index : under->special;
	frame->table = element == ELEMENT_TABLE ? index : under->table;
	stack->newest[element] = index;
	style_compute(
	    style_around(stack, under, element), &frame->own, &frame->style);
}

bool
stack_push(struct stack *stack, enum element element, uint32_t name_hash,
    const struct declared *own, size_t link)
{
	struct frame *frame;

	if (stack->depth > stack->depth_max) {
		stack->beyond++;
		return false;
	}
	frame = &stack->frame[stack->depth];
	if (own->set == 0)
		frame->own.set = 0;
	else
		frame->own = *own;
	frame->element = element;
	frame->name_hash = name_hash;
	frame->link = link;
	link_frame(stack, (uint32_t)stack->depth);
	stack->depth++;
	return true;
}

uint32_t
stack_in_scope(const struct stack *stack, enum element element)
{
	const struct frame *top = &stack->frame[stack->depth - 1];
	uint32_t index = stack->newest[element];

	return index >= top->scope && index > stack->floor ? index : 0;
}

uint32_t
stack_in_table(const struct stack *stack, enum element element)
{
	uint32_t index = stack->newest[element];

	return index >= stack->newest[ELEMENT_TABLE] && index > stack->floor
		   ? index
		   : 0;
}

static void
unlink_down_to(struct stack *stack, uint32_t index)
{
	for (size_t i = stack->depth; i-- > index;) {
		const struct frame *frame = &stack->frame[i];

		stack->newest[frame->element] = frame->below;
	}
}

/*
 * Take out the frame at index and, of those above it, the ones that keep does
 * not want to keep.
 */
static void
remove_frames(struct stack *stack, uint32_t index,
    bool (*keep)(enum element element, bool *state), bool state)
{
	size_t depth = stack->depth;
	size_t to = index;

	unlink_down_to(stack, index);
	/* Inner ones close first. */
	for (size_t i = depth; i-- > index;)
		if (i == index || keep == NULL)
			stack->closed(stack->owner, &stack->frame[i]);
	stack->depth = index;
	if (keep == NULL)
		return;
	for (size_t i = index + 1; i < depth; i++) {
		if (!keep(stack->frame[i].element, &state)) {
			stack->closed(stack->owner, &stack->frame[i]);
			continue;
		}
		stack->frame[to] = stack->frame[i];
		link_frame(stack, (uint32_t)to++);
		stack->depth = to;
	}
}

static bool
keep_formatting(enum element element, bool *state)
{
	(void)state;
	return element_is(element, ELEMENT_IS_FORMATTING);
}

/* Of what is inside a formatting element: what it formats, and from the first
 * block on everything. */
static bool
keep_from_block(enum element element, bool *block)
{
	*block |= element_is(element, ELEMENT_IS_SPECIAL);
	return *block || element_is(element, ELEMENT_IS_FORMATTING);
}

/* More than STACK_CARRY_MAX formatting elements are above index. */
static bool
carries_too_much(const struct stack *stack, uint32_t index)
{
	size_t count = 0;

	if (stack->depth - index <= STACK_CARRY_MAX)
		return false;
	for (size_t i = index + 1; i < stack->depth; i++)
		count += (size_t)keep_formatting(
		    stack->frame[i].element, &(bool){false});
	return count > STACK_CARRY_MAX;
}

void
stack_close(struct stack *stack, uint32_t index)
{
	enum element element = stack->frame[index].element;
	bool all =
	    element_is(element, ELEMENT_IS_SCOPE | ELEMENT_IS_TABLE_PART) ||
	    index + 1 == stack->depth || carries_too_much(stack, index);

	remove_frames(stack, index, all ? NULL : keep_formatting, false);
}

void
stack_close_all(struct stack *stack)
{
	remove_frames(stack, 1, NULL, false);
}

void
stack_end_formatting(struct stack *stack, uint32_t index)
{
	remove_frames(stack, index, keep_from_block, false);
}

void
stack_end_other(struct stack *stack, enum element element, uint32_t name_hash)
{
	uint32_t special = stack_top(stack)->special;
	uint32_t index = stack->newest[element];

	while (index > special && stack->frame[index].name_hash != name_hash)
		index = stack->frame[index].below;
	if (index > special)
		remove_frames(stack, index, keep_formatting, false);
}

void
stack_page_changed(struct stack *stack)
{
	struct frame *page = &stack->frame[0];
	size_t depth = stack->depth;

	style_compute(&style_of_page, &page->own, &page->style);
	unlink_down_to(stack, 1);
	for (size_t i = 1; i < depth; i++)
		link_frame(stack, (uint32_t)i);
}
