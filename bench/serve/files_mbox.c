/*
 * files_mbox - an mbox as one file a message
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "bench/serve/files.h"

struct mbox {
	const char *path;
	const char *scratch;
	struct files *files;
	size_t number; /* of the message being written, 0: none yet */
	char message[4096];
	FILE *out;
};

bool
files_is_mbox(const char *path)
{
	char begin[5];
	FILE *file = fopen(path, "rb");
	bool is;

	if (file == NULL)
		err(2, "%s", path);
	is = fread(begin, 1, 5, file) == 5 && memcmp(begin, "From ", 5) == 0;
	fclose(file);
	return is;
}

static void
end_message(struct mbox *mbox)
{
	char name[4096];

	if (mbox->out == NULL)
		return;
	if (fclose(mbox->out) != 0)
		err(2, "%s", mbox->message);
	mbox->out = NULL;
	snprintf(name, sizeof(name), "%s:%zu", mbox->path, mbox->number);
	files_append(mbox->files, mbox->message, name);
}

/* Named after all messages so far: several boxes may share a scratch. */
static void
begin_message(struct mbox *mbox)
{
	mbox->number++;
	if ((size_t)snprintf(mbox->message, sizeof(mbox->message),
		"%s/m%07zu.msg", mbox->scratch,
		mbox->files->count + 1) >= sizeof(mbox->message))
		errx(2, "%s: the path is too long", mbox->scratch);
	mbox->out = fopen(mbox->message, "wb");
	if (mbox->out == NULL)
		err(2, "%s", mbox->message);
}

/* What the writer of the mbox made of "From " at the start of a line. */
static bool
is_quoted_from(const char *line)
{
	size_t marks = strspn(line, ">");

	return marks > 0 && strncmp(line + marks, "From ", 5) == 0;
}

static void
take_line(struct mbox *mbox, const char *line, size_t size, bool after_empty)
{
	size_t from = is_quoted_from(line) ? 1 : 0;

	if (after_empty && strncmp(line, "From ", 5) == 0) {
		end_message(mbox);
		begin_message(mbox);
	} else if (mbox->out != NULL && fwrite(line + from, 1, size - from,
					    mbox->out) != size - from) {
		err(2, "%s", mbox->message);
	}
}

void
files_add_mbox(struct files *files, const char *path, const char *scratch)
{
	struct mbox mbox = {.path = path, .scratch = scratch, .files = files};
	FILE *in = fopen(path, "rb");
	char *line = NULL;
	size_t room = 0;
	ssize_t size;
	bool after_empty = true;

	if (in == NULL)
		err(2, "%s", path);
	while ((size = getline(&line, &room, in)) > 0) {
		take_line(&mbox, line, (size_t)size, after_empty);
		after_empty =
		    strcmp(line, "\n") == 0 || strcmp(line, "\r\n") == 0;
	}
	if (ferror(in))
		err(2, "%s", path);
	end_message(&mbox);
	free(line);
	fclose(in);
}
