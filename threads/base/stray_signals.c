/*
 * stray_signals - what means nothing to a helper does not end it
 */
#include "threads/base/stray_signals.h"

#include <signal.h>
#include <stddef.h>

static const int stray[] = {
    /* A write that cannot be done says so by its result. */
    SIGPIPE,
    SIGXFSZ,
    SIGUSR1,
    SIGUSR2,
    SIGALRM,
    SIGVTALRM,
    SIGPROF,
    SIGXCPU,
#ifdef SIGIO
    SIGIO,
#endif
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
};

void
stray_signals_ignore(void)
{
	for (size_t i = 0; i < sizeof(stray) / sizeof(stray[0]); i++)
		signal(stray[i], SIG_IGN);
#ifdef SIGRTMIN
	for (int number = SIGRTMIN; number <= SIGRTMAX; number++)
		signal(number, SIG_IGN);
#endif
}
