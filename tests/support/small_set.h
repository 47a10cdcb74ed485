/*
 * small_set - a few signatures of every form, built in memory
 */
#ifndef TESTS_SUPPORT_SMALL_SET_H
#define TESTS_SUPPORT_SMALL_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sigdb;

/* A malloc'ed copy of the image of it; the caller frees it. */
uint8_t *small_set_image(bool portable, size_t *size_r);

/* The same, opened. */
struct sigdb *small_set_open(bool portable);

#endif
