/*
 * store_numbers - counts and marks that learning keeps
 */
#include "core/store/store.h"

#include "core/store/values.h"

static const char *const number_names[STORE_NUMBERS] = {
    [STORE_UPDATE] = "update",
    [STORE_HAM] = "ham",
    [STORE_SPAM] = "spam",
    [STORE_AGED] = "aged",
    [STORE_REPORTS] = "reports",
    [STORE_REPORTS_EMPTY] = "reports without",
    [STORE_CLAIMS_SPAM] = "claims spam",
    [STORE_CLAIMS_PHISHING] = "claims phishing",
    [STORE_CLAIMS_LEGIT] = "claims legitimate",
    [STORE_CLAIMS_REPEATED] = "claims repeated",
    [STORE_CLAIMS_OVER] = "claims over",
    [STORE_CLAIMS_TAKEN] = "claims taken",
    [STORE_CLAIMS_REFUSED] = "claims refused",
    [STORE_UNPROVED_DAY] = "unproved day",
    [STORE_UNPROVED] = "unproved",
    [STORE_SISTER_MS] = "sister ms",
    [STORE_SISTER_NUMBER] = "sister number",
    [STORE_OUTBOX] = "outbox",
    [STORE_LEARNT_SPAM] = "learnt spam",
    [STORE_LEARNT_PHISHING] = "learnt phishing",
    [STORE_LEARNT_LEGIT] = "learnt legitimate",
    [STORE_CHANGED] = "changed",
    [STORE_UNLEARNT] = "unlearnt",
    [STORE_CLAIMS_HELD] = "claims held",
    [STORE_GUARD_REFUSED] = "guard refused",
    [STORE_PRINTS_ADDED] = "prints added",
    [STORE_PRINTS_EXCUSED] = "prints excused",
    [STORE_UNSENT_SISTERS] = "unsent sisters",
    [STORE_UNSENT_AUTHORITY] = "unsent authority",
    [STORE_WRITER] = "writer",
};

static struct slice
name_of(enum store_number number)
{
	return slice_from_string(number_names[number]);
}

uint64_t
store_number(struct store *store, enum store_number number)
{
	uint64_t value;

	return tables_get(
		   store, TABLE_NUMBERS, name_of(number), &value, sizeof(value))
		   ? value
		   : 0;
}

void
store_set_number(struct store *store, enum store_number number, uint64_t value)
{
	tables_put(store, TABLE_NUMBERS, name_of(number), VALUE(&value));
}

void
store_count(struct store *store, enum store_number number, uint64_t more)
{
	if (more > 0)
		store_set_number(
		    store, number, store_number(store, number) + more);
}
