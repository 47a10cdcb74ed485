/*
 * sevenzip_streams - where the packed streams of a 7z are, and what is in them
 */
#include "core/archive/sevenzip/sevenzip_streams.h"

#include <string.h>

/* Where packed streams are counted from. */
#define SIGNATURE_HEADER 32u
/* Folders read between two looks at the clock. */
#define FOLDERS_A_LOOK 1024u

enum {
	ID_END = 0,
	ID_PACKED = 6,
	ID_UNPACKED = 7,
	ID_STREAMS = 8,
	ID_SIZE = 9,
	ID_SUMS = 10,
	ID_FOLDER = 11,
	ID_CODER_SIZES = 12,
	ID_STREAM_COUNTS = 13,
};

struct reading {
	struct sevenzip_bytes *bytes;
	struct arena *arena;
	struct budget *budget;
	struct sevenzip_streams *streams;
};

static void
expect(struct sevenzip_bytes *bytes, uint64_t id)
{
	if (sevenzip_number(bytes) != id)
		bytes->failed = true;
}

/* A count of what takes one byte at least. */
static size_t
read_count(struct sevenzip_bytes *bytes)
{
	uint64_t count = sevenzip_number(bytes);

	if (count <= bytes->rest.size)
		return (size_t)count;
	bytes->failed = true;
	return 0;
}

static void *
allocate(struct reading *reading, size_t count, size_t size)
{
	void *array = arena_alloc_array(reading->arena, count, size);

	if (array == NULL) {
		reading->streams->no_memory = true;
		reading->bytes->failed = true;
	}
	return array;
}

static bool
is_late(struct reading *reading)
{
	if (reading->budget == NULL || !budget_spent(reading->budget))
		return false;
	reading->streams->late = true;
	reading->bytes->failed = true;
	return true;
}

/* ---- packed streams ---------------------------------------------------- */

static void
read_packed_sizes(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;

	for (size_t i = 0; i < streams->packed_count; i++)
		if (__builtin_add_overflow(streams->packed[i],
			sevenzip_number(reading->bytes),
			&streams->packed[i + 1]))
			reading->bytes->failed = true;
}

static void
read_packed(struct reading *reading)
{
	struct sevenzip_bytes *bytes = reading->bytes;
	struct sevenzip_streams *streams = reading->streams;
	uint64_t at = sevenzip_number(bytes), id;

	streams->packed_count = read_count(bytes);
	streams->packed = allocate(
	    reading, streams->packed_count + 1, sizeof(*streams->packed));
	if (bytes->failed)
		return;
	memset(streams->packed, 0,
	    (streams->packed_count + 1) * sizeof(*streams->packed));
	if (__builtin_add_overflow(at, SIGNATURE_HEADER, &streams->packed[0]))
		bytes->failed = true;
	id = sevenzip_number(bytes);
	if (id == ID_SIZE) {
		read_packed_sizes(reading);
		id = sevenzip_number(bytes);
	}
	if (id == ID_SUMS) {
		(void)sevenzip_take_sums(bytes, streams->packed_count);
		id = sevenzip_number(bytes);
	}
	if (id != ID_END)
		bytes->failed = true;
}

/* ---- folders ----------------------------------------------------------- */

/* Where its streams, and the sizes that its coders make, are among all. */
static void
read_folder(struct reading *reading, struct sevenzip_folder *folder,
    size_t *packed, size_t *sizes)
{
	struct sevenzip_bytes *bytes = reading->bytes;
	struct sevenzip_recipe recipe;
	struct slice begin = bytes->rest;

	sevenzip_recipe_read(bytes, &recipe);
	if (bytes->failed)
		return;
	*folder = (struct sevenzip_folder){
	    .recipe = slice_sub(begin, 0, begin.size - bytes->rest.size),
	    .first_packed = *packed,
	    .first_size = *sizes,
	    .size = recipe.last, /* which it is, until sizes are known */
	    .streams = 1,
	};
	*packed += recipe.packed_count;
	*sizes += recipe.coder_count;
	if (*packed > reading->streams->packed_count)
		bytes->failed = true;
}

static void
read_folders(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;
	struct sevenzip_bytes *bytes = reading->bytes;
	size_t count, packed = 0;

	expect(bytes, ID_FOLDER);
	count = read_count(bytes);
	/* Another place for the list: nobody writes or reads that. */
	if (sevenzip_byte(bytes) != 0)
		bytes->failed = true;
	if (bytes->failed)
		return;
	streams->folders = allocate(reading, count, sizeof(*streams->folders));
	for (size_t i = 0; i < count && !bytes->failed; i++) {
		if (i % FOLDERS_A_LOOK == 0 && is_late(reading))
			return;
		read_folder(reading, &streams->folders[i], &packed,
		    &streams->size_count);
	}
	streams->folder_count = count;
}

static void
read_coder_sizes(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;

	expect(reading->bytes, ID_CODER_SIZES);
	if (reading->bytes->failed)
		return;
	streams->sizes =
	    allocate(reading, streams->size_count, sizeof(*streams->sizes));
	for (size_t i = 0; i < streams->size_count && !reading->bytes->failed;
	     i++)
		streams->sizes[i] = sevenzip_number(reading->bytes);
	for (size_t i = 0; i < streams->folder_count && !reading->bytes->failed;
	     i++) {
		struct sevenzip_folder *folder = &streams->folders[i];

		folder->size =
		    streams->sizes[folder->first_size + folder->size];
	}
}

static void
read_unpacked(struct reading *reading)
{
	struct sevenzip_bytes *bytes = reading->bytes;
	struct sevenzip_streams *streams = reading->streams;
	uint64_t id;

	read_folders(reading);
	read_coder_sizes(reading);
	id = sevenzip_number(bytes);
	if (id == ID_SUMS) {
		struct sevenzip_sums sums =
		    sevenzip_take_sums(bytes, streams->folder_count);

		for (size_t i = 0; i < streams->folder_count && !bytes->failed;
		     i++)
			streams->folders[i].has_sum =
			    sevenzip_next_sum(&sums, &streams->folders[i].sum);
		id = sevenzip_number(bytes);
	}
	if (id != ID_END)
		bytes->failed = true;
}

/* ---- streams in folders ------------------------------------------------ */

static void
read_stream_counts(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;
	struct sevenzip_bytes *bytes = reading->bytes;

	for (size_t i = 0; i < streams->folder_count; i++) {
		uint64_t count = sevenzip_number(bytes);

		/* The sizes of all but the last follow. */
		if (count > 0 && count - 1 > bytes->rest.size)
			bytes->failed = true;
		if (bytes->failed)
			return;
		streams->folders[i].streams = count;
	}
}

/* Of all but the last of each folder; there are no more than bytes. */
static void
read_stream_sizes(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;
	struct sevenzip_bytes *bytes = reading->bytes;

	streams->stream_sizes = *bytes;
	for (size_t i = 0; i < streams->folder_count; i++) {
		uint64_t left = streams->folders[i].size;

		if (i % FOLDERS_A_LOOK == 0 && is_late(reading))
			return;
		for (uint64_t k = 1;
		     k < streams->folders[i].streams && !bytes->failed; k++) {
			uint64_t size = sevenzip_number(bytes);

			if (size > left)
				bytes->failed = true;
			left -= size;
		}
	}
}

static bool
has_folder_sum(const struct sevenzip_folder *folder)
{
	return folder->streams == 1 && folder->has_sum;
}

/* Streams whose sum is not that of their folder. */
static uint64_t
count_sums(const struct sevenzip_streams *streams)
{
	uint64_t count = 0;

	for (size_t i = 0; i < streams->folder_count; i++)
		if (!has_folder_sum(&streams->folders[i]))
			count += streams->folders[i].streams;
	return count;
}

static bool
have_sizes(const struct sevenzip_streams *streams)
{
	for (size_t i = 0; i < streams->folder_count; i++)
		if (streams->folders[i].streams > 1)
			return false;
	return true;
}

static void
read_streams(struct reading *reading)
{
	struct sevenzip_streams *streams = reading->streams;
	struct sevenzip_bytes *bytes = reading->bytes;
	uint64_t id = sevenzip_number(bytes);

	if (id == ID_STREAM_COUNTS) {
		read_stream_counts(reading);
		id = sevenzip_number(bytes);
	}
	if (id == ID_SIZE) {
		read_stream_sizes(reading);
		id = sevenzip_number(bytes);
	} else if (!have_sizes(streams)) {
		bytes->failed = true;
	}
	if (id == ID_SUMS && !bytes->failed) {
		streams->stream_sums =
		    sevenzip_take_sums(bytes, count_sums(streams));
		id = sevenzip_number(bytes);
	}
	if (id != ID_END)
		bytes->failed = true;
}

bool
sevenzip_streams_read(struct sevenzip_bytes *bytes, struct arena *arena,
    struct budget *budget, struct sevenzip_streams *streams_r)
{
	struct reading reading = {bytes, arena, budget, streams_r};
	uint64_t id = sevenzip_number(bytes);

	memset(streams_r, 0, sizeof(*streams_r));
	if (id == ID_PACKED) {
		read_packed(&reading);
		id = sevenzip_number(bytes);
	}
	if (id == ID_UNPACKED && !bytes->failed) {
		read_unpacked(&reading);
		id = sevenzip_number(bytes);
	}
	if (id == ID_STREAMS && !bytes->failed) {
		read_streams(&reading);
		id = sevenzip_number(bytes);
	}
	return id == ID_END && !bytes->failed;
}

/* ---- one after the other ----------------------------------------------- */

static bool
next_folder(struct sevenzip_streams *streams)
{
	while (streams->folder < streams->folder_count) {
		if (streams->stream < streams->folders[streams->folder].streams)
			return true;
		streams->folder++;
		streams->stream = 0;
		streams->offset = 0;
	}
	return false;
}

bool
sevenzip_next_stream(
    struct sevenzip_streams *streams, struct sevenzip_stream *stream_r)
{
	const struct sevenzip_folder *folder;

	if (!next_folder(streams))
		return false;
	folder = &streams->folders[streams->folder];
	*stream_r = (struct sevenzip_stream){
	    .folder = streams->folder,
	    .offset = streams->offset,
	    .size = folder->size - streams->offset,
	    .sum = folder->sum,
	    .has_sum = has_folder_sum(folder),
	};
	if (++streams->stream < folder->streams)
		stream_r->size = sevenzip_number(&streams->stream_sizes);
	streams->offset += stream_r->size;
	if (!stream_r->has_sum)
		stream_r->has_sum =
		    sevenzip_next_sum(&streams->stream_sums, &stream_r->sum);
	return true;
}
