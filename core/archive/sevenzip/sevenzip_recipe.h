/*
 * sevenzip_recipe - how one folder of a 7z is unpacked
 *
 * A folder is a stream that the contents of several members share.  It comes of
 * packed streams by coders; each has one output, which feeds another coder, and
 * one of them makes the folder.  So the coders are a tree.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_SEVENZIP_RECIPE_H
#define CORE_ARCHIVE_SEVENZIP_SEVENZIP_RECIPE_H

#include "core/archive/sevenzip/sevenzip_bytes.h"

/* As 7-Zip has it. */
#define SEVENZIP_CODERS_MAX 32u
#define SEVENZIP_INPUTS_MAX 32u

enum sevenzip_method {
	SEVENZIP_COPY = 0,
	SEVENZIP_LZMA2 = 0x21,
	SEVENZIP_LZMA = 0x030101,
	SEVENZIP_BCJ2 = 0x0303011B,
	SEVENZIP_DEFLATE = 0x040108,
	SEVENZIP_DEFLATE64 = 0x040109,
	SEVENZIP_AES = 0x06F10701,
};

struct sevenzip_coder {
	uint64_t method; /* enum sevenzip_method, or another */
	struct slice properties;
	unsigned first_input;
	unsigned input_count;
};

struct sevenzip_input {
	bool packed;    /* from a packed stream, else from a coder */
	unsigned index; /* of it in the folder */
};

struct sevenzip_recipe {
	struct sevenzip_coder coders[SEVENZIP_CODERS_MAX];
	struct sevenzip_input inputs[SEVENZIP_INPUTS_MAX];
	unsigned coder_count;
	unsigned input_count;
	unsigned packed_count;
	unsigned last; /* the coder that makes the folder */
};

/* Fails (see there) where it is none, or one that nobody would unpack. */
void sevenzip_recipe_read(
    struct sevenzip_bytes *bytes, struct sevenzip_recipe *recipe_r);

bool sevenzip_recipe_has(
    const struct sevenzip_recipe *recipe, enum sevenzip_method method);

#endif
