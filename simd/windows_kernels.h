/*
 * windows_kernels - the variants behind windows.h; private to simd/windows*.c
 */
#ifndef SIMD_WINDOWS_KERNELS_H
#define SIMD_WINDOWS_KERNELS_H

#include "simd/windows.h"

typedef size_t windows_next_kernel(const struct windows_filter *filter,
    const uint8_t *data, size_t size, size_t at);

windows_next_kernel windows_next_scalar;
windows_next_kernel windows_next_avx2;

#endif
