/*
 * slow_matcher - what matcher.h promises, found by trying every place
 */
#include "tests/support/slow_matcher.h"

#include <stdlib.h>

/* Deliberately not the fold table of the code under test. */
static uint8_t
lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte - 'A' + 'a') : byte;
}

static bool
stands_at(const struct matcher_literal *literal, const uint8_t *data)
{
	for (uint32_t i = 0; i < literal->size; i++) {
		if (data[i] == literal->bytes[i])
			continue;
		if (!literal->nocase ||
		    lower(data[i]) != lower(literal->bytes[i]))
			return false;
	}
	return true;
}

void
slow_matcher_scan(const struct matcher_literal *literals, size_t count,
    const uint8_t *data, size_t size, struct sightings *findings)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t from = 0; from < size; from++) {
			if (literals[i].size > size - from)
				break;
			if (stands_at(&literals[i], data + from))
				sightings_add(findings, literals[i].id,
				    from + literals[i].size);
		}
	}
}

bool
sightings_add(void *owner, uint32_t id, uint64_t end)
{
	struct sightings *findings = owner;

	if (findings->count == findings->room) {
		findings->room = findings->room == 0 ? 64 : findings->room * 2;
		findings->at = realloc(
		    findings->at, findings->room * sizeof(*findings->at));
		if (findings->at == NULL)
			abort();
	}
	findings->at[findings->count++] = (struct finding){end, id};
	return findings->count == findings->stop_after;
}

static int
compare(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;

	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

bool
sightings_equal(struct sightings *a, struct sightings *b)
{
	if (a->count != b->count)
		return false;
	if (a->count == 0)
		return true;
	qsort(a->at, a->count, sizeof(*a->at), compare);
	qsort(b->at, b->count, sizeof(*b->at), compare);
	for (size_t i = 0; i < a->count; i++) {
		if (compare(&a->at[i], &b->at[i]) != 0)
			return false;
	}
	return true;
}

void
sightings_fini(struct sightings *findings)
{
	free(findings->at);
	*findings = (struct sightings){0};
}
