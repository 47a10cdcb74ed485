/*
 * outlook - what the streams of a message of Outlook are ([MS-OXMSG])
 */
#include "core/document/outlook.h"

#include "core/base/ascii.h"
#include "core/base/integer.h"
#include "core/encoded/mapi.h"

/* "__substg1.0_3701000D": four digits of a number, four of a type. */
static const char prefix[] = "__substg1.0_";
#define PREFIX_UNITS (sizeof(prefix) - 1)
#define NAME_UNITS (PREFIX_UNITS + 8)

struct property {
	uint16_t id;
	uint16_t type;
};

static bool
read_digits(struct slice name, size_t from, uint16_t *number_r)
{
	unsigned number = 0;

	for (size_t i = from; i < from + 4; i++) {
		uint16_t unit = u16_le(name, 2 * i);
		int digit = unit < 128 ? ascii_hex_value((uint8_t)unit) : -1;

		if (digit < 0)
			return false;
		number = number << 4 | (unsigned)digit;
	}
	*number_r = (uint16_t)number;
	return true;
}

static bool
property_of(const struct cfb_entry *entry, struct property *property_r)
{
	if (entry->type != CFB_STREAM || entry->name.size < 2 * NAME_UNITS)
		return false;
	for (size_t i = 0; i < PREFIX_UNITS; i++)
		if (u16_le(entry->name, 2 * i) != (uint8_t)prefix[i])
			return false;
	return read_digits(entry->name, PREFIX_UNITS, &property_r->id) &&
	       read_digits(entry->name, PREFIX_UNITS + 4, &property_r->type);
}

/* How good a name it is for a file; 0: none. */
static uint8_t
rank_of(struct property property)
{
	if (property.type != MAPI_UNICODE && property.type != MAPI_STRING8)
		return 0;
	switch (property.id) {
	case MAPI_ATTACH_LONG_FILENAME:
		return 3;
	case MAPI_ATTACH_FILENAME:
		return 2;
	case MAPI_DISPLAY_NAME:
		return 1;
	default:
		return 0;
	}
}

static void
take_name(struct outlook *outlook, uint32_t index)
{
	struct cfb_entry entry;
	struct property property;
	uint8_t rank;

	if (!cfb_entry(outlook->cfb, index, &entry) ||
	    entry.parent == CFB_NONE || !property_of(&entry, &property))
		return;
	rank = rank_of(property);
	if (rank <= outlook->ranks[entry.parent])
		return;
	outlook->ranks[entry.parent] = rank;
	outlook->names[entry.parent] = index;
}

bool
outlook_open(struct outlook *outlook, const struct cfb *cfb)
{
	size_t count = cfb->entry_count;

	*outlook = (struct outlook){.cfb = cfb};
	outlook->names =
	    arena_alloc_array(cfb->arena, count + 1, sizeof(uint32_t));
	outlook->ranks = arena_alloc(cfb->arena, count + 1);
	if (outlook->names == NULL || outlook->ranks == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		outlook->names[i] = CFB_NONE;
		outlook->ranks[i] = 0;
	}
	for (uint32_t i = 0; i < cfb->entry_count; i++)
		take_name(outlook, i);
	return true;
}

static enum outlook_kind
kind_of(struct property property)
{
	switch (property.id) {
	case MAPI_ATTACH_DATA:
		return OUTLOOK_ATTACHMENT;
	case MAPI_BODY:
		return OUTLOOK_TEXT;
	case MAPI_BODY_HTML:
		return OUTLOOK_HTML;
	case MAPI_RTF_COMPRESSED:
		return OUTLOOK_RTF;
	default:
		return OUTLOOK_OTHER;
	}
}

bool
outlook_stream(const struct outlook *outlook, uint32_t index,
    struct outlook_stream *stream_r)
{
	struct cfb_entry entry, name;
	struct property property;

	if (!cfb_entry(outlook->cfb, index, &entry) ||
	    !property_of(&entry, &property))
		return false;
	*stream_r = (struct outlook_stream){
	    .kind = kind_of(property),
	    .wide = property.type == MAPI_UNICODE,
	    .name = CFB_NONE,
	};
	if (stream_r->kind != OUTLOOK_ATTACHMENT || entry.parent == CFB_NONE)
		return true;
	stream_r->name = outlook->names[entry.parent];
	if (stream_r->name != CFB_NONE &&
	    cfb_entry(outlook->cfb, stream_r->name, &name) &&
	    property_of(&name, &property))
		stream_r->name_wide = property.type == MAPI_UNICODE;
	return true;
}
