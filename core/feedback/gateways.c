/*
 * gateways - who shares reports with whom, by gateways.cfg
 */
#include "core/feedback/gateways.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/entry_file.h"

#define FILE_BYTES_MAX ((size_t)256 << 10)
#define ADDRESS_MAX 254u

static struct slice
take_word(struct slice *rest)
{
	struct slice word = *rest;

	word.size = 0;
	while (word.size < rest->size && !ascii_is_space(rest->data[word.size]))
		word.size++;
	*rest = slice_trim(slice_skip(*rest, word.size));
	return word;
}

static bool
is_name(struct slice word)
{
	for (size_t i = 0; i < word.size; i++)
		if (!(ascii_is_letter(word.data[i]) ||
			ascii_is_digit(word.data[i])) &&
		    slice_find_byte(SLICE("._-"), word.data[i]) == 3)
			return false;
	return word.size > 0 && word.size <= GATEWAY_NAME_MAX;
}

/* What can stand in a field of a mail as it is. */
static bool
is_address(struct slice word)
{
	size_t at = slice_find_byte(word, '@');

	for (size_t i = 0; i < word.size; i++)
		if (word.data[i] <= ' ' || word.data[i] >= 0x7F ||
		    slice_find_byte(SLICE("<>\",;:()\\"), word.data[i]) < 9)
			return false;
	return at > 0 && at + 1 < word.size && word.size <= ADDRESS_MAX;
}

/* "NAME SECRET"; NULL: good. */
static const char *
read_gateway(struct slice *rest, struct gateway *gateway_r)
{
	gateway_r->name = take_word(rest);
	gateway_r->secret = take_word(rest);
	if (!is_name(gateway_r->name))
		return "a name of letters, digits, '.', '_' and '-' is wanted";
	if (gateway_r->secret.size < GATEWAY_SECRET_MIN ||
	    gateway_r->secret.size > GATEWAY_SECRET_MAX)
		return "a secret of 16 to 128 bytes without blanks is wanted";
	return NULL;
}

static const char *
read_authority(struct gateways *gateways, struct slice *rest)
{
	struct slice form;

	gateways->authority = take_word(rest);
	form = take_word(rest);
	if (!is_address(gateways->authority))
		return "the address of the authority is wanted";
	if (slice_equal_nocase(form, SLICE("prints")))
		gateways->form = FORWARD_PRINTS;
	else if (slice_equal_nocase(form, SLICE("messages")))
		gateways->form = FORWARD_MESSAGES;
	else
		return "prints or messages: which shall be sent?";
	return NULL;
}

/* False: too long. */
static bool
copy_word(char *to, size_t size, struct slice word)
{
	if (word.size >= size)
		return false;
	memcpy(to, word.data, word.size);
	to[word.size] = '\0';
	return true;
}

static const char *
read_meeting(struct meeting *meeting, struct slice *rest)
{
	struct slice host = take_word(rest);
	uint64_t port = 0;

	if (host.size == 0 ||
	    !copy_word(meeting->host, sizeof(meeting->host), host))
		return "the host or the socket of the Redis server is wanted";
	if (host.data[0] != '/' && (!slice_to_u64(take_word(rest), &port) ||
				       port == 0 || port > UINT16_MAX))
		return "the port of the Redis server is wanted";
	meeting->port = (uint16_t)port;
	if (!copy_word(
		meeting->password, sizeof(meeting->password), take_word(rest)))
		return "the password is too long";
	return NULL;
}

static const char *
read_known(struct gateways *gateways, struct slice *rest)
{
	struct gateway gateway = {.trusted = false};
	const char *why = read_gateway(rest, &gateway);
	struct slice word;

	if (why != NULL)
		return why;
	word = take_word(rest);
	gateway.trusted = slice_equal_nocase(word, SLICE("trusted"));
	if (word.size > 0 && !gateway.trusted)
		return "only the word trusted may stand behind the secret";
	if (gateways_find(gateways, gateway.name) != NULL)
		return "this gateway was named before";
	if (gateways->count == GATEWAYS_MAX)
		return "too many gateways";
	gateways->known[gateways->count++] = gateway;
	return NULL;
}

static const char *
read_line(struct gateways *gateways, struct slice line)
{
	struct slice rest = line, word = take_word(&rest);
	const char *why;

	if (slice_equal_nocase(word, SLICE("self")))
		why = gateways->self.name.size > 0
			  ? "this machine was named before"
			  : read_gateway(&rest, &gateways->self);
	else if (slice_equal_nocase(word, SLICE("authority")))
		why = gateways->authority.size > 0
			  ? "an authority was named before"
			  : read_authority(gateways, &rest);
	else if (slice_equal_nocase(word, SLICE("gateway")))
		why = read_known(gateways, &rest);
	else if (slice_equal_nocase(word, SLICE("redis")))
		why = gateways->meeting.host[0] != '\0'
			  ? "a Redis server was named before"
			  : read_meeting(&gateways->meeting, &rest);
	else
		return "self, authority, gateway or redis is wanted";
	return why == NULL && rest.size > 0 ? "too many words" : why;
}

bool
gateways_parse(struct slice bytes, const char *name,
    struct gateways *gateways_r, struct text *error_r)
{
	struct slice rest = bytes, line;
	const char *why = NULL;
	unsigned number = 0;

	*gateways_r = (struct gateways){.count = 0};
	while (why == NULL && entry_file_next(&rest, &line, &number))
		why = read_line(gateways_r, line);
	if (why == NULL && gateways_r->self.name.size == 0 &&
	    (gateways_r->form != FORWARD_NOTHING ||
		gateways_r->meeting.host[0] != '\0'))
		why = "others want to know who sends: self NAME SECRET is "
		      "missing";
	if (why == NULL)
		return true;
	text_printf(error_r, "%s:%u: %s", name, number, why);
	*gateways_r = (struct gateways){.count = 0};
	return false;
}

bool
gateways_load(
    const char *path, struct gateways *gateways_r, struct text *error_r)
{
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum entry_file_result result =
	    entry_file_load(path, FILE_BYTES_MAX, &bytes, &size, error_r);

	*gateways_r = (struct gateways){.count = 0};
	if (result == ENTRY_FILE_NONE)
		return true;
	if (result == ENTRY_FILE_OK &&
	    gateways_parse(
		(struct slice){bytes, size}, path, gateways_r, error_r)) {
		gateways_r->bytes = bytes;
		return true;
	}
	if (result == ENTRY_FILE_NO_MEMORY)
		text_printf(error_r, "%s: no memory", path);
	free(bytes);
	return false;
}

void
gateways_free(struct gateways *gateways)
{
	free(gateways->bytes);
	*gateways = (struct gateways){.count = 0};
}

const struct gateway *
gateways_find(const struct gateways *gateways, struct slice name)
{
	for (size_t i = 0; i < gateways->count; i++)
		if (slice_equal(gateways->known[i].name, name))
			return &gateways->known[i];
	return NULL;
}
