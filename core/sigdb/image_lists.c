/*
 * image_lists - what a database knows of types of files and of passwords
 */
#include "core/sigdb/image.h"

static bool
fits(const struct image_magic *magic, struct slice bytes)
{
	const uint8_t *at = bytes.data + magic->offset;

	if (bytes.size < magic->size ||
	    magic->offset > bytes.size - magic->size)
		return false;
	for (uint32_t i = 0; i < magic->size; i++)
		if ((at[i] & magic->masks[i]) != magic->bytes[i])
			return false;
	return true;
}

bool
sigdb_next_type(const struct sigdb *sigdb, struct slice bytes, uint32_t *at,
    enum cltype *type_r)
{
	while (*at < sigdb->magic_count) {
		const struct image_magic *magic = &sigdb->magics[(*at)++];

		if (fits(magic, bytes)) {
			*type_r = (enum cltype)magic->type;
			return true;
		}
	}
	return false;
}

bool
sigdb_next_password(const struct sigdb *sigdb, uint32_t *at,
    struct slice *word_r, enum cltype *container_r)
{
	const struct image_password *password;

	if (*at >= sigdb->password_count)
		return false;
	password = &sigdb->passwords[(*at)++];
	*word_r =
	    (struct slice){sigdb->texts + password->word, password->word_size};
	*container_r = (enum cltype)password->container;
	return true;
}
