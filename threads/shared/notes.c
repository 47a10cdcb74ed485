/*
 * notes - names that workers leave for the report
 */
#include "threads/shared/notes.h"

#include <stdlib.h>
#include <string.h>

/* A power of two.  Of a worker that is at spam alone, a quarter of a second. */
#define ROOM 1024u

struct note {
	uint8_t kind;
	uint8_t size;
	char name[TOPS_NAME_BYTES - 2];
};

struct note_ring {
	_Alignas(64) _Atomic uint32_t begin; /* [recorder] */
	_Alignas(64) _Atomic uint32_t end;   /* [worker] */
	struct note notes[ROOM];
};

struct notes {
	uint32_t worker_count;
	struct note_ring *rings;
};

struct notes *
notes_create(uint32_t worker_count)
{
	struct notes *notes = calloc(1, sizeof(*notes));

	if (notes == NULL)
		return NULL;
	notes->worker_count = worker_count;
	notes->rings = aligned_alloc(64, worker_count * sizeof(*notes->rings));
	if (notes->rings == NULL) {
		free(notes);
		return NULL;
	}
	/* The notes themselves are written before they are read. */
	for (uint32_t i = 0; i < worker_count; i++) {
		atomic_init(&notes->rings[i].begin, 0);
		atomic_init(&notes->rings[i].end, 0);
	}
	return notes;
}

void
notes_destroy(struct notes **notes)
{
	if (*notes == NULL)
		return;
	free((*notes)->rings);
	free(*notes);
	*notes = NULL;
}

bool
notes_put(struct notes *notes, uint32_t worker, enum note_kind kind,
    struct slice name)
{
	struct note_ring *ring = &notes->rings[worker];
	uint32_t end = atomic_load_explicit(&ring->end, memory_order_relaxed);
	struct note *note = &ring->notes[end % ROOM];

	CHECK_HOT(worker < notes->worker_count);
	/* Acquire: the recorder has done with the place.  Pairs with the
	 * release in take_ring(). */
	if (end - atomic_load_explicit(&ring->begin, memory_order_acquire) ==
	    ROOM)
		return false;
	name = slice_sub(name, 0, sizeof(note->name));
	note->kind = (uint8_t)kind;
	note->size = (uint8_t)name.size;
	if (name.size > 0)
		memcpy(note->name, name.data, name.size);
	/* Release: the note before its place counts.  Pairs with the acquire
	 * in take_ring(). */
	atomic_store_explicit(&ring->end, end + 1, memory_order_release);
	return true;
}

static void
take_ring(struct note_ring *ring, struct day *day)
{
	uint32_t end = atomic_load_explicit(&ring->end, memory_order_acquire);
	uint32_t at = atomic_load_explicit(&ring->begin, memory_order_relaxed);

	for (; at != end; at++) {
		const struct note *note = &ring->notes[at % ROOM];
		struct tops *tops = note->kind == NOTE_SOURCE   ? &day->sources
				    : note->kind == NOTE_TARGET ? &day->targets
								: &day->viruses;

		tops_add(tops,
		    (struct slice){(const uint8_t *)note->name, note->size}, 1,
		    0);
	}
	atomic_store_explicit(&ring->begin, at, memory_order_release);
}

void
notes_take(struct notes *notes, struct day *day)
{
	for (uint32_t i = 0; i < notes->worker_count; i++)
		take_ring(&notes->rings[i], day);
}
