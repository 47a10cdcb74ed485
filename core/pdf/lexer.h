/*
 * lexer - the tokens of a PDF (ISO 32000-2, 7.2 and 7.3)
 *
 * Never fails: what is no token is passed over, a string without an end goes to
 * the end of the bytes.  Tokens borrow the bytes.
 *
 * Objects may lie in each other and be looked at more than once, so whoever
 * reads pays for it: each token takes its length off *work, and when there is
 * not enough left the lexer is at its end.
 *
 * Threads: any.
 */
#ifndef CORE_PDF_LEXER_H
#define CORE_PDF_LEXER_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum pdf_kind {
	PDF_END, /* of the bytes, or of the work */
	PDF_NUMBER,
	PDF_NAME,   /* text: behind the slash, as written */
	PDF_STRING, /* text: between the outer brackets, as written */
	PDF_HEX,    /* the same of <...> */
	PDF_DICT,   /* text: from << to the end of the bytes */
	PDF_DICT_END,
	PDF_ARRAY, /* text: from [ to the end of the bytes */
	PDF_ARRAY_END,
	PDF_WORD,      /* obj, stream, true, null, ... */
	PDF_REFERENCE, /* 12 0 R; only of pdf_next_value() */
};

struct pdf_token {
	enum pdf_kind kind;
	struct slice text;
	int64_t number; /* without its fraction; of a reference: the object */
};

struct pdf_lexer {
	struct slice bytes;
	size_t at;
	uint64_t *work;
};

struct pdf_token pdf_next_token(struct pdf_lexer *lexer);

/* The same, with "12 0 R" as one token. */
struct pdf_token pdf_next_value(struct pdf_lexer *lexer);

/* White space and comments, from at on; returns what is behind them. */
size_t pdf_skip_blanks(struct slice bytes, size_t at);

/* NUL, tab, LF, FF, CR, blank. */
bool pdf_is_blank(uint8_t c);

/* Does name, as written, mean this?  "#4aS" is "JS" (7.3.5). */
bool pdf_name_is(struct slice name, struct slice meant);

/* ---- dictionaries ------------------------------------------------------ */

/* Keys that somebody here looks for. */
enum pdf_key {
	PDF_KEY_OTHER,
	PDF_KEY_TYPE,
	PDF_KEY_SUBTYPE,
	PDF_KEY_FILTER,
	PDF_KEY_PARMS, /* DecodeParms, DP */
	PDF_KEY_LENGTH,
	PDF_KEY_N,
	PDF_KEY_FIRST,
	PDF_KEY_JS,
	PDF_KEY_URI,
	PDF_KEY_EF,
	PDF_KEY_F,
	PDF_KEY_UF,
	PDF_KEY_DOS,
	PDF_KEY_MAC,
	PDF_KEY_UNIX,
	PDF_KEY_ENCRYPT,
	PDF_KEY_ID,
	PDF_KEY_V,
	PDF_KEY_R,
	PDF_KEY_O,
	PDF_KEY_U,
	PDF_KEY_OE,
	PDF_KEY_UE,
	PDF_KEY_P,
	PDF_KEY_CF,
	PDF_KEY_STMF,
	PDF_KEY_STRF,
	PDF_KEY_CFM,
	PDF_KEY_ENCRYPT_METADATA,
	PDF_KEY_NAME,
	PDF_KEY_PREDICTOR,
	PDF_KEY_COLORS,
	PDF_KEY_BITS,
	PDF_KEY_COLUMNS,
	PDF_KEY_EARLY_CHANGE,
	PDF_KEYS,
};

/* What stands deeper than this no program reads either (poppler: 500). */
#define PDF_DEPTH_MAX 512u

/* The pairs of a dictionary and of all that stand in it. */
struct pdf_pairs {
	struct pdf_lexer lexer;
	unsigned depth;
	unsigned beyond; /* levels over PDF_DEPTH_MAX */
	bool has_key;
	bool cut; /* it went beyond */
	struct slice key;
	bool is_dict[PDF_DEPTH_MAX];
	size_t begin[PDF_DEPTH_MAX];
};

struct pdf_pair {
	unsigned depth; /* 1: of the dictionary itself */
	enum pdf_key key;
	struct slice name; /* the key as written */
	struct pdf_token value;
	struct slice dict; /* in which it stands, from its << on */
};

/* The value that begins at bytes: a dictionary, or something with some in it.
 * work: see above. */
void pdf_pairs_begin(
    struct pdf_pairs *pairs, struct slice bytes, uint64_t *work);

/* False: the value has ended, or the object did in the middle of it; the lexer
 * is right behind it. */
bool pdf_pairs_next(struct pdf_pairs *pairs, struct pdf_pair *pair_r) MUST_USE;

/* The pairs of one dictionary, and none of those in it: the last of each key
 * counts.  What is not there has kind PDF_END. */
struct pdf_dict {
	struct pdf_token value[PDF_KEYS];
	size_t end; /* of the bytes that it took */
};

void pdf_dict_read(struct slice bytes, uint64_t *work, struct pdf_dict *dict_r);

#endif
