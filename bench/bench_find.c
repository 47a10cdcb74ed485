/*
 * bench_find - rates of the searches of bytes.h at each level, over text that
 * holds what is looked for at its very end only
 *
 * (bench_bytes() is a call of bench.h, hence the name.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/levels.h"
#include "simd/bytes.h"

#define INPUT_SIZE ((size_t)64 << 10)

typedef size_t search(const uint8_t *data, size_t size);

static size_t
dash_line(const uint8_t *data, size_t size)
{
	return bytes_find_dash_line(data, size, 0);
}

static size_t
not_ascii(const uint8_t *data, size_t size)
{
	return bytes_are_ascii(data, size) ? size : 0;
}

static size_t
not_text(const uint8_t *data, size_t size)
{
	return bytes_are_text(data, size) ? size : 0;
}

/* The beginnings of archives, as core/archive looks for them. */
static size_t
pair(const uint8_t *data, size_t size)
{
	static const char *const starts[] = {
	    "PK", "Ra", "7z", "MS", "\x1F\x8B", "BZ", "IT", "\x60\xEA"};
	struct bytes_pairs pairs = {.first = {0}};

	for (unsigned i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		bytes_pairs_add(
		    &pairs, i, (uint8_t)starts[i][0], (uint8_t)starts[i][1]);
	return bytes_find_pair(data, size, 0, &pairs);
}

struct shape {
	const char *name;
	search *search;
	const char *line; /* repeated */
	const char *end;  /* what is looked for */
	bool at_end;      /* found at the start of end, or behind it */
};

static const struct shape shapes[] = {
    {"find-lf/no-lf", bytes_find_lf, "a line that goes on and on, ", "\n",
	true},
    {"dash-line/base64", dash_line,
	"TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZW"
	"xp"
	"dCwg\r\n",
	"--", true},
    {"dash-line/english", dash_line,
	"A well-known line, with a dash - or two - as people write it.\r\n",
	"--", true},
    {"dash-line/dashes", dash_line, "a----", "\n--", false},
    {"ascii", not_ascii, "only ASCII here, ", ".", false},
    {"text", not_text, "Only letters here,\r\n", ".", false},
    {"pair/binary", pair,
	"\x7F"
	"ELF\x02\x01\x01 PBK MZ\x90\xEA\x8B",
	"PK", true},
    {"header-end", bytes_find_header_end,
	"Received: from mx.example.com by relay.example.org; Mon, 1 Jan\r\n",
	"\r\n", false},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	enum cpu_level level;
	search *search;
	uint8_t *text;
	size_t size;
};

static void
run(struct bench *bench, void *owner)
{
	struct fixture *f = owner;

	cpu_force_level(f->level);
	while (bench_next(bench)) {
		size_t found = f->search(f->text, f->size);

		bench_keep(&found);
	}
	bench_bytes(bench, f->size);
	cpu_force_level(CPU_AVX512);
}

static void
add_shape(const struct shape *shape)
{
	size_t line = strlen(shape->line);
	size_t end = strlen(shape->end);
	size_t size = INPUT_SIZE / line * line;
	uint8_t *text = bench_allocate(size + end);
	size_t expected = shape->at_end ? size : size + end;

	for (size_t i = 0; i < size; i += line)
		memcpy(text + i, shape->line, line);
	memcpy(text + size, shape->end, end);
	/* The line end in front of the dashes is part of that end. */
	if (shape->search == dash_line && !shape->at_end)
		expected = size + 1;
	for (int level = CPU_SCALAR; level < CPU_LEVELS; level++) {
		struct fixture *f;
		char name[64];

		if (!bench_use_level(level))
			continue;
		f = bench_allocate(sizeof(*f));
		*f = (struct fixture){.level = (enum cpu_level)level,
		    .search = shape->search,
		    .text = text,
		    .size = size + end};
		snprintf(name, sizeof(name), "bytes/%s/%s",
		    cpu_level_name(f->level), shape->name);
		if (f->search(text, f->size) != expected)
			bench_refuse(name, "did not find it where it is");
		bench_add(name, run, f);
	}
}

void bench_find(void);

void
bench_find(void)
{
	for (size_t i = 0; i < SHAPES; i++)
		add_shape(&shapes[i]);
	cpu_force_level(CPU_AVX512);
}
