/*
 * modest - a process that the helper started beside mail
 */
#include "threads/command/console/modest.h"

#include <signal.h>
#include <sys/resource.h>
#if ON_LINUX
#include <sys/prctl.h>
#endif

void
modest_process(void)
{
	struct rlimit core = {0, 0};

	setrlimit(RLIMIT_CORE, &core);
	(void)setpriority(PRIO_PROCESS, 0, 19);
#if ON_LINUX
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}
