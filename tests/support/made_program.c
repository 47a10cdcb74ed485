/*
 * made_program - a packed program put together by hand, for a unit test
 */
#include "tests/support/made_program.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"

#define SECTIONS_MAX 16u
#define ARENA_BYTES ((size_t)8 << 20)

uint8_t made[MADE_MAX];
size_t made_size;

static size_t bits_at;
static unsigned bits_left;

void
made_put(size_t at, uint32_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		made[at + i] = (uint8_t)(value >> 8 * i);
}

void
made_add32(uint32_t value)
{
	made_put(made_size, value, 4);
	made_size += 4;
}

void
made_add(struct slice bytes)
{
	memcpy(made + made_size, bytes.data, bytes.size);
	made_size += bytes.size;
}

void
made_begin_bits(void)
{
	bits_left = 0;
}

void
made_add_bits(const char *stream)
{
	for (; *stream != '\0'; stream++) {
		if (*stream == ' ')
			continue;
		if (*stream == 'x') {
			char digits[3] = {stream[1], stream[2], '\0'};

			made[made_size++] = (uint8_t)strtoul(digits, NULL, 16);
			stream += 2;
			continue;
		}
		if (bits_left == 0) {
			bits_at = made_size++;
			made[bits_at] = 0;
			bits_left = 8;
		}
		made[bits_at] |= (uint8_t)((*stream - '0') << --bits_left);
	}
}

void
made_begin(void)
{
	memset(made, 0, sizeof(made));
	made_size = 0;
	made_begin_bits();
}

void
made_begin_program(void)
{
	made_begin();
	memcpy(made, "MZ", 2);
	made_put(0x3C, 0x40, 4);
	memcpy(made + 0x40, "PE\0\0\x4C\x01\1", 7);
	made_put(0x54, 0xE0, 2); /* of the optional header */
	made_put(0x58, 0x10B, 2);
	made_put(0x58 + 16, MADE_SECTION, 4); /* entry */
	made_put(0x58 + 28, MADE_BASE, 4);
	made_put(0x58 + 32, 0x1000, 4);
	made_put(0x58 + 36, 0x200, 4);
	made_put(0x58 + 56, 0x3000, 4);
	made_put(0x58 + 60, MADE_HEADERS, 4);
	made_put(0x138 + 8, 0x1000, 4); /* the section */
	made_put(0x138 + 12, MADE_SECTION, 4);
	made_put(0x138 + 16, MADE_MAX - MADE_HEADERS, 4);
	made_put(0x138 + 20, MADE_HEADERS, 4);
	made_size = MADE_HEADERS;
}

struct member
made_unpack(
    made_unpacker *unpacker, const struct archive_options *options, size_t size)
{
	static struct archives *archives;
	static struct arena *arena;
	struct executable executable;
	struct member member = member_unknown();
	uint8_t *copy = malloc(size + 1);
	struct slice bytes = {copy, size};

	if (arena == NULL) {
		archives = archives_create();
		arena = arena_create(ARENA_BYTES);
	}
	CHECK(archives != NULL && arena != NULL && copy != NULL);
	memcpy(copy, made, size);
	arena_reset(arena);
	if (executable_read(bytes, SECTIONS_MAX, arena, &executable)) {
		struct unpacking unpacking =
		    unpacking_of(archives, bytes, options, arena, NULL);

		unpacker(&unpacking, &executable, &member);
	}
	free(copy);
	return member;
}

void
made_unpack_broken(made_unpacker *unpacker)
{
	struct archive_options options = archive_law_options();

	options.bytes_max = (uint64_t)1 << 20;
	for (size_t end = 0; end <= made_size; end++)
		(void)made_unpack(unpacker, &options, end);
	for (size_t at = 0; at < made_size; at++)
		for (unsigned bit = 0; bit < 8; bit++) {
			made[at] ^= (uint8_t)(1u << bit);
			(void)made_unpack(unpacker, &options, made_size);
			made[at] ^= (uint8_t)(1u << bit);
		}
}
