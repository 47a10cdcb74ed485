/*
 * version - what this program says of itself
 */
#include "threads/base/version.h"

#include <stdio.h>

#include "simd/cpu.h"
#include "simd/matcher.h"

const char *
version_build_date(void)
{
	return CGPFILTER_BUILD_DATE;
}

const char *
version_engine(void)
{
	static char engine[160];

	if (engine[0] == '\0')
		snprintf(engine, sizeof(engine), "%s, kernels %s",
		    matcher_describe(MATCHER_BEST),
		    cpu_level_name(cpu_level()));
	return engine;
}
