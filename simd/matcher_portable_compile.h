/*
 * matcher_portable_compile - the portable back end's tables from literals
 * (private)
 */
#ifndef SIMD_MATCHER_PORTABLE_COMPILE_H
#define SIMD_MATCHER_PORTABLE_COMPILE_H

#include "simd/matcher_backend.h"

enum matcher_result portable_compile(const struct matcher_literal *literals,
    size_t count, struct matcher_header **image_r);

/*
 * Only those of the literals that can be known by windows; the others go to
 * rest_r, which has room for count.  *image_r is NULL if windows know none.
 */
enum matcher_result portable_compile_windows(
    const struct matcher_literal *literals, size_t count,
    struct matcher_literal *rest_r, size_t *rest_count_r,
    struct matcher_header **image_r);

#endif
