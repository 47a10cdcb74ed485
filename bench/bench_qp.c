/*
 * bench_qp - decode rates of each level, in bytes of encoded input
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/levels.h"
#include "simd/qp.h"

#define INPUT_SIZE ((size_t)64 << 10)

struct shape {
	const char *name;
	const char *line; /* repeated */
};

static const struct shape shapes[] = {
    {"plain", "The text of most mail is like this line, without a single "
	      "escape.\r\n"},
    {"escape-a-line", "abcdefgh ijkl mnopq rstuvw xyz abcde fgh=E9ij kl mnop "
		      "qrst uvw xyz =\r\n"},
    {"dense-utf8", "=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82, =D0=BC=D0=B8=D1=80 "
		   "=D0=BC=D0=\r\n"},
    {"trailing-blanks", "blanks that a relay has left at its end   \r\n"},
    {"errors", "=X= = 2=+3 "},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	enum cpu_level level;
	uint8_t *text;
	size_t size;
	uint8_t *out;
};

static void
decode(struct bench *bench, void *owner)
{
	struct fixture *f = owner;

	cpu_force_level(f->level);
	while (bench_next(bench)) {
		qp_decode(f->text, f->size, f->out);
		bench_keep(f->out);
	}
	bench_bytes(bench, f->size);
	cpu_force_level(CPU_AVX512);
}

/* The same text at each level; the scalar answer is the reference. */
static void
add_shape(const struct shape *shape)
{
	size_t line = strlen(shape->line);
	size_t size = INPUT_SIZE / line * line;
	uint8_t *text = bench_allocate(size);
	uint8_t *reference = bench_allocate(QP_ROOM(size));
	struct qp_result expected = {0};

	for (size_t i = 0; i < size; i += line)
		memcpy(text + i, shape->line, line);
	for (int level = CPU_SCALAR; level < CPU_LEVELS; level++) {
		struct fixture *f;
		struct qp_result r;
		char name[64];

		if (!bench_use_level(level))
			continue;
		f = bench_allocate(sizeof(*f));
		*f = (struct fixture){.level = (enum cpu_level)level,
		    .text = text,
		    .size = size,
		    .out = bench_allocate(QP_ROOM(size))};
		r = qp_decode(text, size, f->out);
		if (level == CPU_SCALAR) {
			expected = r;
			memcpy(reference, f->out, r.written);
		}
		snprintf(name, sizeof(name), "qp/%s/%s",
		    cpu_level_name(f->level), shape->name);
		if (r.written != expected.written ||
		    r.errors != expected.errors ||
		    memcmp(reference, f->out, r.written) != 0)
			bench_refuse(name, "not what the scalar twin decodes");
		bench_add(name, decode, f);
	}
	free(reference);
}

void bench_qp(void);

void
bench_qp(void)
{
	for (size_t i = 0; i < SHAPES; i++)
		add_shape(&shapes[i]);
	cpu_force_level(CPU_AVX512);
}
