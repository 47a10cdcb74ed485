/*
 * bundle - believed reports on their way from a gateway to the authority
 */
#include "core/feedback/bundle.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/sigdb/digest.h"

#define FIRST_LINE "CGPFilter bundle 1\n"
#define ROOM_AT_FIRST ((size_t)64 << 10)
#define LINE_MAX_BYTES 256u
/* RFC 2104 for SHA-256. */
#define BLOCK_BYTES 64u
#define HMAC_BYTES 32u

static const char *const class_names[] = {
    [STORE_LEGIT] = "legit",
    [STORE_IS_SPAM] = "spam",
    [STORE_IS_PHISHING] = "phishing",
};
#define CLASSES (sizeof(class_names) / sizeof(class_names[0]))

/* ---- HMAC ------------------------------------------------------------------
 */

static bool
hash_two(struct digester *digester, const uint8_t *pad, struct slice bytes,
    uint8_t *digest_r)
{
	return digest_begin(digester, DIGEST_SHA256) &&
	       digest_add(
		   digester, DIGEST_SHA256, (struct slice){pad, BLOCK_BYTES}) &&
	       digest_add(digester, DIGEST_SHA256, bytes) &&
	       digest_end(digester, DIGEST_SHA256, digest_r);
}

static bool
sign_with(struct digester *digester, struct slice secret, struct slice bytes,
    uint8_t *hmac_r)
{
	uint8_t inner[BLOCK_BYTES] = {0}, outer[BLOCK_BYTES], key[DIGEST_MAX];

	if (secret.size > BLOCK_BYTES) {
		if (!digest_compute(digester, DIGEST_SHA256, secret, key))
			return false;
		secret = (struct slice){key, HMAC_BYTES};
	}
	memcpy(inner, secret.data, secret.size);
	for (size_t i = 0; i < BLOCK_BYTES; i++) {
		outer[i] = inner[i] ^ 0x5C;
		inner[i] ^= 0x36;
	}
	return hash_two(digester, inner, bytes, key) &&
	       hash_two(
		   digester, outer, (struct slice){key, HMAC_BYTES}, hmac_r);
}

/* False: no memory, or no libcrypto that can. */
static bool
sign(struct slice secret, struct slice bytes, uint8_t *hmac_r)
{
	struct digester *digester = digester_create();
	bool good =
	    digester != NULL && sign_with(digester, secret, bytes, hmac_r);

	if (digester != NULL)
		digester_destroy(&digester);
	return good;
}

/* In a time that says nothing about where they differ. */
static bool
same(const uint8_t *a, const uint8_t *b)
{
	uint8_t differs = 0;

	for (size_t i = 0; i < HMAC_BYTES; i++)
		differs |= (uint8_t)(a[i] ^ b[i]);
	return differs == 0;
}

/* ---- writing ---------------------------------------------------------------
 */

static void
put(struct bundle_writer *writer, struct slice bytes)
{
	size_t room = writer->room == 0 ? ROOM_AT_FIRST : writer->room;
	uint8_t *larger;

	if (writer->no_memory || bytes.size == 0)
		return;
	while (room - writer->size < bytes.size && room < SIZE_MAX / 2)
		room *= 2;
	if (room != writer->room) {
		larger = realloc(writer->bytes, room);
		if (larger == NULL) {
			writer->no_memory = true;
			return;
		}
		writer->bytes = larger;
		writer->room = room;
	}
	memcpy(writer->bytes + writer->size, bytes.data, bytes.size);
	writer->size += bytes.size;
}

static void
put_hex(struct text *line, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		text_printf(line, "%02x", bytes[i]);
}

static void
put_line(struct bundle_writer *writer, struct text *line)
{
	text_put_byte(line, '\n');
	put(writer, text_slice(line));
	text_clear(line);
}

void
bundle_begin(
    struct bundle_writer *writer, const struct gateway *self, int64_t made_s)
{
	char buffer[LINE_MAX_BYTES];
	struct text line = TEXT_OVER(buffer);

	*writer = (struct bundle_writer){.bytes = NULL};
	put(writer, SLICE(FIRST_LINE));
	text_put(&line, SLICE("gateway "));
	text_put(&line, self->name);
	put_line(writer, &line);
	text_printf(&line, "made %" PRId64, made_s);
	put_line(writer, &line);
}

static size_t
digest_bytes(enum print_kind kind)
{
	return kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES;
}

void
bundle_put_prints(struct bundle_writer *writer, enum store_class class,
    const uint8_t *identity, const struct print *prints, size_t count)
{
	char buffer[LINE_MAX_BYTES];
	struct text line = TEXT_OVER(buffer);

	text_printf(&line, "message %s ", class_names[class]);
	put_hex(&line, identity, PRINT_EXACT_BYTES);
	put_line(writer, &line);
	for (size_t i = 0; i < count; i++) {
		text_printf(
		    &line, "print %s ", print_kind_name(prints[i].kind));
		put_hex(&line, prints[i].digest, digest_bytes(prints[i].kind));
		put_line(writer, &line);
	}
	writer->count++;
}

void
bundle_put_original(
    struct bundle_writer *writer, enum store_class class, struct slice original)
{
	char buffer[LINE_MAX_BYTES];
	struct text line = TEXT_OVER(buffer);

	text_printf(
	    &line, "original %s %zu", class_names[class], original.size);
	put_line(writer, &line);
	put(writer, original);
	put(writer, SLICE("\n"));
	writer->count++;
}

bool
bundle_end(struct bundle_writer *writer, const struct gateway *self)
{
	char buffer[LINE_MAX_BYTES];
	struct text line = TEXT_OVER(buffer);
	uint8_t hmac[DIGEST_MAX];

	if (writer->no_memory ||
	    !sign(self->secret, (struct slice){writer->bytes, writer->size},
		hmac))
		return false;
	text_put(&line, SLICE("sign "));
	put_hex(&line, hmac, HMAC_BYTES);
	put_line(writer, &line);
	return !writer->no_memory;
}

void
bundle_free(struct bundle_writer *writer)
{
	free(writer->bytes);
	*writer = (struct bundle_writer){.bytes = NULL};
}

/* ---- reading ---------------------------------------------------------------
 */

/* A line without its end, if there is one within the bound. */
static bool
take_line(struct slice *rest, struct slice *line_r)
{
	struct slice look = slice_sub(*rest, 0, LINE_MAX_BYTES);
	size_t end = slice_find_byte(look, '\n');

	if (end == look.size)
		return false;
	*line_r = slice_sub(*rest, 0, end);
	*rest = slice_skip(*rest, end + 1);
	return true;
}

static struct slice
take_word(struct slice *rest)
{
	struct slice word = slice_sub(*rest, 0, slice_find_byte(*rest, ' '));

	*rest = slice_skip(*rest, word.size + 1);
	return word;
}

static bool
read_class(struct slice word, enum store_class *class_r)
{
	for (size_t i = 0; i < CLASSES; i++)
		if (slice_equal(word, slice_from_string(class_names[i]))) {
			*class_r = (enum store_class)i;
			return true;
		}
	return false;
}

/* The last line, if it is a signature, comes off *bytes. */
static bool
take_signature(struct slice *bytes, uint8_t *hmac_r)
{
	static const size_t size = sizeof("sign \n") - 1 + 2 * HMAC_BYTES;
	struct slice line;

	if (bytes->size < size + 1)
		return false;
	line = slice_skip(*bytes, bytes->size - size);
	if (bytes->data[bytes->size - size - 1] != '\n' ||
	    !slice_starts_with(line, SLICE("sign ")) ||
	    line.data[size - 1] != '\n' ||
	    !digest_from_hex(
		slice_sub(line, 5, 2 * HMAC_BYTES), hmac_r, HMAC_BYTES))
		return false;
	bytes->size -= size;
	return true;
}

/* The line "made", if it comes next. */
static void
read_made(struct bundle *bundle)
{
	struct slice rest = bundle->rest, line;
	uint64_t made;

	if (!take_line(&rest, &line) ||
	    !slice_equal(take_word(&line), SLICE("made")))
		return;
	bundle->rest = rest;
	if (slice_to_u64(line, &made) && made <= INT64_MAX)
		bundle->made_s = (int64_t)made;
}

bool
bundle_open(struct slice bytes, const struct gateways *gateways,
    struct bundle *bundle_r)
{
	uint8_t said[HMAC_BYTES], hmac[DIGEST_MAX];
	struct slice line, all = bytes;
	bool is_signed = take_signature(&all, said);

	*bundle_r = (struct bundle){.rest = all};
	if (!slice_starts_with(all, SLICE(FIRST_LINE)))
		return false;
	bundle_r->rest = slice_skip(all, sizeof(FIRST_LINE) - 1);
	if (!take_line(&bundle_r->rest, &line) ||
	    !slice_equal(take_word(&line), SLICE("gateway")))
		return false;
	bundle_r->gateway = line;
	read_made(bundle_r);
	bundle_r->known = gateways_find(gateways, line);
	if (bundle_r->known == NULL)
		return true;
	bundle_r->proof = is_signed &&
				  sign(bundle_r->known->secret, all, hmac) &&
				  same(hmac, said)
			      ? BUNDLE_PROVED
			      : BUNDLE_WRONG;
	return true;
}

static bool
read_print(struct slice line, struct print *print_r)
{
	struct slice name = take_word(&line);

	*print_r = (struct print){.kind = PRINT_TEXT};
	for (int i = 0; i < PRINT_KINDS; i++) {
		enum print_kind kind = (enum print_kind)i;

		if (!slice_equal(
			name, slice_from_string(print_kind_name(kind))))
			continue;
		print_r->kind = kind;
		return digest_from_hex(
		    line, print_r->digest, digest_bytes(kind));
	}
	return false;
}

/* The lines "print" that follow; a kind that is not known here is left out. */
static void
read_prints(struct bundle *bundle, struct bundle_message *message)
{
	struct slice rest = bundle->rest, line;
	struct print print;

	message->print_count = 0;
	while (take_line(&rest, &line) &&
	       slice_equal(take_word(&line), SLICE("print"))) {
		bundle->rest = rest;
		if (read_print(line, &print) &&
		    message->print_count < PRINTS_MAX)
			message->prints[message->print_count++] = print;
	}
}

/* SIZE bytes and a line end. */
static bool
read_original(
    struct bundle *bundle, struct slice line, struct bundle_message *message)
{
	uint64_t size;

	if (!slice_to_u64(line, &size) || size == 0 ||
	    size >= bundle->rest.size || bundle->rest.data[size] != '\n')
		return false;
	message->original = slice_sub(bundle->rest, 0, (size_t)size);
	bundle->rest = slice_skip(bundle->rest, (size_t)size + 1);
	return true;
}

bool
bundle_next(struct bundle *bundle, struct bundle_message *message_r)
{
	struct slice line, word;

	message_r->original = (struct slice){NULL, 0};
	message_r->print_count = 0;
	if (!take_line(&bundle->rest, &line))
		return false;
	word = take_word(&line);
	if (!read_class(take_word(&line), &message_r->class))
		return false;
	if (slice_equal(word, SLICE("original")))
		return read_original(bundle, line, message_r);
	if (!slice_equal(word, SLICE("message")) ||
	    !digest_from_hex(line, message_r->identity, PRINT_EXACT_BYTES))
		return false;
	read_prints(bundle, message_r);
	return true;
}
