/*
 * bench_rcu - the read side of the live data, by one thread; and a swap
 *
 * acquire, one look at the data, release: what every message pays once.
 */
#include "bench/bench.h"
#include "threads/shared/live_db.h"

static struct live_db *db;

void bench_rcu(void);

/* A bundle that can be told by its number. */
static struct live_data *
make_data(int64_t number)
{
	struct config *config = config_default(NULL);
	struct sigdb *sigdb = NULL;
	struct live_data *data;

	if (config == NULL || sigdb_open_builtin(&sigdb) != SIGDB_OK)
		bench_refuse("rcu", "out of memory");
	config->slow_after_ms = number;
	data = live_data_create(&config, &sigdb, 1);
	if (data == NULL)
		bench_refuse("rcu", "out of memory");
	return data;
}

static int64_t
look(void)
{
	const struct live_data *data = live_db_acquire(db);
	int64_t number = data == NULL ? -1 : data->config->slow_after_ms;

	live_db_release(db);
	return number;
}

static void
read_side(struct bench *bench, void *owner)
{
	int64_t number;

	(void)owner;
	live_db_register_thread();
	while (bench_next(bench)) {
		number = look();
		bench_keep(&number);
	}
	live_db_unregister_thread();
	bench_items(bench, 1);
}

/* Publish it and free the one before. */
static void
replace(struct live_data **data)
{
	struct live_data *old;

	live_db_swap(db, data, &old);
	live_db_retire(db, &old);
}

/* With nobody reading; making and freeing the bundle is part of it. */
static void
swap(struct bench *bench, void *owner)
{
	(void)owner;
	while (bench_next(bench)) {
		struct live_data *data = make_data(1);

		replace(&data);
	}
	bench_items(bench, 1);
}

static void
prove(void)
{
	live_db_register_thread();
	if (look() != -1)
		bench_refuse("rcu", "data ahead of the first swap");
	for (int64_t number = 0; number < 10; number++) {
		struct live_data *data = make_data(number);

		replace(&data);
		if (data != NULL || look() != number)
			bench_refuse("rcu", "not the data of the last swap");
	}
	live_db_unregister_thread();
}

void
bench_rcu(void)
{
	db = live_db_create();
	if (db == NULL)
		bench_refuse("rcu", "out of memory");
	prove();
	bench_add("rcu/read_side", read_side, NULL);
	bench_add("rcu/swap", swap, NULL);
}
