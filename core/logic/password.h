/*
 * password - a line of a .pwdb file: a password that archives are tried with
 *
 *     Name;conditions;0;password          as it stands
 *     Name;conditions;1;70617373          in hexadecimal digits
 *
 * Conditions are Engine (levels) and Container, the type of archive; without
 * Container, or with CL_TYPE_ANY, any.
 *
 * Lifetime: slices borrow the line.  Threads: any.
 */
#ifndef CORE_LOGIC_PASSWORD_H
#define CORE_LOGIC_PASSWORD_H

#include "core/base/check.h"
#include "core/logic/cltype.h"

/* Bytes of a password. */
#define PASSWORD_MAX 128u

struct password {
	struct slice name;
	enum cltype container;
	uint32_t level_min, level_max;
	uint8_t bytes[PASSWORD_MAX];
	size_t size;
};

/* False: *reason_r is a sentence in static storage. */
bool password_parse(struct slice line, struct password *password_r,
    const char **reason_r) MUST_USE;

#endif
