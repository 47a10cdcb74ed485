/*
 * pipeline_place - where the benchmarks of the pipeline run
 */
#include "bench/pipeline_place.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/scratch.h"

/* More of them than the caches hold at 500 KB, as in life. */
#define CLEAN_MAILS "100"
#define INFECTED_MAILS "8"

/* ---- programs ---------------------------------------------------------- */

const char *
place_program(const char *name)
{
	char self[1024];
	ssize_t size = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *path;
	char *slash;

	if (size < 0)
		err(2, "/proc/self/exe");
	self[size] = '\0';
	slash = strrchr(self, '/');
	if (slash == NULL)
		errx(2, "%s: where is that?", self);
	*slash = '\0';
	path = scratch_text("%s/%s", self, name);
	if (access(path, X_OK) != 0)
		path = scratch_text("%s/../%s", self, name);
	if (access(path, X_OK) != 0)
		err(2, "%s (make bench builds it)", path);
	return path;
}

static void
run(char *const *arguments)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid == 0) {
		execv(arguments[0], arguments);
		warn("%s", arguments[0]);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0)
		errx(2, "%s: failed", arguments[0]);
}

/* ---- mails and signatures ---------------------------------------------- */

/* Both from one seed, so that the signatures of one are those of the other. */
static void
make_corpora(void)
{
	char *const clean[] = {(char *)(uintptr_t)place_program("mkcorpus"),
	    "-n", CLEAN_MAILS, (char *)(uintptr_t)scratch_path("clean"), NULL};
	char *const infected[] = {clean[0], "-n", INFECTED_MAILS, "-p", "1",
	    (char *)(uintptr_t)scratch_path("infected"), NULL};

	run(clean);
	run(infected);
}

static const char *
in_corpora(const char *name)
{
	static bool made;

	if (!made)
		make_corpora();
	made = true;
	return scratch_path("%s", name);
}

const char *
place_signatures(void)
{
	return in_corpora("clean/corpus.ndb");
}

const struct files *
place_mails(const char *kind, bool infected)
{
	struct files *files = calloc(1, sizeof(*files));

	if (files == NULL)
		err(2, "no memory");
	files_add(
	    files, scratch_text("%s/%s",
		       in_corpora(infected ? "infected" : "clean"), kind));
	return files;
}

/* ---- a base directory -------------------------------------------------- */

static void
make_directory(const char *path)
{
	if (mkdir(path, 0777) != 0)
		err(2, "%s", path);
}

static void
write_config(const char *path, unsigned workers, bool mapped)
{
	FILE *file = fopen(path, "w");

	if (file == NULL)
		err(2, "%s", path);
	fprintf(file,
	    "{\n"
	    "  OnInfected = reject;\n"
	    "  ResponseOrder = strict;\n"
	    "  Workers = %u;\n"
	    "  MapFrom = %s;\n"
	    "}\n",
	    workers, mapped ? "0" : "1G");
	if (fclose(file) != 0)
		err(2, "%s", path);
}

const char *
place_product(unsigned workers, bool mapped)
{
	const char *base =
	    scratch_path("product-%u-%s", workers, mapped ? "mapped" : "read");
	const char *program = scratch_text("%s/CGPFilter", base);

	if (access(program, X_OK) == 0)
		return program;
	make_directory(base);
	make_directory(scratch_text("%s/db", base));
	write_config(scratch_text("%s/CGPFilter.cfg", base), workers, mapped);
	if (symlink(place_signatures(),
		scratch_text("%s/db/corpus.ndb", base)) != 0 ||
	    symlink(place_program("CGPFilter"), program) != 0)
		err(2, "%s", base);
	return program;
}
