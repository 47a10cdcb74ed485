/*
 * iscab_reader - a cabinet of InstallShield that comes alone
 *
 * One file with header and bytes in it.  Files in other volumes are named, and
 * MEMBER_UNSUPPORTED; a volume without a header is not read (archive_ishield
 * has the two together).
 */
#include "core/archive/installer/iscab.h"
#include "core/archive/member/archives.h"

struct alone {
	struct iscab cab;
	uint64_t readable;
};

static bool
iscab_reader_open(struct unpacking *unpacking)
{
	struct alone *alone = arena_alloc(unpacking->arena, sizeof(*alone));

	if (alone == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	*alone = (struct alone){.readable = iscab_readable(unpacking->bytes)};
	unpacking->state = alone;
	return iscab_open(unpacking->bytes, &alone->cab);
}

static bool
iscab_reader_next(struct unpacking *unpacking, struct member *member_r)
{
	struct alone *alone = unpacking->state;
	struct slice volume = unpacking->bytes;
	struct iscab_file file;

	if (!iscab_next(&alone->cab, unpacking, &file) ||
	    !unpacking_may_add(unpacking))
		return false;
	if (file.volume > 1) {
		unpacking->flags |= ARCHIVE_MANY;
		volume = SLICE("");
	}
	iscab_read(unpacking, &file, volume, &alone->readable, member_r);
	return true;
}

static void
iscab_reader_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader iscab_reader = {
    .open = iscab_reader_open,
    .next = iscab_reader_next,
    .close = iscab_reader_close,
};
