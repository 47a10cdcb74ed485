/*
 * test_batch - batch files as cmd.exe reads them, and words of PowerShell
 *
 * Expected values by hand, after "set /?", "cmd /?" and what PowerShell's
 * about_Special_Characters says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/script/batch.h"
#include "core/script/powershell.h"
#include "tests/support/exact_bytes.h"
#include "tests/support/slices.h"

struct reading {
	struct arena *arena;
	struct script_variables variables, files;
	struct batch batch;
	uint8_t *copy;
};

static void
read_batch(struct slice text, size_t room, struct reading *reading)
{
	*reading = (struct reading){.arena = arena_create((size_t)64 << 20)};
	assert_non_null(reading->arena);
	reading->variables.arena = reading->files.arena = reading->arena;
	reading->copy = exactly(text.data, text.size);
	reading->batch = (struct batch){
	    .text = {reading->copy, text.size},
	    .variables = &reading->variables,
	    .files = &reading->files,
	    .out = malloc(room),
	    .room = room,
	};
	assert_non_null(reading->batch.out);
	batch_read(&reading->batch);
}

static struct slice
result_of(const struct reading *reading)
{
	return (struct slice){reading->batch.out, reading->batch.size};
}

static void
end(struct reading *reading)
{
	free(reading->copy);
	free(reading->batch.out);
	arena_destroy(&reading->arena);
}

static const struct {
	struct slice text;
	struct slice result;
} rows[] = {
    {SLICE("p^ow^er^shell"), SLICE("powershell")},
    {SLICE("echo \"a^b\" ^& c^^d"), SLICE("echo \"a^b\" & c^d")},
    {SLICE("power^\r\nshell^\nx"), SLICE("powershellx")},
    {SLICE("x^"), SLICE("x")},
    {SLICE("set a=she\r\nset b=ll\r\npower%a%%B%"),
	SLICE("set a=she\r\nset b=ll\r\npowershell")},
    {SLICE("@set \"a=x y\" & echo %a%"), SLICE("@set \"a=x y\" & echo ")},
    {SLICE("set \"a=x y\"\n%a%"), SLICE("set \"a=x y\"\nx y")},
    {SLICE("set a=^p^o&set b=1\n%a%%b%"), SLICE("set a=po&set b=1\npo1")},
    {SLICE("set \"a=^p^o\"\n%a% \"%a%\""),
	SLICE("set \"a=^p^o\"\npo \"^p^o\"")},
    {SLICE("set a=abcdef\n%a:~1,2%%a:~-2%%a:~0,-4%%a:~9%%a:~4,9%"),
	SLICE("set a=abcdef\nbcefabef")},
    {SLICE("set a=axbXc\n%a:x=%-%a:x=12%-%a:*b=%"),
	SLICE("set a=axbXc\nabc-a12b12c-Xc")},
    {SLICE("po%nothing%wer %temp% %1 %~dp0 %%i %"),
	SLICE("power %temp% %1 %~dp0 %i %")},
    {SLICE("%comspec:~-7,3% %comspec%"), SLICE("cmd %comspec%")},
    {SLICE("set a=1\n!a!!b!"), SLICE("set a=1\n1!b!")},
    {SLICE("set a=1\nset a=\n%a%x"), SLICE("set a=1\nset a=\nx")},
    {SLICE("set /a b=1\n%b%"), SLICE("set /a b=1\n")},
    {SLICE(""), SLICE("")},
};

static void
lines_are_read_as_cmd_reads_them(void **state)
{
	struct reading reading;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		read_batch(
		    rows[i].text, BATCH_ROOM(rows[i].text.size), &reading);
		assert_slice_is(result_of(&reading), rows[i].result);
		assert_false(reading.batch.cut);
		end(&reading);
	}
}

static void
they_may_end_anywhere(void **state)
{
	struct reading reading;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size < rows[i].text.size; size++) {
			read_batch(
			    slice_sub(rows[i].text, 0, size), 65536, &reading);
			end(&reading);
		}
}

static void
what_echo_writes_is_kept(void **state)
{
	static const struct {
		struct slice text;
		const char *name;
		struct slice file;
	} cases[] = {
	    {SLICE("echo ab>a.txt\r\necho cd >> a.txt"), "a.txt",
		SLICE("ab\r\ncd ")},
	    {SLICE(">\"a b.txt\" echo ab"), "a b.txt", SLICE("ab")},
	    {SLICE("@(echo a^>b&x)>a.txt"), "", SLICE("")},
	    {SLICE("echo a^>b^&c>a.txt"), "a.txt", SLICE("a>b&c")},
	    {SLICE("echo.\">\">a.txt"), "a.txt", SLICE("\">\"")},
	    {SLICE("echo ab"), "", SLICE("")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct script_variable *file;
		struct reading reading;
		uint8_t bytes[64];

		read_batch(cases[i].text, 65536, &reading);
		file = script_variables_find(
		    &reading.files, slice_from_string(cases[i].name));
		assert_int_equal(file != NULL, cases[i].name[0] != '\0');
		if (file != NULL) {
			assert_true(file->size <= sizeof(bytes));
			script_variable_read(file, bytes);
			assert_slice_is(
			    ((struct slice){bytes, file->size}), cases[i].file);
		}
		end(&reading);
	}
}

/* As long as the room, or as cmd's lines; no value is gone over for ever. */
static void
bounds_are_kept(void **state)
{
	static const char *const units[] = {"%a%", "%a:aab=x%", "%a:~0,1%", "^",
	    "^\n", "%", "%x%", "set a=%a%%a%x\n", "echo %a%>b\n", "&", "!a!"};
	const size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t unit = strlen(units[i]);
		struct reading reading;

		memset(bytes, 'a', size);
		memcpy(bytes, "set a=", 6);
		bytes[8000] = '\n';
		for (size_t at = 8001; at < size; at++)
			bytes[at] = (uint8_t)units[i][at % unit];
		read_batch(
		    (struct slice){bytes, size}, BATCH_ROOM(size), &reading);
		assert_true(reading.batch.size <= BATCH_ROOM(size));
		end(&reading);
	}
	free(bytes);
}

static void
backquotes_within_words_are_gone(void **state)
{
	static const struct {
		struct slice text, plain;
	} cases[] = {
	    {SLICE("i`ex `W`rite"), SLICE("iex W\rite")},
	    {SLICE("\"a`\"b``c`$d\""), SLICE("\"a\"\"b`c$d\"")},
	    {SLICE("a `\nb`"), SLICE("a  b`")},
	};
	uint8_t out[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_slice_is(
		    ((struct slice){out, powershell_plain(cases[i].text, out)}),
		    cases[i].plain);
}

static void
encoded_commands_are_found(void **state)
{
	static const struct {
		struct slice text;
		const char *base64; /* NULL: none */
	} cases[] = {
	    {SLICE("powershell -enc YQBiAGMAZABlAGYA"), "YQBiAGMAZABlAGYA"},
	    {SLICE("-E  YQBiAGMAZABlAGYA x"), "YQBiAGMAZABlAGYA"},
	    {SLICE("/EncodedCommand \"YQBiAGMAZABlAGYA\""), "YQBiAGMAZABlAGYA"},
	    {SLICE("-ec:YQBiAGMAZABlAGYA"), "YQBiAGMAZABlAGYA"},
	    {SLICE("-ex YQBiAGMAZABlAGYA"), NULL},
	    {SLICE("-encoded"), NULL},
	    {SLICE("-e YQBi"), NULL},
	    {SLICE("-"), NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct slice base64;
		size_t at = 0;
		bool found =
		    powershell_command_next(cases[i].text, &at, &base64);

		assert_int_equal(found, cases[i].base64 != NULL);
		if (found)
			assert_slice_is(
			    base64, slice_from_string(cases[i].base64));
	}
}

static void
only_text_is_narrowed(void **state)
{
	uint8_t text[] = {'a', 0, 'b', 0};
	uint8_t other[] = {'a', 0, 'b', 1};

	(void)state;
	assert_int_equal(powershell_narrow(text, sizeof(text)), 2);
	assert_memory_equal(text, "ab", 2);
	assert_int_equal(powershell_narrow(other, sizeof(other)), 0);
	assert_int_equal(powershell_narrow(other, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_read_as_cmd_reads_them),
	    cmocka_unit_test(they_may_end_anywhere),
	    cmocka_unit_test(what_echo_writes_is_kept),
	    cmocka_unit_test(bounds_are_kept),
	    cmocka_unit_test(backquotes_within_words_are_gone),
	    cmocka_unit_test(encoded_commands_are_found),
	    cmocka_unit_test(only_text_is_narrowed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
