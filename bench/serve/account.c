/*
 * account - what a tree of processes used, from looks at it now and then
 */
#include "bench/serve/account.h"

static struct account_row *
row_of(struct account *account, pid_t pid)
{
	for (size_t i = 0; i < account->count; i++)
		if (account->rows[i].alive && account->rows[i].last.pid == pid)
			return &account->rows[i];
	return NULL;
}

bool
account_knows(const struct account *account, pid_t pid, uint64_t start)
{
	for (size_t i = 0; i < account->count; i++)
		if (account->rows[i].alive &&
		    account->rows[i].last.pid == pid &&
		    account->rows[i].last.start == start)
			return true;
	return false;
}

static uint64_t
life_ns(const struct process *process)
{
	return process->own_ns + process->waited_ns;
}

/* The nearest ancestor that still lives, or NULL. */
static struct account_row *
heir_of(struct account *account, const struct account_row *gone)
{
	pid_t parent = gone->last.parent;

	/* Each step leads to another row: no circle is longer than that. */
	for (size_t steps = 0; steps < account->count; steps++) {
		struct account_row *row = NULL;

		for (size_t i = 0; i < account->count && row == NULL; i++)
			if (account->rows[i].last.pid == parent)
				row = &account->rows[i];
		if (row == NULL || row->seen)
			return row;
		parent = row->last.parent;
	}
	return NULL;
}

/* What the growth of two numbers that come in steps may lack; one that used
 * hardly more than that must not be explained by nothing. */
static uint64_t
lacking_ns(uint64_t life_ns)
{
	return life_ns < 4 * ACCOUNT_TICK_NS ? ACCOUNT_TICK_NS
					     : 2 * ACCOUNT_TICK_NS;
}

static const struct process *
seen_as(const struct process *processes, size_t count, pid_t pid)
{
	for (size_t i = 0; i < count; i++)
		if (processes[i].pid == pid)
			return &processes[i];
	return NULL;
}

/*
 * A process is gone.  If the time of its heir's children has grown by all that
 * it ever used, it was waited for and counts there, with what it used ahead of
 * account_begin() too much; else nobody else tells of it.
 */
static void
settle(struct account *account, struct account_row *gone,
    const struct process *processes, size_t count)
{
	struct account_row *heir = heir_of(account, gone);
	uint64_t life = life_ns(&gone->last), grown_ns = 0;

	gone->alive = false;
	account->gone_voluntary += gone->last.voluntary - gone->first.voluntary;
	account->gone_involuntary +=
	    gone->last.involuntary - gone->first.involuntary;
	if (heir != NULL)
		grown_ns =
		    seen_as(processes, count, heir->last.pid)->waited_ns -
		    heir->last.waited_ns - heir->explained_ns;
	if (heir != NULL && grown_ns + lacking_ns(life) >= life) {
		heir->explained_ns += life < grown_ns ? life : grown_ns;
		account->balance_ns -= (int64_t)life_ns(&gone->first);
	} else {
		account->balance_ns += (int64_t)(life - life_ns(&gone->first));
	}
}

static void
mark_seen(
    struct account *account, const struct process *processes, size_t count)
{
	for (size_t i = 0; i < account->count; i++) {
		struct account_row *row = &account->rows[i];
		const struct process *now =
		    seen_as(processes, count, row->last.pid);

		row->seen =
		    row->alive && now != NULL && now->start == row->last.start;
		row->explained_ns = 0;
	}
}

static void
update(struct account *account, const struct process *process)
{
	struct account_row *row = row_of(account, process->pid);

	if (row == NULL && account->count == ACCOUNT_MAX)
		return;
	if (row == NULL) {
		row = &account->rows[account->count++];
		*row = (struct account_row){.alive = true};
	}
	row->last = *process;
}

void
account_look(
    struct account *account, const struct process *processes, size_t count)
{
	uint64_t peak = 0;

	mark_seen(account, processes, count);
	for (size_t i = 0; i < account->count; i++)
		if (account->rows[i].alive && !account->rows[i].seen)
			settle(account, &account->rows[i], processes, count);
	for (size_t i = 0; i < count; i++) {
		update(account, &processes[i]);
		peak += processes[i].peak_bytes;
	}
	if (peak > account->peak_bytes)
		account->peak_bytes = peak;
}

void
account_begin(struct account *account)
{
	size_t kept = 0;

	for (size_t i = 0; i < account->count; i++) {
		if (!account->rows[i].alive)
			continue;
		account->rows[kept] = account->rows[i];
		account->rows[kept].first = account->rows[kept].last;
		kept++;
	}
	account->count = kept;
	account->balance_ns = 0;
	account->gone_voluntary = 0;
	account->gone_involuntary = 0;
}

struct usage
account_usage(const struct account *account)
{
	int64_t cpu_ns = account->balance_ns;
	struct usage usage = {
	    .voluntary = account->gone_voluntary,
	    .involuntary = account->gone_involuntary,
	    .peak_bytes = account->peak_bytes,
	};

	for (size_t i = 0; i < account->count; i++) {
		const struct account_row *row = &account->rows[i];

		if (!row->alive)
			continue;
		cpu_ns += (int64_t)(life_ns(&row->last) - life_ns(&row->first));
		usage.voluntary += row->last.voluntary - row->first.voluntary;
		usage.involuntary +=
		    row->last.involuntary - row->first.involuntary;
	}
	/* Steps of the clock may leave a little less than nothing. */
	usage.cpu_ns = cpu_ns > 0 ? (uint64_t)cpu_ns : 0;
	return usage;
}
