/*
 * test_archive - an archive or compressed file to its members
 *
 * The archives were made by other programs (tests/support/make-archives), of
 * two files whose bytes stand here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "tests/support/archive_case.h"
#include "tests/support/archive_samples.h"

/* ---- what others packed ------------------------------------------------ */

#define E MEMBER_ENCRYPTED

static const struct {
	const char *file;
	enum filetype type;
	enum contents contents;
	unsigned flags;        /* of the archive */
	unsigned member_flags; /* of each */
} samples[] = {
    {"infozip.zip", FILETYPE_ZIP, BOTH, 0, 0},
    {"streamed.zip", FILETYPE_ZIP, LETTER_AS, 0, 0},
    {"infozip-encrypted.zip", FILETYPE_ZIP, NAMES, ARCHIVE_ENCRYPTED, E},
    {"zip-aes.zip", FILETYPE_ZIP, NAMES, ARCHIVE_ENCRYPTED, E},
    {"zip-deflate.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"zip-deflate64.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"zip-bzip2.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"zip-lzma.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"zip-ppmd.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"zip-xz.zip", FILETYPE_ZIP, REPEATED, 0, 0},
    {"plain.7z", FILETYPE_SEVENZIP, BOTH, 0, 0},
    {"encrypted.7z", FILETYPE_SEVENZIP, NAMES, ARCHIVE_ENCRYPTED, E},
    {"encrypted-names.7z", FILETYPE_SEVENZIP, NOTHING, ARCHIVE_ENCRYPTED, 0},
    {"volumes.7z.001", FILETYPE_SEVENZIP, NOTHING,
	ARCHIVE_DAMAGED | ARCHIVE_MANY, 0},
    {"ustar.tar", FILETYPE_TAR, BOTH, 0, 0},
    {"pax.tar", FILETYPE_TAR, BOTH, 0, 0},
    {"newc.cpio", FILETYPE_CPIO, BOTH, 0, 0},
    {"odc.cpio", FILETYPE_CPIO, BOTH, 0, 0},
    {"plain.xar", FILETYPE_XAR, BOTH, 0, 0},
    {"plain.ar", FILETYPE_AR, BOTH, 0, 0},
    {"plain.rpm", FILETYPE_RPM, BOTH, 0, 0},
    {"stored.cab", FILETYPE_CAB, BOTH, 0, 0},
    {"mszip.cab", FILETYPE_CAB, BOTH, 0, 0},
    {"stored.lzh", FILETYPE_LHA, BOTH, 0, 0},
    {"plain.arj", FILETYPE_ARJ, BOTH, 0, 0},
    {"volume.arj", FILETYPE_ARJ, BOTH, ARCHIVE_MANY, 0},
    {"garbled.arj", FILETYPE_ARJ, NAMES, ARCHIVE_ENCRYPTED, E},
    {"method-1.arj", FILETYPE_ARJ, REPEATED, 0, 0},
    {"method-2.arj", FILETYPE_ARJ, REPEATED, 0, 0},
    {"method-3.arj", FILETYPE_ARJ, REPEATED, 0, 0},
    {"method-4.arj", FILETYPE_ARJ, REPEATED, 0, 0},
    {"stored.rar", FILETYPE_RAR, BOTH, 0, 0},
    {"encrypted.rar", FILETYPE_RAR, NAMES, ARCHIVE_ENCRYPTED, E},
    {"encrypted-names.rar", FILETYPE_RAR, NOTHING,
	ARCHIVE_ENCRYPTED | ARCHIVE_DAMAGED, 0},
    {"volume.rar", FILETYPE_RAR, BOTH, ARCHIVE_MANY, 0},
    {"stored.rar5", FILETYPE_RAR5, BOTH, 0, 0},
    {"encrypted.rar5", FILETYPE_RAR5, NAMES, ARCHIVE_ENCRYPTED, E},
    {"volume.rar5", FILETYPE_RAR5, BOTH, ARCHIVE_MANY, 0},
    {"locked.rar", FILETYPE_RAR, NAMES, ARCHIVE_ENCRYPTED, E},
    {"locked-packed.rar", FILETYPE_RAR, NAMES, ARCHIVE_ENCRYPTED, E},
    {"locked-names.rar", FILETYPE_RAR, NOTHING,
	ARCHIVE_ENCRYPTED | ARCHIVE_DAMAGED, 0},
    {"locked.rar5", FILETYPE_RAR5, NAMES, ARCHIVE_ENCRYPTED, E},
    {"locked-packed.rar5", FILETYPE_RAR5, NAMES, ARCHIVE_ENCRYPTED, E},
    {"letter.gz", FILETYPE_GZIP, LETTER_AS, 0, 0},
    {"letter.bz2", FILETYPE_BZIP2, LETTER_AS, 0, 0},
    {"letter.xz", FILETYPE_XZ, LETTER_AS, 0, 0},
    /* Says a dictionary of 1.5 GB; the letter needs none. */
    {"dictionary.xz", FILETYPE_XZ, LETTER_AS, 0, 0},
    {"dictionary.lzma", FILETYPE_LZMA, LETTER_AS, 0, 0},
    {"letter.lzma", FILETYPE_LZMA, LETTER_AS, 0, 0},
    /* A frame to be passed over stands ahead. */
    {"skippable.zst", FILETYPE_ZSTD, LETTER_AS, 0, 0},
    {"letter.lz", FILETYPE_LZIP, LETTER_AS, 0, 0},
    {"letter.lz4", FILETYPE_LZ4, LETTER_AS, 0, 0},
    {"letter.zst", FILETYPE_ZSTD, LETTER_AS, 0, 0},
    {"letter.szdd", FILETYPE_SZDD, LETTER_AS, 0, 0},
};

#undef E

#define SAMPLES (sizeof(samples) / sizeof(samples[0]))

static void
what_others_packed_comes_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);
		struct kept kept = {.count = 0};
		struct archive_seen seen;

		arena_reset(arena);
		assert_int_equal(filetype_detect(bytes), samples[i].type);
		seen = archive_law_read(archives, bytes, samples[i].type,
		    &options, arena, NULL, keep, &kept);
		if (seen.flags != samples[i].flags)
			print_error(
			    "%s: flags %#x\n", samples[i].file, seen.flags);
		assert_int_equal(seen.flags, samples[i].flags);
		check_contents(&kept, samples[i].contents);
		for (size_t m = 0; m < kept.count; m++)
			assert_int_equal(
			    kept.members[m].flags, samples[i].member_flags);
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
passwords_open_what_others_encrypted(void **state)
{
	static const struct {
		const char *name;
		enum filetype type;
		enum contents contents;
	} files[] = {
	    {"infozip-encrypted.zip", FILETYPE_ZIP, BOTH},
	    {"zip-aes.zip", FILETYPE_ZIP, BOTH},
	    {"garbled.arj", FILETYPE_ARJ, BOTH},
	    {"garbled-1.arj", FILETYPE_ARJ, REPEATED},
	    {"encrypted.7z", FILETYPE_SEVENZIP, BOTH},
	    {"encrypted-names.7z", FILETYPE_SEVENZIP, BOTH},
	    {"locked.rar", FILETYPE_RAR, BOTH},
	    {"locked-names.rar", FILETYPE_RAR, BOTH},
	    {"locked-packed.rar", FILETYPE_RAR, BOTH},
	    {"locked.rar5", FILETYPE_RAR5, BOTH},
	    {"locked-names.rar5", FILETYPE_RAR5, BOTH},
	    {"locked-packed.rar5", FILETYPE_RAR5, BOTH},
	    {"locked-open.rar5", FILETYPE_RAR5, BOTH},
	    {"locked-open-packed.rar5", FILETYPE_RAR5, BOTH},
	};
	struct slice passwords[] = {
	    SLICE("infected"), SLICE(""), SLICE("secret"), SLICE("Secret")};

	(void)state;
	options.passwords = passwords;
	options.password_count = 4;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct slice bytes = read_file(files[i].name);
		struct kept kept = {.count = 0};

		arena_reset(arena);
		(void)archive_law_read(archives, bytes, files[i].type, &options,
		    arena, NULL, keep, &kept);
		check_contents(&kept, files[i].contents);
		for (size_t m = 0; m < kept.count; m++)
			assert_int_equal(kept.members[m].flags,
			    MEMBER_ENCRYPTED | MEMBER_PASSWORD);
		free((void *)(uintptr_t)bytes.data);
	}
}

/* The body of the one member of a gzip, which is an archive itself. */
static struct slice
gunzip(struct slice bytes)
{
	struct kept kept = {.count = 0};

	(void)archive_law_read(
	    archives, bytes, FILETYPE_GZIP, &options, arena, NULL, keep, &kept);
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.members[0].flags, 0);
	return kept.members[0].body;
}

static void
an_image_of_a_disk_gives_its_files(void **state)
{
	struct slice bytes = read_file("joliet.iso.gz");
	struct kept kept = {.count = 0};

	(void)state;
	(void)archive_law_read(archives, gunzip(bytes), FILETYPE_ISO, &options,
	    arena, NULL, keep, &kept);
	check_contents(&kept, BOTH);
	free((void *)(uintptr_t)bytes.data);
}

static void
an_image_of_a_hard_disk_gives_its_files(void **state)
{
	static const char *const names[] = {
	    "fat12.img.gz",
	    "fat16.img.gz",
	    "fat32.img.gz",
	    "fixed.vhd.gz",
	    "dynamic.vhd.gz",
	    "blocks.vhdx.gz",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct slice bytes = read_file(names[i]), image;
		struct kept kept = {.count = 0};

		arena_reset(arena);
		image = gunzip(bytes);
		assert_int_equal(filetype_detect(image), FILETYPE_DISK);
		kept.flags = archive_law_read(archives, image, FILETYPE_DISK,
		    &options, arena, NULL, keep, &kept)
				 .flags;
		assert_int_equal(kept.flags, 0);
		check_contents(&kept, BOTH);
		free((void *)(uintptr_t)bytes.data);
	}
}

/* What the tree that most readers look at does not show. */
static void
each_tree_of_an_image_gives_its_files(void **state)
{
	static const struct {
		const char *name;
		enum filetype type;
	} trees[] = {
	    {"udf.iso.gz", FILETYPE_UDF},
	    {"two-trees.iso.gz", FILETYPE_JOLIET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		struct slice bytes = read_file(trees[i].name), image;
		struct kept kept = {.count = 0};

		arena_reset(arena);
		image = gunzip(bytes);
		assert_int_equal(filetype_detect(image), FILETYPE_ISO);
		assert_true(archive_may_be(image, trees[i].type, false));
		assert_int_equal(
		    archive_may_be(image, FILETYPE_UDF, false), i == 0);
		assert_int_equal(
		    archive_may_be(image, FILETYPE_JOLIET, false), i == 1);
		(void)archive_law_read(archives, image, trees[i].type, &options,
		    arena, NULL, keep, &kept);
		check_contents(&kept, BOTH);
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
a_help_file_gives_its_pages(void **state)
{
	struct slice bytes = read_file("help.chm.gz");
	struct kept kept = {.count = 0};
	unsigned found = 0;

	(void)state;
	(void)archive_law_read(archives, gunzip(bytes), FILETYPE_CHM, &options,
	    arena, NULL, keep, &kept);
	for (size_t i = 0; i < kept.count; i++) {
		struct member *member = &kept.members[i];

		if (slice_equal(member->name, SLICE("eicar.com")))
			found |= slice_equal(member->body, SLICE(EICAR));
		if (slice_equal(member->name, SLICE("letter.txt")))
			found |= slice_equal(member->body, SLICE(LETTER)) * 2u;
	}
	assert_int_equal(found, 3);
	free((void *)(uintptr_t)bytes.data);
}

/* Lempel-Ziv-Welch is hard to make shorter than its input. */
static void
compress_gives_what_went_in(void **state)
{
	struct slice bytes = read_file("repeated.Z");
	struct kept kept = {.count = 0};

	(void)state;
	(void)archive_law_read(archives, bytes, FILETYPE_COMPRESS, &options,
	    arena, NULL, keep, &kept);
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.members[0].body.size, 2000);
	for (size_t at = 0; at < 2000; at += 10)
		assert_slice(
		    slice_sub(kept.members[0].body, at, 10), "AAAAAAAAB\n");
	free((void *)(uintptr_t)bytes.data);
}

static void
holes_of_a_sparse_tar_are_zeros(void **state)
{
	struct slice bytes = read_file("sparse.tar");
	struct kept kept = {.count = 0};
	struct slice body;

	(void)state;
	(void)archive_law_read(
	    archives, bytes, FILETYPE_TAR, &options, arena, NULL, keep, &kept);
	assert_int_equal(kept.count, 1);
	body = kept.members[0].body;
	assert_int_equal(body.size, (1 << 20) + strlen(LETTER));
	assert_int_equal(body.data[0], 0);
	assert_int_equal(body.data[(1 << 20) - 1], 0);
	assert_slice(slice_skip(body, 1 << 20), LETTER);
	free((void *)(uintptr_t)bytes.data);
}

static void
links_have_the_body_of_their_target(void **state)
{
	static const struct {
		const char *name, *body;
		unsigned flags;
	} wanted[] = {
	    {"./letter.jpg", LETTER, 0},
	    {"open.js", LETTER, MEMBER_LINK},
	    /* Read as its target is. */
	    {"again.jpg", "", MEMBER_LINK},
	    {"none.js", "", MEMBER_LINK},
	};
	struct slice bytes = read_file("links.tar");
	struct kept kept = {.count = 0};

	(void)state;
	(void)archive_law_read(
	    archives, bytes, FILETYPE_TAR, &options, arena, NULL, keep, &kept);
	assert_int_equal(kept.count, 4);
	for (size_t i = 0; i < kept.count; i++) {
		assert_true(slice_equal(
		    kept.members[i].name, slice_from_string(wanted[i].name)));
		assert_true(slice_equal(
		    kept.members[i].body, slice_from_string(wanted[i].body)));
		assert_int_equal(kept.members[i].flags, wanted[i].flags);
	}
	free((void *)(uintptr_t)bytes.data);
}

/* ---- broken ------------------------------------------------------------ */

/*
 * Every so many bytes.  A sanitizer marks all of a dictionary of 1.5 GB each
 * time that there is one; all ends and bounds are shown to the same decoders by
 * letter.xz and letter.lzma.
 */
static size_t
step_of(size_t sample, size_t step)
{
	bool large = strncmp(samples[sample].file, "dictionary.", 11) == 0;

	return large ? 60 : step;
}

/* Laws hold; under ASan nothing is read behind the end. */
static void
archives_that_end_at_every_byte_are_harmless(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);

		for (size_t size = 0; size < bytes.size && size < 1024;
		     size += step_of(i, 1)) {
			uint8_t *copy = malloc(size == 0 ? 1 : size);

			assert_non_null(copy);
			memcpy(copy, bytes.data, size);
			arena_reset(arena);
			(void)archive_law_read(archives,
			    (struct slice){copy, size}, samples[i].type,
			    &options, arena, NULL, NULL, NULL);
			free(copy);
		}
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
every_byte_of_a_zip_may_be_wrong(void **state)
{
	static const char *const files[] = {"infozip.zip", "zip-deflate.zip"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct slice bytes = read_file(files[i]);
		uint8_t *wrong = (uint8_t *)(uintptr_t)bytes.data;

		for (size_t at = 0; at < bytes.size; at++)
			for (unsigned bit = 1; bit < 256; bit *= 2) {
				struct kept kept = {.count = 0};

				wrong[at] ^= (uint8_t)bit;
				arena_reset(arena);
				(void)archive_law_read(archives, bytes,
				    FILETYPE_ZIP, &options, arena, NULL, keep,
				    &kept);
				/* One list or the other still has it. */
				assert_true(kept.count >= 1);
				wrong[at] ^= (uint8_t)bit;
			}
		free(wrong);
	}
}

static void
a_wrong_sum_is_damage(void **state)
{
	struct slice bytes = read_file("infozip.zip");
	struct kept kept = {.count = 0};
	uint8_t *wrong = (uint8_t *)(uintptr_t)bytes.data;

	(void)state;
	/* Behind the local header of 30 bytes and the name. */
	wrong[30 + 9] = 'Y';
	(void)archive_law_read(
	    archives, bytes, FILETYPE_ZIP, &options, arena, NULL, keep, &kept);
	assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
	assert_int_equal(kept.members[0].body.size, strlen(EICAR));
	assert_int_equal(kept.members[1].flags, 0);
	free(wrong);
}

/* ---- limits ------------------------------------------------------------ */

static void
members_are_bounded(void **state)
{
	(void)state;
	options.members_max = 1;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);
		struct archive_seen seen;

		arena_reset(arena);
		seen = archive_law_read(archives, bytes, samples[i].type,
		    &options, arena, NULL, NULL, NULL);
		assert_true(seen.members <= 1);
		if (samples[i].contents == BOTH) {
			assert_true(seen.flags & ARCHIVE_CUT);
			assert_int_equal(seen.limit, LIMIT_MEMBERS);
		}
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
bytes_are_bounded_to_the_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);
		/* Of the others only the laws are asked, and a dictionary of
		 * megabytes each time takes a sanitizer minutes. */
		uint64_t step =
		    samples[i].contents == BOTH ? 1 : step_of(i, 13);

		for (uint64_t max = 0; max < 120; max += step) {
			struct archive_seen seen;

			arena_reset(arena);
			options.bytes_max = max;
			seen = archive_law_read(archives, bytes,
			    samples[i].type, &options, arena, NULL, NULL, NULL);
			if (samples[i].contents != BOTH)
				continue;
			assert_int_equal(seen.bytes, max < 111 ? max : 111);
			assert_int_equal(
			    !(seen.flags & ARCHIVE_CUT), max >= 111);
			if (max < 111)
				assert_int_equal(
				    seen.limit, LIMIT_DECODED_BYTES);
		}
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
a_spent_budget_ends_an_archive(void **state)
{
	struct budget budget;

	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);
		struct archive_seen seen;

		arena_reset(arena);
		budget_init(&budget, 0);
		seen = archive_law_read(archives, bytes, samples[i].type,
		    &options, arena, &budget, NULL, NULL);
		assert_int_equal(seen.members, 0);
		assert_true(seen.flags & ARCHIVE_CUT);
		assert_int_equal(seen.limit, LIMIT_COUNT);
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
a_full_arena_is_a_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct slice bytes = read_file(samples[i].file);
		void *all;

		arena_reset(arena);
		all = arena_alloc(arena, ARENA_BYTES - 256);
		assert_non_null(all);
		(void)archive_law_read(archives, bytes, samples[i].type,
		    &options, arena, NULL, NULL, NULL);
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
other_types_are_unsupported(void **state)
{
	static const enum filetype types[] = {
	    FILETYPE_OTHER, FILETYPE_TEXT, FILETYPE_PE, FILETYPE_ARCHIVE};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct archive_seen seen =
		    archive_law_read(archives, SLICE("nothing"), types[i],
			&options, arena, NULL, NULL, NULL);

		assert_false(archive_readable(types[i]));
		assert_int_equal(seen.flags, ARCHIVE_UNSUPPORTED);
		assert_int_equal(seen.members, 0);
	}
}

static void
names_that_leave_the_folder_are_told(void **state)
{
	static const char *const bad[] = {"/etc/passwd", "..", "../x",
	    "a/../../x", "C:\\x", "c:x", "\\x", "a\\..\\x", "a/.."};
	static const char *const good[] = {
	    "", "a", "a/b", "...", "a..b", "..a/x", "1:x", "a/...", ":"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_true(member_name_escapes(slice_from_string(bad[i])));
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_false(member_name_escapes(slice_from_string(good[i])));
}

/* ---- inside of something else ------------------------------------------ */

static void
archives_are_found_inside(void **state)
{
	static const char *const files[] = {"infozip.zip", "plain.7z",
	    "stored.rar", "stored.rar5", "stored.cab", "plain.arj",
	    "stored.lzh", "letter.gz", "letter.xz", "letter.bz2"};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct slice bytes = read_file(files[i]);
		uint8_t *all = malloc(1000 + bytes.size);
		struct slice whole = {all, 1000 + bytes.size};
		enum filetype type = FILETYPE_OTHER;

		assert_non_null(all);
		memset(all, 'P', 1000);
		memcpy(all, "MZ", 2);
		memcpy(all + 500, "PK\3\4 Rar!\x1A\7 7z\xBC MSCF", 21);
		memcpy(all + 1000, bytes.data, bytes.size);
		assert_int_equal(archive_inside(whole, 1, &type), 1000);
		assert_int_equal(type, filetype_detect(bytes));
		assert_true(archive_inside(whole, 1001, &type) > 1000);
		free(all);
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
nothing_is_found_in_a_text(void **state)
{
	enum filetype type;

	(void)state;
	assert_int_equal(
	    archive_inside(
		SLICE("PK\3\4 and BZh9 and Rar! 7z MSCF, no more"), 0, &type),
	    SIZE_MAX);
	assert_int_equal(archive_inside(SLICE(""), 0, &type), SIZE_MAX);
	assert_int_equal(archive_inside(SLICE("PK"), 9, &type), SIZE_MAX);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_others_packed_comes_out),
	    TEST(passwords_open_what_others_encrypted),
	    TEST(an_image_of_a_disk_gives_its_files),
	    TEST(an_image_of_a_hard_disk_gives_its_files),
	    TEST(each_tree_of_an_image_gives_its_files),
	    TEST(a_help_file_gives_its_pages),
	    TEST(compress_gives_what_went_in),
	    TEST(holes_of_a_sparse_tar_are_zeros),
	    TEST(links_have_the_body_of_their_target),
	    TEST(archives_that_end_at_every_byte_are_harmless),
	    TEST(every_byte_of_a_zip_may_be_wrong),
	    TEST(a_wrong_sum_is_damage),
	    TEST(members_are_bounded),
	    TEST(bytes_are_bounded_to_the_byte),
	    TEST(a_spent_budget_ends_an_archive),
	    TEST(a_full_arena_is_a_limit),
	    TEST(other_types_are_unsupported),
	    TEST(names_that_leave_the_folder_are_told),
	    TEST(archives_are_found_inside),
	    TEST(nothing_is_found_in_a_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
