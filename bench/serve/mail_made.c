/*
 * mail_made - mails of a shape and a language
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/serve/mail.h"
#include "bench/serve/random.h"

const char *const mail_shape_names[SHAPES] = {
    "usual", "text", "attachment", "alternative", "nested", "any"};
const char *const mail_language_names[LANGUAGES] = {
    "en", "de", "ru", "ja", "any"};

#define WORDS_MAX 40u

/* Common words first; mail_word() has those of English. */
static const char *const foreign[LANGUAGES][WORDS_MAX] = {
    [LANGUAGE_GERMAN] = {"der", "die", "und", "in", "den", "von", "zu", "das",
	"mit", "sich", "des", "auf", "für", "ist", "im", "dem", "nicht", "ein",
	"eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass",
	"sie", "nach", "wird", "bei", "Grüße", "Straße", "Rechnung",
	"Bestätigung", "möchten", "Geschäft", "Lieferung", "können"},
    [LANGUAGE_RUSSIAN] = {"и", "в", "не", "на", "я", "быть", "он", "с", "что",
	"а", "по", "это", "она", "этот", "к", "но", "они", "мы", "весь",
	"который", "из", "у", "свой", "вы", "за", "для", "от", "так", "мочь",
	"все", "ты", "год", "человек", "счёт", "письмо", "договор", "оплата",
	"доставка", "уважением", "встреча"},
    [LANGUAGE_JAPANESE] = {"の", "に", "は", "を", "た", "が", "で", "て", "と",
	"し", "れ", "さ", "ある", "いる", "も", "する", "から", "な", "こと",
	"として", "い", "や", "れる", "など", "なっ", "ない", "この", "ため",
	"その", "お世話", "請求書", "会議", "資料", "添付", "確認", "お願い",
	"株式会社", "東京", "連絡", "予定"},
};

static const char *const encodings[LANGUAGES] = {
    [LANGUAGE_ENGLISH] = "7bit",
    [LANGUAGE_GERMAN] = "quoted-printable",
    [LANGUAGE_RUSSIAN] = "base64",
    [LANGUAGE_JAPANESE] = "base64",
};

/* One mail while it is written. */
struct making {
	FILE *file;
	enum mail_language language;
	const struct mail_plant *planted; /* NULL once it is in */
	uint64_t *random;
};

/* ---- text -------------------------------------------------------------- */

static const char *
word_of(struct making *making)
{
	uint64_t first, second;

	if (making->language == LANGUAGE_ENGLISH)
		return mail_word(making->random);
	/* The lesser of two pulls towards the front of the list. */
	first = random_below(making->random, WORDS_MAX);
	second = random_below(making->random, WORDS_MAX);
	return foreign[making->language][first < second ? first : second];
}

/* About size bytes of lines; Japanese has no blanks between words. */
static void
write_words(struct making *making, FILE *out, size_t size)
{
	size_t column = 0;

	for (size_t written = 0; written < size;) {
		const char *word = word_of(making);
		size_t length = strlen(word);
		bool blank =
		    column > 0 && making->language != LANGUAGE_JAPANESE;

		if (column + length > 70) {
			fputc('\n', out);
			written++;
			column = 0;
			blank = false;
		}
		fprintf(out, "%s%s", blank ? " " : "", word);
		column += length + blank;
		written += length + blank;
	}
	fputs(".\n", out);
}

static void
write_quoted(FILE *out, const uint8_t *bytes, size_t size)
{
	size_t column = 0;

	for (size_t i = 0; i < size; i++) {
		uint8_t c = bytes[i];

		if (column > 72 && c != '\n') {
			fputs("=\n", out);
			column = 0;
		}
		if (c == '\n') {
			fputc('\n', out);
			column = 0;
		} else if (c < ' ' || c > '~' || c == '=') {
			fprintf(out, "=%02X", c);
			column += 3;
		} else {
			fputc(c, out);
			column++;
		}
	}
}

/* The text itself, with what is planted ahead of its end. */
static void
write_plain(struct making *making, FILE *out, size_t size, bool html)
{
	if (html)
		fputs("<html><head><title>mail</title></head>\n<body><p>", out);
	write_words(making, out, size);
	if (making->planted != NULL) {
		fwrite(making->planted->bytes, 1, making->planted->size, out);
		fputc('\n', out);
	}
	making->planted = NULL;
	if (html)
		fputs("</p><a href=\"https://www.example.com/\">link</a>"
		      "</body></html>\n",
		    out);
}

/* Its header and body. */
static void
write_text(struct making *making, size_t size, bool html)
{
	char *bytes = NULL;
	size_t length;
	FILE *out = open_memstream(&bytes, &length);

	if (out == NULL)
		err(2, "no memory");
	write_plain(making, out, size, html);
	if (fclose(out) != 0)
		err(2, "no memory");
	fprintf(making->file,
	    "Content-Type: text/%s; charset=utf-8\n"
	    "Content-Transfer-Encoding: %s\n\n",
	    html ? "html" : "plain", encodings[making->language]);
	if (making->language == LANGUAGE_ENGLISH)
		fwrite(bytes, 1, length, making->file);
	else if (making->language == LANGUAGE_GERMAN)
		write_quoted(making->file, (uint8_t *)bytes, length);
	else
		mail_base64(making->file, (uint8_t *)bytes, length);
	free(bytes);
}

/* Bytes of text that come to so many in the mail. */
static size_t
text_for(const struct making *making, size_t size)
{
	if (making->language == LANGUAGE_ENGLISH)
		return size;
	return making->language == LANGUAGE_GERMAN ? size / 10 * 9
						   : size / 77 * 57;
}

/* ---- shapes ------------------------------------------------------------ */

#define ATTACHMENT_LINES_MIN 3u
_Static_assert(
    ATTACHMENT_LINES_MIN * 57 / 2 >= sizeof(((struct mail_plant *)NULL)->bytes),
    "the longest signature fits behind the middle");

static void
write_attachment(struct making *making, size_t size)
{
	const struct mail_plant *planted = making->planted;
	size_t lines = size / 77 + 1;

	/* Room for what is planted in the middle. */
	if (lines < ATTACHMENT_LINES_MIN)
		lines = ATTACHMENT_LINES_MIN;
	making->planted = NULL;
	fputs("Content-Type: application/octet-stream; name=\"data.bin\"\n"
	      "Content-Disposition: attachment; filename=\"data.bin\"\n"
	      "Content-Transfer-Encoding: base64\n\n",
	    making->file);
	/* 57 bytes become a line of 77. */
	mail_attachment(making->file, lines * 57, planted, making->random);
}

static void
write_alternative(struct making *making, size_t size)
{
	fputs("Content-Type: multipart/alternative; boundary=\"=_alt\"\n\n"
	      "--=_alt\n",
	    making->file);
	write_text(making, text_for(making, size / 2), false);
	fputs("--=_alt\n", making->file);
	write_text(making, text_for(making, size / 2), true);
	fputs("--=_alt--\n", making->file);
}

static void
write_with_attachment(struct making *making, size_t size, bool alternative)
{
	const struct mail_plant *planted = making->planted;

	/* Into what has to be decoded most. */
	making->planted = NULL;
	fputs("Content-Type: multipart/mixed; boundary=\"=_mix\"\n\n"
	      "--=_mix\n",
	    making->file);
	if (alternative)
		write_alternative(making, size / 5);
	else
		write_text(making, text_for(making, size / 5), false);
	fputs("--=_mix\n", making->file);
	making->planted = planted;
	write_attachment(making, size / 5 * 4);
	fputs("--=_mix--\n", making->file);
}

static void
write_head(struct making *making, uint64_t number)
{
	fprintf(making->file,
	    "From: Ann <ann@example.net>\nTo: Bob <bob@example.org>\n"
	    "Date: Fri, 21 Nov 1997 09:55:06 -0600\n"
	    "Message-ID: <made-%" PRIu64 "@example.net>\n"
	    "Subject: mail %" PRIu64 "\nMIME-Version: 1.0\n",
	    number, number);
}

/* A mail of the other shapes, forwarded. */
static void
write_nested(struct making *making, uint64_t number, size_t size)
{
	const struct mail_plant *planted = making->planted;

	making->planted = NULL;
	fputs("Content-Type: multipart/mixed; boundary=\"=_out\"\n\n"
	      "--=_out\n",
	    making->file);
	write_text(making, text_for(making, size / 10), false);
	fputs("--=_out\nContent-Type: message/rfc822\n\n", making->file);
	making->planted = planted;
	write_head(making, number + 1);
	write_with_attachment(making, size / 10 * 9, true);
	fputs("--=_out--\n", making->file);
}

#define TEXT_ONLY_BYTES 8192u
/* Of the header, and of the frame of an attachment. */
#define HEADER_BYTES 300u

/* Bytes without those. */
static size_t
size_inside(uint64_t size)
{
	return (size_t)(size > 2 * HEADER_BYTES ? size - HEADER_BYTES : size);
}

/* What of a mail of that size is what, as mail_write() wants it. */
static struct mail_kind
usual_kind(uint64_t size)
{
	size_t inside = size_inside(size);

	if (size <= TEXT_ONLY_BYTES)
		return (struct mail_kind){"made", inside, 0};
	return (struct mail_kind){.name = "made",
	    .text_size = inside / 5,
	    .attachment_size = inside / 5 * 4 / 77 * 57};
}

static void
write_shape(
    struct making *making, enum mail_shape shape, uint64_t number, size_t size)
{
	write_head(making, number);
	switch (shape) {
	case SHAPE_ATTACHMENT:
		write_with_attachment(making, size, false);
		break;
	case SHAPE_ALTERNATIVE:
		write_alternative(making, size);
		break;
	case SHAPE_NESTED:
		write_nested(making, number, size);
		break;
	default:
		write_text(making, text_for(making, size), false);
	}
}

static const struct mail_plant *
plant_for(const struct mail_order *order, uint64_t number, uint64_t *random)
{
	if (order->hit_every == 0 || number % order->hit_every != 0 ||
	    order->signature_count == 0)
		return NULL;
	return &order->signatures[random_below(random, order->signature_count)];
}

static void
write_mail(FILE *file, const struct mail_order *order, uint64_t number,
    uint64_t *random)
{
	struct mail_kind kind = usual_kind(order->size);
	enum mail_shape shape = order->shape;
	struct making making = {.file = file,
	    .language = order->language,
	    .planted = plant_for(order, number, random),
	    .random = random};
	/* Hits take turns of their own, or every fourth might always be of the
	 * same language. */
	uint64_t turn =
	    making.planted != NULL ? number / order->hit_every : number;

	if (making.language == LANGUAGE_ANY)
		making.language = (enum mail_language)(turn % LANGUAGE_ANY);
	if (shape == SHAPE_ANY)
		shape = (enum mail_shape)(turn % SHAPE_ANY);
	if (shape == SHAPE_USUAL && making.language == LANGUAGE_ENGLISH) {
		mail_write(file, &kind, number, making.planted, random);
		return;
	}
	if (shape == SHAPE_USUAL)
		shape =
		    kind.attachment_size > 0 ? SHAPE_ATTACHMENT : SHAPE_TEXT;
	write_shape(&making, shape, number, size_inside(order->size));
}

#define NAME_BYTES 32u

static void
name_of(uint64_t number, char *name)
{
	snprintf(name, NAME_BYTES, "made:%" PRIu64, number);
}

void
mail_make_names(struct files *files, uint64_t count)
{
	char name[NAME_BYTES];

	for (uint64_t number = 1; number <= count; number++) {
		name_of(number, name);
		files_append(files, name, name);
	}
}

void
mail_make(
    struct files *files, const char *directory, const struct mail_order *order)
{
	if (mkdir(directory, 0777) != 0 && errno != EEXIST)
		err(2, "%s", directory);
	for (uint64_t number = 1; number <= order->count; number++) {
		uint64_t random =
		    order->seed * 1000003 + number * 7 + order->size;
		char path[4096], name[NAME_BYTES];
		FILE *file;

		if ((size_t)snprintf(path, sizeof(path), "%s/%06" PRIu64 ".msg",
			directory, number) >= sizeof(path))
			errx(2, "%s: the path is too long", directory);
		file = fopen(path, "wb");
		if (file == NULL)
			err(2, "%s", path);
		write_mail(file, order, number, &random);
		if (fclose(file) != 0)
			err(2, "%s", path);
		name_of(number, name);
		files_append(files, path, name);
	}
}
