/*
 * cfb_tree - the directory of a compound file as a tree
 *
 * Private to cfb.
 */
#ifndef CORE_DOCUMENT_CFB_TREE_H
#define CORE_DOCUMENT_CFB_TREE_H

#include "core/document/cfb.h"

/* The 128 bytes of an entry; fewer: the file ends in it. */
struct slice cfb_raw_entry(const struct cfb *cfb, uint32_t index);

/* Fill cfb->parents.  False: no room. */
bool cfb_read_tree(struct cfb *cfb) MUST_USE;

#endif
