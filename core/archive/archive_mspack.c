/*
 * archive_mspack - what libmspack reads: CAB, CHM, SZDD and KWAJ
 *
 * libmspack does all of its I/O and allocation through functions that are
 * handed to it.  These know one file to read, the archive, and one to write,
 * the body of the member at hand; they look at the clock whenever something is
 * read.
 *
 * A folder of a cabinet and the compressed section of a help file are streams:
 * a member that stands behind the last one is reached by going on, one ahead of
 * it by starting over.  So members are taken in the order of their offsets.
 * Those that overlap start over all the same, which is why what is read in all
 * has a bound.
 */
#include <mspack.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/archives.h"
#include "core/archive/body_output.h"

/* The archive may be read so many times over, and a bit more if small. */
#define READ_TIMES_MAX 8u
#define READ_FREE_BYTES ((uint64_t)1 << 20)

/* That it has open at the same time: one, or two. */
#define STREAMS_MAX 4u

/* libmspack opens files by name; these two are compared as pointers. */
static const char archive_name[] = "archive";
static const char body_name[] = "body";

/* A file as libmspack sees it, and what it does not see. */
struct stream {
	struct mspack_file file; /* first */
	bool writes;
	uint64_t position;
	struct mspack *owner;
};

/* One member as it will be unpacked. */
struct place {
	unsigned order; /* of its folder or section */
	uint64_t offset;
	uint64_t length;
	const char *name;
	void *file; /* struct mschmd_file, struct mscabd_file */
};

struct mspack {
	struct mspack_system system;
	struct unpacking *unpacking;
	struct stream in[STREAMS_MAX];
	struct stream out;
	struct body_output *output; /* of the member at hand, or NULL */
	uint64_t read_bytes;
	uint64_t read_max;
	size_t taken; /* by libmspack */
	bool late;
	bool no_memory;
	bool over_read;
	/* What is open: one of these. */
	struct mschm_decompressor *chm;
	struct mschmd_header *chm_header;
	struct mscab_decompressor *cab;
	struct mscabd_cabinet *cabinet;
	struct place *places;
	size_t place_count;
	size_t next;
	bool over_max;
};

/*
 * Whose turn it is.  libmspack hands its functions the struct they stand in,
 * but of a copy that it made, so it does not lead to the owner.
 */
static _Thread_local struct mspack *current;

/* ---- memory ------------------------------------------------------------ */

/* Ahead of each allocation, since free is told neither size nor owner. */
union block {
	struct {
		struct mspack *owner;
		size_t size;
	} info;
	max_align_t aligned;
};

static void *
take_memory(struct mspack_system *self, size_t size)
{
	struct mspack *mspack = current;
	size_t max =
	    (size_t)
		mspack->unpacking->options->limits->max[LIMIT_ARCHIVE_MEMORY];
	union block *block = NULL;

	(void)self;
	if (size <= max && mspack->taken <= max - size)
		block = malloc(sizeof(*block) + size);
	if (block == NULL) {
		mspack->no_memory = true;
		return NULL;
	}
	block->info.owner = mspack;
	block->info.size = size;
	mspack->taken += size;
	return block + 1;
}

static void
give_memory(void *memory)
{
	union block *block = memory;

	if (memory == NULL)
		return;
	block--;
	block->info.owner->taken -= block->info.size;
	free(block);
}

static void
copy_memory(void *source, void *target, size_t size)
{
	memcpy(target, source, size);
}

/* ---- files ------------------------------------------------------------- */

/* One that is not in use, or NULL. */
static struct stream *
free_stream(struct mspack *mspack)
{
	for (size_t i = 0; i < STREAMS_MAX; i++)
		if (mspack->in[i].owner == NULL)
			return &mspack->in[i];
	return NULL;
}

static struct mspack_file *
open_file(struct mspack_system *self, const char *name, int mode)
{
	struct mspack *mspack = current;
	struct stream *stream = NULL;

	(void)self;
	if (name == body_name && mode == MSPACK_SYS_OPEN_WRITE)
		stream = &mspack->out;
	else if (name == archive_name && mode == MSPACK_SYS_OPEN_READ)
		stream = free_stream(mspack);
	if (stream == NULL)
		return NULL;
	*stream = (struct stream){
	    .writes = stream == &mspack->out,
	    .owner = mspack,
	};
	return &stream->file;
}

static void
close_file(struct mspack_file *file)
{
	((struct stream *)file)->owner = NULL;
}

/* False: enough was read. */
static bool
may_read(struct mspack *mspack, size_t size)
{
	if (mspack->late || unpacking_late(mspack->unpacking)) {
		mspack->late = true;
		return false;
	}
	mspack->read_bytes += size;
	if (mspack->read_bytes > mspack->read_max)
		mspack->over_read = true;
	return !mspack->over_read;
}

static int
read_file(struct mspack_file *file, void *buffer, int size)
{
	struct stream *stream = (struct stream *)file;
	struct mspack *mspack = stream->owner;
	struct slice part;

	if (stream->writes || size < 0 || !may_read(mspack, (size_t)size))
		return -1;
	part = slice_sub(
	    mspack->unpacking->bytes, (size_t)stream->position, (size_t)size);
	if (part.size > 0)
		memcpy(buffer, part.data, part.size);
	stream->position += part.size;
	return (int)part.size;
}

static int
write_file(struct mspack_file *file, void *buffer, int size)
{
	struct stream *stream = (struct stream *)file;
	struct mspack *mspack = stream->owner;

	if (!stream->writes || size < 0 || mspack->output == NULL ||
	    !body_output_write(mspack->output, buffer, (size_t)size))
		return -1;
	return size;
}

static int
seek_file(struct mspack_file *file, off_t offset, int mode)
{
	struct stream *stream = (struct stream *)file;
	int64_t size = (int64_t)stream->owner->unpacking->bytes.size;
	int64_t base = mode == MSPACK_SYS_SEEK_START ? 0
		       : mode == MSPACK_SYS_SEEK_CUR ? (int64_t)stream->position
						     : size;
	int64_t target;

	if (stream->writes || __builtin_add_overflow(base, offset, &target) ||
	    target < 0 || target > size)
		return -1;
	stream->position = (uint64_t)target;
	return 0;
}

static off_t
tell_file(struct mspack_file *file)
{
	return (off_t)((struct stream *)file)->position;
}

/* Warnings for a person at a terminal. */
static void
ignore_message(struct mspack_file *file, const char *format, ...)
{
	(void)file;
	(void)format;
}

static struct mspack *
make_mspack(struct unpacking *unpacking)
{
	struct mspack *mspack = arena_alloc(unpacking->arena, sizeof(*mspack));

	if (mspack == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return NULL;
	}
	*mspack = (struct mspack){
	    .system = {.open = open_file,
		.close = close_file,
		.read = read_file,
		.write = write_file,
		.seek = seek_file,
		.tell = tell_file,
		.message = ignore_message,
		.alloc = take_memory,
		.free = give_memory,
		.copy = copy_memory},
	    .unpacking = unpacking,
	    .read_max =
		unpacking->bytes.size * READ_TIMES_MAX + READ_FREE_BYTES,
	};
	unpacking->state = mspack;
	current = mspack;
	return mspack;
}

/* ---- members ----------------------------------------------------------- */

static int
compare_places(const void *a, const void *b)
{
	const struct place *left = a, *right = b;

	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	return (left->length > right->length) - (left->length < right->length);
}

/* False: no room. */
static bool
add_place(struct mspack *mspack, struct place place)
{
	struct unpacking *unpacking = mspack->unpacking;
	size_t size = (mspack->place_count + 1) * sizeof(place);

	if (mspack->place_count == unpacking->options->members_max) {
		mspack->over_max = true;
		return false;
	}
	if (mspack->places == NULL)
		mspack->places = arena_alloc(unpacking->arena, size);
	else if (!arena_resize_last(unpacking->arena, mspack->places, size))
		return false;
	if (mspack->places == NULL)
		return false;
	mspack->places[mspack->place_count++] = place;
	return true;
}

static void
sort_places(struct mspack *mspack)
{
	if (mspack->place_count > 1)
		qsort(mspack->places, mspack->place_count, sizeof(struct place),
		    compare_places);
}

/* What went wrong, into the member or the output. */
static void
note_error(struct mspack *mspack, int error, struct body_output *output,
    struct member *member)
{
	if (error == MSPACK_ERR_OK || output->cut)
		return;
	if (mspack->late || mspack->no_memory || error == MSPACK_ERR_NOMEMORY) {
		output->cut = true;
		output->limit =
		    mspack->late ? LIMIT_COUNT : LIMIT_ARCHIVE_MEMORY;
		return;
	}
	member->flags |= MEMBER_DAMAGED;
	if (mspack->over_read) {
		member->flags |= MEMBER_OVERLAP;
		unpacking_damaged(mspack->unpacking);
	}
}

static int
extract(struct mspack *mspack, const struct place *place)
{
	if (mspack->chm != NULL)
		return mspack->chm->extract(
		    mspack->chm, place->file, body_name);
	return mspack->cab->extract(mspack->cab, place->file, body_name);
}

static bool
mspack_next(struct unpacking *unpacking, struct member *member_r)
{
	struct mspack *mspack = unpacking->state;
	const struct place *place;
	struct body_output output;

	if (mspack->next == mspack->place_count) {
		if (mspack->over_max)
			unpacking_cut(unpacking, LIMIT_MEMBERS);
		return false;
	}
	if (!unpacking_may_add(unpacking))
		return false;
	current = mspack;
	place = &mspack->places[mspack->next++];
	member_r->size = place->length;
	if (!arena_copy(unpacking->arena, slice_from_string(place->name),
		&member_r->name))
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	body_output_begin(&output, unpacking, UINT64_MAX);
	mspack->output = &output;
	note_error(mspack, extract(mspack, place), &output, member_r);
	mspack->output = NULL;
	body_output_end(&output, member_r);
	return true;
}

/* ---- help files -------------------------------------------------------- */

static bool
chm_open(struct unpacking *unpacking)
{
	struct mspack *mspack = make_mspack(unpacking);

	if (mspack == NULL)
		return false;
	mspack->chm = mspack_create_chm_decompressor(&mspack->system);
	if (mspack->chm == NULL)
		return false;
	mspack->chm_header = mspack->chm->open(mspack->chm, archive_name);
	if (mspack->chm_header == NULL) {
		mspack_destroy_chm_decompressor(mspack->chm);
		return false;
	}
	for (struct mschmd_file *file = mspack->chm_header->files; file != NULL;
	     file = file->next) {
		struct place place = {
		    .order = (unsigned)file->section->id,
		    .offset = (uint64_t)file->offset,
		    .length = (uint64_t)file->length,
		    .name = file->filename,
		    .file = file,
		};

		if (file->length > 0 && !add_place(mspack, place))
			break;
	}
	sort_places(mspack);
	return true;
}

static void
chm_close(struct unpacking *unpacking)
{
	struct mspack *mspack = unpacking->state;

	current = mspack;
	mspack->chm->close(mspack->chm, mspack->chm_header);
	mspack_destroy_chm_decompressor(mspack->chm);
}

/* ---- cabinets ---------------------------------------------------------- */

/* Folders by address, to number them. */
struct folder {
	const struct mscabd_folder *folder;
	unsigned number;
};

static int
compare_folders(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct folder *)a)->folder;
	uintptr_t right = (uintptr_t)((const struct folder *)b)->folder;

	return (left > right) - (left < right);
}

/* All folders of the cabinet, sorted; NULL: none, or no room. */
static struct folder *
collect_folders(struct mspack *mspack, size_t *count_r)
{
	struct arena *arena = mspack->unpacking->arena;
	const struct mscabd_folder *folder = mspack->cabinet->folders;
	struct folder *folders;
	size_t count = 0;

	for (; folder != NULL; folder = folder->next)
		count++;
	*count_r = count;
	folders = arena_alloc_array(arena, count, sizeof(*folders));
	if (folders == NULL || count == 0)
		return NULL;
	folder = mspack->cabinet->folders;
	for (unsigned i = 0; i < count; i++, folder = folder->next)
		folders[i] = (struct folder){folder, i};
	qsort(folders, count, sizeof(*folders), compare_folders);
	return folders;
}

static void
collect_files(struct mspack *mspack)
{
	size_t count;
	const struct folder *folders = collect_folders(mspack, &count);

	if (folders == NULL)
		return;
	for (struct mscabd_file *file = mspack->cabinet->files; file != NULL;
	     file = file->next) {
		struct folder wanted = {.folder = file->folder};
		const struct folder *folder = bsearch(
		    &wanted, folders, count, sizeof(*folders), compare_folders);
		struct place place = {
		    .order = folder == NULL ? 0 : folder->number,
		    .offset = file->offset,
		    .length = file->length,
		    .name = file->filename,
		    .file = file,
		};

		if (!add_place(mspack, place))
			break;
	}
	sort_places(mspack);
}

static bool
cab_open(struct unpacking *unpacking)
{
	struct mspack *mspack = make_mspack(unpacking);

	if (mspack == NULL)
		return false;
	mspack->cab = mspack_create_cab_decompressor(&mspack->system);
	if (mspack->cab == NULL)
		return false;
	/* Go on behind what is broken. */
	mspack->cab->set_param(mspack->cab, MSCABD_PARAM_SALVAGE, 1);
	mspack->cab->set_param(mspack->cab, MSCABD_PARAM_FIXMSZIP, 1);
	mspack->cabinet = mspack->cab->open(mspack->cab, archive_name);
	if (mspack->cabinet == NULL) {
		mspack_destroy_cab_decompressor(mspack->cab);
		return false;
	}
	if (mspack->cabinet->flags & (MSCAB_HDR_PREVCAB | MSCAB_HDR_NEXTCAB))
		unpacking->flags |= ARCHIVE_MANY;
	collect_files(mspack);
	return true;
}

static void
cab_close(struct unpacking *unpacking)
{
	struct mspack *mspack = unpacking->state;

	current = mspack;
	mspack->cab->close(mspack->cab, mspack->cabinet);
	mspack_destroy_cab_decompressor(mspack->cab);
}

/* ---- single files ------------------------------------------------------ */

static bool
single_open(struct unpacking *unpacking)
{
	return make_mspack(unpacking) != NULL;
}

static void
single_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

/* Those functions that open, unpack and close in one. */
static int
expand_szdd(struct mspack *mspack)
{
	struct msszdd_decompressor *szdd =
	    mspack_create_szdd_decompressor(&mspack->system);
	int error;

	if (szdd == NULL)
		return MSPACK_ERR_NOMEMORY;
	error = szdd->decompress(szdd, archive_name, body_name);
	mspack_destroy_szdd_decompressor(szdd);
	return error;
}

/* The header has the name, if there is one. */
static int
expand_kwaj(struct mspack *mspack, char *name, size_t name_room)
{
	struct mskwaj_decompressor *kwaj =
	    mspack_create_kwaj_decompressor(&mspack->system);
	struct mskwajd_header *header;
	int error;

	if (kwaj == NULL)
		return MSPACK_ERR_NOMEMORY;
	header = kwaj->open(kwaj, archive_name);
	if (header == NULL) {
		error = kwaj->last_error(kwaj);
	} else {
		if (header->filename != NULL)
			snprintf(name, name_room, "%s", header->filename);
		error = kwaj->extract(kwaj, header, body_name);
		kwaj->close(kwaj, header);
	}
	mspack_destroy_kwaj_decompressor(kwaj);
	return error;
}

static bool
single_next(struct unpacking *unpacking, struct member *member_r)
{
	struct mspack *mspack = unpacking->state;
	struct body_output output;
	struct slice copy;
	char name[64] = "";
	int error;

	if (unpacking->count > 0 || !unpacking_may_add(unpacking))
		return false;
	current = mspack;
	body_output_begin(&output, unpacking, UINT64_MAX);
	mspack->output = &output;
	error = unpacking->type == FILETYPE_SZDD
		    ? expand_szdd(mspack)
		    : expand_kwaj(mspack, name, sizeof(name));
	mspack->output = NULL;
	note_error(mspack, error, &output, member_r);
	body_output_end(&output, member_r);
	if (name[0] != '\0' &&
	    arena_copy(unpacking->arena, slice_from_string(name), &copy))
		member_r->name = copy;
	return true;
}

const struct archive_reader chm_reader = {
    .open = chm_open,
    .next = mspack_next,
    .close = chm_close,
};

const struct archive_reader cab_reader = {
    .open = cab_open,
    .next = mspack_next,
    .close = cab_close,
};

const struct archive_reader single_reader = {
    .open = single_open,
    .next = single_next,
    .close = single_close,
};
