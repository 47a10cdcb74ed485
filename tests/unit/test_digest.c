/*
 * test_digest - known answers, whatever the machine's openssl.cnf says
 *
 * The digests are the published ones: RFC 1321 A.5, FIPS 180-2 appendix A and
 * B.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/sigdb/digest.h"

#define LONG "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

static const struct {
	enum digest_algorithm algorithm;
	const char *bytes;
	const char *hex;
} known[] = {
    {DIGEST_MD5, "", "d41d8cd98f00b204e9800998ecf8427e"},
    {DIGEST_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72"},
    {DIGEST_MD5, "message digest", "F96B697D7CB7938D525A2F31AAF161D0"},
    {DIGEST_SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {DIGEST_SHA1, LONG, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
    {DIGEST_SHA256, "abc",
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {DIGEST_SHA256, LONG,
	"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void
digests_are_the_published_ones(void **state)
{
	struct digester *digester = digester_create();

	(void)state;
	assert_non_null(digester);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t size = digest_size(known[i].algorithm);
		uint8_t got[DIGEST_MAX], want[DIGEST_MAX];

		assert_true(digest_from_hex(
		    slice_from_string(known[i].hex), want, size));
		assert_true(digest_compute(digester, known[i].algorithm,
		    slice_from_string(known[i].bytes), got));
		assert_memory_equal(got, want, size);
	}
	digester_destroy(&digester);
	assert_null(digester);
}

static void
hex_of_another_length_or_alphabet_is_refused(void **state)
{
	static const char *const bad[] = {"", "9", "90015", "9001509",
	    "900150983", "9001509g", "900150 8", "0x900150"};
	uint8_t got[4];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(
		    digest_from_hex(slice_from_string(bad[i]), got, 4));
	assert_true(digest_from_hex(SLICE("9001aFfA"), got, 4));
	assert_memory_equal(got, "\x90\x01\xaf\xfa", 4);
}

/*
 * A configuration such as hardened machines have: nothing but a provider
 * without MD5.  libcrypto would read it at its first use, so it is named before
 * that.
 */
static char configuration[] = "/tmp/openssl.XXXXXX";

static int
forbid_by_configuration(void **state)
{
	int fd = mkstemp(configuration);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	(void)state;
	if (file == NULL)
		return -1;
	fputs("openssl_conf = init\n[init]\nproviders = providers\n"
	      "[providers]\nbase = base\n[base]\nactivate = 1\n",
	    file);
	return fclose(file) != 0 ||
	       setenv("OPENSSL_CONF", configuration, 1) != 0;
}

static int
remove_configuration(void **state)
{
	(void)state;
	return unlink(configuration);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(digests_are_the_published_ones),
	    cmocka_unit_test(hex_of_another_length_or_alphabet_is_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(
	    tests, forbid_by_configuration, remove_configuration);
}
