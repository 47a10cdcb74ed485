/*
 * lanes_wake - who is woken for what waits, and who sleeps
 */
#include "threads/pipeline/lanes.h"
#include "threads/pipeline/lanes_state.h"

/* Counted after those who sleep: each of them has joined. */
static uint32_t
awake_of(struct lanes *lanes, uint32_t asleep)
{
	uint32_t serving = atomic_load(&lanes->serving);

	return serving > asleep ? serving - asleep : 0;
}

/* How many more may be awake, now. */
static uint32_t
room_awake(struct lanes *lanes, uint32_t asleep)
{
	uint32_t awake = awake_of(lanes, asleep);
	uint32_t allowed = standby_allowed(lanes->standby);

	return allowed > awake ? allowed - awake : 0;
}

static void
withhold(struct lanes *lanes)
{
	if (!atomic_exchange(&lanes->withheld, true) && lanes->watch != NULL)
		park_wake(lanes->watch, 1);
}

/* As many as may be awake.  Those who look into the slow lanes first are not
 * known here, so what waits there wakes whoever sleeps. */
static void
wake(struct lanes *lanes, uint32_t count)
{
	uint32_t asleep = park_sleepers(&lanes->park), room;

	if (asleep == 0)
		return;
	room = lanes_anything_slow(lanes) ? asleep : room_awake(lanes, asleep);
	if (count > room && asleep > room &&
	    !atomic_load_explicit(&lanes->withheld, memory_order_relaxed))
		withhold(lanes);
	if (room > 0)
		park_wake_rather(&lanes->park, count < room ? count : room,
		    seats_free(lanes->seats));
}

void
lanes_watched_by(struct lanes *lanes, struct park *watch)
{
	lanes->watch = watch;
}

bool
lanes_look(struct lanes *lanes, uint64_t now_ns)
{
	standby_look(lanes->standby, lanes->shared->workers, now_ns);
	if (!atomic_load(&lanes->withheld))
		return false;
	atomic_store(&lanes->withheld, false);
	/* Whoever leaves one asleep after this says so; what was pushed by
	 * those who did before is seen now. */
	atomic_thread_fence(memory_order_seq_cst);
	wake(lanes, lanes_backlog(lanes));
	return atomic_load(&lanes->withheld);
}

static bool
is_surplus(struct lanes *lanes, uint32_t asleep)
{
	return awake_of(lanes, asleep) > standby_allowed(lanes->standby) &&
	       !lanes_anything_slow(lanes);
}

static void
sleep_off(
    struct lanes *lanes, uint32_t worker, uint32_t ticket, uint64_t timeout_ns)
{
	seats_leave(lanes->seats, worker);
	park_wait_as(&lanes->park, ticket, timeout_ns,
	    seats_place(lanes->seats, worker));
	seats_choose(lanes->seats, worker);
}

void
lanes_join(struct lanes *lanes, uint32_t worker)
{
	atomic_fetch_add(&lanes->serving, 1);
	standby_join(lanes->standby, worker);
	seats_take(lanes->seats, worker);
}

void
lanes_part(struct lanes *lanes, uint32_t worker)
{
	seats_leave(lanes->seats, worker);
	standby_part(lanes->standby, worker);
	atomic_fetch_sub(&lanes->serving, 1);
}

bool
lanes_look_around(struct lanes *lanes, uint32_t worker, uint64_t now_ns)
{
	seats_take(lanes->seats, worker);
	(void)lanes_look(lanes, now_ns);
	return worker > 0 && is_surplus(lanes, park_sleepers(&lanes->park));
}

void
lanes_stand_by(struct lanes *lanes, uint32_t worker)
{
	uint32_t ticket = park_prepare(&lanes->park);

	withhold(lanes);
	/* We count as one asleep. */
	if (lanes_closed(lanes) ||
	    !is_surplus(lanes, park_sleepers(&lanes->park) - 1))
		park_cancel(&lanes->park);
	else
		sleep_off(lanes, worker, ticket, UINT64_MAX);
}

/* Workers that look for work after this moment. */
static uint32_t
on_their_way(struct lanes *lanes)
{
	/* What was pushed is visible before they are counted.  Pairs with
	 * lanes_sought() and lanes_wait(): either we do not count somebody, or
	 * it sees what was pushed. */
	atomic_thread_fence(memory_order_seq_cst);
	return atomic_load(&lanes->seekers) + park_woken(&lanes->park);
}

void
lanes_wake(struct lanes *lanes, uint32_t pushed)
{
	uint32_t awake = on_their_way(lanes);

	if (pushed > awake)
		wake(lanes, pushed - awake);
}

void
lanes_wake_reading(struct lanes *lanes, bool more)
{
	atomic_store(&lanes->reading, more);
	if (!more)
		lanes_wake(lanes, lanes_backlog(lanes));
	/* Whoever does not sleep yet looks once more before it does. */
	else if (awake_of(lanes, park_sleepers(&lanes->park)) == 0)
		park_wake(&lanes->park, 1);
}

static bool
has_room(struct lanes *lanes, enum lane which)
{
	struct lane_state *lane = &lanes->lane[which];

	return atomic_load(&lane->running) < lane->workers_max;
}

static bool
may_take_slow(struct lanes *lanes)
{
	if (!has_room(lanes, LANE_SLOW))
		return false;
	return ring_length(lanes->lane[LANE_SLOW].ring) > 0 ||
	       (ring_length(lanes->lane[LANE_SUSPECT].ring) > 0 &&
		   has_room(lanes, LANE_SUSPECT));
}

static bool
may_take(struct lanes *lanes)
{
	return lanes_backlog(lanes) > 0 || may_take_slow(lanes);
}

/*
 * Who pushed something meanwhile may have counted on us.  Not so the reader
 * before it has read all: it counts anew then, later than we look at "reading"
 * (behind the fence, and sequential as is what changes it).
 */
void
lanes_pass_on(struct lanes *lanes)
{
	if (on_their_way(lanes) > 0)
		return;
	if (atomic_load(&lanes->reading) ? may_take_slow(lanes)
					 : may_take(lanes))
		wake(lanes, 1);
}

void
lanes_seek(struct lanes *lanes)
{
	atomic_fetch_add(&lanes->seekers, 1);
}

void
lanes_sought(struct lanes *lanes, bool found)
{
	atomic_fetch_sub(&lanes->seekers, 1);
	if (found)
		lanes_pass_on(lanes);
}

void
lanes_wait(struct lanes *lanes, uint32_t worker, uint64_t timeout_ns)
{
	uint32_t ticket = park_prepare(&lanes->park);

	if (may_take(lanes) || lanes_closed(lanes))
		park_cancel(&lanes->park);
	else
		sleep_off(lanes, worker, ticket, timeout_ns);
}
