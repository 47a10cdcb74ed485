/*
 * own_fields - what the program itself writes into messages
 */
#include "core/score/own_fields.h"

static void
hide(struct header *header, struct slice name)
{
	for (size_t i = 0; i < header->count; i++)
		if (slice_equal_nocase(header->fields[i].name, name))
			header->fields[i].name = (struct slice){NULL, 0};
}

/* Lines "Name: text", and such as go on with one. */
static void
hide_all(struct header *header, const char *template)
{
	struct slice rest = slice_from_string(template);

	while (rest.size > 0) {
		struct slice line =
		    slice_sub(rest, 0, slice_find_byte(rest, '\n'));
		size_t colon = slice_find_byte(line, ':');

		if (colon > 0 && colon < line.size && line.data[0] != ' ' &&
		    line.data[0] != '\t')
			hide(header, slice_sub(line, 0, colon));
		rest = slice_skip(rest, line.size + 1);
	}
}

void
own_fields_hide(const struct config *config, struct message *message)
{
	struct header *header = &message->top->header;

	hide_all(header, config->score_header);
	hide_all(header, config->alert_header);
	hide_all(header, config->infected_header);
	hide_all(header, config->incomplete_header);
	hide_all(header, config->encrypted_header);
}
