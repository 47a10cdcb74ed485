/*
 * domain - what of a host somebody registered
 */
#include "core/canonical/domain.h"

#include <libpsl.h>
#include <string.h>

#include "core/base/ascii.h"

/* A string of it; false: too long, or with a NUL inside. */
static bool
to_string(struct slice host, char string_r[DOMAIN_HOST_MAX + 1])
{
	if (host.size == 0 || host.size > DOMAIN_HOST_MAX ||
	    memchr(host.data, '\0', host.size) != NULL)
		return false;
	memcpy(string_r, host.data, host.size);
	string_r[host.size] = '\0';
	return true;
}

struct slice
domain_of(struct slice host)
{
	char string[DOMAIN_HOST_MAX + 1];
	const char *domain;

	if (!to_string(host, string))
		return (struct slice){NULL, 0};
	domain = psl_registrable_domain(psl_builtin(), string);
	if (domain == NULL)
		return (struct slice){NULL, 0};
	return slice_skip(host, (size_t)(domain - string));
}

struct slice
domain_lower(struct slice host, uint8_t room[DOMAIN_HOST_MAX])
{
	if (host.size > DOMAIN_HOST_MAX)
		return (struct slice){NULL, 0};
	for (size_t i = 0; i < host.size; i++)
		room[i] = ascii_lower(host.data[i]);
	return (struct slice){room, host.size};
}

bool
domain_is_known(struct slice host)
{
	struct slice suffix = domain_of(host);
	char string[DOMAIN_HOST_MAX + 1];
	size_t dot = slice_find_byte(suffix, '.');

	if (dot == suffix.size)
		return false;
	suffix = slice_skip(suffix, dot + 1);
	return to_string(suffix, string) &&
	       psl_is_public_suffix2(psl_builtin(), string,
		   PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1;
}
