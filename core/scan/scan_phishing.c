/*
 * scan_phishing - links that say they lead to a bank, and do not
 *
 * A link whose text is a URL of an imitated host (.pdb) must lead there, or be
 * on the list of pairs that are all right (.wdb).  What is compared are hosts,
 * as the reader sees the one and the browser takes the other.
 */
#include "core/base/ascii.h"
#include "core/render/render.h"
#include "core/scan/run.h"

/* What a look at one link costs of the steps; and one expression. */
#define LINK_STEPS 2
#define REGEX_STEPS 8

struct link {
	struct phishing_url real;
	struct phishing_url shown;
	uint8_t buffer[PHISHING_SHOWN_MAX];
};

static struct slice
record_string(
    const struct sigdb *sigdb, const struct image_phishing *record, bool second)
{
	struct slice string = {NULL, 0};

	(void)image_string(
	    sigdb, second ? record->second : record->first, &string);
	return string;
}

/* ---- imitated hosts ---------------------------------------------------- */

static int
compare_lower(struct slice a, struct slice b)
{
	size_t size = a.size < b.size ? a.size : b.size;

	for (size_t i = 0; i < size; i++) {
		int order = (int)ascii_lower(a.data[i]) - (int)b.data[i];

		if (order != 0)
			return order;
	}
	return (a.size > b.size) - (a.size < b.size);
}

static bool
is_listed(const struct sigdb *sigdb, struct slice host)
{
	uint32_t low = sigdb->phishing_first[PHISHING_HOST];
	uint32_t high = sigdb->phishing_first[PHISHING_HOST + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = compare_lower(host,
		    record_string(sigdb, &sigdb->phishing[middle], false));

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* The listed domain that host is below; empty: none. */
static struct slice
imitated_domain(const struct sigdb *sigdb, struct slice host)
{
	while (host.size > 0) {
		if (is_listed(sigdb, host))
			return host;
		host = slice_skip(host, slice_find_byte(host, '.') + 1);
	}
	return host;
}

/*
 * Expressions are for URLs, but begin with ".+\." and end with "([/?].*)?":
 * over a whole URL they would take "evil.example/?www.paypal.com" for PayPal's.
 * So they see the host.
 */
static bool
matches(struct run *run, uint32_t regex, struct slice host)
{
	struct scanner *scanner = run->scanner;
	const struct regex *compiled = image_regex(scanner->sigdb, regex);
	uint32_t count = 0;

	run->steps -= REGEX_STEPS;
	if (compiled == NULL) {
		limits_mark(&run->findings->reached, LIMIT_VERIFY_STEPS);
		return false;
	}
	(void)regex_count(compiled, &scanner->sigdb->regex_records[regex].place,
	    scanner->regex_scratch, slice_sub(host, 0, PHISHING_SHOWN_MAX), 1,
	    &count);
	return count > 0;
}

static bool
is_imitated(struct run *run, const struct link *link)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	struct slice domain = imitated_domain(sigdb, link->shown.host);

	if (domain.size > 0)
		return !phishing_below(link->real.host, domain);
	for (uint32_t i = sigdb->phishing_first[PHISHING_SHOWN];
	     i < sigdb->phishing_first[PHISHING_SHOWN + 1]; i++)
		if (matches(run, sigdb->phishing[i].first, link->shown.host))
			return !slice_equal_nocase(
			    link->real.host, link->shown.host);
	return false;
}

/* ---- links that may ---------------------------------------------------- */

static bool
pair_fits(struct run *run, const struct image_phishing *record,
    const struct link *link)
{
	const struct sigdb *sigdb = run->scanner->sigdb;

	switch (record->kind) {
	case PHISHING_PAIR:
		return phishing_below(link->real.host,
			   record_string(sigdb, record, false)) &&
		       phishing_below(link->shown.host,
			   record_string(sigdb, record, true));
	case PHISHING_PAIR_REGEX:
		return matches(run, record->first, link->real.host) &&
		       matches(run, record->second, link->shown.host);
	default:
		return matches(run, record->first, link->real.host);
	}
}

static bool
is_allowed(struct run *run, const struct link *link)
{
	const struct sigdb *sigdb = run->scanner->sigdb;

	for (uint32_t i = sigdb->phishing_first[PHISHING_PAIR];
	     i < sigdb->phishing_first[PHISHING_KINDS]; i++)
		if (pair_fits(run, &sigdb->phishing[i], link))
			return true;
	return false;
}

/* ---- the links of a page ----------------------------------------------- */

/* shown is what the reader sees of anchor: its text, or its title, which
 * clamscan calls by one name whatever it says of https. */
static void
scan_shown(struct run *run, const struct part *part,
    const struct html_link *anchor, struct slice shown, bool title)
{
	const uint32_t *names = run->scanner->sigdb->header->phishing;
	struct link link;

	run->steps -= LINK_STEPS;
	if (!phishing_shown(shown, link.buffer, &link.shown) ||
	    !phishing_real(anchor->url, &link.real) ||
	    !is_imitated(run, &link) || is_allowed(run, &link))
		return;
	findings_add(run,
	    !title && link.shown.secure && link.real.plain
		? names[IMAGE_PHISHING_SSL]
		: names[IMAGE_PHISHING_DOMAIN],
	    part, FINDING_LINK, anchor->offset);
}

void
scan_phishing(struct run *run, struct part *part)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	const struct part_text *text;

	if (sigdb->phishing_first[PHISHING_SHOWN + 1] == 0 ||
	    run->options->renderer == NULL || !render_is_page(part))
		return;
	text = render_part(run->options->renderer, part);
	if (text == NULL || text->html == NULL)
		return;
	for (size_t i = 0; i < text->html->link_count; i++) {
		const struct html_link *link = &text->html->links[i];

		if (run->steps <= 0) {
			limits_mark(
			    &run->findings->reached, LIMIT_VERIFY_STEPS);
			return;
		}
		if (link->kind != HTML_ANCHOR)
			continue;
		if (link->shown.size > 0)
			scan_shown(run, part, link, link->shown, false);
		if (link->title.size > 0)
			scan_shown(run, part, link, link->title, true);
	}
}
