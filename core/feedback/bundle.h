/*
 * bundle - believed reports on their way from a gateway to the authority
 *
 *     CGPFilter bundle 1
 *     gateway NAME
 *     made SECONDS                    since 1970; absent: 0
 *     message CLASS IDENTITY          a message, as its prints ...
 *     print KIND DIGEST               ... each
 *     original CLASS SIZE             a message, as it was ...
 *     SIZE bytes and a line end       ... here
 *     sign HMAC                       the last line, if the gateway has a
 * secret
 *
 * CLASS is spam, phishing or legit; digests are hexadecimal.  HMAC is
 * HMAC-SHA-256 (RFC 2104), keyed with the gateway's secret, over all bytes
 * ahead of that line.  What arrives twice is one report more of the same
 * gateway, so it changes nothing; and one that is older than claims are
 * remembered is not believed, since an UNLEARN may be forgotten by then.
 *
 * In a mail it is an attachment of the type BUNDLE_TYPE, in base64.
 *
 * Threads: any, each with a bundle of its own.
 */
#ifndef CORE_FEEDBACK_BUNDLE_H
#define CORE_FEEDBACK_BUNDLE_H

#include "core/feedback/gateways.h"
#include "core/print/print.h"
#include "core/store/store.h"

#define BUNDLE_TYPE "application/x-cgpfilter-bundle"
/* The field that marks what the program itself sends, and its value here. */
#define BUNDLE_FIELD "X-CGPFilter-Report"
#define BUNDLE_VALUE "bundle"
/* One is begun anew from here on. */
#define BUNDLE_BYTES_MAX ((size_t)4 << 20)

/* ---- writing ------------------------------------------------------------- */

struct bundle_writer {
	uint8_t *bytes; /* malloc()ed */
	size_t size, room;
	size_t count; /* messages */
	bool no_memory;
};

void bundle_begin(
    struct bundle_writer *writer, const struct gateway *self, int64_t made_s);
void bundle_put_prints(struct bundle_writer *writer, enum store_class class,
    const uint8_t *identity, const struct print *prints, size_t count);
void bundle_put_original(struct bundle_writer *writer, enum store_class class,
    struct slice original);
/* Sign it.  False: no memory on the way. */
bool bundle_end(
    struct bundle_writer *writer, const struct gateway *self) MUST_USE;
void bundle_free(struct bundle_writer *writer);

/* ---- reading ------------------------------------------------------------- */

enum bundle_proof {
	BUNDLE_UNPROVED, /* no signature, or a gateway that is not known */
	BUNDLE_PROVED,
	BUNDLE_WRONG, /* a known gateway has not written this */
};

struct bundle {
	enum bundle_proof proof;
	struct slice gateway;        /* as it says */
	const struct gateway *known; /* NULL: not known */
	int64_t made_s;              /* 0: it does not say */
	struct slice rest;           /* private: what was not read yet */
};

struct bundle_message {
	enum store_class class;
	/* As it was; or empty, and then: */
	struct slice original;
	uint8_t identity[PRINT_EXACT_BYTES];
	struct print prints[PRINTS_MAX]; /* the first so many */
	size_t print_count;
};

/* False: not one. */
bool bundle_open(struct slice bytes, const struct gateways *gateways,
    struct bundle *bundle_r) MUST_USE;

/* The next message.  False: no more, or what follows is damaged. */
bool bundle_next(
    struct bundle *bundle, struct bundle_message *message_r) MUST_USE;

#endif
