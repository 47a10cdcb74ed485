/*
 * publish_command - `CGPFilter PUBLISH ...`
 *
 *     the cartridge ──▶ the next set ──▶ delta from the last one, full set
 *                                        .published: the last set, to be
 *                                        compared with next time
 *                                        index: what gateways look at
 *
 * Whatever ends it before its last step leaves the index as it was.  The next
 * run then finds that index and last set do not go together, and publishes a
 * full one.
 */
#include "threads/command/update/publish_command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/print/print.h"
#include "core/update/image.h"
#include "core/update/seal.h"
#include "threads/command/console/arguments.h"
#include "threads/command/input/opener.h"
#include "threads/command/update/publish_directory.h"
#include "threads/command/update/publish_keys.h"
#include "threads/command/update/publish_options.h"
#include "threads/update/cartridge_source.h"

#define INFO_BYTES 4096u
#define MODEL_FROM "model-from"

struct publisher {
	struct publish_options options;
	struct update_keys keys;
	char cartridge[PLACE_BYTES], last_path[PLACE_BYTES];
	int lock_fd;

	struct cartridge *site, *last; /* last: NULL, there is none */
	struct update_index index;     /* as it was, then as it will be */
	bool has_index;
	struct update_image next;
	char info[INFO_BYTES];

	/* For the line at the end. */
	uint64_t delta_bytes, full_bytes;
};

static void
complain(const char *sentence)
{
	fprintf(stderr, "CGPFilter PUBLISH: %s\n", sentence);
}

/* ---- what there is ----------------------------------------------------- */

/* Two runs at once would use one number twice. */
static bool
take_lock(struct publisher *publisher, struct text *error_r)
{
	char path[PLACE_BYTES + 8];

	snprintf(path, sizeof(path), "%s.lock", publisher->last_path);
	publisher->lock_fd = file_lock(path, true);
	if (publisher->lock_fd < 0)
		text_printf(error_r, "%s: %s", path, strerror(errno));
	return publisher->lock_fd >= 0;
}

static bool
name_places(
    struct publisher *publisher, const char *argv0, struct text *error_r)
{
	static struct opener opener;
	const char *cartridge = publisher->options.cartridge;
	bool good = opener_find(&opener, argv0);
	int size;

	if (cartridge == NULL && good)
		cartridge = opener.config->cartridge;
	if (cartridge == NULL) {
		text_put(error_r, SLICE("no memory to start"));
	} else {
		size = snprintf(publisher->last_path, PLACE_BYTES - 16,
		    "%s.published", cartridge);
		snprintf(publisher->cartridge, PLACE_BYTES, "%s", cartridge);
		good = size > 0 && (size_t)size < PLACE_BYTES - 16;
		if (!good)
			text_put(error_r, SLICE("a path is too long"));
	}
	opener_fini(&opener);
	return good && cartridge != NULL;
}

/* The last set counts only together with the index that it was named in. */
static bool
open_all(struct publisher *publisher, struct text *error_r)
{
	char buffer[PLACE_BYTES + 256];
	struct text ignored = TEXT_OVER(buffer);
	enum cartridge_result result;

	publisher->site =
	    cartridge_source_open(publisher->cartridge, &result, error_r);
	if (publisher->site == NULL)
		return false;
	publisher->last =
	    cartridge_source_open(publisher->last_path, &result, &ignored);
	switch (publish_directory_index(publisher->options.directory,
	    &publisher->keys, &publisher->index)) {
	case INDEX_OK:
		publisher->has_index = true;
		break;
	case INDEX_FORGED:
		text_printf(error_r,
		    "%s/" INDEX_FILE_NAME " is signed by another key; use "
		    "that one, or remove the file",
		    publisher->options.directory);
		return false;
	case INDEX_FOREIGN:
	case INDEX_DAMAGED:
		memset(&publisher->index, 0, sizeof(publisher->index));
		break;
	}
	return true;
}

static bool
goes_on(const struct publisher *publisher)
{
	return publisher->has_index && publisher->last != NULL &&
	       publisher->last->id.update == publisher->index.newest;
}

/* ---- the next set ------------------------------------------------------ */

/* A model moves in all its cells and is worth megabytes: it goes out now and
 * then, and the prints of this minute do not wait for it. */
static bool
keeps_model(const struct publisher *publisher)
{
	uint64_t from, now = (uint64_t)clock_wall_s();

	return publisher->last != NULL &&
	       slice_to_u64(
		   cartridge_info(publisher->last, SLICE(MODEL_FROM)), &from) &&
	       now >= from && now - from < publisher->options.model_s;
}

static bool
put_info(struct publisher *publisher)
{
	struct text text = TEXT_OVER(publisher->info);

	text_put(&text, publisher->site->sections[CARTRIDGE_INFO]);
	text_printf(&text, MODEL_FROM ": %" PRId64 "\n", clock_wall_s());
	publisher->next.draft.sections[CARTRIDGE_INFO] = text_slice(&text);
	return !text.truncated;
}

/* True: it is another one than the last. */
static bool
make_next(struct publisher *publisher)
{
	struct cartridge_draft *draft = &publisher->next.draft;
	const struct cartridge *last = publisher->last;
	bool same_model = last != NULL &&
			  slice_equal(last->sections[CARTRIDGE_MODEL],
			      publisher->site->sections[CARTRIDGE_MODEL]) &&
			  slice_equal(last->sections[CARTRIDGE_CALIBRATION],
			      publisher->site->sections[CARTRIDGE_CALIBRATION]);
	uint64_t newest = publisher->index.newest;

	image_of_cartridge(publisher->site, &publisher->next);
	if (same_model || keeps_model(publisher)) {
		for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
			if (i != CARTRIDGE_PRINTS)
				draft->sections[i] = last->sections[i];
	} else if (!put_info(publisher)) {
		draft->sections[CARTRIDGE_INFO] = (struct slice){NULL, 0};
	}
	if (last != NULL && last->id.update > newest)
		newest = last->id.update;
	draft->id.update = newest + 1;
	if (draft->id.update < publisher->options.first)
		draft->id.update = publisher->options.first;
	if (!goes_on(publisher) || publisher->options.full)
		return true;
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		if (!slice_equal(draft->sections[i], last->sections[i]))
			return true;
	return memcmp(&draft->id.version, &last->id.version,
		   sizeof(draft->id.version)) != 0;
}

/* ---- files ------------------------------------------------------------- */

/* The way from one set to the next, sealed and put into the directory. */
static bool
put_file(struct publisher *publisher, struct seal_head *head,
    struct slice delta, struct index_file *file_r, struct text *error_r)
{
	char name[INDEX_NAME_BYTES];
	struct slice file = {NULL, 0};
	uint8_t *bytes;
	bool done;

	index_name(name, head->kind == SEAL_FULL, head->number);
	if (!seal_make(head, delta, &publisher->keys, &bytes, &file.size)) {
		text_printf(error_r, "%s: no memory, or it is too large", name);
		return false;
	}
	file.data = bytes;
	*file_r = (struct index_file){head->number, file.size, {0}};
	crypt_hash(&file, 1, file_r->hash);
	done = publish_directory_put(
	    publisher->options.directory, name, file, error_r);
	free(bytes);
	return done;
}

/* Does it lead there?  Else what gateways would refuse is not published. */
static bool
leads_there(const struct publisher *publisher, const struct update_image *from,
    struct slice delta, const uint8_t *set_hash)
{
	struct update_image there;
	uint8_t hash[CRYPT_HASH_BYTES];
	bool same;

	if (delta_apply(from, publisher->next.draft.id.update, delta, &there) !=
	    DELTA_OK)
		return false;
	image_hash(&there, hash);
	same = memcmp(hash, set_hash, sizeof(hash)) == 0;
	image_free(&there);
	return same;
}

/* last: NULL for a full set. */
static bool
put_way(struct publisher *publisher, const struct cartridge *last,
    struct index_file *file_r, struct text *error_r)
{
	struct seal_head head = {
	    .kind = last == NULL ? SEAL_FULL : SEAL_DELTA,
	    .number = publisher->next.draft.id.update,
	    .base = last == NULL ? 0 : last->id.update,
	};
	struct update_image from;
	struct slice delta = {NULL, 0};
	uint8_t *bytes;
	bool done = false;

	image_of_cartridge(last, &from);
	if (!delta_make(&from, &publisher->next, &bytes, &delta.size)) {
		text_put(error_r, SLICE("no memory"));
		return false;
	}
	delta.data = bytes;
	image_sum_up(&publisher->next);
	image_hash(&publisher->next, head.set_hash);
	image_sum_up(&from);
	if (last != NULL)
		image_hash(&from, head.base_hash);
	if (!leads_there(publisher, &from, delta, head.set_hash))
		text_put(error_r, SLICE("what was made does not lead to the "
					"set it was made for"));
	else
		done = put_file(publisher, &head, delta, file_r, error_r);
	free(bytes);
	return done;
}

static bool
put_delta(struct publisher *publisher, struct text *error_r)
{
	struct update_index *index = &publisher->index;
	uint64_t number = publisher->next.draft.id.update;
	struct index_file file;

	if (!put_way(publisher, publisher->last, &file, error_r))
		return false;
	publisher->delta_bytes = file.bytes;
	if (index->delta_count == INDEX_DELTAS_MAX)
		index->delta_count--;
	memmove(index->deltas + 1, index->deltas,
	    index->delta_count * sizeof(file));
	index->deltas[0] = file;
	index->delta_count++;
	if (index->oldest_delta == 0)
		index->oldest_delta = number;
	else if (number - index->oldest_delta >= publisher->options.keep)
		index->oldest_delta = number - publisher->options.keep + 1;
	while (
	    index->deltas[index->delta_count - 1].number < index->oldest_delta)
		index->delta_count--;
	return true;
}

/* Who comes new reads the full set and the deltas behind it: once those are
 * half as much, or as many as are kept, a new full one costs less. */
static bool
wants_full(const struct publisher *publisher)
{
	const struct update_index *index = &publisher->index;
	uint64_t number = publisher->next.draft.id.update;

	return publisher->options.full || index->full.number == 0 ||
	       number - index->full.number >= publisher->options.keep ||
	       publish_directory_bytes(publisher->options.directory,
		   index->full.number + 1, number) > index->full.bytes / 2;
}

static bool
put_full(struct publisher *publisher, struct text *error_r)
{
	if (!put_way(publisher, NULL, &publisher->index.full, error_r))
		return false;
	publisher->full_bytes = publisher->index.full.bytes;
	return true;
}

static bool
put_index(struct publisher *publisher, struct text *error_r)
{
	char room[INDEX_BYTES_MAX + 1];
	struct text text = TEXT_OVER(room);
	struct update_index *index = &publisher->index;

	index->version = publisher->next.draft.id.version;
	index->newest = publisher->next.draft.id.update;
	index->created_s = clock_wall_s();
	CHECK(index_write(index, &publisher->keys, &text));
	return publish_directory_put(publisher->options.directory,
	    INDEX_FILE_NAME, text_slice(&text), error_r);
}

static bool
put_all(struct publisher *publisher, struct text *error_r)
{
	struct update_index before = publisher->index;
	bool on = goes_on(publisher);

	if (!on)
		memset(&publisher->index, 0, sizeof(publisher->index));
	else if (!put_delta(publisher, error_r))
		return false;
	if (wants_full(publisher) && !put_full(publisher, error_r))
		return false;
	if (cartridge_write(&publisher->next.draft, publisher->last_path, false,
		error_r) != CARTRIDGE_OK ||
	    !put_index(publisher, error_r))
		return false;
	if (on)
		publish_directory_clean(publisher->options.directory, &before);
	return true;
}

/* ---- all of it --------------------------------------------------------- */

static void
tell(const struct publisher *publisher, uint64_t took_ms)
{
	const struct cartridge_draft *draft = &publisher->next.draft;
	char buffer[128];
	struct text id = TEXT_OVER(buffer);

	cartridge_id_put(&id, &draft->id);
	printf("published cartridge version %s: %zu prints", buffer,
	    prints_count(draft->sections[CARTRIDGE_PRINTS]));
	if (publisher->delta_bytes > 0)
		printf(
		    ", a delta of %" PRIu64 " bytes", publisher->delta_bytes);
	if (publisher->full_bytes > 0)
		printf(
		    ", a full set of %" PRIu64 " bytes", publisher->full_bytes);
	printf(", in %" PRIu64 " ms\n", took_ms);
}

static bool
publish(struct publisher *publisher, const char *argv0, struct text *error_r)
{
	uint64_t began_ns = clock_now_ns();

	if (!publish_keys_read(
		publisher->options.keys, &publisher->keys, error_r) ||
	    !name_places(publisher, argv0, error_r) ||
	    !take_lock(publisher, error_r) || !open_all(publisher, error_r))
		return false;
	if (!make_next(publisher)) {
		if (!publisher->options.quiet)
			printf("nothing new: update version=%" PRIu64
			       " stays the newest\n",
			    publisher->index.newest);
		return true;
	}
	if (!put_all(publisher, error_r))
		return false;
	if (!publisher->options.quiet)
		tell(publisher, (clock_now_ns() - began_ns) / NS_PER_MS);
	return true;
}

static bool
make_keys(struct publisher *publisher, struct text *error_r)
{
	char room[2 * CRYPT_KEY_BYTES + 1];
	struct text text = TEXT_OVER(room);

	if (!publish_keys_make(
		publisher->options.keys, &publisher->keys, error_r))
		return false;
	crypt_put_hex(&text, publisher->keys.public_key, CRYPT_KEY_BYTES);
	printf("# for the cartridge.cfg of each gateway; the cipher key is a "
	       "secret\nmicro-update public key = %s\n",
	    room);
	text_clear(&text);
	crypt_put_hex(&text, publisher->keys.cipher_key, CRYPT_KEY_BYTES);
	printf("micro-update cipher key = %s\n", room);
	return true;
}

static void
stop(struct publisher *publisher)
{
	image_free(&publisher->next);
	cartridge_close(&publisher->site);
	cartridge_close(&publisher->last);
	crypt_forget(&publisher->keys);
	if (publisher->lock_fd >= 0)
		close(publisher->lock_fd);
}

int
publish_main(int argc, char **argv)
{
	static struct publisher publisher;
	char buffer[PLACE_BYTES + 1024];
	struct text error = TEXT_OVER(buffer);
	bool good;

	publisher.lock_fd = -1;
	if (!publish_options_read(
		&publisher.options, argc - 2, argv + 2, &error)) {
		arguments_complain("PUBLISH", buffer);
		return 2;
	}
	if (publisher.options.help)
		return printf("%s", publish_usage) < 0;
	good = publisher.options.make_keys
		   ? make_keys(&publisher, &error)
		   : publish(&publisher, argv[0], &error);
	if (!good)
		complain(buffer);
	stop(&publisher);
	return good ? 0 : 1;
}
