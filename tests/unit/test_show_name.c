/*
 * test_show_name - names of files that no sender chooses
 *
 * The expected names are by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/show/safe_name.h"
#include "tests/support/random.h"

static const struct {
	const char *name, *safe;
} rows[] = {
    {"invoice.pdf", "007-invoice.pdf"},
    {"../../etc/passwd", "007-._._etc_passwd"},
    {"/etc/passwd", "007-etc_passwd"},
    {"C:\\AUTOEXEC.BAT", "007-C_AUTOEXEC.BAT"},
    {"..", "007-."},
    {".", "007-."},
    {".bashrc", "007-.bashrc"},
    {"-rf", "007--rf"},
    {"a b\tc\nd", "007-a_b_c_d"},
    {"$(reboot);`x`|y&", "007-reboot_x_y_"},
    {"\033]0;x\007", "007-0_x_"},
    {"invoice\xE2\x80\xAE"
     "fdp.exe",
	"007-invoice_fdp.exe"},
    {"\xD0\xBF\xD1\x80.doc", "007-.doc"},
    {"\xFF\xFE", "007-"},
    {"CON", "007-CON"},
};

static struct part
part_with(struct part_name *name, const char *text)
{
	name->text = slice_from_string(text);
	return (struct part){
	    .index = 7,
	    .media_type = SLICE("text/plain"),
	    .names = name,
	    .name_count = 1,
	};
}

static void
each_name_is_what_the_table_says(void **state)
{
	char buffer[SAFE_NAME_BYTES];
	struct part_name name;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct part part = part_with(&name, rows[i].name);
		struct text text = TEXT_OVER(buffer);

		safe_name_put(&text, &part, 0);
		assert_string_equal(text.data, rows[i].safe);
	}
}

static void
without_a_name_it_is_called_by_its_type(void **state)
{
	char buffer[SAFE_NAME_BYTES];
	struct text text = TEXT_OVER(buffer);
	struct part part = {.index = 12345, .media_type = SLICE("text/plain")};

	(void)state;
	safe_name_put(&text, &part, 0);
	assert_string_equal(text.data, "12345-text_plain");
	text_clear(&text);
	part.name = SLICE("x.txt");
	safe_name_put(&text, &part, 3);
	assert_string_equal(text.data, "3-12345-x.txt");
}

static void
a_long_name_keeps_its_end(void **state)
{
	char buffer[SAFE_NAME_BYTES], name[3000];
	struct text text = TEXT_OVER(buffer);
	struct part_name storage;
	struct part part;

	(void)state;
	memset(name, 'a', sizeof(name));
	memcpy(name + sizeof(name) - 9, "/b/c.exe", 9);
	part = part_with(&storage, name);
	part.index = UINT32_MAX;
	safe_name_put(&text, &part, UINT32_MAX);
	assert_false(text.truncated);
	assert_string_equal(text.data + text.size - 8, "_b_c.exe");
}

/* Whatever the bytes: no slash, nothing a shell or a terminal knows. */
static void
no_name_gets_out(void **state)
{
	static const char allowed[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	char buffer[SAFE_NAME_BYTES];
	uint8_t bytes[200];
	uint64_t random = 7;
	struct part_name name;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		struct text text = TEXT_OVER(buffer);
		struct part part = part_with(&name, "");
		size_t size = random_below(&random, sizeof(bytes) + 1);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)random_below(&random, 256);
		name.text = (struct slice){bytes, size};
		safe_name_put(&text, &part, 0);
		assert_false(text.truncated);
		assert_int_equal(strspn(text.data, allowed), text.size);
		assert_null(strstr(text.data, ".."));
		assert_memory_equal(text.data, "007-", 4);
	}
}

static void
containers_and_closed_parts_are_no_files(void **state)
{
	struct part part = {.kind = PART_LEAF};

	(void)state;
	assert_true(safe_name_is_file(&part));
	part.flags = PART_ENCRYPTED;
	assert_false(safe_name_is_file(&part));
	part.body = SLICE("x");
	assert_true(safe_name_is_file(&part));
	part.kind = PART_ARCHIVE;
	assert_true(safe_name_is_file(&part));
	part.kind = PART_MULTIPART;
	assert_false(safe_name_is_file(&part));
	part.kind = PART_MESSAGE;
	assert_false(safe_name_is_file(&part));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_name_is_what_the_table_says),
	    cmocka_unit_test(without_a_name_it_is_called_by_its_type),
	    cmocka_unit_test(a_long_name_keeps_its_end),
	    cmocka_unit_test(no_name_gets_out),
	    cmocka_unit_test(containers_and_closed_parts_are_no_files),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show_name", tests, NULL, NULL);
}
