/*
 * mspack_reader - cabinets and help files, through libmspack
 *
 * A folder of a cabinet and the compressed section of a help file are streams:
 * a member that stands behind the last one is reached by going on, one ahead of
 * it by starting over.  So members are taken in the order of their offsets.
 * Those that overlap start over all the same, which is why what is read in all
 * has a bound.
 */
#include <stdlib.h>

#include "core/archive/mspack/mspack_system.h"

/* One member as it will be unpacked. */
struct place {
	unsigned order; /* of its folder or section */
	uint64_t offset;
	uint64_t length;
	const char *name;
	void *file; /* struct mschmd_file, struct mscabd_file */
};

/* What is open: one of the two. */
struct container {
	struct mspack *mspack;
	struct mschm_decompressor *chm;
	struct mschmd_header *chm_header;
	struct mscab_decompressor *cab;
	struct mscabd_cabinet *cabinet;
	struct place *places;
	size_t place_count;
	size_t next;
	bool cut; /* there are more members, but limit left them out */
	enum limit limit;
};

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

static bool
leave_out(struct container *container, enum limit limit)
{
	container->cut = true;
	container->limit = limit;
	return false;
}

/* False: no room. */
static bool
add_place(struct container *container, struct place place)
{
	struct unpacking *unpacking = container->mspack->unpacking;
	size_t count = container->place_count;
	size_t size = (count + 1) * sizeof(place);

	if (count == unpacking->options->members_max)
		return leave_out(container, LIMIT_MEMBERS);
	if (container->places == NULL)
		container->places = arena_alloc(unpacking->arena, size);
	else if (!arena_resize_last(unpacking->arena, container->places, size))
		return leave_out(container, LIMIT_DECODED_BYTES);
	if (container->places == NULL)
		return leave_out(container, LIMIT_DECODED_BYTES);
	container->places[container->place_count++] = place;
	return true;
}

static void
sort_places(struct container *container)
{
	if (container->place_count > 1)
		qsort(container->places, container->place_count,
		    sizeof(struct place), compare_places);
}

static struct container *
make_container(struct unpacking *unpacking)
{
	struct container *container =
	    arena_alloc(unpacking->arena, sizeof(*container));

	if (container == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return NULL;
	}
	*container = (struct container){
	    .mspack = mspack_system_create(unpacking),
	};
	unpacking->state = container;
	return container->mspack == NULL ? NULL : container;
}

/* All names in a help file begin with a slash. */
static struct slice
name_of(const struct container *container, const struct place *place)
{
	struct slice name = slice_from_string(place->name);

	if (container->chm != NULL && slice_starts_with(name, SLICE("/")))
		name = slice_skip(name, 1);
	return name;
}

static int
extract(struct container *container, const struct place *place)
{
	if (container->chm != NULL)
		return container->chm->extract(
		    container->chm, place->file, mspack_body_name);
	return container->cab->extract(
	    container->cab, place->file, mspack_body_name);
}

static bool
container_next(struct unpacking *unpacking, struct member *member_r)
{
	struct container *container = unpacking->state;
	const struct place *place;
	struct body_output output;

	if (container->next == container->place_count) {
		if (container->cut)
			unpacking_cut(unpacking, container->limit);
		return false;
	}
	if (!unpacking_may_add(unpacking))
		return false;
	place = &container->places[container->next++];
	member_r->size = place->length;
	if (!arena_copy(
		unpacking->arena, name_of(container, place), &member_r->name))
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
	mspack_system_start(container->mspack, &output);
	mspack_system_finish(
	    container->mspack, extract(container, place), member_r);
	return true;
}

/* ---- help files -------------------------------------------------------- */

static void
collect_pages(struct container *container)
{
	struct mschmd_file *file = container->chm_header->files;

	for (; file != NULL; file = file->next) {
		struct place place = {
		    .order = file->section->id,
		    .offset = (uint64_t)file->offset,
		    .length = (uint64_t)file->length,
		    .name = file->filename,
		    .file = file,
		};

		/* Folders have no length. */
		if (file->length > 0 && !add_place(container, place))
			break;
	}
	sort_places(container);
}

static bool
chm_open(struct unpacking *unpacking)
{
	struct container *container = make_container(unpacking);
	struct mschm_decompressor *chm;

	if (container == NULL)
		return false;
	chm = mspack_create_chm_decompressor(&container->mspack->system);
	if (chm == NULL)
		return false;
	container->chm = chm;
	container->chm_header = chm->open(chm, mspack_archive_name);
	if (container->chm_header == NULL) {
		mspack_destroy_chm_decompressor(chm);
		return false;
	}
	collect_pages(container);
	return true;
}

static void
chm_close(struct unpacking *unpacking)
{
	struct container *container = unpacking->state;

	mspack_system_turn(container->mspack);
	container->chm->close(container->chm, container->chm_header);
	mspack_destroy_chm_decompressor(container->chm);
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
collect_folders(struct container *container, size_t *count_r)
{
	struct arena *arena = container->mspack->unpacking->arena;
	const struct mscabd_folder *folder = container->cabinet->folders;
	struct folder *folders;
	size_t count = 0;

	for (; folder != NULL; folder = folder->next)
		count++;
	*count_r = count;
	if (count == 0)
		return NULL;
	folders = arena_alloc_array(arena, count, sizeof(*folders));
	if (folders == NULL) {
		(void)leave_out(container, LIMIT_DECODED_BYTES);
		return NULL;
	}
	folder = container->cabinet->folders;
	for (unsigned i = 0; i < count; i++, folder = folder->next)
		folders[i] = (struct folder){folder, i};
	qsort(folders, count, sizeof(*folders), compare_folders);
	return folders;
}

static void
collect_files(struct container *container)
{
	size_t count;
	const struct folder *folders = collect_folders(container, &count);

	if (folders == NULL)
		return;
	for (struct mscabd_file *file = container->cabinet->files; file != NULL;
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

		if (!add_place(container, place))
			break;
	}
	sort_places(container);
}

/* Go on behind what is broken. */
static struct mscab_decompressor *
create_cab(struct container *container)
{
	struct mscab_decompressor *cab =
	    mspack_create_cab_decompressor(&container->mspack->system);

	if (cab != NULL) {
		cab->set_param(cab, MSCABD_PARAM_SALVAGE, 1);
		cab->set_param(cab, MSCABD_PARAM_FIXMSZIP, 1);
	}
	return cab;
}

static bool
cab_open(struct unpacking *unpacking)
{
	struct container *container = make_container(unpacking);

	if (container == NULL)
		return false;
	container->cab = create_cab(container);
	if (container->cab == NULL)
		return false;
	container->cabinet =
	    container->cab->open(container->cab, mspack_archive_name);
	if (container->cabinet == NULL) {
		mspack_destroy_cab_decompressor(container->cab);
		return false;
	}
	if (container->cabinet->flags & (MSCAB_HDR_PREVCAB | MSCAB_HDR_NEXTCAB))
		unpacking->flags |= ARCHIVE_MANY;
	collect_files(container);
	return true;
}

static void
cab_close(struct unpacking *unpacking)
{
	struct container *container = unpacking->state;

	mspack_system_turn(container->mspack);
	container->cab->close(container->cab, container->cabinet);
	mspack_destroy_cab_decompressor(container->cab);
}

const struct archive_reader chm_reader = {
    .open = chm_open,
    .next = container_next,
    .close = chm_close,
};

const struct archive_reader cab_reader = {
    .open = cab_open,
    .next = container_next,
    .close = cab_close,
};
