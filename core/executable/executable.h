/*
 * executable - where a program begins, and where its sections lie in the file
 *
 * PE (32 and 64 bits), ELF and Mach-O (both, in either byte order), as far as
 * signatures with offsets like EP+4 or S1+16 need it.  What is odd about a file
 * is taken as clamscan 1.4.6 was seen to take it, since signatures are tried
 * with that: rounded offsets, sections behind the end, an entry point in the
 * header.  A file that it finds too broken has no executable here either.
 *
 * Numbers come from the file and are believed only where they were compared
 * with its size.  Linear in the number of headers; nothing recurses.
 *
 * Threads: any.  Lifetime: slices borrow the file, sections lie in the arena.
 */
#ifndef CORE_EXECUTABLE_EXECUTABLE_H
#define CORE_EXECUTABLE_EXECUTABLE_H

#include "core/base/arena.h"

enum executable_kind {
	EXECUTABLE_PE,
	EXECUTABLE_ELF,
	EXECUTABLE_MACHO,
};

/* Offsets and sizes as they are rounded; none needs to lie in the file. */
struct executable_section {
	uint32_t raw; /* offset in the file */
	uint32_t raw_size;
	uint32_t address;
	uint32_t size; /* at that address */
};

/* Rows of the table in a PE's optional header. */
enum pe_directory {
	PE_DIRECTORY_IMPORTS = 1,
	PE_DIRECTORY_RESOURCES = 2,
	PE_DIRECTORIES = 16,
};

struct executable {
	enum executable_kind kind;
	bool wide; /* 64 bits */
	bool big_endian;
	struct slice file;
	uint64_t entry; /* offset in the file */
	uint32_t section_count;
	/* Fewer than section_count where the limit or the arena ended it. */
	uint32_t sections_kept;
	const struct executable_section *sections;

	/* PE */
	uint16_t machine;
	uint32_t image_base; /* where it wants to be loaded; its lower half */
	uint32_t entry_address; /* relative to where it is loaded, as all are */
	uint32_t header_size;   /* addresses below it are offsets */
	struct slice directories; /* 8 bytes each, PE_DIRECTORIES at most */
};

/*
 * False: bytes are no program, or one too broken to say where anything is.
 * With more than sections_max sections, or no room for them, the first ones are
 * kept; the entry point is right all the same.
 */
bool executable_read(struct slice bytes, uint32_t sections_max,
    struct arena *arena, struct executable *executable_r) MUST_USE;

/* The offset of an address.  False: no byte of the file is loaded there. */
bool executable_offset(
    const struct executable *executable, uint32_t address, uint64_t *offset_r);

/*
 * Where the keys of a PE's version information stand ("CompanyName" and the
 * like), at most VERSION_KEYS_MAX of them.  Returns how
 * many; 0 for all but a PE.
 */
#define VERSION_KEYS_MAX 256u
size_t executable_version_keys(
    const struct executable *executable, uint32_t keys_r[VERSION_KEYS_MAX]);

/*
 * What a PE imports, as the "imphash" of it has it: "kernel32.exitprocess" and
 * the like with commas between, in lower case, libraries without .dll, .ocx or
 * .sys, numbers as "ord1".  Returns its size; 0: nothing, or more than room.
 */
size_t executable_imports(
    const struct executable *executable, uint8_t *names, size_t room);

#endif
