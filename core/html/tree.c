/*
 * tree - what tags open and close
 */
#include "core/html/reader.h"

#include "core/html/reference.h"

/* ---- what ends ---- */

/* An anchor's text is what was written while it was open. */
static void
end_link(struct output *output, const struct frame *frame)
{
	struct output_link *link = output_link_at(output, frame->link);

	if (output->text[OUTPUT_VISIBLE].size > frame->visible_from) {
		link->shown_kind = OUTPUT_VISIBLE;
		link->shown_from = frame->visible_from;
		link->hidden = false;
	} else if (output->text[OUTPUT_HIDDEN].size > frame->hidden_from) {
		link->shown_kind = OUTPUT_HIDDEN;
		link->shown_from = frame->hidden_from;
		link->hidden = true;
	} else {
		return;
	}
	link->shown_until = output->text[link->shown_kind].size;
}

void
tree_frame_closed(void *owner, const struct frame *frame)
{
	struct reader *reader = owner;

	if (frame->link != STACK_NO_LINK)
		end_link(&reader->output, frame);
	if (element_is(frame->element, ELEMENT_IS_BLOCK))
		text_line(reader, text_kind(&frame->style));
}

static void
close_if(struct reader *reader, uint32_t index)
{
	if (index > 0)
		stack_close(&reader->stack, index);
}

static void
close_p(struct reader *reader)
{
	struct stack *stack = &reader->stack;
	uint32_t index = stack_in_scope(stack, ELEMENT_P);

	if (index > stack->newest[ELEMENT_BUTTON])
		stack_close(stack, index);
}

static void
close_heading(struct reader *reader)
{
	struct stack *stack = &reader->stack;
	uint32_t best = 0;

	for (int e = ELEMENT_H1; e <= ELEMENT_H6; e++) {
		uint32_t index = stack_in_scope(stack, (enum element)e);

		best = index > best ? index : best;
	}
	close_if(reader, best);
}

/* ---- what a start tag ends ---- */

/* Items of a list end at the next one, but not out of their list. */
static void
close_item(struct reader *reader, enum element item, enum element list,
    enum element other_list)
{
	const struct stack *stack = &reader->stack;
	uint32_t index = stack_in_scope(stack, item);

	if (index > stack->newest[list] && index > stack->newest[other_list])
		stack_close(&reader->stack, index);
}

static void
close_cell(struct reader *reader)
{
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_TD));
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_TH));
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_CAPTION));
}

static void
close_table_parts(struct reader *reader, enum element element)
{
	close_cell(reader);
	if (element == ELEMENT_TD || element == ELEMENT_TH)
		return;
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_TR));
	if (element == ELEMENT_TR)
		return;
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_TBODY));
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_THEAD));
	close_if(reader, stack_in_table(&reader->stack, ELEMENT_TFOOT));
}

/* A table in a table but in no cell of it ends the outer one. */
static void
close_table(struct reader *reader)
{
	struct stack *stack = &reader->stack;
	enum element top = stack_top(stack)->element;

	if (element_is(top, ELEMENT_IS_TABLE_PART) &&
	    (top == ELEMENT_TABLE || !element_is(top, ELEMENT_IS_SCOPE)))
		close_if(reader, stack_in_table(stack, ELEMENT_TABLE));
}

/* What has its end tag left out ends when the next one begins. */
static void
close_implied(struct reader *reader, enum element element)
{
	switch (element) {
	case ELEMENT_LI:
		close_item(reader, ELEMENT_LI, ELEMENT_UL, ELEMENT_OL);
		break;
	case ELEMENT_DD:
	case ELEMENT_DT:
		close_item(reader, ELEMENT_DD, ELEMENT_DL, ELEMENT_DL);
		close_item(reader, ELEMENT_DT, ELEMENT_DL, ELEMENT_DL);
		break;
	case ELEMENT_OPTION:
	case ELEMENT_OPTGROUP:
		close_item(
		    reader, ELEMENT_OPTION, ELEMENT_SELECT, ELEMENT_DATALIST);
		break;
	case ELEMENT_A:
	case ELEMENT_NOBR: {
		uint32_t index = stack_in_scope(&reader->stack, element);

		if (index > 0)
			stack_end_formatting(&reader->stack, index);
		break;
	}
	case ELEMENT_TABLE:
		close_table(reader);
		break;
	default:
		break;
	}
	if (element_is(
		stack_top(&reader->stack)->element, ELEMENT_IS_HEADING) &&
	    element_is(element, ELEMENT_IS_HEADING))
		close_if(reader, (uint32_t)reader->stack.depth - 1);
	/* Tables do not end a paragraph in quirks mode, as mail is shown. */
	if (element_is(element, ELEMENT_IS_BLOCK) &&
	    !element_is(element, ELEMENT_IS_TABLE_PART) &&
	    element != ELEMENT_OPTION && element != ELEMENT_OPTGROUP)
		close_p(reader);
}

/* Rows and cells belong into a table; elsewhere browsers drop the tag. */
static bool
is_out_of_place(const struct reader *reader, enum element element)
{
	return element_is(element, ELEMENT_IS_TABLE_PART) &&
	       element != ELEMENT_TABLE &&
	       reader->stack.newest[ELEMENT_TABLE] == 0;
}

/* ---- what a start tag shows ---- */

static bool
is_type(const struct tag *tag, const char *type)
{
	return tag_value_is(tag, ATTRIBUTE_TYPE, type);
}

static void
show_input(struct reader *reader, const struct tag *tag, enum output_kind kind)
{
	bool is_button = is_type(tag, "submit") || is_type(tag, "button") ||
			 is_type(tag, "reset");
	enum attribute shown = ATTRIBUTE_PLACEHOLDER;

	if (is_type(tag, "password"))
		reader->html->flags |= HTML_HAS_PASSWORD;
	if (is_type(tag, "image"))
		shown = ATTRIBUTE_ALT;
	else if (is_button || tag_has(tag, ATTRIBUTE_VALUE))
		shown = ATTRIBUTE_VALUE;
	if (!is_button && !is_type(tag, "image") && !is_type(tag, "hidden"))
		reader->field_seen = true;
	text_bracketed(
	    reader, kind, value_decode(reader, tag_value(tag, shown)));
}

/* What is written for the tag itself. */
static void
show(struct reader *reader, const struct tag *tag, enum output_kind kind)
{
	switch (tag->element) {
	case ELEMENT_BR:
		text_break(reader, kind);
		break;
	case ELEMENT_IMG:
	case ELEMENT_IMAGE:
		reader->html->images++;
		text_bracketed(reader, kind,
		    value_decode(reader, tag_value(tag, ATTRIBUTE_ALT)));
		break;
	case ELEMENT_INPUT:
		show_input(reader, tag, kind);
		break;
	case ELEMENT_TD:
	case ELEMENT_TH:
		text_cell(reader, kind);
		break;
	case ELEMENT_TEXTAREA:
	case ELEMENT_SELECT:
		reader->field_seen = true;
		break;
	case ELEMENT_FORM:
		reader->form_seen = true;
		break;
	default:
		break;
	}
	if (element_is(tag->element, ELEMENT_IS_BLOCK))
		text_line(reader, kind);
	if (tag->element == ELEMENT_LI)
		reader->output.text[kind].bullet = true;
	if (element_is(tag->element, ELEMENT_IS_PRE))
		reader->skip_newline = true;
}

/* ---- start tags ---- */

/* html and body are there always: their first tags add attributes. */
static void
start_canvas(struct reader *reader, const struct token *token)
{
	bool *seen = token->tag.element == ELEMENT_BODY ? &reader->body_seen
							: &reader->html_seen;
	struct frame *page = &reader->stack.frame[0];
	struct declared own;

	link_read(reader, token, page->style.hidden);
	if (*seen || reader->conditional)
		return;
	*seen = true;
	presentation_read(reader, token, &own);
	if (own.set == 0)
		return;
	declared_merge(&page->own, &own);
	stack_page_changed(&reader->stack);
}

/* Nothing is opened: a void element, or raw text that is read at once. */
static void
start_childless(struct reader *reader, const struct token *token)
{
	const struct tag *tag = &token->tag;
	struct declared own;
	struct style style;

	presentation_read(reader, token, &own);
	style_compute(stack_text_style(&reader->stack), &own, &style);
	if (tag->element == ELEMENT_INPUT && is_type(tag, "hidden"))
		style.hidden = true;
	link_read(reader, token, style.hidden);
	show(reader, tag, text_kind(&style));
	if (element_is(tag->element, ELEMENT_IS_RAW))
		raw_read(reader, tag, &style);
}

static void
start_container(struct reader *reader, const struct token *token)
{
	const struct tag *tag = &token->tag;
	struct stack *stack = &reader->stack;
	struct declared own;
	struct frame *top;
	size_t link;

	presentation_read(reader, token, &own);
	if (!stack_push(
		stack, tag->element, tag->name_hash, &own, STACK_NO_LINK)) {
		reader->html->flags |= HTML_CUT;
		link_read(reader, token, stack_text_style(stack)->hidden);
		show(reader, tag, text_kind(stack_text_style(stack)));
		return;
	}
	top = stack_top(stack);
	if (stack->depth - 1 > reader->html->depth)
		reader->html->depth = stack->depth - 1;
	show(reader, tag, text_kind(&top->style));
	link = link_read(reader, token, top->style.hidden);
	top->link = link;
	top->visible_from = reader->output.text[OUTPUT_VISIBLE].size;
	top->hidden_from = reader->output.text[OUTPUT_HIDDEN].size;
}

static void
set_foreign(struct reader *reader)
{
	reader->tokenizer.foreign = reader->stack.newest[ELEMENT_SVG] > 0 ||
				    reader->stack.newest[ELEMENT_MATH] > 0;
}

void
tree_start(struct reader *reader, const struct token *token)
{
	enum element element = token->tag.element;

	reader->skip_newline = false;
	if (element_is(element, ELEMENT_IS_CANVAS)) {
		start_canvas(reader, token);
		return;
	}
	if (element_is(element, ELEMENT_IS_IGNORED) ||
	    is_out_of_place(reader, element)) {
		link_read(
		    reader, token, stack_top(&reader->stack)->style.hidden);
		return;
	}
	if (element_is(element, ELEMENT_IS_TABLE_PART) &&
	    element != ELEMENT_TABLE)
		close_table_parts(reader, element);
	close_implied(reader, element);
	if (element_is(element, ELEMENT_IS_VOID | ELEMENT_IS_RAW))
		start_childless(reader, token);
	else if (token->tag.self_closing &&
		 (reader->tokenizer.foreign || reader->conditional))
		start_childless(reader, token);
	else
		start_container(reader, token);
	set_foreign(reader);
}

/* ---- end tags ---- */

static void
end_formatting(struct reader *reader, enum element element)
{
	uint32_t index = stack_in_scope(&reader->stack, element);

	if (index > 0)
		stack_end_formatting(&reader->stack, index);
}

static void
end_special(struct reader *reader, const struct tag *tag)
{
	struct stack *stack = &reader->stack;
	enum element element = tag->element;

	if (element_is(element, ELEMENT_IS_TABLE_PART))
		close_if(reader, stack_in_table(stack, element));
	else if (element_is(element, ELEMENT_IS_HEADING))
		close_heading(reader);
	else
		close_if(reader, stack_in_scope(stack, element));
}

void
tree_end(struct reader *reader, const struct tag *tag)
{
	enum element element = tag->element;
	struct stack *stack = &reader->stack;
	enum output_kind kind = text_kind(stack_text_style(stack));

	reader->skip_newline = false;
	if (element == ELEMENT_BR) {
		text_break(reader, kind);
	} else if (element_is(element, ELEMENT_IS_CANVAS | ELEMENT_IS_IGNORED |
					   ELEMENT_IS_VOID | ELEMENT_IS_RAW)) {
		return;
	} else if (stack->beyond > 0) {
		stack->beyond--;
	} else if (element == ELEMENT_P &&
		   stack_in_scope(stack, ELEMENT_P) == 0) {
		text_line(reader, kind);
	} else if (element_is(element, ELEMENT_IS_FORMATTING)) {
		end_formatting(reader, element);
	} else if (element_is(element, ELEMENT_IS_SPECIAL)) {
		end_special(reader, tag);
	} else {
		stack_end_other(stack, element, tag->name_hash);
	}
	set_foreign(reader);
}
