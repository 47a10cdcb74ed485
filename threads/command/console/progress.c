/*
 * progress - how far a command is, for who watches it
 */
#include "threads/command/console/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "core/base/clock.h"

#define WIDTH 24u
#define DRAW_NS (NS_PER_S / 10)

void
progress_begin(struct progress *progress, size_t total)
{
	*progress = (struct progress){
	    .shown = isatty(STDERR_FILENO) && total > 0,
	    .total = total,
	    .began_ns = clock_now_ns(),
	};
}

static void
draw(const struct progress *progress, size_t done, uint64_t now_ns)
{
	uint64_t took_ms = (now_ns - progress->began_ns) / NS_PER_MS + 1;
	uint64_t rate = done * 1000 / took_ms;
	size_t filled = done * WIDTH / progress->total;
	char bar[WIDTH + 1];

	for (size_t i = 0; i < WIDTH; i++)
		bar[i] = i < filled ? '#' : '.';
	bar[WIDTH] = '\0';
	fprintf(stderr, "\r[%s] %3zu %%  %zu of %zu, %" PRIu64 " a second", bar,
	    done * 100 / progress->total, done, progress->total, rate);
	if (rate > 0)
		fprintf(stderr, ", %" PRIu64 " s left",
		    (progress->total - done) / rate);
	fprintf(stderr, "\033[K");
	fflush(stderr);
}

void
progress_at(struct progress *progress, size_t done)
{
	uint64_t now_ns;

	if (!progress->shown)
		return;
	now_ns = clock_coarse_ns();
	if (now_ns - progress->drawn_ns < DRAW_NS)
		return;
	progress->drawn_ns = now_ns;
	draw(progress, done, now_ns);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown && progress->drawn_ns != 0)
		fprintf(stderr, "\r\033[K");
	progress->shown = false;
}
