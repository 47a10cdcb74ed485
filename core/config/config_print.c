/*
 * config_print - the sample file, the manual's list, the values in use
 *
 * All three are loops over the key table, so that none can drift from what
 * the program does.
 */
#include <string.h>

#include "core/config/config.h"
#include "core/config/keys.h"

/* Columns of the sample file and of the manual's source. */
#define LINE_WIDTH 78u
/* A TEXT or HEADER value with every byte escaped, and its quotes. */
#define VALUE_TEXT_MAX (TEMPLATE_SIZE_MAX * 4 + 8)

/* Words of a paragraph, filled into lines. */
struct filler {
	FILE *out;
	const char *prefix; /* of each line */
	size_t column;      /* 0: the line has not begun */
};

static void
fill_word(struct filler *filler, const char *word, size_t size)
{
	if (filler->column > 0 && filler->column + 1 + size > LINE_WIDTH) {
		fputc('\n', filler->out);
		filler->column = 0;
	}
	if (filler->column == 0) {
		fputs(filler->prefix, filler->out);
		filler->column = strlen(filler->prefix);
	} else {
		fputc(' ', filler->out);
		filler->column++;
	}
	fwrite(word, 1, size, filler->out);
	filler->column += size;
}

static void
fill(struct filler *filler, const char *sentences)
{
	while (*sentences != '\0') {
		size_t size = strcspn(sentences, " ");

		fill_word(filler, sentences, size);
		sentences += size;
		sentences += strspn(sentences, " ");
	}
}

static void
fill_end(struct filler *filler)
{
	if (filler->column > 0)
		fputc('\n', filler->out);
	filler->column = 0;
}

/* The value that a key has by default, in the file's syntax. */
static void
put_preset(const struct key *key, struct text *text)
{
	if (key_is_text(key))
		data_write_string(slice_from_string(key->text_preset), text);
	else
		key_put_number(key, key->preset, text);
}

static void
sample_words(const char *type, FILE *out)
{
	for (size_t i = 0; i < key_word_count; i++) {
		const struct key_word *word = &key_words[i];
		char prefix[32];
		struct filler filler = {out, "//              ", 0};

		if (strcmp(word->type, type) != 0)
			continue;
		snprintf(prefix, sizeof(prefix), "//   %-10s", word->word);
		fputs(prefix, out);
		filler.column = strlen(prefix);
		fill(&filler, word->sentence);
		fill_end(&filler);
	}
}

static void
sample_allowed(const struct key *key, FILE *out)
{
	char array[512];
	struct text text = TEXT_OVER(array);
	struct filler filler = {out, "// ", 0};

	key_put_allowed(key, &text);
	fill(&filler, "Allowed:");
	fill(&filler, array);
	fill_end(&filler);
}

/* Not with a '#' in front: a key stands there once. */
static void
sample_other(const struct key *key, FILE *out)
{
	char array[VALUE_TEXT_MAX];
	struct text text = TEXT_OVER(array);

	if (key->other == NULL)
		return;
	data_write_string(slice_from_string(key->other), &text);
	fprintf(out,
	    "// For rules that were written for CGPCloudmark, take away the "
	    "'//':\n//%s = %s;\n",
	    key->name, array);
}

static void
sample_key(const struct key *key, FILE *out)
{
	char array[VALUE_TEXT_MAX];
	struct text text = TEXT_OVER(array);
	struct filler filler = {out, "// ", 0};

	fputc('\n', out);
	fill(&filler, key->sentence);
	fill_end(&filler);
	if (key->type == KEY_TYPE_ENUM)
		sample_words(key->words, out);
	else
		sample_allowed(key, out);
	put_preset(key, &text);
	fprintf(out, "#%s = %s;\n", key->name, array);
	sample_other(key, out);
}

static void
sample_section(const struct key *section, FILE *out)
{
	struct filler filler = {out, "// ", 0};

	fprintf(out, "\n// ---- %s ", section->name);
	for (size_t i = strlen(section->name) + 9; i < LINE_WIDTH; i++)
		fputc('-', out);
	fputc('\n', out);
	fill(&filler, section->sentence);
	fill_end(&filler);
}

void
config_print_sample(FILE *out)
{
	fputs("// CGPFilter.cfg - configuration of CGPFilter, see "
	      "CGPFilter.cfg(5)\n"
	      "//\n"
	      "// Every key stands here at its default.  To change one, take "
	      "away the '#'\n"
	      "// before it.  The file may be edited at any time; it is read "
	      "at start, on\n"
	      "// SIGHUP, and when the file hup.sig appears in the program's "
	      "directory.  A\n"
	      "// file with a mistake is refused and what was running goes "
	      "on.  CGPFilter\n"
	      "// CHECK says whether it is good.\n",
	    out);
	for (size_t i = 0; i < key_count; i++)
		if (key_table[i].type == KEY_TYPE_SECTION)
			sample_section(&key_table[i], out);
		else
			sample_key(&key_table[i], out);
}

/*
 * Text for mdoc, one sentence a line, as mandoc asks for: what roff would take
 * for an escape, an accent or a place to break a line is written by name.
 */
static void
mdoc_word(struct filler *filler, const char *word, size_t size)
{
	char array[VALUE_TEXT_MAX];
	struct text text = TEXT_OVER(array);

	/* A dot or quote at the line's start would be a request. */
	if (size > 0 && (word[0] == '.' || word[0] == '\''))
		text_printf(&text, "\\&");
	for (size_t i = 0; i < size; i++) {
		if (word[i] == '\\')
			text_printf(&text, "\\e");
		else if (word[i] == '^')
			text_printf(&text, "\\(ha");
		else if (word[i] == '-')
			text_printf(&text, "\\-");
		else
			text_put_byte(&text, word[i]);
	}
	fill_word(filler, array, text.size);
}

static void
mdoc_text(const char *sentences, FILE *out)
{
	struct filler filler = {out, "", 0};

	while (*sentences != '\0') {
		size_t size = strcspn(sentences, " ");

		mdoc_word(&filler, sentences, size);
		if (size > 0 && sentences[size - 1] == '.')
			fill_end(&filler);
		sentences += size;
		sentences += strspn(sentences, " ");
	}
	fill_end(&filler);
}

static void
mdoc_words(const char *type, FILE *out)
{
	fputs(".Bl -tag -width addheader -compact\n", out);
	for (size_t i = 0; i < key_word_count; i++)
		if (strcmp(key_words[i].type, type) == 0) {
			fprintf(out, ".It Cm %s\n", key_words[i].word);
			mdoc_text(key_words[i].sentence, out);
		}
	fputs(".El\n", out);
}

static void
mdoc_preset(const struct key *key, FILE *out)
{
	char array[VALUE_TEXT_MAX + 32];
	struct text text = TEXT_OVER(array);

	text_printf(&text, "The default is ");
	put_preset(key, &text);
	text_put_byte(&text, '.');
	mdoc_text(array, out);
}

static void
mdoc_allowed(const struct key *key, FILE *out)
{
	char array[512];
	struct text text = TEXT_OVER(array);

	text_printf(&text, "Allowed is ");
	key_put_allowed(key, &text);
	text_put_byte(&text, '.');
	mdoc_text(array, out);
}

static void
mdoc_key(const struct key *key, FILE *out)
{
	fprintf(out, ".It Ic %s\n", key->name);
	mdoc_text(key->sentence, out);
	if (key->type == KEY_TYPE_ENUM)
		mdoc_words(key->words, out);
	else
		mdoc_allowed(key, out);
	mdoc_preset(key, out);
}

void
config_print_mdoc(FILE *out)
{
	bool in_list = false;

	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];

		if (key->type != KEY_TYPE_SECTION) {
			mdoc_key(key, out);
			continue;
		}
		if (in_list)
			fputs(".El\n", out);
		fprintf(out, ".Ss %s\n", key->name);
		mdoc_text(key->sentence, out);
		fputs(".Bl -tag -width Ds\n", out);
		in_list = true;
	}
	if (in_list)
		fputs(".El\n", out);
}

void
config_print_values(const struct config *config, FILE *out)
{
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];
		char array[VALUE_TEXT_MAX * 2];
		struct text text = TEXT_OVER(array);

		if (key->type == KEY_TYPE_SECTION)
			continue;
		if (key_is_text(key))
			data_write_string(
			    slice_from_string(key_text(key, config)), &text);
		else
			key_put_number(key, key_get_number(key, config), &text);
		fprintf(out, "%s = %s;\n", key->name, array);
	}
}
