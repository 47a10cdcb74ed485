/*
 * cfb_tree - the directory of a compound file as a tree
 *
 * Private to cfb.
 */
#ifndef CORE_DOCUMENT_CFB_TREE_H
#define CORE_DOCUMENT_CFB_TREE_H

#include "core/document/cfb.h"

#define CFB_ENTRY_BYTES 128u

/* Bytes of a sector; the last of a file may be short. */
static inline struct slice
cfb_sector(const struct cfb *cfb, uint32_t number)
{
	uint64_t at = ((uint64_t)number + 1) << cfb->shift;

	if (at >= cfb->bytes.size)
		return (struct slice){NULL, 0};
	return slice_sub(cfb->bytes, (size_t)at, (size_t)1 << cfb->shift);
}

/* The bytes of an entry; fewer: the file ends in it. */
struct slice cfb_raw_entry(const struct cfb *cfb, uint32_t index);

/* Fill cfb->parents.  False: no room. */
bool cfb_read_tree(struct cfb *cfb) MUST_USE;

#endif
