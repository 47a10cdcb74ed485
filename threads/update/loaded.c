/*
 * loaded - what scans run on, told to the log and shown to STATUS
 */
#include "threads/update/loaded.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "threads/shared/outlet.h"

void
loaded_tell_database(const struct sigdb_info *info)
{
	char date[32] = "built in", rules[48] = "";
	struct tm when;
	time_t newest = (time_t)info->newest_s;

	if (newest > 0 && gmtime_r(&newest, &when) != NULL)
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S UTC", &when);
	if (info->yara > 0)
		snprintf(rules, sizeof(rules), ", %" PRIu64 " YARA rules",
		    info->yara);
	outlet_notice("database date %s, %" PRIu64 " signatures (%" PRIu64
		      " patterns, %" PRIu64 " logical, %" PRIu64
		      " hashes%s) from %" PRIu32 " files",
	    date, info->signatures, info->patterns,
	    info->logicals + info->metadata, info->hashes, rules, info->files);
}

void
loaded_tell_lists(const struct lists *lists, const char *whitelist_file)
{
	size_t entries = lists == NULL || lists->whitelist == NULL
			     ? 0
			     : whitelist_count(lists->whitelist);

	if (entries > 0)
		outlet_notice("%zu entries in %s", entries, whitelist_file);
}

void
loaded_show_database(
    struct live_facts *facts, uint64_t signatures, int64_t newest_s, bool old)
{
	atomic_store(&facts->signatures, signatures);
	atomic_store(&facts->newest_s, newest_s);
	atomic_store(&facts->database_old, old);
}

static void
show_cartridge(struct live_facts *facts, const struct cartridge *cartridge)
{
	atomic_store(&facts->cartridge, cartridge != NULL);
	if (cartridge == NULL)
		return;
	for (size_t i = 0; i < 4; i++)
		atomic_store(&facts->cartridge_version[i],
		    cartridge->id.version.part[i]);
	atomic_store(&facts->cartridge_update, cartridge->id.update);
	atomic_store(&facts->cartridge_s, cartridge->id.created_s);
}

void
loaded_tell_cartridge(
    struct live_facts *facts, const struct cartridge *cartridge)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	show_cartridge(facts, cartridge);
	if (cartridge == NULL) {
		outlet_notice("no cartridge: messages get no score");
		return;
	}
	cartridge_id_put(&text, &cartridge->id);
	if (cartridge->published > 0)
		text_printf(&text,
		    ", with the prints of published update version=%" PRIu64,
		    cartridge->published);
	outlet_notice("cartridge version %s", buffer);
}
