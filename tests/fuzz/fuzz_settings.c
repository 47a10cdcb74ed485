/*
 * fuzz_settings - any bytes as cartridge.cfg
 *
 * Laws: what is told names the file and a line and holds no control character;
 * numbers of an accepted file lie in their range; printing and reading again
 * gives the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/list/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sentence(const char *sentence)
{
	unsigned line = 0;

	CHECK(sscanf(sentence, "c:%u: ", &line) == 1 && line >= 1);
	for (const char *at = sentence; *at != '\0'; at++)
		CHECK((uint8_t)*at >= ' ' && *at != 0x7F);
}

static void
on_warning(void *owner, const char *sentence)
{
	unsigned *count = owner;

	CHECK(++*count <= 40);
	check_sentence(sentence);
}

static char *
print(const struct settings *settings, size_t *size_r)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, size_r);

	CHECK(out != NULL);
	settings_print(settings, out);
	CHECK(fclose(out) == 0);
	return bytes;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char room[512];
	struct text error = TEXT_OVER(room);
	struct settings settings, again;
	unsigned warnings = 0;
	char *bytes, *bytes_again;
	size_t printed;

	if (settings_parse((struct slice){data, size}, "c", on_warning,
		&warnings, &settings, &error) != SETTINGS_OK) {
		check_sentence(room);
		return 0;
	}
	CHECK(settings.update_port >= 1 && settings.update_port <= 65535);
	CHECK(settings.update_interval_s <= 31536000);
	CHECK(settings.image_depth <= IMAGE_DEPTH_HIGH);
	bytes = print(&settings, &printed);
	CHECK(settings_parse((struct slice){(uint8_t *)bytes, printed}, "c",
		  NULL, NULL, &again, &error) == SETTINGS_OK);
	bytes_again = print(&again, &printed);
	CHECK(strcmp(bytes, bytes_again) == 0);
	free(bytes);
	free(bytes_again);
	return 0;
}
