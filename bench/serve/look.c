/*
 * look - the processes of the machine, from /proc
 */
#include "bench/serve/look.h"

#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The beginning of a file of /proc, ended by a zero.  False: gone. */
static bool
read_file(const char *path, char *text, size_t room)
{
	FILE *file = fopen(path, "r");
	size_t size;

	if (file == NULL)
		return false;
	size = fread(text, 1, room - 1, file);
	fclose(file);
	text[size] = '\0';
	return size > 0;
}

static uint64_t
ticks_ns(uint64_t ticks)
{
	return ticks * (1000000000u / (uint64_t)sysconf(_SC_CLK_TCK));
}

/* Fields of stat behind the name: 0 is the state, field 3 of proc(5). */
#define FIELD_PARENT 1u
#define FIELD_CUTIME 13u
#define FIELD_CSTIME 14u
#define FIELD_START 19u

static bool
parse_stat(const char *text, struct process *process)
{
	/* The name may hold anything, ") " too: take the last one. */
	const char *at = strrchr(text, ')');
	uint64_t fields[FIELD_START + 1] = {0};

	if (at == NULL || at[1] != ' ')
		return false;
	at += 2;
	for (unsigned field = 0; field <= FIELD_START; field++) {
		if (field > 0)
			fields[field] = strtoull(at, NULL, 10);
		at = strchr(at, ' ');
		if (at == NULL)
			return false;
		at++;
	}
	process->parent = (pid_t)fields[FIELD_PARENT];
	process->start = fields[FIELD_START];
	process->waited_ns =
	    ticks_ns(fields[FIELD_CUTIME] + fields[FIELD_CSTIME]);
	return true;
}

/* What its stat file says.  False: gone. */
static bool
read_stat(pid_t pid, struct process *process)
{
	char path[64], text[1024];

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	process->pid = pid;
	return read_file(path, text, sizeof(text)) && parse_stat(text, process);
}

size_t
look_all(struct process *processes, size_t room)
{
	DIR *directory = opendir("/proc");
	struct dirent *entry;
	size_t count = 0;

	while (directory != NULL && (entry = readdir(directory)) != NULL &&
	       count < room) {
		struct process process = {0};

		if (isdigit((unsigned char)entry->d_name[0]) &&
		    read_stat((pid_t)strtol(entry->d_name, NULL, 10), &process))
			processes[count++] = process;
	}
	if (directory != NULL)
		closedir(directory);
	return count;
}

/* To the nanosecond, of all threads, those included that ended. */
static uint64_t
processor_ns(pid_t pid)
{
	clockid_t clock;
	struct timespec time;

	if (clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &time) != 0)
		return 0;
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* The number behind a label of a status file, 0 where there is none. */
static uint64_t
status_value(const char *text, const char *label)
{
	const char *at = strstr(text, label);

	return at == NULL ? 0 : strtoull(at + strlen(label), NULL, 10);
}

/* Switches are counted by thread. */
static void
add_switches(struct process *process)
{
	char path[80], text[4096];
	DIR *threads;
	struct dirent *entry;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)process->pid);
	threads = opendir(path);
	while (threads != NULL && (entry = readdir(threads)) != NULL) {
		snprintf(path, sizeof(path), "/proc/%d/task/%.20s/status",
		    (int)process->pid, entry->d_name);
		if (!isdigit((unsigned char)entry->d_name[0]) ||
		    !read_file(path, text, sizeof(text)))
			continue;
		process->voluntary +=
		    status_value(text, "\nvoluntary_ctxt_switches:");
		process->involuntary +=
		    status_value(text, "\nnonvoluntary_ctxt_switches:");
	}
	if (threads != NULL)
		closedir(threads);
}

bool
look_closely(struct process *process)
{
	char path[64], text[4096];

	snprintf(path, sizeof(path), "/proc/%d/status", (int)process->pid);
	if (!read_file(path, text, sizeof(text)))
		return false;
	process->peak_bytes = status_value(text, "\nVmHWM:") * 1024;
	process->own_ns = processor_ns(process->pid);
	add_switches(process);
	return true;
}

bool
look_waited(struct process *process)
{
	struct process now = {0};

	if (!read_stat(process->pid, &now) || now.start != process->start)
		return false;
	process->waited_ns = now.waited_ns;
	return true;
}

bool
look_again(struct process *process)
{
	struct process now = {0};

	return read_stat(process->pid, &now) && now.start == process->start;
}

bool
look_is_command(pid_t pid)
{
	static const char mark[] = "HELPER_PID=";
	char path[64], text[1 << 16];
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), "/proc/%d/environ", (int)pid);
	file = fopen(path, "r");
	if (file == NULL)
		return false;
	size = fread(text, 1, sizeof(text), file);
	fclose(file);
	return memmem(text, size, mark, sizeof(mark) - 1) != NULL;
}
