/*
 * facts - what the page and the JSON both tell, worked out once
 */
#include "core/show/facts.h"

#include <string.h>
#include <time.h>

#include "core/header/parameter.h"
#include "core/header/words.h"
#include "core/show/links.h"

/* ---- values ------------------------------------------------------------ */

struct slice
fact_value(const struct show *show, struct slice value)
{
	return words_decode(
	    value, show->message->top->charset, show->charsets, show->arena)
	    .text;
}

/* "local@domain" in the arena; without memory for it the local part alone. */
static struct slice
join_address(const struct show *show, const struct address *address)
{
	size_t size = address->local.size + 1 + address->domain.size;
	uint8_t *joined;

	if (address->domain.size == 0 || address->local.size == 0)
		return address->local.size > 0 ? address->local
					       : address->domain;
	joined = arena_alloc(show->arena, size);
	if (joined == NULL)
		return address->local;
	memcpy(joined, address->local.data, address->local.size);
	joined[address->local.size] = '@';
	memcpy(joined + address->local.size + 1, address->domain.data,
	    address->domain.size);
	return (struct slice){joined, size};
}

/* The word of name that has a '@' in it; empty: none. */
static struct slice
address_in(struct slice name)
{
	size_t at = slice_find_byte(name, '@'), from = at, end = at;

	if (at == name.size)
		return (struct slice){NULL, 0};
	while (from > 0 && name.data[from - 1] > ' ' &&
	       slice_find_byte(SLICE("<('\"["), name.data[from - 1]) == 5)
		from--;
	while (end < name.size && name.data[end] > ' ' &&
	       slice_find_byte(SLICE(">)'\"];,"), name.data[end]) == 7)
		end++;
	if (from == at || end == at + 1)
		return (struct slice){NULL, 0};
	return slice_sub(name, from, end - from);
}

bool
fact_address_next(const struct show *show, struct address_list *list,
    struct fact_address *address_r)
{
	struct address address;
	struct slice told;

	if (!address_next(list, show->arena, &address))
		return false;
	if (address.name.size == 0)
		address.name = address.comment;
	address_r->name = fact_value(show, address.name);
	address_r->address = join_address(show, &address);
	address_r->group = fact_value(show, address.group);
	told = address_in(address_r->name);
	address_r->name_shows_another =
	    told.size > 0 && address_r->address.size > 0 &&
	    !slice_equal_nocase(told, address_r->address);
	return true;
}

/* ---- dates ------------------------------------------------------------ */

void
fact_put_time(struct text *text, const struct date *date)
{
	time_t local = (time_t)(date->seconds + date->zone_seconds);
	int32_t zone = date->zone_seconds / 60;
	struct tm parts;
	char line[64];

	if (gmtime_r(&local, &parts) == NULL ||
	    strftime(line, sizeof(line), "%Y-%m-%d %H:%M:%S", &parts) == 0)
		return;
	text_put(text, slice_from_string(line));
	if (date->zone_known)
		text_printf(text, " %c%02d%02d", zone < 0 ? '-' : '+',
		    (zone < 0 ? -zone : zone) / 60,
		    (zone < 0 ? -zone : zone) % 60);
}

/* ---- relays ------------------------------------------------------------ */

static void
measure_delays(struct relay *relays, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++) {
		const struct received *newer = &relays[i].received;
		const struct received *older = &relays[i + 1].received;

		relays[i].has_delay = newer->has_date && older->has_date;
		if (relays[i].has_delay)
			relays[i].delay_s =
			    newer->date.seconds - older->date.seconds;
	}
}

size_t
fact_relays(const struct show *show, struct relay **relays_r)
{
	const struct header *header = &show->message->top->header;
	struct relay *relays =
	    arena_alloc_array(show->arena, RELAYS_MAX, sizeof(*relays));
	size_t count = 0;

	*relays_r = relays;
	if (relays == NULL)
		return 0;
	for (size_t i = 0; i < header->count && count < RELAYS_MAX; i++) {
		const struct header_field *field = &header->fields[i];

		if (!slice_equal_nocase(field->name, SLICE("received")))
			continue;
		relays[count] = (struct relay){0};
		/* Without its folds: what is borrowed is shown. */
		if (received_parse(fact_value(show, field->value),
			&relays[count].received))
			count++;
	}
	measure_delays(relays, count);
	return count;
}

/* ---- parts ------------------------------------------------------------- */

size_t
fact_readings(const struct message *message)
{
	size_t readings = 1;

	for (size_t i = 0; i < message->part_count; i++)
		if ((message->parts[i]->flags & PART_READING) != 0)
			readings++;
	return readings;
}

size_t
fact_names(const struct part *part, struct part_name *storage,
    const struct part_name **names_r)
{
	*names_r = part->names;
	if (part->name_count > 0 || part->name.size == 0)
		return part->name_count;
	*storage = (struct part_name){
	    .text = part->name,
	    .raw = part->name,
	    .source = "name",
	};
	*names_r = storage;
	return 1;
}

struct slice
fact_name(const struct part *part)
{
	struct part_name storage;
	const struct part_name *names;

	if (fact_names(part, &storage, &names) == 0)
		return (struct slice){NULL, 0};
	return names[0].text;
}

struct slice
fact_boundary(const struct show *show, const struct part *part)
{
	struct parameter wanted = {.name = SLICE("boundary")};
	const struct header_field *field =
	    header_find(&part->header, SLICE("content-type"), 0);
	struct slice rest;

	if (part->kind != PART_MULTIPART || field == NULL)
		return wanted.value;
	(void)header_main_value(field->value, &rest);
	(void)parameters_read(rest, show->arena, &wanted, 1);
	return wanted.value;
}

enum filetype
fact_type(const struct part *part)
{
	bool container =
	    part->kind == PART_MULTIPART || part->kind == PART_MESSAGE;

	return container ? FILETYPE_OTHER : part->type;
}

struct claims
fact_wrong_claims(const struct part *part)
{
	struct claims wrong = {FILETYPE_OTHER, FILETYPE_OTHER};
	struct part_name storage;
	const struct part_name *names;
	size_t count = fact_names(part, &storage, &names);
	enum filetype type = fact_type(part), claimed;

	if (part->kind == PART_MULTIPART || part->kind == PART_MESSAGE ||
	    part->body.size == 0)
		return wrong;
	claimed = filetype_of_media_type(part->media_type);
	if (filetype_mismatch(claimed, type))
		wrong.declared = claimed;
	for (size_t i = 0; i < count && wrong.named == FILETYPE_OTHER; i++) {
		claimed = filetype_of_name(names[i].text);
		if (filetype_mismatch(claimed, type))
			wrong.named = claimed;
	}
	return wrong;
}

unsigned
fact_link_oddities(const struct html_link *link)
{
	if (link->kind == HTML_ANCHOR)
		return link_oddities(link->url, link->shown);
	if (link->kind == HTML_IMAGE || link->kind == HTML_STYLESHEET)
		return link_oddities(link->url, (struct slice){NULL, 0}) &
		       ~(unsigned)LINK_SCRIPT;
	return link_oddities(link->url, (struct slice){NULL, 0});
}
