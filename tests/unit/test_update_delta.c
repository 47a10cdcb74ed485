/*
 * test_update_delta - from one published set to the next
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/print/print.h"
#include "core/update/image.h"
#include "tests/support/exact_bytes.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_delta_leads_from_one_set_to_the_other),
	    cmocka_unit_test(facts_that_changed_cost_some_bytes),
	    cmocka_unit_test(an_image_advances_without_its_predecessors),
	    cmocka_unit_test(
		a_delta_that_ends_anywhere_or_is_changed_does_no_harm),
	    cmocka_unit_test(nasty_deltas_are_refused),
	    cmocka_unit_test(published_prints_join_those_of_a_site),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
