/*
 * update_run - one look for an update, and what comes of it
 */
#include "threads/command/update/update_run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/update/image.h"
#include "core/update/index.h"
#include "core/update/seal.h"
#include "threads/command/update/cartridge_trial.h"
#include "threads/command/update/fetch.h"
#include "threads/command/update/update_part.h"
#include "threads/command/update/update_sums.h"
#include "threads/command/update/update_tag.h"
#include "threads/update/cartridge_source.h"

/* A delta of more is no delta: the publisher would make a full set of it. */
#define DELTA_BYTES_MAX ((size_t)256 << 20)

struct run {
	const struct update_order *order;
	struct update_report *report;
	struct text *error;
	struct fetcher *fetcher;
	struct fetch_tag tag;
	struct update_index index;
	struct cartridge *base; /* what is here; NULL: nothing that is good */
	struct update_image image;
	char lock[PLACE_BYTES], tag_path[PLACE_BYTES], sums_path[PLACE_BYTES];
	char part[PLACE_BYTES];
	int lock_fd;
};

/* ---- keys -------------------------------------------------------------- */

bool
update_keys_of(const struct settings *settings, struct update_keys *keys_r,
    struct text *error_r)
{
	struct slice cipher = slice_from_string(settings->update_cipher_key);

	memset(keys_r, 0, sizeof(*keys_r));
	if (!crypt_read_hex(slice_from_string(settings->update_public_key),
		keys_r->public_key, CRYPT_KEY_BYTES)) {
		text_put(error_r,
		    SLICE("micro-update public key: 64 hexadecimal digits are "
			  "wanted, which whoever publishes the updates names"));
		return false;
	}
	keys_r->encrypts = cipher.size > 0;
	if (!keys_r->encrypts ||
	    crypt_read_hex(cipher, keys_r->cipher_key, CRYPT_KEY_BYTES))
		return true;
	text_put(error_r, SLICE("micro-update cipher key: 64 hexadecimal "
				"digits are wanted"));
	return false;
}

/* ---- one file of the set ----------------------------------------------- */

static bool
fail(struct run *run, const char *name, const char *why)
{
	text_printf(run->error, "%s: %s: %s", run->order->settings->update_host,
	    name, why);
	return false;
}

static void
put_set_hash(struct update_image *image, uint8_t hash_r[CRYPT_HASH_BYTES])
{
	image_sum_up(image);
	if (image->draft.id.update == 0)
		memset(hash_r, 0, CRYPT_HASH_BYTES);
	else
		image_hash(image, hash_r);
}

/* The set that plain leads to must be the one that was signed. */
static bool
advance(struct run *run, const char *name, const struct seal_head *head,
    struct slice plain)
{
	struct update_image next;
	uint8_t hash[CRYPT_HASH_BYTES];

	switch (delta_apply(&run->image, head->number, plain, &next)) {
	case DELTA_OK:
		break;
	case DELTA_DAMAGED:
		return fail(run, name, "what is in it makes no sense");
	case DELTA_NO_MEMORY:
		return fail(run, name, "no memory for it");
	}
	image_sum_up(&next);
	image_hash(&next, hash);
	if (memcmp(hash, head->set_hash, sizeof(hash)) != 0) {
		image_free(&next);
		return fail(
		    run, name, "what comes of it is not what was published");
	}
	image_advance(&run->image, &next);
	return true;
}

enum step { STEP_DONE, STEP_FAILED, STEP_OTHER_BASE };

/* file as it came: a full set (base 0), or a delta from what we have. */
static enum step
take_file(struct run *run, const char *name, struct slice file, uint64_t number,
    uint64_t base)
{
	uint8_t hash[CRYPT_HASH_BYTES], *plain;
	struct seal_head head;
	enum seal_result result =
	    seal_open(file, run->order->keys, &head, &plain);
	bool done;

	if (result != SEAL_OK) {
		(void)fail(run, name, seal_result_text(result));
		return STEP_FAILED;
	}
	put_set_hash(&run->image, hash);
	if (head.number != number || head.base != base) {
		free(plain);
		(void)fail(run, name, "it leads from or to another number");
		return STEP_FAILED;
	}
	if (memcmp(hash, head.base_hash, sizeof(hash)) != 0) {
		free(plain);
		(void)fail(
		    run, name, "it is for another set than the one here");
		return STEP_OTHER_BASE;
	}
	done = advance(
	    run, name, &head, (struct slice){plain, (size_t)head.plain_bytes});
	free(plain);
	return done ? STEP_DONE : STEP_FAILED;
}

static bool
hash_holds(struct slice file, const struct index_file *listed)
{
	uint8_t hash[CRYPT_HASH_BYTES];

	crypt_hash(&file, 1, hash);
	return file.size == listed->bytes &&
	       memcmp(hash, listed->hash, sizeof(hash)) == 0;
}

/* ---- deltas ------------------------------------------------------------ */

static enum step
take_delta(struct run *run, uint64_t number)
{
	const struct index_file *listed = index_delta(&run->index, number);
	size_t size_max = DELTA_BYTES_MAX;
	char name[INDEX_NAME_BYTES];
	struct slice file;
	uint8_t *bytes;
	enum step step;

	index_name(name, false, number);
	if (listed != NULL && listed->bytes < size_max)
		size_max = (size_t)listed->bytes;
	switch (fetch(run->fetcher, name, size_max, NULL, &bytes, &file.size,
	    run->error)) {
	case FETCH_OK:
		break;
	case FETCH_MISSING:
		return STEP_OTHER_BASE;
	case FETCH_LARGE:
		(void)fail(run, name, "it is larger than the index says");
		return STEP_FAILED;
	case FETCH_SAME:
	case FETCH_FAILED:
		return STEP_FAILED;
	}
	file.data = bytes;
	if (listed != NULL && !hash_holds(file, listed)) {
		(void)fail(
		    run, name, "it is not the file that the index names");
		step = STEP_FAILED;
	} else {
		step = take_file(run, name, file, number, number - 1);
	}
	free(bytes);
	run->report->deltas += step == STEP_DONE;
	return step;
}

static enum step
take_deltas(struct run *run)
{
	enum step step = STEP_DONE;

	while (
	    step == STEP_DONE && run->image.draft.id.update < run->index.newest)
		step = take_delta(run, run->image.draft.id.update + 1);
	return step;
}

/* ---- a full set -------------------------------------------------------- */

static bool
take_full_file(struct run *run, const char *name)
{
	const struct index_file *listed = &run->index.full;
	const uint8_t *bytes;
	size_t size;
	bool holds;
	enum step step = STEP_FAILED;

	if (file_map(run->part, 1, &bytes, &size) != FILE_MAP_OK)
		return fail(run, name, "what came of it cannot be read");
	holds = hash_holds((struct slice){bytes, size}, listed);
	if (holds)
		step = take_file(
		    run, name, (struct slice){bytes, size}, listed->number, 0);
	else
		(void)fail(
		    run, name, "it is not the file that the index names");
	munmap((void *)(uintptr_t)bytes, size);
	/* What is whole stays until it serves: where it is refused it is not
	 * fetched again every minute. */
	if (!holds)
		(void)unlink(run->part);
	return step == STEP_DONE;
}

static bool
take_full(struct run *run)
{
	char name[INDEX_NAME_BYTES];
	const struct index_file *listed = &run->index.full;

	image_free(&run->image);
	text_clear(run->error);
	run->report->deltas = 0;
	run->report->full = true;
	index_name(name, true, listed->number);
	if (listed->bytes > SEAL_PLAIN_MAX)
		return fail(run, name, "it is too large");
	if (!update_part_path(run->lock, listed->number, run->part))
		return fail(run, name, "the path is too long");
	update_part_clean(run->lock, listed->number);
	switch (fetch_file(
	    run->fetcher, name, listed->bytes, run->part, run->error)) {
	case FETCH_OK:
		return take_full_file(run, name);
	case FETCH_LARGE:
		(void)unlink(run->part);
		return fail(run, name, "it is larger than the index says");
	case FETCH_MISSING:
	case FETCH_SAME:
	case FETCH_FAILED:
		break;
	}
	return false;
}

/* Deltas from what is here where they reach that far; else, or where they are
 * for another set, a full one. */
static bool
take_new(struct run *run)
{
	uint64_t here = run->image.draft.id.update;

	if (here > 0 && run->index.oldest_delta > 0 &&
	    here + 1 >= run->index.oldest_delta) {
		enum step step = take_deltas(run);

		if (step != STEP_OTHER_BASE)
			return step == STEP_DONE;
	}
	return take_full(run) && take_deltas(run) == STEP_DONE;
}

/* ---- into its place ---------------------------------------------------- */

/* It is opened and tried where it lies aside, before it has a name. */
static bool
try_it(struct run *run, const char *path, uint64_t *stamp_r)
{
	char buffer[PLACE_BYTES + 512];
	struct text why = TEXT_OVER(buffer);
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_open(path, &result, &why);
	bool good = cartridge != NULL && cartridge_trial(cartridge, &why);

	*stamp_r = good ? cartridge->stamp : 0;
	cartridge_close(&cartridge);
	if (!good)
		text_printf(run->error,
		    "update version=%" PRIu64 " did not pass its test, the "
		    "one before stays: %s",
		    run->image.draft.id.update, why.data);
	return good;
}

static bool
put_in_place(struct run *run)
{
	struct aside aside;
	uint64_t stamp;

	if (cartridge_prepare(&run->image.draft, run->order->cartridge, &aside,
		run->error) != CARTRIDGE_OK)
		return false;
	if (!try_it(run, aside.name, &stamp)) {
		aside_discard(&aside);
		return false;
	}
	if (cartridge_commit(&aside, true, run->error) != CARTRIDGE_OK)
		return false;
	update_sums_save(run->sums_path, stamp, &run->image);
	update_part_clean(run->lock, 0);
	return true;
}

/* ---- the index --------------------------------------------------------- */

/* UPDATE_NEW: there is something to be fetched. */
static enum update_outcome
compare(struct run *run)
{
	uint64_t here = run->base == NULL ? 0 : run->base->id.update;

	if (run->index.newest < here) {
		text_printf(run->error,
		    "%s: its index is older (update version=%" PRIu64
		    ") than what is here (%" PRIu64 "), and is not followed",
		    run->order->settings->update_host, run->index.newest, here);
		return UPDATE_FAILED;
	}
	return run->index.newest == here ? UPDATE_NONE : UPDATE_NEW;
}

static enum update_outcome
look_at_index(struct run *run)
{
	enum index_result result;
	uint8_t *bytes;
	size_t size;

	switch (fetch(run->fetcher, INDEX_FILE_NAME, INDEX_BYTES_MAX, &run->tag,
	    &bytes, &size, run->error)) {
	case FETCH_OK:
		break;
	case FETCH_SAME:
		return UPDATE_NONE;
	case FETCH_LARGE:
		(void)fail(
		    run, INDEX_FILE_NAME, index_result_text(INDEX_FOREIGN));
		return UPDATE_FAILED;
	case FETCH_MISSING:
	case FETCH_FAILED:
		return UPDATE_FAILED;
	}
	result = index_read(
	    (struct slice){bytes, size}, run->order->keys, &run->index);
	free(bytes);
	if (result == INDEX_OK)
		return compare(run);
	(void)fail(run, INDEX_FILE_NAME, index_result_text(result));
	return UPDATE_FAILED;
}

/* ---- all of it --------------------------------------------------------- */

static bool
name_places(struct run *run)
{
	static const char end[] = ".cartridge";
	struct slice path = slice_from_string(run->order->cartridge);
	int stem;

	if (path.size >= PLACE_BYTES - 32 || path.size <= sizeof(end)) {
		text_put(run->error, SLICE("the cache path is too long"));
		return false;
	}
	stem = (int)(path.size - (sizeof(end) - 1));
	snprintf(
	    run->lock, PLACE_BYTES, "%.*s.lock", stem, run->order->cartridge);
	snprintf(run->tag_path, PLACE_BYTES, "%.*s.tag", stem,
	    run->order->cartridge);
	snprintf(run->sums_path, PLACE_BYTES, "%.*s.sums", stem,
	    run->order->cartridge);
	return true;
}

/* What is here; one that is no good is told, and does not count. */
static void
open_base(struct run *run, struct text *note_r)
{
	enum cartridge_result result;

	run->base =
	    cartridge_source_open(run->order->cartridge, &result, note_r);
	if (result == CARTRIDGE_NO_FILE)
		text_clear(note_r);
	image_of_cartridge(run->base, &run->image);
	if (run->base == NULL)
		return;
	update_sums_load(run->sums_path, run->base->stamp, &run->image);
	update_tag_load(run->tag_path, run->base->id.update, &run->tag);
	run->report->id = run->base->id;
	run->report->has_one = true;
}

static enum update_outcome
update(struct run *run, struct text *note_r)
{
	enum update_outcome outcome;

	run->lock_fd = file_lock(run->lock, false);
	if (run->lock_fd < 0 && errno == EAGAIN)
		return UPDATE_NONE; /* another process is at it */
	if (run->lock_fd < 0) {
		text_printf(run->error, "%s: %s", run->lock, strerror(errno));
		return UPDATE_FAILED;
	}
	open_base(run, note_r);
	outcome = look_at_index(run);
	if (outcome == UPDATE_NEW) {
		if (!take_new(run) || !put_in_place(run))
			return UPDATE_FAILED;
		run->report->id = run->image.draft.id;
		run->report->has_one = true;
	}
	if (outcome != UPDATE_FAILED && run->index.newest > 0)
		update_tag_save(run->tag_path, run->index.newest, &run->tag);
	return outcome;
}

enum update_outcome
update_run(const struct update_order *order, struct update_report *report_r,
    struct text *note_r, struct text *error_r)
{
	uint64_t began_ns = clock_now_ns();
	enum update_outcome outcome = UPDATE_FAILED;
	struct run run = {.order = order,
	    .report = report_r,
	    .error = error_r,
	    .lock_fd = -1};

	*report_r = (struct update_report){.has_one = false};
	run.fetcher = fetcher_create(order->settings);
	if (run.fetcher == NULL)
		text_put(
		    error_r, SLICE("this program has no network: libcurl.so.4 "
				   "is missing, or was when it was built"));
	else if (name_places(&run))
		outcome = update(&run, note_r);
	image_free(&run.image);
	cartridge_close(&run.base);
	if (run.fetcher != NULL)
		report_r->bytes = fetch_bytes(run.fetcher);
	fetcher_destroy(&run.fetcher);
	if (run.lock_fd >= 0)
		close(run.lock_fd);
	report_r->took_ms = (clock_now_ns() - began_ns) / NS_PER_MS;
	return outcome;
}
