/*
 * update_command - `CGPFilter UPDATE`: fetch what was published
 *
 * For a person or cron, and for the helper, which starts it as
 *
 *     CGPFilter UPDATE --for-helper
 *
 * so that nothing that comes over the network is read in an engine.  It then
 * says on standard output, in whole lines: sentences for the log, and at the
 * end
 * "= new|none|failed BYTES", see update_poll.h.
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_COMMAND_H
#define THREADS_COMMAND_UPDATE_UPDATE_COMMAND_H

/* The exit code. */
int update_main(int argc, char **argv);

#endif
