/*
 * ber - tags and lengths of ASN.1 (X.690), in BER or DER
 *
 * Values one behind the other, and into those that hold values.  A value may
 * have no length but a mark at its end; where that is, is looked for only when
 * a value behind it is wanted, so going down to something is one pass.
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_BER_H
#define CORE_ENCODED_BER_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

enum ber_class {
	BER_UNIVERSAL,
	BER_APPLICATION,
	BER_CONTEXT,
	BER_PRIVATE,
};

/* Numbers of the universal class. */
enum ber_number {
	BER_END = 0, /* of a value without a length */
	BER_OCTET_STRING = 4,
	BER_OID = 6,
	BER_SEQUENCE = 16,
	BER_SET = 17,
};

struct ber_value {
	enum ber_class class;
	uint32_t number;
	bool constructed; /* holds values */
	bool endless;     /* its end is marked: bytes may go beyond it */
	struct slice bytes;
};

struct ber {
	struct slice bytes;
	size_t at;
	bool inside; /* at is inside of an endless value, which ends first */
	bool bad;    /* broken, or shorter than it says */
	struct budget *budget;
	size_t unasked; /* bytes since the budget was asked */
	bool stopped;   /* by the budget */
};

struct ber ber_open(struct slice bytes, struct budget *budget);

/* False: no more, broken, or no more time. */
bool ber_next(struct ber *ber, struct ber_value *value_r) MUST_USE;

/* The values in value, which is constructed. */
struct ber ber_enter(const struct ber *ber, const struct ber_value *value);

/* The next tag and length, and no further: what value holds comes next if it
 * is constructed.  Marks of an end are given too, as BER_END. */
bool ber_step(struct ber *ber, struct ber_value *value_r) MUST_USE;

static inline bool
ber_is(const struct ber_value *value, enum ber_class class, uint32_t number)
{
	return value->class == class && value->number == number;
}

#endif
