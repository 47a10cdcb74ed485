/*
 * guard - mail that is known to be good, against models that went wrong
 */
#include "threads/command/learn/guard.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/score/score.h"

/* One try of all the guard mail. */
struct trial {
	const struct guard *guard;
	const struct cartridge *old, *made;
	uint64_t messages, worse;
	double highest; /* of those that are worse */
	char name[PLACE_BYTES];
	const char *trouble; /* why one could not be read */
};

struct guard
guard_by_config(struct opener *opener)
{
	return (struct guard){
	    .place = opener->config->guard_mail,
	    .opener = opener,
	    .allowed = (uint64_t)opener->config->guard_allowed,
	};
}

bool
guard_is_set(const struct guard *guard)
{
	return guard->place != NULL && access(guard->place, F_OK) == 0;
}

static void
note_trouble(void *owner, const char *path, const char *why)
{
	struct trial *trial = owner;

	if (trial->trouble != NULL)
		return;
	trial->trouble = why;
	snprintf(trial->name, sizeof(trial->name), "%s", path);
}

/* By both, from one decoding each: scoring hides fields of the message.  0:
 * without a cartridge. */
static double
score_by(struct trial *trial, const struct mail_entry *entry,
    const struct cartridge *cartridge)
{
	struct opener *opener = trial->guard->opener;
	const struct score_data data = {
	    .cartridge = cartridge, .config = opener->config};
	struct score score = {.value = 0};
	struct renderer renderer;
	struct opened opened;
	const char *why;

	if (cartridge == NULL)
		return 0;
	if (!opener_open_entry(opener, entry, &opened, &why)) {
		note_trouble(trial, entry->path, why);
		return 0;
	}
	renderer =
	    renderer_for(&opened.message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened.budget);
	score_message(&data, &opened.message, &renderer, NULL, false, &score);
	opener_close(&opened);
	return score.value;
}

static void
try(struct trial *trial, const struct mail_entry *entry)
{
	double level = (double)trial->guard->opener->config->alert_level;
	double now = score_by(trial, entry, trial->made);

	trial->messages++;
	if (now < level || score_by(trial, entry, trial->old) >= level)
		return;
	trial->worse++;
	if (now <= trial->highest || trial->trouble != NULL)
		return;
	trial->highest = now;
	snprintf(trial->name, sizeof(trial->name), "%s", entry->path);
}

static bool
judge(const struct trial *trial, struct text *why_r)
{
	const struct guard *guard = trial->guard;

	if (trial->trouble != NULL || trial->messages == 0)
		text_printf(why_r,
		    "GuardMail: %s: %s; the new cartridge is not taken without "
		    "it",
		    trial->trouble == NULL ? guard->place : trial->name,
		    trial->trouble == NULL ? "no messages there"
					   : trial->trouble);
	else if (trial->worse > guard->allowed)
		text_printf(why_r,
		    "GuardMail: %" PRIu64 " of %" PRIu64
		    " good messages would reach AlertLevel that did not before "
		    "(%" PRIu64 " allowed), most of all %s with %.1f; the new "
		    "cartridge is refused",
		    trial->worse, trial->messages, guard->allowed, trial->name,
		    trial->highest);
	else
		return true;
	return false;
}

bool
guard_passes(const struct guard *guard, const struct cartridge *old,
    const struct cartridge *made, struct text *why_r)
{
	struct trial trial = {.guard = guard, .old = old, .made = made};
	struct mail_list list;
	bool good;

	mail_list_init(&list, note_trouble, &trial);
	if (!mail_list_add(&list, guard->place, 0))
		note_trouble(&trial, guard->place, strerror(errno));
	for (size_t i = 0; i < list.count && trial.trouble == NULL; i++)
		try(&trial, &list.entries[i]);
	good = judge(&trial, why_r);
	mail_list_fini(&list);
	return good;
}
