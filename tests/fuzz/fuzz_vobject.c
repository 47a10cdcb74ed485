/*
 * fuzz_vobject - any text as a calendar or a contact
 *
 * Laws: values lie in the text, one behind the other, and are not empty; name
 * and media type lie in the vobject; a URL begins as one when its folds are
 * out; unfolded text is no longer and has no fold; the end stays the end.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/encoded/vobject.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_file(const struct vobject *vobject, const struct vobject_file *file,
    const uint8_t *from, uint8_t *out)
{
	struct slice head = {vobject->head, sizeof(vobject->head)};
	size_t size = vobject_unfold(file->value, out);
	struct slice url = slice_trim((struct slice){out, size});

	CHECK(file->value.data >= from);
	CHECK(file->value.size > 0 && size <= file->value.size);
	CHECK(file->name.size <= head.size);
	CHECK(file->name.size == 0 ||
	      (file->name.data >= head.data &&
		  file->name.data < head.data + head.size));
	CHECK(file->media_type.size <= head.size);
	CHECK(file->kind != VOBJECT_URL ||
	      slice_starts_with_nocase(url, SLICE("data:")));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {data, size};
	struct vobject vobject;
	struct vobject_file file;
	const uint8_t *from = data;
	uint8_t *out = malloc(size + 1);

	CHECK(out != NULL);
	(void)vobject_is(text);
	vobject_begin(&vobject, text);
	while (vobject_next(&vobject, &file)) {
		check_file(&vobject, &file, from, out);
		from = file.value.data + file.value.size;
		CHECK(from <= data + size);
	}
	CHECK(!vobject_next(&vobject, &file));
	free(out);
	return 0;
}
