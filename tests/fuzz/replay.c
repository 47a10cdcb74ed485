/*
 * replay - runs a fuzzer's corpus without libFuzzer
 *
 * Usage: fuzz_NAME file-or-directory...  Each file is fed once, then at every
 * shorter length up to 512 bytes (the input that ends at every byte); one that
 * takes long, as passwords do in an emulator, at each seventh length, which the
 * standard error says.  Prints a TAP line, so that prove can run it; a crash is
 * the failure.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ENDINGS_MAX 512u
/* Processor time of one that takes long.  All remainders by 8 come about. */
#define LONG_CLOCKS (CLOCKS_PER_SEC / 8)
#define LONG_STEP 7u

static unsigned files;
static unsigned files_long;

/* The copy has exactly size bytes, so that ASan sees a read past the end. */
static void
feed(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	if (copy == NULL)
		abort();
	memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
replay_file(const char *path, size_t size)
{
	uint8_t *bytes = malloc(size == 0 ? 1 : size);
	size_t step = 1;
	clock_t began;
	FILE *file = fopen(path, "rb");

	if (bytes == NULL || file == NULL ||
	    fread(bytes, 1, size, file) != size) {
		printf("Bail out! cannot read %s\n", path);
		exit(1);
	}
	fclose(file);
	began = clock();
	feed(bytes, size);
	if (clock() - began > LONG_CLOCKS) {
		step = LONG_STEP;
		files_long++;
	}
	for (size_t end = 0; end < size && end < ENDINGS_MAX; end += step)
		feed(bytes, end);
	free(bytes);
	files++;
}

static void
replay(const char *path)
{
	struct stat status;
	struct dirent *entry;
	DIR *directory;

	if (stat(path, &status) != 0)
		return;
	if (S_ISREG(status.st_mode)) {
		replay_file(path, (size_t)status.st_size);
		return;
	}
	directory = opendir(path);
	while (directory != NULL && (entry = readdir(directory)) != NULL) {
		char inner[4096];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
		replay(inner);
	}
	if (directory != NULL)
		closedir(directory);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	if (files == 0) {
		printf("1..0 # SKIP no corpus\n");
		return 0;
	}
	if (files_long > 0)
		fprintf(stderr,
		    "# %s: %u of %u inputs take long, cut at each %uth byte\n",
		    argv[0], files_long, files, LONG_STEP);
	printf("ok 1 - %u inputs replayed\n1..1\n", files);
	return 0;
}
