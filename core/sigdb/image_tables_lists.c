/*
 * image_tables_lists - types of files, passwords, texts of YARA
 */
#include <stdlib.h>

#include "core/sigdb/image_tables.h"

bool
image_take_magics(struct sigdb *sigdb)
{
	const void *items;
	size_t count;

	if (!image_section(sigdb, IMAGE_MAGICS, sizeof(struct image_magic),
		&items, &count))
		return false;
	sigdb->magics = items;
	sigdb->magic_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		if (sigdb->magics[i].size == 0 ||
		    sigdb->magics[i].size > MAGIC_MAX ||
		    sigdb->magics[i].type >= CLTYPES)
			return false;
	return true;
}

/* Does a range lie within IMAGE_TEXTS? */
static bool
text_holds(const struct sigdb *sigdb, uint32_t text, uint32_t size)
{
	uint64_t total = sigdb->header->sections[IMAGE_TEXTS].size;

	return text <= total && size <= total - text;
}

bool
image_take_passwords(struct sigdb *sigdb)
{
	const void *items, *texts;
	size_t count, size;

	if (!image_section(sigdb, IMAGE_PASSWORDS,
		sizeof(struct image_password), &items, &count) ||
	    !image_section(sigdb, IMAGE_TEXTS, 1, &texts, &size))
		return false;
	sigdb->texts = texts;
	sigdb->passwords = items;
	sigdb->password_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		const struct image_password *password = &sigdb->passwords[i];

		if (password->word_size == 0 ||
		    password->word_size > PASSWORD_MAX ||
		    password->container >= CLTYPES ||
		    !text_holds(sigdb, password->word, password->word_size))
			return false;
	}
	return true;
}

static bool
signatures_hold(const struct sigdb *sigdb, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (sigdb->yara_signatures[i] >= sigdb->signature_count &&
		    sigdb->yara_signatures[i] != IMAGE_NONE)
			return false;
	return true;
}

/* They compiled when the image was made, and must have the same rules now. */
static bool
compile(struct sigdb *sigdb, size_t rule_count)
{
	size_t count = sigdb->yara_text_count;
	struct slice *texts = calloc(count, sizeof(*texts));
	char buffer[256];
	struct text error = TEXT_OVER(buffer);

	if (texts == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		texts[i] =
		    (struct slice){sigdb->texts + sigdb->yara_texts[i].text,
			sigdb->yara_texts[i].text_size};
	sigdb->yara = yara_rules_compile(texts, count, &error);
	free(texts);
	return sigdb->yara != NULL &&
	       yara_rules_count(sigdb->yara) == rule_count;
}

bool
image_take_yara(struct sigdb *sigdb)
{
	const void *items, *signatures;
	size_t count, rule_count;

	if (!image_section(
		sigdb, IMAGE_YARA, sizeof(struct image_yara), &items, &count) ||
	    !image_section(sigdb, IMAGE_YARA_RULES, sizeof(uint32_t),
		&signatures, &rule_count))
		return false;
	sigdb->yara_texts = items;
	sigdb->yara_text_count = (uint32_t)count;
	sigdb->yara_signatures = signatures;
	if (!signatures_hold(sigdb, rule_count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!text_holds(sigdb, sigdb->yara_texts[i].text,
			sigdb->yara_texts[i].text_size))
			return false;
	return count == 0 || compile(sigdb, rule_count);
}
