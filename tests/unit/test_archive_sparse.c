/*
 * test_archive_sparse - blocks of disks in images of VMware and QEMU
 *
 * Images are put together by hand after what these have written of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/disk/disk.h"
#include "tests/support/disk_case.h"

#define BLOCK 4096u

/* Two blocks: the first lies behind the second, which is at 3 blocks. */
static void
make_vmdk(void)
{
	clear();
	memcpy(image, "KDMV", 4);
	put(12, 3 * BLOCK / SECTOR, 8);
	put(20, BLOCK / SECTOR, 8);
	put(44, 512, 4);
	put(56, 1, 8);
	put(SECTOR, 2, 4);
	put(2 * SECTOR, 4 * BLOCK / SECTOR, 4);
	put(2 * SECTOR + 4, 3 * BLOCK / SECTOR, 4);
	memset(image + 4 * BLOCK, 'a', BLOCK);
	memset(image + 3 * BLOCK, 'b', BLOCK);
}

static void
make_qcow(void)
{
	clear();
	memcpy(image, "QFI\xFB", 4);
	put_big(4, 2, 4);
	put_big(20, 12, 4);
	put_big(24, 3 * BLOCK, 8);
	put_big(40, BLOCK, 8);
	put_big(BLOCK, UINT64_C(1) << 63 | 2 * BLOCK, 8);
	put_big(2 * BLOCK, UINT64_C(1) << 63 | 4 * BLOCK, 8);
	put_big(2 * BLOCK + 8, UINT64_C(1) << 63 | 3 * BLOCK, 8);
	memset(image + 4 * BLOCK, 'a', BLOCK);
	memset(image + 3 * BLOCK, 'b', BLOCK);
}

static struct slice
whole(void)
{
	return (struct slice){image, 5 * (size_t)BLOCK};
}

/* "a", "b" and zeros. */
static void
check_blocks(void)
{
	struct disk disk;
	uint64_t zeros;
	struct slice run;
	uint8_t three[2];

	assert_true(disk_open(&disk, whole()));
	assert_int_equal(disk.size, 3 * BLOCK);
	run = disk_run(&disk, 1, UINT64_MAX, &zeros);
	assert_int_equal(run.size, BLOCK - 1);
	assert_int_equal(run.data[0], 'a');
	assert_true(disk_copy(&disk, BLOCK - 1, three, sizeof(three)));
	assert_memory_equal(three, "ab", 2);
	run = disk_run(&disk, 2 * BLOCK, UINT64_MAX, &zeros);
	assert_int_equal(run.size, 0);
	assert_int_equal(zeros, BLOCK);
	run = disk_run(&disk, 3 * BLOCK, 1, &zeros);
	assert_int_equal(run.size + zeros, 0);
}

static void
blocks_are_found(void **state)
{
	(void)state;
	make_vmdk();
	check_blocks();
	make_qcow();
	check_blocks();
	/* What is said to be zeros. */
	put_big(2 * BLOCK + 16, 3 * BLOCK | 1, 8);
	check_blocks();
}

static void
what_is_packed_is_missed(void **state)
{
	struct disk disk;
	uint64_t zeros;

	(void)state;
	make_qcow();
	put_big(2 * BLOCK, UINT64_C(1) << 62 | 4 * BLOCK, 8);
	assert_true(disk_open(&disk, whole()));
	assert_int_equal(disk_run(&disk, 0, 1, &zeros).size + zeros, 0);
	make_vmdk();
	put(8, 0x10000, 4);
	assert_false(disk_open(&disk, whole()));
}

/* Bits 0, 1 and 3 of version 3 change nothing in where blocks lie. */
static void
what_lies_otherwise_is_refused(void **state)
{
	struct disk disk;

	(void)state;
	for (unsigned bit = 0; bit < 5; bit++) {
		make_qcow();
		put_big(72, UINT64_C(1) << bit, 8);
		assert_true(disk_open(&disk, whole()));
		put_big(4, 3, 4);
		assert_int_equal(
		    disk_open(&disk, whole()), bit != 2 && bit != 4);
	}
}

static void
images_that_are_broken_are_refused(void **state)
{
	static const struct {
		bool vmdk;
		size_t at, size;
		uint64_t value;
	} cases[] = {
	    {true, 12, 8, UINT64_MAX},
	    {true, 20, 8, 0},
	    {true, 20, 8, 3},
	    {true, 20, 8, UINT64_MAX},
	    {true, 44, 4, 0},
	    {true, 44, 4, UINT32_MAX},
	    {true, 56, 8, UINT64_MAX},
	    {false, 4, 4, 1},
	    {false, 20, 4, 8},
	    {false, 20, 4, 64},
	    {false, 32, 4, 1},
	    {false, 40, 8, UINT64_MAX},
	};
	struct disk disk;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].vmdk) {
			make_vmdk();
			put(cases[i].at, cases[i].value, cases[i].size);
		} else {
			make_qcow();
			put_big(cases[i].at, cases[i].value, cases[i].size);
		}
		assert_false(disk_open(&disk, whole()));
	}
}

/* Tables and blocks behind the end. */
static void
images_may_end_anywhere(void **state)
{
	struct disk disk;
	uint64_t zeros;

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		if (i == 0)
			make_vmdk();
		else
			make_qcow();
		for (size_t size = 0; size < 5 * (size_t)BLOCK; size += 8) {
			struct slice bytes = {image, size};

			if (!disk_open(&disk, bytes))
				continue;
			for (uint64_t at = 0; at < 3 * BLOCK; at += BLOCK) {
				struct slice run =
				    disk_run(&disk, at, BLOCK, &zeros);

				assert_true(
				    run.size == 0 ||
				    run.data + run.size <= image + size);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blocks_are_found),
	    cmocka_unit_test(what_is_packed_is_missed),
	    cmocka_unit_test(what_lies_otherwise_is_refused),
	    cmocka_unit_test(images_that_are_broken_are_refused),
	    cmocka_unit_test(images_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
