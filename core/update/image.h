/*
 * image - the contents of a cartridge on their way from one machine to another
 *
 * A set is what a cartridge holds: version, update number, date, sections.  Two
 * machines have the same set when its hash is the same, whatever program wrote
 * the file that it lies in.
 *
 * A delta is the way from one set to the next; a full set is a delta from the
 * empty one.  In numbers of the lowest byte first:
 *
 *     version   4 x u32
 *     created   u64           seconds since 1970
 *     for each section of enum cartridge_section:
 *         how   u8            enum delta_how
 *         bytes u64           of what follows
 *         SAME   nothing
 *         WHOLE  the section
 *         CELLS  count u64, gap_bytes u64, gaps, values: a varint each.  The
 *                section is an array of 16-bit cells; a gap is the number of
 *                cells since the last changed one, a value the difference
 *         PRINTS removed, changed, added u32; for each removed one the gap
 *                since the last one in the old table; for each changed one the
 *                gap and its facts; for each added one kind, digest, facts.
 *                Facts are category, weight, trust u8, reports, excuses, first
 *                day, last day varints.  The bands of the table are not sent
 *
 * A minute of reports changes some hundreds of prints and nothing else: 25
 * bytes for a new one, 10 for one that was reported again.
 *
 * Threads: any.  Memory: malloc().
 */
#ifndef CORE_UPDATE_IMAGE_H
#define CORE_UPDATE_IMAGE_H

#include "core/cartridge/cartridge.h"
#include "core/update/crypt.h"

enum delta_how {
	DELTA_SAME,
	DELTA_WHOLE,
	DELTA_CELLS,
	DELTA_PRINTS,
	DELTA_HOWS
};

struct update_image {
	struct cartridge_draft draft;
	/* Hash of each section, where it is known: image_sum_up(). */
	bool summed[CARTRIDGE_SECTIONS];
	uint8_t sums[CARTRIDGE_SECTIONS][CRYPT_HASH_BYTES];
	/* Private: what of its sections is its own, to be freed. */
	uint8_t *owned[CARTRIDGE_SECTIONS];
};

/* Sections stay the caller's.  No cartridge (NULL): the empty set. */
void image_of_cartridge(
    const struct cartridge *cartridge, struct update_image *image_r);
void image_free(struct update_image *image);

/* *next, which was made of *image, takes its place; of the old one only what
 * the new one borrows is left.  *next is empty afterwards. */
void image_advance(struct update_image *image, struct update_image *next);

/*
 * Over number, version and date, and of each section its size and its own hash,
 * so that the next set is not hashed again where it is the same.  Sums of
 * sections that are not known are made for this once.
 */
void image_hash(
    const struct update_image *image, uint8_t hash_r[CRYPT_HASH_BYTES]);
/* Know the sums of all sections, which do not change from here on. */
void image_sum_up(struct update_image *image);
uint64_t image_bytes(const struct update_image *image);

/* From one to the other; *delta_r is malloc()ed.  False: no memory. */
bool delta_make(const struct update_image *from, const struct update_image *to,
    uint8_t **delta_r, size_t *size_r) MUST_USE;

enum delta_result { DELTA_OK, DELTA_DAMAGED, DELTA_NO_MEMORY };

/*
 * from and the delta make *to_r, a set of that update number.  What of it is
 * the same borrows from's sections, and takes over their sums.
 */
enum delta_result delta_apply(const struct update_image *from, uint64_t update,
    struct slice delta, struct update_image *to_r) MUST_USE;

/*
 * The prints of a published set put to those of a site's own cartridge, which
 * keeps its model: what it learnt of its own mail is worth more than what
 * others learnt of theirs, while a reported campaign is the same everywhere. Of
 * a print that both have, the higher counts stand, since the site's own reports
 * may be among the published ones.  False: no memory, all is as it was.
 */
bool image_join_prints(
    struct cartridge *site, const struct cartridge *published) MUST_USE;

#endif
