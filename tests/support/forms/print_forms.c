/*
 * print_forms FILE... - the normalised forms of files, for compare-forms
 *
 * Four records for each file, as "SIZE\n" and so many bytes: the page without
 * comments, without tags, its scripts; the file as a text.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/normal/html_form.h"
#include "core/normal/script_form.h"
#include "core/normal/text_form.h"

static void *
room_of(size_t size)
{
	void *room = malloc(size);

	if (room == NULL)
		errx(2, "out of memory");
	return room;
}

static struct slice
read_all(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes;
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (size = ftell(file)) < 0)
		err(2, "%s", path);
	rewind(file);
	bytes = room_of((size_t)size + 1);
	if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
		err(2, "%s", path);
	fclose(file);
	return (struct slice){bytes, (size_t)size};
}

static void
print_record(struct slice form)
{
	printf("%zu\n", form.size);
	fwrite(form.data, 1, form.size, stdout);
}

static void
print_forms(struct slice bytes)
{
	static struct script_names names;
	uint8_t *page_room = room_of(html_form_room(bytes.size));
	uint8_t *text_room = room_of(text_form_room(bytes.size));
	struct html_forms forms;
	uint8_t *script_room;

	html_form(bytes, page_room, &forms);
	script_room = room_of(script_form_room(forms.scripts.size));
	print_record(forms.nocomment);
	print_record(forms.notags);
	print_record(script_form(forms.scripts, script_room, &names));
	print_record(text_form(bytes, text_room));
	free(page_room);
	free(text_room);
	free(script_room);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct slice bytes = read_all(argv[i]);

		print_forms(bytes);
		free((void *)(uintptr_t)bytes.data);
	}
	return 0;
}
