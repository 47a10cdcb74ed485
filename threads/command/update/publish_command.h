/*
 * publish_command - `CGPFilter PUBLISH ...`: a cartridge for other gateways
 */
#ifndef THREADS_COMMAND_UPDATE_PUBLISH_COMMAND_H
#define THREADS_COMMAND_UPDATE_PUBLISH_COMMAND_H

/* The exit code. */
int publish_main(int argc, char **argv);

#endif
