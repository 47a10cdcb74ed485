/*
 * test_container - signed containers, made here with keys made here
 *
 * The signatures come from libcrypto: its RSA-PSS for the list, its modular
 * arithmetic for the header.  Containers as their publisher made them are
 * checked too where the test data is (DATA).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/sigdb/container.h"

#define CONTAINER_MAX ((size_t)1 << 20)

static const char alphabet[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";

static EVP_PKEY *header_key, *info_key;
static struct container_keys keys;
static struct digester *digester;

struct member {
	const char *name;
	const char *text;
};

static const struct member two_files[] = {
    {"COPYING", "licence"},
    {"test.ndb", "One:0:*:41424344\n"},
    {"test.hdb", "0cc175b9c0f1b6a831c399e269772661:1:Two\n"},
};

/* What a container is made with; 0 or NULL leaves a thing out. */
struct recipe {
	const struct member *members;
	size_t member_count;
	bool with_info;
	bool plain_tar;
	bool bad_header_signature;
	bool bad_info_signature;
	const char *listed_only;   /* a line for a file that is not there */
	const char *unlisted_name; /* a file without a line */
	const char *twice;         /* a listed file once more */
};

static uint8_t made[CONTAINER_MAX];

/* ---- signing ----------------------------------------------------------- */

static char *
decimal(EVP_PKEY *key, const char *parameter)
{
	BIGNUM *number = NULL;
	char *text;

	assert_int_equal(EVP_PKEY_get_bn_param(key, parameter, &number), 1);
	text = BN_bn2dec(number);
	assert_non_null(text);
	BN_free(number);
	return text;
}

static void
encode_number(const BIGNUM *number, char *digits_r)
{
	BIGNUM *rest = BN_dup(number);
	size_t count = 0;

	while (!BN_is_zero(rest)) {
		digits_r[count++] = alphabet[BN_mod_word(rest, 64)];
		BN_rshift(rest, rest, 6);
	}
	digits_r[count] = '\0';
	BN_free(rest);
}

static void
sign_header(const uint8_t md5[16], char *digits_r)
{
	BIGNUM *modulus = NULL, *secret = NULL;
	BIGNUM *number = BN_bin2bn(md5, 16, NULL), *power = BN_new();
	BN_CTX *context = BN_CTX_new();

	assert_int_equal(
	    EVP_PKEY_get_bn_param(header_key, OSSL_PKEY_PARAM_RSA_N, &modulus),
	    1);
	assert_int_equal(
	    EVP_PKEY_get_bn_param(header_key, OSSL_PKEY_PARAM_RSA_D, &secret),
	    1);
	assert_int_equal(
	    BN_mod_exp(power, number, secret, modulus, context), 1);
	encode_number(power, digits_r);
	BN_free(modulus);
	BN_clear_free(secret);
	BN_free(number);
	BN_free(power);
	BN_CTX_free(context);
}

static void
sign_info(const char *text, char *digits_r)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	uint8_t signature[256];
	size_t size = sizeof(signature);
	BIGNUM *number;

	assert_int_equal(
	    EVP_DigestSignInit(context, &options, EVP_sha256(), NULL, info_key),
	    1);
	assert_int_equal(
	    EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING), 1);
	assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32), 1);
	assert_int_equal(EVP_DigestSign(context, signature, &size,
			     (const uint8_t *)text, strlen(text)),
	    1);
	EVP_MD_CTX_free(context);
	number = BN_bin2bn(signature, (int)size, NULL);
	encode_number(number, digits_r);
	BN_free(number);
}

static void
put_hex(struct text *text, enum digest_algorithm algorithm, struct slice bytes)
{
	uint8_t digest[DIGEST_MAX];

	assert_true(digest_compute(digester, algorithm, bytes, digest));
	for (size_t i = 0; i < digest_size(algorithm); i++)
		text_printf(text, "%02x", digest[i]);
}

/* ---- making ------------------------------------------------------------ */

static void
write_member(struct archive *archive, const char *name, const char *text)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)strlen(text));
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(
	    archive_write_data(archive, text, strlen(text)), strlen(text));
	archive_entry_free(entry);
}

static void
put_listed(struct text *info, const char *name, const char *text)
{
	text_printf(info, "%s:%zu:", name, strlen(text));
	put_hex(info, DIGEST_SHA256, slice_from_string(text));
	text_printf(info, "\n");
}

static void
make_info(const struct recipe *recipe, struct text *info)
{
	char digits[512];

	text_printf(info, "ClamAV-VDB:now:7:2:90:X:X:me:1700000000\n");
	for (size_t i = 0; i < recipe->member_count; i++)
		if (strcmp(recipe->members[i].name, "COPYING") != 0)
			put_listed(info, recipe->members[i].name,
			    recipe->members[i].text);
	if (recipe->listed_only != NULL)
		put_listed(info, recipe->listed_only, "gone");
	sign_info(info->data, digits);
	if (recipe->bad_info_signature)
		digits[5] = digits[5] == 'a' ? 'b' : 'a';
	text_printf(info, "DSIG:%s\n", digits);
	assert_false(info->truncated);
}

static size_t
make_payload(const struct recipe *recipe, uint8_t *payload, size_t room)
{
	struct archive *archive = archive_write_new();
	char info_bytes[4096];
	struct text info = TEXT_OVER(info_bytes);
	size_t used = 0;

	archive_write_set_format_ustar(archive);
	if (!recipe->plain_tar)
		archive_write_add_filter_gzip(archive);
	assert_int_equal(
	    archive_write_open_memory(archive, payload, room, &used),
	    ARCHIVE_OK);
	write_member(archive, "COPYING", "licence");
	if (recipe->with_info) {
		make_info(recipe, &info);
		write_member(archive, "test.info", info_bytes);
	}
	for (size_t i = 0; i < recipe->member_count; i++)
		if (strcmp(recipe->members[i].name, "COPYING") != 0)
			write_member(archive, recipe->members[i].name,
			    recipe->members[i].text);
	if (recipe->unlisted_name != NULL)
		write_member(archive, recipe->unlisted_name, "More:0:*:414243");
	if (recipe->twice != NULL)
		write_member(archive, recipe->twice, "More:0:*:414243");
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	return used;
}

static struct slice
make(const struct recipe *recipe)
{
	size_t size = make_payload(
	    recipe, made + CONTAINER_HEADER, CONTAINER_MAX - CONTAINER_HEADER);
	struct slice payload = {made + CONTAINER_HEADER, size};
	char header_bytes[CONTAINER_HEADER + 1], digits[256];
	struct text header = TEXT_OVER(header_bytes);
	uint8_t md5[DIGEST_MAX];

	assert_true(digest_compute(digester, DIGEST_MD5, payload, md5));
	sign_header(md5, digits);
	if (recipe->bad_header_signature)
		digits[5] = digits[5] == 'a' ? 'b' : 'a';
	text_printf(&header, "ClamAV-VDB:20 Aug 2015 10-50 -0400:7:2:90:");
	put_hex(&header, DIGEST_MD5, payload);
	text_printf(&header, ":%s:me:1700000000", digits);
	assert_false(header.truncated);
	memset(made, ' ', CONTAINER_HEADER);
	memcpy(made, header.data, header.size);
	return (struct slice){made, CONTAINER_HEADER + size};
}

static enum container_result
try(enum rules_format format, struct slice bytes, const char **reason_r)
{
	struct container *container;
	enum container_result result =
	    container_open(format, bytes, &keys, &container, reason_r);

	assert_int_equal(result == CONTAINER_OK, container != NULL);
	container_close(&container);
	return result;
}

static struct recipe
good(void)
{
	return (struct recipe){
	    .members = two_files,
	    .member_count = 3,
	    .with_info = true,
	};
}

static void
assert_refused(
    enum rules_format format, const struct recipe *recipe, const char *why)
{
	const char *reason = NULL;

	assert_int_equal(try(format, make(recipe), &reason), CONTAINER_REFUSED);
	assert_string_equal(reason, why);
}

/* ---- tests ------------------------------------------------------------- */

static void
a_good_container_gives_its_members(void **state)
{
	struct recipe recipe = good();
	struct container *container;
	const char *reason;

	(void)state;
	assert_int_equal(container_open(RULES_CVD, make(&recipe), &keys,
			     &container, &reason),
	    CONTAINER_OK);
	assert_true(container->official);
	assert_int_equal(container->version, 7);
	assert_int_equal(container->built_s, 1700000000);
	assert_int_equal(container->count, 4);
	assert_string_equal(container->members[2].name, "test.ndb");
	assert_int_equal(container->members[2].size, strlen(two_files[1].text));
	assert_memory_equal(container->members[2].bytes, two_files[1].text,
	    strlen(two_files[1].text));
	container_close(&container);
	assert_null(container);
}

static void
a_container_may_hold_a_plain_archive(void **state)
{
	struct recipe recipe = good();
	const char *reason;

	(void)state;
	recipe.plain_tar = true;
	assert_int_equal(try(RULES_CLD, make(&recipe), &reason), CONTAINER_OK);
	assert_int_equal(try(RULES_CVD, make(&recipe), &reason), CONTAINER_OK);
}

static void
the_header_of_a_cvd_signs_its_archive(void **state)
{
	struct recipe recipe = good();

	(void)state;
	recipe.bad_header_signature = true;
	assert_refused(RULES_CVD, &recipe,
	    "the signature of its header is not the publisher's");
}

static void
a_cvd_without_list_is_held_by_its_header(void **state)
{
	struct recipe recipe = good();
	const char *reason;

	(void)state;
	recipe.with_info = false;
	assert_int_equal(try(RULES_CVD, make(&recipe), &reason), CONTAINER_OK);
	assert_refused(
	    RULES_CLD, &recipe, "it has no signed list of its files");
}

static void
the_header_of_a_cld_says_nothing(void **state)
{
	struct recipe recipe = good();
	const char *reason;

	(void)state;
	recipe.bad_header_signature = true;
	assert_int_equal(try(RULES_CLD, make(&recipe), &reason), CONTAINER_OK);
}

static void
the_list_must_be_the_publishers(void **state)
{
	struct recipe recipe = good();

	(void)state;
	recipe.bad_info_signature = true;
	assert_refused(RULES_CLD, &recipe,
	    "the signature of its list is not the publisher's");
	assert_refused(RULES_CVD, &recipe,
	    "the signature of its list is not the publisher's");
}

static void
the_list_names_every_file_and_no_other(void **state)
{
	struct recipe recipe = good();

	(void)state;
	recipe.listed_only = "gone.ndb";
	assert_refused(
	    RULES_CLD, &recipe, "a listed file is missing or resized");
	recipe = good();
	recipe.unlisted_name = "more.ndb";
	assert_refused(
	    RULES_CLD, &recipe, "it holds files that are not listed");
	recipe = good();
	recipe.twice = "test.ndb";
	assert_refused(RULES_CLD, &recipe, "it holds two files of one name");
}

static void
a_changed_member_of_the_same_size_is_noticed(void **state)
{
	struct recipe recipe = good();
	const char *reason;
	struct slice bytes;
	size_t at;

	(void)state;
	recipe.plain_tar = true;
	bytes = make(&recipe);
	at = slice_find(bytes, SLICE("One:0:*:41424344"));
	assert_true(at < bytes.size);
	made[at] = 'T';
	assert_int_equal(try(RULES_CLD, bytes, &reason), CONTAINER_REFUSED);
	assert_string_equal(reason, "a listed file was changed");
	assert_int_equal(try(RULES_CVD, bytes, &reason), CONTAINER_REFUSED);
	assert_string_equal(reason, "its MD5 is not that of its header");
}

static void
a_cud_is_taken_unsigned_and_is_not_official(void **state)
{
	struct recipe recipe = good();
	struct container *container;
	const char *reason;

	(void)state;
	recipe.with_info = false;
	recipe.bad_header_signature = true;
	assert_int_equal(container_open(RULES_CUD, make(&recipe), &keys,
			     &container, &reason),
	    CONTAINER_OK);
	assert_false(container->official);
	container_close(&container);
}

static void
other_keys_refuse_it(void **state)
{
	struct recipe recipe = good();
	struct container *container;
	const char *reason;

	(void)state;
	assert_int_equal(container_open(RULES_CVD, make(&recipe),
			     &container_official_keys, &container, &reason),
	    CONTAINER_REFUSED);
	assert_null(container);
	assert_int_equal(container_open(RULES_CLD, make(&recipe),
			     &container_official_keys, &container, &reason),
	    CONTAINER_REFUSED);
}

static void
paths_and_links_have_no_place_in_it(void **state)
{
	const struct member outside[] = {{"../evil.ndb", "x"}};
	const struct member nested[] = {{"sub/evil.ndb", "x"}};
	struct recipe recipe = {.members = outside, .member_count = 1};

	(void)state;
	assert_refused(
	    RULES_CUD, &recipe, "it holds something that is no file");
	recipe.members = nested;
	assert_refused(
	    RULES_CUD, &recipe, "it holds something that is no file");
}

/* Wherever it ends, and exact copies, so that ASan sees a read past the end. */
static void
a_container_cut_anywhere_is_refused(void **state)
{
	struct recipe recipe = good();
	struct slice bytes = make(&recipe);

	(void)state;
	for (size_t size = 0; size < bytes.size; size += size < 600 ? 7 : 61) {
		uint8_t *copy = test_malloc(size + 1);
		const char *reason;

		memcpy(copy + 1, bytes.data, size);
		for (int format = RULES_CVD; format <= RULES_CLD; format++)
			assert_int_equal(
			    try((enum rules_format)format,
				(struct slice){copy + 1, size}, &reason),
			    CONTAINER_REFUSED);
		(void)try(RULES_CUD, (struct slice){copy + 1, size}, &reason);
		test_free(copy);
	}
}

static void
other_headers_are_refused(void **state)
{
	struct recipe recipe = good();
	struct slice bytes = make(&recipe);
	const char *reason;

	(void)state;
	made[0] = 'X';
	assert_int_equal(try(RULES_CUD, bytes, &reason), CONTAINER_REFUSED);
	bytes = make(&recipe);
	memcpy(made + 35, "::::::::::::", 12);
	assert_int_equal(try(RULES_CUD, bytes, &reason), CONTAINER_REFUSED);
	memset(made, 0, CONTAINER_HEADER);
	assert_int_equal(try(RULES_CUD, bytes, &reason), CONTAINER_REFUSED);
}

/* ---- the publisher's own ----------------------------------------------- */

static void
check_published(const char *name, struct slice bytes)
{
	struct container *container;
	const char *reason = "";
	enum container_result result = container_open(
	    RULES_CVD, bytes, &container_official_keys, &container, &reason);

	if (result != CONTAINER_OK)
		print_message("# %s: %s\n", name, reason);
	assert_int_equal(result, CONTAINER_OK);
	assert_true(container->count > 2);
	container_close(&container);
}

static void
published_containers_hold(void **state)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	char path[4096];
	size_t checked = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/sigs/containers.tar.xz",
	    getenv("DATA") == NULL ? "../shared/data" : getenv("DATA"));
	archive_read_support_filter_xz(archive);
	archive_read_support_format_tar(archive);
	if (archive_read_open_filename(archive, path, 65536) != ARCHIVE_OK) {
		print_message("# no %s: nothing to check\n", path);
		archive_read_free(archive);
		return;
	}
	while (archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(entry);
		la_ssize_t size;

		if (strstr(name, ".cvd") == NULL ||
		    strstr(name, ".sign") != NULL)
			continue;
		size = archive_read_data(archive, made, sizeof(made));
		assert_true(size > 0 && (size_t)size < sizeof(made));
		check_published(name, (struct slice){made, (size_t)size});
		checked++;
	}
	archive_read_free(archive);
	assert_true(checked > 0);
}

static int
group_setup(void **state)
{
	(void)state;
	digester = digester_create();
	header_key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);
	info_key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
	if (digester == NULL || header_key == NULL || info_key == NULL)
		return 1;
	keys.header_modulus = decimal(header_key, OSSL_PKEY_PARAM_RSA_N);
	keys.header_exponent = decimal(header_key, OSSL_PKEY_PARAM_RSA_E);
	keys.info_modulus = decimal(info_key, OSSL_PKEY_PARAM_RSA_N);
	keys.info_exponent = decimal(info_key, OSSL_PKEY_PARAM_RSA_E);
	return 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	OPENSSL_free((void *)(uintptr_t)keys.header_modulus);
	OPENSSL_free((void *)(uintptr_t)keys.header_exponent);
	OPENSSL_free((void *)(uintptr_t)keys.info_modulus);
	OPENSSL_free((void *)(uintptr_t)keys.info_exponent);
	EVP_PKEY_free(header_key);
	EVP_PKEY_free(info_key);
	digester_destroy(&digester);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_good_container_gives_its_members),
	    cmocka_unit_test(a_container_may_hold_a_plain_archive),
	    cmocka_unit_test(the_header_of_a_cvd_signs_its_archive),
	    cmocka_unit_test(a_cvd_without_list_is_held_by_its_header),
	    cmocka_unit_test(the_header_of_a_cld_says_nothing),
	    cmocka_unit_test(the_list_must_be_the_publishers),
	    cmocka_unit_test(the_list_names_every_file_and_no_other),
	    cmocka_unit_test(a_changed_member_of_the_same_size_is_noticed),
	    cmocka_unit_test(a_cud_is_taken_unsigned_and_is_not_official),
	    cmocka_unit_test(other_keys_refuse_it),
	    cmocka_unit_test(paths_and_links_have_no_place_in_it),
	    cmocka_unit_test(a_container_cut_anywhere_is_refused),
	    cmocka_unit_test(other_headers_are_refused),
	    cmocka_unit_test(published_containers_hold),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
