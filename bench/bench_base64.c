/*
 * bench_base64 - decode rates of each level, in bytes of encoded input
 *
 * Lines as mail programs make them, and two kinds that are not made for speed:
 * lines that are no multiple of four, and junk in each line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/levels.h"
#include "simd/base64.h"

/* Large enough for a steady rate, small enough for the L2 cache. */
#define INPUT_SIZE ((size_t)64 << 10)

struct shape {
	const char *name;
	size_t chars; /* 0: no line ends */
	const char *line_end;
	size_t junk_every; /* 0: never */
};

static const struct shape shapes[] = {
    {"76-crlf", 76, "\r\n", 0},
    {"76-lf", 76, "\n", 0},
    {"60-lf", 60, "\n", 0},
    {"72-crlf", 72, "\r\n", 0},
    {"74-crlf", 74, "\r\n", 0},
    {"endless", 0, "", 0},
    {"junk", 76, "\r\n", 50},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	enum cpu_level level;
	uint8_t *text;
	size_t size;
	uint8_t *out;
};

static size_t
write_text(const struct shape *shape, uint8_t *text)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				       "mnopqrstuvwxyz0123456789+/";
	uint32_t noise = 1;
	size_t size = 0;
	size_t chars = 0;

	while (size < INPUT_SIZE) {
		noise = noise * 1664525u + 1013904223u;
		text[size++] = (uint8_t)alphabet[noise >> 26];
		chars++;
		if (shape->junk_every != 0 && chars % shape->junk_every == 0)
			text[size++] = '!';
		if (shape->chars != 0 && chars % shape->chars == 0) {
			memcpy(text + size, shape->line_end,
			    strlen(shape->line_end));
			size += strlen(shape->line_end);
		}
	}
	return size;
}

static void
decode(struct bench *bench, void *owner)
{
	struct fixture *f = owner;

	cpu_force_level(f->level);
	while (bench_next(bench)) {
		base64_decode(f->text, f->size, BASE64_STOP_AT_PADDING, f->out);
		bench_keep(f->out);
	}
	bench_bytes(bench, f->size);
	cpu_force_level(CPU_AVX512);
}

/* The same text at each level; the scalar answer is the reference. */
static void
add_shape(const struct shape *shape)
{
	uint8_t *text = bench_allocate(INPUT_SIZE + 8);
	size_t size = write_text(shape, text);
	uint8_t *reference = bench_allocate(BASE64_ROOM(size));
	size_t written = 0;

	for (int level = CPU_SCALAR; level < CPU_LEVELS; level++) {
		struct fixture *f;
		struct base64_result r;
		char name[64];

		if (!bench_use_level(level))
			continue;
		f = bench_allocate(sizeof(*f));
		*f = (struct fixture){.level = (enum cpu_level)level,
		    .text = text,
		    .size = size,
		    .out = bench_allocate(BASE64_ROOM(size))};
		r = base64_decode(text, size, BASE64_STOP_AT_PADDING, f->out);
		if (level == CPU_SCALAR) {
			written = r.written;
			memcpy(reference, f->out, written);
		}
		snprintf(name, sizeof(name), "base64/%s/%s",
		    cpu_level_name(f->level), shape->name);
		if (r.written != written ||
		    memcmp(reference, f->out, written) != 0)
			bench_refuse(name, "not what the scalar twin decodes");
		bench_add(name, decode, f);
	}
	free(reference);
}

void bench_base64(void);

void
bench_base64(void)
{
	for (size_t i = 0; i < SHAPES; i++)
		add_shape(&shapes[i]);
	cpu_force_level(CPU_AVX512);
}
