/*
 * stress_live_db - data swapped under running scans
 *
 * Each bundle carries its number in two places of the configuration, far apart
 * in time: the first is read when a scan begins, the second when it ends.  An
 * address sanitizer sees a bundle that is freed too early, the thread sanitizer
 * one that is freed while it is read.  Two of three swaps change the cartridge
 * alone: the rest is passed on from bundle to bundle.
 *
 * Law: no scan saw two databases, or an old one after a newer one; each swap
 * ended; everybody who waited for the first was woken.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/cartridge/format.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/shared/live_db.h"

#define READERS 4u
#define SWAPS (2000u / LAW_SLOWDOWN)

static struct live_db *db;
static const struct config *model;
static _Atomic bool done;
static _Atomic uint64_t scans, mixed, backwards;
static _Atomic uint32_t woken;

static struct live_data *
make_data(int64_t number)
{
	struct config *config = config_copy(model);
	struct sigdb *sigdb = NULL;
	struct live_data *data;

	CHECK(config != NULL && sigdb_open_builtin(&sigdb) == SIGDB_OK);
	config->answer_time_limit_ms = number;
	config->slow_after_ms = number;
	data = live_data_create(&config, &sigdb, 1);
	CHECK(data != NULL && config == NULL && sigdb == NULL);
	return data;
}

/* An empty one of this number. */
static struct cartridge *
make_cartridge(uint64_t number)
{
	static _Alignas(CARTRIDGE_PAGE) uint8_t file[CARTRIDGE_PAGE];
	struct cartridge_draft draft = {.id = {.update = 1}};
	struct format_header header;
	struct cartridge *cartridge;
	char buffer[128];
	struct text error = TEXT_OVER(buffer);

	/* Written once: others may be open over it. */
	if (number == 1) {
		format_seal(&draft, &header);
		memcpy(file, &header, sizeof(header));
	}
	CHECK(cartridge_open_memory((struct slice){file, sizeof(file)},
		  &cartridge, &error) == CARTRIDGE_OK);
	cartridge->id.update = number;
	return cartridge;
}

/* The bundle's number, and that of its cartridge. */
static int64_t
scan(uint64_t *seed, uint64_t *cartridge_r)
{
	const struct live_data *data = live_db_acquire(db);
	int64_t number = data->config->answer_time_limit_ms;

	*cartridge_r = data->cartridge == NULL ? 0 : data->cartridge->id.update;
	if (random_below(seed, 8) == 0)
		sched_yield();
	if (data->config->slow_after_ms != number || data->sigdb == NULL ||
	    data->scanner_count != 1)
		atomic_fetch_add(&mixed, 1);
	live_db_release(db);
	return number;
}

static void *
read_main(void *argument)
{
	uint64_t seed = 1 + (uint64_t)(uintptr_t)argument;
	int64_t last = 0;
	uint64_t last_cartridge = 0;

	live_db_register_thread();
	live_db_wait_ready(db);
	atomic_fetch_add(&woken, 1);
	do {
		uint64_t cartridge;
		int64_t number = scan(&seed, &cartridge);

		if (number < last || cartridge < last_cartridge)
			atomic_fetch_add(&backwards, 1);
		last = number;
		last_cartridge = cartridge;
		atomic_fetch_add(&scans, 1);
		if (random_below(&seed, 64) == 0)
			sched_yield();
	} while (!atomic_load(&done));
	live_db_unregister_thread();
	return NULL;
}

static void *
wait_main(void *argument)
{
	struct live_db *empty = argument;

	live_db_wait_ready(empty);
	return NULL;
}

/* Waiting for a database that never comes ends when it is cancelled. */
static bool
cancel_ends_a_wait(void)
{
	struct live_db *empty = live_db_create();
	pthread_t waiter;
	bool ready;

	CHECK(empty != NULL);
	CHECK(pthread_create(&waiter, NULL, wait_main, empty) == 0);
	sched_yield();
	live_db_cancel_wait(empty);
	pthread_join(waiter, NULL);
	ready = live_db_is_ready(empty);
	live_db_destroy(&empty);
	return !ready;
}

/* ---- nobody waits for the updater ---------------------------------------- */

static _Atomic bool is_held, is_swapped, is_free;

/* A scan that lasts until it is told to end. */
static void *
hold_main(void *argument)
{
	live_db_register_thread();
	(void)live_db_acquire(argument);
	atomic_store(&is_held, true);
	while (!atomic_load(&is_free))
		sched_yield();
	live_db_release(argument);
	live_db_unregister_thread();
	return NULL;
}

static void *
update_main(void *argument)
{
	struct live_data *data = make_data(2), *old;

	live_db_register_thread();
	live_db_swap(argument, &data, &old);
	atomic_store(&is_swapped, true);
	live_db_retire(argument, &old);
	live_db_unregister_thread();
	return NULL;
}

/*
 * While the updater waits for the end of one scan, others go on, with the new
 * database: did they wait for it, this would never end, for the scan that it
 * waits for is only let go afterwards.
 */
static bool
scans_pass_a_waiting_updater(void)
{
	struct live_db *held = live_db_create();
	struct live_data *data = make_data(1), *old;
	bool is_new = true;
	pthread_t holder, updater;

	CHECK(held != NULL);
	live_db_register_thread();
	live_db_swap(held, &data, &old);
	CHECK(pthread_create(&holder, NULL, hold_main, held) == 0);
	while (!atomic_load(&is_held))
		sched_yield();
	CHECK(pthread_create(&updater, NULL, update_main, held) == 0);
	while (!atomic_load(&is_swapped))
		sched_yield();
	for (int i = 0; i < 100000; i++) {
		is_new &= live_db_acquire(held)->config->slow_after_ms == 2;
		live_db_release(held);
	}
	atomic_store(&is_free, true);
	pthread_join(holder, NULL);
	pthread_join(updater, NULL);
	live_db_unregister_thread();
	live_db_destroy(&held);
	return is_new;
}

/* As the updater does: signatures keep the cartridge, a cartridge keeps the
 * signatures. */
static struct live_data *
next_data(struct live_data *running, int64_t number)
{
	struct cartridge *cartridge;
	struct live_data *data;

	if (running == NULL)
		return make_data(number);
	if (number % 3 != 0) {
		cartridge = make_cartridge((uint64_t)number - 1);
		data = live_data_renew(running, &cartridge);
		CHECK(data != NULL && cartridge == NULL);
		return data;
	}
	data = make_data(number);
	live_data_pass_cartridge(running, data);
	return data;
}

int
main(void)
{
	struct live_data *running = NULL;
	struct config *config = config_default(".");
	pthread_t threads[READERS];

	law_plan(5);
	db = live_db_create();
	model = config;
	CHECK(db != NULL && config != NULL);
	for (uintptr_t i = 0; i < READERS; i++)
		CHECK(pthread_create(&threads[i], NULL, read_main, (void *)i) ==
		      0);
	live_db_register_thread();
	for (int64_t number = 1; number <= SWAPS; number++) {
		struct live_data *data = next_data(running, number), *old;

		running = data;
		live_db_swap(db, &data, &old);
		CHECK(data == NULL && (old == NULL) == (number == 1));
		live_db_retire(db, &old);
		CHECK(old == NULL);
	}
	atomic_store(&done, true);
	for (unsigned i = 0; i < READERS; i++)
		pthread_join(threads[i], NULL);
	live_db_unregister_thread();
	law_holds(atomic_load(&mixed) == 0 && atomic_load(&scans) > 0,
	    "no scan saw two databases");
	law_holds(atomic_load(&backwards) == 0,
	    "no scan saw an old database after a newer one");
	law_holds(atomic_load(&woken) == READERS,
	    "the first database woke everybody who waited");
	law_holds(cancel_ends_a_wait(), "a wait ends when it is cancelled");
	law_holds(scans_pass_a_waiting_updater(),
	    "scans go on while the updater waits for one");
	live_db_destroy(&db);
	config_free(&config);
	return law_exit_code();
}
