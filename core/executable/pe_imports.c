/*
 * pe_imports - what a PE imports, in words
 *
 *     descriptors, 20 bytes each ─▶ name of a library
 *                                ─▶ addresses of names, or numbers
 *
 * After Microsoft's "PE Format", and the text that pefile made customary.
 */
#include "core/executable/executable.h"

#include "core/base/ascii.h"
#include "core/base/integer.h"

#define DESCRIPTOR_BYTES 20u
#define LIBRARIES_MAX 4096u
/* Tables may lie in each other, and each name is looked for in all sections:
 * so many functions, and sections; Windows loads no program of over 96. */
#define FUNCTIONS_MAX 32768u
#define SECTIONS_MAX 256u
#define NAME_MAX_BYTES 512u

struct names {
	const struct executable *pe;
	uint8_t *bytes;
	size_t size;
	size_t room;
	uint32_t functions; /* looked at */
	bool overflow;
};

static void
put(struct names *names, struct slice text)
{
	if (text.size > names->room - names->size) {
		names->overflow = true;
		return;
	}
	for (size_t i = 0; i < text.size; i++)
		names->bytes[names->size++] = ascii_lower(text.data[i]);
}

static void
put_number(struct names *names, uint32_t number)
{
	uint8_t digits[10];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (uint8_t)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	put(names, (struct slice){digits + at, sizeof(digits) - at});
}

/* The string at address; empty where there is none. */
static struct slice
string_at(const struct names *names, uint32_t address, uint32_t skip)
{
	struct slice file = names->pe->file, text;
	uint64_t at;

	if (!executable_offset(names->pe, address, &at) ||
	    at + skip >= file.size)
		return SLICE("");
	text = slice_sub(file, (size_t)at + skip, NAME_MAX_BYTES);
	return slice_sub(text, 0, slice_find_byte(text, 0));
}

static struct slice
without_extension(struct slice library)
{
	static const struct slice endings[] = {
	    SLICE(".dll"), SLICE(".ocx"), SLICE(".sys")};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (library.size > endings[i].size &&
		    slice_equal_nocase(
			slice_skip(library, library.size - endings[i].size),
			endings[i]))
			return slice_sub(
			    library, 0, library.size - endings[i].size);
	return library;
}

/* ---- one library ------------------------------------------------------- */

static void
put_function(struct names *names, struct slice library, uint64_t thunk)
{
	uint64_t by_number = UINT64_C(1) << (names->pe->wide ? 63 : 31);
	bool numbered = (thunk & by_number) != 0;
	struct slice name =
	    numbered ? SLICE("ord") : string_at(names, (uint32_t)thunk, 2);

	if (name.size == 0)
		return;
	if (names->size > 0)
		put(names, SLICE(","));
	put(names, library);
	put(names, SLICE("."));
	put(names, name);
	if (numbered)
		put_number(names, (uint16_t)thunk);
}

static void
put_library(struct names *names, uint32_t name, uint32_t thunks)
{
	struct slice file = names->pe->file;
	struct slice library = without_extension(string_at(names, name, 0));
	size_t step = names->pe->wide ? 8 : 4;
	uint64_t at, thunk;

	if (!executable_offset(names->pe, thunks, &at))
		return;
	for (; !names->overflow && integer_fits(file, at, step); at += step) {
		thunk = names->pe->wide ? u64_le(file, at) : u32_le(file, at);
		if (thunk == 0)
			return;
		if (names->functions++ == FUNCTIONS_MAX)
			names->overflow = true;
		put_function(names, library, thunk);
	}
}

size_t
executable_imports(
    const struct executable *executable, uint8_t *names_r, size_t room)
{
	struct names names = {.pe = executable, .bytes = names_r, .room = room};
	struct slice file = executable->file;
	uint32_t address =
	    u32_le(executable->directories, PE_DIRECTORY_IMPORTS * 8);
	uint64_t at;

	if (executable->kind != EXECUTABLE_PE || address == 0 ||
	    executable->section_count > SECTIONS_MAX ||
	    !executable_offset(executable, address, &at))
		return 0;
	for (uint32_t i = 0; i < LIBRARIES_MAX && !names.overflow &&
			     integer_fits(file, at, DESCRIPTOR_BYTES);
	     i++, at += DESCRIPTOR_BYTES) {
		uint32_t first = u32_le(file, at);
		uint32_t name = u32_le(file, at + 12);

		if (name == 0)
			break;
		put_library(
		    &names, name, first != 0 ? first : u32_le(file, at + 16));
	}
	return names.overflow ? 0 : names.size;
}
