/*
 * fuzz_document - any bytes as an object, slides, OneNote, XML, ActiveMime, a
 * shortcut
 *
 * Laws: each reader ends; what it gives lies in the bytes, or is no longer;
 * what it calls whole is.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/document/active_mime.h"
#include "core/document/hangul.h"
#include "core/document/office_lock.h"
#include "core/document/office_xml.h"
#include "core/document/ole_object.h"
#include "core/document/onenote.h"
#include "core/document/powerpoint.h"
#include "core/document/shortcut.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_within(struct slice inner, struct slice outer)
{
	return inner.size == 0 ||
	       (inner.data >= outer.data && inner.size <= outer.size &&
		   (size_t)(inner.data - outer.data) <=
		       outer.size - inner.size);
}

static void
check_objects(struct slice bytes)
{
	struct ole_object object;

	if (ole1_read(bytes, &object))
		CHECK(object.body.size > 0 && is_within(object.body, bytes) &&
		      is_within(object.name, bytes));
	if (ole_native_read(bytes, &object))
		CHECK(object.body.size > 0 && is_within(object.body, bytes) &&
		      is_within(object.name, bytes));
}

static void
check_slides(struct slice bytes)
{
	struct powerpoint powerpoint = {bytes, 0};
	struct powerpoint_object object;
	size_t total = 0;

	while (powerpoint_next(&powerpoint, &object)) {
		CHECK(object.body.size > 0 && is_within(object.body, bytes));
		total += object.body.size;
	}
	CHECK(total <= bytes.size);
}

static void
check_section(struct slice bytes)
{
	struct onenote_file file;
	size_t at = 0, last = 0;

	while (onenote_next(bytes, &at, &file)) {
		CHECK(at >= last + 36 && is_within(file.body, bytes));
		last = at;
	}
}

static void
check_xml(struct slice bytes, struct arena *arena)
{
	struct office_xml xml;
	struct office_xml_file file;
	size_t total = 0;

	if (!office_xml_begin(&xml, bytes, arena))
		return;
	while (office_xml_next(&xml, arena, &file)) {
		CHECK(file.base64.size > 0);
		total += file.base64.size;
	}
	CHECK(total <= bytes.size);
}

static void
check_active_mime(struct slice bytes)
{
	for (unsigned i = 0; i <= ACTIVE_MIME_TRIES + 1; i++) {
		size_t at = active_mime_stream(bytes, i);

		CHECK(at <= bytes.size);
		if (at < bytes.size)
			CHECK(i <= ACTIVE_MIME_TRIES && bytes.data[at] == 0x78);
	}
}

static void
check_shortcut(struct slice bytes)
{
	struct shortcut shortcut;
	uint8_t *out;
	size_t room;

	if (!shortcut_read(bytes, &shortcut))
		return;
	CHECK(is_within(shortcut.path, bytes) &&
	      is_within(shortcut.arguments, bytes));
	room = shortcut.path.size + shortcut.arguments.size + 1;
	out = malloc(room);
	CHECK(out != NULL && shortcut_command(&shortcut, out) <= room);
	free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data, size};
	unsigned flags;

	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	check_objects(bytes);
	check_slides(bytes);
	check_section(bytes);
	check_xml(bytes, arena);
	check_active_mime(bytes);
	check_shortcut(bytes);
	(void)!office_lock_is(SLICE("WordDocument"), bytes);
	(void)!office_lock_is(SLICE("Workbook"), bytes);
	(void)!office_lock_is(SLICE("Current User"), bytes);
	(void)!hangul_header(SLICE("FileHeader"), bytes, &flags);
	arena_reset(arena);
	return 0;
}
