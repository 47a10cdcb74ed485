/*
 * course_resume - the rename that a run of learning did not come to
 */
#include "threads/command/learn/course.h"
#include "threads/update/cartridge_source.h"

/* 0: there is none, or it is no good. */
static uint64_t
update_of(const char *path)
{
	char buffer[PLACE_BYTES + 256];
	struct text ignored = TEXT_OVER(buffer);
	enum cartridge_result result;
	struct cartridge *cartridge =
	    cartridge_source_open(path, &result, &ignored);
	uint64_t update = cartridge == NULL ? 0 : cartridge->id.update;

	cartridge_close(&cartridge);
	return update;
}

/* Nobody writes it now: who would has the lock that we have. */
void
course_resume(struct course *course, void (*say)(const char *line))
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	uint64_t update = store_number(course->store, STORE_UPDATE);
	uint64_t writer = store_number(course->store, STORE_WRITER);
	struct aside aside;

	if (writer == 0 ||
	    !aside_adopt(&aside, course->places->cartridge, writer))
		return;
	if (update_of(aside.name) != update ||
	    update_of(course->places->cartridge) >= update)
		aside_discard(&aside);
	else if (cartridge_commit(&aside, true, &error) != CARTRIDGE_OK)
		say(buffer);
	else
		say("what was learnt by a run that was ended is in the "
		    "cartridge now");
}
