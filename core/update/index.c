/*
 * index - what a published set has to offer
 */
#include "core/update/index.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FIRST_LINE "CGPFilter index 1"
#define SIGNATURE "signature "

const char *
index_result_text(enum index_result result)
{
	switch (result) {
	case INDEX_OK:
		return "good";
	case INDEX_FOREIGN:
		return "not an index of updates for this program";
	case INDEX_FORGED:
		return "not signed by the key that is set";
	case INDEX_DAMAGED:
		return "signed, but makes no sense";
	}
	return "?";
}

/* ---- names ------------------------------------------------------------- */

void
index_name(char name_r[INDEX_NAME_BYTES], bool full, uint64_t number)
{
	snprintf(name_r, INDEX_NAME_BYTES, "%s-%" PRIu64,
	    full ? "full" : "delta", number);
}

bool
index_name_read(struct slice name, bool *full_r, uint64_t *number_r)
{
	*full_r = slice_starts_with(name, SLICE("full-"));
	if (!*full_r && !slice_starts_with(name, SLICE("delta-")))
		return false;
	return slice_to_u64(slice_skip(name, *full_r ? 5 : 6), number_r);
}

const struct index_file *
index_delta(const struct update_index *index, uint64_t number)
{
	for (size_t i = 0; i < index->delta_count; i++)
		if (index->deltas[i].number == number)
			return &index->deltas[i];
	return NULL;
}

/* ---- writing ----------------------------------------------------------- */

static void
put_file(struct text *text, const char *what, const struct index_file *file)
{
	text_printf(text, "%s %" PRIu64 " %" PRIu64 " ", what, file->number,
	    file->bytes);
	crypt_put_hex(text, file->hash, CRYPT_HASH_BYTES);
	text_put_byte(text, '\n');
}

bool
index_write(const struct update_index *index, const struct update_keys *keys,
    struct text *text_r)
{
	const uint32_t *part = index->version.part;
	uint8_t signature[CRYPT_SIGNATURE_BYTES];

	text_printf(text_r,
	    FIRST_LINE "\nversion %" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32
		       "\nnewest %" PRIu64 "\noldest-delta %" PRIu64
		       "\ncreated %" PRId64 "\n",
	    part[0], part[1], part[2], part[3], index->newest,
	    index->oldest_delta, index->created_s);
	put_file(text_r, "full", &index->full);
	for (size_t i = 0; i < index->delta_count; i++)
		put_file(text_r, "delta", &index->deltas[i]);
	crypt_sign(keys, text_slice(text_r), signature);
	text_put(text_r, SLICE(SIGNATURE));
	crypt_put_hex(text_r, signature, sizeof(signature));
	text_put_byte(text_r, '\n');
	return !text_r->truncated && text_r->size <= INDEX_BYTES_MAX;
}

/* ---- reading ----------------------------------------------------------- */

/* The next word of a line, one blank behind it. */
static struct slice
take_word(struct slice *line)
{
	size_t end = slice_find_byte(*line, ' ');
	struct slice word = slice_sub(*line, 0, end);

	*line = slice_skip(*line, end + 1);
	return word;
}

static bool
read_file(struct slice value, struct index_file *file_r)
{
	struct slice number = take_word(&value), bytes = take_word(&value);

	return slice_to_u64(number, &file_r->number) &&
	       slice_to_u64(bytes, &file_r->bytes) &&
	       crypt_read_hex(value, file_r->hash, CRYPT_HASH_BYTES);
}

static bool
read_delta(struct slice value, struct update_index *index)
{
	return index->delta_count < INDEX_DELTAS_MAX &&
	       read_file(value, &index->deltas[index->delta_count++]);
}

static bool
read_line(struct slice line, struct update_index *index)
{
	struct slice name = take_word(&line);
	uint64_t created;

	if (slice_equal(name, SLICE("version")))
		return cartridge_version_read(line, &index->version);
	if (slice_equal(name, SLICE("newest")))
		return slice_to_u64(line, &index->newest);
	if (slice_equal(name, SLICE("oldest-delta")))
		return slice_to_u64(line, &index->oldest_delta);
	if (slice_equal(name, SLICE("created"))) {
		if (!slice_to_u64(line, &created) || created > INT64_MAX)
			return false;
		index->created_s = (int64_t)created;
		return true;
	}
	if (slice_equal(name, SLICE("full")))
		return read_file(line, &index->full);
	if (slice_equal(name, SLICE("delta")))
		return read_delta(line, index);
	return true;
}

/* From what is there, what is newest can be reached. */
static bool
makes_sense(const struct update_index *index)
{
	uint64_t newest = index->newest, oldest = index->oldest_delta;

	if (newest == 0 || index->full.number == 0 ||
	    index->full.number > newest || oldest > newest)
		return false;
	for (size_t i = 0; i < index->delta_count; i++)
		if (oldest == 0 || index->deltas[i].number != newest - i ||
		    index->deltas[i].number < oldest)
			return false;
	return index->full.number == newest ||
	       (oldest != 0 && index->full.number >= oldest - 1);
}

enum index_result
index_read_lines(struct slice lines, struct update_index *index_r)
{
	size_t end = slice_find_byte(lines, '\n');

	memset(index_r, 0, sizeof(*index_r));
	if (!slice_equal(slice_sub(lines, 0, end), SLICE(FIRST_LINE)))
		return INDEX_FOREIGN;
	for (lines = slice_skip(lines, end + 1); lines.size > 0;
	     lines = slice_skip(lines, end + 1)) {
		end = slice_find_byte(lines, '\n');
		if (end == lines.size ||
		    !read_line(slice_sub(lines, 0, end), index_r))
			return INDEX_DAMAGED;
	}
	return makes_sense(index_r) ? INDEX_OK : INDEX_DAMAGED;
}

/* The last line, which begins behind a line end. */
static struct slice
split_signature(struct slice *bytes)
{
	struct slice line = SLICE("\n" SIGNATURE);
	size_t at = slice_find(*bytes, line);
	struct slice value = slice_skip(*bytes, at + line.size);

	*bytes = slice_sub(*bytes, 0, at == bytes->size ? 0 : at + 1);
	return value;
}

enum index_result
index_read(struct slice bytes, const struct update_keys *keys,
    struct update_index *index_r)
{
	uint8_t signature[CRYPT_SIGNATURE_BYTES];
	struct slice value;

	memset(index_r, 0, sizeof(*index_r));
	if (bytes.size > INDEX_BYTES_MAX ||
	    !slice_starts_with(bytes, SLICE(FIRST_LINE "\n")))
		return INDEX_FOREIGN;
	value = split_signature(&bytes);
	if (value.size == 0 || value.data[value.size - 1] != '\n' ||
	    !crypt_read_hex(slice_sub(value, 0, value.size - 1), signature,
		sizeof(signature)) ||
	    !crypt_verify(keys, bytes, signature))
		return INDEX_FORGED;
	return index_read_lines(bytes, index_r);
}
