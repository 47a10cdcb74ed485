/*
 * matcher_portable_check - is a portable image sound? (private)
 */
#ifndef SIMD_MATCHER_PORTABLE_CHECK_H
#define SIMD_MATCHER_PORTABLE_CHECK_H

#include "simd/matcher_backend.h"

/* Does an image's body hold together? */
enum matcher_result portable_check(const struct matcher_header *image);

#endif
