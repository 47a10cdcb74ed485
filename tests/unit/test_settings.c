/*
 * test_settings - cartridge.cfg as sites have it
 *
 * Keys and defaults are those of the vendor's file and guide.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/list/settings.h"

static char warned[2048];

static void
on_warning(void *owner, const char *sentence)
{
	unsigned *count = owner;

	++*count;
	snprintf(warned, sizeof(warned), "%s", sentence);
}

static enum settings_result
parse(const char *file, struct settings *settings, unsigned *warnings,
    struct text *error)
{
	*warnings = 0;
	warned[0] = '\0';
	return settings_parse(slice_from_string(file), "c", on_warning,
	    warnings, settings, error);
}

static void
an_old_file_is_read_with_all_its_keys(void **state)
{
	static const char file[] =
	    "# comment\n"
	    "  # micro-update port = 99\n"
	    "micro-update hostname = updates.example.com\n"
	    "Micro-Update   Port=25\r\n"
	    "micro-update interval = auto\n"
	    "micro-update timeout = 30\n"
	    "micro-update cache path = /var/cache/a b\n"
	    "local address for m-u conns = 192.0.2.1\n"
	    "http proxy = proxy.test:3128\n"
	    "http proxy basic auth = me:secret=1\n"
	    "http proxy ntlm auth = dom:me:secret\n"
	    "use ip information = no\n"
	    "use envelope for ip information = 0\n"
	    "favor analysis over speed = YES\n"
	    "image processing depth = high\n"
	    "consider empty messages spam = on\n"
	    "customer id =\n"
	    "report statistics = true\n"
	    "anonymize statistics = off\n";
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	assert_int_equal(
	    parse(file, &settings, &warnings, &error), SETTINGS_OK);
	assert_int_equal(warnings, 0);
	assert_string_equal(settings.update_host, "updates.example.com");
	assert_int_equal(settings.update_port, 25);
	assert_int_equal(settings.update_interval_s, 0);
	assert_int_equal(settings.update_timeout_s, 30);
	assert_string_equal(settings.update_cache, "/var/cache/a b");
	assert_string_equal(settings.local_address, "192.0.2.1");
	assert_string_equal(settings.proxy, "proxy.test:3128");
	assert_string_equal(settings.proxy_basic, "me:secret=1");
	assert_string_equal(settings.proxy_ntlm, "dom:me:secret");
	assert_false(settings.use_ip);
	assert_false(settings.ip_from_envelope);
	assert_true(settings.analysis_first);
	assert_int_equal(settings.image_depth, IMAGE_DEPTH_HIGH);
	assert_true(settings.empty_is_spam);
	assert_string_equal(settings.customer_id, "");
	assert_true(settings.report_statistics);
	assert_false(settings.anonymize_statistics);
}

static void
a_byte_order_mark_is_no_part_of_the_first_key(void **state)
{
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	assert_int_equal(parse("\xEF\xBB\xBFuse ip information = no\r\n",
			     &settings, &warnings, &error),
	    SETTINGS_OK);
	assert_int_equal(warnings, 0);
	assert_false(settings.use_ip);
}

static void
without_a_file_the_defaults_hold(void **state)
{
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	assert_int_equal(parse("", &settings, &warnings, &error), SETTINGS_OK);
	assert_true(settings.use_ip);
	assert_true(settings.ip_from_envelope);
	assert_false(settings.empty_is_spam);
	assert_false(settings.report_statistics);
	assert_int_equal(settings.update_port, 80);
	assert_string_equal(settings.update_host, "");
	assert_int_equal(settings_load("/nonexistent/cartridge.cfg", NULL, NULL,
			     &settings, &error),
	    SETTINGS_NO_FILE);
	assert_true(settings.use_ip);
	assert_int_equal(
	    settings_load("/dev/null", NULL, NULL, &settings, &error),
	    SETTINGS_BAD);
}

static void
what_is_odd_is_told_and_passed_over(void **state)
{
	static const struct {
		const char *file, *warning;
	} rows[] = {
	    {"\nkeep offline files = yes",
		"c:2: \"keep offline files\" is not a key that means something "
		"here"},
	    {"a\x01z = 1",
		"c:1: \"a?z\" is not a key that means something here"},
	    {"report statistics = yes\nReport Statistics = no",
		"c:2: \"Report Statistics\" was given already; this one "
		"counts"},
	    {"micro-update public key = zz", "c:1: \"micro-update public key\" "
					     "is not 64 hexadecimal digits: "
					     "no update can be read"},
	    {"micro-update hostname = http://a.test/",
		"c:1: \"micro-update hostname\" is the name of a host alone: "
		"the path has a key of its own, and micro-update https is for "
		"the rest"},
	};
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
		    parse(rows[i].file, &settings, &warnings, &error),
		    SETTINGS_OK);
		assert_int_equal(warnings, 1);
		assert_string_equal(warned, rows[i].warning);
		assert_false(settings.report_statistics);
	}
}

static void
a_bad_value_refuses_the_file(void **state)
{
	static const struct {
		const char *file, *error;
	} rows[] = {
	    {"use ip information = maybe",
		"c:1: use ip information: allowed is yes or no"},
	    {"use ip information =",
		"c:1: use ip information: allowed is yes or no"},
	    {"#\nmicro-update port = 0", "c:2: micro-update port: allowed is a "
					 "whole number from 1 to 65535"},
	    {"micro-update port = auto", "c:1: micro-update port: allowed is a "
					 "whole number from 1 to 65535"},
	    {"micro-update port = 65536",
		"c:1: micro-update port: allowed is a "
		"whole number from 1 to 65535"},
	    {"micro-update interval = 3 parsecs",
		"c:1: micro-update interval: allowed is auto, a number of "
		"hours, or a number with s, m, h or d behind it (90s), up to "
		"365d"},
	    {"image processing depth = deep", "c:1: image processing depth: "
					      "allowed is none, low, medium or "
					      "high"},
	    {"http proxy = a\tb", "c:1: http proxy: the value is too long, or "
				  "has control characters in it"},
	    {"use ip information yes", "c:1: a line is key = value"},
	    {"= yes", "c:1: a line is key = value"},
	};
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
		    parse(rows[i].file, &settings, &warnings, &error),
		    SETTINGS_BAD);
		assert_string_equal(room, rows[i].error);
		assert_true(settings.use_ip);
	}
}

static void
a_span_is_hours_or_has_a_unit(void **state)
{
	static const struct {
		const char *file;
		uint32_t seconds; /* UINT32_MAX: refused */
	} rows[] = {
	    {"micro-update interval = auto", 0},
	    {"micro-update interval = 0", 0},
	    {"micro-update interval = 2", 7200},
	    {"micro-update interval = 90s", 90},
	    {"micro-update interval = 5M", 300},
	    {"micro-update interval = 12h", 43200},
	    {"micro-update interval = 365d", 31536000},
	    {"micro-update interval = 366d", UINT32_MAX},
	    {"micro-update interval = 18446744073709551615", UINT32_MAX},
	    {"micro-update interval = s", UINT32_MAX},
	    {"micro-update interval = -1", UINT32_MAX},
	    {"micro-update interval = 1 h", UINT32_MAX},
	    {"micro-update interval =", UINT32_MAX},
	};
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool bad = rows[i].seconds == UINT32_MAX;

		assert_int_equal(
		    parse(rows[i].file, &settings, &warnings, &error),
		    bad ? SETTINGS_BAD : SETTINGS_OK);
		assert_int_equal(
		    settings.update_interval_s, bad ? 0 : rows[i].seconds);
	}
}

static void
a_text_may_fill_its_room(void **state)
{
	static char file[SETTING_TEXT_BYTES + 32] = "customer id = ";
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings;
	size_t start = strlen(file);

	(void)state;
	memset(file + start, 'x', SETTING_TEXT_BYTES - 1);
	assert_int_equal(
	    parse(file, &settings, &warnings, &error), SETTINGS_OK);
	assert_int_equal(strlen(settings.customer_id), SETTING_TEXT_BYTES - 1);
	file[start + SETTING_TEXT_BYTES - 1] = 'x';
	assert_int_equal(
	    parse(file, &settings, &warnings, &error), SETTINGS_BAD);
}

static void
what_is_printed_reads_back_and_hides_passwords(void **state)
{
	char room[256], *bytes = NULL;
	struct text error = TEXT_OVER(room);
	struct settings settings, again;
	unsigned warnings;
	size_t size;
	FILE *out = open_memstream(&bytes, &size);

	(void)state;
	assert_non_null(out);
	assert_int_equal(parse("http proxy basic auth = me:secret\n"
			       "use ip information = no\n"
			       "micro-update interval = 6\n"
			       "image processing depth = none\n",
			     &settings, &warnings, &error),
	    SETTINGS_OK);
	settings_print(&settings, out);
	assert_int_equal(fclose(out), 0);
	assert_null(strstr(bytes, "secret"));
	assert_non_null(strstr(bytes, "micro-update interval = 21600s\n"));
	assert_int_equal(parse(bytes, &again, &warnings, &error), SETTINGS_OK);
	assert_int_equal(warnings, 0);
	assert_false(again.use_ip);
	assert_int_equal(again.image_depth, IMAGE_DEPTH_NONE);
	free(bytes);
}

/* Run from the top folder of the project, as `make test` does. */
static void
the_shipped_file_has_every_key_at_its_default(void **state)
{
	static char bytes[8192], preset[8192], *out_bytes;
	char room[256];
	struct text error = TEXT_OVER(room);
	struct settings settings;
	unsigned warnings, keys = 0;
	size_t size, printed;
	FILE *file = fopen("conf/cartridge.cfg", "r"), *out;

	(void)state;
	assert_non_null(file);
	size = fread(bytes, 1, sizeof(bytes) - 1, file);
	fclose(file);
	/* Comments have a blank behind their '#', keys have none. */
	for (size_t i = 0; i + 1 < size; i++)
		if ((i == 0 || bytes[i - 1] == '\n') && bytes[i] == '#' &&
		    bytes[i + 1] != ' ' && bytes[i + 1] != '\n') {
			bytes[i] = ' ';
			keys++;
		}
	assert_int_equal(
	    parse(bytes, &settings, &warnings, &error), SETTINGS_OK);
	assert_int_equal(warnings, 0);
	out = open_memstream(&out_bytes, &printed);
	settings_print(&settings, out);
	fclose(out);
	assert_true(printed < sizeof(preset));
	memcpy(preset, out_bytes, printed + 1);
	free(out_bytes);
	settings_default(&settings);
	out = open_memstream(&out_bytes, &printed);
	settings_print(&settings, out);
	fclose(out);
	assert_string_equal(out_bytes, preset);
	for (size_t i = 0; i < printed; i++)
		keys -= out_bytes[i] == '\n';
	assert_int_equal(keys, 0);
	free(out_bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_old_file_is_read_with_all_its_keys),
	    cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_key),
	    cmocka_unit_test(without_a_file_the_defaults_hold),
	    cmocka_unit_test(what_is_odd_is_told_and_passed_over),
	    cmocka_unit_test(a_bad_value_refuses_the_file),
	    cmocka_unit_test(a_span_is_hours_or_has_a_unit),
	    cmocka_unit_test(a_text_may_fill_its_room),
	    cmocka_unit_test(the_shipped_file_has_every_key_at_its_default),
	    cmocka_unit_test(what_is_printed_reads_back_and_hides_passwords),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
