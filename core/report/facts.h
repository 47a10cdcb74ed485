/*
 * facts - what an engine works with: signatures and cartridge
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_FACTS_H
#define CORE_REPORT_FACTS_H

#include "core/report/live.h"
#include "core/show/json.h"
#include "core/show/page.h"

/* "2026-11-22 10:00 UTC"; nothing for a time that no calendar has. */
void facts_put_time(struct text *text, int64_t time_s);

/* "1.2.3.4 update 17"; false: there is none. */
bool facts_put_cartridge(struct text *text, const struct live_facts *facts);

/* Items of the line that page is in. */
void facts_show(struct page *page, const struct live_facts *facts);

/* Members "signatures" and "cartridge". */
void facts_json(struct json *json, const struct live_facts *facts);

#endif
