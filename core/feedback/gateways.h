/*
 * gateways - who shares reports with whom, by gateways.cfg
 *
 *     self NAME SECRET                        this machine, when it sends
 *     authority ADDRESS prints|messages       where to, and how much
 *     gateway NAME SECRET [trusted]           who may send to this one
 *     redis HOST PORT [PASSWORD]              where sister gateways meet
 *     redis /SOCKET [PASSWORD]
 *
 * Blank lines, and lines that begin with '#', say nothing.
 *
 * Threads: any; what was read never changes.
 */
#ifndef CORE_FEEDBACK_GATEWAYS_H
#define CORE_FEEDBACK_GATEWAYS_H

#include "core/base/check.h"
#include "core/base/text.h"

#define GATEWAYS_MAX 256u
#define GATEWAY_NAME_MAX 64u
/* A secret that can be guessed is none. */
#define GATEWAY_SECRET_MIN 16u
#define GATEWAY_SECRET_MAX 128u

enum forward_form { FORWARD_NOTHING, FORWARD_PRINTS, FORWARD_MESSAGES };

struct gateway {
	struct slice name, secret;
	bool trusted;
};

/* Texts end with NUL: they are for a library. */
struct meeting {
	char host[256]; /* or the path of a socket; empty: there is none */
	uint16_t port;  /* 0: a socket */
	char password[GATEWAY_SECRET_MAX + 1];
};

struct gateways {
	struct gateway self;    /* empty name: there is none */
	struct slice authority; /* its address */
	enum forward_form form;
	struct meeting meeting;
	struct gateway known[GATEWAYS_MAX];
	size_t count;
	uint8_t *bytes; /* what slices borrow */
};

/* False: *error_r says "path:line: reason"; nothing of it is used.  A file that
 * does not exist is an empty one. */
bool gateways_load(const char *path, struct gateways *gateways_r,
    struct text *error_r) MUST_USE;
/* The same of bytes that outlive it; name stands for the file. */
bool gateways_parse(struct slice bytes, const char *name,
    struct gateways *gateways_r, struct text *error_r) MUST_USE;
void gateways_free(struct gateways *gateways);

/* NULL: not known. */
const struct gateway *gateways_find(
    const struct gateways *gateways, struct slice name);

#endif
