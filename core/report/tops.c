/*
 * tops - which of many names come most often, in bounded memory
 */
#include "core/report/tops.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/checksum.h"
#include "core/base/text.h"

static struct top *
find(struct tops *tops, const char *name, uint64_t hash)
{
	for (uint32_t i = 0; i < tops->used; i++)
		if (tops->tops[i].hash == hash &&
		    strcmp(tops->tops[i].name, name) == 0)
			return &tops->tops[i];
	return NULL;
}

/* A free place, or the rarest's with what it had counted. */
static struct top *
give_place(struct tops *tops)
{
	struct top *rarest = &tops->tops[0];

	if (tops->used < TOPS_ROOM) {
		struct top *fresh = &tops->tops[tops->used++];

		memset(fresh, 0, sizeof(*fresh));
		return fresh;
	}
	for (uint32_t i = 1; i < tops->used; i++)
		if (tops->tops[i].count < rarest->count)
			rarest = &tops->tops[i];
	rarest->over = rarest->count;
	return rarest;
}

void
tops_add(struct tops *tops, struct slice name, uint64_t n, uint64_t over)
{
	char buffer[TOPS_NAME_BYTES];
	struct text text = TEXT_OVER(buffer);
	struct top *top;
	uint64_t hash;

	text_put_printable(&text, name, TOPS_NAME_BYTES - 1);
	for (size_t i = 0; i < text.size; i++)
		if (buffer[i] == ' ')
			buffer[i] = '?';
	if (text.size == 0 || n == 0)
		return;
	hash = checksum64(buffer, text.size, 0);
	top = find(tops, buffer, hash);
	if (top == NULL) {
		top = give_place(tops);
		memset(top->name, 0, sizeof(top->name));
		memcpy(top->name, buffer, text.size);
		top->hash = hash;
	}
	top->count += n;
	top->over += over;
}

void
tops_merge(struct tops *into, const struct tops *from)
{
	for (uint32_t i = 0; i < from->used; i++) {
		const struct top *top = &from->tops[i];

		tops_add(
		    into, slice_from_string(top->name), top->count, top->over);
	}
}

static int
by_count(const void *a, const void *b)
{
	const struct top *left = a, *right = b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->name, right->name);
}

void
tops_sort(struct tops *tops)
{
	qsort(tops->tops, tops->used, sizeof(tops->tops[0]), by_count);
}
