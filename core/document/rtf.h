/*
 * rtf - objects and pictures in RTF, out of their hexadecimal digits
 *
 * Whoever hides an object puts into its digits what Word passes over: blanks,
 * control words, groups, escapes, raw bytes (\bin).  Where what Word makes of
 * that is not certain an object has several readings; each is given that
 * differs from those before it.
 *
 * Objects may stand in each other, so what is gone through for all of them and
 * their readings is bounded to RTF_SHARE times the bytes.
 *
 * Threads: one at a time.  Memory: bodies lie in the arena.
 */
#ifndef CORE_DOCUMENT_RTF_H
#define CORE_DOCUMENT_RTF_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

#define RTF_SHARE 8u
#define RTF_READINGS 4u

enum rtf_kind { RTF_OBJECT, RTF_PICTURE };

struct rtf {
	struct slice bytes;
	size_t at; /* of the digits in hand */
	enum rtf_kind kind;
	unsigned reading; /* the next one of them; 0: none in hand */
	unsigned doubts;  /* what its readings differ in */
	struct slice given[RTF_READINGS];
	uint64_t left; /* of RTF_SHARE */
	bool cut;      /* RTF_SHARE, the arena, size_max or the budget */
};

struct rtf_object {
	enum rtf_kind kind;
	unsigned reading; /* 0: the most likely one */
	struct slice body;
};

/* bytes need not begin like RTF. */
void rtf_begin(struct rtf *rtf, struct slice bytes);

/* The next one that is not empty; false: no more, or cut. */
bool rtf_next(struct rtf *rtf, size_t size_max, struct arena *arena,
    struct budget *budget, struct rtf_object *object_r) MUST_USE;

#endif
