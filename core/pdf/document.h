/*
 * document - one PDF being read: what the files of this folder share
 *
 * Only core/pdf includes this.
 */
#ifndef CORE_PDF_DOCUMENT_H
#define CORE_PDF_DOCUMENT_H

#include "core/archive/member/unpacking.h"
#include "core/pdf/crypt.h"
#include "core/pdf/filter.h"
#include "core/pdf/literal.h"
#include "core/pdf/objects.h"
#include "core/pdf/pdf.h"

/* What was found in a dictionary, to be looked at when all objects are known.
 */
enum pdf_note_kind {
	PDF_NOTE_SCRIPT,  /* value: behind JS */
	PDF_NOTE_LINK,    /* value: behind URI */
	PDF_NOTE_FILE,    /* value: the dictionary with EF in it */
	PDF_NOTE_ENCRYPT, /* value: behind Encrypt */
	PDF_NOTE_ID,      /* value: the array */
};

/* The object in which a string stands, which its key is made of. */
struct pdf_place {
	uint32_t number, generation;
	bool held; /* in a stream, with which it is decrypted */
};

struct pdf_note {
	struct pdf_note *next;
	enum pdf_note_kind kind;
	struct pdf_token value;
	struct pdf_place place;
	struct slice text; /* of a link */
};

/* Bytes that came out before, so that they come once. */
#define PDF_SEEN_BUCKETS 256u
struct pdf_seen {
	struct pdf_seen *next;
	uint64_t sum;
	struct slice body;
};

enum pdf_phase {
	PDF_PHASE_HOLDERS, /* objects in streams are still to be found */
	PDF_PHASE_NOTES,   /* scripts that are strings */
	PDF_PHASE_LINKS,
	PDF_PHASE_MARKED, /* scripts and files that are streams */
	PDF_PHASE_REST,
	PDF_PHASE_END,
};

struct pdf_document {
	struct slice file;
	struct pdf_options options;
	struct arena *arena;
	struct budget *budget;
	struct unpacking unpacking;
	struct pdf_objects objects;
	/* Bytes that may still be read as tokens: objects that have no end
	 * reach into each other.  Below work_near each ends where the next
	 * begins. */
	uint64_t work, work_near;
	uint64_t reach; /* the same of streams */
	struct pdf_note *notes, **last_note;
	struct pdf_crypt crypt;
	bool encrypted, open, password;
	bool cut; /* for limit */
	enum limit limit;
	enum pdf_phase phase;
	size_t at;  /* of the objects, in a phase */
	bool again; /* ... whose stream comes as it stands, too */
	struct pdf_note *note;
	struct pdf_seen *seen[PDF_SEEN_BUCKETS];
};

/* ---- document.c -------------------------------------------------------- */

/* The limit (LIMIT_COUNT: the time) kept something from being seen. */
void pdf_cut(struct pdf_document *document, enum limit limit);
/* True: it is late, or the arena is full; the document is cut. */
bool pdf_late(struct pdf_document *document) MUST_USE;

/* What of object is to be read as tokens. */
struct slice pdf_object_text(
    const struct pdf_document *document, const struct pdf_object *object);

struct pdf_place pdf_place_of(const struct pdf_object *object);

/* The first value of object. */
struct pdf_token pdf_object_value(
    struct pdf_document *document, const struct pdf_object *object);

/* What value refers to, through references to references; value itself, if it
 * is none.  PDF_END: nothing. */
struct pdf_token pdf_resolve(
    struct pdf_document *document, struct pdf_token value);

/* A whole number, maybe of an object of its own. */
int64_t pdf_number(
    struct pdf_document *document, struct pdf_token value, int64_t preset);

/* ---- survey.c ---------------------------------------------------------- */

/* Look through an object: what it is, and notes of what is in it. */
void pdf_survey(struct pdf_document *document, struct pdf_object *object);

/* ---- security.c -------------------------------------------------------- */

/* By the notes: is it encrypted?  Try the empty password. */
void pdf_security_begin(struct pdf_document *document);
bool pdf_security_try(struct pdf_document *document, struct slice password);

/* The text of a string at place, or of one it refers to; UTF-8.  False: it is
 * none, or empty, or the arena is full. */
bool pdf_security_text(struct pdf_document *document, struct pdf_token value,
    struct pdf_place place, struct slice *text_r) MUST_USE;

/* ---- stream.c ---------------------------------------------------------- */

struct pdf_stream {
	const struct pdf_object *object;
	struct pdf_filters filters;
	struct slice raw;
	enum pdf_method method; /* that decrypts it */
};

/* Where the stream of object is, and what was done to it. */
void pdf_stream_open(struct pdf_document *document,
    const struct pdf_object *object, struct pdf_stream *stream_r);

/* Is there a filter of that kind? */
bool pdf_stream_has(const struct pdf_stream *stream, enum pdf_filter_kind kind);

/* Its bytes, decrypted first or as they stand. */
void pdf_stream_decode(struct pdf_document *document,
    const struct pdf_stream *stream, bool decrypted, struct member *member_r);

/* ---- holder.c ---------------------------------------------------------- */

/* Add the objects of all streams of objects. */
void pdf_holders_open(struct pdf_document *document);

#endif
