/*
 * verify_search - do the other parts fit around one that was found?
 *
 * Private to the verifier.  What stands right of a part and what stands left of
 * it are searched apart from each other, a part at a time, depth first.  Each
 * side remembers for each part the range that was searched in vain, so that no
 * range is searched twice however the gaps overlap; that keeps the search
 * linear instead of exponential.
 */
#ifndef CORE_SCAN_VERIFY_SEARCH_H
#define CORE_SCAN_VERIFY_SEARCH_H

#include "core/scan/verify.h"
#include "core/scan/verify_part.h"

struct verify_search {
	struct verify_run run;
	struct verify_range origin; /* starts of the first part */
	/* By part.  Right of the anchor's: starts; left of it: ends. */
	struct verify_range *known;
	struct verify_match match;
};

/* Part index at start, and all others around it; then match is set. */
bool verify_search_from(
    struct verify_search *search, uint32_t index, uint64_t start);

/* Those left of part index, which is at start; then match.start is set. */
bool verify_search_left_of(
    struct verify_search *search, uint32_t index, uint64_t start);

#endif
