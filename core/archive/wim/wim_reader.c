/*
 * wim_reader - the bodies of an image of Windows' files, with their names
 *
 * The table of bodies is gone through, so what no list names comes out, too.
 * One body may have several names, and has them all: any of them may be the one
 * that Windows runs.
 */
#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/method/xpress.h"
#include "core/archive/wim/wim.h"
#include "core/base/seed.h"

/* Lists of names in one image. */
#define LISTS_MAX 16u
/* Bodies whose names are kept; names of one body.  A member that may have a
 * name which is not kept is cut. */
#define BODIES_MAX 65536u
#define BODY_NAMES_MAX 16u
#define BUCKETS 16384u

struct known_name {
	struct known_name *next;
	struct slice name;
};

/* The names that lists have for one sum, in their order. */
struct known_body {
	struct known_body *next;
	struct slice sum;
	struct known_name *names;
	unsigned name_count;
	bool cut; /* it has more */
};

struct image {
	struct wim wim;
	struct slice table;
	uint64_t next; /* in it */
	struct known_body *buckets[BUCKETS];
	unsigned body_count; /* of those with names */
	bool names_cut;      /* there were more */
	struct prefix_code code;
	uint8_t chunk[WIM_CHUNK_MAX];
};

/* ---- a body ------------------------------------------------------------ */

/* False: it is broken, or cut. */
static bool
write_chunk(struct body_output *output, struct image *image,
    const struct wim_body *body, uint64_t number)
{
	struct slice packed;
	size_t size, there;

	if (!wim_chunk(&image->wim, body, number, &packed, &size))
		return false;
	/* What did not become smaller is as it was. */
	if (packed.size >= size)
		return body_output_write(output, packed.data, size);
	there = xpress_unpack(packed, &image->code, image->chunk, size);
	return body_output_write(output, image->chunk, there) && there == size;
}

static void
read_packed(struct unpacking *unpacking, const struct wim_body *body,
    struct member *member)
{
	struct image *image = unpacking->state;
	struct body_output output;
	uint64_t number = 0;

	body_output_begin(&output, unpacking, body->size_packed);
	while (output.size < body->size &&
	       write_chunk(&output, image, body, number))
		number++;
	body_output_end(&output, member);
}

static bool
is_readable(const struct wim *wim, const struct wim_body *body)
{
	if (body->is_solid)
		return false;
	return !body->is_packed || wim->packing == WIM_XPRESS;
}

static void
read_body(struct unpacking *unpacking, const struct wim_body *body,
    struct member *member)
{
	struct image *image = unpacking->state;
	struct slice bytes = unpacking->bytes;

	if (!is_readable(&image->wim, body)) {
		member->flags |= MEMBER_UNSUPPORTED;
		return;
	}
	if (body->is_packed)
		read_packed(unpacking, body, member);
	else if (body->at < bytes.size)
		(void)!unpacking_lend(unpacking,
		    slice_sub(bytes, (size_t)body->at,
			body->size < SIZE_MAX ? (size_t)body->size : SIZE_MAX),
		    member);
	if (member->body.size < body->size && (member->flags & MEMBER_CUT) == 0)
		member->flags |= MEMBER_DAMAGED;
}

/* ---- names ------------------------------------------------------------- */

static struct known_body **
place_of(struct image *image, struct slice sum)
{
	struct known_body **at = &image->buckets[seed_hash(sum) % BUCKETS];

	while (*at != NULL && !slice_equal((*at)->sum, sum))
		at = &(*at)->next;
	return at;
}

/* Where that name is among those of the body, or would be the next. */
static struct known_name **
name_place_of(struct known_body *body, struct slice name)
{
	struct known_name **at = &body->names;

	while (*at != NULL && !slice_equal((*at)->name, name))
		at = &(*at)->next;
	return at;
}

/* False: there is no room for it. */
static bool
add_name_to(struct arena *arena, struct known_body *body, struct slice name)
{
	/* Folders have files of the same name. */
	struct known_name **place = name_place_of(body, name);

	if (*place != NULL)
		return true;
	body->cut = body->name_count == BODY_NAMES_MAX;
	if (body->cut)
		return true;
	*place = arena_alloc(arena, sizeof(**place));
	if (*place == NULL)
		return false;
	**place = (struct known_name){.name = name};
	body->name_count++;
	return true;
}

/* False: no more are kept. */
static bool
add_name(struct unpacking *unpacking, const struct wim_name *name)
{
	struct image *image = unpacking->state;
	struct known_body **place = place_of(image, name->sum);

	if (*place == NULL && image->body_count == BODIES_MAX)
		return false;
	if (*place == NULL) {
		*place = arena_alloc(unpacking->arena, sizeof(**place));
		if (*place == NULL)
			return false;
		**place = (struct known_body){.sum = name->sum};
		image->body_count++;
	}
	return add_name_to(unpacking->arena, *place, name->name);
}

static void
read_names(struct unpacking *unpacking, const struct wim_body *body)
{
	struct image *image = unpacking->state;
	struct member names = member_unknown();
	struct wim_name name;
	size_t at;

	read_body(unpacking, body, &names);
	at = wim_names_begin(names.body);
	while (!unpacking_late(unpacking) &&
	       wim_name_next(names.body, &at, &name)) {
		if (add_name(unpacking, &name))
			continue;
		image->names_cut = true;
		return;
	}
}

static void
read_all_names(struct unpacking *unpacking)
{
	struct image *image = unpacking->state;
	struct wim_body body;
	unsigned lists = 0;

	for (uint64_t i = 0;
	     !unpacking->ended && wim_body_of(image->table, i, &body); i++) {
		if (!body.is_names || body.is_free ||
		    body.part != image->wim.part)
			continue;
		if (lists++ == LISTS_MAX) {
			image->names_cut = true;
			return;
		}
		read_names(unpacking, &body);
	}
}

/* body: NULL, no list names it. */
static void
name_member(struct unpacking *unpacking, const struct known_body *body,
    struct member *member)
{
	const struct image *image = unpacking->state;
	bool cut = image->names_cut;
	struct slice names[BODY_NAMES_MAX];
	unsigned count = 0;

	if (body != NULL) {
		for (struct known_name *at = body->names; at != NULL;
		     at = at->next)
			names[count++] = at->name;
		cut |= body->cut;
		cut |=
		    !utf16_name_member(unpacking->arena, names, count, member);
	}
	if (cut && (member->flags & MEMBER_CUT) == 0) {
		member->flags |= MEMBER_CUT;
		member->limit = LIMIT_MEMBERS;
	}
}

/* ---- the archive ------------------------------------------------------- */

static bool
wim_reader_open(struct unpacking *unpacking)
{
	struct image *image = arena_alloc(unpacking->arena, sizeof(*image));
	struct member table = member_unknown();

	if (image == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	memset(image, 0, sizeof(*image));
	unpacking->state = image;
	if (!wim_open(&image->wim, unpacking->bytes))
		return false;
	if (image->wim.parts > 1)
		unpacking->flags |= ARCHIVE_MANY;
	read_body(unpacking, &image->wim.table, &table);
	if (table.flags & MEMBER_UNSUPPORTED)
		unpacking->flags |= ARCHIVE_UNSUPPORTED;
	else if (table.flags & MEMBER_DAMAGED)
		unpacking->flags |= ARCHIVE_DAMAGED;
	image->table = table.body;
	read_all_names(unpacking);
	return true;
}

static bool
wim_reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct image *image = unpacking->state;
	struct wim_body body;

	while (!unpacking->ended && unpacking_may_add(unpacking) &&
	       !unpacking_late(unpacking)) {
		if (!wim_body_of(image->table, image->next++, &body))
			return false;
		if (body.is_free || body.is_names || body.size == 0 ||
		    body.part != image->wim.part)
			continue;
		member_r->size = body.size;
		member_r->size_packed = body.size_packed;
		read_body(unpacking, &body, member_r);
		name_member(unpacking, *place_of(image, body.sum), member_r);
		return true;
	}
	return false;
}

static void
wim_reader_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader wim_reader = {
    .open = wim_reader_open,
    .next = wim_reader_next,
    .close = wim_reader_close,
};
