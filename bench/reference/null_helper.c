/*
 * null_helper - answers OK to everything
 *
 * The yardstick of the protocol alone.  Without arguments as simply as most
 * helpers are written (a line in, a line out, flushed); with -b as fast as the
 * pipes allow (one large read, one write for all that it brought).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
answer_lines(void)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		int digits = (int)strspn(line, "0123456789");

		printf("%.*s OK\n", digits, line);
		fflush(stdout);
		if (strncmp(line + digits, " QUIT", 5) == 0)
			break;
	}
	free(line);
}

/* Copy the number of one line; where the next byte of the answer goes. */
static char *
answer_line(const char *line, char *to)
{
	while (*line >= '0' && *line <= '9')
		*to++ = *line++;
	memcpy(to, " OK\n", 4);
	return to + 4;
}

static void
write_all(const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, size);

		if (written <= 0)
			exit(0);
		bytes += written;
		size -= (size_t)written;
	}
}

static void
answer_batches(void)
{
	/* An answer of at most four bytes more than the number is longer than
	 * its request only for requests of a number alone. */
	static char in[1 << 17], out[5 << 17];
	size_t have = 0;
	ssize_t size;

	while ((size = read(STDIN_FILENO, in + have, sizeof(in) - have)) > 0) {
		char *to = out, *at = in, *end;

		have += (size_t)size;
		while ((end = memchr(at, '\n', have - (size_t)(at - in))) !=
		       NULL) {
			to = answer_line(at, to);
			at = end + 1;
		}
		write_all(out, (size_t)(to - out));
		have -= (size_t)(at - in);
		memmove(in, at, have);
		if (have == sizeof(in))
			have = 0;
	}
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "-b") == 0)
		answer_batches();
	else
		answer_lines();
	return 0;
}
