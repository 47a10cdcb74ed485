/*
 * fuzz_base64 - every level says what the scalar twin says, and the figures
 * hold together
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "simd/base64.h"
#include "simd/cpu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct decoded {
	struct base64_result result;
	uint8_t *out;
};

static struct decoded
decode(enum cpu_level level, const uint8_t *data, size_t size,
    enum base64_padding padding)
{
	struct decoded d = {.out = malloc(BASE64_ROOM(size))};

	CHECK(d.out != NULL);
	cpu_force_level(level);
	d.result = base64_decode(data, size, padding, d.out);
	return d;
}

static void
check_figures(const struct decoded *d, const uint8_t *data, size_t size,
    enum base64_padding padding)
{
	const struct base64_result *r = &d->result;

	CHECK(r->consumed <= size);
	CHECK(r->written <= r->consumed / 4 * 3 + 2);
	CHECK(r->junk + r->pads <= r->consumed);
	if (padding == BASE64_PASS_PADDING || r->pads == 0)
		CHECK(r->consumed == size);
	if (padding == BASE64_STOP_AT_PADDING)
		CHECK(r->pads <= 1);
	if (padding == BASE64_STOP_AT_PADDING && r->pads == 1)
		CHECK(data[r->consumed - 1] == '=');
}

static void
check_padding(const uint8_t *data, size_t size, enum base64_padding padding)
{
	struct decoded scalar = decode(CPU_SCALAR, data, size, padding);

	check_figures(&scalar, data, size, padding);
	for (int level = CPU_SCALAR + 1; level < CPU_LEVELS; level++) {
		struct decoded d =
		    decode((enum cpu_level)level, data, size, padding);

		CHECK(d.result.written == scalar.result.written);
		CHECK(d.result.consumed == scalar.result.consumed);
		CHECK(d.result.junk == scalar.result.junk);
		CHECK(d.result.pads == scalar.result.pads);
		CHECK(memcmp(d.out, scalar.out, d.result.written) == 0);
		free(d.out);
	}
	free(scalar.out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_padding(data, size, BASE64_STOP_AT_PADDING);
	check_padding(data, size, BASE64_PASS_PADDING);
	return 0;
}
