/*
 * fuzz_html - whatever a page is, what is made of it hangs together
 *
 * The runs are the visible and the hidden text, in turns; links and their texts
 * lie in the source or the arena; every level of the kernels gives the same;
 * memory stays within what html.h says; a small arena cuts the texts and does
 * nothing else to them.
 *
 * The first byte chooses the depth that is kept, the second the small arena.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/html/html.h"
#include "simd/cpu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINKS_MAX 1000u
#define ARENA_BYTES ((size_t)64 << 20)
#define FRAME_BYTES 512u
#define SOME_KB ((size_t)32 << 10)

static struct slice source;

static bool
is_inside(struct slice s, const struct slice *outer)
{
	uintptr_t from = (uintptr_t)s.data, base = (uintptr_t)outer->data;

	return s.size == 0 || (from >= base && from - base <= outer->size &&
				  s.size <= outer->size - (from - base));
}

/* Reads every byte, so that a sanitizer sees where they lie. */
static void
touch(struct slice s)
{
	volatile uint8_t sum = 0;

	for (size_t i = 0; i < s.size; i++)
		sum = (uint8_t)(sum + s.data[i]);
}

static void
check_runs(const struct html *html)
{
	size_t at[2] = {0, 0};
	const struct slice *text[2] = {&html->visible, &html->hidden};

	for (size_t i = 0; i < html->run_count; i++) {
		const struct html_run *run = &html->runs[i];
		size_t from = at[run->hidden];

		CHECK(run->text.size > 0);
		CHECK(i == 0 || run[-1].hidden != run->hidden);
		CHECK(is_inside(run->text, text[run->hidden]));
		CHECK(run->text.data == text[run->hidden]->data + from);
		at[run->hidden] += run->text.size;
	}
	if ((html->flags & HTML_CUT) == 0) {
		CHECK(at[0] == html->visible.size);
		CHECK(at[1] == html->hidden.size);
	}
}

static void
check_links(const struct html *html)
{
	CHECK(html->link_count <= LINKS_MAX);
	for (size_t i = 0; i < html->link_count; i++) {
		const struct html_link *link = &html->links[i];

		CHECK(link->kind < HTML_LINK_KINDS);
		CHECK(link->url.size > 0);
		CHECK(link->offset < source.size);
		CHECK(i == 0 || link[-1].offset <= link->offset ||
		      link->kind == HTML_IMAGE ||
		      link->kind == HTML_STYLESHEET);
		CHECK(slice_find_byte(link->url, '\n') == link->url.size);
		touch(link->url);
		touch(link->shown);
	}
}

static bool
is_good_text(struct slice s)
{
	touch(s);
	return slice_find_byte(s, 0) == s.size &&
	       slice_find_byte(s, '\r') == s.size;
}

static void
read_page(struct arena *arena, size_t depth_max, struct html *html_r)
{
	struct html_limits limits = {depth_max, LINKS_MAX};
	size_t before = arena_used(arena);

	html_read(source, &limits, arena, NULL, html_r);
	CHECK(arena_used(arena) - before <=
	      6 * source.size + depth_max * FRAME_BYTES + SOME_KB);
	CHECK(html_r->depth <= depth_max);
	CHECK(is_good_text(html_r->visible));
	CHECK(is_good_text(html_r->hidden));
	CHECK(is_good_text(html_r->title));
	touch(html_r->script);
	touch(html_r->comment);
	check_runs(html_r);
	check_links(html_r);
}

static void
check_levels(struct arena *arena, size_t depth_max, const struct html *html)
{
	for (int level = 0; level < CPU_LEVELS; level++) {
		struct html other;

		cpu_force_level((enum cpu_level)level);
		read_page(arena, depth_max, &other);
		CHECK(slice_equal(other.visible, html->visible));
		CHECK(slice_equal(other.hidden, html->hidden));
		CHECK(other.link_count == html->link_count);
		CHECK(other.flags == html->flags);
	}
}

static void
check_small_arena(size_t limit, size_t depth_max, const struct html *html)
{
	struct arena *arena = arena_create(limit);
	struct html cut;

	CHECK(arena != NULL);
	read_page(arena, depth_max, &cut);
	CHECK(arena_used(arena) <= limit);
	if ((html->flags & HTML_CUT) == 0) {
		CHECK(slice_starts_with(html->visible, cut.visible));
		CHECK(slice_starts_with(html->hidden, cut.hidden));
		CHECK((cut.flags & HTML_CUT) != 0 ||
		      cut.visible.size == html->visible.size);
	}
	arena_destroy(&arena);
}

static void
check_data_url(struct slice url, struct arena *arena)
{
	struct data_url data;

	if (!data_url_decode(url, arena, &data))
		return;
	CHECK(data.media_type.size > 0);
	CHECK(data.body.size <= url.size);
	touch(data.body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	uint8_t *copy;
	struct html html;
	size_t depth_max;

	if (size < 2)
		return 0;
	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	CHECK(arena != NULL);
	copy = malloc(size - 2);
	CHECK(copy != NULL || size == 2);
	if (size > 2)
		memcpy(copy, data + 2, size - 2);
	source = (struct slice){copy, size - 2};
	depth_max = data[0] % 64u + 1;
	read_page(arena, depth_max, &html);
	check_levels(arena, depth_max, &html);
	check_small_arena(data[1] * 64u, depth_max, &html);
	CHECK(is_inside(html_charset(source), &source));
	check_data_url(source, arena);
	for (size_t i = 0; i < html.link_count; i++)
		check_data_url(html.links[i].url, arena);
	arena_reset(arena);
	free(copy);
	return 0;
}
