/*
 * ole_object - a file that was dropped into a document (OLE 1, [MS-OLEDS])
 */
#include "core/document/ole_object.h"

#include "core/base/integer.h"

#define CFB_MAGIC SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
#define FORMAT_EMBEDDED 2u
/* What a package's first word is, and the kind that brings the file along. */
#define PACKAGE_MARK 2u
#define PACKAGE_EMBEDDED 3u
/* No label or path is longer. */
#define PATH_BYTES_MAX 1024u

/* ---- a package --------------------------------------------------------- */

/* Up to its NUL; false: there is none near. */
static bool
take_string(struct slice *rest, struct slice *string_r)
{
	struct slice look = slice_sub(*rest, 0, PATH_BYTES_MAX);
	size_t size = slice_find_byte(look, 0);

	if (size == look.size)
		return false;
	*string_r = slice_sub(look, 0, size);
	*rest = slice_skip(*rest, size + 1);
	return true;
}

/* "C:\Temp\x.exe" is named "x.exe". */
static struct slice
base_name(struct slice path)
{
	size_t at = path.size;

	while (at > 0 && path.data[at - 1] != '\\' && path.data[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

/* Size and bytes; false: not even a size. */
static bool
take_sized(struct slice *rest, struct slice *bytes_r, bool *bad_r)
{
	uint32_t size = u32_le(*rest, 0);

	if (rest->size < 4)
		return false;
	*bytes_r = slice_sub(*rest, 4, size);
	*bad_r = *bad_r || bytes_r->size < size;
	*rest = slice_skip(*rest, 4 + (size_t)bytes_r->size);
	return true;
}

/*
 * A mark, label, path of the icon, two words of which the second tells the
 * kind, path that the file had, and the file.
 */
static bool
read_package(struct slice bytes, struct ole_object *object)
{
	struct slice rest = slice_skip(bytes, 2), label, icon, path;
	bool bad = false;

	if (u16_le(bytes, 0) != PACKAGE_MARK || !take_string(&rest, &label) ||
	    !take_string(&rest, &icon) || rest.size < 8 ||
	    u16_le(rest, 2) != PACKAGE_EMBEDDED)
		return false;
	rest = slice_skip(rest, 4);
	if (!take_sized(&rest, &path, &bad) || bad ||
	    !take_sized(&rest, &object->body, &bad))
		return false;
	path = slice_sub(path, 0, slice_find_byte(path, 0));
	/* What is run is written under the name of the path. */
	object->name = base_name(path);
	if (object->name.size == 0)
		object->name = base_name(label);
	object->bad = bad;
	return true;
}

bool
ole_native_read(struct slice stream, struct ole_object *object_r)
{
	uint32_t size = u32_le(stream, 0);
	struct slice inner = slice_skip(stream, 4);

	*object_r = (struct ole_object){.bad = inner.size < size};
	if (read_package(inner, object_r) || read_package(stream, object_r))
		return object_r->body.size > 0;
	object_r->body = slice_sub(inner, 0, size);
	/* A size that says nothing hides nothing. */
	if (object_r->body.size == 0)
		object_r->body = inner;
	return object_r->body.size > 0;
}

/* ---- OLE 1 ------------------------------------------------------------- */

static struct slice
without_nul(struct slice s)
{
	return slice_sub(s, 0, slice_find_byte(s, 0));
}

/* By the book: version, format, class, topic, item, and the data. */
static bool
read_by_fields(struct slice bytes, struct ole_object *object)
{
	struct slice rest = slice_skip(bytes, 8), topic, item, data;
	bool bad = false;

	if (bytes.size < 8 || !take_sized(&rest, &object->class_name, &bad) ||
	    bad || object->class_name.size > PATH_BYTES_MAX ||
	    !take_sized(&rest, &topic, &bad) || bad ||
	    !take_sized(&rest, &item, &bad) || bad)
		return false;
	object->class_name = without_nul(object->class_name);
	if (u32_le(bytes, 4) != FORMAT_EMBEDDED ||
	    !take_sized(&rest, &data, &bad))
		return false;
	if (read_package(data, object))
		return true;
	object->body = data;
	object->bad = bad;
	return true;
}

bool
ole1_read(struct slice bytes, struct ole_object *object_r)
{
	size_t at;

	*object_r = (struct ole_object){.bad = false};
	if (read_by_fields(bytes, object_r) && object_r->body.size > 0)
		return true;
	/* Word forgives much of what is wrong ahead of a compound file. */
	at = slice_find(bytes, CFB_MAGIC);
	if (at >= bytes.size)
		return false;
	object_r->body = slice_skip(bytes, at);
	object_r->bad = true;
	return true;
}
