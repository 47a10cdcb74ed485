/*
 * security - which encryption a PDF names, and what opens it
 *
 * A file that was saved often has several trailers, and one that lies has some
 * that no program reads.  So each encryption is tried with each ID.
 */
#include "core/pdf/document.h"

#include "simd/bytes.h"

/* Dictionaries and IDs that are tried. */
#define TRIED_MAX 4u

/* ---- what the dictionary says ------------------------------------------ */

static struct slice
string_of(struct pdf_document *document, struct pdf_token value)
{
	struct slice bytes = SLICE("");

	value = pdf_resolve(document, value);
	if (!pdf_string_bytes(&value, document->arena, &bytes))
		return SLICE("");
	return bytes;
}

/* The filter of that name in CF. */
static enum pdf_method
method_of(struct pdf_document *document, const struct pdf_dict *dict,
    enum pdf_key which)
{
	struct pdf_token name = pdf_resolve(document, dict->value[which]);
	struct pdf_token filters =
	    pdf_resolve(document, dict->value[PDF_KEY_CF]);
	struct pdf_pairs pairs;
	struct pdf_pair pair;
	enum pdf_method method = PDF_PLAIN;

	if (name.kind != PDF_NAME || filters.kind != PDF_DICT)
		return PDF_PLAIN;
	pdf_pairs_begin(&pairs, filters.text, &document->work);
	while (!pdf_late(document) && pdf_pairs_next(&pairs, &pair)) {
		struct pdf_token value = pdf_resolve(document, pair.value);
		struct pdf_dict filter;

		if (pair.depth != 1 || !slice_equal(pair.name, name.text) ||
		    value.kind != PDF_DICT)
			continue;
		pdf_dict_read(value.text, &document->work, &filter);
		value = filter.value[PDF_KEY_CFM];
		if (value.kind != PDF_NAME)
			continue;
		if (pdf_name_is(value.text, SLICE("V2")))
			method = PDF_RC4;
		else if (pdf_name_is(value.text, SLICE("AESV2")))
			method = PDF_AES;
		else if (pdf_name_is(value.text, SLICE("AESV3")))
			method = PDF_AES_256;
	}
	return method;
}

/* Of bits, or of bytes as some write; old versions name none. */
static size_t
key_size_of(int64_t version, int64_t revision, int64_t length)
{
	if (revision >= 5)
		return PDF_KEY_NEW;
	if (version >= 4)
		return PDF_KEY_OLD_MAX;
	if (length >= 40)
		length /= 8;
	if (version == 1 || length < PDF_KEY_OLD_MIN)
		return PDF_KEY_OLD_MIN;
	return length > PDF_KEY_OLD_MAX ? PDF_KEY_OLD_MAX : (size_t)length;
}

static void
read_crypt(struct pdf_document *document, const struct pdf_dict *dict,
    struct pdf_crypt *crypt_r)
{
	const struct pdf_token *value = dict->value;
	int64_t version = pdf_number(document, value[PDF_KEY_V], 0);
	int64_t revision = pdf_number(document, value[PDF_KEY_R], 2);
	int64_t length = pdf_number(document, value[PDF_KEY_LENGTH], 40);
	struct pdf_token metadata =
	    pdf_resolve(document, value[PDF_KEY_ENCRYPT_METADATA]);

	*crypt_r = (struct pdf_crypt){
	    .revision = revision,
	    .permissions = pdf_number(document, value[PDF_KEY_P], 0),
	    .metadata = metadata.kind != PDF_WORD ||
			!slice_equal(metadata.text, SLICE("false")),
	    .streams = PDF_RC4,
	    .strings = PDF_RC4,
	    .key_size = key_size_of(version, revision, length),
	    .owner = string_of(document, value[PDF_KEY_O]),
	    .user = string_of(document, value[PDF_KEY_U]),
	    .owner_key = string_of(document, value[PDF_KEY_OE]),
	    .user_key = string_of(document, value[PDF_KEY_UE]),
	};
	if (version < 4)
		return;
	crypt_r->streams = method_of(document, dict, PDF_KEY_STMF);
	crypt_r->strings = method_of(document, dict, PDF_KEY_STRF);
}

/* ---- each of several --------------------------------------------------- */

static bool
try_cost(struct pdf_document *document, const struct pdf_crypt *crypt)
{
	uint32_t *left = document->options.shared.aes_tries_left;
	unsigned cost = pdf_crypt_cost(crypt);

	if (left == NULL)
		return true;
	if (*left < cost)
		return false;
	*left -= cost;
	return true;
}

static bool
try_crypt(struct pdf_document *document, struct pdf_crypt *crypt,
    struct slice password)
{
	if (!try_cost(document, crypt) ||
	    !pdf_crypt_open(crypt, document->options.ciphers, password))
		return false;
	document->crypt = *crypt;
	document->open = true;
	document->password = password.size > 0;
	return true;
}

/* The first string of the array. */
static struct slice
id_of(struct pdf_document *document, struct pdf_token value)
{
	struct pdf_lexer lexer = {.work = &document->work};

	value = pdf_resolve(document, value);
	if (value.kind != PDF_ARRAY)
		return SLICE("");
	lexer.bytes = slice_skip(value.text, 1);
	return string_of(document, pdf_next_value(&lexer));
}

/* With each ID, and with none. */
static bool
try_ids(struct pdf_document *document, struct pdf_crypt *crypt,
    struct slice password)
{
	unsigned tried = 0;

	for (const struct pdf_note *note = document->notes;
	     note != NULL && tried < TRIED_MAX && crypt->revision < 5;
	     note = note->next) {
		struct slice before = crypt->id;

		if (note->kind != PDF_NOTE_ID)
			continue;
		crypt->id = id_of(document, note->value);
		if (tried > 0 && slice_equal(before, crypt->id))
			continue;
		tried++;
		if (try_crypt(document, crypt, password))
			return true;
	}
	crypt->id = SLICE("");
	return try_crypt(document, crypt, password);
}

bool
pdf_security_try(struct pdf_document *document, struct slice password)
{
	struct slice before = SLICE("");
	unsigned tried = 0;

	for (const struct pdf_note *note = document->notes;
	     note != NULL && tried < TRIED_MAX; note = note->next) {
		struct pdf_token value;
		struct pdf_dict dict;
		struct pdf_crypt crypt;

		if (note->kind != PDF_NOTE_ENCRYPT)
			continue;
		value = pdf_resolve(document, note->value);
		if (value.kind != PDF_DICT || value.text.data == before.data)
			continue;
		before = value.text;
		tried++;
		document->encrypted = true;
		pdf_dict_read(value.text, &document->work, &dict);
		read_crypt(document, &dict, &crypt);
		if (try_ids(document, &crypt, password))
			return true;
		if (pdf_late(document))
			return false;
	}
	return false;
}

void
pdf_security_begin(struct pdf_document *document)
{
	(void)pdf_security_try(document, SLICE(""));
}

/* ---- strings ----------------------------------------------------------- */

static bool
is_text(struct slice bytes)
{
	return bytes_are_text(bytes.data, bytes.size);
}

/*
 * Decrypted, if that is what it is: a file that merely says that it is
 * encrypted has texts that are some as they stand.  False: neither, or the
 * arena is full.
 */
static bool
decrypt(
    struct pdf_document *document, struct pdf_place place, struct slice *bytes)
{
	const struct pdf_crypt *crypt = &document->crypt;
	size_t size = pdf_crypt_plain_max(crypt->strings, *bytes);
	struct slice plain;
	uint8_t *out;
	bool good;

	if (!document->encrypted || place.held)
		return true;
	if (!document->open)
		return is_text(*bytes);
	if (crypt->strings == PDF_PLAIN)
		return true;
	out = arena_alloc(document->arena, size);
	if (out == NULL) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return false;
	}
	size = pdf_crypt_undo(crypt, document->options.ciphers, crypt->strings,
	    place.number, place.generation, *bytes, NULL, out, &good);
	plain = (struct slice){out, size};
	if (!is_text(*bytes) || (size > 0 && is_text(plain)))
		*bytes = plain;
	return true;
}

bool
pdf_security_text(struct pdf_document *document, struct pdf_token value,
    struct pdf_place place, struct slice *text_r)
{
	struct slice bytes;

	if (value.kind == PDF_REFERENCE) {
		const struct pdf_object *object =
		    pdf_objects_newest(&document->objects, value.number);

		if (object != NULL)
			place = pdf_place_of(object);
		value = pdf_resolve(document, value);
	}
	if (value.kind != PDF_STRING && value.kind != PDF_HEX)
		return false;
	if (!pdf_string_bytes(&value, document->arena, &bytes)) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return false;
	}
	if (!decrypt(document, place, &bytes))
		return false;
	if (!pdf_string_text(bytes, document->arena, text_r)) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return false;
	}
	return text_r->size > 0;
}
