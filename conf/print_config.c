/*
 * print_config - what is generated from the table of keys
 *
 * Usage: print_config sample          CGPFilter.cfg, to stdout
 *        print_config man FRAME       CGPFilter.cfg.5: FRAME with the list of
 *                                     keys in place of its line "@KEYS@"
 */
#include <stdio.h>
#include <string.h>

#include "core/config/config.h"

static int
print_man(const char *path)
{
	char line[1024];
	bool done = false;
	FILE *frame = fopen(path, "r");

	if (frame == NULL) {
		perror(path);
		return 1;
	}
	while (fgets(line, sizeof(line), frame) != NULL) {
		if (strcmp(line, "@KEYS@\n") == 0) {
			config_print_mdoc(stdout);
			done = true;
		} else {
			fputs(line, stdout);
		}
	}
	fclose(frame);
	if (!done)
		fprintf(stderr, "%s: there is no line @KEYS@\n", path);
	return done ? 0 : 1;
}

int
main(int argc, char **argv)
{
	int status = 0;

	if (argc == 2 && strcmp(argv[1], "sample") == 0) {
		config_print_sample(stdout);
	} else if (argc == 3 && strcmp(argv[1], "man") == 0) {
		status = print_man(argv[2]);
	} else {
		fprintf(stderr, "usage: print_config sample | man FRAME\n");
		return 2;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("stdout");
		return 1;
	}
	return status;
}
