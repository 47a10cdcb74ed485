/*
 * test_matcher_image - images of compiled sets: moved, cut, damaged
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/matcher_sets.h"

static void
an_image_works_read_only_at_another_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct set made;
		struct set moved = {0};
		size_t room;

		set_init(
		    &made, backends[i], image_literals, COUNT(image_literals));
		/* Not at a page's start, and with padding behind it. */
		room = made.image_size + MATCHER_ALIGN + 100;
		uint8_t *map = mmap(NULL, room, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_ptr_not_equal(map, MAP_FAILED);
		memcpy(map + MATCHER_ALIGN, made.image, made.image_size);
		set_fini(&made);
		assert_int_equal(mprotect(map, room, PROT_READ), 0);

		assert_int_equal(matcher_open(map + MATCHER_ALIGN,
				     room - MATCHER_ALIGN, &moved.matcher),
		    MATCHER_OK);
		assert_int_equal(
		    matcher_scratch_grow(&moved.scratch, moved.matcher),
		    MATCHER_OK);
		assert_set_finds(&moved, image_literals, COUNT(image_literals),
		    image_text, sizeof(image_text));
		matcher_scratch_free(&moved.scratch);
		matcher_close(&moved.matcher);
		munmap(map, room);
	}
}

static void
truncated_images_are_refused_at_every_length(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(
		    &set, backends[i], image_literals, COUNT(image_literals));
		for (size_t size = 0; size < set.image_size;
		     size += size < 512 ? 1 : 61)
			assert_int_equal(
			    open_result(set.image, size), MATCHER_DAMAGED);
		assert_int_equal(
		    open_result(set.image, set.image_size), MATCHER_OK);
		set_fini(&set);
	}
}

static void
foreign_and_damaged_headers_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < backend_count; i++) {
		struct matcher_header *header;
		struct matcher_header kept;
		struct set set;

		set_init(
		    &set, backends[i], image_literals, COUNT(image_literals));
		header = set.image;
		kept = *header;

#define ASSERT_OPENS(change, result)                                           \
	change;                                                                \
	assert_int_equal(open_result(set.image, set.image_size), result);      \
	*header = kept
		ASSERT_OPENS(header->magic[7] ^= 1, MATCHER_DAMAGED);
		ASSERT_OPENS(header->byte_order = 0x04030201, MATCHER_FOREIGN);
		ASSERT_OPENS(header->format++, MATCHER_FOREIGN);
		ASSERT_OPENS(header->pointer_size ^= 12, MATCHER_FOREIGN);
		ASSERT_OPENS(header->backend = 0, MATCHER_DAMAGED);
		ASSERT_OPENS(header->backend = 5, MATCHER_DAMAGED);
		ASSERT_OPENS(header->stamp[10] ^= 1, MATCHER_FOREIGN);
		ASSERT_OPENS(header->stamp[MATCHER_STAMP_SIZE - 1] = 'x',
		    MATCHER_FOREIGN);
		ASSERT_OPENS(header->image_size++, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = UINT64_MAX, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = 127, MATCHER_DAMAGED);
		ASSERT_OPENS(header->image_size = 128, MATCHER_DAMAGED);
		ASSERT_OPENS(
		    header->literal_count = UINT32_MAX, MATCHER_DAMAGED);
		ASSERT_OPENS(header->literal_count += 32, MATCHER_DAMAGED);
		ASSERT_OPENS((void)0, MATCHER_OK);
#undef ASSERT_OPENS
		set_fini(&set);
	}
}

static void
an_image_off_its_alignment_is_refused(void **state)
{
	uint8_t *room;
	struct set set;

	(void)state;
	set_init(&set, MATCHER_PORTABLE, NULL, 0);
	room = aligned_alloc(MATCHER_ALIGN, 1024);
	assert_non_null(room);
	memcpy(room + 32, set.image, set.image_size);
	assert_int_equal(
	    open_result(room + 32, set.image_size), MATCHER_DAMAGED);
	free(room);
	set_fini(&set);
}

static bool
ignore_match(void *owner, uint32_t id, uint64_t end)
{
	(void)owner;
	(void)id;
	(void)end;
	return false;
}

/* Its checksum is the owner's matter, but a portable image can do no harm:
 * refused, or scanned within its bounds (which ASan watches). */
static void
a_damaged_portable_image_stays_within_its_bounds(void **state)
{
	struct set set;
	uint8_t *bytes;
	unsigned opened = 0;

	(void)state;
	set_init(&set, MATCHER_PORTABLE, image_literals, COUNT(image_literals));
	bytes = set.image;
	for (unsigned round = 0; round < 6000; round++) {
		/* Most of an image is filters; the first part is the rest. */
		size_t at = sizeof(struct matcher_header) +
			    random_below(round % 2 ? 1300 : 14000);
		uint8_t kept = bytes[at];
		struct matcher *damaged = NULL;

		bytes[at] = (uint8_t)random_below(256);
		if (matcher_open(set.image, set.image_size, &damaged) ==
		    MATCHER_OK) {
			matcher_scan(damaged, set.scratch, image_text,
			    sizeof(image_text), ignore_match, NULL);
			matcher_close(&damaged);
			opened++;
		}
		bytes[at] = kept;
	}
	assert_in_range(opened, 1, 5999);
	set_fini(&set);
}

#ifdef HAVE_HYPERSCAN
static void
a_damaged_hyperscan_image_is_refused(void **state)
{
	enum { OFFSET = 128, SIZE = 136, DATABASE = 256 };
	static const size_t places[] = {
	    OFFSET, OFFSET + 7, SIZE, SIZE + 7, DATABASE, DATABASE + 4};
	struct set set;
	uint8_t *bytes;

	(void)state;
	if (backend_count < 2)
		return;
	set_init(
	    &set, MATCHER_HYPERSCAN, image_literals, COUNT(image_literals));
	bytes = set.image;
	for (size_t i = 0; i < COUNT(places); i++) {
		bytes[places[i]] ^= 64;
		assert_int_equal(
		    open_result(set.image, set.image_size), MATCHER_DAMAGED);
		bytes[places[i]] ^= 64;
	}
	set_fini(&set);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef HAVE_HYPERSCAN
	    cmocka_unit_test(a_damaged_hyperscan_image_is_refused),
#endif
	    cmocka_unit_test(an_image_works_read_only_at_another_address),
	    cmocka_unit_test(truncated_images_are_refused_at_every_length),
	    cmocka_unit_test(foreign_and_damaged_headers_are_told_apart),
	    cmocka_unit_test(an_image_off_its_alignment_is_refused),
	    cmocka_unit_test(a_damaged_portable_image_stays_within_its_bounds),
	};

	find_backends();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("matcher_image", tests, NULL, NULL);
}
