/*
 * show_json_part - the parts of a message as JSON
 */
#include "core/show/show_json.h"

#include <inttypes.h>

#include "core/show/facts.h"
#include "core/show/links.h"
#include "core/show/safe_name.h"
#include "core/show/scripts.h"

/* A data: URL may be the size of the message, which is there anyway. */
#define URL_BYTES 4096u

static const struct term oddities[] = {
    {LINK_OTHER_HOST, "other-host", NULL, true},
    {LINK_USER, "user", NULL, true},
    {LINK_NUMBER, "number", NULL, true},
    {LINK_PUNYCODE, "punycode", NULL, true},
    {LINK_SCRIPT, "script", NULL, true},
    {LINK_ESCAPED, "escaped", NULL, true},
    {LINK_OTHER_MAILBOX, "other-mailbox", NULL, true},
    {0, NULL, NULL, false},
};

/* ---- digests ----------------------------------------------------------- */

static void
put_digest(struct show *show, struct json *json, struct slice bytes)
{
	uint8_t digest[DIGEST_MAX];
	char hex[2 * DIGEST_MAX + 1];
	size_t size = digest_size(DIGEST_SHA256);

	if (show->digester == NULL ||
	    !digest_compute(show->digester, DIGEST_SHA256, bytes, digest)) {
		json_null(json, "sha256");
		return;
	}
	for (size_t i = 0; i < size; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	json_word(json, "sha256", hex);
}

/* ---- what a part says it is -------------------------------------------- */

static void
put_names(struct json *json, const struct part *part)
{
	struct part_name storage;
	const struct part_name *names;
	size_t count = fact_names(part, &storage, &names);

	json_array(json, "names");
	for (size_t i = 0; i < count; i++) {
		json_object(json, NULL);
		json_string(json, "name", names[i].text);
		json_word(json, "source", names[i].source);
		json_string(json, "raw", names[i].raw);
		json_bool(
		    json, "mixed_scripts", scripts_are_mixed(names[i].text));
		json_object_end(json);
	}
	json_array_end(json);
}

static void
put_type_word(struct json *json, const char *key, enum filetype type)
{
	json_word(
	    json, key, type == FILETYPE_OTHER ? NULL : filetype_name(type));
}

static void
put_type(struct json *json, const struct part *part)
{
	struct claims wrong = fact_wrong_claims(part);

	json_string(json, "media_type", part->media_type);
	put_type_word(json, "type", fact_type(part));
	put_type_word(json, "wrongly_declared_as", wrong.declared);
	put_type_word(json, "wrongly_named_as", wrong.named);
}

static void
put_member(struct json *json, const struct member *member)
{
	if (member == NULL) {
		json_null(json, "member");
		return;
	}
	json_object(json, "member");
	json_string(json, "name", member->name);
	json_number(json, "position", member->position);
	if (member->size_packed == UINT64_MAX)
		json_null(json, "size_packed");
	else
		json_number(json, "size_packed", member->size_packed);
	if (member->size == UINT64_MAX)
		json_null(json, "size_told");
	else
		json_number(json, "size_told", member->size);
	show_json_words(json, "flags", terms_member, member->flags);
	json_object_end(json);
}

static void
put_charset(struct json *json, const struct part *part)
{
	const struct charset_text *source =
	    part->text == NULL ? NULL : &part->text->source;

	if (part->charset.size > 0)
		json_string(json, "charset_declared", part->charset);
	else
		json_null(json, "charset_declared");
	json_word(json, "charset", source == NULL ? NULL : source->charset);
	json_bool(json, "charset_wrong",
	    source != NULL &&
		(source->flags &
		    (CHARSET_WRONG_LABEL | CHARSET_UNKNOWN_LABEL)) != 0);
	json_number(
	    json, "characters_replaced", source == NULL ? 0 : source->replaced);
}

/* ---- what was asked for ------------------------------------------------ */

static void
put_file_name(
    const struct show *show, struct json *json, const struct part *part)
{
	char buffer[SAFE_NAME_BYTES];
	struct text text = TEXT_OVER(buffer);

	safe_name_put(&text, part, show->volume);
	json_word(
	    json, "extracted_as", safe_name_is_file(part) ? text.data : NULL);
}

static void
put_headers(struct show *show, struct json *json, const struct part *part)
{
	json_array(json, "headers");
	for (size_t i = 0; i < part->header.count; i++) {
		const struct header_field *field = &part->header.fields[i];

		json_object(json, NULL);
		json_string(json, "name", field->name);
		json_string(json, "value", fact_value(show, field->value));
		json_object_end(json);
	}
	json_array_end(json);
}

static void
put_text(struct json *json, const struct part_text *text)
{
	if (text == NULL) {
		json_null(json, "text");
		json_null(json, "hidden_text");
		return;
	}
	json_string(json, "text", text->visible);
	if (text->html == NULL)
		json_null(json, "hidden_text");
	else
		json_string(json, "hidden_text", text->html->hidden);
}

static void
put_link(struct json *json, const char *kind, const struct html_link *link,
    unsigned odd)
{
	json_object(json, NULL);
	json_word(json, "kind", kind);
	json_string(json, "url", slice_sub(link->url, 0, URL_BYTES));
	json_number(json, "url_size", link->url.size);
	json_string(json, "host", link_host(link->url));
	json_string(json, "shown", link->shown);
	json_bool(json, "hidden", link->hidden);
	show_json_words(json, "oddities", oddities, odd);
	json_object_end(json);
}

static void
put_links(struct json *json, const struct part_text *text)
{
	struct html_link plain = {0};
	size_t at = 0;

	json_array(json, "links");
	if (text != NULL && text->html == NULL)
		while (link_next(text->visible, &at, &plain.url))
			put_link(json, "text", &plain,
			    link_oddities(plain.url, plain.shown));
	if (text != NULL && text->html != NULL)
		for (size_t i = 0; i < text->html->link_count; i++) {
			const struct html_link *link = &text->html->links[i];

			put_link(json, term_link(link->kind), link,
			    fact_link_oddities(link));
		}
	json_array_end(json);
}

/* ---- one part ---------------------------------------------------------- */

static void
put_place(struct json *json, const struct part *part)
{
	json_number(json, "index", part->index);
	if (part->parent == NULL)
		json_null(json, "parent");
	else
		json_number(json, "parent", part->parent->index);
	json_number(json, "depth", part->depth);
	json_word(json, "kind", term_kind(part->kind));
	json_word(json, "origin", term_origin(part->origin));
}

static void
put_part(struct show *show, struct json *json, struct part *part)
{
	const struct part_text *text = render_part(&show->renderer, part);

	json_object(json, NULL);
	put_place(json, part);
	put_type(json, part);
	put_names(json, part);
	json_word(json, "encoding", term_encoding(part->encoding));
	put_charset(json, part);
	put_member(json, part->member);
	show_json_words(json, "flags", terms_part, part->flags);
	show_json_words(json, "html", terms_html,
	    text != NULL && text->html != NULL ? text->html->flags : 0);
	json_number(json, "raw_size", part->raw.size);
	json_number(json, "size", part->body.size);
	put_digest(show, json, part->body);
	if (show->extracted)
		put_file_name(show, json, part);
	if (show->headers)
		put_headers(show, json, part);
	if (show->text)
		put_text(json, text);
	if (show->links)
		put_links(json, text);
	json_object_end(json);
}

void
show_json_parts(struct show *show, struct json *json)
{
	json_array(json, "parts");
	for (size_t i = 0; i < show->message->part_count; i++)
		put_part(show, json, show->message->parts[i]);
	json_array_end(json);
}
