/*
 * terms - what the tree's numbers are called
 *
 * PART_TOP is left out: the part without a parent is the top.
 */
#include "core/show/terms.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct term terms_part[] = {
    {PART_READING, "reading", "further reading", true},
    {PART_NO_END, "no-end", "its end never comes", false},
    {PART_CUT, "cut", "cut by a limit", true},
    {PART_BAD_ENCODING, "bad-encoding", "broken encoding", false},
    {PART_AFTER_END, "after-end", "behind the end of its container", true},
    {PART_ENCRYPTED, "encrypted", "encrypted", true},
    {PART_DAMAGED, "damaged", "damaged", true},
    {PART_MISMATCH, "mismatch", "name, type and bytes disagree", true},
    {PART_REPEATED, "repeated", "the bytes of another part: not opened", false},
    {PART_PASSWORD, "password", "a password from the message opened it", false},
    {PART_PIECE, "piece", "a piece: the rest is in other messages", true},
    {0, NULL, NULL, false},
};

const struct term terms_doubt[] = {
    {DOUBT_TYPES, "types", "several Content-Type fields", true},
    {DOUBT_BOUNDARIES, "boundaries", "several boundary parameters", true},
    {DOUBT_BOUNDARY_TEXT, "boundary-text",
	"where a boundary begins and ends is not clear", true},
    {DOUBT_BOUNDARY_LINE, "boundary-line",
	"lines that only begin with a boundary", true},
    {DOUBT_EQUAL, "equal-boundaries",
	"an inner and an outer boundary are the same", true},
    {DOUBT_ENCODINGS, "encodings",
	"several, or an odd Content-Transfer-Encoding", true},
    {DOUBT_FIELD_NAMES, "field-names",
	"Content fields with blanks or folds in odd places", true},
    {DOUBT_HEADER_END, "header-end", "where a header ends is not clear", true},
    {DOUBT_LINE_ENDS, "line-ends", "line ends of CR alone", true},
    {0, NULL, NULL, false},
};

const struct term terms_member[] = {
    {MEMBER_CUT, "cut", "unpacked in part", true},
    {MEMBER_DAMAGED, "damaged", "broken data or a wrong sum", true},
    {MEMBER_ENCRYPTED, "encrypted", "encrypted", true},
    {MEMBER_PASSWORD, "password-found", "a password fitted", true},
    {MEMBER_UNSUPPORTED, "unsupported", "packed by an unknown method", true},
    {MEMBER_OVERLAP, "overlap", "shares its bytes with another member", true},
    {MEMBER_UNLISTED, "unlisted", "not in the archive's directory", true},
    {MEMBER_ABSOLUTE, "outside", "its name leaves the directory", true},
    {MEMBER_LINK, "link", "a link", false},
    {0, NULL, NULL, false},
};

const struct term terms_html[] = {
    {HTML_CUT, "cut", "HTML read in part", true},
    {HTML_HAS_FORM, "form", "a form", true},
    {HTML_HAS_PASSWORD, "password-field", "asks for a password", true},
    {HTML_HAS_SCRIPT, "script", "a script", true},
    {HTML_HAS_REFRESH, "refresh", "goes elsewhere by itself", true},
    {HTML_CONDITIONAL, "conditional", "comments that some programs read",
	false},
    {HTML_UNCLOSED, "unclosed", "ends inside of a tag", false},
    {0, NULL, NULL, false},
};

const char *
term_kind(enum part_kind kind)
{
	static const char *const words[] = {
	    [PART_LEAF] = "leaf",
	    [PART_MULTIPART] = "multipart",
	    [PART_MESSAGE] = "message",
	    [PART_ARCHIVE] = "archive",
	};

	CHECK(kind < COUNT(words));
	return words[kind];
}

const char *
term_origin(enum part_origin origin)
{
	static const char *const words[] = {
	    [PART_FROM_MIME] = "mime",
	    [PART_FROM_ENCODED] = "encoded",
	    [PART_FROM_TNEF] = "tnef",
	    [PART_FROM_ARCHIVE] = "archive",
	    [PART_FROM_INSIDE] = "inside",
	    [PART_FROM_DATA_URL] = "data-url",
	    [PART_FROM_CONTENT] = "content",
	    [PART_FROM_SIGNED] = "signed",
	    [PART_FROM_MACFILE] = "macfile",
	    [PART_FROM_DOCUMENT] = "document",
	    [PART_FROM_PACKED] = "packed",
	    [PART_FROM_SRCDOC] = "srcdoc",
	    [PART_FROM_SCRIPT] = "script",
	    [PART_FROM_OPENPGP] = "openpgp",
	};

	CHECK(origin < COUNT(words));
	return words[origin];
}

const char *
term_origin_sentence(enum part_origin origin)
{
	static const char *const sentences[] = {
	    [PART_FROM_MIME] = NULL,
	    [PART_FROM_ENCODED] = "encoded in the text",
	    [PART_FROM_TNEF] = "from TNEF",
	    [PART_FROM_ARCHIVE] = "archive member",
	    [PART_FROM_INSIDE] = "found inside",
	    [PART_FROM_DATA_URL] = "data: URL",
	    [PART_FROM_CONTENT] = "a message by its bytes",
	    [PART_FROM_SIGNED] = "in S/MIME",
	    [PART_FROM_MACFILE] = "data fork",
	    [PART_FROM_DOCUMENT] = "in a document",
	    [PART_FROM_PACKED] = "unpacked program",
	    [PART_FROM_SRCDOC] = "page in a frame",
	    [PART_FROM_SCRIPT] = "in a script",
	    [PART_FROM_OPENPGP] = "in OpenPGP",
	};

	CHECK(origin < COUNT(sentences));
	return sentences[origin];
}

const char *
term_encoding(enum part_encoding encoding)
{
	static const char *const words[] = {
	    [ENCODING_IDENTITY] = "identity",
	    [ENCODING_BASE64] = "base64",
	    [ENCODING_QP] = "quoted-printable",
	    [ENCODING_UNKNOWN] = "unknown",
	};

	CHECK(encoding < COUNT(words));
	return words[encoding];
}

const char *
term_auth(enum auth_verdict verdict)
{
	static const char *const words[] = {
	    [AUTH_NONE] = "none",
	    [AUTH_PASS] = "pass",
	    [AUTH_FAIL] = "fail",
	    [AUTH_SOFTFAIL] = "softfail",
	    [AUTH_NEUTRAL] = "neutral",
	    [AUTH_POLICY] = "policy",
	    [AUTH_TEMPERROR] = "temperror",
	    [AUTH_PERMERROR] = "permerror",
	    [AUTH_OTHER] = "other",
	};

	CHECK(verdict < COUNT(words));
	return words[verdict];
}

const char *
term_link(enum html_link_kind kind)
{
	static const char *const words[] = {
	    [HTML_ANCHOR] = "anchor",
	    [HTML_IMAGE] = "image",
	    [HTML_FORM] = "form",
	    [HTML_FRAME] = "frame",
	    [HTML_SCRIPT] = "script",
	    [HTML_STYLESHEET] = "stylesheet",
	    [HTML_BASE] = "base",
	    [HTML_REFRESH] = "refresh",
	    [HTML_OTHER_LINK] = "other",
	};

	CHECK(kind < COUNT(words));
	return words[kind];
}
