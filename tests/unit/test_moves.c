/*
 * test_moves - every level against the arithmetic of moves.h in double
 */
#include "simd/moves.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/random.h"

static void
fill(uint32_t *hashes, uint64_t *seed)
{
	for (size_t i = 0; i < MOVES_COUNT; i++)
		hashes[i] = (uint32_t)random_next(seed);
}

/* floor() of single precision, as IEEE 754 has each operation rounded once. */
static int32_t
plain_round(float value, uint32_t chance)
{
	return (int32_t)floor((double)(float)(value + chance / 65536.0));
}

static void
assert_even(const struct moves_dice *dice, uint64_t *seed, float value)
{
	uint32_t hashes[MOVES_COUNT];
	int32_t moves[MOVES_COUNT];

	fill(hashes, seed);
	moves_make_even(dice, hashes, value, moves);
	for (size_t i = 0; i < MOVES_COUNT; i++)
		assert_int_equal(moves[i],
		    plain_round(value, moves_chance(dice, hashes[i]) & 0xffff));
}

static void
an_even_move_is_one_of_both_neighbours(void **state)
{
	static const float values[] = {0, 1e-9F, 0.25F, 0.999999F, 1, 17.5F,
	    255.99998F, 256, 65535, 1e6F, 5e8F};
	uint64_t seed = 3;

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
			for (uint32_t bits = 8; bits <= 26; bits += 6) {
				const struct moves_dice dice = {
				    (1u << bits) - 1,
				    (uint32_t)random_next(&seed)};

				assert_even(&dice, &seed, values[i]);
			}
	}
}

static void
assert_by_energy(const struct moves_dice *dice, uint64_t *seed, float size)
{
	const struct moves_step step = {size, 0.003F, 1.0F / 256};
	uint32_t hashes[MOVES_COUNT];
	int32_t energy[MOVES_COUNT], moves[MOVES_COUNT];

	fill(hashes, seed);
	for (size_t i = 0; i < MOVES_COUNT; i++)
		energy[i] =
		    (int32_t)random_below(seed, i % 2 == 0 ? 65536 : 30);
	energy[5] = 0;
	energy[6] = 65535;
	moves_make_by_energy(dice, hashes, &step, energy, moves);
	for (size_t i = 0; i < MOVES_COUNT; i++) {
		/* Exact in double, so each is rounded to single once. */
		float sum = (float)((double)step.first + energy[i] / 256.0);
		float root = (float)sqrt((double)sum);
		float value = (float)((double)size / (double)root);

		assert_int_equal(moves[i],
		    plain_round(value, moves_chance(dice, hashes[i]) >> 16));
	}
}

static void
what_has_moved_much_moves_less(void **state)
{
	static const float sizes[] = {0, 1e-6F, -1e-6F, 0.5F, -0.5F, 3, -3,
	    164.25F, -164.25F, 5e4F, -5e4F, 2.5e7F, -2.5e7F};
	uint64_t seed = 5;

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
			for (uint32_t bits = 8; bits <= 26; bits += 6) {
				const struct moves_dice dice = {
				    (1u << bits) - 1,
				    (uint32_t)random_next(&seed)};

				assert_by_energy(&dice, &seed, sizes[i]);
			}
	}
}

/* Over many lessons a move of a quarter is a step in one of four. */
static void
chance_is_fair(void **state)
{
	uint32_t hashes[MOVES_COUNT];
	int32_t moves[MOVES_COUNT];
	uint64_t seed = 7;
	long sum = 0;

	(void)state;
	fill(hashes, &seed);
	for (uint32_t round = 0; round < 1000; round++) {
		const struct moves_dice dice = {(1u << 20) - 1, round};

		moves_make_even(&dice, hashes, 0.25F, moves);
		for (size_t i = 0; i < MOVES_COUNT; i++)
			sum += moves[i];
	}
	assert_in_range(sum, 15500, 16500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_even_move_is_one_of_both_neighbours),
	    cmocka_unit_test(what_has_moved_much_moves_less),
	    cmocka_unit_test(chance_is_fair),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
