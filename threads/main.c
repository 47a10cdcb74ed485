/*
 * main - the one program: helper, and tools for a person
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "threads/base/null_file.h"
#include "threads/base/version.h"
#include "threads/command/console/terminal.h"
#include "threads/command/feedback/feedback_command.h"
#include "threads/command/learn/learn_command.h"
#include "threads/command/rate/evaluate_command.h"
#include "threads/command/rate/rate_command.h"
#include "threads/command/scan/scan_command.h"
#include "threads/command/scan/show_command.h"
#include "threads/command/state/check_command.h"
#include "threads/command/state/count_command.h"
#include "threads/command/state/report_command.h"
#include "threads/command/state/status_command.h"
#include "threads/command/update/publish_command.h"
#include "threads/command/update/stats_command.h"
#include "threads/command/update/update_command.h"
#include "threads/helper.h"
#include "threads/update/builder.h"

static int help_main(int argc, char **argv);

static int
version_main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("CGPFilter " CGPFILTER_VERSION " build %s (%s)\n",
	    version_build_date(), version_engine());
	return 0;
}

static const struct command {
	const char *name;
	int (*main)(int argc, char **argv);
	const char *arguments; /* for HELP; NULL: another spelling */
	const char *sentence;
} commands[] = {
    {"BUILD", builder_main, "", "compile the signatures now"},
    {"CHECK", check_main, "[FILE]",
	"check the configuration and the signatures"},
    {"COUNT", count_main, "", "serve as a helper that only counts messages"},
    {"EVALUATE", evaluate_main, "INDEX",
	"say how good the spam score is on known mail"},
    {"FEEDBACK", feedback_main, "KIND",
	"take a user's report of wrongly classified messages"},
    {"LEARN", learn_main, "KIND PLACE",
	"teach the filter with spam, legit or phishing messages"},
    {"PUBLISH", publish_main, "OPTIONS",
	"put the cartridge where other gateways fetch it"},
    {"RATE", rate_main, "PLACE", "give messages in files their score"},
    {"REPORT", report_main, "[DAY]", "what was counted in a day"},
    {"SCAN", scan_main, "FILE", "scan files and say what is found"},
    {"SHOW", show_main, "MESSAGE", "what the filter sees in a message"},
    {"STATS", stats_main, "--show", "what is reported of this installation"},
    {"STATUS", status_main, "", "what the running helpers do"},
    {"UNLEARN", unlearn_main, "PLACE", "take back what it was taught"},
    {"UPDATE", update_main, "", "fetch what was published of the cartridge"},
    {"HELP", help_main, "", "this text"},
    {"--help", help_main, NULL, NULL},
    {"-h", help_main, NULL, NULL},
    {"VERSION", version_main, "", "version, build date, engine"},
    {"--version", version_main, NULL, NULL},
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static int
help_main(int argc, char **argv)
{
	(void)argc;
	printf(
	    "CGPFilter " CGPFILTER_VERSION " - virus and spam filter for "
	    "CommuniGate Pro\n\n"
	    "  %s                     serve as a helper: requests on stdin\n",
	    argv[0]);
	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i].arguments != NULL)
			printf("  %s %-8s %-10s %s\n", argv[0],
			    commands[i].name, commands[i].arguments,
			    commands[i].sentence);
	printf("\nMost of them tell more with --help.\n"
	       "Try it by hand:  echo '1 FILE CGPFilter/test.msg' | "
	       "CGPFilter/CGPFilter\n"
	       "Manual:          man -M CGPFilter/man CGPFilter\n");
	return 0;
}

/* Else a file that the program opens would be read as requests, or written as
 * answers.  From these nothing is read, and nothing is written to them. */
static void
hold_closed_standard_files(void)
{
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		if (fcntl(file, F_GETFD) < 0 && errno == EBADF)
			(void)null_file_open(O_RDONLY);
}

/* What is made is to be read and changed again, by us. */
static void
keep_own_permissions(void)
{
	umask(umask(0) & ~(mode_t)S_IRWXU);
}

/* A limit on the size of files is an error like a full disk. */
static void
outlive_limits(void)
{
	signal(SIGXFSZ, SIG_IGN);
}

/* What was asked for and could not be told was not done, as with other tools.
 * But a report that was taken is taken: the server would have it bounce. */
static int
run(const struct command *command, int argc, char **argv)
{
	int code = command->main(argc, argv);

	if (code == 0 && !terminal_flush() && command->main != feedback_main)
		return 1;
	return code;
}

int
main(int argc, char **argv)
{
	hold_closed_standard_files();
	keep_own_permissions();
	outlive_limits();
	if (argc < 2)
		return helper_main(argv[0]);
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return run(&commands[i], argc, argv);
	fprintf(stderr, "CGPFilter: %s: no such command; try HELP\n", argv[1]);
	return 2;
}
