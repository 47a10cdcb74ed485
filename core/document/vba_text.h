/*
 * vba_text - source of macros as signatures are written for it
 *
 * Small letters, but not in strings; one blank for several; lines that go on
 * (" _" at an end) in one.  So ClamAV matches macros, all modules of a project
 * in one text, each behind a line with its name (found by trying).
 *
 * Threads: one at a time.  Memory: the sink.
 */
#ifndef CORE_DOCUMENT_VBA_TEXT_H
#define CORE_DOCUMENT_VBA_TEXT_H

#include "core/encoded/sink.h"

/* name: UTF-8. */
void vba_text_put(struct sink *sink, struct slice name, struct slice source);

#endif
