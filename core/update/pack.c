/*
 * pack - the only file that knows zstd
 */
#include "core/update/pack.h"

#include <stdlib.h>
#include <zstd.h>

/* What is small is packed as well as can be, what is large in less than a
 * second for 30 MB. */
#define SMALL_BYTES ((size_t)1 << 20)
#define SMALL_LEVEL 19
#define LARGE_LEVEL 6
/* The first piece of memory for what is unpacked. */
#define FIRST_BYTES ((size_t)1 << 20)

bool
pack(struct slice plain, uint8_t **packed_r, size_t *size_r)
{
	size_t room = ZSTD_compressBound(plain.size);
	uint8_t *packed = malloc(room);
	size_t size;

	*packed_r = NULL;
	if (packed == NULL)
		return false;
	size = ZSTD_compress(packed, room, plain.data, plain.size,
	    plain.size <= SMALL_BYTES ? SMALL_LEVEL : LARGE_LEVEL);
	if (ZSTD_isError(size)) {
		free(packed);
		return false;
	}
	*packed_r = packed;
	*size_r = size;
	return true;
}

/* Room for more, up to limit; false: no memory. */
static bool
grow(uint8_t **bytes, size_t *capacity, size_t limit)
{
	size_t wanted = *capacity == 0 ? FIRST_BYTES : *capacity * 2;
	uint8_t *grown;

	if (wanted > limit)
		wanted = limit;
	grown = realloc(*bytes, wanted == 0 ? 1 : wanted);
	if (grown == NULL)
		return false;
	*bytes = grown;
	*capacity = wanted;
	return true;
}

static enum unpack_result
unpack_frame(
    ZSTD_DCtx *context, struct slice packed, size_t size, uint8_t **plain_r)
{
	ZSTD_inBuffer in = {packed.data, packed.size, 0};
	ZSTD_outBuffer out = {NULL, 0, 0};
	size_t capacity = 0, left = 1;

	while (left != 0) {
		size_t in_before = in.pos, out_before = out.pos;

		if (out.pos == capacity && capacity < size &&
		    !grow(plain_r, &capacity, size))
			return UNPACK_NO_MEMORY;
		out.dst = *plain_r;
		out.size = capacity;
		left = ZSTD_decompressStream(context, &out, &in);
		if (ZSTD_isError(left) ||
		    (left != 0 && in.pos == in_before && out.pos == out_before))
			return UNPACK_DAMAGED;
	}
	return in.pos == packed.size && out.pos == size ? UNPACK_OK
							: UNPACK_DAMAGED;
}

enum unpack_result
unpack(struct slice packed, size_t size, uint8_t **plain_r)
{
	ZSTD_DCtx *context = ZSTD_createDCtx();
	enum unpack_result result = UNPACK_NO_MEMORY;

	*plain_r = NULL;
	if (context == NULL)
		return result;
	/* Windows of 64 MB: more than the packer above uses. */
	(void)ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 26);
	result = unpack_frame(context, packed, size, plain_r);
	ZSTD_freeDCtx(context);
	if (result != UNPACK_OK) {
		free(*plain_r);
		*plain_r = NULL;
	}
	return result;
}
