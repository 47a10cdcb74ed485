/*
 * day_tell - each day is told of once
 *
 * Threads: one for each store.  Blocks: on the disk, and on other helpers.
 */
#ifndef THREADS_RECORD_DAY_TELL_H
#define THREADS_RECORD_DAY_TELL_H

#include "threads/record/day_store.h"

/*
 * Makes the report of a day and says whether it is to be made at all: *ready_r
 * is the name of a file that is finished but for its name, "" for none, and
 * *place_r the name it shall get.  False: it cannot be now.
 */
typedef bool day_teller(void *owner, const struct day *day,
    char ready_r[PLACE_BYTES], char place_r[PLACE_BYTES]);

/*
 * Tell of each day up to last of which a closed part is kept and which was not
 * told of, once, however many helpers try and whenever one of them dies; then
 * forget days beyond the newest `keep` ones.  False: some day could not be
 * told of now.
 */
bool day_tell(struct day_store *store, int32_t last, size_t keep,
    day_teller *tell, void *owner) MUST_USE;

#endif
