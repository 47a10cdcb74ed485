/*
 * data_write - objects to text, and are two the same
 *
 * Both walk the tree by first, next and parent, without a stack.
 */
#include "core/config/data.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

static bool
is_plain(struct slice s)
{
	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z')))
			return false;
	}
	return s.size > 0;
}

static void
write_escaped(uint8_t c, struct text *text)
{
	switch (c) {
	case '"':
		text_put(text, SLICE("\\\""));
		break;
	case '\\':
		text_put(text, SLICE("\\\\"));
		break;
	case '\n':
		text_put(text, SLICE("\\e"));
		break;
	case '\r':
		text_put(text, SLICE("\\r"));
		break;
	case '\t':
		text_put(text, SLICE("\\t"));
		break;
	default:
		if (c < 0x20 || c == 0x7F)
			text_printf(text, "\\%03d", c);
		else
			text_put_byte(text, (char)c);
	}
}

void
data_write_string(struct slice s, struct text *text)
{
	if (is_plain(s)) {
		text_put(text, s);
		return;
	}
	text_put_byte(text, '"');
	for (size_t i = 0; i < s.size; i++)
		write_escaped(s.data[i], text);
	text_put_byte(text, '"');
}

static void
write_bytes(struct slice s, struct text *text)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz0123456789+/";

	text_put_byte(text, '[');
	for (size_t i = 0; i < s.size; i += 3) {
		size_t count = s.size - i < 3 ? s.size - i : 3;
		uint32_t bits = (uint32_t)s.data[i] << 16;

		if (count > 1)
			bits |= (uint32_t)s.data[i + 1] << 8;
		if (count > 2)
			bits |= s.data[i + 2];
		for (size_t k = 0; k < 4; k++)
			text_put_byte(text,
			    k > count ? '='
				      : alphabet[bits >> (18 - 6 * k) & 0x3F]);
	}
	text_put_byte(text, ']');
}

static void
write_time(const struct data_time *time, struct text *text)
{
	if (time->era == DATA_ERA_PAST) {
		text_put(text, SLICE("#TPAST"));
		return;
	}
	if (time->era == DATA_ERA_FUTURE) {
		text_put(text, SLICE("#TFUTURE"));
		return;
	}
	text_printf(
	    text, "#T%02u-%02u-%04u", time->day, time->month, time->year);
	if (time->has_clock)
		text_printf(text, "_%02u:%02u:%02u", time->hour, time->minute,
		    time->second);
}

static void
write_address(const struct data_address *address, struct text *text)
{
	char host[INET6_ADDRSTRLEN];
	const char *written = inet_ntop(address->is_v6 ? AF_INET6 : AF_INET,
	    address->bytes, host, sizeof(host));

	CHECK(written != NULL);
	text_printf(text, "#I[%s]", host);
	if (address->has_port)
		text_printf(text, ":%u", address->port);
}

static bool
is_container(const struct data_object *object)
{
	return object->kind == DATA_ARRAY || object->kind == DATA_DICTIONARY;
}

/* A scalar, or the opening of a container. */
static void
write_begin(const struct data_object *object, struct text *text)
{
	switch (object->kind) {
	case DATA_STRING:
		data_write_string(object->text, text);
		break;
	case DATA_BYTES:
		write_bytes(object->text, text);
		break;
	case DATA_NUMBER:
		text_printf(text, "#%" PRId64, object->number);
		break;
	case DATA_TIME:
		write_time(&object->time, text);
		break;
	case DATA_ADDRESS:
		write_address(&object->address, text);
		break;
	case DATA_NULL:
		text_put(text, SLICE("#NULL#"));
		break;
	case DATA_ARRAY:
		text_put_byte(text, '(');
		break;
	case DATA_DICTIONARY:
		text_put_byte(text, '{');
		break;
	case DATA_OPAQUE:
	case DATA_XML:
		text_put(text, object->text);
		break;
	}
}

/* What stands between an object and the next, or the end of its parent. */
static void
write_end(const struct data_object *object, struct text *text)
{
	if (object->parent->kind == DATA_DICTIONARY)
		text_put_byte(text, ';');
	else if (object->next != NULL)
		text_put_byte(text, ',');
	if (object->next == NULL)
		text_put_byte(
		    text, object->parent->kind == DATA_ARRAY ? ')' : '}');
}

static void
write_one(const struct data_object *object, bool is_root, struct text *text)
{
	if (!is_root && object->parent->kind == DATA_DICTIONARY) {
		data_write_string(object->key, text);
		text_put_byte(text, '=');
	}
	write_begin(object, text);
	if (is_container(object) && object->first == NULL)
		text_put_byte(text, object->kind == DATA_ARRAY ? ')' : '}');
}

void
data_write(const struct data_object *root, struct text *text)
{
	const struct data_object *at = root;

	for (;;) {
		write_one(at, at == root, text);
		if (is_container(at) && at->first != NULL) {
			at = at->first;
			continue;
		}
		/* Up past every container that this was the last of. */
		while (at != root && at->next == NULL) {
			write_end(at, text);
			at = at->parent;
		}
		if (at == root)
			return;
		write_end(at, text);
		at = at->next;
	}
}

static bool
time_equal(const struct data_time *a, const struct data_time *b)
{
	return a->era == b->era && a->has_clock == b->has_clock &&
	       a->year == b->year && a->month == b->month && a->day == b->day &&
	       a->hour == b->hour && a->minute == b->minute &&
	       a->second == b->second;
}

static bool
address_equal(const struct data_address *a, const struct data_address *b)
{
	return a->is_v6 == b->is_v6 && a->has_port == b->has_port &&
	       a->port == b->port &&
	       memcmp(a->bytes, b->bytes, a->is_v6 ? 16 : 4) == 0;
}

/* What two objects are by themselves, without what they hold. */
static bool
one_equal(const struct data_object *a, const struct data_object *b)
{
	return a->kind == b->kind && a->count == b->count &&
	       a->number == b->number && slice_equal(a->text, b->text) &&
	       time_equal(&a->time, &b->time) &&
	       address_equal(&a->address, &b->address);
}

bool
data_equal(const struct data_object *a, const struct data_object *b)
{
	const struct data_object *root = a;

	for (;;) {
		if (!one_equal(a, b) ||
		    (a != root && !slice_equal(a->key, b->key)))
			return false;
		if (a->first != NULL) {
			/* Equal counts: b holds as many. */
			a = a->first;
			b = b->first;
			continue;
		}
		while (a != root && a->next == NULL) {
			a = a->parent;
			b = b->parent;
		}
		if (a == root)
			return true;
		a = a->next;
		b = b->next;
	}
}
