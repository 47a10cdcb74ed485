/*
 * tree - processes below a process, and the time they ran
 */
#include "bench/serve/tree.h"

#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The parent of a process, from the fourth field of its stat file; 0: gone. */
static pid_t
parent_of(const char *pid)
{
	char path[64], line[512];
	FILE *file;
	size_t size;
	const char *after_name;

	snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
	file = fopen(path, "r");
	if (file == NULL)
		return 0;
	size = fread(line, 1, sizeof(line) - 1, file);
	fclose(file);
	line[size] = '\0';
	/* The name may hold anything, ") " too: take the last one. */
	after_name = strrchr(line, ')');
	if (after_name == NULL || strlen(after_name) < 4)
		return 0;
	return (pid_t)strtol(after_name + 4, NULL, 10);
}

size_t
tree_children(pid_t parent, pid_t *children, size_t room)
{
	DIR *directory = opendir("/proc");
	struct dirent *entry;
	size_t count = 0;

	while (directory != NULL && (entry = readdir(directory)) != NULL &&
	       count < room)
		if (isdigit((unsigned char)entry->d_name[0]) &&
		    parent_of(entry->d_name) == parent)
			children[count++] =
			    (pid_t)strtol(entry->d_name, NULL, 10);
	if (directory != NULL)
		closedir(directory);
	return count;
}

void
tree_find(struct tree *tree, pid_t root)
{
	tree->pids[0] = root;
	tree->count = 1;
	for (size_t at = 0; at < tree->count; at++)
		tree->count += tree_children(tree->pids[at],
		    tree->pids + tree->count, TREE_MAX - tree->count);
}

/* The first field of schedstat is the time on a processor. */
static bool
add_thread(const char *path, uint64_t *ns)
{
	FILE *file = fopen(path, "r");
	uint64_t run_ns;
	bool known;

	if (file == NULL)
		return false;
	known = fscanf(file, "%" SCNu64, &run_ns) == 1;
	fclose(file);
	if (known)
		*ns += run_ns;
	return known;
}

static bool
add_process(pid_t pid, uint64_t *ns)
{
	char path[64];
	DIR *threads;
	struct dirent *entry;
	bool known = true;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	threads = opendir(path);
	if (threads == NULL)
		return false;
	while (known && (entry = readdir(threads)) != NULL) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		snprintf(path, sizeof(path), "/proc/%d/task/%.20s/schedstat",
		    (int)pid, entry->d_name);
		known = add_thread(path, ns);
	}
	closedir(threads);
	return known;
}

bool
tree_run_ns(const struct tree *tree, uint64_t *ns_r)
{
	*ns_r = 0;
	for (size_t i = 0; i < tree->count; i++)
		if (!add_process(tree->pids[i], ns_r))
			return false;
	return true;
}
