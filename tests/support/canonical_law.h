/*
 * canonical_law - what holds for the canonical form of any message
 */
#ifndef TESTS_SUPPORT_CANONICAL_LAW_H
#define TESTS_SUPPORT_CANONICAL_LAW_H

#include "core/canonical/canonical.h"

/* Aborts where it does not hold. */
void canonical_law(const struct canonical *canonical);

#endif
