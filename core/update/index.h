/*
 * index - what a published set has to offer (the file "index")
 *
 *     CGPFilter index 1
 *     version 0.1.0.3
 *     newest 17
 *     oldest-delta 3
 *     created 1764350000
 *     full 12 4711234 <hash>            number, bytes of the file, BLAKE2b
 *     delta 17 812 <hash>               the newest few, newest first
 *     delta 16 640 <hash>
 *     signature <hexadecimal>           Ed25519, of all lines before it
 *
 * The files are full-NUMBER and delta-NUMBER beside it; each is signed by
 * itself, so an index stays short however many deltas there are.  delta-N leads
 * from N-1 to N.  Deltas from oldest-delta to newest are all there, and the
 * full set is one of oldest-delta - 1 to newest.
 *
 * Nothing is believed before the signature is.  A line that is not known is
 * passed over, so that more can be said later.
 *
 * Threads: any.
 */
#ifndef CORE_UPDATE_INDEX_H
#define CORE_UPDATE_INDEX_H

#include "core/cartridge/cartridge.h"
#include "core/update/crypt.h"

#define INDEX_BYTES_MAX 8192u
#define INDEX_DELTAS_MAX 16u
#define INDEX_FILE_NAME "index"
#define INDEX_NAME_BYTES 32u

struct index_file {
	uint64_t number;
	uint64_t bytes;
	uint8_t hash[CRYPT_HASH_BYTES];
};

struct update_index {
	struct cartridge_version version;
	uint64_t newest;
	uint64_t oldest_delta; /* 0: there are none */
	int64_t created_s;
	struct index_file full;
	struct index_file deltas[INDEX_DELTAS_MAX]; /* newest first */
	size_t delta_count;
};

/* With keys that can sign.  False: it does not fit. */
bool index_write(const struct update_index *index,
    const struct update_keys *keys, struct text *text_r) MUST_USE;

enum index_result {
	INDEX_OK,
	INDEX_FOREIGN, /* not an index, or of a format to come */
	INDEX_FORGED,  /* the signature is not of the key, or not there */
	INDEX_DAMAGED, /* signed, but its lines make no sense */
};

/* "wrong signature": for a sentence. */
const char *index_result_text(enum index_result result);

enum index_result index_read(struct slice bytes, const struct update_keys *keys,
    struct update_index *index_r) MUST_USE;

/* The same without a signature: for the fuzzer and for tests. */
enum index_result index_read_lines(
    struct slice lines, struct update_index *index_r) MUST_USE;

/* NULL: it is not among those that are listed. */
const struct index_file *index_delta(
    const struct update_index *index, uint64_t number);

/* "delta-17" */
void index_name(char name_r[INDEX_NAME_BYTES], bool full, uint64_t number);
/* False: not such a name. */
bool index_name_read(struct slice name, bool *full_r, uint64_t *number_r);

#endif
