/*
 * main - the one program: helper, and tools for a person
 */
#include <stdio.h>
#include <string.h>

#include "threads/builder.h"
#include "threads/command/check_command.h"
#include "threads/helper.h"
#include "threads/command/scan_command.h"
#include "threads/command/show_command.h"
#include "threads/version.h"

static int
help_main(int argc, char **argv)
{
	(void)argc;
	printf("CGPFilter " CGPFILTER_VERSION " - virus and spam filter for "
	       "CommuniGate Pro\n\n"
	       "  %s                 serve as a helper: requests on stdin\n"
	       "  %s BUILD           compile the signatures now\n"
	       "  %s CHECK [FILE]    check the configuration and the "
	       "signatures\n"
	       "  %s SCAN FILE       scan files and say what is found; "
	       "--help tells more\n"
	       "  %s SHOW MESSAGE    what the filter sees in a message; "
	       "--help tells more\n"
	       "  %s HELP            this text\n"
	       "  %s VERSION         version, build date, engine\n\n"
	       "Try it by hand:  echo '1 FILE CGPFilter/test.msg' | "
	       "CGPFilter/CGPFilter\n"
	       "Manual:          man CGPFilter, man CGPFilter.cfg\n",
	    argv[0], argv[0], argv[0], argv[0], argv[0], argv[0], argv[0]);
	return 0;
}

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
} commands[] = {
    {"BUILD", builder_main},
    {"CHECK", check_main},
    {"HELP", help_main},
    {"--help", help_main},
    {"-h", help_main},
    {"SCAN", scan_main},
    {"SHOW", show_main},
    {"VERSION", version_main},
    {"--version", version_main},
};

int
main(int argc, char **argv)
{
	if (argc < 2)
		return helper_main(argv[0]);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].main(argc, argv);
	fprintf(stderr, "CGPFilter: %s: no such command; try HELP\n", argv[1]);
	return 2;
}
