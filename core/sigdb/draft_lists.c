/*
 * draft_lists - types of files and passwords of archives, as the image has them
 */
#include "core/sigdb/drafting.h"

bool
draft_magics(struct drafting *drafting)
{
	const struct blob *rules = &drafting->collection->magics;

	for (size_t i = 0; i < BLOB_COUNT(rules, struct line_rule); i++) {
		struct image_magic record = {0};
		struct magic magic;
		const char *reason;

		CHECK(magic_parse(BLOB_ITEMS(rules, struct line_rule)[i].text,
			  &magic, &reason) == MAGIC_OK);
		record.offset = magic.offset;
		record.type = magic.type;
		record.size = magic.size;
		memcpy(record.bytes, magic.bytes, sizeof(record.bytes));
		memcpy(record.masks, magic.masks, sizeof(record.masks));
		blob_put(&drafting->magics, &record, sizeof(record));
	}
	return !drafting->magics.failed;
}

bool
draft_passwords(struct drafting *drafting)
{
	const struct blob *rules = &drafting->collection->passwords;

	for (size_t i = 0; i < BLOB_COUNT(rules, struct line_rule); i++) {
		struct image_password record = {0};
		struct password password;
		const char *reason;

		CHECK(
		    password_parse(BLOB_ITEMS(rules, struct line_rule)[i].text,
			&password, &reason));
		record.word = (uint32_t)drafting->texts.size;
		record.word_size = (uint32_t)password.size;
		record.container = password.container;
		blob_put(&drafting->texts, password.bytes, password.size);
		blob_put(&drafting->passwords, &record, sizeof(record));
	}
	return !drafting->passwords.failed && !drafting->texts.failed &&
	       drafting->texts.size < UINT32_MAX;
}
