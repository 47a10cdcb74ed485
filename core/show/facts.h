/*
 * facts - what the page and the JSON both tell, worked out once
 *
 * Inside core/show only.  Texts are UTF-8 unless said otherwise, and lie in the
 * arena or in the message.
 */
#ifndef CORE_SHOW_FACTS_H
#define CORE_SHOW_FACTS_H

#include "core/header/address.h"
#include "core/header/received.h"
#include "core/show/show.h"

/* The value of a field, its encoded words decoded, on one line. */
struct slice fact_value(const struct show *show, struct slice value);

struct fact_address {
	struct slice name;
	struct slice address;    /* "a@b"; empty where there is none */
	struct slice group;      /* that it stands in; or empty */
	bool name_shows_another; /* the name is an address, but not this one */
};
/* As address_begin() and address_next(). */
bool fact_address_next(const struct show *show, struct address_list *list,
    struct fact_address *address_r) MUST_USE;

/* The way a message came, newest hop first. */
struct relay {
	struct received received;
	bool has_delay; /* both this one and the one before have a date */
	int64_t delay_s;
};
#define RELAYS_MAX 100u
size_t fact_relays(const struct show *show, struct relay **relays_r);

/* How often the message was read: 1 and each further reading. */
size_t fact_readings(const struct message *message);

/* The name of a part: of the first place that has one. */
struct slice fact_name(const struct part *part);
/* All of them; storage is the caller's, for a part whose names were not made.
 */
size_t fact_names(const struct part *part, struct part_name *storage,
    const struct part_name **names_r);

/* The boundary of a multipart, as written; empty where there is none. */
struct slice fact_boundary(const struct show *show, const struct part *part);

/* What the bytes do not bear out; FILETYPE_OTHER: nothing. */
struct claims {
	enum filetype declared; /* by Content-Type */
	enum filetype named;    /* by a name */
};
struct claims fact_wrong_claims(const struct part *part);

/* "2026-11-23 21:13:02 +0100"; empty where no calendar has it. */
void fact_put_time(struct text *text, const struct date *date);

/* What a part's type is by its bytes; FILETYPE_OTHER for containers. */
enum filetype fact_type(const struct part *part);

/*
 * Bits of enum link_oddity, for a link of that kind: the text of a picture
 * promises nothing, and that it is its own content is usual.
 */
unsigned fact_link_oddities(const struct html_link *link);

#endif
