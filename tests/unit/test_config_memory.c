/*
 * test_config_memory - a configuration when memory is short
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/config_case.h"

/*
 * Allocations of the code under test come here (conf/conf.mk links it so); the
 * one after so many more fails.  Negative: none does.
 */
static int allocations_left = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
char *__real_strdup(const char *string);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
char *__wrap_strdup(const char *string);

static bool
allocation_fails(void)
{
	return allocations_left >= 0 && allocations_left-- == 0;
}

void *
__wrap_malloc(size_t size)
{
	return allocation_fails() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return allocation_fails() ? NULL : __real_calloc(count, size);
}

char *
__wrap_strdup(const char *string)
{
	int left;
	char *copy;

	if (allocation_fails())
		return NULL;
	/* In a static program its own malloc() comes by here, too. */
	left = allocations_left;
	allocations_left = -1;
	copy = __real_strdup(string);
	allocations_left = left;
	return copy;
}

/* How often may_fail fails before it has all the memory it wants. */
static int
failures_of(bool (*may_fail)(void))
{
	for (int allowed = 0; allowed < 100; allowed++) {
		bool good;

		allocations_left = allowed;
		good = may_fail();
		allocations_left = -1;
		if (good)
			return allowed;
	}
	fail_msg("it never gets enough memory");
	return -1;
}

static bool
make_default(void)
{
	struct config *config = config_default("prog");

	if (config == NULL)
		return false;
	config_free(&config);
	return true;
}

static struct config *original;

static bool
make_copy(void)
{
	struct config *copy = config_copy(original);

	if (copy == NULL)
		return false;
	config_free(&copy);
	return true;
}

static bool
parse_one(void)
{
	static const char input[] =
	    "InfectedText=a;StateDirectory=b;Workers=1;InfectedText=c;";
	char array[256];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;
	struct slice bytes = slice_from_string(input);

	if (config_parse(bytes, "f", NULL, NULL, NULL, &config, &error) ==
	    CONFIG_OK) {
		config_free(&config);
		return true;
	}
	assert_null(config);
	assert_string_equal(array, "f: there is no memory to read it");
	return false;
}

static bool
load_one(void)
{
	char array[256];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;
	enum config_result result =
	    config_load("/dev/null/x", NULL, NULL, NULL, &config, &error);

	assert_int_equal(result, CONFIG_BAD);
	result = config_load(
	    "conf/CGPFilter.cfg", NULL, NULL, NULL, &config, &error);
	if (result == CONFIG_OK) {
		config_free(&config);
		return true;
	}
	assert_int_equal(result, CONFIG_NO_MEMORY);
	assert_null(config);
	assert_string_equal(
	    array, "conf/CGPFilter.cfg: there is no memory to read it");
	return false;
}

/* Under the address sanitizer this also shows that nothing leaks then. */
static void
every_allocation_may_fail(void **state)
{
	int object = 1;

	(void)state;
	/* The object and each text in it. */
	for (size_t i = 0; i < key_count; i++)
		object += key_is_text(&key_table[i]);
	assert_true(object >= 6);
	assert_int_equal(failures_of(make_default), object);
	original = config_default(NULL);
	assert_non_null(original);
	assert_int_equal(failures_of(make_copy), object);
	config_free(&original);
	/* The document and its arena before, three texts after. */
	assert_int_equal(failures_of(parse_one), 2 + object + 3);
	/* The file's bytes, the document and its arena. */
	assert_int_equal(failures_of(load_one), 1 + 2 + object);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_allocation_may_fail),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("config_memory", tests, NULL, NULL);
}
