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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/crc32.h"
#include "core/base/integer.h"
#include "tests/support/archive_case.h"

#define PLACE "tests/data/archives/"
#define FILE_MAX 65536u

#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
#define LETTER "A letter of two lines.\nThis is the second.\n"

/* The caller frees data. */
static struct slice
read_file(const char *name)
{
	char path[256];
	uint8_t *bytes = malloc(FILE_MAX);
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), PLACE "%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		print_error("%s is missing\n", path);
	assert_non_null(file);
	assert_non_null(bytes);
	size = fread(bytes, 1, FILE_MAX, file);
	fclose(file);
	/* Exactly as large as it is, for ASan. */
	bytes = realloc(bytes, size);
	assert_non_null(bytes);
	return (struct slice){bytes, size};
}

/* ---- what others packed ------------------------------------------------ */

enum contents {
	NOTHING,
	BOTH,      /* eicar.com, letter.txt */
	NAMES,     /* the same without bodies */
	LETTER_AS, /* one, with the letter */
	REPEATED,  /* one, of 40 letters */
};

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
check_repeated(struct slice body)
{
	assert_int_equal(body.size, 40 * strlen(LETTER));
	for (size_t at = 0; at < body.size; at += strlen(LETTER))
		assert_slice(slice_sub(body, at, strlen(LETTER)), LETTER);
}

static void
check_contents(const struct kept *kept, enum contents contents)
{
	const struct member *members = kept->members;
	size_t count = contents == NOTHING                     ? 0
		       : contents == BOTH || contents == NAMES ? 2
							       : 1;

	assert_int_equal(kept->count, count);
	if (contents == BOTH || contents == NAMES) {
		assert_slice(members[0].name, "eicar.com");
		assert_slice(members[1].name, "letter.txt");
	}
	if (contents == BOTH) {
		assert_slice(members[0].body, EICAR);
		assert_slice(members[1].body, LETTER);
	}
	if (contents == LETTER_AS)
		assert_slice(members[0].body, LETTER);
	if (contents == REPEATED)
		check_repeated(members[0].body);
}

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

static const char *const locked[] = {"locked.rar5", "locked-names.rar5",
    "locked-packed.rar5", "locked-open.rar5", "locked-open-packed.rar5"};

#define LOCKED (sizeof(locked) / sizeof(locked[0]))

static void
read_locked(struct slice bytes, struct slice password, struct kept *kept_r)
{
	options.passwords = &password;
	options.password_count = 1;
	arena_reset(arena);
	kept_r->count = 0;
	(void)archive_law_read(archives, bytes, FILETYPE_RAR5, &options, arena,
	    NULL, keep, kept_r);
}

static void
a_rar_stays_closed_to_what_is_no_password(void **state)
{
	(void)state;
	for (size_t i = 0; i < LOCKED; i++) {
		struct slice bytes = read_file(locked[i]);
		struct kept kept;

		read_locked(bytes, SLICE("Secret"), &kept);
		for (size_t m = 0; m < kept.count; m++) {
			assert_int_equal(kept.members[m].body.size, 0);
			assert_int_equal(
			    kept.members[m].flags, MEMBER_ENCRYPTED);
		}
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
every_byte_of_an_encrypted_rar_may_be_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < LOCKED; i++) {
		struct slice bytes = read_file(locked[i]);
		uint8_t *wrong = (uint8_t *)(uintptr_t)bytes.data;
		struct kept kept;

		for (size_t at = 0; at < bytes.size; at++)
			for (unsigned bit = 1; bit < 256; bit *= 4) {
				wrong[at] ^= (uint8_t)bit;
				read_locked(bytes, SLICE("secret"), &kept);
				wrong[at] ^= (uint8_t)bit;
			}
		for (size_t size = 0; size < bytes.size; size++) {
			uint8_t *copy = malloc(size + 1);

			assert_non_null(copy);
			memcpy(copy, bytes.data, size);
			read_locked(
			    (struct slice){copy, size}, SLICE("secret"), &kept);
			free(copy);
		}
		read_locked(bytes, SLICE("secret"), &kept);
		check_contents(&kept, BOTH);
		free((void *)(uintptr_t)bytes.data);
	}
}

/* ---- rar 4 with something put in front of its second file -------------- */

#define RAR4_FIRST 20u /* of locked*.rar: the header of the first file */
#define RAR4_ROOM 8192u

static size_t
copy_with_gap(struct slice bytes, size_t gap, uint8_t *copy_r)
{
	size_t at = RAR4_FIRST + u16_le(bytes, RAR4_FIRST + 5) +
		    u32_le(bytes, RAR4_FIRST + 7);

	assert_true(bytes.size + gap <= RAR4_ROOM);
	memcpy(copy_r, bytes.data, at);
	memset(copy_r + at, 0, gap);
	memcpy(copy_r + at + gap, bytes.data + at, bytes.size - at);
	return at;
}

static struct kept
read_rar4(const uint8_t *data, size_t size, uint64_t *work_left)
{
	struct slice passwords[] = {SLICE("wrong"), SLICE("secret")};
	struct kept kept = {.count = 0};

	options.passwords = passwords;
	options.password_count = 2;
	options.key_work_left = work_left;
	arena_reset(arena);
	kept.flags = archive_law_read(archives, (struct slice){data, size},
	    FILETYPE_RAR, &options, arena, NULL, keep, &kept)
			 .flags;
	options.key_work_left = NULL;
	return kept;
}

/* A header too long for us, then a file: libarchive takes both. */
static void
what_stands_behind_a_long_header_is_not_lost(void **state)
{
	enum { LONG = 5000 };
	struct slice bytes = read_file("locked.rar");
	uint8_t copy[RAR4_ROOM];
	size_t at = copy_with_gap(bytes, LONG, copy);
	struct kept kept;
	uint32_t sum;

	(void)state;
	copy[at + 2] = 0x78; /* protection, of old */
	copy[at + 5] = LONG & 0xFF;
	copy[at + 6] = LONG >> 8;
	sum = crc32_of(0, (struct slice){copy + at + 2, LONG - 2});
	copy[at] = (uint8_t)sum;
	copy[at + 1] = (uint8_t)(sum >> 8);
	kept = read_rar4(copy, bytes.size + LONG, NULL);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].body, EICAR);
	assert_slice(kept.members[1].name, "letter.txt");
	assert_int_equal(kept.members[1].flags, MEMBER_ENCRYPTED);
	free((void *)(uintptr_t)bytes.data);
}

/* Which no cipher of blocks makes. */
static void
data_of_an_odd_size_leave_the_next_file_in_its_place(void **state)
{
	struct slice bytes = read_file("locked-packed.rar");
	uint8_t copy[RAR4_ROOM];
	struct kept kept;

	(void)state;
	(void)copy_with_gap(bytes, 1, copy);
	copy[RAR4_FIRST + 7]++;
	kept = read_rar4(copy, bytes.size + 1, NULL);
	check_contents(&kept, BOTH);
	free((void *)(uintptr_t)bytes.data);
}

/* Of two files "secret" makes packed ones: one for which 256 MB are taken, and
 * one that gives its 8 bytes.  The sums are wrong. */
static void
what_takes_too_much_memory_shows_no_password(void **state)
{
	static const struct slice bytes =
	    SLICE("\x52\x61\x72\x21\x1A\x07\x00\xCF\x90\x73\x00\x00\x0D\x00"
		  "\x00\x00\x00\x00\x00\x00\x8E\x0C\x74\x04\x80\x21\x00\x20"
		  "\x00\x00\x00\x64\x00\x00\x00\x02\x01\x00\x00\x00\x00\x00"
		  "\x21\x2C\x1D\x33\x01\x00\x20\x00\x00\x00\x61\x32\xE8\x97"
		  "\x00\x92\xED\x89\x6F\xCA\xF1\xD2\x62\x02\xEE\x8B\xEB\x95"
		  "\xBE\x70\xAA\x12\x04\x6D\xAB\x1C\x4A\x96\xB4\x69\x1F\x65"
		  "\xA9\x48\x02\x74\x04\x80\x21\x00\x30\x00\x00\x00\x08\x00"
		  "\x00\x00\x02\x01\x00\x00\x00\x00\x00\x21\x2C\x1D\x33\x01"
		  "\x00\x20\x00\x00\x00\x62\xFE\xC9\x6A\xA2\x57\x51\xCD\x68"
		  "\xE1\x5C\x10\x91\x07\x29\xE5\xB8\x3C\x5F\xD4\x28\x3F\x62"
		  "\x1C\x0B\xAD\xBA\x31\x15\x32\x0F\x94\x03\xFB\x48\x15\x58"
		  "\xDA\x9F\x02\x44\x22\xBD\x48\x52\x42\xBA\x00\xD5\xC4\x3D"
		  "\x7B\x00\x40\x07\x00");
	struct kept kept = read_rar4(bytes.data, bytes.size, NULL);

	(void)state;
	assert_int_equal(kept.flags, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_ENCRYPTED);
	assert_int_equal(kept.members[1].flags, MEMBER_ENCRYPTED);
}

/* A key takes 2 * characters + 11 bytes, 2 ^ 18 times. */
static void
keys_of_all_archives_share_what_may_be_hashed(void **state)
{
	struct slice bytes = read_file("locked.rar");
	uint64_t work = (uint64_t)(2 * 5 + 11 + 2 * 6 + 11) << 18, left;
	struct kept kept;

	(void)state;
	left = work + 4096;
	kept = read_rar4(bytes.data, bytes.size, &left);
	check_contents(&kept, BOTH);
	assert_true(left < 4096);
	kept = read_rar4(bytes.data, bytes.size, &left);
	assert_int_equal(kept.flags & ARCHIVE_ENCRYPTED, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.members[0].body.size, 0);
	assert_int_equal(kept.members[0].flags, MEMBER_ENCRYPTED);
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
	    TEST(a_rar_stays_closed_to_what_is_no_password),
	    TEST(every_byte_of_an_encrypted_rar_may_be_wrong),
	    TEST(what_stands_behind_a_long_header_is_not_lost),
	    TEST(data_of_an_odd_size_leave_the_next_file_in_its_place),
	    TEST(what_takes_too_much_memory_shows_no_password),
	    TEST(keys_of_all_archives_share_what_may_be_hashed),
	    TEST(an_image_of_a_disk_gives_its_files),
	    TEST(an_image_of_a_hard_disk_gives_its_files),
	    TEST(each_tree_of_an_image_gives_its_files),
	    TEST(a_help_file_gives_its_pages),
	    TEST(compress_gives_what_went_in),
	    TEST(holes_of_a_sparse_tar_are_zeros),
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
