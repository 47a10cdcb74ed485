/*
 * encoded_script - scripts of Microsoft's Script Encoder
 *
 * .vbe and .jse files, and pages whose scripts say "VBScript.Encode": a block
 *
 *   #@~^ LLLLLL== ... CCCCCC== ^#~@
 *
 * has its length and its sum in base64, and in between bytes that stand for
 * others by where they are.  The sum is not checked, and a length that leads to
 * no end is not believed.
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_ENCODED_SCRIPT_H
#define CORE_SCRIPT_ENCODED_SCRIPT_H

#include <stdbool.h>

#include "core/base/slice.h"

struct encoded_script {
	size_t from, end;   /* of the whole block */
	struct slice bytes; /* what is encoded */
};

/* The first block at or behind at; false: there is none. */
bool encoded_script_next(
    struct slice text, size_t at, struct encoded_script *script_r);

/* Into out, which has bytes.size bytes; returns how many it comes to. */
size_t encoded_script_read(struct slice bytes, uint8_t *out);

#endif
