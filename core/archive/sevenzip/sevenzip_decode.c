/*
 * sevenzip_decode - a folder of a 7z to its bytes
 */
#include "core/archive/sevenzip/sevenzip_decode.h"

#include "core/archive/member/archives.h"
#include "core/archive/method/inflate64.h"
#include "core/archive/method/unlzma.h"
#include "core/archive/sevenzip/bcj2.h"
#include "core/base/crc32.h"

/* A decoder that has come to the end of so many bytes has not been fed the
 * noise that a wrong password gives. */
#define CONVINCING_SIZE 64u
/* What a try costs at the least. */
#define TRY_WORK 4096u

/* One pass over the coders. */
struct run {
	struct sevenzip_decoder *decoder;
	const struct sevenzip_folder *folder;
	struct sevenzip_recipe recipe;
	size_t password;
	unsigned flags; /* enum member_flag */
	enum limit limit;
	bool wrong; /* the password, or there is no key of it */
	uint64_t work;
};

/* What a coder made; own: the same where it may be written to. */
struct made {
	struct slice bytes;
	uint8_t *own;
};

static const struct made nothing = {{NULL, 0}, NULL};

static struct made make(struct run *run, unsigned coder);

static void
cut(struct run *run, enum limit limit)
{
	run->flags |= MEMBER_CUT;
	run->limit = limit;
}

/* ---- outputs ----------------------------------------------------------- */

static void
begin_output(struct run *run, struct body_output *output, size_t packed)
{
	struct unpacking *unpacking = run->decoder->unpacking;
	const struct limits *limits = unpacking->options->limits;
	uint64_t max = (uint64_t)limits->max[LIMIT_ARCHIVE_MEMORY];

	body_output_begin(output, unpacking, packed);
	if (!run->decoder->header)
		return;
	output->max = arena_free(unpacking->arena);
	if (output->max > max)
		output->max = max;
	output->near = LIMIT_ARCHIVE_MEMORY;
}

/* It counts once the folder is made, and ends nothing: members that lie in what
 * there is are still to be given. */
static struct made
end_output(struct run *run, struct body_output *output, uint64_t size)
{
	struct unpacking *unpacking = run->decoder->unpacking;
	struct unpacking before = *unpacking;
	struct member member = member_unknown();

	body_output_end(output, &member);
	unpacking->written = before.written;
	unpacking->flags = before.flags;
	unpacking->limit = before.limit;
	unpacking->ended = before.ended;
	if (member.flags & MEMBER_CUT)
		cut(run, member.limit);
	run->work += member.body.size;
	if (member.body.size > size)
		member.body = slice_sub(member.body, 0, (size_t)size);
	else if (member.body.size < size && (run->flags & MEMBER_CUT) == 0)
		run->flags |= MEMBER_DAMAGED;
	return (struct made){member.body, output->data};
}

/* ---- coders ------------------------------------------------------------ */

static struct slice
packed_stream(const struct run *run, unsigned index)
{
	const struct sevenzip_decoder *decoder = run->decoder;
	const uint64_t *packed =
	    decoder->streams->packed + run->folder->first_packed + index;
	struct slice bytes = decoder->unpacking->bytes;

	if (packed[0] > bytes.size)
		return (struct slice){NULL, 0};
	bytes = slice_skip(bytes, (size_t)packed[0]);
	if (packed[1] - packed[0] < bytes.size)
		bytes = slice_sub(bytes, 0, (size_t)(packed[1] - packed[0]));
	return bytes;
}

static uint64_t
size_of(const struct run *run, unsigned coder)
{
	return run->decoder->streams->sizes[run->folder->first_size + coder];
}

static struct made
make_input(struct run *run, unsigned input)
{
	const struct sevenzip_input *from = &run->recipe.inputs[input];

	if (from->packed)
		return (struct made){packed_stream(run, from->index), NULL};
	return make(run, from->index);
}

static struct made
shorten(struct run *run, struct made made, uint64_t size)
{
	if (made.bytes.size > size)
		made.bytes = slice_sub(made.bytes, 0, (size_t)size);
	else if (made.bytes.size < size && (run->flags & MEMBER_CUT) == 0)
		run->flags |= MEMBER_DAMAGED;
	return made;
}

static struct made
make_lzma(struct run *run, const struct sevenzip_coder *coder, struct made from,
    uint64_t size)
{
	struct body_output output;
	enum unlzma_result result;

	begin_output(run, &output, from.bytes.size);
	result = unlzma(coder->method == SEVENZIP_LZMA2, coder->properties,
	    from.bytes, size, &output);
	if (result == UNLZMA_UNSUPPORTED)
		run->flags |= MEMBER_UNSUPPORTED;
	return end_output(run, &output, size);
}

static struct made
make_inflated(struct run *run, const struct sevenzip_coder *coder,
    struct made from, uint64_t size)
{
	struct inflater *inflater = run->decoder->unpacking->archives->inflater;
	struct body_output output;
	enum inflate_result result;
	uint32_t sum = 0;
	size_t consumed;

	begin_output(run, &output, from.bytes.size);
	if (coder->method == SEVENZIP_DEFLATE)
		result = inflate_stream(
		    inflater, from.bytes, &output, &consumed, &sum);
	else
		result = inflate64_stream(from.bytes, &output, &consumed, &sum);
	if (result == INFLATE_DAMAGED)
		run->flags |= MEMBER_DAMAGED;
	return end_output(run, &output, size);
}

/* In place, so bytes of the archive itself are copied first. */
static struct made
make_filtered(struct run *run, const struct sevenzip_coder *coder,
    struct made from, uint64_t size)
{
	enum unlzma_result result;

	from = shorten(run, from, size);
	if (from.own == NULL) {
		struct body_output output;

		begin_output(run, &output, from.bytes.size);
		(void)!body_output_write(
		    &output, from.bytes.data, from.bytes.size);
		from = end_output(run, &output, size);
	}
	result = unlzma_filter(coder->method, coder->properties, from.own,
	    from.bytes.size, run->decoder->unpacking->budget);
	if (result == UNLZMA_CUT)
		cut(run, LIMIT_COUNT);
	else if (result != UNLZMA_OK)
		run->flags |= MEMBER_UNSUPPORTED;
	return result == UNLZMA_OK ? from : nothing;
}

static struct made
make_bcj2(struct run *run, const struct sevenzip_coder *coder, uint64_t size)
{
	struct slice inputs[BCJ2_INPUTS];
	struct body_output output;
	size_t packed = 0;

	for (unsigned i = 0; i < BCJ2_INPUTS; i++) {
		inputs[i] = make_input(run, coder->first_input + i).bytes;
		packed += inputs[i].size;
		/* The next one may be decrypted too. */
		run->decoder->plain = NULL;
	}
	begin_output(run, &output, packed);
	if (!bcj2_decode(inputs, size, &output) && !output.cut)
		run->flags |= MEMBER_DAMAGED;
	return end_output(run, &output, size);
}

/* ---- decryption -------------------------------------------------------- */

/* False: no memory. */
static bool
take_plain(struct run *run, size_t size)
{
	struct sevenzip_decoder *decoder = run->decoder;

	if (decoder->plain != NULL && size <= decoder->plain_room)
		return true;
	decoder->plain = arena_alloc(decoder->unpacking->arena, size);
	decoder->plain_room = size;
	if (decoder->plain == NULL)
		cut(run, LIMIT_DECODED_BYTES);
	return decoder->plain != NULL;
}

/* The key of the password at hand.  False: the run ends. */
static bool
take_key(struct run *run, const struct sevenzip_coder *coder,
    struct sevenzip_cipher *cipher_r, uint8_t key_r[SEVENZIP_KEY_SIZE])
{
	if (!sevenzip_cipher_read(coder->properties, cipher_r)) {
		run->flags |= MEMBER_UNSUPPORTED;
		return false;
	}
	run->wrong = !sevenzip_keys_make(
	    &run->decoder->keys, cipher_r, run->password, key_r);
	return !run->wrong;
}

static struct made
make_plain(struct run *run, const struct sevenzip_coder *coder,
    struct made from, uint64_t size)
{
	struct unpacking *unpacking = run->decoder->unpacking;
	struct sevenzip_cipher cipher;
	uint8_t key[SEVENZIP_KEY_SIZE];
	struct made made = nothing;

	if (!take_key(run, coder, &cipher, key) ||
	    !take_plain(run, from.bytes.size))
		return nothing;
	made.own = run->decoder->plain;
	made.bytes.data = made.own;
	made.bytes.size = sevenzip_decrypt(unpacking->archives->crypt, key,
	    &cipher, from.bytes, unpacking->budget, made.own);
	run->work += made.bytes.size;
	if (unpacking->budget != NULL && unpacking->budget->state != BUDGET_OK)
		cut(run, LIMIT_COUNT);
	return shorten(run, made, size);
}

/*
 * The first byte of LZMA is 0; that of LZMA2 resets the dictionary, or is the
 * end.  So one block tells most wrong passwords.
 */
static bool
may_begin(uint64_t method, uint8_t first)
{
	if (method == SEVENZIP_LZMA)
		return first == 0;
	return method != SEVENZIP_LZMA2 || first <= 1 || first >= 0xE0;
}

static void
look_at_first(struct run *run, const struct sevenzip_coder *coder)
{
	const struct sevenzip_input *input =
	    &run->recipe.inputs[coder->first_input];
	const struct sevenzip_coder *source = &run->recipe.coders[input->index];
	struct sevenzip_cipher cipher;
	uint8_t key[SEVENZIP_KEY_SIZE], plain[SEVENZIP_BLOCK];
	struct slice packed;

	if (input->packed || source->method != SEVENZIP_AES ||
	    !run->recipe.inputs[source->first_input].packed)
		return;
	packed =
	    packed_stream(run, run->recipe.inputs[source->first_input].index);
	if (packed.size < SEVENZIP_BLOCK ||
	    !take_key(run, source, &cipher, key))
		return;
	if (sevenzip_decrypt(run->decoder->unpacking->archives->crypt, key,
		&cipher, slice_sub(packed, 0, SEVENZIP_BLOCK), NULL,
		plain) == SEVENZIP_BLOCK)
		run->wrong = !may_begin(coder->method, plain[0]);
}

/* ---- the tree of coders ------------------------------------------------ */

static bool
is_known(const struct sevenzip_coder *coder)
{
	switch (coder->method) {
	case SEVENZIP_COPY:
	case SEVENZIP_LZMA:
	case SEVENZIP_LZMA2:
	case SEVENZIP_DEFLATE:
	case SEVENZIP_DEFLATE64:
	case SEVENZIP_AES:
		return coder->input_count == 1;
	case SEVENZIP_BCJ2:
		return coder->input_count == BCJ2_INPUTS;
	default:
		return coder->input_count == 1 &&
		       unlzma_has_filter(coder->method);
	}
}

bool
sevenzip_can_decode(const struct sevenzip_recipe *recipe)
{
	for (unsigned i = 0; i < recipe->coder_count; i++)
		if (!is_known(&recipe->coders[i]))
			return false;
	return true;
}

static struct made
make_of_one(struct run *run, const struct sevenzip_coder *coder,
    struct made from, uint64_t size)
{
	switch (coder->method) {
	case SEVENZIP_COPY:
		return shorten(run, from, size);
	case SEVENZIP_LZMA:
	case SEVENZIP_LZMA2:
		return make_lzma(run, coder, from, size);
	case SEVENZIP_DEFLATE:
	case SEVENZIP_DEFLATE64:
		return make_inflated(run, coder, from, size);
	case SEVENZIP_AES:
		return make_plain(run, coder, from, size);
	default:
		return make_filtered(run, coder, from, size);
	}
}

/* The recursion goes down a tree of at most SEVENZIP_CODERS_MAX. */
static struct made
make(struct run *run, unsigned index)
{
	const struct sevenzip_coder *coder = &run->recipe.coders[index];
	struct made from;

	if (coder->method == SEVENZIP_BCJ2)
		return make_bcj2(run, coder, size_of(run, index));
	look_at_first(run, coder);
	if (run->wrong || (run->flags & MEMBER_UNSUPPORTED))
		return nothing;
	from = make_input(run, coder->first_input);
	if (run->wrong || (run->flags & MEMBER_UNSUPPORTED))
		return nothing;
	return make_of_one(run, coder, from, size_of(run, index));
}

/* ---- the folder -------------------------------------------------------- */

/* Memory of all members' bodies; what another stage made is not. */
static struct sevenzip_decoded
finish(struct run *run, struct made made)
{
	struct unpacking *unpacking = run->decoder->unpacking;
	uint64_t max = unpacking->options->bytes_max;
	uint64_t room = max > unpacking->written ? max - unpacking->written : 0;

	if (made.own != NULL && made.own == run->decoder->plain)
		run->decoder->plain = NULL;
	if (!run->decoder->header) {
		if (made.bytes.size > room) {
			made.bytes = slice_sub(made.bytes, 0, (size_t)room);
			cut(run, LIMIT_DECODED_BYTES);
		}
		unpacking->written += made.bytes.size;
	}
	return (struct sevenzip_decoded){
	    .bytes = made.bytes,
	    .flags = run->flags,
	    .limit = run->limit,
	};
}

static bool
sum_fits(struct slice bytes, uint64_t size, bool has_sum, uint32_t sum)
{
	return has_sum && bytes.size >= size &&
	       crc32_of(0, slice_sub(bytes, 0, (size_t)size)) == sum;
}

/* Was that the password?  By a sum; or since the decoder came to the end. */
static bool
is_right(const struct run *run, struct slice bytes,
    const struct sevenzip_stream *first)
{
	const struct sevenzip_folder *folder = run->folder;
	bool whole = bytes.size == folder->size &&
		     (run->flags & (MEMBER_DAMAGED | MEMBER_CUT)) == 0;
	bool unpacked = sevenzip_recipe_has(&run->recipe, SEVENZIP_LZMA) ||
			sevenzip_recipe_has(&run->recipe, SEVENZIP_LZMA2) ||
			sevenzip_recipe_has(&run->recipe, SEVENZIP_DEFLATE) ||
			sevenzip_recipe_has(&run->recipe, SEVENZIP_DEFLATE64);

	if (run->wrong || (run->flags & MEMBER_UNSUPPORTED))
		return false;
	if (sum_fits(bytes, first->size, first->has_sum, first->sum) ||
	    sum_fits(bytes, folder->size, folder->has_sum, folder->sum))
		return true;
	if (!whole)
		return false;
	return (unpacked && bytes.size >= CONVINCING_SIZE) ||
	       (!first->has_sum && !folder->has_sum);
}

static struct made
try_password(struct run *run, size_t password)
{
	run->password = password;
	run->flags = 0;
	run->wrong = false;
	run->work = TRY_WORK;
	return make(run, run->recipe.last);
}

static struct sevenzip_decoded
decode_encrypted(struct run *run, const struct sevenzip_stream *first)
{
	struct unpacking *unpacking = run->decoder->unpacking;
	struct sevenzip_keys *keys = &run->decoder->keys;
	struct sevenzip_decoded closed = {.flags = MEMBER_ENCRYPTED};

	for (size_t i = 0; i < unpacking->options->password_count; i++) {
		size_t password = sevenzip_nth_password(keys, i);
		struct made made;

		if (unpacking_late(unpacking))
			break;
		made = try_password(run, password);
		if (is_right(run, made.bytes, first)) {
			keys->fitted = password;
			run->flags |= MEMBER_ENCRYPTED | MEMBER_PASSWORD;
			return finish(run, made);
		}
		if (run->flags & (MEMBER_CUT | MEMBER_UNSUPPORTED)) {
			closed.flags |=
			    run->flags & (MEMBER_CUT | MEMBER_UNSUPPORTED);
			closed.limit = run->limit;
			break;
		}
		sevenzip_keys_failed(keys, run->work);
	}
	return closed;
}

struct sevenzip_decoded
sevenzip_decode(
    struct sevenzip_decoder *decoder, const struct sevenzip_stream *first)
{
	struct run run = {
	    .decoder = decoder,
	    .folder = &decoder->streams->folders[first->folder],
	};
	struct sevenzip_bytes bytes = {.rest = run.folder->recipe};

	sevenzip_recipe_read(&bytes, &run.recipe);
	CHECK(!bytes.failed);
	if (!sevenzip_can_decode(&run.recipe)) {
		unsigned encrypted =
		    sevenzip_recipe_has(&run.recipe, SEVENZIP_AES)
			? MEMBER_ENCRYPTED
			: 0;

		return (struct sevenzip_decoded){
		    .flags = MEMBER_UNSUPPORTED | encrypted};
	}
	if (sevenzip_recipe_has(&run.recipe, SEVENZIP_AES))
		return decode_encrypted(&run, first);
	return finish(&run, make(&run, run.recipe.last));
}
