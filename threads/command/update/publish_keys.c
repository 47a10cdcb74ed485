/*
 * publish_keys - the key file of whoever publishes updates
 */
#include "threads/command/update/publish_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/entry_file.h"

#define KEY_FILE_MAX 4096u

/* ---- reading ----------------------------------------------------------- */

static bool
read_line(struct slice line, struct update_keys *keys)
{
	size_t equals = slice_find_byte(line, '=');
	struct slice name = slice_trim(slice_sub(line, 0, equals));
	struct slice value = slice_trim(slice_skip(line, equals + 1));
	uint8_t key[CRYPT_KEY_BYTES];

	if (!crypt_read_hex(value, key, sizeof(key)))
		return false;
	if (slice_equal_nocase(name, SLICE("signing key"))) {
		crypt_take_seed(keys, key);
	} else if (slice_equal_nocase(name, SLICE("cipher key"))) {
		memcpy(keys->cipher_key, key, sizeof(key));
		keys->encrypts = true;
	} else {
		return false;
	}
	return true;
}

static bool
read_lines(const char *path, struct slice bytes, struct update_keys *keys_r,
    struct text *error_r)
{
	struct slice line;
	unsigned number = 0;

	while (entry_file_next(&bytes, &line, &number))
		if (!read_line(line, keys_r)) {
			text_printf(error_r,
			    "%s:%u: \"signing key\" or \"cipher key\" is "
			    "wanted, = and 64 hexadecimal digits",
			    path, number);
			return false;
		}
	if (!keys_r->can_sign)
		text_printf(error_r, "%s: there is no signing key in it", path);
	return keys_r->can_sign;
}

bool
publish_keys_read(
    const char *path, struct update_keys *keys_r, struct text *error_r)
{
	uint8_t *bytes;
	size_t size;
	bool good;

	memset(keys_r, 0, sizeof(*keys_r));
	switch (entry_file_load(path, KEY_FILE_MAX, &bytes, &size, error_r)) {
	case ENTRY_FILE_OK:
		break;
	case ENTRY_FILE_NONE:
		text_printf(error_r,
		    "%s: there is no such file; --make-keys makes one", path);
		return false;
	case ENTRY_FILE_BAD:
	case ENTRY_FILE_NO_MEMORY:
		return false;
	}
	good = read_lines(path, (struct slice){bytes, size}, keys_r, error_r);
	memset(bytes, 0, size);
	free(bytes);
	return good;
}

/* ---- making ------------------------------------------------------------ */

static bool
write_file(const char *path, struct slice bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good;

	if (fd < 0)
		return false;
	good = write(fd, bytes.data, bytes.size) == (ssize_t)bytes.size &&
	       fsync(fd) == 0;
	if (close(fd) != 0)
		good = false;
	if (!good)
		(void)unlink(path);
	return good;
}

bool
publish_keys_make(
    const char *path, struct update_keys *keys_r, struct text *error_r)
{
	char room[512];
	struct text text = TEXT_OVER(room);

	if (!crypt_make_keys(keys_r)) {
		text_printf(error_r, "the system gives no random numbers");
		return false;
	}
	text_put(&text, SLICE("# Whoever has this file can publish updates to "
			      "all that trust it.\nsigning key = "));
	crypt_put_hex(&text, keys_r->seed, CRYPT_KEY_BYTES);
	text_put(&text, SLICE("\ncipher key = "));
	crypt_put_hex(&text, keys_r->cipher_key, CRYPT_KEY_BYTES);
	text_put(&text, SLICE("\n"));
	if (write_file(path, text_slice(&text)))
		return true;
	text_printf(error_r, "cannot make %s: %s%s", path, strerror(errno),
	    errno == EEXIST ? "; remove it first, if nobody trusts it" : "");
	return false;
}
