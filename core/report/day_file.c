/*
 * day_file - a day of one helper, kept
 */
#include "core/report/day_file.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/checksum.h"

#define FIRST_LINE "CGPFilter-day 1\n"

/* ---- writing ----------------------------------------------------------- */

/* Passes lines on and adds them up. */
struct summing {
	struct writer *out;
	uint64_t sum;
};

static void
put_line(struct summing *summing, const struct text *line)
{
	summing->sum = checksum64(line->data, line->size, summing->sum);
	writer_put(summing->out, text_slice(line));
}

#define LINE(summing, ...)                                                     \
	do {                                                                   \
		char line_buffer[256];                                         \
		struct text line = TEXT_OVER(line_buffer);                     \
                                                                               \
		text_printf(&line, __VA_ARGS__);                               \
		put_line(summing, &line);                                      \
	} while (0)

static void
put_totals(struct summing *out, const struct kept_day *kept)
{
	const struct totals *day = &kept->day.totals, *seen = &kept->seen;

	for (int i = 0; i < COUNTER_COUNT; i++)
		if (seen->counters[i] > 0 || day->counters[i] > 0)
			LINE(out, "count %s %" PRIu64 " %" PRIu64 "\n",
			    counter_name((enum counter)i), day->counters[i],
			    seen->counters[i]);
	for (unsigned i = 0; i < LIVE_SCORES; i++)
		if (seen->scores[i] > 0 || day->scores[i] > 0)
			LINE(out, "score %u %" PRIu64 " %" PRIu64 "\n", i,
			    day->scores[i], seen->scores[i]);
	for (unsigned i = 0; i < LATENCY_STEPS; i++)
		if (seen->latency[i] > 0 || day->latency[i] > 0)
			LINE(out, "latency %u %" PRIu64 " %" PRIu64 "\n", i,
			    day->latency[i], seen->latency[i]);
	LINE(out, "latency_us %" PRIu64 " %" PRIu64 "\n", day->latency_us,
	    seen->latency_us);
	for (int i = 0; i < LEARNING_COUNT; i++)
		if (seen->learning[i] > 0 || day->learning[i] > 0)
			LINE(out, "learning %s %" PRIu64 " %" PRIu64 "\n",
			    learning_name((enum learning)i), day->learning[i],
			    seen->learning[i]);
}

static void
put_tops(struct summing *out, const char *word, const struct tops *tops)
{
	for (uint32_t i = 0; i < tops->used; i++)
		LINE(out, "%s %s %" PRIu64 " %" PRIu64 "\n", word,
		    tops->tops[i].name, tops->tops[i].count,
		    tops->tops[i].over);
}

static void
put_quarters(struct summing *out, const struct day *day)
{
	for (unsigned i = 0; i < DAY_QUARTERS; i++) {
		const struct quarter *quarter = &day->quarters[i];

		if (quarter->messages > 0 || quarter->infected > 0 ||
		    quarter->alerts > 0)
			LINE(out,
			    "quarter %u %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
			    i, quarter->messages, quarter->infected,
			    quarter->alerts);
	}
}

void
day_file_write(struct writer *writer, const struct kept_day *kept)
{
	struct summing out = {.out = writer};
	const struct day *day = &kept->day;
	char buffer[16];
	struct text date = TEXT_OVER(buffer);

	day_put_date(&date, day->number);
	LINE(&out, "%s", FIRST_LINE);
	LINE(&out, "day %s\n", buffer);
	LINE(&out, "helper %016" PRIx64 " %" PRIu64 "\n", kept->instance,
	    kept->saving);
	put_totals(&out, kept);
	put_quarters(&out, day);
	put_tops(&out, "source", &day->sources);
	put_tops(&out, "target", &day->targets);
	put_tops(&out, "virus", &day->viruses);
	LINE(&out, "signatures %" PRIu64 " %" PRId64 "\n", day->signatures,
	    day->newest_s < 0 ? 0 : day->newest_s);
	if (day->cartridge[0] != '\0')
		LINE(&out, "cartridge %s\n", day->cartridge);
	if (day->cartridge_s > 0)
		LINE(&out, "cartridge_changed %" PRId64 "\n", day->cartridge_s);
	writer_printf(writer, "sum %016" PRIx64 "\n", out.sum);
}

/* ---- reading ----------------------------------------------------------- */

/* The words of a line, one after the other. */
static struct slice
next_word(struct slice *rest)
{
	size_t size = slice_find_byte(*rest, ' ');
	struct slice word = slice_sub(*rest, 0, size);

	*rest = slice_skip(*rest, size + 1);
	return word;
}

static bool
next_number(struct slice *rest, uint64_t *number_r)
{
	return slice_to_u64(next_word(rest), number_r);
}

bool
day_file_read_hex(struct slice word, uint64_t *number_r)
{
	*number_r = 0;
	for (size_t i = 0; i < word.size; i++) {
		uint8_t c = word.data[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
		*number_r = *number_r << 4 |
			    (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return word.size == 16;
}

/* Two numbers behind the name or number of a row; *unknown_r: no row of ours.
 */
static bool
read_pair(struct slice rest, uint64_t *day_r, uint64_t *seen_r)
{
	return next_number(&rest, day_r) && next_number(&rest, seen_r) &&
	       rest.size == 0;
}

/* A counter by its name; nothing comes of a name that is not ours. */
static const char *
name_of_counter(unsigned row)
{
	return counter_name((enum counter)row);
}

static const char *
name_of_learning(unsigned row)
{
	return learning_name((enum learning)row);
}

static bool
read_named(struct slice rest, const char *(*name_of)(unsigned row),
    unsigned rows, uint64_t *days, uint64_t *seen)
{
	struct slice name = next_word(&rest);
	uint64_t day, total;

	if (!read_pair(rest, &day, &total))
		return false;
	for (unsigned i = 0; i < rows; i++)
		if (slice_equal(name, slice_from_string(name_of(i)))) {
			days[i] = day;
			seen[i] = total;
		}
	return true;
}

static bool
read_row(struct slice rest, uint64_t *day, uint64_t *seen, uint64_t rows)
{
	uint64_t row;

	return next_number(&rest, &row) && row < rows &&
	       read_pair(rest, &day[row], &seen[row]);
}

static bool
read_quarter(struct slice rest, struct kept_day *kept)
{
	struct quarter *quarter;
	uint64_t row;

	if (!next_number(&rest, &row) || row >= DAY_QUARTERS)
		return false;
	quarter = &kept->day.quarters[row];
	return next_number(&rest, &quarter->messages) &&
	       next_number(&rest, &quarter->infected) &&
	       next_number(&rest, &quarter->alerts) && rest.size == 0;
}

static bool
read_top(struct slice rest, struct tops *tops)
{
	struct slice name = next_word(&rest);
	uint64_t count, over;

	if (!read_pair(rest, &count, &over))
		return false;
	tops_add(tops, name, count, over);
	return true;
}

static bool
read_helper(struct slice rest, struct kept_day *kept)
{
	return day_file_read_hex(next_word(&rest), &kept->instance) &&
	       next_number(&rest, &kept->saving) && rest.size == 0;
}

static bool
read_signatures(struct slice rest, struct kept_day *kept)
{
	uint64_t newest;

	if (!read_pair(rest, &kept->day.signatures, &newest) ||
	    newest > INT64_MAX)
		return false;
	kept->day.newest_s = (int64_t)newest;
	return true;
}

static bool
read_changed(struct slice rest, struct kept_day *kept)
{
	uint64_t changed;

	if (!slice_to_u64(rest, &changed) || changed > INT64_MAX)
		return false;
	kept->day.cartridge_s = (int64_t)changed;
	return true;
}

static bool
read_cartridge(struct slice rest, struct kept_day *kept)
{
	struct text text = TEXT_OVER(kept->day.cartridge);

	text_put_printable(&text, rest, sizeof(kept->day.cartridge) - 1);
	return true;
}

/* What this program does not know is passed over. */
static bool
read_line(struct slice line, struct kept_day *kept)
{
	struct slice rest = line, word = next_word(&rest);
	struct totals *day = &kept->day.totals, *seen = &kept->seen;

	if (slice_equal(word, SLICE("day")))
		return day_read_date(rest, &kept->day.number);
	if (slice_equal(word, SLICE("helper")))
		return read_helper(rest, kept);
	if (slice_equal(word, SLICE("count")))
		return read_named(rest, name_of_counter, COUNTER_COUNT,
		    day->counters, seen->counters);
	if (slice_equal(word, SLICE("score")))
		return read_row(rest, day->scores, seen->scores, LIVE_SCORES);
	if (slice_equal(word, SLICE("latency")))
		return read_row(
		    rest, day->latency, seen->latency, LATENCY_STEPS);
	if (slice_equal(word, SLICE("latency_us")))
		return read_pair(rest, &day->latency_us, &seen->latency_us);
	if (slice_equal(word, SLICE("quarter")))
		return read_quarter(rest, kept);
	if (slice_equal(word, SLICE("source")))
		return read_top(rest, &kept->day.sources);
	if (slice_equal(word, SLICE("target")))
		return read_top(rest, &kept->day.targets);
	if (slice_equal(word, SLICE("virus")))
		return read_top(rest, &kept->day.viruses);
	if (slice_equal(word, SLICE("signatures")))
		return read_signatures(rest, kept);
	if (slice_equal(word, SLICE("cartridge")))
		return read_cartridge(rest, kept);
	if (slice_equal(word, SLICE("cartridge_changed")))
		return read_changed(rest, kept);
	if (slice_equal(word, SLICE("learning")))
		return read_named(rest, name_of_learning, LEARNING_COUNT,
		    day->learning, seen->learning);
	return true;
}

static bool
sum_holds(struct slice line, uint64_t sum)
{
	struct slice rest = line;
	uint64_t told;

	return slice_equal(next_word(&rest), SLICE("sum")) &&
	       day_file_read_hex(rest, &told) && told == sum;
}

bool
day_file_read(struct slice bytes, struct kept_day *kept_r)
{
	struct slice rest = bytes;
	uint64_t sum = 0;

	memset(kept_r, 0, sizeof(*kept_r));
	kept_r->day.number = DAY_NONE;
	if (bytes.size > DAY_FILE_MAX ||
	    !slice_starts_with(bytes, SLICE(FIRST_LINE)))
		return false;
	while (rest.size > 0) {
		size_t size = slice_find_byte(rest, '\n');
		struct slice line = slice_sub(rest, 0, size);

		if (size == rest.size)
			return false;
		rest = slice_skip(rest, size + 1);
		if (rest.size == 0)
			return sum_holds(line, sum) && kept_r->instance != 0 &&
			       kept_r->day.number != DAY_NONE;
		if (!read_line(line, kept_r))
			return false;
		sum = checksum64(line.data, size + 1, sum);
	}
	return false;
}
