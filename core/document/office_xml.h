/*
 * office_xml - files in documents that are one XML: base64 between two tags
 *
 * Word 2003 (<w:binData>: macros, objects, pictures), flat OPC, in which Word
 * keeps a DOCX as one file (<pkg:binaryData>), flat ODF (<office:binary-data>),
 * and XDP, which brings a PDF along (<chunk>).
 *
 * Threads: any.  Memory: borrowed, but what comments, sections or references
 * stand in, and what is in UTF-16; that lies in the arena.
 */
#ifndef CORE_DOCUMENT_OFFICE_XML_H
#define CORE_DOCUMENT_OFFICE_XML_H

#include "core/base/arena.h"
#include "core/base/slice.h"

struct office_xml {
	struct slice bytes;
	size_t at;
	bool is_plist; /* what is in it are data */
	bool cut;      /* the arena was full */
};

struct office_xml_file {
	struct slice name;   /* an attribute that is one; may be empty */
	struct slice base64; /* to be decoded; not empty */
};

/* False: this does not begin like XML, or it is cut. */
bool office_xml_begin(
    struct office_xml *xml, struct slice bytes, struct arena *arena) MUST_USE;

/* False: no more, or it is cut. */
bool office_xml_next(struct office_xml *xml, struct arena *arena,
    struct office_xml_file *file_r) MUST_USE;

#endif
