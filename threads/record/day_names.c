/*
 * day_names - names of files of kept days
 */
#include "threads/record/day_names.h"

#include <inttypes.h>

#include "core/report/day_file.h"

#define OPEN_PREFIX "open-"
#define DATE_BYTES 10u
#define INSTANCE_BYTES 16u

static bool
read_instance(struct slice hex, uint64_t *instance_r)
{
	return day_file_read_hex(hex, instance_r) && *instance_r != 0;
}

/* "4711-0123456789abcdef" */
static bool
read_open(struct slice rest, struct day_name *name_r)
{
	size_t size = slice_find_byte(rest, '-');
	uint64_t pid;

	if (!slice_to_u64(slice_sub(rest, 0, size), &pid) || pid == 0 ||
	    pid > INT32_MAX)
		return false;
	name_r->kind = DAY_NAME_OPEN;
	name_r->pid = (int64_t)pid;
	return read_instance(slice_skip(rest, size + 1), &name_r->instance);
}

bool
day_name_read(struct slice name, struct day_name *name_r)
{
	struct slice rest = slice_skip(name, DATE_BYTES);

	*name_r = (struct day_name){.kind = DAY_NAME_TOLD};
	if (slice_starts_with(name, SLICE(OPEN_PREFIX)))
		return read_open(
		    slice_skip(name, sizeof(OPEN_PREFIX) - 1), name_r);
	if (!day_read_date(slice_sub(name, 0, DATE_BYTES), &name_r->day))
		return false;
	if (slice_equal(rest, SLICE(".told")))
		return true;
	name_r->kind = DAY_NAME_CLOSED;
	return rest.size > INSTANCE_BYTES + 2 && rest.data[0] == '-' &&
	       read_instance(
		   slice_sub(rest, 1, INSTANCE_BYTES), &name_r->instance) &&
	       rest.data[INSTANCE_BYTES + 1] == '-' &&
	       slice_to_u64(
		   slice_skip(rest, INSTANCE_BYTES + 2), &name_r->saving);
}

void
day_name_put(struct text *text, const struct day_name *name)
{
	if (name->kind == DAY_NAME_OPEN) {
		text_printf(text, OPEN_PREFIX "%" PRId64 "-%016" PRIx64,
		    name->pid, name->instance);
		return;
	}
	day_put_date(text, name->day);
	if (name->kind == DAY_NAME_TOLD)
		text_put(text, SLICE(".told"));
	else
		text_printf(text, "-%016" PRIx64 "-%" PRIu64, name->instance,
		    name->saving);
}
