/*
 * show_json - a decoded message for a program
 *
 * Keys stay what they are once released; new ones may come.  What is not there
 * is null, or an empty array; so that a program need not ask whether a key is.
 */
#include "core/show/show_json.h"

#include <inttypes.h>

#include "core/header/auth_results.h"
#include "core/header/date.h"
#include "core/show/facts.h"
#include "core/show/scripts.h"
#include "core/show/show_canonical.h"

/* Not told is null, told to be empty is "". */
static void
put_if_any(struct json *json, const char *key, struct slice s)
{
	if (s.size == 0)
		json_null(json, key);
	else
		json_string(json, key, s);
}

/* ---- envelope ---------------------------------------------------------- */

static void
put_envelope(struct json *json, const struct envelope *envelope)
{
	if (!envelope->present) {
		json_null(json, "envelope");
		return;
	}
	json_object(json, "envelope");
	if (envelope->has_return_path)
		json_string(json, "return_path", envelope->return_path);
	else
		json_null(json, "return_path");
	json_array(json, "recipients");
	for (size_t i = 0; i < envelope->recipient_count; i++)
		json_string(json, NULL, envelope->recipients[i]);
	json_array_end(json);
	json_number(json, "recipients_seen", envelope->recipients_seen);
	put_if_any(json, "source", envelope->source_tag);
	put_if_any(json, "source_ip", envelope->source_ip);
	put_if_any(json, "account", envelope->account);
	put_if_any(json, "domain", envelope->domain);
	put_if_any(json, "options", envelope->options);
	json_object_end(json);
}

/* ---- fields ------------------------------------------------------------ */

static void
put_addresses(struct show *show, struct json *json, const char *key,
    struct slice field_name)
{
	const struct header *header = &show->message->top->header;
	const struct header_field *field;
	struct address_list list;
	struct fact_address address;

	json_array(json, key);
	for (size_t nth = 0; nth < RELAYS_MAX; nth++) {
		field = header_find(header, field_name, nth);
		if (field == NULL)
			break;
		address_begin(field->value, &list);
		while (fact_address_next(show, &list, &address)) {
			json_object(json, NULL);
			json_string(json, "name", address.name);
			json_string(json, "address", address.address);
			put_if_any(json, "group", address.group);
			json_bool(json, "name_shows_another",
			    address.name_shows_another);
			json_bool(json, "mixed_scripts",
			    scripts_are_mixed(address.name));
			json_object_end(json);
		}
	}
	json_array_end(json);
}

static void
put_text(struct show *show, struct json *json, const char *key,
    struct slice field_name)
{
	const struct header_field *field =
	    header_find(&show->message->top->header, field_name, 0);

	if (field == NULL)
		json_null(json, key);
	else
		json_string(json, key, fact_value(show, field->value));
}

static void
put_subject_scripts(struct show *show, struct json *json)
{
	const struct header_field *field =
	    header_find(&show->message->top->header, SLICE("subject"), 0);

	json_bool(json, "subject_mixed_scripts",
	    field != NULL && scripts_are_mixed(fact_value(show, field->value)));
}

static void
put_date(struct json *json, const char *key, const struct date *date)
{
	char buffer[64];
	struct text text = TEXT_OVER(buffer);

	fact_put_time(&text, date);
	json_object(json, key);
	json_string(json, "text", text_slice(&text));
	json_signed(json, "seconds", date->seconds);
	if (date->zone_known)
		json_signed(json, "zone_seconds", date->zone_seconds);
	else
		json_null(json, "zone_seconds");
	json_object_end(json);
}

static void
put_message_date(const struct show *show, struct json *json)
{
	const struct header_field *field =
	    header_find(&show->message->top->header, SLICE("date"), 0);
	struct date date;

	if (field != NULL && date_parse(field->value, &date))
		put_date(json, "date", &date);
	else
		json_null(json, "date");
}

static void
put_fields(struct show *show, struct json *json)
{
	put_addresses(show, json, "from", SLICE("from"));
	put_addresses(show, json, "sender", SLICE("sender"));
	put_addresses(show, json, "reply_to", SLICE("reply-to"));
	put_addresses(show, json, "to", SLICE("to"));
	put_addresses(show, json, "cc", SLICE("cc"));
	put_text(show, json, "subject", SLICE("subject"));
	put_subject_scripts(show, json);
	put_message_date(show, json);
	put_text(show, json, "message_id", SLICE("message-id"));
}

/* ---- the way it came --------------------------------------------------- */

static void
put_relay(struct json *json, const struct relay *relay)
{
	const struct received *received = &relay->received;

	json_object(json, NULL);
	put_if_any(json, "from", received->from);
	put_if_any(json, "reverse", received->reverse);
	put_if_any(json, "address", received->address);
	put_if_any(json, "by", received->by);
	put_if_any(json, "with", received->with);
	put_if_any(json, "id", received->id);
	put_if_any(json, "for", received->recipient);
	put_if_any(json, "user", received->user);
	json_bool(json, "authenticated", received->authenticated);
	json_bool(json, "encrypted", received->encrypted);
	json_bool(json, "local", received->local);
	if (received->has_date)
		put_date(json, "date", &received->date);
	else
		json_null(json, "date");
	if (relay->has_delay)
		json_signed(json, "delay_seconds", relay->delay_s);
	else
		json_null(json, "delay_seconds");
	json_object_end(json);
}

static void
put_relays(struct show *show, struct json *json)
{
	struct relay *relays;
	size_t count = fact_relays(show, &relays);

	json_array(json, "relays");
	for (size_t i = 0; i < count; i++)
		put_relay(json, &relays[i]);
	json_array_end(json);
}

static void
put_result(struct json *json, const struct auth_result *result)
{
	json_object(json, NULL);
	json_string(json, "method", result->method);
	json_word(json, "result", term_auth(result->verdict));
	put_if_any(json, "property", result->property);
	put_if_any(json, "value", result->domain);
	put_if_any(json, "reason", result->reason);
	json_object_end(json);
}

static void
put_authentication(struct show *show, struct json *json)
{
	const struct header *header = &show->message->top->header;
	const struct header_field *field;
	struct slice server, rest;
	struct auth_result result;

	json_array(json, "authentication");
	for (size_t nth = 0; nth < RELAYS_MAX; nth++) {
		field =
		    header_find(header, SLICE("authentication-results"), nth);
		if (field == NULL)
			break;
		if (!auth_results_begin(
			fact_value(show, field->value), &server, &rest))
			continue;
		json_object(json, NULL);
		json_string(json, "server", server);
		json_array(json, "results");
		while (auth_results_next(&rest, show->arena, &result))
			put_result(json, &result);
		json_array_end(json);
		json_object_end(json);
	}
	json_array_end(json);
}

/* ---- all of it --------------------------------------------------------- */

static void
put_limits(const struct show *show, struct json *json)
{
	const struct message *message = show->message;
	bool late = show->budget != NULL && show->budget->state != BUDGET_OK;

	json_number(json, "readings", fact_readings(message));
	show_json_words(json, "doubts", terms_doubt, message->doubts);
	json_array(json, "limits");
	for (int i = 0; i < LIMIT_COUNT; i++)
		if (limits_marked(&message->reached, (enum limit)i))
			json_word(json, NULL, limits_key((enum limit)i));
	if (late)
		json_word(json, NULL, "AnswerTimeLimit");
	json_array_end(json);
	json_bool(json, "complete", message->reached.bits == 0 && !late);
}

void
show_json(struct show *show, struct writer *out)
{
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_string(&json, "file", slice_from_string(show->path));
	json_number(&json, "size", show->file_size);
	put_envelope(&json, &show->message->envelope);
	put_fields(show, &json);
	put_relays(show, &json);
	put_authentication(show, &json);
	show_json_parts(show, &json);
	if (show->canonical)
		show_json_canonical(show, &json);
	put_limits(show, &json);
	json_object_end(&json);
	writer_byte(out, '\n');
}
