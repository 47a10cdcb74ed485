/*
 * canonical_law - what holds for the canonical form of any message
 */
#include "tests/support/canonical_law.h"

#include <stdlib.h>
#include <string.h>

#include "core/canonical/normal.h"
#include "core/text/utf8.h"

/* ---- texts --------------------------------------------------------------- */

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\n';
}

/* UTF-8 without anything that is not seen, and one blank at a time. */
static void
check_text(struct slice text, size_t max)
{
	size_t at = 0;

	CHECK(text.size <= max);
	CHECK(utf8_valid(text));
	while (at < text.size) {
		uint32_t c = utf8_next(text, &at);

		CHECK(c == '\n' || utf8_class(c) == UTF8_PLAIN);
	}
	for (at = 0; at < text.size; at++)
		CHECK(!is_blank(text.data[at]) ||
		      (at > 0 && at + 1 < text.size &&
			  !is_blank(text.data[at + 1])));
}

/* Made once more, it is the same. */
static void
check_normal(struct slice text)
{
	uint8_t *again = malloc(text.size + NORMAL_SLACK + 1);
	struct normal normal;

	CHECK(again != NULL);
	normal_begin(&normal, again, text.size + 1);
	CHECK(normal_put(&normal, text) == text.size);
	CHECK(slice_equal(normal_text(&normal), text));
	free(again);
}

/* The lines of head are the fields. */
static void
check_head(const struct canonical *canonical)
{
	struct slice rest = canonical->head;

	CHECK(rest.size <= CANONICAL_HEAD_MAX);
	CHECK(canonical->field_count <= CANONICAL_FIELDS_MAX);
	for (size_t i = 0; i < canonical->field_count; i++) {
		const struct canonical_field *field = &canonical->fields[i];

		CHECK(field->name.size > 0);
		CHECK(slice_find_byte(field->name, ':') == field->name.size);
		CHECK(field->name.data == rest.data);
		rest = slice_skip(rest, field->name.size);
		CHECK(slice_starts_with(rest, SLICE(":")));
		rest = slice_skip(rest, 1);
		CHECK(field->value.data == rest.data);
		CHECK(field->value.size <= rest.size);
		CHECK(slice_find_byte(field->value, '\n') == field->value.size);
		check_text(field->value, CANONICAL_VALUE_MAX);
		rest = slice_skip(rest, field->value.size);
		CHECK(slice_starts_with(rest, SLICE("\n")));
		rest = slice_skip(rest, 1);
	}
	CHECK(rest.size == 0);
}

/* ---- lists --------------------------------------------------------------- */

static void
check_marks(struct slice marks)
{
	struct slice rest = marks;

	check_text(marks, CANONICAL_MARKS_MAX);
	while (rest.size > 0) {
		size_t end = slice_find_byte(rest, ' ');
		struct slice word = slice_sub(rest, 0, end), other;

		rest = slice_skip(rest, end + 1);
		/* Each once. */
		for (other = rest; other.size > 0;
		     other = slice_skip(other, slice_find_byte(other, ' ') + 1))
			CHECK(!slice_equal(
			    slice_sub(other, 0, slice_find_byte(other, ' ')),
			    word));
	}
}

static bool
ends_with(struct slice s, struct slice end)
{
	return s.size >= end.size &&
	       slice_equal(slice_skip(s, s.size - end.size), end);
}

static void
check_link(const struct canonical_link *link)
{
	struct slice rest =
	    slice_skip(link->url, slice_find(link->url, SLICE("//")) + 2);

	CHECK(link->host.size > 0);
	CHECK(link->domain.size > 0);
	CHECK(slice_starts_with(rest, link->host));
	CHECK(ends_with(link->host, link->domain));
	rest = slice_skip(rest, link->host.size);
	CHECK(slice_starts_with(rest, SLICE("/")));
	CHECK(slice_starts_with(slice_skip(rest, 1), link->path));
	for (size_t i = 0; i < link->host.size; i++)
		CHECK(link->host.data[i] > ' ' && link->host.data[i] < 0x7F &&
		      (link->host.data[i] < 'A' || link->host.data[i] > 'Z'));
}

static void
check_lists(const struct canonical *canonical)
{
	CHECK(canonical->link_count <= CANONICAL_LINKS_MAX);
	CHECK(canonical->contact_count <= CANONICAL_CONTACTS_MAX);
	for (size_t i = 0; i < canonical->link_count; i++) {
		check_link(&canonical->links[i]);
		for (size_t k = 0; k < i; k++)
			CHECK(!slice_equal(
			    canonical->links[i].url, canonical->links[k].url));
	}
	for (size_t i = 0; i < canonical->contact_count; i++) {
		CHECK(canonical->contacts[i].text.size > 0);
		for (size_t k = 0; k < i; k++)
			CHECK(!slice_equal(canonical->contacts[i].text,
			    canonical->contacts[k].text));
	}
}

void
canonical_law(const struct canonical *canonical)
{
	check_text(canonical->text, CANONICAL_TEXT_MAX);
	check_text(canonical->hidden, CANONICAL_HIDDEN_MAX);
	check_normal(canonical->text);
	check_normal(canonical->hidden);
	CHECK(canonical->folded.size <= 2 * canonical->text.size);
	CHECK(utf8_valid(canonical->folded));
	check_head(canonical);
	check_marks(canonical->marks);
	check_lists(canonical);
}
