/*
 * rar_plain - an encrypted rar as if it had not been: what rar 4 and 5 share
 */
#include "core/archive/rar/rar_plain.h"

#include <string.h>

#include "core/archive/member/archives.h"

/* ---- writing ----------------------------------------------------------- */

void
rar_plain_put(struct rar_plain *plain, struct slice bytes)
{
	if (bytes.size > plain->room - plain->size) {
		plain->failed = true;
		return;
	}
	if (bytes.size > 0)
		memcpy(plain->out + plain->size, bytes.data, bytes.size);
	plain->size += bytes.size;
}

void
rar_plain_put_rest(struct rar_plain *plain, size_t at)
{
	if (!plain->failed)
		rar_plain_put(plain, slice_skip(plain->bytes, at));
}

bool
rar_plain_put_decrypted(struct rar_plain *plain, const struct rar_lock *lock,
    const struct rar_key *key, const uint8_t vector[RAR_BLOCK],
    struct slice packed, uint64_t size)
{
	struct unpacking *unpacking = plain->unpacking;
	size_t done;

	if (packed.size > plain->room - plain->size) {
		plain->failed = true;
		return false;
	}
	done = rar_decrypt(unpacking->archives->rar_crypt, lock, key, vector,
	    packed, unpacking->budget, plain->out + plain->size);
	if (done < packed.size - packed.size % RAR_BLOCK) {
		plain->failed = true;
		return false;
	}
	plain->size += done < size ? done : (size_t)size;
	return true;
}

void
rar_plain_note_file(struct rar_plain *plain, bool opened)
{
	uint32_t file = plain->files++;

	if (!opened)
		return;
	plain->opened_count++;
	if (file < RAR_PLAIN_FILES)
		plain->opened[file / 8] |= (uint8_t)(1u << file % 8);
}

bool
rar_plain_opened(const struct rar_plain *plain, uint32_t file)
{
	return file < RAR_PLAIN_FILES &&
	       (plain->opened[file / 8] >> file % 8 & 1) != 0;
}

/* ---- keys -------------------------------------------------------------- */

static bool
is_same_lock(const struct rar_lock *a, const struct rar_lock *b)
{
	return a->is_rar5 == b->is_rar5 && a->power == b->power &&
	       a->has_salt == b->has_salt && a->has_check == b->has_check &&
	       memcmp(a->salt, b->salt, RAR5_SALT) == 0 &&
	       memcmp(a->check, b->check, RAR5_CHECK) == 0;
}

static struct slice
password_of(const struct rar_plain *plain, size_t n)
{
	return plain->unpacking->options->passwords[n];
}

/* False: no more of it may be done. */
bool
rar_plain_work(struct rar_plain *plain, uint64_t work)
{
	return unpacking_take_key_work(
		   plain->unpacking, &plain->work_left, work) &&
	       !unpacking_late(plain->unpacking);
}

static bool
make_key(struct rar_plain *plain, const struct rar_lock *lock, size_t n,
    struct rar_key *key_r)
{
	struct unpacking *unpacking = plain->unpacking;
	struct slice password = password_of(plain, n);
	struct rar_kept_key *kept;

	for (unsigned i = 0; i < plain->made && i < RAR_PLAIN_KEYS; i++) {
		kept = &plain->kept[i];
		if (kept->password == n && is_same_lock(&kept->lock, lock)) {
			*key_r = kept->key;
			return true;
		}
	}
	if (!rar_plain_work(plain, rar_key_cost(lock, password)) ||
	    !rar_key(unpacking->archives->rar_crypt, lock, password,
		unpacking->budget, key_r))
		return false;
	kept = &plain->kept[plain->made++ % RAR_PLAIN_KEYS];
	*kept = (struct rar_kept_key){*lock, n, *key_r};
	return true;
}

/* Of a lock that has a check: by that alone. */
static bool
fits_check(struct rar_plain *plain, const struct rar_lock *lock, size_t n)
{
	struct slice password = password_of(plain, n);

	return rar_plain_work(plain, rar_key_cost(lock, password)) &&
	       rar_password_fits(
		   plain->unpacking->archives->rar_crypt, lock, password);
}

static bool
try_password(struct rar_plain *plain, const struct rar_lock *lock, size_t n,
    rar_makes_sense *makes_sense, void *owner, struct rar_key *key_r)
{
	if (lock->has_check)
		return fits_check(plain, lock, n) &&
		       make_key(plain, lock, n, key_r);
	return make_key(plain, lock, n, key_r) &&
	       makes_sense(plain, key_r, owner);
}

/* One key for all files of an archive is the rule. */
static bool
find_kept(const struct rar_plain *plain, const struct rar_lock *lock,
    struct rar_key *key_r)
{
	if (!plain->any_fitted || !lock->has_check)
		return false;
	for (unsigned i = 0; i < plain->made && i < RAR_PLAIN_KEYS; i++)
		if (plain->kept[i].password == plain->fitted &&
		    is_same_lock(&plain->kept[i].lock, lock)) {
			*key_r = plain->kept[i].key;
			return true;
		}
	return false;
}

bool
rar_plain_find_key(struct rar_plain *plain, const struct rar_lock *lock,
    rar_makes_sense *makes_sense, void *owner, struct rar_key *key_r)
{
	size_t count = plain->unpacking->options->password_count;

	if (find_kept(plain, lock, key_r))
		return true;
	if (plain->has_hopeless && lock->has_check &&
	    is_same_lock(&plain->hopeless, lock))
		return false;
	for (size_t i = 0; i < count; i++) {
		/* The one that fitted last, then the others. */
		size_t n =
		    i == 0 ? plain->fitted : (i <= plain->fitted ? i - 1 : i);

		if (!try_password(plain, lock, n, makes_sense, owner, key_r))
			continue;
		plain->fitted = n;
		plain->any_fitted = true;
		return true;
	}
	plain->hopeless = *lock;
	plain->has_hopeless = true;
	return false;
}
