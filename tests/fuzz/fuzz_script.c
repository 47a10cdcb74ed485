/*
 * fuzz_script - any bytes as a script whose strings are joined
 *
 * An expression comes to the same twice, within the bytes it said it takes, and
 * each reading moves on.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/unpack/script_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_one(struct script_text *text)
{
	struct script_text again = *text;
	size_t from = text->at;
	unsigned pieces, pieces_again;
	size_t size = script_value_read(text, NULL, &pieces);
	uint8_t *out = malloc(size == 0 ? 1 : size);
	struct slice name;

	CHECK(out != NULL);
	CHECK(text->at > from && text->at <= text->bytes.size);
	CHECK(size <= text->at - from);
	CHECK(script_value_read(&again, out, &pieces_again) == size);
	CHECK(again.at == text->at && pieces_again == pieces);
	free(out);
	if (script_value_target(text->bytes, from, &name) != SCRIPT_TO_NOTHING)
		CHECK(name.size > 0 && name.data >= text->bytes.data &&
		      name.data + name.size <= text->bytes.data + from);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct script_text text = {.bytes = {data, size}};

	while (text.at < size) {
		if (script_value_begins(text.bytes, text.at))
			read_one(&text);
		else
			text.at++;
	}
	return 0;
}
