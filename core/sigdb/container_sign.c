/*
 * container_sign - the signatures inside containers
 */
#include "core/sigdb/container_sign.h"

#include "core/base/libcrypto.h"

/* 2047 bits need 342 digits; nothing that we check is longer. */
#define SIGNATURE_DIGITS_MAX 684u
#define INFO_BYTES 256
#define MD5_BYTES 16

const struct container_keys container_official_keys = {
    .header_modulus =
	"11864099555164534260307000165845318975152777441202774374659940574324"
	"31426074641447673610606406558447497607888900222834249227624889175655"
	"51002467771109669598189410434699034532232228621591089508178591428456"
	"22079684162163717556759047666692869877014332813738395282038319753204"
	"7771780196576957695822641224262693037",
    .header_exponent = "100001027",
    .info_modulus =
	"11088894983048545473659556106627194923928941791795047620591658697413"
	"58104332271591217249680652538105588096452061840022433332053466029923"
	"39837553417406795028668299096799557343913926683783612215242053966310"
	"90105151641270857277080310734320951653700508941717419168723942507890"
	"70290470270758745162169105075430785038339986534648720379846417853739"
	"22114027864813598244611972311028954150937703942166663244845939357624"
	"08468516826633192140826667923494822045805347809932848454845886971706"
	"42436055866786277587607205943770336538020910169773857751547693508546"
	"94552799941131459779940846183284821510131423933733163375199772447327"
	"47977",
    .info_exponent = "100002049",
};

static int
digit_value(uint8_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static enum sign_result
decode_number(struct slice digits, BIGNUM *number)
{
	if (digits.size == 0 || digits.size > SIGNATURE_DIGITS_MAX)
		return SIGN_BAD;
	libcrypto.BN_set_word(number, 0);
	for (size_t i = digits.size; i > 0; i--) {
		int value = digit_value(digits.data[i - 1]);

		if (value < 0)
			return SIGN_BAD;
		if (libcrypto.BN_lshift(number, number, 6) != 1 ||
		    libcrypto.BN_add_word(number, (BN_ULONG)value) != 1)
			return SIGN_NO_MEMORY;
	}
	return SIGN_GOOD;
}

/* ---- textbook RSA ------------------------------------------------------ */

struct numbers {
	BIGNUM *modulus;
	BIGNUM *exponent;
	BIGNUM *signature;
};

static bool
numbers_init(struct numbers *numbers, const char *modulus, const char *exponent)
{
	*numbers = (struct numbers){NULL, NULL, NULL};
	if (!libcrypto_load())
		return false;
	numbers->signature = libcrypto.BN_new();
	return numbers->signature != NULL &&
	       libcrypto.BN_dec2bn(&numbers->modulus, modulus) != 0 &&
	       libcrypto.BN_dec2bn(&numbers->exponent, exponent) != 0;
}

static void
numbers_fini(struct numbers *numbers)
{
	libcrypto.BN_free(numbers->modulus);
	libcrypto.BN_free(numbers->exponent);
	libcrypto.BN_free(numbers->signature);
}

/* signature ^ exponent mod modulus as size bytes, big endian. */
static enum sign_result
rsa_open(const struct numbers *numbers, uint8_t *bytes_r, int size)
{
	enum sign_result result = SIGN_NO_MEMORY;
	BN_CTX *context = libcrypto.BN_CTX_new();
	BIGNUM *plain = libcrypto.BN_new();

	if (context != NULL && plain != NULL &&
	    libcrypto.BN_mod_exp(plain, numbers->signature, numbers->exponent,
		numbers->modulus, context) == 1)
		result = libcrypto.BN_bn2binpad(plain, bytes_r, size) == size
			     ? SIGN_GOOD
			     : SIGN_BAD;
	libcrypto.BN_free(plain);
	libcrypto.BN_CTX_free(context);
	return result;
}

static enum sign_result
open_signature(struct slice signature, const char *modulus,
    const char *exponent, uint8_t *bytes_r, int size)
{
	struct numbers numbers;
	enum sign_result result = SIGN_NO_MEMORY;

	if (numbers_init(&numbers, modulus, exponent))
		result = decode_number(signature, numbers.signature);
	/* Only the number below the modulus is the signature. */
	if (result == SIGN_GOOD &&
	    libcrypto.BN_cmp(numbers.signature, numbers.modulus) >= 0)
		result = SIGN_BAD;
	if (result == SIGN_GOOD)
		result = rsa_open(&numbers, bytes_r, size);
	if (numbers.signature != NULL)
		numbers_fini(&numbers);
	return result;
}

/* ---- the header -------------------------------------------------------- */

enum sign_result
sign_check_header(struct slice signature, const uint8_t md5[16],
    const struct container_keys *keys)
{
	uint8_t bytes[MD5_BYTES];
	enum sign_result result = open_signature(signature,
	    keys->header_modulus, keys->header_exponent, bytes, MD5_BYTES);

	if (result == SIGN_GOOD && memcmp(bytes, md5, MD5_BYTES) != 0)
		return SIGN_BAD;
	return result;
}

/* ---- the .info member -------------------------------------------------- */

#define PSS_HASH 32u
#define PSS_SALT 32u
/* masked DB || H || 0xBC (RFC 8017, section 9.1.1) */
#define PSS_DB (INFO_BYTES - PSS_HASH - 1)

/* seed || counter, hashed again and again, over the masked bytes (MGF1). */
static bool
unmask(struct digester *digester, const uint8_t seed[PSS_HASH],
    uint8_t masked[PSS_DB])
{
	uint8_t input[PSS_HASH + 4] = {0}, mask[DIGEST_MAX] = {0};

	memcpy(input, seed, PSS_HASH);
	for (size_t at = 0; at < PSS_DB; at++) {
		if (at % PSS_HASH == 0) {
			input[PSS_HASH + 3] = (uint8_t)(at / PSS_HASH);
			if (!digest_compute(digester, DIGEST_SHA256,
				(struct slice){input, sizeof(input)}, mask))
				return false;
		}
		masked[at] ^= mask[at % PSS_HASH];
	}
	return true;
}

/*
 * EMSA-PSS-VERIFY.  Done here and not by libcrypto, because the publisher's
 * modulus has 2047 bits and its signer fills 2047 of them, where the standard
 * leaves one more free; libcrypto refuses about every other such signature.
 */
static enum sign_result
verify_pss(
    struct digester *digester, uint8_t encoded[INFO_BYTES], struct slice text)
{
	uint8_t *hash = encoded + PSS_DB, found[DIGEST_MAX];
	/* eight zeros, hash of the text, salt */
	uint8_t input[8 + PSS_HASH + PSS_SALT] = {0};
	size_t padding = PSS_DB - PSS_SALT - 1;

	if ((encoded[0] & 0x80) != 0 || encoded[INFO_BYTES - 1] != 0xBC)
		return SIGN_BAD;
	if (!unmask(digester, hash, encoded) ||
	    !digest_compute(digester, DIGEST_SHA256, text, input + 8))
		return SIGN_NO_MEMORY;
	encoded[0] &= 0x7F;
	for (size_t i = 0; i < padding; i++)
		if (encoded[i] != 0)
			return SIGN_BAD;
	if (encoded[padding] != 0x01)
		return SIGN_BAD;
	memcpy(input + 8 + PSS_HASH, encoded + padding + 1, PSS_SALT);
	if (!digest_compute(digester, DIGEST_SHA256,
		(struct slice){input, sizeof(input)}, found))
		return SIGN_NO_MEMORY;
	return memcmp(found, hash, PSS_HASH) == 0 ? SIGN_GOOD : SIGN_BAD;
}

enum sign_result
sign_check_info(struct slice signature, struct slice text,
    const struct container_keys *keys, struct digester *digester)
{
	uint8_t encoded[INFO_BYTES];
	enum sign_result result = open_signature(signature, keys->info_modulus,
	    keys->info_exponent, encoded, sizeof(encoded));

	return result == SIGN_GOOD ? verify_pss(digester, encoded, text)
				   : result;
}
