/*
 * office_lock - is a document of Office encrypted?
 *
 * A stream at a time; each format says so in a place of its own:
 * [MS-DOC] 2.5.2, [MS-XLS] 2.4.117, [MS-PPT] 2.3.2, [MS-OFFCRYPTO] 2.3.4.
 *
 * Threads: any.
 */
#ifndef CORE_DOCUMENT_OFFICE_LOCK_H
#define CORE_DOCUMENT_OFFICE_LOCK_H

#include "core/base/check.h"
#include "core/base/slice.h"

/* name: of the stream, without its storage, UTF-8. */
bool office_lock_is(struct slice name, struct slice stream) MUST_USE;

#endif
