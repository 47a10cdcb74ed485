/*
 * program - what a program was before it was packed: the door to this folder
 */
#include "core/archive/program/program.h"

#include "core/archive/program/aspack.h"
#include "core/archive/program/mew.h"
#include "core/archive/program/petite.h"
#include "core/archive/program/upx.h"

typedef void unpack(struct unpacking *unpacking,
    const struct executable *executable, struct member *member);

static unpack *const packers[] = {
    upx_unpack,
    mew_unpack,
    petite_unpack,
    aspack_unpack,
};

#define PACKERS (sizeof(packers) / sizeof(packers[0]))

struct member
program_unpack(struct archives *archives, const struct executable *executable,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget)
{
	struct member member = member_unknown();

	for (size_t i = 0; i < PACKERS && member.body.size == 0 &&
			   (member.flags & MEMBER_CUT) == 0;
	     i++) {
		struct unpacking unpacking = unpacking_of(
		    archives, executable->file, options, arena, budget);

		member = member_unknown();
		packers[i](&unpacking, executable, &member);
	}
	return member;
}
