/*
 * check_command - `CGPFilter CHECK [FILE]`
 */
#include "threads/command/state/check_command.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/feedback/gateways.h"
#include "core/list/lists.h"
#include "core/sigdb/sigdb.h"
#include "threads/base/libraries.h"
#include "threads/base/places.h"
#include "threads/command/console/arguments.h"
#include "threads/command/state/check_cartridge.h"
#include "threads/update/builder.h"

static const char usage[] =
    "usage: CGPFilter CHECK [FILE]\n"
    "\n"
    "Read FILE, by default the CGPFilter.cfg that a start would read, and "
    "print\n"
    "every key with its value; read the lists; say what the cartridge holds;\n"
    "then compile the signatures aside, say what was taken and what was not,\n"
    "and try the result.  Changes nothing.\n"
    "\n"
    "  --help  this text\n"
    "\n"
    "Exit status: 0 all is good; 1 something would be refused; 2 wrong "
    "arguments.\n";

struct choice {
	const char *path; /* NULL: the one that a start would read */
	bool help;
};

static void
warn(void *owner, const char *sentence)
{
	(void)owner;
	printf("warning: %s\n", sentence);
}

static void
report(void *owner, const char *sentence)
{
	(void)owner;
	printf("%s\n", sentence);
}

static void
complain(void *owner, const char *sentence)
{
	(void)owner;
	printf("error: %s\n", sentence);
}

static struct config *
check_config(const struct places *places, const struct choice *choice)
{
	const char *path = choice->path != NULL ? choice->path : places->config;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct config *config = NULL;
	enum config_result result =
	    config_load(path, places->directory, warn, NULL, &config, &error);

	if (result == CONFIG_OK)
		printf("%s: good\n", path);
	else if (result != CONFIG_NO_FILE)
		printf("error: %s\n", error.data);
	else if (choice->path != NULL)
		printf("error: %s: no such file\n", path);
	else
		printf("%s: no such file; defaults are used\n", path);
	if (result == CONFIG_NO_FILE && choice->path == NULL)
		return config_default(places->directory);
	return config;
}

/* False: refused. */
static bool
check_whitelist(const char *path)
{
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct whitelist *whitelist;
	enum whitelist_result result = whitelist_load(path, &whitelist, &error);

	if (result == WHITELIST_OK)
		printf("%s: good, %zu entries\n", path,
		    whitelist_count(whitelist));
	else if (result == WHITELIST_NO_FILE)
		printf("%s: no such file; nobody is on it\n", path);
	else
		printf("error: %s\n", buffer);
	whitelist_destroy(&whitelist);
	return result == WHITELIST_OK || result == WHITELIST_NO_FILE;
}

static bool
check_settings(const char *path, struct settings *settings_r)
{
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	enum settings_result result =
	    settings_load(path, warn, NULL, settings_r, &error);

	if (result == SETTINGS_NO_FILE) {
		printf("%s: no such file; defaults are used\n", path);
		return true;
	}
	if (result != SETTINGS_OK) {
		printf("error: %s\n", buffer);
		return false;
	}
	printf("%s: good\n", path);
	settings_print(settings_r, stdout);
	return true;
}

static bool
check_gateways(const char *path)
{
	static struct gateways gateways;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);

	if (!gateways_load(path, &gateways, &error)) {
		printf("error: %s\n", buffer);
		return false;
	}
	if (gateways.bytes != NULL)
		printf("%s: good, %zu gateways whose reports are taken%s%s\n",
		    path, gateways.count,
		    gateways.authority.size > 0 ? ", an authority" : "",
		    gateways.meeting.host[0] != '\0' ? ", a Redis server" : "");
	gateways_free(&gateways);
	return true;
}

static void
print_summary(const struct sigdb_info *info)
{
	printf("%" PRIu64 " signatures from %" PRIu32 " files: %" PRIu64
	       " patterns, %" PRIu64 " logical, %" PRIu64
	       " of members, %" PRIu64 " hashes, %" PRIu64 " allowed hashes\n",
	    info->signatures, info->files, info->patterns, info->logicals,
	    info->metadata, info->hashes, info->allowed);
	if (info->yara + info->passwords + info->types > 0)
		printf("%" PRIu64 " YARA rules, %" PRIu64
		       " passwords of archives, %" PRIu64 " types of files\n",
		    info->yara, info->passwords, info->types);
	for (enum sigdb_skip i = 0; i < SIGDB_SKIPS; i++)
		if (info->skipped[i] > 0)
			printf("not taken: %" PRIu64 " (%s)\n",
			    info->skipped[i], sigdb_skip_text(i));
}

static bool
check_signatures(const struct config *config)
{
	struct sigdb_options options = builder_options(config);
	char image[] = "/tmp/CGPFilter-check-XXXXXX";
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct sigdb_info info;
	enum sigdb_result result;
	int fd;

	if (access(config->database_directory, F_OK) != 0) {
		printf("%s: no signature directory; only EICAR is found\n",
		    config->database_directory);
		return true;
	}
	fd = mkstemp(image);
	if (fd < 0) {
		perror("error: no room for a temporary file");
		return false;
	}
	close(fd);
	options.report = report;
	result = sigdb_build(&options, image, &info, &error);
	if (result == SIGDB_OK)
		result = builder_try(image, &error);
	unlink(image);
	if (result == SIGDB_OK)
		print_summary(&info);
	else
		printf(
		    "error: %s: %s\n", sigdb_result_text(result), error.data);
	return result == SIGDB_OK;
}

/* An arguments.word. */
static bool
take_path(void *owner, char *word, struct text *why)
{
	struct choice *choice = owner;

	if (choice->path != NULL) {
		text_printf(why, "%s: one file is read at a time", word);
		return false;
	}
	choice->path = word;
	return true;
}

static bool
read_choice(struct choice *choice, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--help", 'h', .flag = &choice->help},
	};
	const struct arguments arguments = {
	    .rows = rows,
	    .count = sizeof(rows) / sizeof(rows[0]),
	    .word = take_path,
	    .owner = choice,
	};

	return arguments_read(&arguments, argc, argv, why);
}

static int
check(const struct choice *choice, const char *argv0)
{
	static struct places places;
	struct config *config;
	struct settings settings;
	const char *missing = libraries_load_needed();
	bool good;

	if (missing != NULL) {
		complain(NULL, missing);
		return 1;
	}
	if (!places_find(&places, argv0))
		return 1;
	config = check_config(&places, choice);
	if (config == NULL)
		return 1;
	config_print_values(config, stdout);
	good = libraries_load(complain, NULL);
	good = check_whitelist(config->whitelist_file) && good;
	good = check_settings(config->scorer_file, &settings) && good;
	good = places_name(&places, config) &&
	       check_cartridge(&places, config, &settings) && good;
	good = check_gateways(config->gateways_file) && good;
	good = check_signatures(config) && good;
	config_free(&config);
	return good ? 0 : 1;
}

int
check_main(int argc, char **argv)
{
	struct choice choice = {0};
	char buffer[512];
	struct text why = TEXT_OVER(buffer);

	if (!read_choice(&choice, argc - 2, argv + 2, &why)) {
		arguments_complain("CHECK", buffer);
		return 2;
	}
	if (choice.help) {
		fputs(usage, stdout);
		return 0;
	}
	return check(&choice, argv[0]);
}
