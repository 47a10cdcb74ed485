/*
 * facts - what an engine works with: signatures and cartridge
 */
#include "core/report/facts.h"

#include <inttypes.h>
#include <time.h>

void
facts_put_time(struct text *text, int64_t time_s)
{
	char date[64];
	struct tm when;
	time_t time = (time_t)time_s;

	if (gmtime_r(&time, &when) != NULL &&
	    strftime(date, sizeof(date), "%Y-%m-%d %H:%M UTC", &when) > 0)
		text_put(text, slice_from_string(date));
}

bool
facts_put_cartridge(struct text *text, const struct live_facts *facts)
{
	if (atomic_load(&facts->cartridge) == 0)
		return false;
	text_printf(text,
	    "%" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRIu32 " update %" PRIu64,
	    atomic_load(&facts->cartridge_version[0]),
	    atomic_load(&facts->cartridge_version[1]),
	    atomic_load(&facts->cartridge_version[2]),
	    atomic_load(&facts->cartridge_version[3]),
	    atomic_load(&facts->cartridge_update));
	return true;
}

void
facts_show(struct page *page, const struct live_facts *facts)
{
	uint64_t signatures = atomic_load(&facts->signatures);
	bool old = atomic_load(&facts->database_old) != 0;
	char count_buffer[32], buffer[128];
	struct text count = TEXT_OVER(count_buffer), text = TEXT_OVER(buffer);

	page_put_grouped(&count, signatures);
	facts_put_time(&text, atomic_load(&facts->newest_s));
	if (signatures == 0)
		page_item(page, TONE_WARNING, "no signature database");
	else
		page_item_f(page, old ? TONE_WARNING : TONE_PLAIN,
		    "%s signatures of %s%s", count_buffer, buffer,
		    old ? " (old)" : "");
	text_clear(&text);
	if (facts_put_cartridge(&text, facts))
		page_item_f(page, TONE_PLAIN, "cartridge %s", buffer);
	else
		page_item(page, TONE_WARNING, "no cartridge");
}

void
facts_json(struct json *json, const struct live_facts *facts)
{
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	json_object(json, "signatures");
	json_number(json, "count", atomic_load(&facts->signatures));
	json_signed(json, "newest", atomic_load(&facts->newest_s));
	json_bool(json, "old", atomic_load(&facts->database_old) != 0);
	json_object_end(json);
	if (!facts_put_cartridge(&text, facts)) {
		json_null(json, "cartridge");
		return;
	}
	json_object(json, "cartridge");
	json_string(json, "version", text_slice(&text));
	json_number(json, "update", atomic_load(&facts->cartridge_update));
	json_signed(json, "created", atomic_load(&facts->cartridge_s));
	json_object_end(json);
}
