/*
 * parameter - chosen parameters of a structured field, put together
 *
 * A parameter may be written in one piece (name=v) or by RFC 2231: extended
 * (name*=charset'language'p%65rcent), in pieces (name*0=a; name*1=b), or both
 * (name*0*=...; name*1=...).  The plain form is preferred, as in most clients;
 * pieces may come in any order.
 *
 * Threads: one at a time.
 */
#ifndef CORE_HEADER_PARAMETER_H
#define CORE_HEADER_PARAMETER_H

#include "core/base/arena.h"
#include "core/base/slice.h"
#include "core/header/header.h"

/* Parameters of one field that are looked at. */
#define PARAMETERS_MAX 1024u

struct parameter {
	struct slice name;    /* in: in any case of letters */
	struct slice value;   /* out: percent-decoded where it was extended */
	struct slice charset; /* out: that RFC 2231 names; mostly empty */
	bool found;           /* out */
	bool extended;        /* out: value is of an RFC 2231 form */
	bool doubtful;        /* out: clients may differ in what it is */
	bool has_pieces;      /* private: an RFC 2231 form was seen */
};

/*
 * Look for wanted[0..count) in what follows the main value of a field.  The
 * first of equal names or pieces counts.  False: not all of it was looked at
 * (PARAMETERS_MAX, 128 pieces, or no memory).
 */
bool parameters_read(struct slice rest, struct arena *arena,
    struct parameter *wanted, size_t count);

enum parameter_join {
	PARAMETER_JOIN_FIRST, /* the first of equal pieces, up to a gap */
	PARAMETER_JOIN_LAST,  /* the last of equal pieces, up to a gap */
	PARAMETER_JOIN_ALL,   /* the first of equal pieces, over gaps */
};

/* The RFC 2231 form of parameter->name alone.  False: as above. */
bool parameter_join(struct slice rest, struct arena *arena,
    enum parameter_join how, struct parameter *parameter);

#endif
