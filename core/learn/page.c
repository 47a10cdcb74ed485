/*
 * page - what of a message is learnt from, as one run of bytes
 */
#include "core/learn/page.h"

#include <string.h>

/* Bytes of one link: behind them stand numbers of customers and the like. */
#define LINK_MAX ((size_t)120)

/* The first bytes of s, as far as room goes, and the end of a line. */
static size_t
put(uint8_t *bytes, size_t end, struct slice s, size_t room)
{
	s = slice_sub(s, 0, room);
	if (s.size == 0)
		return end;
	memcpy(bytes + end, s.data, s.size);
	end += s.size;
	if (bytes[end - 1] != '\n')
		bytes[end++] = '\n';
	return end;
}

static size_t
put_links(uint8_t *bytes, size_t end, const struct canonical *canonical)
{
	size_t limit = end + PAGE_LINKS_MAX;

	for (size_t i = 0; i < canonical->link_count; i++) {
		struct slice url =
		    slice_sub(canonical->links[i].url, 0, LINK_MAX);

		if (url.size + 1 > limit - end)
			break;
		end = put(bytes, end, url, url.size);
	}
	return end;
}

bool
page_make(
    const struct canonical *canonical, struct arena *arena, struct page *page_r)
{
	uint8_t *bytes = arena_alloc(arena, PAGE_MAX + PAGE_ROOM);

	if (bytes == NULL)
		return false;
	page_r->bytes = bytes;
	page_r->head_end = put(bytes, 0, canonical->head, PAGE_HEAD_MAX);
	page_r->marks_end =
	    put(bytes, page_r->head_end, canonical->marks, PAGE_MARKS_MAX);
	page_r->links_end = put_links(bytes, page_r->marks_end, canonical);
	page_r->text_end =
	    put(bytes, page_r->links_end, canonical->folded, PAGE_TEXT_MAX);
	page_r->end =
	    put(bytes, page_r->text_end, canonical->hidden, PAGE_HIDDEN_MAX);
	memset(bytes + page_r->end, 0, PAGE_ROOM);
	(void)!arena_resize_last(arena, bytes, page_r->end + PAGE_ROOM);
	return true;
}
