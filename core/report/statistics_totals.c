/*
 * statistics_totals - reports of many gateways, added up
 *
 * A report comes from anybody who knows the address.  What it can do is to add
 * numbers to sums, and to take up one of the names; both are bounded.
 */
#include <inttypes.h>
#include <string.h>

#include "core/report/statistics.h"

/* ---- lines ------------------------------------------------------------- */

static bool
is_key_byte(uint8_t byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       byte == '.' || byte == '_' || byte == '-';
}

static bool
is_key(struct slice key)
{
	for (size_t i = 0; i < key.size; i++)
		/* Names of limits are in capitals. */
		if (!is_key_byte(key.data[i]) &&
		    !(key.data[i] >= 'A' && key.data[i] <= 'Z'))
			return false;
	return key.size > 0 && key.size <= STATISTICS_KEY_MAX;
}

static bool
is_value(struct slice value)
{
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i] < 0x20 || value.data[i] == 0x7F)
			return false;
	return value.size <= STATISTICS_VALUE_MAX;
}

/* The next line; false: it is none.  Of two line ends either will do. */
static bool
take_line(struct slice *rest, struct slice *key_r, struct slice *value_r)
{
	size_t end = slice_find_byte(*rest, '\n'), equals;
	struct slice line = slice_sub(*rest, 0, end);

	*rest = slice_skip(*rest, end + 1);
	if (line.size > 0 && line.data[line.size - 1] == '\r')
		line.size--;
	equals = slice_find_byte(line, '=');
	*key_r = slice_sub(line, 0, equals);
	*value_r = slice_skip(line, equals + 1);
	return equals < line.size && is_key(*key_r) && is_value(*value_r);
}

static bool
is_summed(struct slice key)
{
	return slice_starts_with(key, SLICE("count.")) ||
	       slice_starts_with(key, SLICE("score."));
}

/* ---- sums -------------------------------------------------------------- */

static void
add(struct statistics_totals *totals, const char *key, uint64_t value)
{
	struct statistics_total *item = NULL;

	for (size_t i = 0; i < totals->count && item == NULL; i++)
		if (strcmp(totals->items[i].key, key) == 0)
			item = &totals->items[i];
	if (item == NULL) {
		if (totals->count == STATISTICS_NAMES_MAX) {
			totals->lost++;
			return;
		}
		item = &totals->items[totals->count++];
		memcpy(item->key, key, strlen(key) + 1);
		item->value = 0;
	}
	item->value =
	    value > UINT64_MAX - item->value ? UINT64_MAX : item->value + value;
}

static void
add_slice(struct statistics_totals *totals, struct slice key, uint64_t value)
{
	char name[STATISTICS_KEY_MAX + 1];

	memcpy(name, key.data, key.size);
	name[key.size] = '\0';
	add(totals, name, value);
}

/* "customer.<value>": what is no letter of a key is '_'. */
static void
add_named(
    struct statistics_totals *totals, const char *what, struct slice value)
{
	char name[STATISTICS_KEY_MAX + 1];
	struct text text = TEXT_OVER(name);

	text_printf(&text, "%s.", what);
	for (size_t i = 0; i < value.size && text.size < STATISTICS_KEY_MAX;
	     i++) {
		uint8_t byte = ascii_lower(value.data[i]);

		text_put_byte(&text, is_key_byte(byte) ? (char)byte : '_');
	}
	if (value.size > 0)
		add(totals, name, 1);
}

/* ---- a report ---------------------------------------------------------- */

static bool
is_report(struct slice rest)
{
	bool has_version = false;

	if (rest.size > STATISTICS_BYTES_MAX)
		return false;
	while (rest.size > 0) {
		struct slice key, value;
		uint64_t number;

		if (!take_line(&rest, &key, &value) ||
		    (is_summed(key) && !slice_to_u64(value, &number)))
			return false;
		has_version |= slice_equal(key, SLICE("version"));
	}
	return has_version;
}

bool
statistics_add(struct statistics_totals *totals, struct slice report)
{
	struct slice key, value;
	uint64_t number;

	if (!is_report(report))
		return false;
	add(totals, "reports", 1);
	while (report.size > 0 && take_line(&report, &key, &value)) {
		if (is_summed(key) && slice_to_u64(value, &number))
			add_slice(totals, key, number);
		else if (slice_equal(key, SLICE("version")))
			add_named(totals, "version", value);
		else if (slice_equal(key, SLICE("customer")))
			add_named(totals, "customer", value);
	}
	return true;
}

/* ---- the file ---------------------------------------------------------- */

bool
statistics_totals_read(struct slice bytes, struct statistics_totals *totals_r)
{
	struct slice key, value;
	uint64_t number;

	memset(totals_r, 0, sizeof(*totals_r));
	while (bytes.size > 0) {
		if (!take_line(&bytes, &key, &value) ||
		    !slice_to_u64(value, &number))
			return false;
		add_slice(totals_r, key, number);
	}
	return totals_r->lost == 0;
}

void
statistics_totals_put(struct text *text, const struct statistics_totals *totals)
{
	for (size_t i = 0; i < totals->count; i++)
		text_printf(text, "%s=%" PRIu64 "\n", totals->items[i].key,
		    totals->items[i].value);
}
