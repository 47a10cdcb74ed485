/*
 * test_sign_file - signatures beside containers, made here with keys made here
 *
 * Certificates and signatures come from libcrypto.  A pair as its publisher
 * made it is checked too where the test data is (DATA).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/sigdb/sign_file.h"

#define TEXT_MAX 65536u

static EVP_PKEY *root_key, *signer_key;
static X509 *root, *signer;
static char anchor_path[] = "/tmp/test-sign-file-XXXXXX.pem";
static struct sign_anchors *anchors;
static const char container[] = "ClamAV-VDB:a container, as it were";

/* ---- certificates ------------------------------------------------------ */

static X509 *
make_certificate(const char *name, EVP_PKEY *key, X509 *issuer,
    EVP_PKEY *issuer_key, const char *constraints)
{
	X509 *made = X509_new();
	X509_NAME *subject = X509_get_subject_name(made);
	X509_EXTENSION *extension;

	X509_set_version(made, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(made), issuer == NULL ? 1 : 2);
	X509_gmtime_adj(X509_getm_notBefore(made), -3600);
	X509_gmtime_adj(X509_getm_notAfter(made), 3600);
	X509_set_pubkey(made, key);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
	    (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(
	    made, issuer == NULL ? subject : X509_get_subject_name(issuer));
	extension =
	    X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, constraints);
	X509_add_ext(made, extension, -1);
	X509_EXTENSION_free(extension);
	assert_int_not_equal(X509_sign(made, issuer_key, EVP_sha256()), 0);
	return made;
}

static int
make_anchor_file(void)
{
	int fd = mkstemps(anchor_path, 4);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (file == NULL || PEM_write_X509(file, root) != 1)
		return -1;
	return fclose(file);
}

static int
set_up(void **state)
{
	(void)state;
	root_key = EVP_RSA_gen(2048);
	signer_key = EVP_RSA_gen(2048);
	root = make_certificate(
	    "Test Root", root_key, NULL, root_key, "critical,CA:TRUE");
	signer = make_certificate(
	    "Test Signer", signer_key, root, root_key, "critical,CA:FALSE");
	if (make_anchor_file() != 0)
		return -1;
	anchors = sign_anchors_load(anchor_path);
	return anchors == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sign_anchors_free(&anchors);
	unlink(anchor_path);
	X509_free(root);
	X509_free(signer);
	EVP_PKEY_free(root_key);
	EVP_PKEY_free(signer_key);
	return 0;
}

/* ---- sign files -------------------------------------------------------- */

/* The base64 of a detached signature of bytes. */
static char *
sign(const char *bytes)
{
	static char base64[TEXT_MAX];
	BIO *content = BIO_new_mem_buf(bytes, (int)strlen(bytes));
	PKCS7 *made = PKCS7_sign(signer, signer_key, NULL, content,
	    PKCS7_DETACHED | PKCS7_BINARY | PKCS7_NOATTR);
	unsigned char *der = NULL;
	int size = i2d_PKCS7(made, &der);

	assert_true(size > 0 && size < 16384);
	EVP_EncodeBlock((unsigned char *)base64, der, size);
	OPENSSL_free(der);
	PKCS7_free(made);
	BIO_free(content);
	return base64;
}

static enum sign_file_result
check(const char *text, const char *bytes)
{
	return sign_file_check(
	    slice_from_string(text), slice_from_string(bytes), anchors);
}

/* format has one %s, for the base64 of a signature of the container. */
static enum sign_file_result
check_format(const char *format)
{
	char text[TEXT_MAX];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof(text), format, sign(container));
#pragma GCC diagnostic pop
	return check(text, container);
}

static void
a_signature_that_leads_to_an_anchor_is_good(void **state)
{
	(void)state;
	assert_int_equal(
	    check_format("#clamsign-1.0\n230::pkcs7-pem:%s\n"), SIGN_FILE_GOOD);
	assert_int_equal(check_format("#clamsign-1.0\r\n\r\n::pkcs7-pem:%s"),
	    SIGN_FILE_GOOD);
	assert_int_equal(
	    check_format("200:230:pkcs7-pem:%s\r\n"), SIGN_FILE_GOOD);
}

static void
other_levels_and_formats_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(check("", container), SIGN_FILE_EMPTY);
	assert_int_equal(check_format("231::pkcs7-pem:%s\n"), SIGN_FILE_EMPTY);
	assert_int_equal(check_format(":229:pkcs7-pem:%s\n"), SIGN_FILE_EMPTY);
	assert_int_equal(check_format("x::pkcs7-pem:%s\n"), SIGN_FILE_EMPTY);
	assert_int_equal(check_format("230::gpg:%s\n"), SIGN_FILE_EMPTY);
	assert_int_equal(check_format("#230::pkcs7-pem:%s\n"), SIGN_FILE_EMPTY);
	assert_int_equal(check_format("%s\n"), SIGN_FILE_EMPTY);
}

static void
one_good_line_is_enough(void **state)
{
	(void)state;
	assert_int_equal(check_format("230::pkcs7-pem:AAAA\n231::new:x\n"
				      "230::pkcs7-pem:%s\n"),
	    SIGN_FILE_GOOD);
}

static void
a_signature_of_other_bytes_is_wrong(void **state)
{
	char text[TEXT_MAX];

	(void)state;
	snprintf(text, sizeof(text), "230::pkcs7-pem:%s\n", sign("other"));
	assert_int_equal(check(text, container), SIGN_FILE_WRONG);
	assert_int_equal(check(text, ""), SIGN_FILE_WRONG);
	assert_int_equal(check(text, "other"), SIGN_FILE_GOOD);
	assert_int_equal(
	    check("230::pkcs7-pem:\n", container), SIGN_FILE_WRONG);
	assert_int_equal(
	    check("230::pkcs7-pem:no base64!\n", container), SIGN_FILE_WRONG);
}

static void
a_stranger_is_not_trusted(void **state)
{
	char text[TEXT_MAX];

	(void)state;
	snprintf(text, sizeof(text), "230::pkcs7-pem:%s\n", sign(container));
	assert_int_equal(sign_file_check(slice_from_string(text),
			     slice_from_string(container), NULL),
	    SIGN_FILE_UNTRUSTED);
}

static void
a_file_that_ends_anywhere_is_never_good(void **state)
{
	char text[TEXT_MAX];
	size_t size;

	(void)state;
	snprintf(text, sizeof(text), "230::pkcs7-pem:%s", sign(container));
	size = strlen(text);
	for (size_t i = 0; i < size; i += i < 40 ? 1 : 7)
		assert_int_not_equal(
		    sign_file_check((struct slice){(uint8_t *)text, i},
			slice_from_string(container), anchors),
		    SIGN_FILE_GOOD);
}

static void
anchors_need_certificates(void **state)
{
	(void)state;
	assert_null(sign_anchors_load(NULL));
	assert_null(sign_anchors_load("/nowhere/at/all"));
	assert_null(sign_anchors_load("/dev"));
	assert_null(sign_anchors_load("/dev/null"));
}

static void
names_have_the_version_once(void **state)
{
	static const struct {
		const char *container;
		uint64_t version;
		const char *expected; /* NULL: none */
	} rows[] = {
	    {"main.cvd", 63, "main-63.cvd.sign"},
	    {"main-63.cvd", 63, "main-63.cvd.sign"},
	    {"main-6.cvd", 63, "main-6-63.cvd.sign"},
	    {"test-1.cvd", 1, "test-1.cvd.sign"},
	    {"DAILY.CVD", 28038, "DAILY-28038.cvd.sign"},
	    {"daily.cld", 1, NULL},
	    {".cvd", 1, NULL},
	    {"", 1, NULL},
	};
	char name[SIGN_FILE_NAME_MAX], longest[300];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool has =
		    sign_file_name(rows[i].container, rows[i].version, name);

		assert_int_equal(has, rows[i].expected != NULL);
		if (has)
			assert_string_equal(name, rows[i].expected);
	}
	memset(longest, 'x', sizeof(longest));
	memcpy(longest + 250, ".cvd", 5);
	assert_false(sign_file_name(longest, 1, name));
}

/* The publisher's test container; its root is not among the trusted ones. */
static void
a_published_pair_holds_and_is_a_strangers(void **state)
{
	const char *data = getenv("DATA");
	char command[512], directory[] = "/tmp/test-sign-data-XXXXXX";
	static uint8_t text[TEXT_MAX], bytes[TEXT_MAX];
	size_t text_size, size;
	FILE *file;

	(void)state;
	snprintf(command, sizeof(command), "%s/sigs/containers.tar.xz",
	    data == NULL ? "../shared/data" : data);
	if (access(command, R_OK) != 0) {
		print_message("# no containers in DATA: not compared\n");
		return;
	}
	assert_non_null(mkdtemp(directory));
	snprintf(command, sizeof(command),
	    "tar xJf %s/sigs/containers.tar.xz -C %s --strip-components=1 "
	    "containers/test-1.cvd containers/test-1.cvd.sign",
	    data == NULL ? "../shared/data" : data, directory);
	assert_int_equal(system(command), 0);
	snprintf(command, sizeof(command), "%s/test-1.cvd.sign", directory);
	file = fopen(command, "r");
	text_size = fread(text, 1, sizeof(text), file);
	fclose(file);
	unlink(command);
	snprintf(command, sizeof(command), "%s/test-1.cvd", directory);
	file = fopen(command, "r");
	size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	unlink(command);
	rmdir(directory);
	assert_int_equal(sign_file_check((struct slice){text, text_size},
			     (struct slice){bytes, size}, anchors),
	    SIGN_FILE_UNTRUSTED);
	bytes[size - 1] ^= 1;
	assert_int_equal(sign_file_check((struct slice){text, text_size},
			     (struct slice){bytes, size}, anchors),
	    SIGN_FILE_WRONG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_signature_that_leads_to_an_anchor_is_good),
	    cmocka_unit_test(other_levels_and_formats_are_passed_over),
	    cmocka_unit_test(one_good_line_is_enough),
	    cmocka_unit_test(a_signature_of_other_bytes_is_wrong),
	    cmocka_unit_test(a_stranger_is_not_trusted),
	    cmocka_unit_test(a_file_that_ends_anywhere_is_never_good),
	    cmocka_unit_test(anchors_need_certificates),
	    cmocka_unit_test(names_have_the_version_once),
	    cmocka_unit_test(a_published_pair_holds_and_is_a_strangers),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
