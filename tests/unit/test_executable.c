/*
 * test_executable - entry points and sections of PE, ELF and Mach-O
 *
 * Each expected number was seen in clamscan 1.4.6: signatures with offsets EP+0
 * and Sx+0 for every place of the same file, to see which of them match.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/executable/executable.h"

#define FILE_BYTES 0x2000u
#define MANY 0x10000u

static struct arena *arena;
static uint8_t file[FILE_BYTES];

static void
put(uint32_t at, uint64_t value, unsigned bytes, bool big)
{
	for (unsigned i = 0; i < bytes; i++)
		file[at + i] =
		    (uint8_t)(value >> 8 * (big ? bytes - 1 - i : i));
}

static bool
read_bytes(size_t size, struct executable *executable_r)
{
	return executable_read(
	    (struct slice){file, size}, MANY, arena, executable_r);
}

static int
begin(void **state)
{
	(void)state;
	arena = arena_create((size_t)1 << 20);
	memset(file, 0xA5, sizeof(file));
	return arena == NULL ? -1 : 0;
}

static int
end(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* ---- PE ---------------------------------------------------------------- */

enum { HERE = 0x80, OPTIONAL = HERE + 24, TABLE = OPTIONAL + 0xE0 };

/* Where the fields stand that rows change. */
enum field {
	NONE = 0,
	LFANEW = 0x3C,
	SECTIONS = HERE + 6,
	OPTIONAL_SIZE = HERE + 20,
	MAGIC = OPTIONAL,
	ENTRY = OPTIONAL + 16,
	SECTION_ALIGN = OPTIONAL + 32,
	FILE_ALIGN = OPTIONAL + 36,
	HEADERS = OPTIONAL + 60,
	DIRECTORIES = OPTIONAL + 92,
	/* of the second section, as are those that follow */
	VIRTUAL = TABLE + 40 + 8,
	ADDRESS = TABLE + 40 + 12,
	RAW_SIZE = TABLE + 40 + 16,
	RAW = TABLE + 40 + 20,
};

/* Three sections: .text 0x400 to 0xC00, .data to 0x1000, .rsrc to 0x1400. */
static void
make_pe(void)
{
	static const uint32_t rows[3][4] = {
	    {0x800, 0x1000, 0x800, 0x400},
	    {0x400, 0x2000, 0x400, 0xC00},
	    {0x1000, 0x3000, 0x400, 0x1000},
	};

	memset(file, 0, TABLE + 120);
	memcpy(file, "MZ", 2);
	put(LFANEW, HERE, 4, false);
	memcpy(file + HERE, "PE\0\0\x4C\x01\x03", 7);
	put(OPTIONAL_SIZE, 0xE0, 2, false);
	put(MAGIC, 0x10B, 2, false);
	put(ENTRY, 0x1010, 4, false);
	put(SECTION_ALIGN, 0x1000, 4, false);
	put(FILE_ALIGN, 0x200, 4, false);
	put(HEADERS, 0x400, 4, false);
	put(DIRECTORIES, 16, 4, false);
	for (uint32_t i = 0; i < 3; i++)
		for (uint32_t f = 0; f < 4; f++)
			put(TABLE + 40 * i + 8 + 4 * f, rows[i][f], 4, false);
}

#define BROKEN UINT64_MAX

/* Up to two fields other than above, and what comes of it. */
static const struct {
	const char *what;
	enum field field;
	uint32_t value;
	enum field other;
	uint32_t other_value;
	uint64_t entry;
	uint32_t raw; /* of the second section */
	uint32_t raw_size;
} pes[] = {
    {"as it is", NONE, 0, NONE, 0, 0x410, 0xC00, 0x400},
    {"raw not aligned", RAW, 0xD50, ENTRY, 0x2010, 0xC10, 0xC00, 0x400},
    {"size not aligned", RAW_SIZE, 0x3F1, ENTRY, 0x23FC, 0xFFC, 0xC00, 0x400},
    {"raw reaches past the end", RAW_SIZE, 0x4000, NONE, 0, 0x410, 0xC00,
	0x1400},
    {"raw size is huge", RAW_SIZE, 0x80000000, NONE, 0, 0x410, 0xC00, 0x1400},
    {"raw is the end", RAW, 0x2000, NONE, 0, 0x410, 0x2000, 0},
    {"raw is the last byte", RAW, 0x1FFF, NONE, 0, 0x410, 0x1E00, 0x200},
    {"raw is huge", RAW, 0x80000000, NONE, 0, 0x410, 0x80000000, 0},
    {"raw past the end, entry there", RAW, 0x4000, ENTRY, 0x2010, BROKEN, 0, 0},
    {"no raw bytes, entry there", RAW_SIZE, 0, ENTRY, 0x2010, BROKEN, 0, 0},
    {"nothing at all", RAW_SIZE, 0, RAW, 0, 0x410, 0, 0},
    {"virtual size 0", VIRTUAL, 0, ENTRY, 0x2010, 0xC10, 0xC00, 0x400},
    {"entry behind the virtual size", VIRTUAL, 0x10, ENTRY, 0x2100, 0xD00,
	0xC00, 0x400},
    {"entry behind the raw size", RAW_SIZE, 0x200, ENTRY, 0x2300, BROKEN, 0, 0},
    {"virtual size below 2 GB", VIRTUAL, 0x7FFFFFFF, NONE, 0, 0x410, 0xC00,
	0x400},
    {"virtual size of 2 GB", VIRTUAL, 0x80000000, NONE, 0, BROKEN, 0, 0},
    {"address below 2 GB", ADDRESS, 0x7FFFFFFF, NONE, 0, 0x410, 0xC00, 0x400},
    {"address of 2 GB", ADDRESS, 0x80000000, NONE, 0, BROKEN, 0, 0},
    {"the later section wins", ADDRESS, 0x1000, NONE, 0, 0xC10, 0xC00, 0x400},
    {"addresses are rounded down", ADDRESS, 0x2234, ENTRY, 0x2010, 0xC10, 0xC00,
	0x400},
    {"entry in the header", ENTRY, 0x300, NONE, 0, 0x300, 0xC00, 0x400},
    {"the header is rounded up", ENTRY, 0xFFC, NONE, 0, 0xFFC, 0xC00, 0x400},
    {"entry 0", ENTRY, 0, NONE, 0, 0, 0xC00, 0x400},
    {"no header", ENTRY, 0x10, HEADERS, 0, BROKEN, 0, 0},
    {"the header wins", HEADERS, 0x1800, NONE, 0, 0x1010, 0xC00, 0x400},
    {"a header past the end", HEADERS, 0x8000, ENTRY, 0x2010, BROKEN, 0, 0},
    {"entry nowhere", ENTRY, 0x8000, NONE, 0, BROKEN, 0, 0},
    {"entry huge", ENTRY, 0xFFFFFFF0, NONE, 0, BROKEN, 0, 0},
    {"file alignment 0", FILE_ALIGN, 0, RAW, 0xC54, 0x410, 0xC54, 0x400},
    {"file alignment 1", FILE_ALIGN, 1, RAW, 0xC54, 0x410, 0xC54, 0x400},
    {"file alignment 16", FILE_ALIGN, 16, RAW, 0xC58, 0x410, 0xC50, 0x400},
    {"sections on sectors only", FILE_ALIGN, 0x1000, NONE, 0, 0x410, 0xC00,
	0x400},
    {"file alignment 3", FILE_ALIGN, 3, RAW, 0xC56, 0x410, 0xC00, 0x400},
    {"file alignment huge", FILE_ALIGN, 0xFFFFFFFF, NONE, 0, 0x410, 0xC00,
	0x400},
    {"section alignment 0", SECTION_ALIGN, 0, ADDRESS, 0x2005, 0x410, 0xC00,
	0x400},
    {"section alignment huge", SECTION_ALIGN, 0xFFFFFFFF, NONE, 0, 0x1010,
	0xC00, 0x400},
    {"no sections", SECTIONS, 0, NONE, 0, BROKEN, 0, 0},
    {"more sections than bytes", SECTIONS, 0xFFFF, NONE, 0, BROKEN, 0, 0},
    {"an optional header too short", OPTIONAL_SIZE, 0x5C, NONE, 0, BROKEN, 0,
	0},
    {"... for its directories", OPTIONAL_SIZE, 0xDF, NONE, 0, BROKEN, 0, 0},
    {"more directories than there are", DIRECTORIES, 0xFFFFFFFF, NONE, 0, 0x410,
	0xC00, 0x400},
    {"no directories", DIRECTORIES, 0, NONE, 0, 0x410, 0xC00, 0x400},
    {"a magic nobody knows", MAGIC, 0x107, NONE, 0, 0x410, 0xC00, 0x400},
    {"the magic of 64 bits", MAGIC, 0x20B, NONE, 0, 0x410, 0xC00, 0x400},
    {"headers nowhere", LFANEW, 0xFFFFFFFF, NONE, 0, BROKEN, 0, 0},
    {"headers at the end", LFANEW, 0x1FFC, NONE, 0, BROKEN, 0, 0},
    {"headers where none are", LFANEW, 0x40, NONE, 0, BROKEN, 0, 0},
};

static void
programs_of_windows_are_read_as_by_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pes) / sizeof(pes[0]); i++) {
		struct executable pe;
		bool good;

		make_pe();
		if (pes[i].field != NONE)
			put(pes[i].field, pes[i].value,
			    pes[i].field == SECTIONS ||
				    pes[i].field == OPTIONAL_SIZE ||
				    pes[i].field == MAGIC
				? 2
				: 4,
			    false);
		if (pes[i].other != NONE)
			put(pes[i].other, pes[i].other_value, 4, false);
		good = read_bytes(sizeof(file), &pe);
		if (good != (pes[i].entry != BROKEN) ||
		    (good && (pe.entry != pes[i].entry ||
				 pe.sections[1].raw != pes[i].raw ||
				 pe.sections[1].raw_size != pes[i].raw_size)))
			fail_msg("%s", pes[i].what);
	}
}

static void
sections_over_the_limit_are_counted(void **state)
{
	struct slice bytes = {file, sizeof(file)};
	struct executable pe;
	uint64_t offset;

	(void)state;
	make_pe();
	put(ENTRY, 0x3010, 4, false);
	assert_true(executable_read(bytes, 2, arena, &pe));
	assert_int_equal(pe.section_count, 3);
	assert_int_equal(pe.sections_kept, 2);
	assert_int_equal(pe.entry, 0x1010);
	assert_true(executable_offset(&pe, 0x2001, &offset));
	assert_int_equal(offset, 0xC01);
	assert_false(executable_offset(&pe, 0x3001, &offset));
	assert_true(executable_read(bytes, 0, arena, &pe));
	assert_int_equal(pe.sections_kept, 0);
}

static void
without_memory_the_entry_is_known_all_the_same(void **state)
{
	struct executable pe;

	(void)state;
	make_pe();
	while (arena_alloc(arena, 16) != NULL)
		;
	assert_true(read_bytes(sizeof(file), &pe));
	assert_int_equal(pe.entry, 0x410);
	assert_int_equal(pe.section_count, 3);
	assert_int_equal(pe.sections_kept, 0);
}

/* ---- ELF --------------------------------------------------------------- */

struct elf_fields {
	uint8_t header, program, section;
};

static const struct elf_fields elf_sizes[] = {{52, 32, 40}, {64, 56, 64}};

/* One program header for 0x1000 bytes at 0x400000, entry 0x400410, three
 * sections at 0x1800: nothing, 0x400 to 0x700, 0xC00 to 0xD23. */
static void
make_elf(bool wide, bool big)
{
	static const uint32_t rows[3][3] = {
	    {0, 0, 0}, {0x400400, 0x400, 0x300}, {0x400C00, 0xC00, 0x123}};
	const struct elf_fields *sizes = &elf_sizes[wide];
	unsigned word = wide ? 8 : 4;
	uint32_t at = sizes->header;

	memset(file, 0, 0x100);
	memcpy(file,
	    "\x7F"
	    "ELF",
	    4);
	file[4] = wide ? 2 : 1;
	file[5] = big ? 2 : 1;
	put(24, 0x400410, word, big);
	put(24 + word, at, word, big);
	put(24 + 2 * word, 0x1800, word, big);
	put(at - 10u, sizes->program, 2, big);
	put(at - 8u, 1, 2, big);
	put(at - 6u, sizes->section, 2, big);
	put(at - 4u, 3, 2, big);
	put(at + (wide ? 16 : 8), 0x400000, word, big);
	put(at + (wide ? 40 : 20), 0x1000, word, big);
	for (uint32_t i = 0; i < 3; i++) {
		uint32_t row = 0x1800 + i * sizes->section;

		for (uint32_t f = 0; f < 3; f++)
			put(row + (wide ? 16 : 12) + f * word, rows[i][f], word,
			    big);
	}
}

static void
elf_is_read_in_both_sizes_and_orders(void **state)
{
	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		struct executable elf;

		make_elf((kind & 1) != 0, (kind & 2) != 0);
		assert_true(read_bytes(sizeof(file), &elf));
		assert_int_equal(elf.kind, EXECUTABLE_ELF);
		assert_int_equal(elf.wide, kind & 1);
		assert_int_equal(elf.entry, 0x410);
		assert_int_equal(elf.sections_kept, 3);
		assert_int_equal(elf.sections[2].raw, 0xC00);
		assert_int_equal(elf.sections[2].raw_size, 0x123);
	}
}

/* Fields of ELF, 64 bits, lowest byte first. */
static const struct {
	const char *what;
	uint32_t at;
	uint32_t bytes;
	uint64_t value;
	uint64_t entry;
} elfs[] = {
    {"entry 0", 24, 8, 0, 0},
    {"entry nowhere", 24, 8, 0x900000, BROKEN},
    {"no program headers", 56, 2, 0, 0},
    {"129 program headers", 56, 2, 129, BROKEN},
    {"program headers of another size", 54, 2, 60, BROKEN},
    {"program headers past the end", 32, 8, 0x3000, BROKEN},
    {"program headers past all numbers", 32, 8, UINT64_MAX - 8, BROKEN},
    {"entry in a tail of zeros", 64 + 32, 8, 0x400, 0x410},
    {"little memory", 64 + 40, 8, 0x400, BROKEN},
    {"not to be loaded", 64, 4, 6, 0x410},
    {"far behind", 64 + 8, 8, 0x8000, 0x8410},
    {"no sections", 60, 2, 0, BROKEN},
    {"257 sections", 60, 2, 257, BROKEN},
    {"sections of another size", 58, 2, 60, BROKEN},
    {"sections past the end", 40, 8, 0x1F80, BROKEN},
    {"class 3", 4, 1, 3, BROKEN},
    {"any kind", 16, 2, 77, 0x410},
};

static void
odd_elf_is_read_as_by_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(elfs) / sizeof(elfs[0]); i++) {
		struct executable elf;
		bool good;

		make_elf(true, false);
		put(elfs[i].at, elfs[i].value, elfs[i].bytes, false);
		good = read_bytes(sizeof(file), &elf);
		if (good != (elfs[i].entry != BROKEN) ||
		    (good && elf.entry != elfs[i].entry))
			fail_msg("%s", elfs[i].what);
	}
}

/* ---- Mach-O ------------------------------------------------------------ */

/* A segment of two sections, 0x400 to 0x700 and 0xC00 to 0xD23, aligned to 16;
 * then the registers of a PowerPC at 0x100410. */
static void
make_macho(bool wide, bool big, uint32_t cpu)
{
	static const uint32_t rows[2][3] = {
	    {0x100400, 0x300, 0x400}, {0x100C00, 0x123, 0xC00}};
	unsigned word = wide ? 8 : 4;
	uint32_t at = wide ? 32 : 28, head = wide ? 72 : 56;
	uint32_t row = wide ? 80 : 68;

	memset(file, 0, 0x200);
	put(0, wide ? 0xFEEDFACF : 0xFEEDFACE, 4, big);
	put(4, cpu | (wide ? 0x1000000 : 0), 4, big);
	put(16, 2, 4, big);
	put(at, wide ? 0x19 : 1, 4, big);
	put(at + 4, head + 2 * row, 4, big);
	put(at + head - 8, 2, 4, big);
	for (uint32_t i = 0; i < 2; i++) {
		uint32_t section = at + head + i * row + 32;

		put(section, rows[i][0], word, big);
		put(section + word, rows[i][1], word, big);
		put(section + 2 * word, rows[i][2], 4, big);
		put(section + 2 * word + 4, 4, 4, big);
	}
	at += head + 2 * row;
	put(at, 5, 4, big);
	put(at + 4, 16 + word, 4, big);
	put(at + 16, 0x100410, word, big);
}

static void
macho_is_read_in_both_sizes_and_orders(void **state)
{
	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		struct executable macho;

		make_macho((kind & 1) != 0, (kind & 2) != 0, 18);
		assert_true(read_bytes(sizeof(file), &macho));
		assert_int_equal(macho.kind, EXECUTABLE_MACHO);
		assert_int_equal(macho.entry, 0x410);
		assert_int_equal(macho.sections_kept, 2);
		assert_int_equal(macho.sections[0].raw, 0x400);
		assert_int_equal(macho.sections[1].raw_size, 0x130);
		make_macho((kind & 1) != 0, (kind & 2) != 0, 7);
		assert_true(read_bytes(sizeof(file), &macho));
		assert_int_equal(macho.entry, 0);
	}
}

static void
the_first_of_two_sections_of_macho_counts(void **state)
{
	struct executable macho;

	(void)state;
	make_macho(true, false, 18);
	put(32 + 72 + 80 + 32, 0x100410, 8, false);
	assert_true(read_bytes(sizeof(file), &macho));
	assert_int_equal(macho.entry, 0x410);
	put(32 + 72 + 32, 0x100411, 8, false);
	assert_true(read_bytes(sizeof(file), &macho));
	assert_int_equal(macho.entry, 0xC00);
}

/* As by clamscan, which knows no offsets at all in such a file. */
static void
what_a_section_of_macho_is_rounded_by_covers_no_entry(void **state)
{
	const uint32_t entry = 32 + 72 + 2 * 80 + 16;
	struct executable macho;

	(void)state;
	make_macho(true, false, 18);
	put(entry, 0x100D22, 8, false);
	assert_true(read_bytes(sizeof(file), &macho));
	assert_int_equal(macho.entry, 0xD22);
	put(entry, 0x100D23, 8, false);
	assert_false(read_bytes(sizeof(file), &macho));
}

/* Fields of Mach-O, 64 bits, lowest byte first. */
static const struct {
	const char *what;
	uint32_t at;
	uint32_t value;
	bool good;
} machos[] = {
    {"no commands", 16, 0, false},
    {"more commands than bytes", 16, UINT32_MAX, false},
    {"the first command alone", 16, 1, true},
    {"256 sections in a segment", 32 + 64, 256, false},
    {"more sections than bytes", 32 + 64, UINT32_MAX, false},
    {"an alignment of 31", 32 + 72 + 32 + 20, 31, true},
    {"an alignment of 32", 32 + 72 + 32 + 20, 32, false},
    {"a segment that says it has no size", 36, 0, true},
    {"for several processors", 0, 0xBEBAFECA, false},
};

static void
odd_macho_is_read_as_by_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(machos) / sizeof(machos[0]); i++) {
		struct executable macho;

		make_macho(true, false, 7);
		put(machos[i].at, machos[i].value, 4, false);
		if (read_bytes(sizeof(file), &macho) != machos[i].good)
			fail_msg("%s", machos[i].what);
	}
}

/* ---- any --------------------------------------------------------------- */

/* Cut anywhere in its headers none is a program, and none is read past its
 * end; the sanitizers see the latter. */
static void
a_cut_file_is_no_program(void **state)
{
	static const uint32_t whole_from[] = {TABLE + 120, 0x18C0, 0x148};

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		if (kind == 0)
			make_pe();
		else if (kind == 1)
			make_elf(true, false);
		else
			make_macho(true, false, 7);
		for (uint32_t size = 0; size < whole_from[kind]; size++) {
			struct executable executable;

			if (read_bytes(size, &executable) &&
			    executable.entry != 0)
				fail_msg("%d cut at %u", kind, size);
		}
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(programs_of_windows_are_read_as_by_clamscan),
	    TEST(sections_over_the_limit_are_counted),
	    TEST(without_memory_the_entry_is_known_all_the_same),
	    TEST(elf_is_read_in_both_sizes_and_orders),
	    TEST(odd_elf_is_read_as_by_clamscan),
	    TEST(macho_is_read_in_both_sizes_and_orders),
	    TEST(the_first_of_two_sections_of_macho_counts),
	    TEST(what_a_section_of_macho_is_rounded_by_covers_no_entry),
	    TEST(odd_macho_is_read_as_by_clamscan),
	    TEST(a_cut_file_is_no_program),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
