/*
 * regex - regular expressions of logical signatures
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/logic/regex.h"

#include <pcre2.h>
#include <stdlib.h>

/* For the machine code's stack; a match that needs more ends at its bound. */
#define STACK_FIRST ((size_t)32 << 10)
#define STACK_MAX ((size_t)1 << 20)
/* KiB that a match without machine code may take. */
#define HEAP_MAX_KB 20480u

struct regex {
	pcre2_code *code;
};

struct regex_scratch {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

/* ---- options ----------------------------------------------------------- */

static const struct {
	char letter;
	uint32_t option;
	uint32_t pcre2;
} options[] = {
    {'i', REGEX_NOCASE, PCRE2_CASELESS},
    {'s', REGEX_DOTALL, PCRE2_DOTALL},
    {'m', REGEX_MULTILINE, PCRE2_MULTILINE},
    {'x', REGEX_EXTENDED, PCRE2_EXTENDED},
    {'A', REGEX_ANCHORED, PCRE2_ANCHORED},
    {'E', REGEX_DOLLAR_END, PCRE2_DOLLAR_ENDONLY},
    {'U', REGEX_UNGREEDY, PCRE2_UNGREEDY},
    {'g', REGEX_GLOBAL, 0},
    {'r', REGEX_ROLLING, 0},
    {'e', REGEX_WITHIN, 0},
};

#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

bool
regex_options_parse(struct slice text, uint32_t *options_r)
{
	*options_r = 0;
	for (size_t i = 0; i < text.size; i++) {
		size_t o = 0;

		while (o < OPTION_COUNT && options[o].letter != text.data[i])
			o++;
		if (o == OPTION_COUNT)
			return false;
		*options_r |= options[o].option;
	}
	return true;
}

/* ---- offsets ----------------------------------------------------------- */

bool
regex_offset_parse(struct slice offset, struct regex_place *place)
{
	size_t comma;

	place->origin = REGEX_ANYWHERE;
	place->offset = place->shift = 0;
	if (slice_equal(offset, SLICE("*")))
		return true;
	place->origin = REGEX_FROM_START;
	if (slice_starts_with(offset, SLICE("EOF-"))) {
		place->origin = REGEX_FROM_END;
		offset = slice_skip(offset, 4);
	}
	comma = slice_find_byte(offset, ',');
	if (comma < offset.size &&
	    !slice_to_u32(slice_skip(offset, comma + 1), &place->shift))
		return false;
	return slice_to_u32(slice_sub(offset, 0, comma), &place->offset);
}

/* At the offset alone, if one is given without a shift. */
static bool
is_anchored(const struct regex_place *place)
{
	return place->origin != REGEX_ANYWHERE && place->shift == 0 &&
	       (place->options & REGEX_ROLLING) == 0;
}

/* ---- compiling --------------------------------------------------------- */

static uint32_t
pcre2_options(const struct regex_place *place)
{
	uint32_t sum = is_anchored(place) ? PCRE2_ANCHORED : 0;

	for (size_t o = 0; o < OPTION_COUNT; o++)
		if ((place->options & options[o].option) != 0)
			sum |= options[o].pcre2;
	return sum;
}

struct regex *
regex_compile(
    struct slice text, const struct regex_place *place, const char **reason_r)
{
	static _Thread_local char reason[128];
	struct regex *regex = malloc(sizeof(*regex));
	PCRE2_SIZE stop;
	int error;

	*reason_r = "no memory";
	if (regex == NULL)
		return NULL;
	regex->code = pcre2_compile(
	    text.data, text.size, pcre2_options(place), &error, &stop, NULL);
	if (regex->code == NULL) {
		free(regex);
		(void)pcre2_get_error_message(
		    error, (PCRE2_UCHAR *)reason, sizeof(reason));
		*reason_r = reason;
		return NULL;
	}
	/* Where that is not to be had it is interpreted. */
	(void)pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
	return regex;
}

void
regex_destroy(struct regex **regex)
{
	if (*regex != NULL)
		pcre2_code_free((*regex)->code);
	free(*regex);
	*regex = NULL;
}

struct regex_scratch *
regex_scratch_create(void)
{
	struct regex_scratch *scratch = calloc(1, sizeof(*scratch));

	if (scratch == NULL)
		return NULL;
	scratch->data = pcre2_match_data_create(1, NULL);
	scratch->context = pcre2_match_context_create(NULL);
	scratch->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MAX, NULL);
	if (scratch->data == NULL || scratch->context == NULL) {
		regex_scratch_destroy(&scratch);
		return NULL;
	}
	(void)pcre2_set_match_limit(scratch->context, REGEX_STEPS_MAX);
	(void)pcre2_set_depth_limit(scratch->context, REGEX_DEPTH_MAX);
	(void)pcre2_set_heap_limit(scratch->context, HEAP_MAX_KB);
	/* Without a stack, 32 KB of the thread's own are used. */
	if (scratch->stack != NULL)
		pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return scratch;
}

void
regex_scratch_destroy(struct regex_scratch **scratch)
{
	if (*scratch == NULL)
		return;
	pcre2_match_data_free((*scratch)->data);
	pcre2_match_context_free((*scratch)->context);
	pcre2_jit_stack_free((*scratch)->stack);
	free(*scratch);
	*scratch = NULL;
}

/* ---- matching ---------------------------------------------------------- */

/* The bytes that it sees.  False: the offset lies outside of the buffer. */
static bool
subject_of(const struct regex_place *place, struct slice buffer,
    struct slice *subject_r)
{
	size_t from = 0;

	if (place->origin == REGEX_FROM_START)
		from = place->offset;
	else if (place->origin == REGEX_FROM_END)
		from = place->offset > buffer.size
			   ? SIZE_MAX
			   : buffer.size - place->offset;
	if (from > buffer.size)
		return false;
	*subject_r = slice_skip(buffer, from);
	/* No shift is no end to be within, as clamscan has it. */
	if ((place->options & REGEX_WITHIN) != 0 && place->shift != 0 &&
	    place->origin != REGEX_ANYWHERE && place->shift < subject_r->size)
		subject_r->size = place->shift;
	return true;
}

/* Without `e` the shift bounds where a match begins. */
static bool
begins_in_time(const struct regex_place *place, size_t begin)
{
	return place->origin == REGEX_ANYWHERE || place->shift == 0 ||
	       (place->options & REGEX_WITHIN) != 0 || begin <= place->shift;
}

enum regex_result
regex_count(const struct regex *regex, const struct regex_place *place,
    struct regex_scratch *scratch, struct slice buffer, uint32_t wanted,
    uint32_t *count_r)
{
	PCRE2_SIZE *found = pcre2_get_ovector_pointer(scratch->data);
	struct slice subject;
	size_t from = 0;

	*count_r = 0;
	if (buffer.size > REGEX_SUBJECT_MAX)
		return REGEX_LIMIT;
	if (!subject_of(place, buffer, &subject))
		return REGEX_DONE;
	while (*count_r < wanted) {
		int result = pcre2_match(regex->code, subject.data,
		    subject.size, from, 0, scratch->data, scratch->context);

		if (result == PCRE2_ERROR_NOMATCH)
			break;
		if (result < 0)
			return REGEX_LIMIT;
		if (!begins_in_time(place, found[0]))
			break;
		++*count_r;
		/* clamscan goes no further behind an empty match. */
		if ((place->options & REGEX_GLOBAL) == 0 || found[1] == from)
			break;
		from = found[1];
	}
	return REGEX_DONE;
}
