/*
 * mspack_system - the world that libmspack sees
 */
#include "core/archive/mspack/mspack_system.h"

#include <stdlib.h>
#include <string.h>

/* The archive may be read so many times over, and a bit more if small. */
#define READ_TIMES_MAX 8u
#define READ_FREE_BYTES ((uint64_t)1 << 20)

const char mspack_archive_name[] = "archive";
const char mspack_body_name[] = "body";

/*
 * Whose turn it is.  libmspack hands its functions the struct they stand in,
 * but of a copy that it made, so it does not lead to the owner.
 */
static _Thread_local struct mspack *current;

/* ---- memory ------------------------------------------------------------ */

/* Ahead of each allocation, since free is told neither size nor owner. */
union block {
	struct {
		struct mspack *owner;
		size_t size;
	} info;
	max_align_t aligned;
};

/* Zeroed: libmspack 0.11 frees members of a KWAJ header that it has not set yet
 * when the header turns out to be none. */
static void *
take_memory(struct mspack_system *self, size_t size)
{
	struct mspack *mspack = current;
	size_t max =
	    (size_t)
		mspack->unpacking->options->limits->max[LIMIT_ARCHIVE_MEMORY];
	union block *block = NULL;

	(void)self;
	if (size <= max && mspack->taken <= max - size)
		block = calloc(1, sizeof(*block) + size);
	if (block == NULL) {
		mspack->no_memory = true;
		return NULL;
	}
	block->info.owner = mspack;
	block->info.size = size;
	mspack->taken += size;
	return block + 1;
}

static void
give_memory(void *memory)
{
	union block *block = memory;

	if (memory == NULL)
		return;
	block--;
	block->info.owner->taken -= block->info.size;
	free(block);
}

static void
copy_memory(void *source, void *target, size_t size)
{
	memcpy(target, source, size);
}

/* ---- files ------------------------------------------------------------- */

/* One that is not in use, or NULL. */
static struct stream *
free_stream(struct mspack *mspack)
{
	for (size_t i = 0; i < STREAMS_MAX; i++)
		if (mspack->in[i].owner == NULL)
			return &mspack->in[i];
	return NULL;
}

static struct mspack_file *
open_file(struct mspack_system *self, const char *name, int mode)
{
	struct mspack *mspack = current;
	struct stream *stream = NULL;

	(void)self;
	if (name == mspack_body_name && mode == MSPACK_SYS_OPEN_WRITE)
		stream = &mspack->out;
	else if (name == mspack_archive_name && mode == MSPACK_SYS_OPEN_READ)
		stream = free_stream(mspack);
	if (stream == NULL)
		return NULL;
	*stream = (struct stream){
	    .writes = stream == &mspack->out,
	    .owner = mspack,
	};
	return &stream->file;
}

/* What open_file() gave away; libmspack's own type asks for less alignment. */
static struct stream *
stream_of(struct mspack_file *file)
{
	return (void *)file;
}

static void
close_file(struct mspack_file *file)
{
	stream_of(file)->owner = NULL;
}

/* False: enough was read. */
static bool
may_read(struct mspack *mspack, size_t size)
{
	if (mspack->late || unpacking_late(mspack->unpacking)) {
		mspack->late = true;
		return false;
	}
	mspack->read_bytes += size;
	if (mspack->read_bytes > mspack->read_max)
		mspack->over_read = true;
	return !mspack->over_read;
}

/*
 * libmspack insists on the two identifiers in the header of a help file, which
 * readers pass over and one compiler (Free Pascal's) writes wrongly.
 */
static void
mend_identifiers(uint64_t position, uint8_t *bytes, size_t size)
{
	static const uint8_t identifiers[] = {
	    0x10,
	    0xFD,
	    0x01,
	    0x7C,
	    0xAA,
	    0x7B,
	    0xD0,
	    0x11, /* the first */
	    0x9E,
	    0x0C,
	    0x00,
	    0xA0,
	    0xC9,
	    0x22,
	    0xE6,
	    0xEC,
	    0x11,
	    0xFD,
	    0x01,
	    0x7C,
	    0xAA,
	    0x7B,
	    0xD0,
	    0x11, /* the second */
	    0x9E,
	    0x0C,
	    0x00,
	    0xA0,
	    0xC9,
	    0x22,
	    0xE6,
	    0xEC,
	};
	const size_t offset = 0x18;

	if (position == 0 && size >= offset + sizeof(identifiers))
		memcpy(bytes + offset, identifiers, sizeof(identifiers));
}

static int
read_file(struct mspack_file *file, void *buffer, int size)
{
	struct stream *stream = stream_of(file);
	struct mspack *mspack = stream->owner;
	struct slice part;

	if (stream->writes || size < 0 || !may_read(mspack, (size_t)size))
		return -1;
	part = slice_sub(
	    mspack->unpacking->bytes, (size_t)stream->position, (size_t)size);
	if (part.size > 0)
		memcpy(buffer, part.data, part.size);
	if (mspack->unpacking->type == FILETYPE_CHM)
		mend_identifiers(stream->position, buffer, part.size);
	stream->position += part.size;
	return (int)part.size;
}

static int
write_file(struct mspack_file *file, void *buffer, int size)
{
	struct stream *stream = stream_of(file);
	struct mspack *mspack = stream->owner;

	if (!stream->writes || size < 0 || mspack->output == NULL ||
	    !body_output_write(mspack->output, buffer, (size_t)size))
		return -1;
	return size;
}

static int
seek_file(struct mspack_file *file, off_t offset, int mode)
{
	struct stream *stream = stream_of(file);
	int64_t size = (int64_t)stream->owner->unpacking->bytes.size;
	int64_t base = mode == MSPACK_SYS_SEEK_START ? 0
		       : mode == MSPACK_SYS_SEEK_CUR ? (int64_t)stream->position
						     : size;
	int64_t target;

	if (stream->writes || __builtin_add_overflow(base, offset, &target) ||
	    target < 0 || target > size)
		return -1;
	stream->position = (uint64_t)target;
	return 0;
}

static off_t
tell_file(struct mspack_file *file)
{
	return (off_t)stream_of(file)->position;
}

/* Warnings for a person at a terminal. */
static void
ignore_message(struct mspack_file *file, const char *format, ...)
{
	(void)file;
	(void)format;
}

struct mspack *
mspack_system_create(struct unpacking *unpacking)
{
	struct mspack *mspack = arena_alloc(unpacking->arena, sizeof(*mspack));

	if (mspack == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return NULL;
	}
	*mspack = (struct mspack){
	    .system = {.open = open_file,
		.close = close_file,
		.read = read_file,
		.write = write_file,
		.seek = seek_file,
		.tell = tell_file,
		.message = ignore_message,
		.alloc = take_memory,
		.free = give_memory,
		.copy = copy_memory},
	    .unpacking = unpacking,
	    .read_max =
		unpacking->bytes.size * READ_TIMES_MAX + READ_FREE_BYTES,
	};
	current = mspack;
	return mspack;
}

void
mspack_system_turn(struct mspack *mspack)
{
	current = mspack;
}

/* ---- one member -------------------------------------------------------- */

void
mspack_system_start(struct mspack *mspack, struct body_output *output)
{
	current = mspack;
	body_output_begin(output, mspack->unpacking, UINT64_MAX);
	mspack->output = output;
}

/* What went wrong, into the member or the output. */
static void
note_error(struct mspack *mspack, int error, struct member *member)
{
	struct body_output *output = mspack->output;

	if (error == MSPACK_ERR_OK || output->cut)
		return;
	if (mspack->late || mspack->no_memory || error == MSPACK_ERR_NOMEMORY) {
		output->cut = true;
		output->limit =
		    mspack->late ? LIMIT_COUNT : LIMIT_ARCHIVE_MEMORY;
		return;
	}
	member->flags |= MEMBER_DAMAGED;
	if (mspack->over_read) {
		member->flags |= MEMBER_OVERLAP;
		unpacking_damaged(mspack->unpacking);
	}
}

void
mspack_system_finish(struct mspack *mspack, int error, struct member *member)
{
	note_error(mspack, error, member);
	body_output_end(mspack->output, member);
	mspack->output = NULL;
}
