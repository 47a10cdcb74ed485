/*
 * test_cpu - levels, forced and found
 */
#include "simd/cpu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void
the_level_does_not_change_by_asking(void **state)
{
	enum cpu_level level = cpu_level();

	(void)state;
	assert_in_range(level, CPU_SCALAR, CPU_AVX512);
	assert_int_equal(cpu_level(), level);
}

static void
a_lower_level_can_be_forced_and_the_best_comes_back(void **state)
{
	enum cpu_level best = cpu_force_level(CPU_AVX512);

	(void)state;
	for (int level = CPU_SCALAR; level <= (int)best; level++) {
		assert_int_equal(cpu_force_level((enum cpu_level)level), level);
		assert_int_equal(cpu_level(), level);
	}
	assert_int_equal(cpu_force_level(CPU_SCALAR), CPU_SCALAR);
	assert_int_equal(cpu_force_level(CPU_AVX512), best);
	assert_int_equal(cpu_level(), best);
}

static void
a_level_the_processor_lacks_is_capped(void **state)
{
	enum cpu_level best = cpu_force_level(CPU_AVX512);

	(void)state;
	assert_int_equal(cpu_force_level(CPU_LEVELS), best);
	assert_int_equal(cpu_level(), best);
}

#ifdef __linux__
/* The kernel's list of flags is another opinion on what the processor has. */
static int
kernel_says(const char *flag)
{
	static char line[16384];
	FILE *file = fopen("/proc/cpuinfo", "r");
	int found = -1;

	if (file == NULL)
		return -1;
	while (found < 0 && fgets(line, sizeof(line), file) != NULL) {
		if (strncmp(line, "flags", 5) != 0)
			continue;
		line[strcspn(line, "\n")] = ' ';
		found = strstr(line, flag) != NULL;
	}
	fclose(file);
	return found;
}
#else
static int
kernel_says(const char *flag)
{
	(void)flag;
	return -1;
}
#endif

static void
the_best_level_agrees_with_the_kernel(void **state)
{
	enum cpu_level best = cpu_force_level(CPU_AVX512);
	int avx2 = kernel_says(" avx2 ");
	int vbmi2 = kernel_says(" avx512_vbmi2 ");

	(void)state;
	/* A build without kernels, or a system without the list. */
	if (best == CPU_SCALAR || avx2 < 0)
		return;
	assert_int_equal(best >= CPU_AVX2, avx2);
	assert_int_equal(best >= CPU_AVX512, vbmi2);
}

static void
every_level_has_its_name(void **state)
{
	(void)state;
	assert_string_equal(cpu_level_name(CPU_SCALAR), "scalar");
	assert_string_equal(cpu_level_name(CPU_SSE42), "sse4.2");
	assert_string_equal(cpu_level_name(CPU_AVX2), "avx2");
	assert_string_equal(cpu_level_name(CPU_AVX512), "avx512");
	assert_string_equal(cpu_level_name(CPU_LEVELS), "unknown");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_level_does_not_change_by_asking),
	    cmocka_unit_test(
		a_lower_level_can_be_forced_and_the_best_comes_back),
	    cmocka_unit_test(a_level_the_processor_lacks_is_capped),
	    cmocka_unit_test(the_best_level_agrees_with_the_kernel),
	    cmocka_unit_test(every_level_has_its_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
