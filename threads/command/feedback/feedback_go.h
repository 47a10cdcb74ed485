/*
 * feedback_go - one go over some of the reports of a run
 *
 * Private to the folder: feedback_run makes one, feedback_take reads reports
 * into it, feedback_hear learns their messages.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_GO_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_GO_H

#include "core/feedback/jury.h"
#include "core/feedback/sister.h"
#include "threads/command/feedback/feedback_run.h"

/* One go over some of the reports. */
struct feedback_go {
	struct feedback_run *run;
	struct course course;
	struct forward forward;
	struct sister *sister;         /* NULL: none, or it does not work */
	struct feedback_counts counts; /* kept if it ends well */
	bool is_gateway;               /* who speaks: it speaks for many */
	bool obey; /* false: note what was said, and that it was wrong */
};

#endif
