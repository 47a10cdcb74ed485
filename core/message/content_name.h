/*
 * content_name - the file names that clients may take a part for
 *
 * Threads: one at a time.
 * Memory: the list lies in the arena, the names there or in the header.
 */
#ifndef CORE_MESSAGE_CONTENT_NAME_H
#define CORE_MESSAGE_CONTENT_NAME_H

#include "core/header/parameter.h"
#include "core/message/content_field.h"

/* Names of one part that are kept. */
#define CONTENT_NAMES_MAX 24u

struct name_list {
	struct part_name name[CONTENT_NAMES_MAX];
	size_t count;
	bool cut; /* there are more */
};

/* Add one parameter that was read, if it has a value. */
void names_add_parameter(struct name_list *list,
    const struct parameter *parameter, const char *plain_source,
    const char *extended_source);

/* Add the fields that are shown as a name where there is no other. */
void names_add_last_resort(
    struct name_list *list, const struct content_fields *fields);

/*
 * Add all values that the parameters filename and name of all fields
 * Content-Disposition and Content-Type may have.
 */
void names_add_all(struct name_list *list, const struct content_fields *fields,
    struct arena *arena);

/* The list as a part keeps it.  NULL: no names, or no memory. */
struct part_name *names_keep(const struct name_list *list, struct arena *arena);

#endif
