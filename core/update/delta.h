/*
 * delta - how sections change (private to this folder)
 *
 * The bytes are described in image.h.
 */
#ifndef CORE_UPDATE_DELTA_H
#define CORE_UPDATE_DELTA_H

#include "core/update/coded.h"
#include "core/update/image.h"

/* Both of the same size, and even. */
void cells_put(struct coded *coded, struct slice from, struct slice to);
/* A malloc()ed section as large as from. */
enum delta_result cells_apply(
    struct slice from, struct slice body, uint8_t **section_r) MUST_USE;

/* Of two tables that prints_check() believes. */
void print_changes_put(struct coded *coded, struct slice from, struct slice to);
/* A malloc()ed table. */
enum delta_result print_changes_apply(struct slice from, struct slice body,
    uint8_t **table_r, size_t *size_r) MUST_USE;

struct print_entry;

/* Which comes first in a table: under 0 a, over 0 b. */
int print_order(const struct print_entry *a, const struct print_entry *b);

#endif
