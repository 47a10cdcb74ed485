/*
 * job - one message being unpacked: what the files of this folder share
 *
 * Only core/unpack includes this.
 */
#ifndef CORE_UNPACK_JOB_H
#define CORE_UNPACK_JOB_H

#include "core/archive/archive.h"
#include "core/message/tree.h"
#include "core/pdf/ciphers.h"
#include "core/render/render.h"
#include "core/sigdb/sigdb.h"
#include "core/unpack/unpack.h"

/* Passwords that are tried on one message's archives: out of the message, with
 * customary ones; and of the database. */
#define PASSWORDS_MAX 48u
#define LISTED_PASSWORDS_MAX 48u

/* Bytes that were opened before as that type, so that they are opened once. */
#define SEEN_BUCKETS 256u
struct seen {
	struct seen *next;
	uint64_t sum;
	const struct part *part; /* that has them as its body */
	enum filetype type;
};

/* A file that came in several (yEnc), and those of it that are known: by where
 * they begin in it. */
struct piece {
	struct piece *next;
	struct slice name;
	uint64_t from, whole_size;
	struct slice body;
};

struct unpacker {
	struct charsets *charsets;
	struct archives *archives;
	struct pdf_ciphers *ciphers;
	const struct sigdb *sigdb; /* NULL: none */
};

struct job {
	struct unpacker *unpacker;
	struct message *message;
	const struct limits *limits;
	struct arena *arena;
	struct budget *budget;
	struct tree tree;
	struct renderer renderer;
	uint64_t looked_at; /* bytes of bodies, with what they share */
	uint32_t members_left;
	uint32_t objects_left; /* of documents */
	uint32_t aes_tries_left;
	uint64_t key_work_left;
	struct slice *passwords; /* NULL: not looked for yet */
	size_t password_count;
	size_t texts_from;    /* the first part whose text was not searched */
	unsigned texts;       /* searched by now */
	struct piece *pieces; /* in the order of where they begin */
	unsigned piece_count;
	struct seen **seen; /* SEEN_BUCKETS; NULL: nothing was opened yet */
};

/* Bytes that LIMIT_DECODED_BYTES leaves; and so many of them are taken. */
uint64_t job_bytes_left(const struct job *job);
void job_take_bytes(struct job *job, uint64_t bytes);

/* The limit (LIMIT_COUNT: the time) kept something of part from being seen. */
void job_cut(struct job *job, struct part *part, enum limit limit);

/*
 * A child of part, whose bytes are body; NULL: LIMIT_PARTS or LIMIT_NESTING,
 * and part is cut.  Its type is looked at, its media type is unknown.
 */
struct part *job_add(struct job *job, struct part *part,
    enum part_origin origin, struct slice body);

/* The same, whose bytes are raw without its base64. */
struct part *job_add_base64(struct job *job, struct part *part,
    enum part_origin origin, struct slice raw);

/* Its one name, as source has it; charset may be empty. */
void job_name(struct job *job, struct part *part, struct slice raw,
    struct slice charset, const char *source);

/* The names of a member, of which each counts. */
void job_name_member(
    struct job *job, struct part *part, const struct member *member);

/*
 * False: part is not to be opened, for it stands too deep or has the bytes of
 * another part, and says so.  May be asked again about the same part.
 */
bool job_may_open(struct job *job, struct part *part) MUST_USE;

/* ---- unpack_names.c ---------------------------------------------------- */

/* Decode the names that the walk found, and judge what they claim. */
void unpack_names(struct job *job, struct part *part);

/* ---- unpack_text.c ----------------------------------------------------- */

/* Files in the middle of a text; those of several pieces when the last of them
 * has come, whichever texts they were in. */
void unpack_encoded(struct job *job, struct part *part);

/* Bytes that are no text, and sent as anything, but begin as yEnc. */
bool unpack_is_yenc(const struct part *part);

void unpack_tnef(struct job *job, struct part *part);

/* ---- unpack_vobject.c -------------------------------------------------- */

/* Files in a calendar or a contact; nothing happens where there is none. */
void unpack_vobject(struct job *job, struct part *part);

/* ---- unpack_page.c ----------------------------------------------------- */

/* What data_url_decode() takes from the arena at most. */
#define DATA_URL_ROOM(size) (2 * (size) + 256)

/* data: URLs, the pages in frames, what scripts undo. */
void unpack_page(struct job *job, struct part *part);

/* ---- unpack_script.c --------------------------------------------------- */

/* Files that the scripts of a page (UTF-8) have in their constants. */
void unpack_script(struct job *job, struct part *part, struct slice page);

/* ---- unpack_dropper.c ------------------------------------------------- */

/* The same of an attached script; nothing happens where there is none. */
void unpack_dropper(struct job *job, struct part *part);

/* The same of the scripts of a page (UTF-8), but for strings as they stand,
 * which are unpack_script()'s. */
void unpack_dropper_page(struct job *job, struct part *part, struct slice page);

/* ---- unpack_script_encoded.c ------------------------------------------- */

/* Scripts of Microsoft's Script Encoder; nothing happens where there is none.
 */
void unpack_script_encoded(struct job *job, struct part *part);

/* ---- unpack_wide.c ----------------------------------------------------- */

/* A message, a calendar or a contact in UTF-16; nothing happens where there is
 * none. */
void unpack_wide(struct job *job, struct part *part);

/* ---- unpack_openpgp.c ------------------------------------------------- */

/* Files in messages of OpenPGP that are not encrypted; nothing happens where
 * there is none. */
void unpack_openpgp(struct job *job, struct part *part);

/* ---- unpack_wrapped.c --------------------------------------------------- */

/* Messages and files in S/MIME, S/MIME in text, data forks of Mac files;
 * nothing happens where there is none. */
void unpack_cms(struct job *job, struct part *part);
void unpack_armour(struct job *job, struct part *part);
void unpack_macfile(struct job *job, struct part *part);

/* What was wrapped, and wants to be read as a MIME entity. */
bool unpack_is_entity(const struct part *part);

/* ---- unpack_document.c ------------------------------------------------- */

/* Streams and objects of a document; nothing happens where there is none. */
void unpack_document(struct job *job, struct part *part);

/* ---- unpack_compound.c ------------------------------------------------- */

/* The same of a compound file. */
void unpack_compound(struct job *job, struct part *part);

/* ---- unpack_archive.c -------------------------------------------------- */

void unpack_archive(struct job *job, struct part *part);

/* ---- unpack_pdf.c ------------------------------------------------------ */

/* By its bytes, its media type or its names; nothing happens otherwise. */
void unpack_pdf(struct job *job, struct part *part);

/* ---- unpack_executable.c ------------------------------------------------ */

/* Programs inside of a program, packed or not. */
void unpack_executable(struct job *job, struct part *part);

/* ---- unpack_inside.c --------------------------------------------------- */

/* What part is besides its own type: archives inside of a program, a picture
 * or what is not known; a zip, a tar or an image of a disk that begins as
 * something else; the archive that its name says it is. */
void unpack_inside(struct job *job, struct part *part);

/* ---- unpack_password.c ------------------------------------------------- */

/* Fill job->passwords; once, and from the texts that have come since. */
void unpack_find_passwords(struct job *job);

/* The same, and those that the database has for that type of archive behind
 * them.  They live until the message is done. */
void unpack_passwords_for(struct job *job, enum filetype type,
    const struct slice **passwords_r, size_t *count_r);

#endif
