/*
 * sheet - the rules of <style> that can hide text
 */
#include "core/html/sheet.h"

#include "core/html/css.h"
#include "core/html/selector.h"

/* One rule takes about 250 bytes: so many bytes of source allow one more. */
#define BYTES_PER_RULE 64u
#define FEW_RULES 8u
#define RULES_MAX 1000u
/* Rules that one element obeys. */
#define MATCHES_MAX 64u

struct rule {
	struct rule *next;
	struct selector selector;
	struct declared declared;
	size_t order;
};

void
sheet_init(struct sheet *sheet, size_t source_size)
{
	*sheet = (struct sheet){0};
	sheet->rules_max = source_size / BYTES_PER_RULE + FEW_RULES;
	if (sheet->rules_max > RULES_MAX)
		sheet->rules_max = RULES_MAX;
}

static void
add_rule(struct sheet *sheet, struct slice text,
    const struct declared *declared, struct output *output)
{
	struct selector selector;
	struct rule *rule;
	struct rule **bucket;

	if (!selector_read(text, &selector))
		return;
	if (sheet->rules == sheet->rules_max) {
		sheet->cut = true;
		return;
	}
	rule = output_alloc(output, sizeof(*rule));
	if (rule == NULL)
		return;
	bucket = &sheet->bucket[selector.key % SHEET_BUCKETS];
	*rule = (struct rule){.next = *bucket,
	    .selector = selector,
	    .declared = *declared,
	    .order = sheet->rules++};
	*bucket = rule;
}

static void
add_rules(struct sheet *sheet, struct slice selectors,
    struct slice declarations, struct output *output)
{
	struct declared declared = {0};

	declared_read(&declared, declarations);
	if (declared.set == 0)
		return;
	for (size_t at = 0; at <= selectors.size;) {
		struct slice rest = slice_skip(selectors, at);
		size_t comma = slice_find_byte(rest, ',');

		add_rule(sheet, slice_sub(rest, 0, comma), &declared, output);
		at += comma + 1;
	}
}

/* A wide, light screen on which nobody prints. */
static bool
media_applies(struct slice prelude)
{
	static const char *const never[] = {"print", "max-width",
	    "max-device-width", "prefers-", "speech", "orientation",
	    "pixel-ratio", "-ms-"};

	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (slice_find_nocase(prelude, slice_from_string(never[i])) <
		    prelude.size)
			return false;
	return true;
}

static size_t
find_either(struct slice s, size_t from, uint8_t a, uint8_t b)
{
	while (from < s.size && s.data[from] != a && s.data[from] != b)
		from++;
	return from;
}

/* Behind the '}' that closes the '{' at from. */
static size_t
pass_block(struct slice s, size_t from)
{
	size_t depth = 0;

	for (; from < s.size; from++) {
		if (s.data[from] == '{')
			depth++;
		else if (s.data[from] == '}' && --depth == 0)
			return from + 1;
	}
	return from;
}

/* At '@': what is inside applies, or is passed over with its block. */
static size_t
read_at_rule(struct slice css, size_t at)
{
	size_t end = find_either(css, at, '{', ';');
	struct slice prelude = slice_sub(css, at, end - at);

	if (end == css.size || css.data[end] == ';')
		return end < css.size ? end + 1 : end;
	if (slice_starts_with_nocase(prelude, SLICE("@supports")) ||
	    (slice_starts_with_nocase(prelude, SLICE("@media")) &&
		media_applies(prelude)))
		return end + 1;
	return pass_block(css, end);
}

void
sheet_read(struct sheet *sheet, struct slice css, struct output *output)
{
	for (size_t at = 0; at < css.size;) {
		uint8_t c = css.data[at];
		size_t open, close;

		if (html_is_blank(c) || c == '}' || c == ';') {
			at++;
			continue;
		}
		if (c == '@') {
			at = read_at_rule(css, at);
			continue;
		}
		open = find_either(css, at, '{', '{');
		close = find_either(css, open, '}', '}');
		if (open == css.size)
			return;
		add_rules(sheet, slice_sub(css, at, open - at),
		    slice_sub(css, open + 1, close - open - 1), output);
		at = close < css.size ? close + 1 : close;
	}
}

struct matches {
	const struct rule *rule[MATCHES_MAX];
	size_t count;
};

static bool
is_weaker(const struct rule *a, const struct rule *b)
{
	if (a->selector.weight != b->selector.weight)
		return a->selector.weight < b->selector.weight;
	return a->order < b->order;
}

/* Kept in order, the weakest first. */
static void
add_match(struct matches *matches, const struct rule *rule)
{
	size_t i = matches->count;

	if (i == MATCHES_MAX)
		return;
	for (; i > 0 && is_weaker(rule, matches->rule[i - 1]); i--)
		matches->rule[i] = matches->rule[i - 1];
	matches->rule[i] = rule;
	matches->count++;
}

static bool
is_inside(const struct rule *rule, const struct stack *stack)
{
	for (size_t i = 0; i < rule->selector.arounds; i++)
		if (stack->newest[rule->selector.around[i]] == 0)
			return false;
	return true;
}

static void
match_key(const struct sheet *sheet, uint32_t key, const struct tag *tag,
    const struct tag_parts *parts, const struct stack *stack,
    struct matches *matches)
{
	for (const struct rule *rule = sheet->bucket[key % SHEET_BUCKETS];
	     rule != NULL; rule = rule->next)
		if (rule->selector.key == key &&
		    selector_matches(&rule->selector, tag, parts) &&
		    is_inside(rule, stack))
			add_match(matches, rule);
}

void
sheet_apply(const struct sheet *sheet, const struct tag *tag,
    const struct stack *stack, struct declared *declared)
{
	struct matches matches; /* its pointers are not worth zeroing */
	struct tag_parts parts;

	if (sheet->rules == 0)
		return;
	matches.count = 0;
	tag_parts_read(tag, &parts);
	match_key(sheet, SELECTOR_ANY_KEY, tag, &parts, stack, &matches);
	match_key(sheet, selector_name_key(tag->name_hash), tag, &parts, stack,
	    &matches);
	for (size_t i = 0; i < parts.count; i++)
		match_key(sheet, parts.part[i], tag, &parts, stack, &matches);
	for (size_t i = 0; i < matches.count; i++)
		declared_merge(declared, &matches.rule[i]->declared);
}
