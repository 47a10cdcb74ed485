/*
 * zip_crypt - the traditional encryption of zip
 */
#include "core/archive/crypt/zip_crypt.h"

#include "core/base/crc32.h"

static void
update(struct zip_crypt *crypt, uint8_t plain)
{
	uint32_t *keys = crypt->keys;

	keys[0] = crc32_step(keys[0], plain);
	keys[1] = (keys[1] + (keys[0] & 0xFF)) * UINT32_C(134775813) + 1;
	keys[2] = crc32_step(keys[2], (uint8_t)(keys[1] >> 24));
}

static uint8_t
decrypt_byte(struct zip_crypt *crypt, uint8_t byte)
{
	uint32_t t = (crypt->keys[2] | 2) & 0xFFFF;
	uint8_t plain = (uint8_t)(byte ^ (t * (t ^ 1) >> 8));

	update(crypt, plain);
	return plain;
}

bool
zip_crypt_begin(struct zip_crypt *crypt, struct slice password,
    struct slice bytes, uint8_t check)
{
	uint8_t last = 0;

	if (bytes.size < ZIP_CRYPT_HEADER)
		return false;
	*crypt = (struct zip_crypt){
	    {UINT32_C(305419896), UINT32_C(591751049), UINT32_C(878082192)},
	};
	for (size_t i = 0; i < password.size; i++)
		update(crypt, password.data[i]);
	for (size_t i = 0; i < ZIP_CRYPT_HEADER; i++)
		last = decrypt_byte(crypt, bytes.data[i]);
	return last == check;
}

void
zip_crypt_decrypt(
    struct zip_crypt *crypt, const uint8_t *in, size_t size, uint8_t *out)
{
	for (size_t i = 0; i < size; i++)
		out[i] = decrypt_byte(crypt, in[i]);
}
