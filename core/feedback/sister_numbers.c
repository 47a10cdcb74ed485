/*
 * sister_numbers - what each gateway counted, in all and by day
 */
#include "core/feedback/sister.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/feedback/sister_link.h"

#define NUMBERS "cgpfilter:numbers"
#define DAY "cgpfilter:day:"
#define NAME_BYTES (GATEWAY_NAME_MAX + 64u)

/* ---- numbers ------------------------------------------------------------- */

/* "NAME of GATEWAY" */
static bool
put_number(struct sister *sister, const struct sister_number *number,
    struct text *why_r)
{
	struct link_command command = {.count = 0};
	char buffer[NAME_BYTES + 8], value[24];
	struct text field = TEXT_OVER(buffer);

	text_printf(&field, "%s of ", number->name);
	text_put(&field, sister->self);
	snprintf(value, sizeof(value), "%" PRIu64, number->value);
	link_add_text(&command, "HSET");
	link_add_text(&command, NUMBERS);
	link_add(&command, text_slice(&field));
	link_add_text(&command, value);
	return link_obey(sister, &command, why_r);
}

bool
sister_put_numbers(struct sister *sister, const struct sister_number *numbers,
    size_t count, struct text *why_r)
{
	for (size_t i = 0; i < count; i++)
		if (!put_number(sister, &numbers[i], why_r))
			return false;
	return true;
}

static void
add_number(struct sister_number *number, const redisReply *reply)
{
	number->value = 0;
	if (reply->type != REDIS_REPLY_ARRAY)
		return;
	for (size_t i = 0; i + 1 < reply->elements; i += 2) {
		struct slice field = link_string(reply->element[i]);
		struct slice name = slice_from_string(number->name);
		uint64_t value;

		if (slice_starts_with(field, name) &&
		    slice_starts_with(
			slice_skip(field, name.size), SLICE(" of ")) &&
		    slice_to_u64(link_string(reply->element[i + 1]), &value))
			number->value += value;
	}
}

bool
sister_sum_numbers(struct sister *sister, struct sister_number *numbers,
    size_t count, struct text *why_r)
{
	struct link_command command = {.count = 0};
	redisReply *reply;

	link_add_text(&command, "HGETALL");
	link_add_text(&command, NUMBERS);
	reply = link_ask(sister, &command, why_r);
	if (reply == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		add_number(&numbers[i], reply);
	freeReplyObject(reply);
	return true;
}

/* ---- days ---------------------------------------------------------------- */

/* "cgpfilter:day:2026-11-28", a hash: gateway -> bytes */
struct day_key {
	char bytes[64];
	struct text text;
};

static void
name_day(struct day_key *key, struct slice date)
{
	key->text = text_over(key->bytes, sizeof(key->bytes));
	text_put(&key->text, SLICE(DAY));
	text_put(&key->text, date);
}

bool
sister_put_day(struct sister *sister, struct slice date, struct slice bytes,
    struct text *why_r)
{
	struct link_command put = {.count = 0}, expire = {.count = 0};
	struct day_key key;

	name_day(&key, date);
	link_add_text(&put, "HSET");
	link_add(&put, text_slice(&key.text));
	link_add(&put, sister->self);
	link_add(&put, bytes);
	link_add_text(&expire, "EXPIRE");
	link_add(&expire, text_slice(&key.text));
	link_add_text(&expire, SISTER_DAY_SECONDS);
	return link_obey(sister, &put, why_r) &&
	       link_obey(sister, &expire, why_r);
}

bool
sister_read_day(struct sister *sister, struct slice date,
    void (*take)(void *owner, struct slice bytes), void *owner,
    struct text *why_r)
{
	struct link_command command = {.count = 0};
	struct day_key key;
	redisReply *reply;

	name_day(&key, date);
	link_add_text(&command, "HGETALL");
	link_add(&command, text_slice(&key.text));
	reply = link_ask(sister, &command, why_r);
	if (reply == NULL)
		return false;
	for (size_t i = 0;
	     reply->type == REDIS_REPLY_ARRAY && i + 1 < reply->elements;
	     i += 2)
		if (!slice_equal(link_string(reply->element[i]), sister->self))
			take(owner, link_string(reply->element[i + 1]));
	freeReplyObject(reply);
	return true;
}
