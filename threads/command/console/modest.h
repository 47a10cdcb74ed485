/*
 * modest - a process that the helper started beside mail
 */
#ifndef THREADS_COMMAND_CONSOLE_MODEST_H
#define THREADS_COMMAND_CONSOLE_MODEST_H

/* Mail goes first; what hostile data makes of this process ends here, without a
 * core file, and it ends with its parent where the system can do that. */
void modest_process(void);

#endif
