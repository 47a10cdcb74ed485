/*
 * fault - where a test may make an engine die
 *
 * Does nothing in the product.  Stress tests link a fault_point() of their own
 * in its place, which dies, hangs or loops on messages made for it, so that the
 * supervisor can be tried on a real engine.
 */
#ifndef THREADS_BASE_FAULT_H
#define THREADS_BASE_FAULT_H

#include "core/base/slice.h"

void fault_point(struct slice message);

#endif
