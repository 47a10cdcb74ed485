/*
 * fuzz_qp - every level says what the scalar twin says, and what was decoded
 * can be written as quoted-printable again and comes back
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "simd/cpu.h"
#include "simd/qp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct decoded {
	struct qp_result result;
	uint8_t *out;
};

static struct decoded
decode(enum cpu_level level, const uint8_t *data, size_t size)
{
	struct decoded d = {.out = malloc(QP_ROOM(size))};

	CHECK(d.out != NULL);
	cpu_force_level(level);
	d.result = qp_decode(data, size, d.out);
	return d;
}

/* Each byte as an escape: the longest way to write it. */
static uint8_t *
escape_all(const uint8_t *data, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *text = malloc(size * 3 + 1);

	CHECK(text != NULL);
	for (size_t i = 0; i < size; i++) {
		text[i * 3] = '=';
		text[i * 3 + 1] = (uint8_t)digits[data[i] >> 4];
		text[i * 3 + 2] = (uint8_t)digits[data[i] & 15];
	}
	return text;
}

static void
check_round_trip(const uint8_t *data, size_t size, enum cpu_level level)
{
	uint8_t *text = escape_all(data, size);
	struct decoded d = decode(level, text, size * 3);

	CHECK(d.result.written == size);
	CHECK(d.result.errors == 0);
	CHECK(size == 0 || memcmp(d.out, data, size) == 0);
	free(d.out);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct decoded scalar = decode(CPU_SCALAR, data, size);

	CHECK(scalar.result.written <= size);
	CHECK(scalar.result.errors <= scalar.result.written);
	check_round_trip(data, size, CPU_SCALAR);
	for (int level = CPU_SCALAR + 1; level < CPU_LEVELS; level++) {
		struct decoded d = decode((enum cpu_level)level, data, size);

		CHECK(d.result.written == scalar.result.written);
		CHECK(d.result.errors == scalar.result.errors);
		CHECK(memcmp(d.out, scalar.out, d.result.written) == 0);
		free(d.out);
		check_round_trip(data, size, (enum cpu_level)level);
	}
	free(scalar.out);
	return 0;
}
