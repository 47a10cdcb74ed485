/*
 * prior - what is known of spam before anything was taught
 *
 * The words of prior.def, as weights of the pairs (each word is a feature there
 * by itself).  A model that was taught nothing, or whose teachers are late,
 * tells the plainest spam from talk among people; what it is taught then moves
 * these weights as any other, so a site whose mail is not so unlearns them.
 * Rating costs nothing more.
 *
 * Threads: any.
 */
#ifndef CORE_LEARN_PRIOR_H
#define CORE_LEARN_PRIOR_H

#include <stdint.h>

/* Into the fresh table of weights of the pairs: 1 << bits of them. */
void prior_put(int16_t *weights, uint32_t bits);

#endif
