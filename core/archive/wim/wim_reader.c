/*
 * wim_reader - the bodies of an image of Windows' files, with their names
 *
 * The table of bodies is gone through, so what no list names comes out, too.
 * One body may have several names; it gets the last.
 */
#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"
#include "core/archive/method/xpress.h"
#include "core/archive/wim/wim.h"
#include "core/base/integer.h"

/* Lists of names in one image. */
#define LISTS_MAX 16u
/* Names that are kept; bodies of others have none. */
#define NAMES_MAX 65536u
#define BUCKETS 16384u
/* Looked at for one body: their sums may have been made alike. */
#define LOOKS_MAX 64u

struct known_name {
	struct known_name *next;
	struct wim_name name;
};

struct image {
	struct wim wim;
	struct slice table;
	uint64_t next; /* in it */
	struct known_name *buckets[BUCKETS];
	unsigned name_count;
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

/* A sum is as good as any number. */
static struct known_name **
bucket_of(struct image *image, struct slice sum)
{
	return &image->buckets[u32_le(sum, 0) % BUCKETS];
}

static const struct known_name *
find_name(struct image *image, struct slice sum)
{
	const struct known_name *at = *bucket_of(image, sum);

	for (unsigned i = 0; at != NULL && i < LOOKS_MAX; i++, at = at->next)
		if (slice_equal(at->name.sum, sum))
			return at;
	return NULL;
}

/* False: no more are kept. */
static bool
add_name(struct unpacking *unpacking, const struct wim_name *name)
{
	struct image *image = unpacking->state;
	struct known_name **bucket = bucket_of(image, name->sum), *known;

	if (image->name_count == NAMES_MAX)
		return false;
	known = arena_alloc(unpacking->arena, sizeof(*known));
	if (known == NULL)
		return false;
	*known = (struct known_name){*bucket, *name};
	*bucket = known;
	image->name_count++;
	return true;
}

static void
read_names(struct unpacking *unpacking, const struct wim_body *body)
{
	struct member names = member_unknown();
	struct wim_name name;
	size_t at;

	read_body(unpacking, body, &names);
	at = wim_names_begin(names.body);
	while (!unpacking_late(unpacking) &&
	       wim_name_next(names.body, &at, &name) &&
	       add_name(unpacking, &name))
		;
}

static void
read_all_names(struct unpacking *unpacking)
{
	struct image *image = unpacking->state;
	struct wim_body body;
	unsigned lists = 0;

	for (uint64_t i = 0; !unpacking->ended && lists < LISTS_MAX &&
			     wim_body_of(image->table, i, &body);
	     i++) {
		if (!body.is_names || body.is_free ||
		    body.part != image->wim.part)
			continue;
		read_names(unpacking, &body);
		lists++;
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
	const struct known_name *name;
	struct wim_body body;

	while (!unpacking->ended && unpacking_may_add(unpacking) &&
	       !unpacking_late(unpacking)) {
		if (!wim_body_of(image->table, image->next++, &body))
			return false;
		if (body.is_free || body.is_names || body.size == 0 ||
		    body.part != image->wim.part)
			continue;
		name = find_name(image, body.sum);
		if (name != NULL)
			member_r->name =
			    utf16_name(unpacking->arena, name->name.name);
		member_r->size = body.size;
		member_r->size_packed = body.size_packed;
		read_body(unpacking, &body, member_r);
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
