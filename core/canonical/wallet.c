/*
 * wallet - addresses of electronic money
 */
#include "core/canonical/wallet.h"

#include <string.h>

#include "core/base/ascii.h"

#define BASE58_MAX 35u
#define ETHEREUM_SIZE 42u
#define BECH32_MIN 42u

/* ---- base58 -------------------------------------------------------------- */

/* All of its letters, of every kind some. */
static bool
is_base58(struct slice word)
{
	unsigned seen = 0;

	if (word.size < WALLET_MIN || word.size > BASE58_MAX ||
	    (word.data[0] != '1' && word.data[0] != '3'))
		return false;
	for (size_t i = 0; i < word.size; i++) {
		uint8_t c = word.data[i];

		if (c == '0' || c == 'O' || c == 'I' || c == 'l')
			return false;
		seen |= ascii_is_digit(c) ? 1u : (c & 0x20) != 0 ? 2u : 4u;
	}
	return seen == 7;
}

/* ---- bech32 -------------------------------------------------------------- */

/* BIP 173, "Bech32": the checksum. */
static uint32_t
polymod(uint32_t sum, uint32_t value)
{
	static const uint32_t generator[5] = {
	    0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
	uint32_t top = sum >> 25;

	sum = (sum & 0x1FFFFFF) << 5 ^ value;
	for (unsigned i = 0; i < 5; i++)
		if ((top >> i & 1) != 0)
			sum ^= generator[i];
	return sum;
}

static bool
is_bech32(struct slice word)
{
	static const char letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	uint32_t sum = 1;

	if (word.size < BECH32_MIN || word.size > WALLET_MAX ||
	    !slice_starts_with_nocase(word, SLICE("bc1")))
		return false;
	/* "bc", its high bits and its low ones. */
	sum = polymod(polymod(sum, 'b' >> 5), 'c' >> 5);
	sum = polymod(polymod(polymod(sum, 0), 'b' & 31), 'c' & 31);
	for (size_t i = 3; i < word.size; i++) {
		const char *at = memchr(letters, ascii_lower(word.data[i]), 32);

		if (at == NULL)
			return false;
		sum = polymod(sum, (uint32_t)(at - letters));
	}
	return sum == 1 || sum == 0x2BC830A3; /* BIP 350 */
}

/* ---- Ethereum ------------------------------------------------------------ */

static bool
is_ethereum(struct slice word)
{
	if (word.size != ETHEREUM_SIZE ||
	    !slice_starts_with_nocase(word, SLICE("0x")))
		return false;
	for (size_t i = 2; i < word.size; i++)
		if (ascii_hex_value(word.data[i]) < 0)
			return false;
	return true;
}

size_t
wallet_name(struct slice word, char name[WALLET_NAME_MAX])
{
	bool base58 = is_base58(word), ethereum = is_ethereum(word);
	size_t size = 4;

	if (!base58 && !ethereum && !is_bech32(word))
		return 0;
	memcpy(name, ethereum ? "eth:" : "btc:", size);
	for (size_t i = 0; i < word.size; i++)
		name[size++] =
		    (char)(base58 ? word.data[i] : ascii_lower(word.data[i]));
	return size;
}
