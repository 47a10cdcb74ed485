/*
 * wallet - addresses of electronic money; private to core/canonical/
 *
 * Bitcoin: base58 of version 1 and 3 by its look (its checksum would be two
 * SHA-256), bech32 by its checksum (BIP 173, 350).  Ethereum: 0x and 40
 * hexadecimal digits.
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_WALLET_H
#define CORE_CANONICAL_WALLET_H

#include "core/base/slice.h"

#define WALLET_MIN 26u
#define WALLET_MAX 90u /* BIP 173 */
#define WALLET_NAME_MAX (WALLET_MAX + 8)

/*
 * word as "btc:..." or "eth:...", bech32 and hexadecimal in small letters.
 * Bytes written to name; 0: it is none.
 */
size_t wallet_name(struct slice word, char name[WALLET_NAME_MAX]);

#endif
