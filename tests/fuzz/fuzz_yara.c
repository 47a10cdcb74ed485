/*
 * fuzz_yara - any bytes as rules, and under rules
 *
 * The first byte chooses.  Laws: what compiles has as many rules as it says,
 * with names; what is refused has a reason; whatever is scanned, only rules
 * that are told are heard of, within the bytes, and nothing is printed.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/yara/yara.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct slice fixed = SLICE(
    "private rule Hidden { strings: $a = \"abc\" condition: $a }\n"
    "rule Text { strings: $a = \"abcd\" nocase wide ascii $b = \"ef\" "
    "fullword condition: any of them }\n"
    "rule Hex { strings: $a = { 61 ?2 [1-4] (63 | 64 65) } condition: #a > 1 "
    "}\n"
    "rule Regex { strings: $a = /a+b{2,5}[^c]d?/ condition: $a in (0..100) "
    "}\n"
    "rule Refers { strings: $a = \"c\" condition: Hidden and not $a at 0 }\n"
    "rule Reads { strings: $a = \"aa\" condition: $a and uint32(filesize - 4) "
    "> 7 and for all i in (1..#a) : (@a[i] < 50) }\n");

struct hearing {
	const struct yara_rules *rules;
	size_t size;
};

static bool
hear(void *owner, uint32_t rule, uint64_t offset)
{
	const struct hearing *hearing = owner;

	CHECK(rule < yara_rules_count(hearing->rules));
	CHECK(yara_rules_are_told(hearing->rules, rule));
	CHECK(offset <= hearing->size);
	return true;
}

static void
scan(const struct yara_rules *rules, struct slice bytes)
{
	struct yara_scanner *scanner = yara_scanner_create(rules);
	struct hearing hearing = {rules, bytes.size};
	struct budget budget;

	CHECK(scanner != NULL);
	budget_init(&budget, UINT64_MAX);
	(void)!yara_scan(scanner, bytes, &budget, hear, &hearing);
	yara_scanner_destroy(&scanner);
}

static struct yara_rules *
compile(struct slice text)
{
	char buffer[256];
	struct text error = TEXT_OVER(buffer);
	struct yara_rules *rules = yara_rules_compile(&text, 1, &error);

	CHECK((rules == NULL) == (error.size > 0));
	return rules;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct yara_rules *known;
	struct yara_rules *rules;

	if (size < 1 || !yara_exists())
		return 0;
	if (known == NULL)
		known = compile(fixed);
	CHECK(known != NULL);
	if ((data[0] & 1) == 0) {
		scan(known, (struct slice){data + 1, size - 1});
		return 0;
	}
	rules = compile((struct slice){data + 1, size - 1});
	if (rules == NULL)
		return 0;
	for (uint32_t i = 0; i < yara_rules_count(rules); i++)
		CHECK(yara_rules_name(rules, i).size > 0);
	scan(rules, fixed);
	yara_rules_destroy(&rules);
	return 0;
}
