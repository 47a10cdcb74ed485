/*
 * draft_logicals - compile logical signatures
 *
 * A signature is taken with all of its sub-signatures or not at all.  Patterns
 * that many signatures share (a family differs in one of five) are kept once.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/checksum.h"
#include "core/base/text.h"
#include "core/logic/logical.h"
#include "core/sigdb/drafting.h"

/* The plain and the wide form. */
#define FORMS 2u

/* One sub-signature, compiled but not yet kept. */
struct draft_sub {
	struct subsig subsig;
	struct pattern forms[FORMS];
	uint32_t form_count;
	struct expression trigger;
	struct regex_place place;
	/* Of the branches of a regex: the rarest run, if there is any. */
	struct pattern required[IMAGE_BRANCHES_MAX];
	bool has_run[IMAGE_BRANCHES_MAX];
	uint32_t branches; /* 0: not all of them have one, or are too many */
};

struct draft_logical {
	struct drafting *drafting;
	const struct line_rule *rule;
	struct logical logical;
	struct expression expression;
	struct draft_sub subs[EXPRESSION_IDS];
	enum sigdb_skip skip; /* SIGDB_SKIPS: none */
	const char *reason;
	bool no_memory;
};

static bool
refuse(struct draft_logical *draft, enum sigdb_skip skip, const char *reason)
{
	draft->skip = skip;
	draft->reason = reason;
	return false;
}

/* ---- compiling --------------------------------------------------------- */

static bool
compile_expression(struct draft_logical *draft, struct slice text,
    uint32_t id_limit, struct expression *expression_r)
{
	const char *reason;

	switch (expression_compile(
	    text, draft->drafting->arena, expression_r, &reason)) {
	case EXPRESSION_OK:
		return expression_r->id_max < id_limit ||
		       refuse(draft, SIGDB_SKIP_MALFORMED,
			   "an expression names a sub-signature that is not "
			   "there, or not yet");
	case EXPRESSION_NO_MEMORY:
		draft->no_memory = true;
		return false;
	case EXPRESSION_TOO_LARGE:
		return refuse(draft, SIGDB_SKIP_UNSUPPORTED_PATTERN, reason);
	case EXPRESSION_MALFORMED:
		break;
	}
	return refuse(draft, SIGDB_SKIP_MALFORMED, reason);
}

static bool
compile_form(struct draft_logical *draft, struct draft_sub *sub, unsigned flags)
{
	const struct subsig *subsig = &sub->subsig;
	const char *reason;

	if ((subsig->flags & SUBSIG_NOCASE) != 0)
		flags |= PATTERN_NOCASE;
	if ((subsig->flags & SUBSIG_WORD) != 0)
		flags |= PATTERN_WORD;
	switch (pattern_compile(subsig->hexsig, subsig->offset, flags,
	    draft->drafting->arena, &sub->forms[sub->form_count], &reason)) {
	case PATTERN_OK:
		if (sub->forms[sub->form_count].in_executable &&
		    !target_is_executable(draft->logical.conditions.target))
			return refuse(draft, SIGDB_SKIP_MALFORMED,
			    "an offset within a program, for another target");
		sub->form_count++;
		return true;
	case PATTERN_NO_MEMORY:
		draft->no_memory = true;
		return false;
	case PATTERN_UNSUPPORTED:
		return refuse(draft, SIGDB_SKIP_UNSUPPORTED_PATTERN, reason);
	case PATTERN_MALFORMED:
		break;
	}
	return refuse(draft, SIGDB_SKIP_MALFORMED, reason);
}

static bool
compile_body(struct draft_logical *draft, struct draft_sub *sub)
{
	unsigned flags = sub->subsig.flags;
	bool wide = (flags & SUBSIG_WIDE) != 0;

	sub->form_count = 0;
	if ((!wide || (flags & SUBSIG_ASCII) != 0) &&
	    !compile_form(draft, sub, PATTERN_SHORT))
		return false;
	return !wide || compile_form(draft, sub, PATTERN_SHORT | PATTERN_WIDE);
}

struct seeking {
	struct draft_logical *draft;
	struct draft_sub *sub;
};

/* Keep the rarest run of a branch, as a pattern like any other. */
static void
keep_rarest(void *owner, uint32_t branch, struct slice run)
{
	struct seeking *seeking = owner;
	struct draft_sub *sub = seeking->sub;
	bool nocase = (sub->place.options & REGEX_NOCASE) != 0;
	char hex[2 * REGEX_RUN_MAX + 1];
	struct text text = TEXT_OVER(hex);
	struct pattern pattern;
	const char *reason;

	for (size_t i = 0; i < run.size; i++)
		text_printf(&text, "%02x", run.data[i]);
	if (branch >= IMAGE_BRANCHES_MAX || run.size < DRAFT_LITERAL_MIN ||
	    pattern_compile(text_slice(&text), SLICE("*"),
		nocase ? PATTERN_NOCASE : 0, seeking->draft->drafting->arena,
		&pattern, &reason) != PATTERN_OK)
		return;
	if (sub->has_run[branch] && sub->required[branch].anchors[0].rarity >=
					pattern.anchors[0].rarity)
		return;
	sub->required[branch] = pattern;
	sub->has_run[branch] = true;
}

/* One branch without a run may match anything. */
static void
find_required(struct draft_logical *draft, struct draft_sub *sub)
{
	uint32_t count;

	memset(sub->has_run, 0, sizeof(sub->has_run));
	count = regex_find_required(sub->subsig.regex, &sub->place, keep_rarest,
	    &(struct seeking){draft, sub});
	sub->branches = count > IMAGE_BRANCHES_MAX ? 0 : count;
	for (uint32_t i = 0; i < sub->branches; i++)
		if (!sub->has_run[i])
			sub->branches = 0;
}

/* Compiled here only to see whether that can be done. */
static bool
compile_regex(struct draft_logical *draft, struct draft_sub *sub, uint32_t id)
{
	const struct subsig *subsig = &sub->subsig;
	const char *reason;
	struct regex *regex;

	if (!regex_options_parse(subsig->options, &sub->place.options))
		return refuse(draft, SIGDB_SKIP_MALFORMED,
		    "a regular expression has an unknown option");
	if (!regex_offset_parse(subsig->offset, &sub->place))
		return refuse(draft, SIGDB_SKIP_UNSUPPORTED_PATTERN,
		    "a regular expression has an offset that is not "
		    "supported");
	regex = regex_compile(subsig->regex, &sub->place, &reason);
	if (regex == NULL)
		return refuse(draft, SIGDB_SKIP_MALFORMED, reason);
	regex_destroy(&regex);
	find_required(draft, sub);
	return compile_expression(draft, subsig->trigger, id, &sub->trigger);
}

static bool
compile_sub(struct draft_logical *draft, uint32_t id)
{
	struct draft_sub *sub = &draft->subs[id];
	const char *reason;

	switch (subsig_parse(draft->logical.subs[id], &sub->subsig, &reason)) {
	case LOGICAL_OK:
		break;
	case LOGICAL_MALFORMED:
		return refuse(draft, SIGDB_SKIP_MALFORMED, reason);
	default:
		return refuse(draft, SIGDB_SKIP_UNSUPPORTED_PATTERN, reason);
	}
	switch (sub->subsig.kind) {
	case SUBSIG_BODY:
		return compile_body(draft, sub);
	case SUBSIG_REGEX:
		return compile_regex(draft, sub, id);
	case SUBSIG_COMPARE:
		break;
	}
	return true;
}

static bool
compile_logical(struct draft_logical *draft)
{
	const struct logical *logical = &draft->logical;
	const struct logical_conditions *conditions = &logical->conditions;
	const char *reason;

	draft->skip = SIGDB_SKIPS;
	if (logical_parse(draft->rule->text, &draft->logical, &reason) !=
	    LOGICAL_OK)
		return refuse(draft, SIGDB_SKIP_MALFORMED, reason);
	if ((conditions->asks_entry || conditions->asks_sections) &&
	    !target_is_executable(conditions->target))
		return refuse(draft, SIGDB_SKIP_MALFORMED,
		    "EntryPoint or NumberOfSections, for another target");
	if (!compile_expression(draft, logical->expression, logical->sub_count,
		&draft->expression))
		return false;
	if (draft->expression.id_max + 1 != logical->sub_count)
		return refuse(draft, SIGDB_SKIP_MALFORMED,
		    "there are more sub-signatures than the expression names");
	for (uint32_t id = 0; id < logical->sub_count; id++)
		if (!compile_sub(draft, id))
			return false;
	return true;
}

/* ---- keeping ----------------------------------------------------------- */

static bool
same_pattern(const struct drafting *drafting, uint32_t index,
    const struct pattern *pattern, uint32_t target)
{
	const struct image_pattern *record =
	    &BLOB_ITEMS(&drafting->patterns, struct image_pattern)[index];
	const struct pattern *other =
	    &BLOB_ITEMS(&drafting->compiled, struct pattern)[index];

	return record->target == target &&
	       slice_equal(other->program, pattern->program);
}

/* Twice the room when half of it is taken. */
static bool
grow(struct pattern_index *index)
{
	struct pattern_index old = *index;
	size_t size = old.slots == NULL ? 4096 : (old.mask + 1) * 2;

	if (old.slots != NULL && index->count < (old.mask + 1) / 2)
		return true;
	index->slots = calloc(size, sizeof(*index->slots));
	if (index->slots == NULL) {
		index->slots = old.slots;
		return false;
	}
	index->mask = size - 1;
	for (size_t i = 0; old.slots != NULL && i <= old.mask; i++) {
		size_t at = old.slots[i].key & index->mask;

		if (old.slots[i].pattern == 0)
			continue;
		while (index->slots[at].pattern != 0)
			at = (at + 1) & index->mask;
		index->slots[at] = old.slots[i];
	}
	free(old.slots);
	return true;
}

/* The pattern of this target that is the same, or a new one. */
static uint32_t
keep_pattern(struct draft_logical *draft, const struct pattern *pattern)
{
	struct drafting *drafting = draft->drafting;
	struct pattern_index *known = &drafting->known;
	uint32_t target = draft->logical.conditions.target;
	uint64_t key =
	    checksum64(pattern->program.data, pattern->program.size, target);
	size_t at;

	if (!grow(known)) {
		draft->no_memory = true;
		return 0;
	}
	for (at = key & known->mask; known->slots[at].pattern != 0;
	     at = (at + 1) & known->mask) {
		uint32_t index = known->slots[at].pattern - 1;

		if (known->slots[at].key == key &&
		    same_pattern(drafting, index, pattern, target)) {
			BLOB_ITEMS(&drafting->users, uint32_t)[index]++;
			return index;
		}
	}
	known->slots[at].key = key;
	known->slots[at].pattern =
	    draft_pattern(drafting, pattern, IMAGE_NONE, target, 0) + 1;
	known->count++;
	return known->slots[at].pattern - 1;
}

/* The index of its first node. */
static uint32_t
keep_nodes(struct drafting *drafting, const struct expression *expression)
{
	uint32_t first =
	    (uint32_t)BLOB_COUNT(&drafting->nodes, struct expression_node);

	blob_put(&drafting->nodes, expression->nodes,
	    expression->count * sizeof(*expression->nodes));
	return first;
}

uint32_t
draft_regex(struct drafting *drafting, struct slice text,
    const struct image_regex *record)
{
	struct image_regex kept = *record;
	uint32_t index =
	    (uint32_t)BLOB_COUNT(&drafting->regexes, struct image_regex);

	kept.text = (uint32_t)drafting->texts.size;
	kept.text_size = (uint32_t)text.size;
	blob_put(&drafting->texts, text.data, text.size);
	blob_put(&drafting->regexes, &kept, sizeof(kept));
	return index;
}

static uint32_t
keep_regex(struct draft_logical *draft, const struct draft_sub *sub)
{
	struct drafting *drafting = draft->drafting;
	struct image_regex record = {
	    .first_node = keep_nodes(drafting, &sub->trigger),
	    .node_count = sub->trigger.count,
	    .required_count = sub->branches,
	    .place = sub->place,
	};

	for (uint32_t i = 0; i < sub->branches; i++)
		record.required[i] = keep_pattern(draft, &sub->required[i]);
	return draft_regex(drafting, sub->subsig.regex, &record);
}

static void
keep_sub(struct draft_logical *draft, const struct draft_sub *sub)
{
	struct drafting *drafting = draft->drafting;
	struct image_sub record = {.other = IMAGE_NONE};

	switch (sub->subsig.kind) {
	case SUBSIG_BODY:
		record.kind = IMAGE_SUB_BODY;
		record.item = keep_pattern(draft, &sub->forms[0]);
		if (sub->form_count == FORMS)
			record.other = keep_pattern(draft, &sub->forms[1]);
		break;
	case SUBSIG_REGEX:
		record.kind = IMAGE_SUB_REGEX;
		record.item = keep_regex(draft, sub);
		break;
	case SUBSIG_COMPARE:
		record.kind = IMAGE_SUB_COMPARE;
		record.item =
		    (uint32_t)BLOB_COUNT(&drafting->compares, struct compare);
		blob_put(&drafting->compares, &sub->subsig.compare,
		    sizeof(sub->subsig.compare));
		break;
	}
	blob_put(&drafting->subs, &record, sizeof(record));
}

/* Could more bytes around the buffer make it untrue? */
static bool
is_bound(const struct draft_logical *draft)
{
	const struct logical_conditions *conditions =
	    &draft->logical.conditions;

	if (conditions->size_min > 0 || conditions->size_max < UINT32_MAX ||
	    conditions->has_container || conditions->intermediate_count > 0)
		return true;
	for (uint32_t i = 0; i < draft->expression.count; i++)
		if (draft->expression.nodes[i].compare == EXPRESSION_EQUAL ||
		    draft->expression.nodes[i].compare == EXPRESSION_LESS)
			return true;
	for (uint32_t id = 0; id < draft->logical.sub_count; id++) {
		const struct subsig *subsig = &draft->subs[id].subsig;

		if (subsig->kind != SUBSIG_BODY ||
		    !slice_equal(subsig->offset, SLICE("*")))
			return true;
	}
	return false;
}

static uint32_t
keep_types(
    struct drafting *drafting, const struct logical_conditions *conditions)
{
	uint32_t first = (uint32_t)BLOB_COUNT(&drafting->types, uint32_t);

	for (uint32_t i = 0; i < conditions->intermediate_count; i++) {
		uint32_t type = (uint32_t)conditions->intermediates[i];

		blob_put(&drafting->types, &type, sizeof(type));
	}
	return first;
}

static void
keep_logical(struct draft_logical *draft)
{
	struct drafting *drafting = draft->drafting;
	const struct logical *logical = &draft->logical;
	const struct logical_conditions *conditions = &logical->conditions;
	struct image_logical record = {
	    .first_sub =
		(uint32_t)BLOB_COUNT(&drafting->subs, struct image_sub),
	    .sub_count = (uint16_t)logical->sub_count,
	    .first_node = keep_nodes(drafting, &draft->expression),
	    .node_count = draft->expression.count,
	    .size_min = conditions->size_min,
	    .size_max = conditions->size_max,
	    .entry_min = conditions->entry_min,
	    .entry_max = conditions->entry_max,
	    .sections_min = conditions->sections_min,
	    .sections_max = conditions->sections_max,
	    .first_type = keep_types(drafting, conditions),
	    .type_count = (uint16_t)conditions->intermediate_count,
	    .target = (uint16_t)conditions->target,
	    .container = (uint16_t)conditions->container,
	    .handler = (uint16_t)conditions->handler,
	};

	if (is_bound(draft))
		record.flags |= IMAGE_LOGICAL_BOUND;
	if (conditions->has_container)
		record.flags |= IMAGE_LOGICAL_CONTAINER;
	if (conditions->asks_entry || conditions->asks_sections)
		record.flags |= IMAGE_LOGICAL_EXECUTABLE;
	if (conditions->has_handler)
		record.flags |= IMAGE_LOGICAL_HANDLER;
	record.signature = collection_add_signature(
	    drafting->collection, draft->rule->name, draft->rule->file, false);
	for (uint32_t id = 0; id < logical->sub_count; id++)
		keep_sub(draft, &draft->subs[id]);
	blob_put(&drafting->logicals, &record, sizeof(record));
}

/* ---- all of them ------------------------------------------------------- */

static bool
draft_one(struct draft_logical *draft, const struct line_rule *rule)
{
	struct collection *collection = draft->drafting->collection;

	draft->rule = rule;
	if (compile_logical(draft)) {
		keep_logical(draft);
	} else if (!draft->no_memory) {
		collection_take_out(collection, rule->file, draft->skip);
		collection_skip(collection, rule->file, rule->line, draft->skip,
		    draft->reason);
	}
	return !draft->no_memory;
}

static bool
complete(const struct drafting *drafting)
{
	return !drafting->logicals.failed && !drafting->subs.failed &&
	       !drafting->nodes.failed && !drafting->types.failed &&
	       !drafting->regexes.failed && !drafting->texts.failed &&
	       !drafting->compares.failed && drafting->texts.size < UINT32_MAX;
}

bool
draft_logicals(struct drafting *drafting)
{
	const struct blob *rules = &drafting->collection->logicals;
	struct draft_logical *draft = calloc(1, sizeof(*draft));
	bool done = draft != NULL;

	if (done)
		draft->drafting = drafting;
	for (size_t i = 0; done && i < BLOB_COUNT(rules, struct line_rule);
	     i++) {
		const struct line_rule *rule =
		    &BLOB_ITEMS(rules, struct line_rule)[i];

		if (rule->line != 0)
			done = draft_one(draft, rule);
	}
	free(draft);
	free(drafting->known.slots);
	drafting->known = (struct pattern_index){0};
	return done && complete(drafting);
}
