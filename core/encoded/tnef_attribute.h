/*
 * tnef_attribute - the attributes of a TNEF stream, one after the other
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_TNEF_ATTRIBUTE_H
#define CORE_ENCODED_TNEF_ATTRIBUTE_H

#include "core/encoded/tnef.h"

/* The lower half of an attribute's number; the upper one is a type, which
 * readers do not look at. */
enum tnef_attribute_id {
	TNEF_ATTACH_TRANSPORT_FILENAME = 0x9001,
	TNEF_ATTACH_REND_DATA = 0x9002, /* a new attachment */
	TNEF_MAPI_PROPS = 0x9003,       /* of the message */
	TNEF_ATTACHMENT_PROPS = 0x9005,
	TNEF_OEM_CODEPAGE = 0x9007,
	TNEF_ATTACH_DATA = 0x800F,
	TNEF_ATTACH_TITLE = 0x8010,
	TNEF_MESSAGE_BODY = 0x800C,
};

struct tnef_attribute {
	uint16_t id;
	bool bad; /* cut short, or with a wrong sum */
	struct slice bytes;
};

/* False: no more. */
bool tnef_attribute_next(
    struct tnef *tnef, struct tnef_attribute *attribute_r) MUST_USE;

#endif
