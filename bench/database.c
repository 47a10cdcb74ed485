/*
 * database - a signature database made for a benchmark
 */
#include "bench/database.h"

#include <sys/stat.h>
#include <unistd.h>

#include "bench/bench.h"
#include "bench/scratch.h"

static const char *
write_sources(const char *name, void (*write)(const char *directory))
{
	const char *directory = scratch_path("%s.sources", name);

	if (mkdir(directory, 0777) != 0)
		bench_refuse(name, "no directory for signatures");
	write(directory);
	return directory;
}

struct sigdb *
database_build(const char *name, void (*write)(const char *directory),
    const char *given, bool portable)
{
	struct sigdb_options options = {.portable_matcher = portable};
	const char *image = scratch_path("%s.image", name);
	char bytes[256];
	struct text error = TEXT_OVER(bytes);
	struct sigdb_info info;
	struct sigdb *sigdb;

	options.directory = given != NULL ? given : write_sources(name, write);
	if (sigdb_build(&options, image, &info, &error) != SIGDB_OK ||
	    sigdb_open(image, &sigdb, &error) != SIGDB_OK)
		bench_refuse(name, bytes);
	(void)unlink(image);
	return sigdb;
}
