/*
 * unpack_script_encoded - scripts of Microsoft's Script Encoder, in clear
 *
 * A .vbe or .jse file is one; a page has them as its scripts.  Each becomes a
 * part as it is, and as a page's script, since signatures are made from what
 * ClamAV makes of it; a page becomes one with its scripts in clear as well.
 */
#include <string.h>

#include "core/script/encoded_script.h"
#include "core/unpack/script_files.h"

#define OPEN SLICE("<script>")
#define CLOSE SLICE("</script>")

static uint8_t *
put(uint8_t *out, struct slice bytes)
{
	if (bytes.size > 0)
		memcpy(out, bytes.data, bytes.size);
	return out + bytes.size;
}

/* What script comes to, and around it what makes a page of it. */
static void
add_script(struct script_files *files, struct slice encoded)
{
	uint8_t *page =
	    script_files_room(files, OPEN.size + encoded.size + CLOSE.size);
	uint8_t *begin, *end;

	if (page == NULL)
		return;
	begin = put(page, OPEN);
	end = begin + encoded_script_read(encoded, begin);
	script_files_add(files, (struct slice){begin, (size_t)(end - begin)},
	    SLICE("text/vbscript"));
	end = put(end, CLOSE);
	if (!files->ended)
		script_files_add(files,
		    (struct slice){page, (size_t)(end - page)},
		    SLICE("text/html"));
}

/* The page with all scripts in clear. */
static void
add_page(struct script_files *files, struct encoded_script script)
{
	struct slice text = files->text;
	uint8_t *page = script_files_room(files, text.size), *end = page;
	size_t at = 0;

	if (page == NULL)
		return;
	do {
		end = put(end, slice_sub(text, at, script.from - at));
		end += encoded_script_read(script.bytes, end);
		at = script.end;
	} while (encoded_script_next(text, at, &script));
	end = put(end, slice_skip(text, at));
	script_files_add(files, (struct slice){page, (size_t)(end - page)},
	    SLICE("text/html"));
}

void
unpack_script_encoded(struct job *job, struct part *part)
{
	struct script_files files = {
	    .job = job, .part = part, .text = part->body};
	enum fileclass class = filetype_class(part->type);
	struct encoded_script script, first;
	size_t at = 0;

	if ((class != FILECLASS_TEXT && class != FILECLASS_HTML &&
		part->type != FILETYPE_ODD_TEXT) ||
	    !encoded_script_next(part->body, 0, &first))
		return;
	while (!files.ended && encoded_script_next(part->body, at, &script)) {
		add_script(&files, script.bytes);
		at = script.end;
	}
	if (class == FILECLASS_HTML && !files.ended)
		add_page(&files, first);
}
