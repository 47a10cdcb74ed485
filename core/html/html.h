/*
 * html - what a browser or mail client shows of an HTML text
 *
 * One pass of a tokenizer that follows the HTML standard's (section 13.2.5) on
 * broken input too, and a small tree of what is open for what hides text.  No
 * DOM, no layout: the text in the order of the source, blanks collapsed, blocks
 * on lines of their own, alt texts in brackets.
 *
 * Text that a reader does not see (display:none, visibility, opacity, a font
 * or box of no size, the colour of its background, off the page, behind
 * "hidden" or aria tricks, in comments that only some programs read) goes to
 * hidden, not to visible: filters were fooled with it for twenty years.
 *
 * It does not fetch, run or lay out anything, and does not resolve URLs: <base
 * href> is a link of its own, which the others are not applied to.
 *
 * Threads: any.
 * Memory: all in the arena, of which at most about six times the input, a
 * frame of about 300 bytes for each level of depth_max and some KB are taken;
 * slices may borrow the input.
 */
#ifndef CORE_HTML_HTML_H
#define CORE_HTML_HTML_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

enum html_link_kind {
	HTML_ANCHOR,     /* <a href>, <area href> */
	HTML_IMAGE,      /* <img src>, srcset, background=, CSS url() */
	HTML_FORM,       /* <form action>, formaction= */
	HTML_FRAME,      /* <iframe>, <frame>, <embed>, <object data> */
	HTML_SCRIPT,     /* <script src> */
	HTML_STYLESHEET, /* <link rel=stylesheet>, @import */
	HTML_BASE,       /* <base href> */
	HTML_REFRESH,    /* <meta http-equiv=refresh> */
	HTML_OTHER_LINK,
	HTML_LINK_KINDS,
};

struct html_link {
	enum html_link_kind kind;
	struct slice url;   /* entities decoded, blanks at its ends and line
			       ends inside taken out as browsers do; data:
			       URLs whole; never empty */
	struct slice shown; /* what the reader sees of an anchor; alt text */
	struct slice title; /* of an anchor: what the mouse shows on it */
	bool hidden;        /* stands in text that is not seen; an anchor: none
			       of its text is, and shown is what is hidden */
	size_t offset;      /* of its tag in the input */
};

/*
 * Runs of text in the order of the source, for who must tell them apart; hidden
 * and visible ones take turns.  At most one for 16 bytes of source is kept (and
 * of links): then HTML_CUT is set, while visible and hidden stay whole.
 */
struct html_run {
	struct slice text;
	bool hidden;
};

enum html_flag {
	HTML_CUT = 1 << 0,          /* a limit, the arena or the time */
	HTML_HAS_FORM = 1 << 1,     /* ... with something to type into */
	HTML_HAS_PASSWORD = 1 << 2, /* ... an input of type password */
	HTML_HAS_SCRIPT = 1 << 3,
	HTML_HAS_REFRESH = 1 << 4,
	HTML_CONDITIONAL = 1 << 5, /* comments that only some programs read */
	HTML_UNCLOSED = 1 << 6,    /* ended inside a tag or comment */
	HTML_LINKS_CUT = 1 << 7,   /* ... and links are missing for it */
};

/* Pages in frames that are kept; further ones are cut. */
#define HTML_DOCUMENTS_MAX 16u

struct html {
	struct slice visible; /* UTF-8; lines end with LF */
	struct slice hidden;
	struct slice title;
	struct slice script;  /* all of them, LF between */
	struct slice comment; /* the same of comments */
	struct html_link *links;
	size_t link_count;
	/* What <iframe srcdoc> says: the source of a page, not read. */
	struct slice documents[HTML_DOCUMENTS_MAX];
	size_t document_count;
	struct html_run *runs;
	size_t run_count;
	size_t images; /* <img>; how much of a mail is pictures */
	size_t tags;
	uint64_t skeleton; /* a hash of their names in their order */
	size_t depth;      /* deepest nesting seen */
	unsigned flags;
};

struct html_limits {
	size_t depth_max; /* open elements that are kept */
	size_t links_max;
};

/*
 * source is UTF-8 (charset_decode()).  Never fails: what a limit cuts is
 * flagged.  budget NULL: no end to the time.
 */
void html_read(struct slice source, const struct html_limits *limits,
    struct arena *arena, struct budget *budget, struct html *html_r);

/*
 * The charset that a document in unknown bytes claims for itself: <meta
 * charset>, <meta http-equiv=content-type>, <?xml encoding?>, looked for in its
 * first 1,024 bytes as browsers do.  Empty: none.
 */
struct slice html_charset(struct slice bytes);

/*
 * A data: URL (RFC 2397) taken apart: media type and decoded bytes, in the
 * arena.  False: none, or no memory.
 */
struct data_url {
	struct slice media_type; /* "text/plain" where none is given */
	struct slice body;
};
bool data_url_decode(
    struct slice url, struct arena *arena, struct data_url *data_r) MUST_USE;

#endif
