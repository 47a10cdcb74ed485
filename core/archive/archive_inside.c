/*
 * archive_inside - an archive in the middle of something else
 */
#include "core/archive/archive.h"

size_t
archive_inside(struct slice bytes, size_t from, enum filetype *type_r)
{
	(void)bytes;
	(void)from;
	(void)type_r;
	return SIZE_MAX;
}
