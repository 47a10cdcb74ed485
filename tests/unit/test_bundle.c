/*
 * test_bundle - bundles of reports, and gateways.cfg
 *
 * The signature of a bundle that is written out below was computed by openssl:
 *     openssl dgst -sha256 -hmac 0123456789abcdef
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/feedback/bundle.h"

#define SECRET "0123456789abcdef"
#define SIGNED                                                                 \
	"CGPFilter bundle 1\n"                                                 \
	"gateway one\n"                                                        \
	"made 1795889820\n"                                                    \
	"message phishing 000102030405060708090a0b0c0d0e0f\n"                  \
	"print text 101112131415161718191a1b1c1d1e1f\n"                        \
	"print shingles "                                                      \
	"202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f\n"   \
	"original legit 9\n"                                                   \
	"From: x\n\n\n"
#define SIGNATURE                                                              \
	"sign "                                                                \
	"55751a21badc87accb9985b8006400ad36f230775dbda903c9dfd22224a39c47\n"

static struct gateways gateways;
static struct bundle_message message;

static bool
read_gateways(const char *text, struct text *error)
{
	return gateways_parse(slice_from_string(text), "g", &gateways, error);
}

static void
know(const char *text)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);

	if (!read_gateways(text, &error))
		fail_msg("%s", buffer);
}

static void
assert_two_messages(struct bundle *bundle)
{
	uint8_t count[64];

	for (unsigned i = 0; i < sizeof(count); i++)
		count[i] = (uint8_t)i;
	assert_true(bundle_next(bundle, &message));
	assert_int_equal(message.class, STORE_IS_PHISHING);
	assert_memory_equal(message.identity, count, 16);
	assert_int_equal(message.print_count, 2);
	assert_int_equal(message.prints[0].kind, PRINT_TEXT);
	assert_memory_equal(message.prints[0].digest, count + 16, 16);
	assert_int_equal(message.prints[1].kind, PRINT_SHINGLES);
	assert_memory_equal(message.prints[1].digest, count + 32, 32);
	assert_int_equal(message.original.size, 0);
	assert_true(bundle_next(bundle, &message));
	assert_int_equal(message.class, STORE_LEGIT);
	assert_true(slice_equal(message.original, SLICE("From: x\n\n")));
	assert_false(bundle_next(bundle, &message));
	assert_int_equal(bundle->rest.size, 0);
}

static void
what_a_known_gateway_signed_is_proved(void **state)
{
	struct bundle bundle;

	(void)state;
	know("gateway one " SECRET " trusted\n");
	assert_true(bundle_open(SLICE(SIGNED SIGNATURE), &gateways, &bundle));
	assert_int_equal(bundle.proof, BUNDLE_PROVED);
	assert_true(bundle.known->trusted);
	assert_int_equal(bundle.made_s, 1795889820);
	assert_two_messages(&bundle);
}

static void
what_is_written_is_what_is_signed_above(void **state)
{
	const struct gateway self = {SLICE("one"), SLICE(SECRET), false};
	struct print prints[2] = {
	    {.kind = PRINT_TEXT}, {.kind = PRINT_SHINGLES}};
	struct bundle_writer writer;
	uint8_t identity[16];

	(void)state;
	for (unsigned i = 0; i < 32; i++) {
		if (i < 16) {
			identity[i] = (uint8_t)i;
			prints[0].digest[i] = (uint8_t)(i + 16);
		}
		prints[1].digest[i] = (uint8_t)(i + 32);
	}
	bundle_begin(&writer, &self, 1795889820);
	bundle_put_prints(&writer, STORE_IS_PHISHING, identity, prints, 2);
	bundle_put_original(&writer, STORE_LEGIT, SLICE("From: x\n\n"));
	assert_true(bundle_end(&writer, &self));
	assert_int_equal(writer.count, 2);
	assert_int_equal(writer.size, sizeof(SIGNED SIGNATURE) - 1);
	assert_memory_equal(writer.bytes, SIGNED SIGNATURE, writer.size);
	bundle_free(&writer);
}

static void
one_changed_byte_is_not_proved(void **state)
{
	static uint8_t bytes[] = SIGNED SIGNATURE;
	size_t size = sizeof(bytes) - 1;

	(void)state;
	know("gateway one " SECRET "\n");
	for (size_t i = 0; i < size; i++) {
		struct bundle bundle;

		bytes[i] ^= 1;
		if (bundle_open(
			(struct slice){bytes, size}, &gateways, &bundle))
			assert_int_not_equal(bundle.proof, BUNDLE_PROVED);
		bytes[i] ^= 1;
	}
}

static void
who_is_not_known_proves_nothing(void **state)
{
	struct bundle bundle;

	(void)state;
	know("gateway other " SECRET "\n");
	assert_true(bundle_open(SLICE(SIGNED SIGNATURE), &gateways, &bundle));
	assert_int_equal(bundle.proof, BUNDLE_UNPROVED);
	assert_null(bundle.known);
	assert_two_messages(&bundle);
	know("gateway one another-long-secret\n");
	assert_true(bundle_open(SLICE(SIGNED SIGNATURE), &gateways, &bundle));
	assert_int_equal(bundle.proof, BUNDLE_WRONG);
	assert_true(bundle_open(SLICE(SIGNED), &gateways, &bundle));
	assert_int_equal(bundle.proof, BUNDLE_WRONG);
}

static void
a_bundle_may_end_anywhere(void **state)
{
	(void)state;
	know("gateway one " SECRET "\n");
	for (size_t size = 0; size < sizeof(SIGNED SIGNATURE) - 1; size++) {
		uint8_t *bytes = malloc(size + 1);
		struct bundle bundle;
		size_t count = 0;

		assert_non_null(bytes);
		memcpy(bytes, SIGNED SIGNATURE, size);
		if (bundle_open(
			(struct slice){bytes, size}, &gateways, &bundle)) {
			assert_int_not_equal(bundle.proof, BUNDLE_PROVED);
			while (bundle_next(&bundle, &message))
				count++;
			assert_true(count <= 2);
		}
		free(bytes);
	}
}

static void
messages_that_lie_end_the_bundle(void **state)
{
#define HEAD "CGPFilter bundle 1\ngateway x\n"
	static const char *const rows[] = {
	    HEAD "original spam 99999999999999999999\nx\n",
	    HEAD "original spam 18446744073709551615\nx\n",
	    HEAD "original spam 2\nx\n",
	    HEAD "original spam 0\n\n",
	    HEAD "original spam 1\nxy\n",
	    HEAD "original other 1\nx\n",
	    HEAD "message spam 00\n",
	    HEAD "message spam 000102030405060708090a0b0c0d0e0g\n",
	    HEAD "print text 000102030405060708090a0b0c0d0e0f\n",
	    HEAD "\n",
	};
	struct bundle bundle;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(bundle_open(
		    slice_from_string(rows[i]), &gateways, &bundle));
		if (bundle_next(&bundle, &message))
			fail_msg("%s", rows[i]);
	}
}

static void
gateways_are_read_or_refused_by_line(void **state)
{
	static const struct {
		const char *text, *error; /* NULL: good */
	} rows[] = {
	    {"", NULL},
	    {"# nothing\n\n", NULL},
	    {"self a " SECRET "\nauthority x@example.com prints\n", NULL},
	    {"SELF a.b-c_1 " SECRET "\r\nauthority x@example.com MESSAGES",
		NULL},
	    {"gateway a " SECRET "\ngateway b " SECRET "  trusted \n", NULL},
	    {"authority x@example.com prints\n", "g:1: others want"},
	    {"self a short\n", "g:1: a secret"},
	    {"self a/b " SECRET "\n", "g:1: a name"},
	    {"self\n", "g:1: a name"},
	    {"\nself a " SECRET "\nself b " SECRET "\n", "g:3: this machine"},
	    {"gateway a " SECRET " yes\n", "g:1: only the word trusted"},
	    {"gateway a " SECRET " trusted now\n", "g:1: too many words"},
	    {"gateway a " SECRET "\ngateway a " SECRET "\n",
		"g:2: this gateway"},
	    {"authority nobody prints\n", "g:1: the address"},
	    {"authority a@b\"c prints\n", "g:1: the address"},
	    {"authority a@example.com all\n", "g:1: prints or messages"},
	    {"self a " SECRET "\nredis 127.0.0.1 6379 password\n", NULL},
	    {"self a " SECRET "\nredis /run/redis.sock\n", NULL},
	    {"redis 127.0.0.1 6379\n", "g:1: others want"},
	    {"redis 127.0.0.1 65536\n", "g:1: the port"},
	    {"redis 127.0.0.1\n", "g:1: the port"},
	    {"redis\n", "g:1: the host"},
	    {"redis /a\nredis /b\n", "g:2: a Redis server"},
	    {"sister a " SECRET "\n", "g:1: self, authority, gateway or redis"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buffer[256];
		struct text error = TEXT_OVER(buffer);
		bool good = read_gateways(rows[i].text, &error);

		if (good != (rows[i].error == NULL) ||
		    (!good && strncmp(buffer, rows[i].error,
				  strlen(rows[i].error)) != 0))
			fail_msg("%s: %s", rows[i].text, buffer);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_a_known_gateway_signed_is_proved),
	    cmocka_unit_test(what_is_written_is_what_is_signed_above),
	    cmocka_unit_test(one_changed_byte_is_not_proved),
	    cmocka_unit_test(who_is_not_known_proves_nothing),
	    cmocka_unit_test(a_bundle_may_end_anywhere),
	    cmocka_unit_test(messages_that_lie_end_the_bundle),
	    cmocka_unit_test(gateways_are_read_or_refused_by_line),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
