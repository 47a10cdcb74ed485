/*
 * whitelist_entry - one line of whitelist.cfg
 *
 *     key = value; key = [value]; ...
 */
#include "core/list/whitelist_entry.h"

#include "core/base/ascii.h"

const struct regex_place whitelist_place = {
    .options = REGEX_NOCASE | REGEX_UNGREEDY, .origin = REGEX_ANYWHERE};

enum key { TYPE, ADDRESS, HEADER, VALUE, COMMAND, REGEX, KEYS };

static const struct slice key_names[KEYS] = {
    [TYPE] = {(const uint8_t *)"type", 4},
    [ADDRESS] = {(const uint8_t *)"address", 7},
    [HEADER] = {(const uint8_t *)"header", 6},
    [VALUE] = {(const uint8_t *)"value", 5},
    [COMMAND] = {(const uint8_t *)"command", 7},
    [REGEX] = {(const uint8_t *)"regex", 5},
};

/* What a line holds, by key; data NULL: not there. */
struct values {
	struct slice of[KEYS];
};

/* ---- keys and values --------------------------------------------------- */

static struct slice
skip_blanks(struct slice s)
{
	size_t at = 0;

	while (at < s.size && (s.data[at] == ' ' || s.data[at] == '\t'))
		at++;
	return slice_skip(s, at);
}

/* "key =" at the start of *rest, which is moved behind it.  KEYS: none. */
static enum key
take_key(struct slice *rest)
{
	for (enum key key = 0; key < KEYS; key++) {
		struct slice behind;

		if (!slice_starts_with_nocase(*rest, key_names[key]))
			continue;
		behind = skip_blanks(slice_skip(*rest, key_names[key].size));
		if (behind.size == 0 || behind.data[0] != '=')
			continue;
		*rest = skip_blanks(slice_skip(behind, 1));
		return key;
	}
	return KEYS;
}

/* Behind a value: the end of the line, or ';' and the next key or the end. */
static bool
value_ends(struct slice rest, struct slice *next_r)
{
	*next_r = skip_blanks(rest);
	if (next_r->size == 0)
		return true;
	if (next_r->data[0] != ';')
		return false;
	*next_r = skip_blanks(slice_skip(*next_r, 1));
	rest = *next_r;
	return rest.size == 0 || take_key(&rest) != KEYS;
}

/* False: no ']' ends it. */
static bool
take_bracketed(struct slice *rest, struct slice *value_r)
{
	struct slice next;

	for (size_t i = 1; i < rest->size; i++)
		if (rest->data[i] == ']' &&
		    value_ends(slice_skip(*rest, i + 1), &next)) {
			*value_r = slice_sub(*rest, 1, i - 1);
			*rest = next;
			return true;
		}
	return false;
}

static bool
take_value(struct slice *rest, struct slice *value_r)
{
	size_t end;

	if (rest->size > 0 && rest->data[0] == '[')
		return take_bracketed(rest, value_r);
	end = slice_find_byte(*rest, ';');
	*value_r = slice_trim(slice_sub(*rest, 0, end));
	*rest = skip_blanks(slice_skip(*rest, end + 1));
	return true;
}

static const char *
read_values(struct slice line, struct values *values_r)
{
	*values_r = (struct values){{{NULL, 0}}};
	while (line.size > 0) {
		enum key key = take_key(&line);
		struct slice value;

		if (key == KEYS)
			return "type =, address =, header =, value =, command "
			       "= or regex = is expected";
		if (!take_value(&line, &value))
			return slice_find_byte(line, ']') == line.size
				   ? "the ']' at the end of a value is missing"
				   : "behind the ']' of a value comes ; and "
				     "the next key, or nothing";
		if (value.size == 0)
			return "a value is empty";
		if (values_r->of[key].data != NULL)
			return "a key stands there twice";
		values_r->of[key] = value;
	}
	return NULL;
}

/* ---- what they mean ---------------------------------------------------- */

static bool
has_just(const struct values *values, unsigned keys)
{
	for (enum key key = 0; key < KEYS; key++)
		if ((values->of[key].data != NULL) != ((keys >> key & 1) != 0))
			return false;
	return true;
}

static const char *
compile(struct slice text, struct whitelist_entry *entry)
{
	const char *reason;

	entry->regex = regex_compile(text, &whitelist_place, &reason);
	return entry->regex == NULL ? reason : NULL;
}

static const char *
read_host(const struct values *values, struct whitelist_entry *entry)
{
	if (!has_just(values, 1u << TYPE | 1u << ADDRESS))
		return "type = host takes address = [...] and nothing else";
	entry->type = WHITELIST_HOST;
	return host_pattern_read(slice_trim(values->of[ADDRESS]), &entry->host);
}

static const char *
read_header(const struct values *values, struct whitelist_entry *entry)
{
	struct slice name = slice_trim(values->of[HEADER]);

	if (!has_just(values, 1u << TYPE | 1u << HEADER | 1u << VALUE))
		return "type = header takes header = [...], value = [...] and "
		       "nothing else";
	for (size_t i = 0; i < name.size; i++)
		if (name.data[i] <= ' ' || name.data[i] >= 0x7F ||
		    name.data[i] == ':')
			return "header = [...] takes the name of a field, "
			       "without a colon";
	entry->type = WHITELIST_HEADER;
	entry->field = name;
	return compile(values->of[VALUE], entry);
}

static const char *
read_envelope(const struct values *values, struct whitelist_entry *entry)
{
	struct slice command = slice_trim(values->of[COMMAND]);

	if (!has_just(values, 1u << TYPE | 1u << COMMAND | 1u << VALUE))
		return "type = envelope takes command = [...], value = [...] "
		       "and nothing else";
	if (slice_equal_nocase(command, SLICE("helo")) ||
	    slice_equal_nocase(command, SLICE("ehlo")))
		entry->type = WHITELIST_HELO;
	else if (slice_equal_nocase(command, SLICE("mail from")))
		entry->type = WHITELIST_MAIL_FROM;
	else if (slice_equal_nocase(command, SLICE("rcpt to")))
		entry->type = WHITELIST_RCPT_TO;
	else
		return "command = [...] takes helo, mail from or rcpt to";
	return compile(values->of[VALUE], entry);
}

static const char *
read_body(const struct values *values, struct whitelist_entry *entry)
{
	if (!has_just(values, 1u << TYPE | 1u << REGEX))
		return "type = body takes regex = [...] and nothing else";
	entry->type = WHITELIST_BODY;
	return compile(values->of[REGEX], entry);
}

const char *
whitelist_entry_read(struct slice line, struct whitelist_entry *entry_r)
{
	struct values values;
	const char *wrong = read_values(line, &values);
	struct slice type;

	*entry_r = (struct whitelist_entry){.text = line};
	if (wrong != NULL)
		return wrong;
	type = slice_trim(values.of[TYPE]);
	if (slice_equal_nocase(type, SLICE("host")))
		return read_host(&values, entry_r);
	if (slice_equal_nocase(type, SLICE("header")))
		return read_header(&values, entry_r);
	if (slice_equal_nocase(type, SLICE("envelope")))
		return read_envelope(&values, entry_r);
	if (slice_equal_nocase(type, SLICE("body")))
		return read_body(&values, entry_r);
	return "type = takes host, header, envelope or body";
}
