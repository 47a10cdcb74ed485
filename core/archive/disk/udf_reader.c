/*
 * udf_reader - the files of a UDF volume, by core/archive/disk/udf
 *
 * Directories wait in a list, each once: one that is in itself comes to an end,
 * and nothing recurses.
 */
#include "core/archive/disk/udf.h"
#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/member/utf16_name.h"

/* Directories of one volume. */
#define DIRECTORIES_MAX 1024u

struct directory {
	struct directory *next;
	struct udf_place place;
};

struct volume {
	struct udf udf;
	struct directory *first, *last; /* all that are known */
	struct directory *now;          /* whose names are being read */
	unsigned count;
	struct slice names; /* its data */
	size_t at;          /* in names */
};

/* False: there is no room for it, and the archive is cut. */
static bool
add_directory(
    struct unpacking *unpacking, struct volume *volume, struct udf_place place)
{
	struct directory *directory;

	for (directory = volume->first; directory != NULL;
	     directory = directory->next)
		if (directory->place.block == place.block &&
		    directory->place.partition == place.partition)
			return true;
	directory = volume->count < DIRECTORIES_MAX
			? arena_alloc(unpacking->arena, sizeof(*directory))
			: NULL;
	if (directory == NULL) {
		unpacking_cut(unpacking, LIMIT_MEMBERS);
		return false;
	}
	*directory = (struct directory){.place = place};
	if (volume->last != NULL)
		volume->last->next = directory;
	else
		volume->first = directory;
	volume->last = directory;
	volume->count++;
	return true;
}

/* ---- bodies ------------------------------------------------------------ */

/* Into output; false: it is cut. */
static bool
write_piece(struct body_output *output, struct slice piece, uint64_t zeros)
{
	return body_output_write(output, piece.data, piece.size) &&
	       body_output_zeros(output, zeros);
}

/* The data of file as they lie, if they do in one piece; most files do. */
static bool
is_whole(const struct udf *udf, struct udf_file file, struct slice *body_r)
{
	uint64_t size = file.size, zeros;

	return udf_next_piece(udf, &file, body_r, &zeros) && zeros == 0 &&
	       body_r->size == size;
}

static void
read_body(struct unpacking *unpacking, const struct volume *volume,
    struct udf_file *file, struct member *member)
{
	struct body_output output;
	struct slice piece;
	uint64_t zeros, size = file->size;

	if (is_whole(&volume->udf, *file, &piece)) {
		(void)!unpacking_lend(unpacking, piece, member);
		return;
	}
	body_output_begin(&output, unpacking, unpacking->bytes.size);
	while (udf_next_piece(&volume->udf, file, &piece, &zeros) &&
	       write_piece(&output, piece, zeros))
		;
	body_output_end(&output, member);
	if (member->body.size < size && (member->flags & MEMBER_CUT) == 0)
		member->flags |= MEMBER_DAMAGED;
}

/* ---- names ------------------------------------------------------------- */

/* A byte that says 8 or 16 bits, then characters, highest byte first. */
static struct slice
read_name(struct arena *arena, struct slice stored)
{
	struct slice text = slice_skip(stored, 1);
	bool wide = stored.size > 0 && (stored.data[0] & 1) == 0 &&
		    stored.data[0] >= 16;
	size_t units = wide ? text.size / 2 : text.size;
	uint8_t *swapped = arena_alloc(arena, 2 * units + 1);

	if (swapped == NULL)
		return SLICE("");
	for (size_t i = 0; i < units; i++) {
		swapped[2 * i] = wide ? text.data[2 * i + 1] : text.data[i];
		swapped[2 * i + 1] = wide ? text.data[2 * i] : 0;
	}
	return utf16_name(arena, (struct slice){swapped, 2 * units});
}

/* ---- the archive ------------------------------------------------------- */

/* The data of the next directory that waits.  False: there is none. */
static bool
next_directory(struct unpacking *unpacking, struct volume *volume)
{
	struct udf_file file;
	struct member names = member_unknown();

	volume->now = volume->now == NULL ? volume->first : volume->now->next;
	volume->names = SLICE("");
	volume->at = 0;
	if (volume->now == NULL)
		return false;
	if (!udf_file_at(&volume->udf, volume->now->place, &file)) {
		unpacking->flags |= ARCHIVE_DAMAGED;
		return true;
	}
	read_body(unpacking, volume, &file, &names);
	volume->names = names.body;
	return true;
}

static bool
udf_reader_open(struct unpacking *unpacking)
{
	struct volume *volume = arena_alloc(unpacking->arena, sizeof(*volume));
	struct udf_place root;

	if (volume == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*volume = (struct volume){.first = NULL};
	unpacking->state = volume;
	return udf_open(&volume->udf, unpacking->bytes, &root) &&
	       add_directory(unpacking, volume, root);
}

/* The file of that name into *member_r.  False: it is a directory, or none. */
static bool
take_name(struct unpacking *unpacking, struct volume *volume,
    const struct udf_name *name, struct member *member_r)
{
	struct udf_file file;

	if (name->is_none)
		return false;
	if (!udf_file_at(&volume->udf, name->place, &file)) {
		unpacking->flags |= ARCHIVE_DAMAGED;
		return false;
	}
	if (file.is_directory || name->is_directory) {
		(void)!add_directory(unpacking, volume, name->place);
		return false;
	}
	member_r->size = member_r->size_packed = file.size;
	member_r->name = read_name(unpacking->arena, name->stored);
	read_body(unpacking, volume, &file, member_r);
	return true;
}

static bool
udf_reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct volume *volume = unpacking->state;
	struct udf_name name;

	if (!unpacking_may_add(unpacking))
		return false;
	while (!unpacking->ended && !unpacking_late(unpacking)) {
		if (!udf_next_name(volume->names, &volume->at, &name)) {
			if (!next_directory(unpacking, volume))
				return false;
		} else if (take_name(unpacking, volume, &name, member_r)) {
			return true;
		}
	}
	return false;
}

static void
udf_reader_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader udf_reader = {
    .open = udf_reader_open,
    .next = udf_reader_next,
    .close = udf_reader_close,
};
