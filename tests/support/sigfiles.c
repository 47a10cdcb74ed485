/*
 * sigfiles - a directory of signature files for one test
 */
#include "tests/support/sigfiles.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/check.h"

void
sigfiles_begin(struct sigfiles *files)
{
	snprintf(files->directory, sizeof(files->directory),
	    "/tmp/cgpfilter-test-XXXXXX");
	CHECK(mkdtemp(files->directory) != NULL);
	snprintf(
	    files->image, sizeof(files->image), "%s.image", files->directory);
}

void
sigfiles_put(const struct sigfiles *files, const char *name, const void *bytes,
    size_t size)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", files->directory, name);
	file = fopen(path, "wb");
	CHECK(file != NULL);
	CHECK(fwrite(bytes, 1, size, file) == size);
	CHECK(fclose(file) == 0);
}

void
sigfiles_put_text(
    const struct sigfiles *files, const char *name, const char *text)
{
	sigfiles_put(files, name, text, strlen(text));
}

void
sigfiles_mkdir(const struct sigfiles *files, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", files->directory, name);
	CHECK(mkdir(path, 0700) == 0);
}

void
sigfiles_end(struct sigfiles *files)
{
	DIR *directory = opendir(files->directory);
	struct dirent *entry;

	CHECK(directory != NULL);
	while ((entry = readdir(directory)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(directory), entry->d_name, 0) != 0)
			CHECK(unlinkat(dirfd(directory), entry->d_name,
				  AT_REMOVEDIR) == 0);
	}
	closedir(directory);
	CHECK(rmdir(files->directory) == 0);
	(void)unlink(files->image);
}
