/*
 * order - answers leave in the order of their requests, or nearly
 *
 * Every request has a ticket, counted up in the order of arrival.  The window
 * runs from the oldest ticket not yet written (head) to the newest (tail); each
 * ticket in it names its slot.  Whoever completes the head drains: it becomes
 * the writer, copies all answers that are ready in a row, and writes them.
 * There is no writer thread; the role is taken and given back.
 *
 *     head              tail
 *      v                 v
 *     [done][done][ ... ][done][     ]      "...": still running, the rest wait
 *
 * strict   nothing passes a slower answer; only its deadline ends the wait.
 * window   an answer that has waited max_delay behind slower ones passes them:
 *          those are detached, and answer by themselves when they are done.
 * any      every answer goes as soon as it is done.
 *
 * Threads: order_add() by the reader only; order_complete() by whoever claimed
 * the slot; order_overtake() by the timer; order_take_free() by the reader.
 * Progress: lock-free but for the write itself.
 */
#ifndef THREADS_PIPELINE_ORDER_H
#define THREADS_PIPELINE_ORDER_H

#include "core/config/config.h"
#include "threads/base/park.h"
#include "threads/shared/shared.h"

struct order;

struct order *order_create(
    struct shared *shared, enum response_order mode) MUST_USE;
void order_destroy(struct order **order);

/*
 * The next ticket is in this slot, whose state word is set already, with
 * order_birth_flags() in it.  Precondition: order_has_room().  Nobody sees it
 * in the window before order_extend(), which may follow once for many.
 */
void order_add(struct order *order, uint64_t ticket, uint32_t slot);
void order_extend(struct order *order);

/* SLOT_DETACHED where answers do not wait for each other at all. */
uint64_t order_birth_flags(const struct order *order);

/*
 * False: the window is full; wait as for a free slot.  As long as the mode
 * stays the same the table is full first.
 */
bool order_has_room(struct order *order);

/*
 * The answer in slot, which the caller claimed (SLOT_ANSWERING), is complete:
 * DONE, and written now if nothing stands before it.
 */
void order_complete(struct order *order, uint32_t slot);

/*
 * The same, but leave the writing for a while: the caller shall complete
 * another one soon, or call order_flush().  Before anything that may hold it up
 * it calls order_left_for_later(): then the answer goes out with the next one
 * of another thread, or at the timer's tick.  now_ns is of the coarse clock.
 */
void order_complete_later(struct order *order, uint32_t slot, uint64_t now_ns);
void order_left_for_later(struct order *order);
void order_flush(struct order *order);

/*
 * Let what has waited max_delay_ns pass.  Returns how many slower requests
 * were detached; *waiting_r: answers are still parked behind slower ones.
 * Whoever completes an answer that has to wait does the same where it is due;
 * this is for when all others are held up.
 */
uint32_t order_overtake(struct order *order, uint64_t now_ns, bool *waiting_r);

/*
 * For whoever has nothing to do: the time until answers that wait now may pass
 * others, 0 for no time at all, UINT64_MAX if none waits; and let them pass, if
 * it is due.
 */
uint64_t order_due_in_ns(const struct order *order);
void order_overtake_if_due(struct order *order);

/* Both may change with a reload. */
void order_set_mode(
    struct order *order, enum response_order mode, uint64_t max_delay_ns);
uint64_t order_max_delay_ns(const struct order *order);

/* Slots whose answers were written, max at most; returns how many. */
uint32_t order_take_free(
    struct order *order, uint32_t *slots_r, uint32_t max) MUST_USE;

/* Signalled whenever slots come free. */
struct park *order_freed(struct order *order);

/* Signalled when an answer was parked and the timer might be asleep. */
struct park *order_parked(struct order *order);

#endif
