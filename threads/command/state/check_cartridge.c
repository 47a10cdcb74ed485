/*
 * check_cartridge - what CHECK says of the cartridge
 */
#include "threads/command/state/check_cartridge.h"

#include <stdio.h>
#include <time.h>

#include "core/print/print.h"
#include "threads/update/cartridge_source.h"
#include "threads/update/published.h"

static void
print_cartridge(const char *path, const struct cartridge *cartridge)
{
	struct slice ham = cartridge_info(cartridge, SLICE("legitimate"));
	struct slice spam = cartridge_info(cartridge, SLICE("spam"));
	time_t made = (time_t)cartridge->id.created_s;
	char buffer[128], date[32] = "at an unknown time";
	struct text id = TEXT_OVER(buffer);
	struct tm when;

	cartridge_id_put(&id, &cartridge->id);
	if (gmtime_r(&made, &when) != NULL)
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S UTC", &when);
	printf("%s: version %s, made %s", path, buffer, date);
	if (ham.size > 0 && spam.size > 0)
		printf(", from %.*s legitimate and %.*s spam messages",
		    (int)ham.size, (const char *)ham.data, (int)spam.size,
		    (const char *)spam.data);
	printf(", %zu prints\n",
	    prints_count(cartridge->sections[CARTRIDGE_PRINTS]));
}

/* False: it is there and cannot be used. */
static bool
check_one(const char *path, bool *exists_r)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_open(path, &result, &error);

	*exists_r = result != CARTRIDGE_NO_FILE;
	if (cartridge != NULL)
		print_cartridge(path, cartridge);
	else if (*exists_r)
		printf("error: %s\n", error.data);
	cartridge_close(&cartridge);
	return result == CARTRIDGE_OK || !*exists_r;
}

bool
check_cartridge(const struct places *places, const struct config *config,
    const struct settings *settings)
{
	char published[PLACE_BYTES];
	bool site, update = false, exists;
	bool good = check_one(config->cartridge, &site);

	published_path(places, settings, published);
	if (published[0] != '\0')
		good = check_one(published, &update) && good;
	if (site || update)
		return good;
	good = check_one(places->default_cartridge, &exists);
	if (exists)
		return good;
	printf("%s: no cartridge, nor %s; messages get no score\n",
	    config->cartridge, places->default_cartridge);
	return true;
}
