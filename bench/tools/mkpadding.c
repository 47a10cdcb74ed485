/*
 * mkpadding - signatures that bring a set to its true size
 *
 * usage: mkpadding [-s sections] [-f files] [-p patterns] [-x] [-S seed] DIR
 *
 * Four fifths of the published official set are hashes of sections of Windows
 * programs; a set without them says little about what a start or a build
 * costs.  Writes, the same from the same seed:
 *    DIR/padding.mdb  hashes of sections (size:MD5:name)
 *    DIR/padding.hdb  hashes of files (MD5:size:name), and every fourth
 *    DIR/padding.hsb  a SHA-256 of one
 *    DIR/padding.ndb  patterns for Windows programs, every eighth of two parts
 * With -x the hashes of sections are written as those of files, for a program
 * that knows no .mdb.  The defaults are 2,700,000, 480,000 and 80,000, as in
 * the official set of December 2025; names are as long as they are there, and
 * the sizes of sections mostly multiples of 512.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/serve/random.h"
#include "bench/serve/written.h"

struct padding {
	const char *directory;
	uint64_t sections;
	uint64_t files;
	uint64_t patterns;
	uint64_t seed;
	bool as_files;
};

static void
put_hex(FILE *file, size_t bytes, uint64_t *random)
{
	for (size_t i = 0; i < bytes; i += 8)
		fprintf(file, "%016" PRIx64, random_next(random));
}

/* "Win.Trojan.Agent-6888888-0": 26 characters are the mean of the published
 * names. */
static void
put_name(FILE *file, uint64_t number, uint64_t *random)
{
	static const char *const families[] = {"Trojan.Agent",
	    "Malware.Generic", "Virus.Sality", "Dropper.Small", "Worm.Allaple",
	    "Adware.Gator", "Packed.Zusy", "Downloader.Delf"};

	fprintf(file, "Win.%s-%" PRIu64 "-0",
	    families[random_below(
		random, sizeof(families) / sizeof(*families))],
	    1000000 + number);
}

/* As many small ones as large ones, in the logarithm. */
static uint64_t
random_size(uint64_t *random)
{
	uint64_t size = UINT64_C(512) << random_below(random, 12);

	size += random_below(random, size);
	return random_below(random, 8) == 0 ? size : size - size % 512;
}

static void
make_sections(const struct padding *padding)
{
	const char *name = padding->as_files ? "sections.hdb" : "padding.mdb";
	FILE *file = written_create(padding->directory, name);
	uint64_t random = padding->seed;

	for (uint64_t i = 0; i < padding->sections; i++) {
		uint64_t size = random_size(&random);

		if (!padding->as_files)
			fprintf(file, "%" PRIu64 ":", size);
		put_hex(file, 16, &random);
		if (padding->as_files)
			fprintf(file, ":%" PRIu64, size);
		fputc(':', file);
		put_name(file, i, &random);
		fputc('\n', file);
	}
	written_finish(file, name);
}

static void
make_files(const struct padding *padding)
{
	FILE *md5 = written_create(padding->directory, "padding.hdb");
	FILE *sha256 = written_create(padding->directory, "padding.hsb");
	uint64_t random = padding->seed + 1;

	for (uint64_t i = 0; i < padding->files; i++) {
		FILE *file = i % 4 == 0 ? sha256 : md5;

		put_hex(file, file == md5 ? 16 : 32, &random);
		fprintf(file, ":%" PRIu64 ":",
		    random_size(&random) + random_below(&random, 4096));
		put_name(file, padding->sections + i, &random);
		fprintf(file, "%s\n", file == md5 ? "" : ":73");
	}
	written_finish(md5, "padding.hdb");
	written_finish(sha256, "padding.hsb");
}

static void
make_patterns(const struct padding *padding)
{
	FILE *file = written_create(padding->directory, "padding.ndb");
	uint64_t random = padding->seed + 2;

	for (uint64_t i = 0; i < padding->patterns; i++) {
		put_name(file, padding->sections + padding->files + i, &random);
		fprintf(file, ":1:%s:", i % 4 == 0 ? "EP+0" : "*");
		put_hex(file, 16 + 8 * random_below(&random, 8), &random);
		if (i % 8 == 0) {
			fprintf(file, "{1-%" PRIu64 "}",
			    1 + random_below(&random, 64));
			put_hex(file, 16, &random);
		}
		fputc('\n', file);
	}
	written_finish(file, "padding.ndb");
}

int
main(int argc, char **argv)
{
	struct padding padding = {
	    .sections = 2700000, .files = 480000, .patterns = 80000, .seed = 1};
	int option;

	while ((option = getopt(argc, argv, "s:f:p:S:x")) != -1) {
		if (option == 's')
			padding.sections = strtoull(optarg, NULL, 10);
		else if (option == 'f')
			padding.files = strtoull(optarg, NULL, 10);
		else if (option == 'p')
			padding.patterns = strtoull(optarg, NULL, 10);
		else if (option == 'S')
			padding.seed = strtoull(optarg, NULL, 10);
		else if (option == 'x')
			padding.as_files = true;
		else
			optind = argc;
	}
	if (optind != argc - 1)
		errx(2, "usage: mkpadding [-s sections] [-f files] "
			"[-p patterns] [-x] [-S seed] DIR");
	padding.directory = argv[optind];
	if (mkdir(padding.directory, 0777) != 0 && errno != EEXIST)
		err(2, "%s", padding.directory);
	make_sections(&padding);
	make_files(&padding);
	make_patterns(&padding);
	return 0;
}
