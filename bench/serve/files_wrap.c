/*
 * files_wrap - messages as the server queues them, with an envelope
 */
#include "bench/serve/files.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "bench/serve/random.h"

const char *const envelope_names[ENVELOPES] = {"mixed", "outside", "user"};

static const char *const outside[] = {
    "P I 17-09-2001 09:52:33 0000 ____ ____ <ann@example.net>\n"
    "O T\n"
    "S SMTP [192.0.2.%u]\n"
    "R W 17-09-2001 09:52:33 0000 ____ _FY_ <bob@example.org>\n",
    "S SMTP [2001:db8::%u]\n"
    "A example.org [198.51.100.1]\n"
    "O T\n"
    "P I 26-04-2019 15:57:14 0000 ____ ____ <carol@example.com>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <bob@example.org>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <dan@example.org>\n",
    "P I 25-03-2013 12:52:22 0000 ____ ____ <>\n"
    "O L\n"
    "S SMTP [203.0.113.%u]\n"
    "R W 25-03-2013 12:52:22 0000 ____ ____ <postmaster>\n",
};

static const char *const user[] = {
    "S <ann@example.org> SMTP [10.4.0.%u]\n"
    "A example.org [10.21.2.87]\n"
    "O L\n"
    "P I 26-04-2019 15:57:14 0000 ____ ____ <ann@example.org>\n"
    "R W 26-04-2019 15:57:14 0000 ____ _FY_ <bob@example.net>\n",
    "A example.org\n"
    "S <bob@example.org> HTTP [10.1.11.%u]\n"
    "P I 13-04-2012 16:17:43 0000 ____ ____ <bob@example.org>\n"
    "O L\n"
    "R W 13-04-2012 16:17:43 0000 ____ _FY_ <ann@example.org>\n",
};

static const char *
choose_envelope(enum envelopes envelopes, uint64_t *random)
{
	size_t outsides = sizeof(outside) / sizeof(outside[0]);
	size_t users = sizeof(user) / sizeof(user[0]);

	if (envelopes == ENVELOPES_MIXED)
		envelopes = random_below(random, 2) == 0 ? ENVELOPES_OUTSIDE
							 : ENVELOPES_USER;
	return envelopes == ENVELOPES_OUTSIDE
		   ? outside[random_below(random, outsides)]
		   : user[random_below(random, users)];
}

#pragma GCC diagnostic push
/* The formats are the constants above, each with one %u. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
put_envelope(FILE *out, const char *envelope, uint64_t *random)
{
	fprintf(out, envelope, (unsigned)(1 + random_below(random, 254)));
	fputc('\n', out);
}
#pragma GCC diagnostic pop

static void
copy(const char *from, FILE *in, FILE *out)
{
	char buffer[1 << 16];
	size_t size;

	while ((size = fread(buffer, 1, sizeof(buffer), in)) > 0)
		fwrite(buffer, 1, size, out);
	if (ferror(in) || ferror(out))
		err(2, "%s", from);
}

static void
wrap_one(
    const char *from, const char *to, const char *envelope, uint64_t *random)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");

	if (in == NULL)
		err(2, "%s", from);
	if (out == NULL)
		err(2, "%s", to);
	put_envelope(out, envelope, random);
	copy(from, in, out);
	fclose(in);
	if (fclose(out) != 0)
		err(2, "%s", to);
}

void
files_wrap(struct files *files, const char *directory, enum envelopes envelopes,
    uint64_t seed)
{
	struct files wrapped = {0};

	if (mkdir(directory, 0777) != 0 && errno != EEXIST)
		err(2, "%s", directory);
	for (size_t i = 0; i < files->count; i++) {
		char path[4096];

		if ((size_t)snprintf(path, sizeof(path), "%s/%06zu.msg",
			directory, i + 1) >= sizeof(path))
			errx(2, "%s: the path is too long", directory);
		wrap_one(files->paths[i], path,
		    choose_envelope(envelopes, &seed), &seed);
		files_append(&wrapped, path, files->names[i]);
	}
	files_free(files);
	*files = wrapped;
}
