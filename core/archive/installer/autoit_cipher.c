/*
 * autoit_cipher - what AutoIt hides its files with
 *
 * MT19937 after Matsumoto and Nishimura (1998), of which the second lowest
 * eight bits of a number are used; RANROT, type B, after Agner Fog, of every
 * second number the highest eight.
 */
#include "core/archive/installer/autoit_cipher.h"

#define MT_MIDDLE 397u
#define MT_TWIST 0x9908B0DFu
#define RANROT_OTHER 10u
#define RANROT_WARM_UP 9u

/* ---- MT19937 ----------------------------------------------------------- */

static void
mt_seed(struct autoit_cipher *cipher, uint32_t seed)
{
	uint32_t *state = cipher->state;

	state[0] = seed;
	for (uint32_t i = 1; i < MT_STATE; i++)
		state[i] =
		    i + 1812433253u * (state[i - 1] ^ state[i - 1] >> 30);
	cipher->next = MT_STATE;
}

static void
mt_twist(uint32_t state[MT_STATE])
{
	for (unsigned i = 0; i < MT_STATE; i++) {
		uint32_t low = state[(i + 1) % MT_STATE];
		uint32_t pair = (state[i] & 0x80000000u) | (low & 0x7FFFFFFFu);

		state[i] = state[(i + MT_MIDDLE) % MT_STATE] ^ pair >> 1 ^
			   ((low & 1) != 0 ? MT_TWIST : 0);
	}
}

static uint8_t
mt_next(struct autoit_cipher *cipher)
{
	uint32_t number;

	if (cipher->next == MT_STATE) {
		mt_twist(cipher->state);
		cipher->next = 0;
	}
	number = cipher->state[cipher->next++];
	number ^= number >> 11;
	number ^= number << 7 & 0x9D2C5680u;
	number ^= number << 15 & 0xEFC60000u;
	number ^= number >> 18;
	return (uint8_t)(number >> 1);
}

/* ---- RANROT ------------------------------------------------------------ */

static uint32_t
turn(uint32_t number, unsigned bits)
{
	return number << bits | number >> (32 - bits);
}

static uint32_t
ranrot_next(struct autoit_cipher *cipher)
{
	uint32_t *state = cipher->state;
	uint32_t number =
	    turn(state[cipher->next], 9) + turn(state[cipher->other], 13);

	state[cipher->next] = number;
	cipher->next = (cipher->next + RANROT_STATE - 1) % RANROT_STATE;
	cipher->other = (cipher->other + RANROT_STATE - 1) % RANROT_STATE;
	return number;
}

static void
ranrot_seed(struct autoit_cipher *cipher, uint32_t seed)
{
	for (unsigned i = 0; i < RANROT_STATE; i++) {
		seed = 1 - seed * 0x53A9B4FBu;
		cipher->state[i] = seed;
	}
	cipher->next = 0;
	cipher->other = RANROT_OTHER;
	for (unsigned i = 0; i < RANROT_WARM_UP; i++)
		(void)ranrot_next(cipher);
}

/* ---- either ------------------------------------------------------------ */

void
autoit_cipher_begin(
    struct autoit_cipher *cipher, enum autoit_version version, uint32_t seed)
{
	cipher->version = version;
	if (version == AUTOIT_EA05)
		mt_seed(cipher, seed);
	else
		ranrot_seed(cipher, seed);
}

void
autoit_cipher_run(struct autoit_cipher *cipher, struct slice bytes, uint8_t *to)
{
	if (cipher->version == AUTOIT_EA05) {
		for (size_t i = 0; i < bytes.size; i++)
			to[i] = bytes.data[i] ^ mt_next(cipher);
		return;
	}
	for (size_t i = 0; i < bytes.size; i++) {
		(void)ranrot_next(cipher);
		to[i] = bytes.data[i] ^ (uint8_t)(ranrot_next(cipher) >> 24);
	}
}
