/*
 * pe_image - the memory of a program that unpacks itself where it lies (private
 * to core/archive)
 *
 *     0        the header; its table of sections is changed so that sections
 *              stand in the image where they are in memory: a PE again
 *     first    sections, at their addresses; zeros where the file has nothing
 *
 * Whoever plays the packer's part reads and writes it, each access within its
 * bounds, and says how much: work is bounded, since a table may ask for the
 * same again and again.
 */
#ifndef CORE_ARCHIVE_PROGRAM_PE_IMAGE_H
#define CORE_ARCHIVE_PROGRAM_PE_IMAGE_H

#include "core/archive/member/body_output.h"
#include "core/executable/executable.h"

struct pe_image {
	uint8_t *bytes;
	size_t size;
	size_t first;    /* nothing below is written to */
	size_t made_end; /* nothing behind was written to */
	uint64_t work_left;
};

/* Into output, which must be new.  False: there are no sections, or a limit of
 * output is passed; there is nothing then. */
bool pe_image_load(const struct executable *pe, struct body_output *output,
    struct pe_image *image_r) MUST_USE;

/*
 * So many pieces came out, and with whole there are no more.  output is cut
 * where the program ends, or is nothing where no piece came, and member says if
 * it is damaged; body_output_end() comes next.
 */
void pe_image_end(const struct executable *pe, const struct pe_image *image,
    unsigned pieces, bool whole, struct body_output *output,
    struct member *member);

/* May size bytes at address be read? */
static inline bool
pe_image_has(const struct pe_image *image, uint64_t address, uint64_t size)
{
	return address <= image->size && size <= image->size - address;
}

/* So many bytes are about to be made there.  False: not in the image, or more
 * than there is use for. */
bool pe_image_make(
    struct pe_image *image, uint64_t address, uint64_t size) MUST_USE;

/*
 * Calls and jumps got the place they go to instead of the distance: of size
 * bytes at address, which are writable, distances again.  Conditional jumps,
 * too, with branches.
 */
void pe_image_undo_calls(
    struct pe_image *image, size_t address, size_t size, bool branches);

#endif
