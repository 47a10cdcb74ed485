/*
 * yara - rules in YARA's language, through libyara
 *
 * Needs a C library whose stdout can be assigned to, as glibc's can.
 */
#include "core/yara/yara.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yara.h>

#include "core/base/clock.h"
#include "simd/shared_library.h"

#ifndef SONAME
#define SONAME "libyara.so.9"
#endif

/* It brings libmagic and libjansson along, and few have rules for it. */
#define LIBYARA(X)                                                             \
	X(yr_compiler_add_string)                                              \
	X(yr_compiler_create)                                                  \
	X(yr_compiler_destroy)                                                 \
	X(yr_compiler_get_rules)                                               \
	X(yr_compiler_set_callback)                                            \
	X(yr_compiler_set_include_callback)                                    \
	X(yr_initialize)                                                       \
	X(yr_rules_destroy)                                                    \
	X(yr_rules_scan_mem)                                                   \
	X(yr_scanner_create)                                                   \
	X(yr_scanner_destroy)                                                  \
	X(yr_scanner_scan_mem)                                                 \
	X(yr_scanner_set_callback)                                             \
	X(yr_scanner_set_flags)                                                \
	X(yr_scanner_set_timeout)                                              \
	X(yr_set_configuration_uint32)

SHARED_LIBRARY_DECLARE(libyara, LIBYARA);
SHARED_LIBRARY_DEFINE(libyara, LIBYARA, SONAME, "libyara9");

/* Longer than a mail may take. */
#define SECONDS_MAX 3600u

struct yara_rules {
	YR_RULES *rules;
};

struct yara_scanner {
	YR_SCANNER *scanner;
	const struct yara_rules *rules;
	/* Of the scan in hand. */
	struct budget *budget;
	yara_on_rule *found;
	void *owner;
	bool cut;
	bool wanted;
};

bool
yara_exists(void)
{
	return shared_library_load(&libyara_library);
}

/* Never undone: libyara keeps tables that all rules share. */
static bool
begin(void)
{
	static bool begun;

	/* Of what matched nobody wants a copy; behind copies libyara would put
	 * the next struct wherever they end, aligned or not. */
	if (!begun)
		begun = libyara.yr_initialize() == ERROR_SUCCESS &&
			libyara.yr_set_configuration_uint32(
			    YR_CONFIG_MAX_MATCH_DATA, 0) == ERROR_SUCCESS;
	return begun;
}

/* ---- rules ------------------------------------------------------------- */

static void
take_message(int level, const char *file, int line, const YR_RULE *rule,
    const char *message, void *owner)
{
	struct text *error = owner;

	(void)file;
	(void)rule;
	if (level == YARA_ERROR_LEVEL_ERROR && error->size == 0)
		text_printf(error, "line %d: %.200s", line, message);
}

/*
 * What its scanners do not understand libyara prints (flex does), and stdout is
 * the server's.  So another stream has its place meanwhile, and a text that has
 * something printed is refused.  Returns the number of errors.
 */
static int
add_quietly(YR_COMPILER *compiler, const char *text, const char *name)
{
	char *printed = NULL;
	size_t size = 0;
	FILE *kept = stdout, *stream = open_memstream(&printed, &size);
	int errors;

	if (stream == NULL)
		return 1;
	stdout = stream;
	errors = libyara.yr_compiler_add_string(compiler, text, name);
	stdout = kept;
	if (fclose(stream) != 0 || size > 0)
		errors++;
	free(printed);
	return errors;
}

static bool
add_text(
    YR_COMPILER *compiler, struct slice text, size_t number, struct text *error)
{
	char name[32];
	char *copy;
	int errors;

	if (text.size > YARA_TEXT_MAX || slice_find_byte(text, 0) < text.size) {
		text_printf(error, "too long, or no text");
		return false;
	}
	copy = malloc(text.size + 1);
	if (copy == NULL)
		return false;
	memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	snprintf(name, sizeof(name), "%zu", number);
	errors = add_quietly(compiler, copy, name);
	free(copy);
	return errors == 0;
}

static int
refuse_modules(YR_SCAN_CONTEXT *context, int message, void *data, void *owner)
{
	(void)context;
	if (message == CALLBACK_MSG_IMPORT_MODULE) {
		text_printf(owner, "imports the module \"%.100s\"",
		    ((YR_MODULE_IMPORT *)data)->module_name);
		return CALLBACK_ERROR;
	}
	return CALLBACK_CONTINUE;
}

/* What modules rules ask for they say when they run. */
static bool
asks_for_nothing(YR_RULES *rules, struct text *error)
{
	static const uint8_t byte;

	return libyara.yr_rules_scan_mem(rules, &byte, 1,
		   SCAN_FLAGS_NO_TRYCATCH, refuse_modules, error,
		   1) == ERROR_SUCCESS;
}

static YR_RULES *
compile(const struct slice *texts, size_t count, struct text *error)
{
	YR_COMPILER *compiler;
	YR_RULES *rules = NULL;

	if (libyara.yr_compiler_create(&compiler) != ERROR_SUCCESS)
		return NULL;
	libyara.yr_compiler_set_callback(compiler, take_message, error);
	libyara.yr_compiler_set_include_callback(compiler, NULL, NULL, NULL);
	/* After an error the compiler must not be used again. */
	for (size_t i = 0; i < count; i++)
		if (!add_text(compiler, texts[i], i, error))
			goto out;
	if (libyara.yr_compiler_get_rules(compiler, &rules) != ERROR_SUCCESS)
		rules = NULL;
out:
	libyara.yr_compiler_destroy(compiler);
	return rules;
}

struct yara_rules *
yara_rules_compile(
    const struct slice *texts, size_t count, struct text *error_r)
{
	struct yara_rules *rules = calloc(1, sizeof(*rules));

	text_clear(error_r);
	if (!yara_exists())
		text_printf(
		    error_r, "%s", shared_library_reason(&libyara_library));
	else if (rules != NULL && begin())
		rules->rules = compile(texts, count, error_r);
	if (rules != NULL && rules->rules != NULL &&
	    rules->rules->num_rules <= YARA_RULES_MAX &&
	    asks_for_nothing(rules->rules, error_r))
		return rules;
	if (error_r->size == 0)
		text_printf(error_r, "libyara cannot use it");
	yara_rules_destroy(&rules);
	return NULL;
}

void
yara_rules_destroy(struct yara_rules **rules)
{
	if (*rules != NULL && (*rules)->rules != NULL)
		libyara.yr_rules_destroy((*rules)->rules);
	free(*rules);
	*rules = NULL;
}

uint32_t
yara_rules_count(const struct yara_rules *rules)
{
	return rules->rules->num_rules;
}

struct slice
yara_rules_name(const struct yara_rules *rules, uint32_t rule)
{
	return slice_from_string(rules->rules->rules_table[rule].identifier);
}

bool
yara_rules_are_told(const struct yara_rules *rules, uint32_t rule)
{
	const YR_RULE *asked = &rules->rules->rules_table[rule];

	return !RULE_IS_PRIVATE(asked) && asked->strings != NULL;
}

/* ---- scans ------------------------------------------------------------- */

/* Where the first string of rule was found; 0: none was. */
static uint64_t
first_match(YR_SCAN_CONTEXT *context, YR_RULE *rule)
{
	YR_STRING *string;
	YR_MATCH *match;
	uint64_t first = UINT64_MAX;

	yr_rule_strings_foreach(rule, string)
	{
		yr_string_matches_foreach(context, string, match)
		{
			uint64_t at = (uint64_t)(match->base + match->offset);

			if (at < first)
				first = at;
			/* They come in the order of offsets. */
			break;
		}
	}
	return first == UINT64_MAX ? 0 : first;
}

static int
take_rule(struct yara_scanner *scanner, YR_SCAN_CONTEXT *context, YR_RULE *rule)
{
	const YR_RULE *first = scanner->rules->rules->rules_table;
	uint32_t number = (uint32_t)(rule - first);

	if (yara_rules_are_told(scanner->rules, number))
		scanner->wanted = scanner->found(
		    scanner->owner, number, first_match(context, rule));
	return scanner->wanted ? CALLBACK_CONTINUE : CALLBACK_ABORT;
}

static int
hear(YR_SCAN_CONTEXT *context, int message, void *data, void *owner)
{
	struct yara_scanner *scanner = owner;

	switch (message) {
	case CALLBACK_MSG_RULE_MATCHING:
		if (budget_spent(scanner->budget))
			return CALLBACK_ABORT;
		return take_rule(scanner, context, data);
	case CALLBACK_MSG_TOO_MANY_MATCHES:
		scanner->cut = true;
		return CALLBACK_CONTINUE;
	case CALLBACK_MSG_IMPORT_MODULE:
		return CALLBACK_ERROR;
	default:
		return CALLBACK_CONTINUE;
	}
}

struct yara_scanner *
yara_scanner_create(const struct yara_rules *rules)
{
	struct yara_scanner *scanner = calloc(1, sizeof(*scanner));

	if (scanner == NULL || libyara.yr_scanner_create(rules->rules,
				   &scanner->scanner) != ERROR_SUCCESS) {
		free(scanner);
		return NULL;
	}
	scanner->rules = rules;
	libyara.yr_scanner_set_callback(scanner->scanner, hear, scanner);
	/* Its handlers for SIGSEGV and SIGBUS would take the place of ours. */
	libyara.yr_scanner_set_flags(scanner->scanner,
	    SCAN_FLAGS_NO_TRYCATCH | SCAN_FLAGS_REPORT_RULES_MATCHING);
	return scanner;
}

void
yara_scanner_destroy(struct yara_scanner **scanner)
{
	if (*scanner != NULL)
		libyara.yr_scanner_destroy((*scanner)->scanner);
	free(*scanner);
	*scanner = NULL;
}

static int
seconds_left(const struct budget *budget)
{
	uint64_t now_ns = clock_now_ns(), left_s;

	if (budget->deadline_ns <= now_ns)
		return 1;
	left_s = (budget->deadline_ns - now_ns) / NS_PER_S + 1;
	return (int)(left_s < SECONDS_MAX ? left_s : SECONDS_MAX);
}

bool
yara_scan(struct yara_scanner *scanner, struct slice bytes,
    struct budget *budget, yara_on_rule *found, void *owner)
{
	int result;

	if (budget_spent(budget))
		return false;
	scanner->budget = budget;
	scanner->found = found;
	scanner->owner = owner;
	scanner->cut = false;
	scanner->wanted = true;
	libyara.yr_scanner_set_timeout(scanner->scanner, seconds_left(budget));
	result = libyara.yr_scanner_scan_mem(
	    scanner->scanner, bytes.data, bytes.size);
	return result == ERROR_SUCCESS && !scanner->cut &&
	       budget->state == BUDGET_OK;
}
