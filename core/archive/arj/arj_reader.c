/*
 * arj_reader - the members of an ARJ archive
 *
 * One behind the other.  Where a header is broken the next one is looked for,
 * as ARJ itself does on demand.  A member of several volumes is packed anew in
 * each, so what this one holds of it comes out.
 *
 * Garbled members are XORed with the password, again and again; only the sum of
 * the body tells whether it was the right one.
 */
#include "core/archive/arj/arj_header.h"
#include "core/archive/arj/arj_unpack.h"
#include "core/archive/member/archives.h"
#include "core/base/crc32.h"

/* Headers of folders between two looks at the clock. */
#define HEADERS_BETWEEN 256u
/* A wrong password is mostly noticed in the first bytes.  Where it is not, all
 * tries together may read and write so much, ... */
#define TRIES_BYTES ((uint64_t)16 << 20)
/* ... and so many times the size of the archive. */
#define TRIES_TIMES 8u

struct arj {
	size_t at;       /* the next header */
	size_t password; /* that fit the last time */
	uint64_t tries_left;
	uint8_t *plain; /* of the member at hand */
};

/* ---- packed to body ---------------------------------------------------- */

static bool
sum_fits(const struct arj_header *header, struct slice body)
{
	return body.size == header->size && crc32_of(0, body) == header->crc32;
}

static bool
known_method(const struct arj_header *header)
{
	return header->method <= ARJ_FASTEST;
}

static enum lz_result
unpack(const struct arj_header *header, struct slice packed,
    struct body_output *output)
{
	if (header->method == ARJ_FASTEST)
		return arj_unpack_fastest(packed, header->size, output);
	return arj_unpack_lzh(packed, header->size, output);
}

static void
take_packed(struct unpacking *unpacking, const struct arj_header *header,
    struct slice packed, struct member *member)
{
	struct body_output output;

	body_output_begin(&output, unpacking, packed.size);
	(void)unpack(header, packed, &output);
	body_output_end(&output, member);
	if (!output.cut && !sum_fits(header, member->body))
		member->flags |= MEMBER_DAMAGED;
}

static void
take_plain(struct unpacking *unpacking, const struct arj_header *header,
    struct slice packed, struct member *member)
{
	if (!known_method(header))
		member->flags |= MEMBER_UNSUPPORTED;
	else if (header->method != ARJ_STORED)
		take_packed(unpacking, header, packed, member);
	else if (unpacking_lend(unpacking, packed, member) &&
		 !sum_fits(header, packed))
		member->flags |= MEMBER_DAMAGED;
}

/* ---- garbled ----------------------------------------------------------- */

/* False: the time is up. */
static bool
ungarble(struct unpacking *unpacking, uint8_t modifier, struct slice password,
    struct slice packed, uint8_t *plain)
{
	size_t key = 0;

	for (size_t i = 0; i < packed.size; i++) {
		if (i % BUDGET_SLICE == 0 && unpacking_late(unpacking))
			return false;
		plain[i] =
		    packed.data[i] ^ (uint8_t)(modifier + password.data[key]);
		key = key + 1 == password.size ? 0 : key + 1;
	}
	return true;
}

/* Into member, if the sum says that this is the plain text. */
static bool
try_packed(struct unpacking *unpacking, const struct arj_header *header,
    struct slice plain, struct member *member)
{
	struct arj *arj = unpacking->state;
	struct body_output output;
	bool fits;

	body_output_begin(&output, unpacking, plain.size);
	fits = unpack(header, plain, &output) == LZ_OK &&
	       sum_fits(header, (struct slice){output.data, output.size});
	arj->tries_left -=
	    output.size < arj->tries_left ? output.size : arj->tries_left;
	/* Every password ends here: the size that is said is over a limit. */
	if (!fits)
		body_output_drop(&output);
	if (fits || output.cut)
		body_output_end(&output, member);
	return fits;
}

static bool
try_stored(struct unpacking *unpacking, const struct arj_header *header,
    struct slice plain, struct member *member)
{
	return sum_fits(header, plain) &&
	       unpacking_lend(unpacking, plain, member);
}

/* False: the tries together have become too much. */
static bool
may_try(struct arj *arj, size_t packed_size)
{
	if (packed_size >= arj->tries_left)
		return false;
	arj->tries_left -= packed_size;
	return true;
}

static bool
try_password(struct unpacking *unpacking, const struct arj_header *header,
    struct slice password, struct slice packed, struct member *member)
{
	struct arj *arj = unpacking->state;
	struct slice plain = {arj->plain, packed.size};

	if (password.size == 0 || !may_try(arj, packed.size) ||
	    !ungarble(
		unpacking, header->modifier, password, packed, arj->plain))
		return false;
	if (header->method == ARJ_STORED)
		return try_stored(unpacking, header, plain, member);
	return try_packed(unpacking, header, plain, member);
}

/* The password that fit the last time comes first. */
static size_t
nth_password(const struct arj *arj, size_t n)
{
	if (n == 0)
		return arj->password;
	return n <= arj->password ? n - 1 : n;
}

static void
take_garbled(struct unpacking *unpacking, const struct arj_header *header,
    struct slice packed, struct member *member)
{
	const struct archive_options *options = unpacking->options;
	struct arj *arj = unpacking->state;

	member->flags |= MEMBER_ENCRYPTED;
	if (!known_method(header)) {
		member->flags |= MEMBER_UNSUPPORTED;
		return;
	}
	if (options->password_count == 0)
		return;
	arj->plain = arena_alloc(unpacking->arena, packed.size);
	if (arj->plain == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return;
	}
	for (size_t i = 0; i < options->password_count && !unpacking->ended;
	     i++) {
		size_t n = nth_password(arj, i);

		if (!try_password(unpacking, header, options->passwords[n],
			packed, member))
			continue;
		member->flags |= MEMBER_PASSWORD;
		arj->password = n;
		return;
	}
}

/* ---- one header -------------------------------------------------------- */

static struct member
describe(const struct arj_header *header)
{
	struct member member = member_unknown();

	member.name = header->name;
	member.size_packed = header->packed;
	member.size = header->size;
	member.crc32 = header->crc32;
	member.has_crc32 = true;
	return member;
}

static void
note_volumes(struct unpacking *unpacking, const struct arj_header *header)
{
	unsigned flags = ARJ_FLAG_GOES_ON;

	if (header->type != ARJ_MAIN)
		flags |= ARJ_FLAG_CAME_FROM;
	if (header->flags & flags)
		unpacking->flags |= ARCHIVE_MANY;
}

/* Folders and labels, as long as there are no bytes to hide in them. */
static bool
is_file(const struct arj_header *header)
{
	return header->type != ARJ_MAIN &&
	       (header->type < ARJ_MAIN || header->packed > 0);
}

static void
take_member(struct unpacking *unpacking, const struct arj_header *header,
    struct member *member_r)
{
	struct slice packed =
	    slice_sub(unpacking->bytes, header->data, header->packed);

	*member_r = describe(header);
	if (header->flags & ARJ_FLAG_GARBLED)
		take_garbled(unpacking, header, packed, member_r);
	else
		take_plain(unpacking, header, packed, member_r);
	if (packed.size < header->packed)
		member_r->flags |= MEMBER_DAMAGED;
}

/* The next header, at once or behind what is broken.  False: the end. */
static bool
next_header(struct unpacking *unpacking, struct arj_header *header_r)
{
	struct arj *arj = unpacking->state;
	enum arj_found found =
	    arj_header_at(unpacking->bytes, arj->at, header_r);

	if (found == ARJ_NONE) {
		unpacking->flags |= ARCHIVE_DAMAGED;
		arj->at = arj_header_find(
		    unpacking->bytes, arj->at, unpacking->budget);
		if (unpacking_late(unpacking) || arj->at == SIZE_MAX)
			return false;
		found = arj_header_at(unpacking->bytes, arj->at, header_r);
	}
	if (found != ARJ_HEADER)
		return false;
	arj->at = header_r->data;
	if (header_r->type != ARJ_MAIN)
		arj->at += slice_sub(
		    unpacking->bytes, header_r->data, header_r->packed)
			       .size;
	note_volumes(unpacking, header_r);
	return true;
}

static bool
arj_next(struct unpacking *unpacking, struct member *member_r)
{
	struct arj_header header;

	for (size_t i = 1; next_header(unpacking, &header); i++) {
		if (is_file(&header)) {
			if (!unpacking_may_add(unpacking))
				return false;
			take_member(unpacking, &header, member_r);
			return true;
		}
		if (i % HEADERS_BETWEEN == 0 && unpacking_late(unpacking))
			return false;
	}
	return false;
}

/* ---- the reader -------------------------------------------------------- */

static bool
arj_open(struct unpacking *unpacking)
{
	struct arj *arj = arena_alloc(unpacking->arena, sizeof(*arj));
	size_t at;

	if (arj == NULL) {
		unpacking_cut(unpacking, LIMIT_DECODED_BYTES);
		return false;
	}
	at = arj_header_find(unpacking->bytes, 0, unpacking->budget);
	if (at == SIZE_MAX) {
		(void)!unpacking_late(unpacking);
		return false;
	}
	if (at > 0)
		unpacking->flags |= ARCHIVE_DAMAGED;
	*arj = (struct arj){
	    .at = at,
	    .tries_left =
		TRIES_BYTES + (uint64_t)unpacking->bytes.size * TRIES_TIMES,
	};
	unpacking->state = arj;
	return true;
}

static void
arj_close(struct unpacking *unpacking)
{
	(void)unpacking;
}

const struct archive_reader arj_reader = {
    .open = arj_open,
    .next = arj_next,
    .close = arj_close,
};
