/*
 * message - one mail, decoded once, as a tree of parts
 *
 * Everything that both the virus and the spam side need is made here, into the
 * worker's arena, without malloc: the envelope, the headers, the MIME tree and
 * the decoded bytes of each part.  Where mail clients differ in what they
 * would make of a message, a part may have several readings; each is a part of
 * its own with the same parent (PART_READING set on all but the first; one of
 * the top is linked to top->next).
 *
 * Lifetime: all of it dies with the arena's reset and the view's close.
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_MESSAGE_H
#define CORE_MESSAGE_MESSAGE_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"
#include "core/message/envelope.h"
#include "core/filetype/filetype.h"
#include "core/header/header.h"
#include "core/message/limits.h"

enum part_kind {
	PART_LEAF,
	PART_MULTIPART, /* children are its parts */
	PART_MESSAGE, /* message/rfc822 and the like: one child, its content */
	PART_ARCHIVE, /* children are its members; body is the archive */
};

/* How a part came to be. */
enum part_origin {
	PART_FROM_MIME,
	PART_FROM_ENCODED,  /* uuencode and the like, in a text */
	PART_FROM_TNEF,     /* winmail.dat */
	PART_FROM_ARCHIVE,  /* a member; part->member says more */
	PART_FROM_INSIDE,   /* an archive inside of a program or picture */
	PART_FROM_DATA_URL, /* in HTML */
	PART_FROM_CONTENT,  /* a message, by its bytes, declared otherwise */
	PART_FROM_SIGNED,   /* what S/MIME signed or compressed */
	PART_FROM_MACFILE,  /* the data fork in MacBinary or AppleSingle */
	PART_FROM_DOCUMENT, /* a stream or an object of one */
	PART_FROM_PACKED,   /* what a program was before it was packed */
	PART_FROM_SRCDOC,   /* a page in a frame of a page */
	PART_FROM_SCRIPT,   /* a constant of a script, undone */
	PART_FROM_OPENPGP,  /* what it signed or compressed */
};

enum part_encoding {
	ENCODING_IDENTITY, /* 7bit, 8bit, binary, or none given */
	ENCODING_BASE64,
	ENCODING_QP,
	ENCODING_UNKNOWN, /* named, but not one we know: taken as identity */
};

/* What was odd about a part; a set of bits. */
enum part_flag {
	PART_READING = 1 << 0,      /* a further reading of its sibling */
	PART_NO_END = 1 << 1,       /* its end boundary never came */
	PART_CUT = 1 << 2,          /* a limit ended it early */
	PART_BAD_ENCODING = 1 << 3, /* junk in base64, wrong escapes in QP */
	PART_TOP = 1 << 4,          /* the message itself */
	PART_AFTER_END = 1 << 5, /* stands behind its parent's end boundary */
	PART_ENCRYPTED = 1 << 6, /* or holds what is, or its document is;
				    body may be empty */
	PART_DAMAGED = 1 << 7,   /* an archive or member that is broken */
	PART_MISMATCH = 1 << 8,  /* name or declared type and bytes disagree */
	PART_REPEATED = 1 << 9,  /* the bytes of another part: not opened */
	PART_PIECE = 1 << 10,    /* message/partial: the rest is elsewhere */
	PART_PASSWORD = 1 << 11, /* encrypted, and one from the message fit */
};

/* A name that some client would show or save the part under. */
struct part_name {
	struct slice text;    /* UTF-8, RFC 2047 decoded; empty: not yet */
	struct slice raw;     /* as written; RFC 2231: percent-decoded */
	struct slice charset; /* of raw, where RFC 2231 names one */
	const char *source;   /* "filename", "name*", "archive", "uuencode" */
};

struct walk_kept; /* private to mime.c */
struct member;    /* core/archive/archive.h */
struct part_text; /* core/render/render.h */

struct part {
	struct part *parent; /* NULL for the top */
	struct part *first_child;
	struct part *last_child;
	struct part *next;     /* sibling */
	struct part *previous; /* sibling; for tree.c */
	uint32_t index;        /* 0 is the top; in the order of the message */
	uint16_t depth;        /* 0 is the top */
	uint16_t flags;        /* enum part_flag */
	enum part_kind kind;
	enum part_encoding encoding;
	enum filetype type; /* of body, by content; leaves only */
	unsigned lacks;     /* what body certainly has not: enum bytes_seen */
	struct header header;
	struct slice media_type; /* "text/html", lower case; never empty */
	struct slice charset;    /* as written */
	bool flowed, delsp;      /* format=flowed, DelSp=yes (RFC 3676) */
	/*
	 * File name as most clients see it: RFC 2231 pieces are joined and
	 * percent-decoded, RFC 2047 words are as written.
	 */
	struct slice name;
	/*
	 * The names from every place that clients look at, without repeats,
	 * the most common reading first; NULL where there are none.  Their
	 * texts are made by unpack_message().
	 */
	struct part_name *names;
	uint16_t name_count;
	enum part_origin origin;
	const struct member *member; /* PART_FROM_ARCHIVE only */
	struct part_text *text;      /* made by render_part(), NULL before */
	struct slice raw;            /* body as it stands in its parent */
	struct slice body; /* decoded; equals raw where nothing was done */
};

/*
 * What makes mail clients read one message differently; where one is set, the
 * message was read in the other way too, as far as MaxReadings goes.
 */
enum doubt {
	DOUBT_TYPES = 1 << 0,         /* several Content-Type fields */
	DOUBT_BOUNDARIES = 1 << 1,    /* several boundary parameters */
	DOUBT_BOUNDARY_TEXT = 1 << 2, /* where the boundary begins and ends */
	DOUBT_BOUNDARY_LINE = 1 << 3, /* lines that begin with a boundary */
	DOUBT_EQUAL = 1 << 4,       /* inner and outer boundary are the same */
	DOUBT_ENCODINGS = 1 << 5,   /* several, or an odd transfer encoding */
	DOUBT_FIELD_NAMES = 1 << 6, /* "Content-Type :", blanks, folds */
	DOUBT_HEADER_END = 1 << 7,  /* where a header block ends */
	DOUBT_LINE_ENDS = 1 << 8,   /* bare CR */
};

struct message {
	struct slice file;    /* everything that was read */
	struct slice content; /* the message without the envelope */
	struct envelope envelope;
	struct part *top;    /* never NULL after message_parse() */
	struct part **parts; /* all of them by index */
	size_t part_count;
	size_t part_room; /* private to tree.c */
	uint64_t decoded; /* bytes of LIMIT_DECODED_BYTES that are taken */
	unsigned doubts;  /* enum doubt: what it may be read otherwise for */
	struct walk_kept *kept; /* what all walks over the message share */
	struct limits_reached reached;
};

enum message_result {
	MESSAGE_OK,
	MESSAGE_INCOMPLETE, /* a limit or the budget cut it short; usable */
	MESSAGE_NO_MEMORY,  /* the arena cannot even hold the top part */
};

/*
 * Decode file.  Never fails on content.  With a spent budget the tree holds
 * what was decoded by then (budget->state says why).
 */
enum message_result message_parse(struct slice file,
    const struct limits *limits, struct arena *arena, struct budget *budget,
    struct message *message_r) MUST_USE;

/*
 * Arena bytes with which it is the limits that bound a message, not the arena.
 * With less, parsing works all the same: what finds no room is cut and marked.
 */
size_t message_arena_bytes(const struct limits *limits);

#endif
