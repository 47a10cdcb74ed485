/*
 * test_image - database images: written in one step, believed only when whole
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "tests/support/resealed.h"
#include "tests/support/sigfiles.h"

#define MD5_A "0cc175b9c0f1b6a831c399e269772661"

static struct sigfiles files;
static char error_bytes[512];
static uint8_t *bytes; /* of a good image */
static size_t size;

static enum sigdb_result
open_image(void)
{
	struct text error = TEXT_OVER(error_bytes);
	struct sigdb *sigdb = NULL;
	enum sigdb_result result = sigdb_open(files.image, &sigdb, &error);

	assert_int_equal(result == SIGDB_OK, sigdb != NULL);
	if (sigdb != NULL && !sigdb_check_rest(sigdb)) {
		assert_true(sigdb_is_damaged(sigdb));
		result = SIGDB_DAMAGED;
	}
	sigdb_close(&sigdb);
	return result;
}

static void
store(const uint8_t *image, size_t image_size)
{
	FILE *file = fopen(files.image, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(image, 1, image_size, file), image_size);
	assert_int_equal(fclose(file), 0);
}

static void
load(void)
{
	FILE *file = fopen(files.image, "rb");

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	size = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(size);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, size, file), size);
	fclose(file);
}

static enum sigdb_result
build(const char *image)
{
	const struct sigdb_options options = {
	    .directory = files.directory,
	    .portable_matcher = true,
	};
	struct text error = TEXT_OVER(error_bytes);
	struct sigdb_info info;

	return sigdb_build(&options, image, &info, &error);
}

static int
setup(void **state)
{
	(void)state;
	sigfiles_begin(&files);
	sigfiles_put_text(
	    &files, "a.ndb", "A:0:*:41424344\nB:3:5:4546474849\n");
	sigfiles_put_text(&files, "a.ldb",
	    "L;Target:0,Intermediates:CL_TYPE_ZIP;0&1&2;41424344;0/a/;"
	    "0(>>1#ib1#=1)\nM;Target:0;0=0;61626364\n");
	sigfiles_put_text(&files, "a.hdb", MD5_A ":1:H\n");
	sigfiles_put_text(&files, "a.pwdb",
	    "P;Engine:81-255,Container:CL_TYPE_ZIP;0;secret\n");
	sigfiles_put_text(
	    &files, "a.ftm", "0:0:504b0304:ZIP:CL_TYPE_ANY:CL_TYPE_ZIP\n");
	sigfiles_put_text(&files, "a.yar",
	    "rule Y { strings: $a = \"yara\" condition: $a }\n");
	assert_int_equal(build(files.image), SIGDB_OK);
	load();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(bytes);
	sigfiles_end(&files);
	return 0;
}

static struct image_header *
header(void)
{
	return (struct image_header *)(void *)bytes;
}

static void
a_good_image_opens(void **state)
{
	(void)state;
	assert_int_equal(open_image(), SIGDB_OK);
	assert_int_equal(size % IMAGE_PAGE, 0);
	assert_int_equal(header()->file_size, size);
}

static void
a_changed_byte_anywhere_is_noticed(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(struct image_header); at += 3) {
		bytes[at] ^= 0x40;
		store(bytes, size);
		assert_int_not_equal(open_image(), SIGDB_OK);
		bytes[at] ^= 0x40;
	}
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		const struct image_span *span = &header()->sections[i];

		for (uint64_t at = 0; at < span->size;
		     at += 1 + span->size / 16) {
			bytes[span->offset + at] ^= 1;
			store(bytes, size);
			assert_int_equal(open_image(), SIGDB_DAMAGED);
			bytes[span->offset + at] ^= 1;
		}
	}
}

static uint8_t *
section(enum image_section which)
{
	return bytes + header()->sections[which].offset;
}

/* The one of "a.hdb", whatever its place. */
static uint32_t
signature_of_hash(void)
{
	uint32_t owner;

	memcpy(&owner, section(IMAGE_HASH_OWNERS + DIGEST_MD5), sizeof(owner));
	return owner;
}

static struct sigdb *
open_stored(void)
{
	struct text error = TEXT_OVER(error_bytes);
	struct sigdb *sigdb = NULL;

	store(bytes, size);
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	assert_false(sigdb_is_damaged(sigdb));
	return sigdb;
}

static void
a_damaged_name_is_made_up_and_told(void **state)
{
	uint64_t last = header()->sections[IMAGE_STRINGS].size - 1;
	struct image_names names;
	struct sigdb *sigdb = open_stored();

	(void)state;
	assert_true(image_signature(sigdb, signature_of_hash(), &names));
	assert_true(slice_equal(names.name, SLICE("H.UNOFFICIAL")));
	assert_true(slice_equal(names.source, SLICE("a.hdb")));
	assert_true(sigdb_check_rest(sigdb));
	assert_false(sigdb_is_damaged(sigdb));
	sigdb_close(&sigdb);

	section(IMAGE_STRINGS)[last] ^= 1;
	sigdb = open_stored();
	assert_false(image_signature(sigdb, signature_of_hash(), &names));
	assert_true(slice_equal(names.name, SLICE("Unreadable-Name")));
	assert_true(sigdb_is_damaged(sigdb));
	assert_false(sigdb_check_rest(sigdb));
	sigdb_close(&sigdb);
	section(IMAGE_STRINGS)[last] ^= 1;
}

static bool
look_up(const struct sigdb *sigdb, const uint8_t *digest)
{
	struct hash_range ranges[DIGEST_ALGORITHMS], found;

	assert_true(hashes_of_size(&sigdb->hashes[HASH_FILE], 1, ranges));
	if (!image_owners(sigdb, HASH_FILE, DIGEST_MD5, ranges[DIGEST_MD5],
		digest, &found))
		return false;
	assert_int_equal(found.to, found.from + 1);
	return true;
}

static void
damaged_hashes_are_told(void **state)
{
	static const enum image_section damaged[] = {
	    IMAGE_HASH_DIGESTS + DIGEST_MD5, IMAGE_HASH_OWNERS + DIGEST_MD5};
	uint8_t digest[DIGEST_MAX] = {0};
	struct sigdb *sigdb = open_stored();

	(void)state;
	memcpy(digest, section(IMAGE_HASH_DIGESTS + DIGEST_MD5), 16);
	assert_true(look_up(sigdb, digest));
	sigdb_close(&sigdb);
	for (size_t i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++) {
		section(damaged[i])[0] ^= 1;
		sigdb = open_stored();
		assert_false(look_up(sigdb, digest));
		assert_true(sigdb_is_damaged(sigdb));
		sigdb_close(&sigdb);
		section(damaged[i])[0] ^= 1;
	}
}

static void
a_cut_or_grown_image_is_damaged(void **state)
{
	static const size_t ends[] = {
	    0, 1, 8, IMAGE_PAGE - 1, IMAGE_PAGE, IMAGE_PAGE + 1};

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		store(bytes, ends[i]);
		assert_int_equal(open_image(), SIGDB_DAMAGED);
	}
	store(bytes, size - 1);
	assert_int_equal(open_image(), SIGDB_DAMAGED);
	bytes = realloc(bytes, size + 1);
	assert_non_null(bytes);
	bytes[size] = 0;
	store(bytes, size + 1);
	assert_int_equal(open_image(), SIGDB_DAMAGED);
}

static void
another_version_or_byte_order_is_foreign(void **state)
{
	(void)state;
	header()->version++;
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_FOREIGN);
	header()->version--;
	header()->byte_order = 0x04030201;
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_FOREIGN);
}

static void
what_is_no_image_is_refused(void **state)
{
	(void)state;
	unlink(files.image);
	assert_int_equal(open_image(), SIGDB_IO);
	assert_non_null(strstr(error_bytes, files.image));
	memset(bytes, 'x', size);
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_DAMAGED);
}

/* Tables whose checksums are right and whose indices are not. */
static void
an_index_outside_its_table_is_damage(void **state)
{
	static const struct {
		enum image_section section;
		size_t offset; /* of a uint32_t in its first record */
	} rows[] = {
	    {IMAGE_SIGNATURES, offsetof(struct image_signature, name)},
	    {IMAGE_SIGNATURES, offsetof(struct image_signature, source)},
	    {IMAGE_PATTERNS, offsetof(struct image_pattern, first_wake)},
	    {IMAGE_PATTERNS, offsetof(struct image_pattern, wake_count)},
	    {IMAGE_PATTERNS, offsetof(struct image_pattern, first_range)},
	    {IMAGE_PATTERNS, offsetof(struct image_pattern, program)},
	    {IMAGE_PATTERNS, offsetof(struct image_pattern, program_size)},
	    {IMAGE_LITERALS, offsetof(struct image_literal, first_entry)},
	    {IMAGE_LITERALS, offsetof(struct image_literal, entry_count)},
	    {IMAGE_ENTRIES, offsetof(struct image_entry, pattern)},
	    {IMAGE_MATCHERS, offsetof(struct image_matcher, offset)},
	    {IMAGE_MATCHERS, offsetof(struct image_matcher, size) + 4},
	    {IMAGE_MATCHERS, offsetof(struct image_matcher, longest)},
	    {IMAGE_MATCHERS, offsetof(struct image_matcher, literals)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, signature)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, first_sub)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, first_node)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, node_count)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, first_type)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, target)},
	    {IMAGE_LOGICALS, offsetof(struct image_logical, container)},
	    {IMAGE_SUBS, offsetof(struct image_sub, kind)},
	    {IMAGE_SUBS, offsetof(struct image_sub, item)},
	    {IMAGE_TYPES, 0},
	    {IMAGE_WAKES, 0},
	    {IMAGE_ALWAYS, 0},
	    {IMAGE_REGEXES, offsetof(struct image_regex, text)},
	    {IMAGE_REGEXES, offsetof(struct image_regex, text_size)},
	    {IMAGE_REGEXES, offsetof(struct image_regex, first_node)},
	    {IMAGE_REGEXES, offsetof(struct image_regex, node_count)},
	    {IMAGE_REGEXES, offsetof(struct image_regex, place.options)},
	    {IMAGE_REGEXES, offsetof(struct image_regex, place.origin)},
	    {IMAGE_COMPARES, offsetof(struct compare, test_count)},
	    {IMAGE_HASH_FIRST + DIGEST_MD5, 0},
	    {IMAGE_HASH_FIRST + DIGEST_MD5, 4},
	    {IMAGE_HASH_OWNERS + DIGEST_MD5, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t *at = bytes +
			      header()->sections[rows[i].section].offset +
			      rows[i].offset;
		uint32_t saved;

		memcpy(&saved, at, sizeof(saved));
		memset(at, 0xFF, sizeof(saved));
		image_reseal(bytes);
		store(bytes, size);
		if (open_image() != SIGDB_DAMAGED)
			fail_msg("row %zu is not noticed", i);
		memcpy(at, &saved, sizeof(saved));
		image_reseal(bytes);
	}
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_OK);
}

static void
ranges_and_spans_outside_the_file_are_damage(void **state)
{
	struct image_header saved = *header();

	(void)state;
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		header()->sections[i].offset = UINT64_MAX - IMAGE_PAGE + 1;
		image_reseal_header(bytes);
		store(bytes, size);
		assert_int_equal(open_image(), SIGDB_DAMAGED);
		*header() = saved;
		header()->sections[i].size = UINT64_MAX;
		image_reseal_header(bytes);
		store(bytes, size);
		assert_int_equal(open_image(), SIGDB_DAMAGED);
		*header() = saved;
		header()->sections[i].offset += 64;
		image_reseal_header(bytes);
		store(bytes, size);
		assert_int_equal(open_image(), SIGDB_DAMAGED);
		*header() = saved;
	}
	header()->kinds[3].count = UINT32_MAX;
	image_reseal_header(bytes);
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_DAMAGED);
	*header() = saved;
	header()->bound.first = UINT32_MAX;
	image_reseal_header(bytes);
	store(bytes, size);
	assert_int_equal(open_image(), SIGDB_DAMAGED);
}

static void
an_open_image_outlives_its_replacement(void **state)
{
	struct text error = TEXT_OVER(error_bytes);
	struct image_names names;
	struct sigdb *sigdb;

	(void)state;
	assert_int_equal(sigdb_open(files.image, &sigdb, &error), SIGDB_OK);
	sigfiles_put_text(&files, "a.ndb", "Other:0:*:41424344\n");
	assert_int_equal(build(files.image), SIGDB_OK);
	assert_int_equal(sigdb_info(sigdb)->patterns, 3);
	assert_true(image_signature(sigdb, 1, &names));
	assert_true(slice_equal(names.name, SLICE("A.UNOFFICIAL")));
	sigdb_close(&sigdb);
	assert_null(sigdb);
}

static size_t
count_asides(void)
{
	const char *name = strrchr(files.image, '/') + 1;
	DIR *directory = opendir("/tmp");
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL)
		count += strncmp(entry->d_name, name, strlen(name)) == 0 &&
			 strlen(entry->d_name) > strlen(name);
	closedir(directory);
	return count;
}

static void
nothing_is_left_aside(void **state)
{
	char aside[128];
	int fd;

	(void)state;
	assert_int_equal(count_asides(), 0);
	/* No process has the greatest number; process 1 lives always. */
	snprintf(aside, sizeof(aside), "%s.new-2147483647", files.image);
	fd = open(aside, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
	snprintf(aside, sizeof(aside), "%s.new-1", files.image);
	fd = open(aside, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(build(files.image), SIGDB_OK);
	assert_int_equal(count_asides(), 1);
	assert_int_equal(unlink(aside), 0);
}

static void
an_image_that_cannot_be_written_is_reported(void **state)
{
	char path[5000];

	(void)state;
	assert_int_equal(
	    build("/tmp/cgpfilter-no-such-directory/x.image"), SIGDB_IO);
	assert_non_null(strstr(error_bytes, "cgpfilter-no-such-directory"));
	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(build(path), SIGDB_IO);
}

static void
the_checksum_sees_every_bit_and_the_length(void **state)
{
	uint8_t data[200] = {0};
	uint64_t sum = checksum64(data, sizeof(data), 0);

	(void)state;
	assert_int_equal(sum, checksum64(data, sizeof(data), 0));
	for (size_t bit = 0; bit < 8 * sizeof(data); bit++) {
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_not_equal(checksum64(data, sizeof(data), 0), sum);
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	for (size_t n = 0; n < sizeof(data); n++)
		assert_int_not_equal(
		    checksum64(data, n, 0), checksum64(data, n + 1, 0));
	assert_int_not_equal(checksum64(data, 8, 1), checksum64(data, 8, 2));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(a_good_image_opens),
	    TEST(a_changed_byte_anywhere_is_noticed),
	    TEST(a_damaged_name_is_made_up_and_told),
	    TEST(damaged_hashes_are_told),
	    TEST(a_cut_or_grown_image_is_damaged),
	    TEST(another_version_or_byte_order_is_foreign),
	    TEST(what_is_no_image_is_refused),
	    TEST(an_index_outside_its_table_is_damage),
	    TEST(ranges_and_spans_outside_the_file_are_damage),
	    TEST(an_open_image_outlives_its_replacement),
	    TEST(nothing_is_left_aside),
	    TEST(an_image_that_cannot_be_written_is_reported),
	    TEST(the_checksum_sees_every_bit_and_the_length),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
