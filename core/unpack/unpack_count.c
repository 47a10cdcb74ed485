/*
 * unpack_count - how many parts of which kind were opened
 */
#include <string.h>

#include "core/unpack/unpack.h"

/* UNPACK_KINDS: none that is counted by itself. */
static enum unpack_kind
kind_of_archive(enum filetype type)
{
	switch (type) {
	case FILETYPE_NSIS:
		return UNPACK_NSIS;
	case FILETYPE_ISHIELD:
	case FILETYPE_ISCAB:
		return UNPACK_INSTALLSHIELD;
	case FILETYPE_AUTOIT:
		return UNPACK_AUTOIT;
	default:
		return UNPACK_KINDS;
	}
}

void
unpack_count(const struct message *message, uint32_t counts_r[UNPACK_KINDS])
{
	memset(counts_r, 0, UNPACK_KINDS * sizeof(counts_r[0]));
	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];
		enum unpack_kind kind = UNPACK_KINDS;

		if (part->kind == PART_ARCHIVE)
			kind = kind_of_archive(part->type);
		if (kind != UNPACK_KINDS)
			counts_r[kind]++;
		counts_r[UNPACK_PROGRAMS] += part->origin == PART_FROM_PACKED;
		counts_r[UNPACK_DAMAGED] += (part->flags & PART_DAMAGED) != 0;
	}
}
