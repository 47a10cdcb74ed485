/*
 * tsan_options - what every program that is built for TSan runs with
 *
 * glibc makes and frees the data of locales, character sets and loaded modules
 * in whatever thread comes by, under locks of its own that TSan does not see:
 * two workers that end at the same time look like a race.  What our own code
 * touches is watched as ever, also in memory that a library gave us.
 *
 * TSAN_OPTIONS in the environment has the last word.
 */
const char *__tsan_default_options(void);

const char *
__tsan_default_options(void)
{
	return "ignore_noninstrumented_modules=1";
}
