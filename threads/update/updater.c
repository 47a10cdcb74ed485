/*
 * updater - loads configuration, signatures and cartridge, at start and while
 * running
 */
#include "threads/update/updater.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/system.h"
#include "threads/base/mail_first.h"
#include "threads/base/thread.h"
#include "threads/base/wake.h"
#include "threads/shared/outlet.h"
#include "threads/update/cartridge_source.h"
#include "threads/update/lists_source.h"
#include "threads/update/loaded.h"
#include "threads/update/published.h"
#include "threads/update/signal_file.h"
#include "threads/update/signature_source.h"
#include "threads/update/update_poll.h"

/* How often hup.sig is looked for, and a cartridge where the kernel does not
 * tell. */
#define LOOK_MS 500
#define HOUR_NS (3600 * NS_PER_S)
/* A bare engine tries the full load again after this. */
#define BARE_NS (60 * NS_PER_S)

struct updater {
	struct engine *engine;       /* [const] */
	const struct places *places; /* [const] */
	pthread_t thread;
	struct wake wake;
	_Atomic bool requested;
	_Atomic bool stop;

	/* [updater] */
	uint64_t signatures; /* of the running set; 0: built-in only */
	int64_t newest_s;    /* its newest source */
	struct signal_file hup;
	uint64_t mend_ns;   /* no image is built for damage before */
	uint64_t nagged_ns; /* last line about a missing or old database */
	struct live_data *running; /* borrowed from live_db; only we swap it */
	struct cartridge_source cartridges;
	struct update_poll *poll;
};

/* ---- signatures -------------------------------------------------------- */

static void look_for_cartridge(void *owner);

static struct signature_source
signatures_of(struct updater *updater, const struct config *config)
{
	return (struct signature_source){
	    .places = updater->places,
	    .config = config,
	    .stop = &updater->stop,
	    /* What was learnt does not wait for signatures. */
	    .meanwhile = look_for_cartridge,
	    .wake_fd = cartridge_source_fd(&updater->cartridges),
	    .owner = updater,
	};
}

/* ---- swapping ---------------------------------------------------------- */

static bool
is_old(const struct updater *updater, const struct config *config)
{
	return config->database_max_age_ms > 0 && updater->newest_s > 0 &&
	       clock_wall_s() - updater->newest_s >
		   config->database_max_age_ms / 1000;
}

static struct live_facts *
facts_of(const struct updater *updater)
{
	return &updater->engine->shared->live->facts;
}

static void
show_database(struct updater *updater)
{
	loaded_show_database(facts_of(updater), updater->signatures,
	    updater->newest_s, atomic_load(&updater->running->no_database));
}

/* From where cartridge.cfg lets updates come, and to where. */
static void
follow_updates(struct updater *updater, const struct live_data *data)
{
	if (data->lists == NULL)
		return;
	published_path(updater->places, &data->lists->settings,
	    updater->cartridges.published);
	update_poll_configure(updater->poll, &data->lists->settings);
}

/* The first one, or the one that runs. */
static void
give_cartridge(struct updater *updater, struct live_data *data)
{
	if (updater->running != NULL) {
		live_data_pass_cartridge(updater->running, data);
		return;
	}
	if (!atomic_load(&updater->engine->shared->bare))
		data->cartridge =
		    cartridge_source_first(&updater->cartridges, data->config);
	loaded_tell_cartridge(facts_of(updater), data->cartridge);
}

static void
count(struct updater *updater, enum counter counter)
{
	live_stats_add(&updater->engine->shared->live->stats, LIVE_STATS_OTHERS,
	    counter, 1);
}

/* Without memory for them, or in a bare engine, it runs without. */
static void
give_lists(struct updater *updater, struct live_data *data)
{
	const struct lists_source source = {.places = updater->places,
	    .config = data->config,
	    .say = outlet_tell};
	unsigned refused = 0;

	if (atomic_load(&updater->engine->shared->bare))
		return;
	data->lists = lists_source_load(&source, &refused);
	if (refused > 0)
		count(updater, COUNTER_RELOADS_REFUSED);
}

static void
tell(const struct live_data *data, const struct sigdb_info *info)
{
	loaded_tell_lists(data->lists, data->config->whitelist_file);
	loaded_tell_database(info);
}

/*
 * Takes over both.  At a start what is loaded is told ahead of the first
 * answer; later, once it is what the next request gets: who reads it may rely
 * on it.
 */
static bool
go_live(struct updater *updater, struct config *config, struct sigdb *sigdb)
{
	struct engine *engine = updater->engine;
	struct sigdb_info info;
	bool builtin, is_first = updater->running == NULL;
	struct live_data *data, *old;

	if (sigdb == NULL && sigdb_open_builtin(&sigdb) != SIGDB_OK) {
		config_free(&config);
		return false;
	}
	info = *sigdb_info(sigdb);
	/* A directory without signature files makes a set of EICAR alone. */
	builtin = info.files == 0;
	data = live_data_create(&config, &sigdb, engine->shared->worker_count);
	if (data == NULL)
		return false;
	updater->signatures = builtin ? 0 : info.signatures;
	updater->newest_s = builtin ? 0 : info.newest_s;
	give_lists(updater, data);
	follow_updates(updater, data);
	give_cartridge(updater, data);
	updater->running = data;
	atomic_store(
	    &data->no_database, builtin || is_old(updater, data->config));
	show_database(updater);
	engine_configure(engine, data->config);
	if (is_first)
		tell(data, &info);
	live_db_swap(engine->live_db, &data, &old);
	atomic_store(&engine->shared->ready, true);
	if (!is_first)
		tell(updater->running, &info);
	live_db_retire(engine->live_db, &old);
	return true;
}

/* ---- loading ----------------------------------------------------------- */

static void
warn(void *owner, const char *sentence)
{
	(void)owner;
	outlet_notice("%s", sentence);
}

/* A new cartridge takes effect; nothing else is built anew for it. */
static void
change_cartridge(struct updater *updater, struct cartridge *cartridge)
{
	struct live_db *live_db = updater->engine->live_db;
	struct live_data *data = live_data_renew(updater->running, &cartridge);
	struct live_data *old;

	if (data == NULL) {
		outlet_notice("new cartridge: no memory, the old one stays");
		return;
	}
	updater->running = data;
	live_db_swap(live_db, &data, &old);
	loaded_tell_cartridge(facts_of(updater), updater->running->cartridge);
	count(updater, COUNTER_CARTRIDGES);
	live_db_retire(live_db, &old);
}

static void
look_for_cartridge(void *owner)
{
	struct updater *updater = owner;
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	struct cartridge *cartridge;

	/* The first load looks itself.  A bare engine leaves all alone that
	 * its predecessors may have died of. */
	if (updater->running == NULL ||
	    atomic_load(&updater->engine->shared->bare))
		return;
	cartridge = cartridge_source_look(
	    &updater->cartridges, updater->running->config, &error);
	if (cartridge != NULL) {
		change_cartridge(updater, cartridge);
	} else if (error.size > 0) {
		outlet_notice("cartridge refused, %s: %s",
		    updater->running->cartridge != NULL ? "the old one stays"
							: "there is none",
		    error.data);
		count(updater, COUNTER_CARTRIDGES_REFUSED);
	}
}

/*
 * The image of last time serves at once, whatever became of its sources since:
 * a new engine must not wait for a build.  What is new comes with the reload
 * that is asked for here.
 */
static struct sigdb *
first_signatures(struct updater *updater, const struct config *config)
{
	const struct signature_source source = signatures_of(updater, config);
	struct sigdb *sigdb;

	if (atomic_load(&updater->engine->shared->bare)) {
		outlet_notice("engines died while loading: serving with "
			      "built-in signatures, next try in a minute");
		return NULL;
	}
	sigdb = signature_source_image(&source);
	if (sigdb == NULL)
		return signature_source_load(&source, updater->signatures);
	if (!signature_source_is_fresh(&source, sigdb))
		updater_request(updater);
	return sigdb;
}

static void
first_load(struct updater *updater)
{
	char buffer[1024];
	struct text note = TEXT_OVER(buffer);
	struct config *config =
	    places_load_config(updater->places, NULL, NULL, &note);

	/* What was odd about the file has been said by the supervisor. */
	CHECK(config != NULL);
	CHECK(go_live(updater, config, first_signatures(updater, config)));
	/* From the first answers on.  Not SCHED_IDLE, for the lock. */
	mail_first_thread();
	/* Mail is being answered; damage shows in the flag. */
	sigdb_check_rest(updater->running->sigdb);
}

/* Damage that came to light while running.  An image that cannot be built anew
 * is tried again in a minute. */
static bool
is_damaged(struct updater *updater, uint64_t now_ns)
{
	if (!sigdb_is_damaged(updater->running->sigdb) ||
	    now_ns < updater->mend_ns)
		return false;
	outlet_notice("%s: %s; it is built anew", updater->places->image,
	    sigdb_result_text(SIGDB_DAMAGED));
	updater->mend_ns = now_ns + BARE_NS;
	return true;
}

/* The new configuration, or a copy of the running one if it is bad. */
static struct config *
reload_config(struct updater *updater)
{
	const struct places *places = updater->places;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct config *config = NULL;

	switch (config_load(
	    places->config, places->directory, warn, NULL, &config, &error)) {
	case CONFIG_OK:
		places_keep_good_config(places);
		return config;
	case CONFIG_NO_FILE:
		return config_default(places->directory);
	case CONFIG_BAD:
	case CONFIG_NO_MEMORY:
		break;
	}
	outlet_notice(
	    "configuration refused, the old one stays: %s", error.data);
	count(updater, COUNTER_RELOADS_REFUSED);
	return config_copy(updater->running->config);
}

static void
reload(struct updater *updater)
{
	struct config *config = reload_config(updater);
	struct signature_source source = signatures_of(updater, config);
	struct sigdb *sigdb;

	if (config == NULL) {
		outlet_notice("reload: no memory, all stays as it is");
		return;
	}
	sigdb = signature_source_load(&source, updater->signatures);
	if (sigdb == NULL && updater->signatures > 0) {
		outlet_notice(
		    "reload: no usable signatures, all stays as it is");
		config_free(&config);
		count(updater, COUNTER_RELOADS_REFUSED);
		return;
	}
	if (!go_live(updater, config, sigdb)) {
		outlet_notice("reload: no memory, all stays as it is");
		return;
	}
	count(updater, COUNTER_RELOADS);
}

/* ---- the thread -------------------------------------------------------- */

/* Mail must not pass silently unscanned: say so every hour (row A11). */
static void
nag(struct updater *updater, uint64_t now_ns)
{
	struct live_data *data = updater->running;
	bool old = is_old(updater, data->config);

	atomic_store(&data->no_database, updater->signatures == 0 || old);
	show_database(updater);
	if (updater->nagged_ns != 0 && now_ns - updater->nagged_ns < HOUR_NS)
		return;
	updater->nagged_ns = now_ns;
	if (updater->signatures == 0)
		outlet_notice("no signature database is loaded: only the EICAR "
			      "test file is found (DatabaseDirectory is %s)",
		    data->config->database_directory);
	else if (old)
		outlet_notice("the signatures are older than DatabaseMaxAge: "
			      "run update.sh");
}

static void *
updater_main(void *argument)
{
	struct updater *updater = argument;
	struct shared *shared = updater->engine->shared;
	uint64_t started_ns = clock_now_ns();
	bool polls;

	live_db_register_thread();
	outlet_say_as_updater();
	signal_file_init(&updater->hup, updater->places->signal,
	    updater->places->signal_seen);
	first_load(updater);
	polls = update_poll_start(updater->poll);
	if (!polls)
		outlet_notice("no thread for updates of the cartridge");
	while (!atomic_load(&updater->stop)) {
		uint64_t now = clock_now_ns();
		bool wanted = atomic_exchange(&updater->requested, false);

		look_for_cartridge(updater);
		wanted |= signal_file_appeared(&updater->hup, now);
		wanted |= is_damaged(updater, now);
		if (atomic_load(&shared->bare) && now - started_ns > BARE_NS) {
			atomic_store(&shared->bare, false);
			wanted = true;
		}
		if (wanted)
			reload(updater);
		nag(updater, now);
		if (!atomic_load(&updater->requested))
			wake_wait(&updater->wake,
			    cartridge_source_fd(&updater->cartridges), LOOK_MS);
	}
	if (polls)
		update_poll_stop(updater->poll);
	live_db_unregister_thread();
	return NULL;
}

struct updater *
updater_create(struct engine *engine, const struct places *places)
{
	struct updater *updater = calloc(1, sizeof(*updater));

	if (updater == NULL)
		return NULL;
	updater->engine = engine;
	updater->places = places;
	updater->poll = update_poll_create(engine, places);
	if (updater->poll == NULL || !wake_init(&updater->wake)) {
		update_poll_destroy(&updater->poll);
		free(updater);
		return NULL;
	}
	cartridge_source_init(&updater->cartridges, places);
	updater->cartridges.say = outlet_tell;
	return updater;
}

bool
updater_start(struct updater *updater)
{
	return thread_start(&updater->thread, updater_main, updater);
}

void
updater_stop(struct updater *updater)
{
	atomic_store(&updater->stop, true);
	wake_post(&updater->wake);
	pthread_join(updater->thread, NULL);
}

void
updater_destroy(struct updater **updater)
{
	if (*updater == NULL)
		return;
	cartridge_source_fini(&(*updater)->cartridges);
	update_poll_destroy(&(*updater)->poll);
	wake_fini(&(*updater)->wake);
	free(*updater);
	*updater = NULL;
}

void
updater_request(struct updater *updater)
{
	atomic_store(&updater->requested, true);
	wake_post(&updater->wake);
}
