/*
 * rar_plain_make - an encrypted rar written anew, in the form that it has
 */
#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/rar/rar_plain.h"

/* As for 7z: some forty passwords of rar 4, a hundred and twenty of rar 5. */
#define WORK_MAX ((uint64_t)512 << 20)

/* What libcrypto keeps is no matter of the quota. */
static bool
prepare(struct archives *archives)
{
	bool prepared;

	quota_suspend(archives->quota);
	prepared = rar_crypt_prepare(archives->rar_crypt);
	quota_resume(archives->quota);
	return prepared;
}

/* Headers of ours are not larger than what they stand for, but the last file
 * of a rar 4 is tried behind another main header. */
#define ROOM_MORE 4160u

struct rar_plain *
rar_plain_make(struct unpacking *unpacking)
{
	struct rar_plain *plain;

	if (unpacking->options->password_count == 0 ||
	    !prepare(unpacking->archives))
		return NULL;
	plain = arena_alloc(unpacking->arena, sizeof(*plain));
	if (plain == NULL)
		return NULL;
	memset(plain, 0, sizeof(*plain));
	plain->unpacking = unpacking;
	plain->bytes = unpacking->bytes;
	plain->work_left = WORK_MAX;
	plain->room = unpacking->bytes.size + ROOM_MORE;
	plain->out = arena_alloc(unpacking->arena, plain->room);
	if (plain->out == NULL)
		return NULL;
	if (unpacking->type == FILETYPE_RAR5)
		rar5_plain_write(plain);
	else
		rar4_plain_write(plain);
	return plain->opened_count > 0 && !plain->failed ? plain : NULL;
}
