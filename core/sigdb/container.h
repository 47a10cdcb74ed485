/*
 * container - .cvd, .cld and .cud: signature files in one signed archive
 *
 *     0    "ClamAV-VDB:time:version:signatures:level:MD5:signature:..."
 *          padded with blanks to
 *     512  a tar archive, mostly gzipped
 *
 * A .cvd bears the MD5 of its archive and a signature of it (textbook RSA, 1024
 * bits) in the header; a .cld was patched and its header says nothing.  Both
 * hold a .info member: size and SHA-256 of every other member, signed (RSA-PSS,
 * 2048 bits).  A .cud is user-made and not signed at all.
 *
 * What the publisher signed is weak by today's measure, but a container that
 * fails its own check is broken or forged in any case.
 *
 * Threads: any.  Memory: everything unpacked, at most CONTAINER_BYTES_MAX.
 */
#ifndef CORE_SIGDB_CONTAINER_H
#define CORE_SIGDB_CONTAINER_H

#include "core/sigdb/rules.h"

#define CONTAINER_HEADER 512u
#define CONTAINER_NAME_MAX 100u
#define CONTAINER_MEMBERS_MAX 4096u
#define CONTAINER_BYTES_MAX ((uint64_t)2 << 30)

enum container_result {
	CONTAINER_OK,
	CONTAINER_REFUSED, /* broken or forged: *reason_r says what is wrong */
	CONTAINER_NO_MEMORY,
};

/* Public keys, decimal. */
struct container_keys {
	const char *header_modulus;
	const char *header_exponent;
	const char *info_modulus;
	const char *info_exponent;
};

/* Those of ClamAV's publisher. */
extern const struct container_keys container_official_keys;

struct container_member {
	char name[CONTAINER_NAME_MAX + 1];
	uint8_t *bytes; /* malloc'ed; whoever takes it leaves NULL here */
	size_t size;
};

struct container {
	struct container_member *members;
	size_t count;
	uint64_t version;
	int64_t built_s;
	bool official; /* signed, and the signature holds */
};

/*
 * format: RULES_CVD, RULES_CLD or RULES_CUD.  keys NULL: its bytes are known to
 * be the publisher's (sign_file.h), only that they hold together is checked.
 * *reason_r is in static storage.
 */
enum container_result container_open(enum rules_format format,
    struct slice bytes, const struct container_keys *keys,
    struct container **container_r, const char **reason_r) MUST_USE;

/* As its header has it; 0 where that is none. */
uint64_t container_version(struct slice bytes);

void container_close(struct container **container);

#endif
