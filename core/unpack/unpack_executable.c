/*
 * unpack_executable - programs inside of programs
 *
 * What a packed one was before; the one for each processor of several; and
 * whole ones that stand anywhere in one, as droppers carry them.
 */
#include "core/archive/program/program.h"
#include "core/base/integer.h"
#include "core/executable/executable.h"
#include "core/unpack/job.h"

/* Programs that are looked for in one. */
#define INSIDE_MAX 16u
/* Places that look like one, and what Windows loads at most. */
#define PLACES_MAX 1024u
#define WINDOWS_SECTIONS_MAX 96u
#define OVERLAY_MAX 65536u
/* Sections that unpacking has use for. */
#define SECTIONS_MAX 64u

#define FAT_MAGIC 0xCAFEBABEu
#define FAT_HEAD_BYTES 8u
#define FAT_ROW_BYTES 20u

/* ---- packed ------------------------------------------------------------ */

static void
add_unpacked(
    struct job *job, struct part *part, const struct executable *executable)
{
	struct archive_options options = {
	    .limits = job->limits,
	    .bytes_max = job_bytes_left(job),
	    .members_max = 1,
	};
	struct member member = program_unpack(job->unpacker->archives,
	    executable, &options, job->arena, job->budget);
	struct part *child;

	if (member.flags & MEMBER_CUT)
		job_cut(job, part, member.limit);
	if (member.body.size == 0)
		return;
	job_take_bytes(job, member.body.size);
	child = job_add(job, part, PART_FROM_PACKED, member.body);
	if (child == NULL)
		return;
	/* The memory of a PE, not its file. */
	if (executable->kind == EXECUTABLE_PE)
		child->type = FILETYPE_PE;
	if (member.flags & MEMBER_DAMAGED)
		child->flags |= PART_DAMAGED;
}

/* ---- whole ones -------------------------------------------------------- */

static size_t
end_of_sections(const struct executable *executable)
{
	size_t end = 0;

	for (uint32_t i = 0; i < executable->sections_kept; i++) {
		const struct executable_section *section =
		    &executable->sections[i];
		size_t one = (size_t)section->raw + section->raw_size;

		if (section->raw_size > 0 && one > end)
			end = one;
	}
	return end;
}

/* The end of what its headers name; 0: it is none. */
static size_t
size_of_program(struct job *job, struct slice bytes)
{
	struct executable executable;
	size_t end;

	if (!executable_read(bytes, SECTIONS_MAX, job->arena, &executable))
		return 0;
	end = end_of_sections(&executable);
	return end < bytes.size ? end : bytes.size;
}

/* The first PE at from or behind it. */
static size_t
find_program(struct slice body, size_t from)
{
	while (from < body.size) {
		struct slice rest;

		from += slice_find(slice_skip(body, from), SLICE("MZ"));
		rest = slice_skip(body, from);
		rest = slice_skip(rest, u32_le(rest, 0x3C));
		if (slice_starts_with(rest, SLICE("PE\0\0")) &&
		    u16_le(rest, 6) <= WINDOWS_SECTIONS_MAX)
			return from;
		from += from < body.size ? 2 : 0;
	}
	return body.size;
}

static void
add_programs(struct job *job, struct part *part)
{
	struct slice body = part->body;
	unsigned found = 0;
	size_t at = 0;

	for (unsigned i = 0; i < PLACES_MAX && found < INSIDE_MAX; i++) {
		size_t size;

		at = find_program(body, at + 1);
		if (at >= body.size)
			return;
		size = size_of_program(job, slice_skip(body, at));
		if (size == 0)
			continue;
		if (job_add(job, part, PART_FROM_INSIDE,
			slice_sub(body, at, size)) == NULL)
			return;
		/* What little stands behind it may be a piece of it. */
		if (body.size - at > size &&
		    body.size - at - size <= OVERLAY_MAX &&
		    job_add(job, part, PART_FROM_INSIDE,
			slice_skip(body, at)) == NULL)
			return;
		found++;
	}
	job_cut(job, part, LIMIT_MEMBERS);
}

/* ---- installers -------------------------------------------------------- */

/* Files without a mark behind the last section; whatever has a mark is found
 * anywhere (unpack_inside). */
static void
add_installer(
    struct job *job, struct part *part, const struct executable *executable)
{
	struct slice overlay =
	    slice_skip(part->body, end_of_sections(executable));
	struct part *child;

	if (!archive_may_be(overlay, FILETYPE_ISHIELD, false))
		return;
	child = job_add(job, part, PART_FROM_INSIDE, overlay);
	if (child != NULL)
		child->type = FILETYPE_ISHIELD;
}

/* ---- for several processors -------------------------------------------- */

/* Java's classes have the same magic, and a version where the count stands. */
static void
add_slices(struct job *job, struct part *part)
{
	struct slice body = part->body;
	uint32_t count = u32_be(body, 4);

	if (u32_be(body, 0) != FAT_MAGIC || count == 0)
		return;
	for (uint32_t i = 0; i < count && i < INSIDE_MAX; i++) {
		uint64_t row = FAT_HEAD_BYTES + (uint64_t)i * FAT_ROW_BYTES;
		struct slice slice = slice_sub(
		    body, u32_be(body, row + 8), u32_be(body, row + 12));

		if (filetype_class(filetype_detect(slice)) == FILECLASS_MACHO &&
		    job_add(job, part, PART_FROM_INSIDE, slice) == NULL)
			return;
	}
	if (count > INSIDE_MAX)
		job_cut(job, part, LIMIT_MEMBERS);
}

/* A packed ELF as a rule has no sections, so nothing else is known of it. */
static bool
read_program(struct job *job, struct slice body, struct executable *executable)
{
	if (executable_read(body, SECTIONS_MAX, job->arena, executable))
		return true;
	if (!slice_starts_with(body, SLICE("\x7F"
					   "ELF")) ||
	    body.size < 6)
		return false;
	*executable = (struct executable){
	    .kind = EXECUTABLE_ELF,
	    .file = body,
	    .big_endian = body.data[5] == 2,
	};
	return true;
}

void
unpack_executable(struct job *job, struct part *part)
{
	struct executable executable;

	if (filetype_class(part->type) == FILECLASS_MACHO)
		add_slices(job, part);
	/* What stands in a program was found by the outermost one. */
	if (filetype_class(part->type) == FILECLASS_PE &&
	    part->origin != PART_FROM_INSIDE)
		add_programs(job, part);
	if (part->origin != PART_FROM_PACKED &&
	    read_program(job, part->body, &executable) &&
	    job_may_open(job, part)) {
		add_unpacked(job, part, &executable);
		if (executable.kind == EXECUTABLE_PE)
			add_installer(job, part, &executable);
	}
}
