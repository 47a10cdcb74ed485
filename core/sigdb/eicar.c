/*
 * eicar - the test file of the European Institute for Computer Antivirus
 * Research, known without any signature file
 *
 * By its own rule a file is the test file when it begins with these 68
 * characters and holds nothing but white space behind them, 128 bytes in all
 * at most.  The text stands here in two pieces, so that this file does not
 * alarm other scanners.
 */
#include <stdlib.h>

#include "core/base/text.h"
#include "core/sigdb/collection.h"

#define EICAR_HEAD "X5O!P%@AP[4\\PZX54(P^)7CC)7}$"
#define EICAR_TAIL "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#define EICAR_NAME "EICAR-Test-File"

void
collection_add_eicar(struct collection *collection)
{
	const struct rules_type body = {RULES_BODY, false};
	struct text line = {malloc(512), 512, 0, false};

	if (line.data == NULL) {
		collection->patterns.failed = true;
		return;
	}
	collection_own(collection, line.data);
	text_clear(&line);
	text_printf(&line, EICAR_NAME ":0:0:");
	for (const char *c = EICAR_HEAD; *c != '\0'; c++)
		text_printf(&line, "%02x", (unsigned)*c);
	for (const char *c = EICAR_TAIL; *c != '\0'; c++)
		text_printf(&line, "%02x", (unsigned)*c);
	CHECK(!line.truncated);
	collection_add_file(
	    collection, "built-in", body, true, text_slice(&line));
	if (!collection_failed(collection)) {
		size_t count =
		    BLOB_COUNT(&collection->patterns, struct pattern_rule);

		CHECK(count > 0);
		BLOB_ITEMS(&collection->patterns, struct pattern_rule)
		[count - 1].alone = true;
	}
}
