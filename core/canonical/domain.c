/*
 * domain - what of a host somebody registered
 */
#include "core/canonical/domain.h"

#include <libpsl.h>
#include <string.h>

#include "core/base/ascii.h"

/*
 * The list takes thousands of steps for one host, and most mail leads to the
 * same few.  So what was asked last is remembered: the answer depends on the
 * host alone.
 */
#define MEMO_SLOTS 256u
#define MEMO_HOST_MAX 60u

struct memo {
	uint8_t host[MEMO_HOST_MAX];
	uint8_t size;   /* 0: free */
	uint8_t domain; /* where it begins; size: there is none */
	bool known;
};

struct answer {
	size_t domain;
	bool known;
};

static _Thread_local struct memo memos[MEMO_SLOTS];

/* The list itself; string is host. */
static struct answer
ask(const char *string, size_t size)
{
	const psl_ctx_t *list = psl_builtin();
	const char *domain = psl_registrable_domain(list, string);
	const char *dot;

	if (domain == NULL)
		return (struct answer){size, false};
	dot = strchr(domain, '.');
	return (struct answer){(size_t)(domain - string),
	    dot != NULL && psl_is_public_suffix2(list, dot + 1,
			       PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1};
}

static struct memo *
memo_of(struct slice host)
{
	uint32_t hash = 0x811C9DC5u;

	for (size_t i = 0; i < host.size; i++)
		hash = (hash ^ host.data[i]) * 0x01000193u;
	return &memos[(hash ^ hash >> 16) % MEMO_SLOTS];
}

static struct answer
answer_of(struct slice host)
{
	char string[DOMAIN_HOST_MAX + 1];
	struct answer answer = {host.size, false};
	struct memo *memo = NULL;

	if (host.size == 0 || host.size > DOMAIN_HOST_MAX ||
	    memchr(host.data, '\0', host.size) != NULL)
		return answer;
	if (host.size <= MEMO_HOST_MAX) {
		memo = memo_of(host);
		if (memo->size == host.size &&
		    memcmp(memo->host, host.data, host.size) == 0)
			return (struct answer){memo->domain, memo->known};
	}
	memcpy(string, host.data, host.size);
	string[host.size] = '\0';
	answer = ask(string, host.size);
	if (memo != NULL) {
		memcpy(memo->host, host.data, host.size);
		memo->size = (uint8_t)host.size;
		memo->domain = (uint8_t)answer.domain;
		memo->known = answer.known;
	}
	return answer;
}

struct slice
domain_of(struct slice host)
{
	return slice_skip(host, answer_of(host).domain);
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
	return answer_of(host).known;
}
