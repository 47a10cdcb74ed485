/*
 * show_head - the envelope, who writes to whom about what, the way it came
 */
#include <inttypes.h>

#include "core/header/auth_results.h"
#include "core/header/date.h"
#include "core/show/facts.h"
#include "core/show/scripts.h"
#include "core/show/show_page.h"
#include "core/show/terms.h"
#include "core/text/display.h"

#define ADDRESSES_SHOWN 8u
#define FIELDS_SHOWN 4u
#define VALUE_BYTES 400u
#define WORD_BYTES 100u
#define MIXED "! letters of several scripts in a word"
#define MARGIN "               "

static void
begin(struct page *page, const char *label)
{
	char first[64];

	snprintf(first, sizeof(first), "  %-13s", label);
	page_line(page, first, MARGIN);
}

/* ---- envelope ---------------------------------------------------------- */

static void
show_recipients(const struct envelope *envelope, struct page *page)
{
	begin(page, "rcpt to");
	if (envelope->recipients_seen == 0)
		page_item(page, TONE_WARNING, "nobody");
	for (size_t i = 0; i < envelope->recipient_count && i < ADDRESSES_SHOWN;
	     i++)
		page_item_from(page, TONE_PLAIN, "<", envelope->recipients[i],
		    VALUE_BYTES, ">");
	if (envelope->recipients_seen > ADDRESSES_SHOWN)
		page_item_f(page, TONE_FAINT, "and %zu more",
		    envelope->recipients_seen - ADDRESSES_SHOWN);
	page_end(page);
}

static void
show_source(const struct envelope *envelope, struct page *page)
{
	begin(page, "source");
	if (envelope->source_tag.size > 0)
		page_item_from(page, TONE_PLAIN, "", envelope->source_tag,
		    VALUE_BYTES, "");
	if (envelope->source_ip.size > 0)
		page_item_from(page, TONE_PLAIN, "[", envelope->source_ip,
		    VALUE_BYTES, "]");
	if (envelope->account.size > 0)
		page_item_from(page, TONE_PLAIN, "authenticated as <",
		    envelope->account, VALUE_BYTES, ">");
	if (envelope->domain.size > 0)
		page_item_from(page, TONE_PLAIN, "domain ", envelope->domain,
		    VALUE_BYTES, "");
	if (envelope->options.size > 0)
		page_item_from(page, TONE_FAINT, "options ", envelope->options,
		    VALUE_BYTES, "");
	page_end(page);
}

static void
show_envelope(const struct envelope *envelope, struct page *page)
{
	begin(page, "mail from");
	if (envelope->has_return_path)
		page_item_from(page, TONE_PLAIN, "<", envelope->return_path,
		    VALUE_BYTES, ">");
	else
		page_item(page, TONE_FAINT, "not told");
	page_end(page);
	show_recipients(envelope, page);
	if (envelope->source_tag.size + envelope->source_ip.size +
		envelope->account.size + envelope->domain.size +
		envelope->options.size >
	    0)
		show_source(envelope, page);
}

/* ---- the fields that everybody looks at -------------------------------- */

static void
show_address(const struct fact_address *address, struct page *page)
{
	char buffer[PAGE_ITEM_BYTES];
	struct text text = TEXT_OVER(buffer);
	bool odd =
	    display_is_odd(address->name) || display_is_odd(address->address);

	if (address->name.size + address->address.size == 0) {
		page_item_from(page, TONE_FAINT, "",
		    address->group.size > 0 ? address->group : SLICE("<>"),
		    VALUE_BYTES, address->group.size > 0 ? ": nobody" : "");
		return;
	}
	display_put(&text, address->name, VALUE_BYTES);
	if (address->address.size > 0) {
		text_put(&text, text.size > 0 ? SLICE(" <") : SLICE("<"));
		display_put(&text, address->address, VALUE_BYTES);
		text_put_byte(&text, '>');
	}
	page_item_text(page,
	    odd || address->name_shows_another ? TONE_ALARM : TONE_PLAIN,
	    &text);
	if (address->name_shows_another)
		page_item(page, TONE_ALARM, "! the name is another address");
	if (scripts_are_mixed(address->name))
		page_item(page, TONE_ALARM, MIXED);
}

static void
put_addresses(struct show *show, struct page *page, struct slice value)
{
	struct address_list list;
	struct fact_address address;
	size_t count = 0;

	address_begin(value, &list);
	while (fact_address_next(show, &list, &address))
		if (count++ < ADDRESSES_SHOWN)
			show_address(&address, page);
	if (count > ADDRESSES_SHOWN)
		page_item_f(
		    page, TONE_FAINT, "and %zu more", count - ADDRESSES_SHOWN);
}

static void
put_date(struct show *show, struct page *page, struct slice value)
{
	char buffer[96];
	struct text text = TEXT_OVER(buffer);
	struct date date;

	if (!date_parse(value, &date)) {
		page_item_from(page, TONE_WARNING, "", value, VALUE_BYTES, "");
		page_item(page, TONE_WARNING, "no date");
		return;
	}
	(void)show;
	fact_put_time(&text, &date);
	page_item_text(page, TONE_PLAIN, &text);
	if (date.obsolete)
		page_item_from(
		    page, TONE_FAINT, "written \"", value, VALUE_BYTES, "\"");
}

static void
put_text(struct show *show, struct page *page, struct slice value)
{
	if (value.size == 0) {
		page_item(page, TONE_FAINT, "(empty)");
		return;
	}
	value = fact_value(show, value);
	page_item_from(page, TONE_STRONG, "", value, VALUE_BYTES, "");
	if (scripts_are_mixed(value))
		page_item(page, TONE_ALARM, MIXED);
}

static void
show_field(struct show *show, struct page *page, const char *label,
    void (*put)(struct show *, struct page *, struct slice))
{
	const struct header *header = &show->message->top->header;
	const struct header_field *field;

	for (size_t nth = 0; nth < FIELDS_SHOWN; nth++) {
		field = header_find(header, slice_from_string(label), nth);
		if (field == NULL)
			return;
		begin(page, label);
		put(show, page, field->value);
		if (nth > 0)
			page_item(page, TONE_WARNING, "! once more");
		page_end(page);
	}
}

static void
show_fields(struct show *show, struct page *page)
{
	show_field(show, page, "From", put_addresses);
	show_field(show, page, "Sender", put_addresses);
	show_field(show, page, "Reply-To", put_addresses);
	show_field(show, page, "To", put_addresses);
	show_field(show, page, "Cc", put_addresses);
	show_field(show, page, "Subject", put_text);
	show_field(show, page, "Date", put_date);
	show_field(show, page, "Message-ID", put_text);
}

/* ---- the way it came --------------------------------------------------- */

static void
put_client(const struct received *received, struct page *page)
{
	if (received->from.size > 0)
		page_item_from(
		    page, TONE_PLAIN, "from ", received->from, VALUE_BYTES, "");
	if (received->reverse.size > 0 &&
	    !slice_equal_nocase(received->reverse, received->from))
		page_item_from(
		    page, TONE_PLAIN, "(", received->reverse, VALUE_BYTES, ")");
	if (received->address.size > 0)
		page_item_from(page, TONE_STRONG, "[", received->address,
		    VALUE_BYTES, "]");
	if (received->local)
		page_item(page, TONE_FAINT, "on the machine");
}

static void
put_server(const struct received *received, struct page *page)
{
	if (received->by.size > 0)
		page_item_from(
		    page, TONE_PLAIN, "by ", received->by, VALUE_BYTES, "");
	if (received->with.size > 0)
		page_item_from(
		    page, TONE_PLAIN, "with ", received->with, VALUE_BYTES, "");
	if (received->encrypted)
		page_item(page, TONE_FAINT, "TLS");
	if (received->user.size > 0)
		page_item_from(page, TONE_PLAIN, "authenticated as ",
		    received->user, VALUE_BYTES, "");
	else if (received->authenticated)
		page_item(page, TONE_PLAIN, "authenticated");
	if (received->recipient.size > 0)
		page_item_from(page, TONE_PLAIN, "for <", received->recipient,
		    VALUE_BYTES, ">");
}

/* More than an hour is slow; clocks are often wrong by a minute. */
static void
put_delay(int64_t seconds, struct page *page)
{
	enum tone tone =
	    seconds < -60 || seconds > 3600 ? TONE_WARNING : TONE_FAINT;
	char sign = seconds < 0 ? '-' : '+';
	uint64_t span = seconds < 0 ? 0 - (uint64_t)seconds : (uint64_t)seconds;

	if (span < 120)
		page_item_f(page, tone, "%c%" PRIu64 " s", sign, span);
	else if (span < 7200)
		page_item_f(page, tone, "%c%" PRIu64 " min", sign, span / 60);
	else if (span < UINT64_C(2) * 86400)
		page_item_f(page, tone, "%c%" PRIu64 " h", sign, span / 3600);
	else
		page_item_f(
		    page, tone, "%c%" PRIu64 " days", sign, span / 86400);
}

static void
put_when(const struct relay *relay, struct page *page)
{
	char buffer[96];
	struct text text = TEXT_OVER(buffer);

	if (!relay->received.has_date)
		return;
	fact_put_time(&text, &relay->received.date);
	page_item_text(page, TONE_FAINT, &text);
	if (relay->has_delay)
		put_delay(relay->delay_s, page);
}

static void
show_relays(struct show *show, struct page *page)
{
	struct relay *relays;
	size_t count = fact_relays(show, &relays);
	char label[32];

	for (size_t i = 0; i < count; i++) {
		snprintf(label, sizeof(label), "relay %zu", i + 1);
		begin(page, label);
		put_client(&relays[i].received, page);
		put_server(&relays[i].received, page);
		put_when(&relays[i], page);
		page_end(page);
	}
}

/* ---- what a server before us found ------------------------------------- */

static void
put_result(const struct auth_result *result, struct page *page)
{
	char buffer[PAGE_ITEM_BYTES];
	struct text text = TEXT_OVER(buffer);
	bool bad = result->verdict == AUTH_FAIL ||
		   result->verdict == AUTH_SOFTFAIL ||
		   result->verdict == AUTH_PERMERROR;

	display_put(&text, result->method, WORD_BYTES);
	text_printf(&text, "=%s", term_auth(result->verdict));
	if (result->domain.size > 0) {
		text_put_byte(&text, ' ');
		display_put(&text, result->property, WORD_BYTES);
		text_put(
		    &text, result->property.size > 0 ? SLICE("=") : SLICE(""));
		display_put(&text, result->domain, VALUE_BYTES);
	}
	if (result->reason.size > 0) {
		text_put(&text, SLICE(" ("));
		display_put(&text, result->reason, VALUE_BYTES);
		text_put_byte(&text, ')');
	}
	page_item_text(page, bad ? TONE_WARNING : TONE_PLAIN, &text);
}

static void
show_authentication(struct show *show, struct page *page)
{
	const struct header *header = &show->message->top->header;
	const struct header_field *field;
	struct slice server, rest;
	struct auth_result result;

	for (size_t nth = 0; nth < FIELDS_SHOWN; nth++) {
		field =
		    header_find(header, SLICE("authentication-results"), nth);
		if (field == NULL)
			return;
		if (!auth_results_begin(
			fact_value(show, field->value), &server, &rest))
			continue;
		begin(page, "authenticity");
		if (server.size > 0)
			page_item_from(
			    page, TONE_PLAIN, "by ", server, VALUE_BYTES, ":");
		while (auth_results_next(&rest, show->arena, &result))
			put_result(&result, page);
		page_end(page);
	}
}

void
show_head(struct show *show, struct page *page)
{
	if (show->message->envelope.present)
		show_envelope(&show->message->envelope, page);
	show_fields(show, page);
	show_relays(show, page);
	show_authentication(show, page);
}
