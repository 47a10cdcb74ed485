/*
 * yara - rules in YARA's language, through libyara
 *
 * The only door to libyara, which is loaded by the first who asks for it, and
 * which a build or a machine may do without: then yara_exists() is false and
 * nothing compiles.
 *
 * What rules may not do here: ask for modules, include other files, use
 * variables from outside.  A text that does any of it is refused whole.
 *
 * Threads: compile and destroy in one thread at a time, while no other uses
 * stdio's stdout (libyara prints what it does not understand; it is caught);
 * any number of scanners of the same rules, each in one thread. Memory: libyara
 * calls malloc(), while it scans too.
 */
#ifndef CORE_YARA_YARA_H
#define CORE_YARA_YARA_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"

/* Bytes of one text, and rules of all. */
#define YARA_TEXT_MAX ((size_t)8 << 20)
#define YARA_RULES_MAX UINT32_C(1000000)

struct yara_rules;
struct yara_scanner;

/* Is there a libyara?  Loads it. */
bool yara_exists(void);

/*
 * Texts in order, names of rules told apart by text.  NULL: one of them cannot
 * be used, and error_r says why ("line 3: ..."), or there is no memory.
 */
struct yara_rules *yara_rules_compile(
    const struct slice *texts, size_t count, struct text *error_r) MUST_USE;
void yara_rules_destroy(struct yara_rules **rules);

/* Rules are numbered in the order in which they stand in the texts. */
uint32_t yara_rules_count(const struct yara_rules *rules);
struct slice yara_rules_name(const struct yara_rules *rules, uint32_t rule);

/* Private rules are there for others, and rules without strings hold for what
 * was not looked into, so ClamAV leaves them out: nobody is told of either. */
bool yara_rules_are_told(const struct yara_rules *rules, uint32_t rule);

/* NULL: no memory. */
struct yara_scanner *yara_scanner_create(
    const struct yara_rules *rules) MUST_USE;
void yara_scanner_destroy(struct yara_scanner **scanner);

/* A rule that holds, and where the first of its strings stands (0: none was
 * found).  False: no more of them are wanted. */
typedef bool yara_on_rule(void *owner, uint32_t rule, uint64_t offset);

/*
 * Tell which rules hold for bytes.  False: not all was seen, for the time
 * (whole seconds, rounded up) or for a string that is everywhere.
 */
bool yara_scan(struct yara_scanner *scanner, struct slice bytes,
    struct budget *budget, yara_on_rule *found, void *owner) MUST_USE;

#endif
