/*
 * fuzz_pdf_crypt - any bytes as what the dictionary of an encrypted PDF says
 *
 * Laws: RC4 twice is nothing; what AES of 128 bits made of whole blocks comes
 * back; plain bytes are no more than they may be.
 */
#include <string.h>

#include "core/base/check.h"
#include "core/pdf/crypt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX 512u
#define HEAD 8u

static struct pdf_ciphers *ciphers;

static void
check_ciphers(struct slice text)
{
	uint8_t once[TEXT_MAX], twice[TEXT_MAX];
	static const uint8_t key[16] = "0123456789abcdef";
	struct slice whole =
	    slice_sub(text, 0, text.size - text.size % PDF_BLOCK);

	pdf_rc4(key, sizeof(key), text, once);
	pdf_rc4(key, sizeof(key), (struct slice){once, text.size}, twice);
	CHECK(slice_equal(text, (struct slice){twice, text.size}));
	if (whole.size == 0)
		return;
	CHECK(pdf_aes_encrypt(ciphers, key, key, whole.data, whole.size, once));
	CHECK(pdf_aes_decrypt(ciphers, key, 16, key,
		  (struct slice){once, whole.size}, NULL, twice) == whole.size);
	CHECK(slice_equal(whole, (struct slice){twice, whole.size}));
}

static void
check_undo(const struct pdf_crypt *crypt, struct slice text)
{
	for (int method = PDF_RC4; method <= PDF_AES_256; method++) {
		uint8_t plain[TEXT_MAX];
		bool good;
		size_t size = pdf_crypt_undo(crypt, ciphers,
		    (enum pdf_method)method, 1, 0, text, NULL, plain, &good);

		CHECK(
		    size <= pdf_crypt_plain_max((enum pdf_method)method, text));
		CHECK(method != PDF_RC4 || (good && size == text.size));
	}
}

static struct slice
take(struct slice *rest, size_t size)
{
	struct slice taken = slice_sub(*rest, 0, size);

	*rest = slice_skip(*rest, size);
	return taken;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pdf_crypt crypt = {0};
	struct slice rest = {data, size}, password;

	if (ciphers == NULL)
		ciphers = pdf_ciphers_create();
	CHECK(ciphers != NULL);
	if (size < HEAD)
		return 0;
	crypt.revision = data[0] % 8;
	crypt.metadata = data[1] % 2 != 0;
	crypt.permissions = -(int64_t)data[2];
	crypt.key_size = crypt.revision >= 5 ? 32 : 5 + data[3] % 12u;
	rest = slice_skip(rest, HEAD);
	password = take(&rest, data[4] % 64);
	crypt.owner = take(&rest, data[5] % 64);
	crypt.user = take(&rest, data[6] % 64);
	crypt.owner_key = take(&rest, data[7] % 64);
	crypt.user_key = take(&rest, data[7] / 4);
	crypt.id = take(&rest, data[1] / 8);
	(void)!pdf_crypt_open(&crypt, ciphers, password);
	rest = slice_sub(rest, 0, TEXT_MAX);
	check_ciphers(rest);
	check_undo(&crypt, rest);
	return 0;
}
