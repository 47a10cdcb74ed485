/*
 * domain - what of a host somebody registered
 */
#include "core/canonical/domain.h"

#include <libpsl.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/slice_hash.h"

/*
 * The list takes thousands of steps for one host, and most mail leads to the
 * same few.  So what was asked last is remembered: the answer depends on the
 * host alone.
 */
#define MEMO_SLOTS 2048u
#define MEMO_HOST_MAX 60u

enum known {
	NOT_ASKED,
	KNOWN,
	UNKNOWN,
};

struct memo {
	uint8_t host[MEMO_HOST_MAX];
	uint8_t size;   /* 0: free */
	uint8_t domain; /* where it begins; size: there is none */
	uint8_t known;  /* enum known: of its suffix */
};

static _Thread_local struct memo memos[MEMO_SLOTS];

/* False: no host, or too long for one. */
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

/* Where the domain begins in host; its size: there is none. */
static size_t
ask_domain(struct slice host)
{
	char string[DOMAIN_HOST_MAX + 1];
	const char *domain = NULL;

	if (to_string(host, string))
		domain = psl_registrable_domain(psl_builtin(), string);
	return domain == NULL ? host.size : (size_t)(domain - string);
}

static enum known
ask_suffix(struct slice domain)
{
	struct slice suffix = slice_skip(domain, slice_find_byte(domain, '.'));
	char string[DOMAIN_HOST_MAX + 1];

	return to_string(slice_skip(suffix, 1), string) &&
		       psl_is_public_suffix2(psl_builtin(), string,
			   PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1
		   ? KNOWN
		   : UNKNOWN;
}

/* NULL: too long to be remembered. */
static struct memo *
remember(struct slice host)
{
	struct memo *memo;

	if (host.size == 0 || host.size > MEMO_HOST_MAX)
		return NULL;
	memo = &memos[slice_hash(host) % MEMO_SLOTS];
	if (memo->size == host.size &&
	    memcmp(memo->host, host.data, host.size) == 0)
		return memo;
	memcpy(memo->host, host.data, host.size);
	memo->size = (uint8_t)host.size;
	memo->domain = (uint8_t)ask_domain(host);
	memo->known = NOT_ASKED;
	return memo;
}

struct slice
domain_of(struct slice host)
{
	const struct memo *memo = remember(host);

	return slice_skip(host, memo == NULL ? ask_domain(host) : memo->domain);
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
	struct memo *memo = remember(host);

	if (memo == NULL)
		return ask_suffix(domain_of(host)) == KNOWN;
	if (memo->known == NOT_ASKED)
		memo->known = (uint8_t)ask_suffix(domain_of(host));
	return memo->known == KNOWN;
}
