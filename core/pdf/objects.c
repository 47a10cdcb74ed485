/*
 * objects - the objects of a PDF, wherever they stand
 */
#include "core/pdf/objects.h"

#include <string.h>

#include "core/base/ascii.h"
#include "simd/bytes.h"

/* Digits that somebody gives an object's number, zeros ahead included. */
#define DIGITS_MAX 20u
/* A line is looked through for a comment so far back. */
#define COMMENT_MAX 256u

/* ---- words that matter ------------------------------------------------- */

static void
fill_words(struct bytes_pairs *words)
{
	memset(words, 0, sizeof(*words));
	bytes_pairs_add(words, 0, 'o', 'b');
	bytes_pairs_add(words, 1, 'd', 's');
	bytes_pairs_add(words, 2, 'a', 'i');
}

/* The first "obj", "dst" or "ail" at or behind at, or the size. */
static size_t
next_word(struct slice bytes, size_t at, const struct bytes_pairs *words)
{
	for (;; at++) {
		struct slice word;

		at = bytes_find_pair(bytes.data, bytes.size, at, words);
		if (at >= bytes.size)
			return bytes.size;
		word = slice_sub(bytes, at, 3);
		if (slice_equal(word, SLICE("obj")) ||
		    slice_equal(word, SLICE("dst")) ||
		    slice_equal(word, SLICE("ail")))
			return at;
	}
}

static bool
has_before(struct slice bytes, size_t at, struct slice word)
{
	return at >= word.size &&
	       slice_starts_with(slice_skip(bytes, at - word.size), word);
}

/* ---- what stands ahead of "obj" ---------------------------------------- */

/* Where the comment begins that ends at end, or end. */
static size_t
comment_before(struct slice bytes, size_t end)
{
	size_t line = end, found = end;

	while (line > 0 && end - line < COMMENT_MAX &&
	       bytes.data[line - 1] != '\n' && bytes.data[line - 1] != '\r') {
		line--;
		if (bytes.data[line] == '%')
			found = line;
	}
	return found;
}

/* White space and comments ahead of at: where they begin. */
static size_t
skip_back(struct slice bytes, size_t at)
{
	size_t from = at;

	for (;;) {
		bool line_end = false;
		size_t comment;

		while (at > 0 && from - at < 4 * COMMENT_MAX &&
		       pdf_is_blank(bytes.data[at - 1])) {
			at--;
			line_end |=
			    bytes.data[at] == '\n' || bytes.data[at] == '\r';
		}
		comment = line_end ? comment_before(bytes, at) : at;
		if (comment == at)
			return at;
		at = comment;
	}
}

/* The number that ends at *end, which moves to its first digit. */
static bool
number_before(struct slice bytes, size_t *end, uint32_t *number_r)
{
	size_t at = *end;
	uint64_t number;

	while (at > 0 && *end - at < DIGITS_MAX &&
	       ascii_is_digit(bytes.data[at - 1]))
		at--;
	if (!slice_to_u64(slice_sub(bytes, at, *end - at), &number) ||
	    number >= PDF_TRAILER)
		return false;
	*number_r = (uint32_t)number;
	*end = at;
	return true;
}

/* "12 0 " ahead of at; *begin_r is where it begins. */
static bool
read_header(
    struct slice bytes, size_t at, struct pdf_object *object, size_t *begin_r)
{
	size_t end = skip_back(bytes, at);

	if (!number_before(bytes, &end, &object->generation))
		return false;
	at = skip_back(bytes, end);
	if (at == end || !number_before(bytes, &at, &object->number))
		return false;
	*begin_r = at;
	return true;
}

/* ---- the scan ---------------------------------------------------------- */

struct scan {
	struct slice file;
	struct pdf_object *list;
	size_t count, room, max;
	size_t open;    /* objects from here on know no endstream yet */
	bool full, cut; /* the arena; max */
};

static bool
grow(struct scan *scan, struct arena *arena)
{
	size_t room = scan->room == 0 ? 256 : 2 * scan->room;
	size_t bytes = room * sizeof(*scan->list);

	if (scan->list == NULL)
		scan->list = arena_alloc(arena, bytes);
	else if (!arena_resize_last(arena, scan->list, bytes))
		return false;
	scan->room = room;
	return scan->list != NULL;
}

/* at: behind the word; begin: where the header of the object does. */
static void
add(struct scan *scan, const struct pdf_object *header, size_t begin, size_t at,
    struct arena *arena)
{
	struct pdf_object *object;

	if (scan->count == scan->max) {
		scan->cut = true;
		return;
	}
	if (scan->count == scan->room && !grow(scan, arena)) {
		scan->full = true;
		return;
	}
	if (scan->count > 0) {
		object = &scan->list[scan->count - 1];
		object->own =
		    begin - (size_t)(object->bytes.data - scan->file.data);
	}
	object = &scan->list[scan->count++];
	*object = (struct pdf_object){.number = header->number,
	    .generation = header->generation,
	    .bytes = slice_skip(scan->file, at)};
	object->own = object->endstream = object->bytes.size;
}

static void
note_endstream(struct scan *scan, size_t at)
{
	for (; scan->open < scan->count; scan->open++) {
		struct pdf_object *object = &scan->list[scan->open];

		object->endstream =
		    at - (size_t)(object->bytes.data - scan->file.data);
	}
}

/* at: "obj", "dst" or "ail". */
static void
look_at_word(struct scan *scan, size_t at, struct arena *arena)
{
	struct pdf_object header = {.number = PDF_TRAILER};
	struct slice file = scan->file;
	size_t begin;

	if (file.data[at] == 'o') {
		/* An object that begins inside of the one before: in the digits
		 * of that, or ahead of it in a comment. */
		if (read_header(file, at, &header, &begin) &&
		    (scan->count == 0 ||
			file.data + begin >=
			    scan->list[scan->count - 1].bytes.data))
			add(scan, &header, begin, at + 3, arena);
	} else if (file.data[at] == 'd') {
		if (has_before(file, at, SLICE("en")) &&
		    slice_starts_with(slice_skip(file, at), SLICE("dstream")))
			note_endstream(scan, at - 2);
	} else if (has_before(file, at, SLICE("tr")) &&
		   slice_starts_with(slice_skip(file, at), SLICE("ailer"))) {
		add(scan, &header, at - 2, at + 5, arena);
	}
}

static void
scan_words(struct scan *scan, struct arena *arena, struct budget *budget)
{
	struct slice file = scan->file;
	struct bytes_pairs words;
	size_t asked = 0;

	fill_words(&words);
	for (size_t at = 0; !scan->full && !scan->cut; at++) {
		/* One slice at a time, and what a word needs behind it. */
		struct slice ahead =
		    slice_sub(file, 0, asked + BUDGET_SLICE + 2);

		at = next_word(ahead, at, &words);
		if (at < ahead.size) {
			look_at_word(scan, at, arena);
			continue;
		}
		if (ahead.size == file.size)
			return;
		asked += BUDGET_SLICE;
		at = asked - 1;
		if (budget != NULL && budget_spent(budget)) {
			scan->cut = true;
			return;
		}
	}
}

/* ---- order ------------------------------------------------------------- */

static bool
is_sorted(const struct pdf_object *list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (list[i - 1].number > list[i].number)
			return false;
	return true;
}

/* By one byte of the number; what is equal keeps its order. */
static void
sort_pass(const struct pdf_object *from, struct pdf_object *to, size_t count,
    unsigned shift)
{
	size_t place[257] = {0};

	for (size_t i = 0; i < count; i++)
		place[(from[i].number >> shift & 255) + 1]++;
	for (size_t i = 1; i < 257; i++)
		place[i] += place[i - 1];
	for (size_t i = 0; i < count; i++)
		to[place[from[i].number >> shift & 255]++] = from[i];
}

static bool
sort(struct pdf_object *list, size_t count, struct arena *arena)
{
	struct pdf_object *other;

	if (is_sorted(list, count))
		return true;
	other = arena_alloc_array(arena, count, sizeof(*other));
	if (other == NULL)
		return false;
	for (unsigned shift = 0; shift < 32; shift += 16) {
		sort_pass(list, other, count, shift);
		sort_pass(other, list, count, shift + 8);
	}
	return arena_resize_last(arena, other, 0);
}

static void
find_same(struct pdf_objects *objects)
{
	struct pdf_object *list = objects->list;

	for (size_t i = 0; i < objects->count; i++)
		list[i].same = i > 0 && list[i].number == list[i - 1].number
				   ? list[i - 1].same
				   : (uint32_t)i;
}

bool
pdf_objects_scan(struct pdf_objects *objects, struct slice file, uint32_t max,
    struct arena *arena, struct budget *budget)
{
	struct scan scan = {.file = file, .max = max};

	scan_words(&scan, arena, budget);
	if (scan.list != NULL)
		CHECK(arena_resize_last(
		    arena, scan.list, scan.count * sizeof(*scan.list)));
	*objects = (struct pdf_objects){scan.list, scan.count, scan.cut};
	if (scan.full || !sort(objects->list, objects->count, arena))
		return false;
	find_same(objects);
	return true;
}

bool
pdf_objects_add(struct pdf_objects *objects, struct pdf_object *more,
    size_t count, struct arena *arena)
{
	struct pdf_object *list;

	if (count == 0)
		return true;
	list = arena_alloc_array(arena, objects->count + count, sizeof(*list));
	if (list == NULL)
		return false;
	if (objects->count > 0)
		memcpy(list, objects->list, objects->count * sizeof(*list));
	memcpy(list + objects->count, more, count * sizeof(*list));
	if (!sort(list, objects->count + count, arena))
		return false;
	objects->list = list;
	objects->count += count;
	find_same(objects);
	return true;
}

/* ---- looking one up ---------------------------------------------------- */

/* The first place whose number is not under number. */
static size_t
place_of(const struct pdf_objects *objects, int64_t number)
{
	size_t low = 0, high = objects->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((int64_t)objects->list[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pdf_object *
pdf_objects_newest(const struct pdf_objects *objects, int64_t number)
{
	size_t place;

	if (number < 0 || number >= PDF_TRAILER)
		return NULL;
	place = place_of(objects, number + 1);
	if (place == 0 || (int64_t)objects->list[place - 1].number != number)
		return NULL;
	return &objects->list[place - 1];
}
