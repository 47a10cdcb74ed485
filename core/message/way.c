/*
 * way - one choice for each thing that mail clients differ in
 */
#include "core/message/way.h"

#include <string.h>

unsigned
noted_doubts(const struct noted *noted)
{
	static const struct noted nothing = {{0}};
	unsigned doubts = 0;

	if (memcmp(noted, &nothing, sizeof(nothing)) == 0)
		return 0;
	for (unsigned i = 0; i < DOUBTS; i++)
		if (noted->choices[i] != 0)
			doubts |= 1u << i;
	return doubts;
}

static void
add(struct ways *ways, const struct way *way)
{
	for (size_t i = 0; i < ways->count; i++)
		if (memcmp(&ways->way[i], way, sizeof(*way)) == 0)
			return;
	if (ways->count == WAYS_MAX)
		ways->cut = true;
	else
		ways->way[ways->count++] = *way;
}

void
ways_add(struct ways *ways, const struct way *way, const struct noted *noted,
    unsigned passed_over)
{
	struct way all = *way;

	for (unsigned i = 0; i < DOUBTS; i++) {
		unsigned choices = noted->choices[i];

		if (way->choice[i] != 0 || (passed_over >> i & 1) != 0)
			continue;
		for (unsigned choice = CHOICES - 1; choice > 0; choice--)
			if ((choices >> choice & 1) != 0)
				all.choice[i] = (uint8_t)choice;
		for (unsigned choice = 1; choice < CHOICES; choice++) {
			struct way other = *way;

			other.choice[i] = (uint8_t)choice;
			if ((choices >> choice & 1) != 0)
				add(ways, &other);
		}
	}
	if (memcmp(&all, way, sizeof(all)) != 0)
		add(ways, &all);
}
