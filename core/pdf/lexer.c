/*
 * lexer - the tokens of a PDF (ISO 32000-2, 7.2 and 7.3)
 */
#include "core/pdf/lexer.h"

#include <string.h>

#include "core/base/ascii.h"

enum { REGULAR = 0, BLANK = 1, DELIMITER = 2 };

static const uint8_t class_of[256] = {
    [0] = BLANK,
    ['\t'] = BLANK,
    ['\n'] = BLANK,
    ['\f'] = BLANK,
    ['\r'] = BLANK,
    [' '] = BLANK,
    ['('] = DELIMITER,
    [')'] = DELIMITER,
    ['<'] = DELIMITER,
    ['>'] = DELIMITER,
    ['['] = DELIMITER,
    [']'] = DELIMITER,
    ['{'] = DELIMITER,
    ['}'] = DELIMITER,
    ['/'] = DELIMITER,
    ['%'] = DELIMITER,
};

bool
pdf_is_blank(uint8_t c)
{
	return class_of[c] == BLANK;
}

static size_t
skip_comment(struct slice bytes, size_t at)
{
	while (
	    at < bytes.size && bytes.data[at] != '\n' && bytes.data[at] != '\r')
		at++;
	return at;
}

size_t
pdf_skip_blanks(struct slice bytes, size_t at)
{
	while (at < bytes.size) {
		if (bytes.data[at] == '%')
			at = skip_comment(bytes, at);
		else if (class_of[bytes.data[at]] == BLANK)
			at++;
		else
			break;
	}
	return at;
}

static size_t
skip_regular(struct slice bytes, size_t at)
{
	while (at < bytes.size && class_of[bytes.data[at]] == REGULAR)
		at++;
	return at;
}

/* ---- one token --------------------------------------------------------- */

/* Behind the bracket that closes the one ahead of at. */
static size_t
string_end(struct slice bytes, size_t at)
{
	size_t depth = 1;

	for (; at < bytes.size; at++) {
		uint8_t c = bytes.data[at];

		if (c == '\\')
			at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return at + 1;
	}
	return bytes.size;
}

static struct slice
between(struct slice bytes, size_t from, size_t end, uint8_t closing)
{
	if (end > from && bytes.data[end - 1] == closing)
		end--;
	return slice_sub(bytes, from, end - from);
}

/* Digits with a sign and a fraction, which is dropped.  False: none. */
static bool
read_number(struct slice text, int64_t *number_r)
{
	size_t at = 0;
	int64_t number = 0;
	bool minus = false, any = false;

	for (; at < text.size && strchr("+-", text.data[at]) != NULL &&
	       text.data[at] != 0;
	     at++)
		minus |= text.data[at] == '-';
	for (; at < text.size && ascii_is_digit(text.data[at]); at++) {
		any = true;
		if (number <= INT64_MAX / 10 - 1)
			number = number * 10 + (text.data[at] - '0');
	}
	if (at < text.size && text.data[at] == '.')
		any = true;
	else if (at < text.size)
		return false;
	*number_r = minus ? -number : number;
	return any;
}

static struct pdf_token
word_token(struct slice bytes, size_t at, size_t *end_r)
{
	struct pdf_token token = {.kind = PDF_WORD};

	*end_r = skip_regular(bytes, at);
	/* A bracket that closes nothing, or one of another language. */
	if (*end_r == at)
		*end_r = at + 1;
	token.text = slice_sub(bytes, at, *end_r - at);
	if (read_number(token.text, &token.number))
		token.kind = PDF_NUMBER;
	return token;
}

static bool
has_twice(struct slice bytes, size_t at)
{
	return at + 1 < bytes.size && bytes.data[at + 1] == bytes.data[at];
}

static struct pdf_token
hex_token(struct slice bytes, size_t at, size_t *end_r)
{
	size_t close = slice_find_byte(slice_skip(bytes, at), '>');

	*end_r = close == bytes.size - at ? bytes.size : at + close + 1;
	return (struct pdf_token){
	    PDF_HEX, between(bytes, at + 1, *end_r, '>'), 0};
}

/* The token at at, which is no blank. */
static struct pdf_token
token_at(struct slice bytes, size_t at, size_t *end_r)
{
	struct slice rest = slice_skip(bytes, at);

	*end_r = at + 1;
	switch (bytes.data[at]) {
	case '/':
		*end_r = skip_regular(bytes, at + 1);
		return (struct pdf_token){
		    PDF_NAME, slice_sub(bytes, at + 1, *end_r - at - 1), 0};
	case '(':
		*end_r = string_end(bytes, at + 1);
		return (struct pdf_token){
		    PDF_STRING, between(bytes, at + 1, *end_r, ')'), 0};
	case '[':
		return (struct pdf_token){PDF_ARRAY, rest, 0};
	case ']':
		return (struct pdf_token){PDF_ARRAY_END, rest, 0};
	case '<':
		if (!has_twice(bytes, at))
			return hex_token(bytes, at, end_r);
		*end_r = at + 2;
		return (struct pdf_token){PDF_DICT, rest, 0};
	case '>':
		if (!has_twice(bytes, at))
			return word_token(bytes, at, end_r);
		*end_r = at + 2;
		return (struct pdf_token){PDF_DICT_END, rest, 0};
	default:
		return word_token(bytes, at, end_r);
	}
}

struct pdf_token
pdf_next_token(struct pdf_lexer *lexer)
{
	size_t from = lexer->at, at = pdf_skip_blanks(lexer->bytes, from), end;
	struct pdf_token token = {.kind = PDF_END};

	if (*lexer->work == 0)
		return token;
	end = at;
	if (at < lexer->bytes.size)
		token = token_at(lexer->bytes, at, &end);
	lexer->at = end;
	*lexer->work -= end - from < *lexer->work ? end - from : *lexer->work;
	return token;
}

/* "0 R" behind the number of an object. */
static bool
ends_reference(struct slice bytes, size_t at, size_t *end_r)
{
	size_t digits = at = pdf_skip_blanks(bytes, at);

	while (at < bytes.size && ascii_is_digit(bytes.data[at]))
		at++;
	if (at == digits)
		return false;
	at = pdf_skip_blanks(bytes, at);
	if (at >= bytes.size || bytes.data[at] != 'R')
		return false;
	*end_r = at + 1;
	return skip_regular(bytes, at) == at + 1;
}

struct pdf_token
pdf_next_value(struct pdf_lexer *lexer)
{
	struct pdf_token token = pdf_next_token(lexer);
	size_t end;

	if (token.kind == PDF_NUMBER && lexer->at < lexer->bytes.size &&
	    class_of[lexer->bytes.data[lexer->at]] != REGULAR &&
	    ends_reference(lexer->bytes, lexer->at, &end)) {
		token.kind = PDF_REFERENCE;
		lexer->at = end;
	}
	return token;
}

/* ---- names ------------------------------------------------------------- */

/* The character at *at, which moves behind it. */
static uint8_t
name_byte(struct slice name, size_t *at)
{
	uint8_t c = name.data[(*at)++];
	int high, low;

	if (c != '#' || name.size - *at < 2)
		return c;
	high = ascii_hex_value(name.data[*at]);
	low = ascii_hex_value(name.data[*at + 1]);
	if (high < 0 || low < 0)
		return c;
	*at += 2;
	return (uint8_t)(high << 4 | low);
}

bool
pdf_name_is(struct slice name, struct slice meant)
{
	size_t at = 0;

	if (name.size < meant.size || name.size > 3 * meant.size)
		return false;
	for (size_t i = 0; i < meant.size; i++)
		if (at == name.size || name_byte(name, &at) != meant.data[i])
			return false;
	return at == name.size;
}

static const struct {
	struct slice name;
	enum pdf_key key;
} keys[] = {
    {SLICE("Type"), PDF_KEY_TYPE},
    {SLICE("Subtype"), PDF_KEY_SUBTYPE},
    {SLICE("Filter"), PDF_KEY_FILTER},
    {SLICE("DecodeParms"), PDF_KEY_PARMS},
    {SLICE("DP"), PDF_KEY_PARMS},
    {SLICE("Length"), PDF_KEY_LENGTH},
    {SLICE("N"), PDF_KEY_N},
    {SLICE("First"), PDF_KEY_FIRST},
    {SLICE("JS"), PDF_KEY_JS},
    {SLICE("URI"), PDF_KEY_URI},
    {SLICE("EF"), PDF_KEY_EF},
    {SLICE("F"), PDF_KEY_F},
    {SLICE("UF"), PDF_KEY_UF},
    {SLICE("DOS"), PDF_KEY_DOS},
    {SLICE("Mac"), PDF_KEY_MAC},
    {SLICE("Unix"), PDF_KEY_UNIX},
    {SLICE("Encrypt"), PDF_KEY_ENCRYPT},
    {SLICE("ID"), PDF_KEY_ID},
    {SLICE("V"), PDF_KEY_V},
    {SLICE("R"), PDF_KEY_R},
    {SLICE("O"), PDF_KEY_O},
    {SLICE("U"), PDF_KEY_U},
    {SLICE("OE"), PDF_KEY_OE},
    {SLICE("UE"), PDF_KEY_UE},
    {SLICE("P"), PDF_KEY_P},
    {SLICE("CF"), PDF_KEY_CF},
    {SLICE("StmF"), PDF_KEY_STMF},
    {SLICE("StrF"), PDF_KEY_STRF},
    {SLICE("CFM"), PDF_KEY_CFM},
    {SLICE("EncryptMetadata"), PDF_KEY_ENCRYPT_METADATA},
    {SLICE("Name"), PDF_KEY_NAME},
    {SLICE("Predictor"), PDF_KEY_PREDICTOR},
    {SLICE("Colors"), PDF_KEY_COLORS},
    {SLICE("BitsPerComponent"), PDF_KEY_BITS},
    {SLICE("Columns"), PDF_KEY_COLUMNS},
    {SLICE("EarlyChange"), PDF_KEY_EARLY_CHANGE},
};

static enum pdf_key
key_of(struct slice name)
{
	size_t at = 0;
	uint8_t first;

	if (name.size == 0)
		return PDF_KEY_OTHER;
	first = name_byte(name, &at);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].name.data[0] == first &&
		    pdf_name_is(name, keys[i].name))
			return keys[i].key;
	return PDF_KEY_OTHER;
}

/* ---- pairs ------------------------------------------------------------- */

void
pdf_pairs_begin(struct pdf_pairs *pairs, struct slice bytes, uint64_t *work)
{
	pairs->lexer = (struct pdf_lexer){.bytes = bytes, .work = work};
	pairs->depth = pairs->beyond = 0;
	pairs->has_key = pairs->cut = false;
}

static void
enter(struct pdf_pairs *pairs, const struct pdf_token *token)
{
	pairs->has_key = false;
	if (pairs->depth == PDF_DEPTH_MAX) {
		pairs->cut = true;
		pairs->beyond++;
		return;
	}
	pairs->is_dict[pairs->depth] = token->kind == PDF_DICT;
	pairs->begin[pairs->depth] =
	    (size_t)(token->text.data - pairs->lexer.bytes.data);
	pairs->depth++;
}

/* A dictionary's end is that of arrays in it, too, that have none. */
static void
leave(struct pdf_pairs *pairs, bool dict)
{
	pairs->has_key = false;
	if (pairs->beyond > 0) {
		pairs->beyond--;
		return;
	}
	if (!dict) {
		if (pairs->depth > 0 && !pairs->is_dict[pairs->depth - 1])
			pairs->depth--;
		return;
	}
	while (pairs->depth > 0)
		if (pairs->is_dict[--pairs->depth])
			return;
}

/* The token is the value that a key waits for, or the key itself. */
static bool
take_pair(struct pdf_pairs *pairs, const struct pdf_token *token,
    struct pdf_pair *pair_r)
{
	unsigned depth = pairs->depth;

	if (depth == 0 || pairs->beyond > 0 || !pairs->is_dict[depth - 1])
		return false;
	if (!pairs->has_key) {
		pairs->has_key = token->kind == PDF_NAME;
		pairs->key = token->text;
		return false;
	}
	pairs->has_key = false;
	*pair_r = (struct pdf_pair){
	    .depth = depth,
	    .key = key_of(pairs->key),
	    .name = pairs->key,
	    .value = *token,
	    .dict = slice_skip(pairs->lexer.bytes, pairs->begin[depth - 1]),
	};
	return true;
}

/* Words at which an object has ended, whatever is still open. */
static bool
ends_object(const struct pdf_token *token)
{
	return token->kind == PDF_WORD &&
	       (slice_starts_with(token->text, SLICE("stream")) ||
		   slice_starts_with(token->text, SLICE("endobj")) ||
		   slice_starts_with(token->text, SLICE("endstream")));
}

bool
pdf_pairs_next(struct pdf_pairs *pairs, struct pdf_pair *pair_r)
{
	do {
		struct pdf_token token = pdf_next_value(&pairs->lexer);
		bool found = false;

		if (token.kind == PDF_END)
			return false;
		if (ends_object(&token)) {
			pairs->lexer.at -= token.text.size;
			return false;
		}
		if (token.kind == PDF_DICT_END || token.kind == PDF_ARRAY_END) {
			leave(pairs, token.kind == PDF_DICT_END);
			continue;
		}
		found = take_pair(pairs, &token, pair_r);
		if (token.kind == PDF_DICT || token.kind == PDF_ARRAY)
			enter(pairs, &token);
		if (found)
			return true;
	} while (pairs->depth > 0);
	return false;
}

void
pdf_dict_read(struct slice bytes, uint64_t *work, struct pdf_dict *dict_r)
{
	struct pdf_pairs pairs;
	struct pdf_pair pair;

	for (unsigned i = 0; i < PDF_KEYS; i++)
		dict_r->value[i] = (struct pdf_token){.kind = PDF_END};
	pdf_pairs_begin(&pairs, bytes, work);
	while (pdf_pairs_next(&pairs, &pair))
		if (pair.depth == 1)
			dict_r->value[pair.key] = pair.value;
	dict_r->end = pairs.lexer.at;
}
