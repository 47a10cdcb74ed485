/*
 * test_update - published sets: deltas, sealed files, the index
 *
 * Vectors are of RFC 8032 (Ed25519, test 2), of the BLAKE2 reference's own
 * tables, and written by hand; nothing that is expected was made by the code
 * under test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/print/print.h"
#include "core/update/coded.h"
#include "core/update/image.h"
#include "core/update/index.h"
#include "core/update/pack.h"
#include "core/update/seal.h"

static struct update_keys keys;

static int
set_up(void **state)
{
	(void)state;
	return crypt_make_keys(&keys) ? 0 : -1;
}

static struct slice
bytes_of(const void *data, size_t size)
{
	return (struct slice){data, size};
}

/* A copy of exactly that size, so that ASan sees a read past it. */
static uint8_t *
exactly(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	return copy;
}

/* ---- crypt, pack, numbers ---------------------------------------------- */

static void
known_vectors_come_out(void **state)
{
	/* RFC 8032, 7.1, TEST 2. */
	static const char seed_text[] =
	    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
	static const char public_text[] =
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
	static const char signature_text[] =
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
	/* b2sum -l 256 of "abc" */
	static const char hash_text[] =
	    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
	uint8_t seed[32], signature[64], hash[32];
	struct slice abc[] = {SLICE("a"), {NULL, 0}, SLICE("bc")};
	struct update_keys vector = {.encrypts = false};
	char room[160];
	struct text text = TEXT_OVER(room);

	(void)state;
	assert_true(crypt_read_hex(slice_from_string(seed_text), seed, 32));
	crypt_take_seed(&vector, seed);
	crypt_put_hex(&text, vector.public_key, 32);
	assert_string_equal(room, public_text);
	crypt_sign(&vector, SLICE("\x72"), signature);
	text_clear(&text);
	crypt_put_hex(&text, signature, 64);
	assert_string_equal(room, signature_text);
	assert_true(crypt_verify(&vector, SLICE("\x72"), signature));
	assert_false(crypt_verify(&vector, SLICE("\x73"), signature));
	crypt_hash(abc, 3, hash);
	text_clear(&text);
	crypt_put_hex(&text, hash, 32);
	assert_string_equal(room, hash_text);
}

static void
only_whole_hexadecimal_is_read(void **state)
{
	static const char *const bad[] = {"", "a", "abcde", "abcdefab",
	    "abcdeg", " abcde", "abcde ", "ab:cd"};
	uint8_t bytes[3];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(
		    crypt_read_hex(slice_from_string(bad[i]), bytes, 3));
	assert_true(crypt_read_hex(SLICE("00Ffa5"), bytes, 3));
	assert_memory_equal(bytes, "\x00\xff\xa5", 3);
}

static void
varints_are_those_of_leb128(void **state)
{
	static const struct {
		uint64_t value;
		const char *bytes;
		size_t size;
	} rows[] = {
	    {0, "\x00", 1},
	    {127, "\x7f", 1},
	    {128, "\x80\x01", 2},
	    {624485, "\xe5\x8e\x26", 3},
	    {UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct coded coded = {.bytes = NULL};
		struct slice rest = bytes_of(rows[i].bytes, rows[i].size);
		uint64_t value;

		coded_put_varint(&coded, rows[i].value);
		assert_int_equal(coded.size, rows[i].size);
		assert_memory_equal(coded.bytes, rows[i].bytes, coded.size);
		coded_free(&coded);
		assert_true(coded_take_varint(&rest, &value));
		assert_true(value == rows[i].value && rest.size == 0);
		for (size_t end = 0; end < rows[i].size; end++) {
			rest = bytes_of(rows[i].bytes, end);
			assert_false(coded_take_varint(&rest, &value));
			assert_int_equal(rest.size, end);
		}
	}
	/* 65 bits */
	struct slice over = SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
	uint64_t value;

	assert_false(coded_take_varint(&over, &value));
}

static void
what_is_packed_is_unpacked_and_nothing_longer(void **state)
{
	/* printf aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | zstd --no-check */
	static const uint8_t frame[] = {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58,
	    0x45, 0x00, 0x00, 0x10, 0x61, 0x61, 0x01, 0x00, 0x22, 0xc0, 0x02};
	uint8_t *plain, *packed;
	size_t size;

	(void)state;
	assert_int_equal(
	    unpack(bytes_of(frame, sizeof(frame)), 32, &plain), UNPACK_OK);
	assert_memory_equal(plain, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32);
	free(plain);
	assert_true(pack(SLICE("abcabcabcabcabcabcabcabc"), &packed, &size));
	assert_int_equal(unpack(bytes_of(packed, size), 24, &plain), UNPACK_OK);
	assert_memory_equal(plain, "abcabcabcabcabcabcabcabc", 24);
	free(plain);
	assert_int_equal(
	    unpack(bytes_of(packed, size), 23, &plain), UNPACK_DAMAGED);
	assert_null(plain);
	assert_int_equal(
	    unpack(bytes_of(packed, size), 25, &plain), UNPACK_DAMAGED);
	for (size_t end = 0; end < size; end++) {
		uint8_t *cut = exactly(packed, end);

		assert_int_equal(
		    unpack(bytes_of(cut, end), 24, &plain), UNPACK_DAMAGED);
		free(cut);
	}
	free(packed);
}

/* ---- sets -------------------------------------------------------------- */

#define CELLS 5000u

struct made {
	struct update_image image;
	uint16_t cells[CELLS];
	uint8_t *table;
};

static void
add_entry(struct print_entry *entry, uint8_t kind, unsigned seed)
{
	*entry = (struct print_entry){.kind = kind,
	    .weight = (uint8_t)(seed * 7),
	    .trust = (uint8_t)seed,
	    .reports = seed * 3,
	    .excuses = seed % 5,
	    .first_day = 19000 + seed,
	    .last_day = 19500 + seed};
	for (unsigned i = 0;
	     i < (kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES);
	     i++)
		entry->digest[i] =
		    (uint8_t)((seed + 1) * (i + 3) * 40503u >> 7);
}

/* A set of some prints and cells.  without: this print is not there. */
static struct made *
make(uint64_t update, unsigned prints, unsigned without)
{
	struct made *made = calloc(1, sizeof(*made));
	struct print_entry entries[64];
	size_t count = 0, size;

	assert_non_null(made);
	for (unsigned i = 0; i < prints; i++)
		if (i != without)
			add_entry(&entries[count++],
			    i % 3 == 0 ? PRINT_SHINGLES : PRINT_DOMAIN, i);
	assert_true(prints_build(entries, count, &made->table, &size));
	for (unsigned i = 0; i < CELLS; i++)
		made->cells[i] = (uint16_t)(i * 31);
	made->image.draft.id = (struct cartridge_id){
	    {{0, 1, 2, 3}}, update, 1700000000 + (int64_t)update};
	made->image.draft.sections[CARTRIDGE_INFO] = SLICE("made-by: test\n");
	made->image.draft.sections[CARTRIDGE_MODEL] =
	    bytes_of(made->cells, sizeof(made->cells));
	made->image.draft.sections[CARTRIDGE_PRINTS] =
	    bytes_of(made->table, size);
	return made;
}

static void
drop(struct made *made)
{
	free(made->table);
	free(made);
}

static void
assert_same_set(const struct update_image *a, const struct update_image *b)
{
	uint8_t hash_a[32], hash_b[32];

	assert_memory_equal(&a->draft.id, &b->draft.id, sizeof(a->draft.id));
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		assert_true(
		    slice_equal(a->draft.sections[i], b->draft.sections[i]));
	image_hash(a, hash_a);
	image_hash(b, hash_b);
	assert_memory_equal(hash_a, hash_b, 32);
}

/* From one to the other by a delta; its size. */
static size_t
go(const struct update_image *from, const struct update_image *to)
{
	struct update_image out;
	uint8_t *delta;
	size_t size;

	assert_true(delta_make(from, to, &delta, &size));
	assert_int_equal(
	    delta_apply(from, to->draft.id.update, bytes_of(delta, size), &out),
	    DELTA_OK);
	assert_same_set(&out, to);
	image_free(&out);
	free(delta);
	return size;
}

static void
a_delta_leads_from_one_set_to_the_other(void **state)
{
	struct made *old = make(4, 40, 99), *new = make(5, 44, 7);
	struct update_image empty;

	(void)state;
	image_of_cartridge(NULL, &empty);
	new->cells[0] = 0xFFFF;
	new->cells[17] ^= 0x8000;
	new->cells[CELLS - 1] += 1;
	/* One print is gone, four are new, three cells differ. */
	assert_in_range(go(&old->image, &new->image), 100, 400);
	assert_in_range(go(&new->image, &old->image), 50, 400);
	assert_in_range(go(&old->image, &old->image), 1, 100);
	assert_true(go(&empty, &new->image) > sizeof(new->cells));
	(void)go(&new->image, &empty);
	(void)go(&empty, &empty);
	drop(old);
	drop(new);
}

static void
facts_that_changed_cost_some_bytes(void **state)
{
	struct made *old = make(4, 40, 99), *new = make(4, 40, 99);
	struct print_entry entries[40];
	size_t size, same;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		prints_entry(new->image.draft.sections[CARTRIDGE_PRINTS], i,
		    &entries[i]);
	entries[3].reports = UINT32_MAX;
	entries[39].category = PRINT_LEGITIMATE;
	free(new->table);
	assert_true(prints_build(entries, 40, &new->table, &size));
	new->image.draft.sections[CARTRIDGE_PRINTS] =
	    bytes_of(new->table, size);
	same = go(&old->image, &old->image);
	assert_in_range(go(&old->image, &new->image), same + 12, same + 60);
	drop(old);
	drop(new);
}

static void
an_image_advances_without_its_predecessors(void **state)
{
	struct made *steps[5];
	struct update_image image, next;

	(void)state;
	image_of_cartridge(NULL, &image);
	for (unsigned i = 0; i < 5; i++) {
		uint8_t *delta;
		size_t size;

		steps[i] = make(i + 1, 30 + i, 99);
		assert_true(
		    delta_make(&image, &steps[i]->image, &delta, &size));
		assert_int_equal(
		    delta_apply(&image, i + 1, bytes_of(delta, size), &next),
		    DELTA_OK);
		free(delta);
		image_advance(&image, &next);
		assert_same_set(&image, &steps[i]->image);
	}
	image_free(&image);
	for (unsigned i = 0; i < 5; i++)
		drop(steps[i]);
}

static void
a_delta_that_ends_anywhere_or_is_changed_does_no_harm(void **state)
{
	struct made *old = make(4, 12, 99), *new = make(5, 14, 7);
	struct update_image out;
	uint8_t *delta;
	size_t size;

	(void)state;
	new->cells[17] ^= 0x8000;
	assert_true(delta_make(&old->image, &new->image, &delta, &size));
	for (size_t end = 0; end < size; end++) {
		uint8_t *cut = exactly(delta, end);

		assert_int_equal(
		    delta_apply(&old->image, 5, bytes_of(cut, end), &out),
		    DELTA_DAMAGED);
		free(cut);
	}
	for (size_t at = 0; at < size; at++)
		for (unsigned bit = 0; bit < 8; bit++) {
			delta[at] ^= (uint8_t)(1u << bit);
			if (delta_apply(&old->image, 5, bytes_of(delta, size),
				&out) == DELTA_OK)
				image_free(&out);
			delta[at] ^= (uint8_t)(1u << bit);
		}
	free(delta);
	drop(old);
	drop(new);
}

/* Sections by hand, on the set of make(): 40 prints, CELLS cells. */
#define HEAD "\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5\0\0\0\0\0\0\0"
#define SAME "\0\0\0\0\0\0\0\0\0"
#define U64(n) n "\0\0\0\0\0\0\0"
#define U32(n) n "\0\0\0"

static void
nasty_deltas_are_refused(void **state)
{
	static const struct {
		const char *what;
		struct slice delta;
		enum delta_result result;
	} rows[] = {
	    {"nothing changes", SLICE(HEAD SAME SAME SAME SAME), DELTA_OK},
	    {"one byte more", SLICE(HEAD SAME SAME SAME SAME "x"),
		DELTA_DAMAGED},
	    {"a how that there is not",
		SLICE(HEAD "\4" U64("\0") SAME SAME SAME), DELTA_DAMAGED},
	    {"the same, with bytes",
		SLICE(HEAD "\0" U64("\1") "x" SAME SAME SAME), DELTA_DAMAGED},
	    {"2^64-1 bytes", SLICE(HEAD "\1\xff\xff\xff\xff\xff\xff\xff\xff"),
		DELTA_DAMAGED},
	    {"cells of INFO",
		SLICE(HEAD "\2" U64("\x10") U64("\0") U64("\0") SAME SAME SAME),
		DELTA_DAMAGED},
	    {"no cells changed",
		SLICE(HEAD SAME "\2" U64("\x10") U64("\0") U64("\0") SAME SAME),
		DELTA_OK},
	    {"the first cell",
		SLICE(HEAD SAME "\2" U64("\x12") U64("\1")
			U64("\1") "\0\2" SAME SAME),
		DELTA_OK},
	    {"a value over 16 bits",
		SLICE(HEAD SAME "\2" U64("\x14") U64("\1")
			U64("\1") "\0\x80\x80\x04" SAME SAME),
		DELTA_DAMAGED},
	    {"a cell twice",
		SLICE(HEAD SAME "\2" U64("\x14") U64("\2")
			U64("\2") "\0\0\2\2" SAME SAME),
		DELTA_DAMAGED},
	    {"a cell behind the last (5000)",
		SLICE(HEAD SAME "\2" U64("\x13") U64("\1")
			U64("\2") "\x88\x27\2" SAME SAME),
		DELTA_DAMAGED},
	    {"the last cell (4999)",
		SLICE(HEAD SAME "\2" U64("\x13") U64("\1")
			U64("\2") "\x87\x27\2" SAME SAME),
		DELTA_OK},
	    {"gaps longer than the body",
		SLICE(HEAD SAME "\2" U64("\x12") U64("\1")
			U64("\3") "\0\2" SAME SAME),
		DELTA_DAMAGED},
	    {"fewer gaps than there are",
		SLICE(HEAD SAME "\2" U64("\x14") U64("\1")
			U64("\2") "\1\1\2\2" SAME SAME),
		DELTA_DAMAGED},
	    {"2^56 cells of none",
		SLICE(HEAD SAME "\2" U64("\x10") "\0\0\0\0\0\0\0\1" U64("\0")
			SAME SAME),
		DELTA_DAMAGED},
	    {"no prints changed",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x0c") U32("\0") U32("\0")
			U32("\0")),
		DELTA_OK},
	    {"the last print (39) removed",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x0d") U32("\1") U32("\0")
			U32("\0") "\x27"),
		DELTA_OK},
	    {"one behind it removed",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x0d") U32("\1") U32("\0")
			U32("\0") "\x28"),
		DELTA_DAMAGED},
	    {"one removed twice",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x0e") U32("\2") U32("\0")
			U32("\0") "\1\0"),
		DELTA_DAMAGED},
	    {"one removed and changed",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x15") U32("\1") U32("\1")
			U32("\0") "\1\1\0\0\0\0\0\0\0"),
		DELTA_DAMAGED},
	    {"one changed",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x14") U32("\0") U32("\1")
			U32("\0") "\1\0\0\0\0\0\0\0"),
		DELTA_OK},
	    {"a category that there is not",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x14") U32("\0") U32("\1")
			U32("\0") "\1\3\0\0\0\0\0\0"),
		DELTA_DAMAGED},
	    {"a day over 16 bits",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x16") U32("\0") U32("\1")
			U32("\0") "\1\0\0\0\0\0\x80\x80\4\0"),
		DELTA_DAMAGED},
	    {"2^32-1 added in no bytes",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x0c") U32("\0")
			U32("\0") "\xff\xff\xff\xff"),
		DELTA_DAMAGED},
	    {"2^32-1 removed in no bytes",
		SLICE(HEAD SAME SAME SAME
		    "\3" U64("\x0c") "\xff\xff\xff\xff" U32("\0") U32("\0")),
		DELTA_DAMAGED},
	    {"a kind that there is not",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x24") U32("\0") U32("\0")
			U32("\1") "\x0a"
				  "0123456789abcdef\0\0\0\0\0\0\0"),
		DELTA_DAMAGED},
	    {"one added",
		SLICE(HEAD SAME SAME SAME "\3" U64("\x24") U32("\0") U32("\0")
			U32("\1") "\2"
				  "0123456789abcdef\0\0\0\0\0\0\0"),
		DELTA_OK},
	};
	struct made *old = make(4, 40, 99);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t *delta =
		    exactly(rows[i].delta.data, rows[i].delta.size);
		struct update_image out;
		enum delta_result result = delta_apply(
		    &old->image, 9, bytes_of(delta, rows[i].delta.size), &out);

		if (result != rows[i].result)
			fail_msg("%s: %d", rows[i].what, result);
		if (result == DELTA_OK) {
			assert_int_equal(out.draft.id.version.part[2], 3);
			assert_int_equal(out.draft.id.update, 9);
			image_free(&out);
		}
		free(delta);
	}
	drop(old);
}

static struct print_entry
entry_of(const struct cartridge *cartridge, size_t index)
{
	struct print_entry entry;

	prints_entry(cartridge->sections[CARTRIDGE_PRINTS], index, &entry);
	return entry;
}

static void
published_prints_join_those_of_a_site(void **state)
{
	struct made *site = make(4, 30, 7), *other = make(9, 33, 8);
	struct cartridge a = {.stamp = 5}, b = {.stamp = 6};
	struct print_entry entries[40];
	size_t size, count = 0;

	(void)state;
	/* Of one that both have, the other knows more reports. */
	for (size_t i = 0; i < 32; i++)
		prints_entry(other->image.draft.sections[CARTRIDGE_PRINTS], i,
		    &entries[i]);
	entries[2].reports = 1000000;
	entries[2].category = PRINT_PHISHING;
	free(other->table);
	assert_true(prints_build(entries, 32, &other->table, &size));
	a.sections[CARTRIDGE_PRINTS] =
	    site->image.draft.sections[CARTRIDGE_PRINTS];
	a.sections[CARTRIDGE_MODEL] =
	    site->image.draft.sections[CARTRIDGE_MODEL];
	b.sections[CARTRIDGE_PRINTS] = bytes_of(other->table, size);
	b.id.update = 9;
	assert_true(image_join_prints(&a, &b));
	assert_true(prints_check(a.sections[CARTRIDGE_PRINTS]));
	/* 33 different ones; 7 is only there, 8 only here. */
	assert_int_equal(prints_count(a.sections[CARTRIDGE_PRINTS]), 33);
	assert_int_equal(a.published, 9);
	assert_int_not_equal(a.stamp, 5);
	assert_ptr_equal(a.sections[CARTRIDGE_MODEL].data, site->cells);
	for (size_t i = 0; i < 33; i++)
		count += entry_of(&a, i).reports == 1000000 &&
			 entry_of(&a, i).category == PRINT_PHISHING;
	assert_int_equal(count, 1);
	free(a.replaced[CARTRIDGE_PRINTS]);
	drop(site);
	drop(other);
}

/* ---- sealed files ------------------------------------------------------ */

static uint8_t *
sealed(const struct update_keys *with, size_t *size_r)
{
	struct seal_head head = {.kind = SEAL_DELTA, .number = 18, .base = 17};
	uint8_t *file;

	memset(head.set_hash, 1, sizeof(head.set_hash));
	memset(head.base_hash, 2, sizeof(head.base_hash));
	assert_true(
	    seal_make(&head, SLICE("what is in it"), with, &file, size_r));
	return file;
}

static enum seal_result
try_open(const uint8_t *file, size_t size, const struct update_keys *with)
{
	uint8_t *plain, *copy = exactly(file, size);
	struct seal_head head;
	enum seal_result result =
	    seal_open(bytes_of(copy, size), with, &head, &plain);

	assert_int_equal(result == SEAL_OK, plain != NULL);
	if (plain != NULL) {
		assert_int_equal(head.plain_bytes, 13);
		assert_memory_equal(plain, "what is in it", 13);
		assert_int_equal(head.number, 18);
		assert_int_equal(head.base, 17);
	}
	free(plain);
	free(copy);
	return result;
}

static void
a_sealed_file_opens_with_its_keys_only(void **state)
{
	struct update_keys other, open = keys;
	uint8_t *file;
	size_t size;

	(void)state;
	assert_true(crypt_make_keys(&other));
	file = sealed(&keys, &size);
	assert_int_equal(try_open(file, size, &keys), SEAL_OK);
	assert_int_equal(try_open(file, size, &other), SEAL_FORGED);
	memcpy(other.public_key, keys.public_key, sizeof(other.public_key));
	assert_int_equal(try_open(file, size, &other), SEAL_LOCKED);
	other.encrypts = false;
	assert_int_equal(try_open(file, size, &other), SEAL_LOCKED);
	/* What is looked for in the bytes is not there. */
	assert_int_equal(
	    slice_find(bytes_of(file, size), SLICE("what is")), size);
	free(file);
	open.encrypts = false;
	file = sealed(&open, &size);
	assert_int_equal(try_open(file, size, &open), SEAL_OK);
	assert_int_equal(try_open(file, size, &keys), SEAL_OK);
	free(file);
}

static void
a_sealed_file_that_is_cut_or_changed_does_not_open(void **state)
{
	uint8_t *file, *longer;
	size_t size;

	(void)state;
	file = sealed(&keys, &size);
	for (size_t end = 0; end < size; end++)
		assert_int_equal(try_open(file, end, &keys), SEAL_CUT);
	longer = malloc(size + 1);
	assert_non_null(longer);
	memcpy(longer, file, size);
	longer[size] = 0;
	assert_int_equal(try_open(longer, size + 1, &keys), SEAL_CUT);
	free(longer);
	for (size_t at = 0; at < size; at++) {
		file[at] ^= 0x10;
		assert_int_equal(try_open(file, size, &keys),
		    at < 8                 ? SEAL_FOREIGN
		    : at < SEAL_HEAD_BYTES ? SEAL_FORGED
					   : SEAL_DAMAGED);
		file[at] ^= 0x10;
	}
	free(file);
}

static void
heads_that_are_signed_but_make_no_sense_are_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} rows[] = {
	    {8, 0},   /* no kind */
	    {8, 3},   /* one to come */
	    {8, 1},   /* a full set with a base */
	    {9, 2},   /* a cipher to come */
	    {15, 1},  /* what must be zero */
	    {24, 18}, /* from 18 to 18 */
	    {24, 0},  /* a delta from nothing */
	    {39, 1},  /* 2^56 bytes */
	};
	uint8_t *file;
	size_t size;

	(void)state;
	file = sealed(&keys, &size);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t was = file[rows[i].at];

		file[rows[i].at] = rows[i].value;
		crypt_sign(&keys, bytes_of(file, SEAL_SIGNED_BYTES),
		    file + SEAL_SIGNED_BYTES);
		assert_int_equal(try_open(file, size, &keys), SEAL_FOREIGN);
		file[rows[i].at] = was;
	}
	free(file);
}

/* ---- the index --------------------------------------------------------- */

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define FIRST "CGPFilter index 1\n"

static void
lines_of_an_index_are_read_or_refused(void **state)
{
	static const struct {
		const char *lines;
		enum index_result result;
	} rows[] = {
	    {FIRST "version 0.1.0.3\nnewest 17\noldest-delta 0\ncreated 9\n"
		   "full 17 100 " HASH "\n",
		INDEX_OK},
	    {FIRST "newest 17\noldest-delta 10\nfull 9 100 " HASH "\n",
		INDEX_OK},
	    {FIRST "newest 17\noldest-delta 10\nfull 9 100 " HASH
		   "\nlater words\ndelta 17 5 " HASH "\ndelta 16 5 " HASH "\n",
		INDEX_OK},
	    {"", INDEX_FOREIGN},
	    {"CGPFilter index 2\n", INDEX_FOREIGN},
	    {"<html>404</html>\n", INDEX_FOREIGN},
	    {FIRST, INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 17 100 " HASH, INDEX_DAMAGED},
	    {FIRST "newest 0\nfull 0 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 18 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\noldest-delta 11\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 17\noldest-delta 18\nfull 17 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 18446744073709551616\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest -1\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "version 1.2\nnewest 9\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100 " HASH "0\n", INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100\n", INDEX_DAMAGED},
	    {FIRST "newest 9\ncreated 9223372036854775808\nfull 9 1 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100 " HASH "\ndelta 9 5 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\noldest-delta 9\nfull 9 100 " HASH
		   "\ndelta 8 5 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\noldest-delta 9\nfull 9 100 " HASH
		   "\ndelta 9 5 " HASH "\ndelta 8 5 " HASH "\n",
		INDEX_DAMAGED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct update_index index;

		if (index_read_lines(slice_from_string(rows[i].lines),
			&index) != rows[i].result)
			fail_msg("%s", rows[i].lines);
	}
}

static struct update_index
full_index(void)
{
	struct update_index index = {
	    .version = {{1, 2, 3, 4}},
	    .newest = UINT64_MAX,
	    .oldest_delta = UINT64_MAX - 20,
	    .created_s = INT64_MAX,
	    .full = {UINT64_MAX - 3, UINT64_MAX, {1}},
	    .delta_count = INDEX_DELTAS_MAX,
	};

	for (size_t i = 0; i < INDEX_DELTAS_MAX; i++)
		index.deltas[i] = (struct index_file){
		    UINT64_MAX - i, UINT64_MAX, {(uint8_t)i}};
	return index;
}

static void
an_index_is_read_as_it_was_written_and_not_otherwise(void **state)
{
	struct update_index index = full_index(), read;
	struct update_keys other;
	char room[INDEX_BYTES_MAX + 1];
	struct text text = TEXT_OVER(room);

	(void)state;
	assert_true(index_write(&index, &keys, &text));
	assert_int_equal(index_read(text_slice(&text), &keys, &read), INDEX_OK);
	assert_memory_equal(&read.full, &index.full, sizeof(index.full));
	assert_true(read.newest == UINT64_MAX && read.created_s == INT64_MAX);
	assert_int_equal(read.delta_count, INDEX_DELTAS_MAX);
	assert_true(index_delta(&read, UINT64_MAX - 15)->hash[0] == 15);
	assert_null(index_delta(&read, UINT64_MAX - 16));
	assert_true(crypt_make_keys(&other));
	assert_int_equal(
	    index_read(text_slice(&text), &other, &read), INDEX_FORGED);
	for (size_t end = 0; end < text.size; end++) {
		uint8_t *cut = exactly((const uint8_t *)room, end);
		enum index_result result =
		    index_read(bytes_of(cut, end), &keys, &read);

		assert_int_equal(result,
		    end < sizeof(FIRST) - 1 ? INDEX_FOREIGN : INDEX_FORGED);
		free(cut);
	}
	for (size_t at = sizeof(FIRST); at < text.size; at++) {
		room[at] ^= 1;
		assert_int_not_equal(
		    index_read(text_slice(&text), &keys, &read), INDEX_OK);
		room[at] ^= 1;
	}
}

static void
names_of_files_are_read_and_others_are_not(void **state)
{
	static const char *const bad[] = {"", "full-", "full", "full-1x",
	    "delta--1", "delta-18446744073709551616", "index", "Full-1"};
	char name[INDEX_NAME_BYTES];
	uint64_t number;
	bool full;

	(void)state;
	index_name(name, false, UINT64_MAX);
	assert_string_equal(name, "delta-18446744073709551615");
	assert_true(index_name_read(slice_from_string(name), &full, &number));
	assert_true(!full && number == UINT64_MAX);
	assert_true(index_name_read(SLICE("full-3"), &full, &number));
	assert_true(full && number == 3);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(
		    index_name_read(slice_from_string(bad[i]), &full, &number));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_vectors_come_out),
	    cmocka_unit_test(only_whole_hexadecimal_is_read),
	    cmocka_unit_test(varints_are_those_of_leb128),
	    cmocka_unit_test(what_is_packed_is_unpacked_and_nothing_longer),
	    cmocka_unit_test(a_delta_leads_from_one_set_to_the_other),
	    cmocka_unit_test(facts_that_changed_cost_some_bytes),
	    cmocka_unit_test(an_image_advances_without_its_predecessors),
	    cmocka_unit_test(
		a_delta_that_ends_anywhere_or_is_changed_does_no_harm),
	    cmocka_unit_test(nasty_deltas_are_refused),
	    cmocka_unit_test(published_prints_join_those_of_a_site),
	    cmocka_unit_test(a_sealed_file_opens_with_its_keys_only),
	    cmocka_unit_test(
		a_sealed_file_that_is_cut_or_changed_does_not_open),
	    cmocka_unit_test(
		heads_that_are_signed_but_make_no_sense_are_refused),
	    cmocka_unit_test(lines_of_an_index_are_read_or_refused),
	    cmocka_unit_test(
		an_index_is_read_as_it_was_written_and_not_otherwise),
	    cmocka_unit_test(names_of_files_are_read_and_others_are_not),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, NULL);
}
