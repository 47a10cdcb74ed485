/*
 * unpack_password - what in a message's text may be the password of its archive
 *
 * "The password is 4711": who sends malware in an encrypted archive has to tell
 * the reader how to open it, and so tells us.  Words behind a word for
 * "password" come first, nearest first; then words that stand in quotes or bold
 * alone on a line; then what is used again and again.
 */
#include <string.h>

#include "core/header/words.h"
#include "core/unpack/job.h"

#define WORD_MAX 64u
#define WORDS_BEHIND 6u /* a keyword */
/* Text of one part that is looked at; and of all names together. */
#define LOOK_MAX ((size_t)256 << 10)
#define NAME_LOOK_MAX 512u

static const struct slice keywords[] = {
    SLICE("password"),
    SLICE("passwort"),
    SLICE("passwd"),
    SLICE("passcode"),
    SLICE("passphrase"),
    SLICE("kennwort"),
    SLICE("pwd"),
    SLICE("pass"),
    SLICE("pin"),
    SLICE("contrase\xC3\xB1"
	  "a"),
    SLICE("contrasena"),
    SLICE("clave"),
    SLICE("mot de passe"),
    SLICE("senha"),
    SLICE("parola"),
    SLICE("has\xC5\x82"
	  "o"),
    SLICE("haslo"),
    SLICE("heslo"),
    SLICE("jelsz\xC3\xB3"),
    SLICE("wachtwoord"),
    SLICE("l\xC3\xB6senord"),
    SLICE("salasana"),
    SLICE("\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"), /* parol' */
    SLICE("\xD0\x9F\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"),
    SLICE("\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89"),
    SLICE("\xC5\x9E"
	  "ifre"), /* Turkish, in either case */
    SLICE("\xC5\x9F"
	  "ifre"),
    SLICE("sifre"),
    SLICE("adgangskode"),
    SLICE("passord"),
    SLICE("lozinka"),
    SLICE("geslo"),
    SLICE("parool"),
    SLICE("parole"),
    SLICE("kata sandi"),
    SLICE("m\xE1\xBA\xADt kh\xE1\xBA\xA9u"),           /* Vietnamese */
    SLICE("\xCE\xBA\xCF\x89\xCE\xB4\xCE\xB9\xCE\xBA"), /* kodik-, Greek */
    SLICE("\xCE\x9A\xCF\x89\xCE\xB4\xCE\xB9\xCE\xBA"),
    SLICE("\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
	  "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB1\xD9\x88\xD8\xB1"), /* Arabic */
    SLICE("\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
	  "\xD8\xA7\xD9\x84\xD8\xB3\xD8\xB1"),
    SLICE("\xD7\xA1\xD7\x99\xD7\xA1\xD7\x9E"), /* sism-, Hebrew */
    SLICE("\xE0\xB8\xA3\xE0\xB8\xAB\xE0\xB8\xB1\xE0\xB8\xAA"
	  "\xE0\xB8\x9C\xE0\xB9\x88\xE0\xB8\xB2\xE0\xB8\x99"), /* Thai */
    SLICE("\xE6\x9A\x97\xE8\xA8\xBC\xE7\x95\xAA\xE5\x8F\xB7"), /* ansho */
    SLICE("\xE5\x8F\xA3\xE4\xBB\xA4"),                         /* kouling */
    SLICE("\xE5\xAF\x86\xE7\xA0\x81"),                         /* mima */
    SLICE("\xE5\xAF\x86\xE7\xA2\xBC"),
    SLICE("\xE5\xAF\x86\xE5\x8F\xB7"),
    SLICE("\xEB\xB9\x84\xEB\xB0\x80\xEB\xB2\x88\xED\x98\xB8"),
    SLICE("\xEC\x95\x94\xED\x98\xB8"),
};

static const struct slice customary[] = {
    SLICE("infected"),
    SLICE("virus"),
    SLICE("malware"),
    SLICE("password"),
    SLICE("123"),
    SLICE("1234"),
    SLICE("12345"),
    SLICE("123456"),
};

static void
add(struct job *job, struct slice word)
{
	if (word.size == 0 || word.size > WORD_MAX ||
	    job->password_count == PASSWORDS_MAX)
		return;
	for (size_t i = 0; i < job->password_count; i++)
		if (slice_equal(job->passwords[i], word))
			return;
	job->passwords[job->password_count++] = word;
}

static bool
is_blank(uint8_t c)
{
	return c <= ' ' || c == 0x7F;
}

/* Marks that stand around a password and are not of it, mostly. */
static bool
is_mark(uint8_t c)
{
	return strchr("\"'`()[]{}<>,;:.!?*=", c) != NULL && c != 0;
}

/* The blank-separated word at *at, which moves behind it; empty at the end. */
static struct slice
next_word(struct slice text, size_t *at)
{
	size_t start;

	while (*at < text.size && is_blank(text.data[*at]))
		(*at)++;
	start = *at;
	while (*at < text.size && !is_blank(text.data[*at]) &&
	       *at - start <= 4 * WORD_MAX)
		(*at)++;
	return slice_sub(text, start, *at - start);
}

static struct slice
strip_marks(struct slice word)
{
	while (word.size > 0 && is_mark(word.data[0]))
		word = slice_skip(word, 1);
	while (word.size > 0 && is_mark(word.data[word.size - 1]))
		word.size--;
	return word;
}

/* What stands ahead of the first bracket or quote in word. */
static struct slice
until_mark(struct slice word)
{
	for (size_t i = 0; i < word.size; i++)
		if (strchr("()[]{}<>\"'`", word.data[i]) != NULL)
			return slice_sub(word, 0, i);
	return word;
}

/*
 * The first run of ASCII in a word that has other characters, too: Chinese and
 * Japanese put marks of their own around a password, and no blanks.
 */
static struct slice
ascii_run(struct slice word)
{
	size_t from = 0, to;

	while (from < word.size &&
	       (word.data[from] >= 0x80 || is_mark(word.data[from])))
		from++;
	for (to = from; to < word.size && word.data[to] < 0x80; to++)
		;
	return strip_marks(slice_sub(word, from, to - from));
}

static bool
has_wide(struct slice word)
{
	for (size_t i = 0; i < word.size; i++)
		if (word.data[i] >= 0x80)
			return true;
	return false;
}

/* "is", "for", "the": between the keyword and the password. */
static bool
is_filler(struct slice word)
{
	static const struct slice fillers[] = {
	    SLICE("is"),
	    SLICE("the"),
	    SLICE("for"),
	    SLICE("to"),
	    SLICE("of"),
	    SLICE("archive"),
	    SLICE("file"),
	    SLICE("zip"),
	    SLICE("open"),
	    SLICE("ist"),
	    SLICE("lautet"),
	    SLICE("es"),
	    SLICE("est"),
	    SLICE("attachment"),
	    SLICE("document"),
	    SLICE("this"),
	};

	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++)
		if (slice_equal_nocase(word, fillers[i]))
			return true;
	return false;
}

static void
add_behind(struct job *job, struct slice text, size_t at)
{
	/* "Password:abc": what is left of the keyword's own word. */
	for (unsigned i = 0; i < WORDS_BEHIND; i++) {
		struct slice word = next_word(text, &at);
		struct slice bare = strip_marks(word);

		if (word.size == 0 || word.size > 4 * WORD_MAX)
			return;
		if (bare.size == 0 || is_filler(bare))
			continue;
		/* "apple55).zip" */
		add(job, until_mark(bare));
		/* "archive:4711" */
		add(job, slice_skip(bare, slice_find_byte(bare, ':') + 1));
		add(job, bare);
		if (has_wide(bare))
			add(job, ascii_run(bare));
		if (word.size != bare.size)
			add(job, word);
	}
}

/* Bit c & 63 of word c >> 6: a keyword begins with c, in either case. */
struct firsts {
	uint64_t bits[4];
};

static struct firsts
first_bytes(void)
{
	struct firsts firsts = {{0}};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		uint8_t c = keywords[i].data[0];

		firsts.bits[c >> 6] |= UINT64_C(1) << (c & 63);
		if (c < 0x80)
			firsts.bits[c >> 6] |= UINT64_C(1) << (c & 63 & ~0x20);
	}
	return firsts;
}

/* The keyword at the start of s, or empty. */
static struct slice
keyword_at(struct slice s)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (slice_starts_with_nocase(s, keywords[i]))
			return keywords[i];
	return SLICE("");
}

static bool
begins_word(struct slice text, size_t at)
{
	uint8_t before;

	if (at == 0)
		return true;
	before = text.data[at - 1];
	/* Scripts without blanks between words have none to ask for. */
	return before >= 0x80 || text.data[at] >= 0x80 ||
	       !((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
}

static void
search_keywords(struct job *job, struct slice text)
{
	struct firsts firsts = first_bytes();

	for (size_t at = 0;
	     at < text.size && job->password_count < PASSWORDS_MAX / 2; at++) {
		uint8_t c = text.data[at];
		struct slice keyword;

		if ((firsts.bits[c >> 6] >> (c & 63) & 1) == 0)
			continue;
		/* "Archivpasswort" has it inside, "spin" does not. */
		keyword = keyword_at(slice_sub(text, at, WORD_MAX));
		if (keyword.size == 0 ||
		    (keyword.size <= 4 && !begins_word(text, at)))
			continue;
		add_behind(job, text, at + keyword.size);
		at += keyword.size - 1;
	}
}

/* A line that is one word of letters and digits: often the password itself. */
static void
search_lone_words(struct job *job, struct slice text)
{
	while (text.size > 0 && job->password_count < PASSWORDS_MAX * 3 / 4) {
		size_t end = slice_find_byte(text, '\n');
		struct slice line = slice_trim(slice_sub(text, 0, end));
		size_t at = 0;

		if (line.size >= 3 && line.size <= WORD_MAX / 2 &&
		    next_word(line, &at).size == line.size)
			add(job, line);
		text = slice_skip(text, end + 1);
	}
}

/* 'Use "opensesame" to open it': one word in quotes. */
static void
search_quoted(struct job *job, struct slice text)
{
	for (size_t at = 0; job->password_count < PASSWORDS_MAX * 5 / 8; at++) {
		struct slice word;
		size_t size;

		at += slice_find_byte(slice_skip(text, at), '"');
		if (at >= text.size)
			return;
		word = slice_sub(text, at + 1, WORD_MAX + 1);
		size = slice_find_byte(word, '"');
		word = slice_sub(word, 0, size);
		if (size <= WORD_MAX && size >= 3 &&
		    slice_find_byte(word, ' ') == size &&
		    slice_find_byte(word, '\n') == size)
			add(job, word);
	}
}

static void
search_text(struct job *job, struct slice text)
{
	text = slice_sub(text, 0, LOOK_MAX);
	search_keywords(job, text);
	search_quoted(job, text);
	search_lone_words(job, text);
}

/* The subject tells it too. */
static void
search_subject(struct job *job)
{
	const struct header_field *field =
	    header_find(&job->message->top->header, SLICE("subject"), 0);

	if (field != NULL)
		search_keywords(
		    job, words_decode(slice_sub(field->value, 0, LOOK_MAX),
			     SLICE(""), job->unpacker->charsets, job->arena)
			     .text);
}

/* "papers (password apple55).zip" */
static void
search_names(struct job *job)
{
	const struct message *message = job->message;
	size_t left = LOOK_MAX;

	for (size_t i = 0; i < message->part_count && left > 0; i++)
		for (uint16_t n = 0; n < message->parts[i]->name_count; n++) {
			struct slice name =
			    slice_sub(message->parts[i]->names[n].text, 0,
				left < NAME_LOOK_MAX ? left : NAME_LOOK_MAX);

			search_keywords(job, name);
			left -= name.size;
		}
}

/* Parts of a message whose text is searched. */
#define TEXTS_MAX 16u

/*
 * What a reader sees of part; of a member of an archive, whose charset nobody
 * tells, its bytes.
 */
static bool
text_of(struct job *job, struct part *part, struct slice *text_r)
{
	const struct part_text *text = render_part(&job->renderer, part);

	if (text != NULL) {
		*text_r = text->visible;
		return true;
	}
	*text_r = part->body;
	return part->origin == PART_FROM_ARCHIVE && part->kind == PART_LEAF &&
	       filetype_class(part->type) == FILECLASS_TEXT;
}

/* Of the parts that there are by now. */
static void
search_texts(struct job *job)
{
	struct message *message = job->message;

	for (; job->texts_from < message->part_count && job->texts < TEXTS_MAX;
	     job->texts_from++) {
		struct slice text;

		if (!text_of(job, message->parts[job->texts_from], &text))
			continue;
		job->texts++;
		search_text(job, text);
	}
}

void
unpack_find_passwords(struct job *job)
{
	if (job->passwords != NULL) {
		search_texts(job);
		return;
	}
	job->passwords = arena_alloc_array(
	    job->arena, PASSWORDS_MAX, sizeof(*job->passwords));
	if (job->passwords == NULL)
		return;
	search_subject(job);
	search_names(job);
	search_texts(job);
	for (size_t i = 0; i < sizeof(customary) / sizeof(customary[0]); i++)
		add(job, customary[i]);
}

/* ---- of the database --------------------------------------------------- */

static bool
is_for(enum cltype container, enum filetype type)
{
	switch (container) {
	case CLTYPE_ANY:
		return true;
	case CLTYPE_ZIP:
		return filetype_is_zip(type);
	case CLTYPE_RAR:
		return type == FILETYPE_RAR || type == FILETYPE_RAR5;
	case CLTYPE_7Z:
		return type == FILETYPE_SEVENZIP;
	case CLTYPE_ARJ:
		return type == FILETYPE_ARJ;
	default:
		return false;
	}
}

void
unpack_passwords_for(struct job *job, enum filetype type,
    const struct slice **passwords_r, size_t *count_r)
{
	const struct sigdb *sigdb = job->unpacker->sigdb;
	struct slice *all, word;
	enum cltype container;
	size_t count;
	uint32_t at = 0;

	unpack_find_passwords(job);
	*passwords_r = job->passwords;
	*count_r = job->password_count;
	if (sigdb == NULL || sigdb_info(sigdb)->passwords == 0)
		return;
	all = arena_alloc_array(
	    job->arena, PASSWORDS_MAX + LISTED_PASSWORDS_MAX, sizeof(*all));
	if (all == NULL)
		return;
	for (count = 0; count < job->password_count; count++)
		all[count] = job->passwords[count];
	while (count < PASSWORDS_MAX + LISTED_PASSWORDS_MAX &&
	       sigdb_next_password(sigdb, &at, &word, &container))
		if (is_for(container, type))
			all[count++] = word;
	*passwords_r = all;
	*count_r = count;
}
