/*
 * rate_data - what `CGPFilter RATE` scores with
 */
#include "threads/command/rate/rate_data.h"

#include <stdio.h>
#include <unistd.h>

#include "threads/update/cartridge_source.h"
#include "threads/update/lists_source.h"
#include "threads/update/published.h"

static void
complain(const char *sentence)
{
	fprintf(stderr, "CGPFilter: %s\n", sentence);
}

/* Of this installation: as the helper would take it. */
static struct cartridge *
open_own(const struct rate_data *data, const struct opener *opener,
    struct text *error_r)
{
	const char *site = opener->config->cartridge;
	struct places places = opener->places;
	char published[PLACE_BYTES];
	bool has_site = access(site, F_OK) == 0;
	enum cartridge_result result;
	struct cartridge *cartridge;

	if (!opener->has_places || !places_name(&places, opener->config))
		return cartridge_source_open(site, &result, error_r);
	published_path(&places, &data->lists->settings, published);
	cartridge = cartridge_source_open(has_site ? site
					  : access(published, F_OK) == 0
					      ? published
					      : places.default_cartridge,
	    &result, error_r);
	if (cartridge != NULL && has_site &&
	    !cartridge_source_join(cartridge, published, error_r))
		complain(error_r->data);
	return cartridge;
}

static bool
open_cartridge(
    struct rate_data *data, const struct opener *opener, const char *named)
{
	char room[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(room);
	enum cartridge_result result;

	data->cartridge = named != NULL
			      ? cartridge_source_open(named, &result, &error)
			      : open_own(data, opener, &error);
	if (data->cartridge == NULL)
		complain(room);
	return data->cartridge != NULL;
}

static void
say(void *owner, const char *line)
{
	(void)owner;
	complain(line);
}

/* A list with a mistake is told, and nobody is on it. */
static struct lists *
open_lists(const struct config *config)
{
	struct lists_source source = {.config = config, .say = say};
	unsigned refused;

	return lists_source_load(&source, &refused);
}

bool
rate_data_open(
    struct rate_data *data, const struct opener *opener, const char *cartridge)
{
	*data = (struct rate_data){.cartridge = NULL};
	data->lists = open_lists(opener->config);
	if (data->lists == NULL) {
		complain("no memory to start");
		return false;
	}
	if (!open_cartridge(data, opener, cartridge))
		return false;
	data->score.cartridge = data->cartridge;
	data->score.lists = data->lists;
	data->score.config = opener->config;
	return true;
}

void
rate_data_close(struct rate_data *data)
{
	cartridge_close(&data->cartridge);
	lists_destroy(&data->lists);
}
