/*
 * script_names - what a script declares, and the numbers it is written by
 *
 * A small machine for each function, as clamscan has it: "var a=f(b,c)"
 * declares c, in braces only the first name behind "var" is one, and in square
 * brackets the list goes on behind a semicolon.
 */
#include "core/normal/script_names.h"

#include <string.h>

#include "core/base/fnv.h"

/* Functions of the two courses are told apart, what is outside of them not. */
#define SCOPE_OUTSIDE 0u
#define SCOPES_OF_SCRIPT 1u
#define SCOPES_OF_EVALS (UINT32_C(1) << 31)

/* ---- the table --------------------------------------------------------- */

static uint32_t
hash_of(struct slice text, uint32_t scope)
{
	return fnv_slice(text, FNV_BEGIN ^ scope) * UINT32_C(0x9E3779B1);
}

/* The place of a name, or the free one where it belongs. */
static struct script_name *
place_of(struct script_names *names, struct slice text, uint32_t scope)
{
	const uint32_t mask = 2 * SCRIPT_NAMES_MAX - 1;
	uint32_t i = hash_of(text, scope) & mask;

	while (names->names[i].serial == names->serial &&
	       (names->names[i].scope != scope ||
		   !slice_equal(names->names[i].text, text)))
		i = (i + 1) & mask;
	return &names->names[i];
}

/* No name to declare. */
static bool
is_reserved(struct slice word)
{
	static const char *const words[] = {"abstract", "boolean", "break",
	    "byte", "case", "catch", "char", "class", "const", "continue",
	    "debugger", "default", "delete", "do", "double", "else", "enum",
	    "export", "extends", "false", "final", "finally", "float", "for",
	    "function", "goto", "if", "implements", "import", "in",
	    "instanceof", "int", "interface", "long", "native", "new", "null",
	    "package", "private", "protected", "public", "return", "short",
	    "static", "super", "switch", "synchronized", "this", "throw",
	    "throws", "transient", "true", "try", "typeof", "var", "void",
	    "volatile", "while", "with"};

	/* Most are told apart by a letter or two. */
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (word.size > 1 && words[i][0] == (char)word.data[0] &&
		    words[i][1] == (char)word.data[1] &&
		    slice_equal(word, slice_from_string(words[i])))
			return true;
	return false;
}

static struct script_scope *
scope_of(struct script_names *names)
{
	return &names->course->scopes[names->course->depth - 1];
}

/* A name that is declared again gets a new number. */
static void
declare(struct script_names *names, struct slice text)
{
	uint32_t scope = scope_of(names)->id;
	struct script_name *name;

	if (names->pass == PASS_LOOK_UP)
		return;
	name = place_of(names, text, scope);
	if (name->serial != names->serial) {
		if (names->name_count == SCRIPT_NAMES_MAX)
			return;
		names->name_count++;
		*name = (struct script_name){
		    .text = text, .scope = scope, .serial = names->serial};
	}
	name->number = names->next_number++;
}

static bool
look_up(struct script_names *names, struct slice text, uint32_t *number_r)
{
	for (size_t i = names->course->depth; i-- > 0;) {
		const struct script_name *name =
		    place_of(names, text, names->course->scopes[i].id);

		if (name->serial == names->serial) {
			*number_r = name->number;
			return true;
		}
	}
	return false;
}

/* ---- scopes ------------------------------------------------------------ */

/* Functions that lie too deep share the scope of the one around them. */
static void
open_scope(struct script_names *names)
{
	struct script_course *course = names->course;
	uint32_t id = course->next_scope++;

	if (course->depth < SCRIPT_DEPTH_MAX)
		course->scopes[course->depth++] =
		    (struct script_scope){.id = id};
}

static void
close_bracket(struct script_scope *scope)
{
	if (scope->brackets > 0)
		scope->brackets--;
	if (scope->nested > 0)
		scope->nested--;
}

static void
close_brace(struct script_names *names)
{
	struct script_scope *scope = scope_of(names);

	close_bracket(scope);
	if (scope->brackets == 0 && names->course->depth > 1)
		names->course->depth--;
}

static void
begin_course(struct script_course *course, uint32_t next_scope)
{
	course->scopes[0] = (struct script_scope){.id = SCOPE_OUTSIDE};
	course->depth = 1;
	course->next_scope = next_scope;
	course->behind_dot = false;
}

static void
begin(struct script_names *names, enum script_names_pass pass)
{
	names->pass = pass;
	begin_course(&names->script, SCOPES_OF_SCRIPT);
	names->course = &names->script;
	names->evals.next_scope = SCOPES_OF_EVALS;
}

void
script_names_begin(struct script_names *names)
{
	if (++names->serial == 0) {
		memset(names->names, 0, sizeof(names->names));
		names->serial = 1;
	}
	names->name_count = 0;
	names->next_number = 0;
	names->has_evals = false;
	begin(names, PASS_DECLARE);
}

void
script_names_again(struct script_names *names)
{
	begin(names, PASS_LOOK_UP);
}

void
script_names_evals(struct script_names *names)
{
	names->evals = names->script;
	begin(names, PASS_DECLARE_EVALS);
}

/* ---- tokens ------------------------------------------------------------ */

/* What a name stands in front of in its list; ELSEWHERE: in none. */
static enum script_place
behind_name(enum script_place place)
{
	switch (place) {
	case PLACE_NAME:
		return PLACE_BEHIND_NAME;
	case PLACE_FUNCTION:
		return PLACE_BEHIND_FUNCTION;
	case PLACE_PARAMETER:
		return PLACE_BEHIND_PARAMETER;
	default:
		return PLACE_ELSEWHERE;
	}
}

/* What follows a dot is no name to declare. */
static void
take_word(struct script_names *names, struct slice word, bool behind_dot)
{
	struct script_scope *scope = scope_of(names);
	enum script_place next = behind_name(scope->place);

	if (slice_equal(word, SLICE("var"))) {
		scope->place = PLACE_NAME;
	} else if (slice_equal(word, SLICE("function"))) {
		open_scope(names);
		scope_of(names)->place = PLACE_FUNCTION;
	} else if (next != PLACE_ELSEWHERE && !behind_dot &&
		   !is_reserved(word)) {
		declare(names, word);
		scope->place = next;
	}
}

static void
take_comma(struct script_scope *scope)
{
	if (scope->place == PLACE_BEHIND_PARAMETER)
		scope->place = PLACE_PARAMETER;
	else if (scope->place == PLACE_BEHIND_NAME && scope->nested == 0)
		scope->place = PLACE_NAME;
}

static void
take_sign(struct script_names *names, uint8_t sign)
{
	struct script_scope *scope = scope_of(names);

	switch (sign) {
	case ',':
		take_comma(scope);
		break;
	case ';':
		if (scope->brackets == 0)
			scope->place = PLACE_ELSEWHERE;
		break;
	case '(':
		if (scope->place == PLACE_FUNCTION ||
		    scope->place == PLACE_BEHIND_FUNCTION)
			scope->place = PLACE_PARAMETER;
		break;
	case '[':
		scope->brackets++;
		if (scope->place == PLACE_BEHIND_NAME)
			scope->nested++;
		break;
	case ']':
		close_bracket(scope);
		break;
	case '{':
		if (scope->place > PLACE_BEHIND_NAME)
			scope->place = PLACE_ELSEWHERE;
		scope->brackets++;
		scope->nested++;
		break;
	case '}':
		close_brace(names);
		break;
	default:
		break;
	}
}

/* Words in a text of eval() are looked up from where it stands. */
static struct script_course *
course_of(struct script_names *names, bool in_eval)
{
	uint32_t next_scope = names->evals.next_scope;

	if (!in_eval)
		return &names->script;
	if (names->pass == PASS_LOOK_UP && names->course == &names->script) {
		names->evals = names->script;
		names->evals.next_scope = next_scope;
	}
	return &names->evals;
}

/* Is the token in hand for a later pass, or was it for an earlier one? */
static bool
is_for_another_pass(const struct script_names *names, bool in_eval)
{
	return names->pass != PASS_LOOK_UP &&
	       in_eval != (names->pass == PASS_DECLARE_EVALS);
}

void
script_names_take(
    struct script_names *names, struct script_token *token, bool in_eval)
{
	struct script_course *course = course_of(names, in_eval);
	bool behind_dot = course->behind_dot;

	names->course = course;
	names->has_evals |= in_eval;
	token->is_name = false;
	if (is_for_another_pass(names, in_eval))
		return;
	course->behind_dot = false;
	if (token->kind == SCRIPT_SIGN) {
		course->behind_dot = token->text.data[0] == '.';
		take_sign(names, token->text.data[0]);
	} else if (token->kind == SCRIPT_WORD) {
		take_word(names, token->text, behind_dot);
		token->is_name = names->pass == PASS_LOOK_UP && !behind_dot &&
				 look_up(names, token->text, &token->name);
	}
}
