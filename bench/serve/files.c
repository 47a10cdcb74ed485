/*
 * files - the messages whose names are sent
 */
#include "bench/serve/files.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/serve/random.h"

static void *
grown(void *array, size_t room, size_t size)
{
	array = reallocarray(array, room, size);
	if (array == NULL)
		err(2, "no memory for %zu names of messages", room);
	return array;
}

static char *
copied(const char *text)
{
	char *copy = strdup(text);

	if (copy == NULL)
		err(2, "no memory");
	return copy;
}

/* Tests send names of what is not there, too. */
static uint64_t
size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode)
		   ? (uint64_t)status.st_size
		   : 0;
}

void
files_append(struct files *files, const char *path, const char *name)
{
	if (files->count == files->room) {
		files->room = files->room == 0 ? 64 : files->room * 2;
		files->paths =
		    grown(files->paths, files->room, sizeof(*files->paths));
		files->names =
		    grown(files->names, files->room, sizeof(*files->names));
		files->sizes =
		    grown(files->sizes, files->room, sizeof(*files->sizes));
	}
	files->paths[files->count] = copied(path);
	files->names[files->count] = copied(name);
	files->sizes[files->count] = size_of(path);
	files->count++;
}

void
files_free(struct files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->paths[i]);
		free(files->names[i]);
	}
	free(files->paths);
	free(files->names);
	free(files->sizes);
	*files = (struct files){0};
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void
files_add(struct files *files, const char *path)
{
	struct stat status;
	struct dirent **entries;
	int count;

	if (stat(path, &status) != 0)
		err(2, "%s", path);
	if (!S_ISDIR(status.st_mode)) {
		files_append(files, path, path);
		return;
	}
	count = scandir(path, &entries, is_visible, alphasort);
	if (count < 0)
		err(2, "%s", path);
	for (int i = 0; i < count; i++) {
		char inner[4096];

		if ((size_t)snprintf(inner, sizeof(inner), "%s/%s", path,
			entries[i]->d_name) >= sizeof(inner))
			errx(2, "%s: the path is too long", path);
		free(entries[i]);
		files_add(files, inner);
	}
	free(entries);
}

void
files_add_list(struct files *files, const char *list)
{
	FILE *file = fopen(list, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	if (file == NULL)
		err(2, "%s", list);
	while ((size = getline(&line, &room, file)) > 0) {
		if (line[size - 1] == '\n')
			line[size - 1] = '\0';
		if (line[0] != '\0')
			files_append(files, line, line);
	}
	free(line);
	fclose(file);
}

void
files_add_input(struct files *files, const char *path, const char *scratch)
{
	if (files_is_archive(path))
		files_add_archive(files, path, scratch);
	else if (files_is_mbox(path))
		files_add_mbox(files, path, scratch);
	else
		files_add(files, path);
}

/* ---- envelopes --------------------------------------------------------- */

static const char *const outside[] = {
    "P I 17-09-2001 09:52:33 0000 ____ ____ <ann@example.net>\n"
    "O T\n"
    "S SMTP [192.0.2.%u]\n"
    "R W 17-09-2001 09:52:33 0000 ____ _FY_ <bob@example.org>\n",
    "S SMTP [2001:db8::%u]\n"
    "A example.org [198.51.100.1]\n"
    "O T\n"
    "P I 26-04-2019 15:57:14 0000 ____ ____ <carol@example.com>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <bob@example.org>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <dan@example.org>\n",
    "P I 25-03-2013 12:52:22 0000 ____ ____ <>\n"
    "O L\n"
    "S SMTP [203.0.113.%u]\n"
    "R W 25-03-2013 12:52:22 0000 ____ ____ <postmaster>\n",
};

static const char *const user[] = {
    "S <ann@example.org> SMTP [10.4.0.%u]\n"
    "A example.org [10.21.2.87]\n"
    "O L\n"
    "P I 26-04-2019 15:57:14 0000 ____ ____ <ann@example.org>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <bob@example.net>\n",
    "A example.org\n"
    "S <bob@example.org> HTTP [10.1.11.%u]\n"
    "P I 13-04-2012 16:17:43 0000 ____ ____ <bob@example.org>\n"
    "O L\n"
    "R W 13-04-2012 16:17:43 0000 ____ _FY_ <ann@example.org>\n",
};

static const char *
choose_envelope(enum envelopes envelopes, uint64_t *random)
{
	size_t outsides = sizeof(outside) / sizeof(outside[0]);
	size_t users = sizeof(user) / sizeof(user[0]);

	if (envelopes == ENVELOPES_MIXED)
		envelopes = random_below(random, 2) == 0 ? ENVELOPES_OUTSIDE
							 : ENVELOPES_USER;
	return envelopes == ENVELOPES_OUTSIDE
		   ? outside[random_below(random, outsides)]
		   : user[random_below(random, users)];
}

#pragma GCC diagnostic push
/* The formats are the constants above, each with one %u. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
put_envelope(FILE *out, const char *envelope, uint64_t *random)
{
	fprintf(out, envelope, (unsigned)(1 + random_below(random, 254)));
	fputc('\n', out);
}
#pragma GCC diagnostic pop

static void
copy(const char *from, FILE *in, FILE *out)
{
	char buffer[1 << 16];
	size_t size;

	while ((size = fread(buffer, 1, sizeof(buffer), in)) > 0)
		fwrite(buffer, 1, size, out);
	if (ferror(in) || ferror(out))
		err(2, "%s", from);
}

static void
wrap_one(
    const char *from, const char *to, const char *envelope, uint64_t *random)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");

	if (in == NULL)
		err(2, "%s", from);
	if (out == NULL)
		err(2, "%s", to);
	put_envelope(out, envelope, random);
	copy(from, in, out);
	fclose(in);
	if (fclose(out) != 0)
		err(2, "%s", to);
}

void
files_wrap(struct files *files, const char *directory, enum envelopes envelopes,
    uint64_t seed)
{
	struct files wrapped = {0};

	if (mkdir(directory, 0777) != 0 && errno != EEXIST)
		err(2, "%s", directory);
	for (size_t i = 0; i < files->count; i++) {
		char path[4096];

		if ((size_t)snprintf(path, sizeof(path), "%s/%06zu.msg",
			directory, i + 1) >= sizeof(path))
			errx(2, "%s: the path is too long", directory);
		wrap_one(files->paths[i], path,
		    choose_envelope(envelopes, &seed), &seed);
		files_append(&wrapped, path, files->names[i]);
	}
	files_free(files);
	*files = wrapped;
}
