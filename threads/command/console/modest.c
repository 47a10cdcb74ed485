/*
 * modest - a process that the helper started beside mail
 */
#include "threads/command/console/modest.h"

#include <signal.h>
#include <sys/resource.h>
#if ON_LINUX
#include <sys/prctl.h>
#endif

#include "threads/base/mail_first.h"

void
modest_process(void)
{
	struct rlimit core = {0, 0};

	setrlimit(RLIMIT_CORE, &core);
	mail_first_process(NICE_BEHIND_MAIL);
#if ON_LINUX
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}
