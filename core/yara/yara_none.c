/*
 * yara_none - in place of yara.c where there is no libyara
 */
#include "core/yara/yara.h"

bool
yara_exists(void)
{
	return false;
}

struct yara_rules *
yara_rules_compile(
    const struct slice *texts, size_t count, struct text *error_r)
{
	(void)texts;
	(void)count;
	text_clear(error_r);
	text_printf(error_r, "libyara");
	return NULL;
}

void
yara_rules_destroy(struct yara_rules **rules)
{
	*rules = NULL;
}

uint32_t
yara_rules_count(const struct yara_rules *rules)
{
	(void)rules;
	return 0;
}

struct slice
yara_rules_name(const struct yara_rules *rules, uint32_t rule)
{
	(void)rules;
	(void)rule;
	return (struct slice){NULL, 0};
}

bool
yara_rules_are_told(const struct yara_rules *rules, uint32_t rule)
{
	(void)rules;
	(void)rule;
	return false;
}

struct yara_scanner *
yara_scanner_create(const struct yara_rules *rules)
{
	(void)rules;
	return NULL;
}

void
yara_scanner_destroy(struct yara_scanner **scanner)
{
	*scanner = NULL;
}

bool
yara_scan(struct yara_scanner *scanner, struct slice bytes,
    struct budget *budget, yara_on_rule *found, void *owner)
{
	(void)scanner;
	(void)bytes;
	(void)budget;
	(void)found;
	(void)owner;
	return true;
}
