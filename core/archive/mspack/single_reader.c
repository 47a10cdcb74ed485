/*
 * single_reader - one compressed file: SZDD and KWAJ, through libmspack
 */
#include <stdio.h>

#include "core/archive/mspack/mspack_system.h"

/* ---- single files ------------------------------------------------------ */

static bool
single_open(struct unpacking *unpacking)
{
	unpacking->state = mspack_system_create(unpacking);
	return unpacking->state != NULL;
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
	error = szdd->decompress(szdd, mspack_archive_name, mspack_body_name);
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
	header = kwaj->open(kwaj, mspack_archive_name);
	if (header == NULL) {
		error = kwaj->last_error(kwaj);
	} else {
		if (header->filename != NULL)
			snprintf(name, name_room, "%s", header->filename);
		error = kwaj->extract(kwaj, header, mspack_body_name);
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
	mspack_system_start(mspack, &output);
	error = unpacking->type == FILETYPE_SZDD
		    ? expand_szdd(mspack)
		    : expand_kwaj(mspack, name, sizeof(name));
	mspack_system_finish(mspack, error, member_r);
	if (name[0] != '\0' &&
	    arena_copy(unpacking->arena, slice_from_string(name), &copy))
		member_r->name = copy;
	return true;
}

const struct archive_reader single_reader = {
    .open = single_open,
    .next = single_next,
    .close = single_close,
};
