/*
 * tree_law - what holds for the parts of every message, however broken
 */
#include "tests/support/tree_law.h"

#include <string.h>

#include "core/message/content.h"

struct law {
	const struct message *message;
	const struct limits *limits;
	struct slice arena; /* what is used of it */
	uint32_t next;      /* the index that must come next in the tree */
	uint64_t decoded;
	bool stopped;
};

static bool
is_within(struct slice inner, struct slice outer)
{
	if (inner.size == 0)
		return true;
	return inner.data >= outer.data && inner.size <= outer.size &&
	       (size_t)(inner.data - outer.data) <= outer.size - inner.size;
}

static bool
is_owned(const struct law *law, struct slice s)
{
	return is_within(s, law->message->file) || is_within(s, law->arena);
}

static bool
is_same(struct slice a, struct slice b)
{
	return a.size == b.size && (a.size == 0 || a.data == b.data);
}

static void
check_place(struct law *law, const struct part *part)
{
	const struct part *parent = part->parent;

	CHECK(part->index == law->next);
	CHECK(law->message->parts[law->next] == part);
	law->next++;
	CHECK(((part->flags & PART_TOP) != 0) == (part->index == 0));
	CHECK(part->depth <= law->limits->max[LIMIT_DEPTH]);
	if (parent == NULL) {
		CHECK(part->depth == 0);
		CHECK(part->index == 0 || part->flags & PART_READING);
		return;
	}
	CHECK(part->depth == parent->depth + 1);
	CHECK(parent->kind != PART_LEAF);
	CHECK(is_within(part->raw, parent->body));
}

static void
check_children(const struct part *part)
{
	const struct part *last = NULL;
	size_t count = 0;

	for (const struct part *child = part->first_child; child != NULL;
	     child = child->next) {
		CHECK(child->parent == part);
		last = child;
		count++;
	}
	CHECK(part->last_child == last);
	CHECK((part->kind == PART_LEAF) == (count == 0));
	if (part->kind == PART_MESSAGE)
		CHECK(count == 1 ||
		      (part->first_child->next->flags & PART_READING) != 0);
}

/* What stands in a further reading may share its body with another part. */
static bool
is_in_reading(const struct part *part)
{
	for (; part != NULL; part = part->parent)
		if (part->flags & PART_READING)
			return true;
	return false;
}

static void
check_bytes(struct law *law, const struct part *part)
{
	CHECK(is_owned(law, part->raw) && is_owned(law, part->body));
	CHECK(is_owned(law, part->name) && is_owned(law, part->charset));
	CHECK(is_owned(law, part->header.block));
	CHECK(slice_find_byte(part->media_type, '/') < part->media_type.size);
	if (part->encoding == ENCODING_IDENTITY ||
	    part->encoding == ENCODING_UNKNOWN)
		CHECK(is_same(part->raw, part->body));
	if (part->flags & PART_CUT)
		CHECK(law->stopped || law->message->reached.bits != 0);
	if (!is_in_reading(part) && !is_same(part->raw, part->body))
		law->decoded += part->body.size;
}

/* ---- no leaf holds a boundary of what it is in ------------------------- */

/* The line at the start of text without its end and the blanks before that. */
static struct slice
first_line(struct slice text, struct slice *rest_r)
{
	size_t end = 0;
	struct slice line;

	while (
	    end < text.size && text.data[end] != '\r' && text.data[end] != '\n')
		end++;
	line = slice_sub(text, 0, end);
	*rest_r = slice_skip(text, end + 1);
	while (line.size > 0 && (line.data[line.size - 1] == ' ' ||
				    line.data[line.size - 1] == '\t'))
		line.size--;
	return line;
}

static void
check_line(struct slice line, struct slice boundary)
{
	struct slice rest = slice_skip(line, 2);

	CHECK(!slice_equal(rest, boundary));
	if (rest.size >= 2 && memcmp(rest.data + rest.size - 2, "--", 2) == 0) {
		rest.size -= 2;
		CHECK(!slice_equal(rest, boundary));
	}
}

static void
check_no_boundary(
    const struct part *leaf, const struct part *ancestor, struct arena *arena)
{
	struct content content = content_read(&ancestor->header, false, arena);
	struct slice rest = leaf->raw;

	while (rest.size > 0) {
		struct slice line = first_line(rest, &rest);

		if (slice_starts_with(line, SLICE("--")))
			check_line(line, content.boundary);
	}
}

/*
 * Ancestors in the same bytes: up to one whose body was decoded.  A multipart
 * that came to nothing may hold its own last boundary, which may be equal to
 * that of an ancestor that had ended.
 */
static void
check_leaf(const struct part *leaf, struct arena *arena)
{
	struct content content = content_read(&leaf->header, false, arena);

	if (content.class == CONTENT_MULTIPART)
		return;
	for (const struct part *up = leaf->parent; up != NULL;
	     up = up->parent) {
		if (up->kind == PART_MULTIPART)
			check_no_boundary(leaf, up, arena);
		if (!is_same(up->raw, up->body))
			break;
	}
}

/* ---- nothing stands there twice ---------------------------------------- */

/* Each part is compared with each: not for more than so many. */
#define COMPARED_MAX 100u
/* Less memory than this, and what is known may not be remembered. */
#define MEMORY_MIN ((size_t)1 << 20)

static bool
is_encoded(const struct part *part)
{
	return part->encoding == ENCODING_BASE64 ||
	       part->encoding == ENCODING_QP;
}

static bool
is_html(const struct part *part)
{
	return slice_equal(part->media_type, SLICE("text/html"));
}

/* No two leaves are the same bytes, decoded in the same way, to the same end.
 */
static void
check_no_repeats(const struct message *message)
{
	for (size_t i = 0; i < message->part_count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct part *a = message->parts[i];
			const struct part *b = message->parts[k];

			if (a->kind != PART_LEAF || b->kind != PART_LEAF ||
			    a->raw.size == 0 || is_html(a) != is_html(b) ||
			    is_encoded(a) != is_encoded(b))
				continue;
			CHECK(!is_same(a->raw, b->raw) ||
			      a->encoding != b->encoding ||
			      !is_same(a->body, b->body));
		}
}

/* ---- all of them ------------------------------------------------------- */

static const struct part *
next_part(const struct part *part)
{
	if (part->first_child != NULL)
		return part->first_child;
	while (part->next == NULL && part->parent != NULL)
		part = part->parent;
	return part->next;
}

/* What the laws read anew has memory of its own: the message may have been
 * parsed with so little that nothing is left. */
#define LAW_ARENA_BYTES ((size_t)64 << 20)

static void
check_tree(struct law *law)
{
	static struct arena *arena;
	const struct message *message = law->message;
	const struct part *part = message->top;

	if (arena == NULL)
		arena = arena_create(LAW_ARENA_BYTES);
	CHECK(arena != NULL);
	arena_reset(arena);
	CHECK(part != NULL);
	for (; part != NULL; part = next_part(part)) {
		check_place(law, part);
		check_children(part);
		check_bytes(law, part);
		if (part->kind == PART_LEAF && !law->stopped &&
		    message->doubts == 0)
			check_leaf(part, arena);
	}
	CHECK(law->next == message->part_count);
	CHECK((int64_t)message->part_count <= law->limits->max[LIMIT_PARTS]);
	CHECK(law->decoded <= (uint64_t)law->limits->max[LIMIT_DECODED_BYTES]);
}

enum message_result
tree_law_parse(struct slice file, const struct limits *limits,
    struct arena *arena, struct budget *budget, struct message *message_r)
{
	struct law law = {.message = message_r, .limits = limits};
	enum message_result result;
	const uint8_t *base;

	arena_reset(arena);
	base = arena_alloc(arena, 0);
	result = message_parse(file, limits, arena, budget, message_r);
	if (result == MESSAGE_NO_MEMORY)
		return result;
	law.arena = (struct slice){base, arena_used(arena)};
	law.stopped = budget->state != BUDGET_OK ||
		      limits_marked(&message_r->reached, LIMIT_PARTS);
	CHECK((result == MESSAGE_OK) ==
	      (budget->state == BUDGET_OK && message_r->reached.bits == 0));
	check_tree(&law);
	if (!law.stopped && arena_free(arena) > MEMORY_MIN &&
	    message_r->part_count <= COMPARED_MAX)
		check_no_repeats(message_r);
	return result;
}
