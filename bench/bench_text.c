/*
 * bench_text - charsets to UTF-8, in bytes of input, each level and iconv
 *
 * A line of text is encoded by iconv, decoded by iconv again, and by
 * charset_decode(), which must say the same.  "utf-8" and "us-ascii" are looked
 * at and not copied.
 */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/levels.h"
#include "core/text/charset.h"

#define INPUT_SIZE ((size_t)64 << 10)
#define TEXT_ROOM (INPUT_SIZE * 4 + 4096)

struct shape {
	const char *name;
	const char *label;
	const char *iconv; /* what it is to iconv */
	const char *line;  /* repeated; UTF-8 */
};

#define ENGLISH                                                                \
	"The text of most mail is like this line, nothing but ASCII.\r\n"
#define GERMAN                                                                 \
	"Vielen Dank für Ihre Einladung. Wir möchten Sie nicht stören und " \
	"würden gern später antworten.\r\n"
#define RUSSIAN                                                                                                           \
	"Спасибо за ваше письмо. Мы получили его вчера и ответим вам в " \
	"течение двух дней.\r\n"
#define JAPANESE                                                                                                 \
	"先日お送りした資料はご覧いただけましたでしょうか。ご不明な点がござい" \
	"ましたら、お問い合わせください。\r\n"
#define CHINESE                                                                                                  \
	"感谢您一直以来对我们的支持。我们已经收到您的来信，会在三天之内给您答" \
	"复。\r\n"

static const struct shape shapes[] = {
    {"us-ascii", "us-ascii", "ASCII", ENGLISH},
    {"utf-8/german", "utf-8", "UTF-8", GERMAN},
    {"utf-8/mixed", "utf-8", "UTF-8", ENGLISH RUSSIAN JAPANESE},
    {"windows-1252", "iso-8859-1", "CP1252", GERMAN},
    {"koi8-r", "koi8-r", "KOI8-R", RUSSIAN},
    {"utf-16/english", "utf-16le", "UTF-16LE", ENGLISH},
    {"utf-16/russian", "utf-16le", "UTF-16LE", RUSSIAN},
    {"utf-16/japanese", "utf-16le", "UTF-16LE", JAPANESE},
    {"shift_jis", "shift_jis", "CP932", JAPANESE},
    {"iso-2022-jp", "iso-2022-jp", "ISO-2022-JP", JAPANESE},
    {"gb18030", "gb2312", "GB18030", CHINESE},
    {"unlabelled/koi8-r", "", "KOI8-R", RUSSIAN},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	const struct shape *shape;
	enum cpu_level level;
	uint8_t *bytes;
	size_t size;
	uint8_t *text;
	size_t text_size;
	struct charsets *charsets;
	struct arena *arena;
};

static size_t
convert(
    iconv_t with, const uint8_t *from, size_t size, uint8_t *to, size_t room)
{
	char *in = (char *)(uintptr_t)from;
	char *out = (char *)to;
	size_t left = room;

	iconv(with, NULL, NULL, NULL, NULL);
	if (iconv(with, &in, &size, &out, &left) == (size_t)-1 ||
	    iconv(with, NULL, NULL, &out, &left) == (size_t)-1)
		bench_refuse("text", "iconv does not convert it");
	return room - left;
}

static iconv_t
open_iconv(const char *to, const char *from)
{
	iconv_t with = iconv_open(to, from);

	if (with == (iconv_t)-1)
		bench_refuse(from, "iconv does not know it");
	return with;
}

static void
decode(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	struct slice label = slice_from_string(f->shape->label);

	cpu_force_level(f->level);
	while (bench_next(bench)) {
		struct charset_text text;

		arena_reset(f->arena);
		text = charset_decode(f->charsets,
		    (struct slice){f->bytes, f->size}, label, f->arena, NULL);
		bench_keep(text.text.data);
	}
	bench_bytes(bench, f->size);
	cpu_force_level(CPU_AVX512);
}

static void
decode_by_iconv(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	uint8_t *to = bench_allocate(TEXT_ROOM);
	iconv_t with = open_iconv("UTF-8", f->shape->iconv);

	while (bench_next(bench)) {
		convert(with, f->bytes, f->size, to, TEXT_ROOM);
		bench_keep(to);
	}
	bench_bytes(bench, f->size);
	iconv_close(with);
	free(to);
}

static void
prove(const struct fixture *f, const char *name)
{
	struct charset_text got;

	arena_reset(f->arena);
	got = charset_decode(f->charsets, (struct slice){f->bytes, f->size},
	    slice_from_string(f->shape->label), f->arena, NULL);
	if (!slice_equal(got.text, (struct slice){f->text, f->text_size}))
		bench_refuse(name, "not what iconv makes of it");
}

static struct fixture
make(const struct shape *shape)
{
	struct fixture f = {.shape = shape};
	size_t line = strlen(shape->line);
	iconv_t with = open_iconv(shape->iconv, "UTF-8");

	f.text = bench_allocate(INPUT_SIZE);
	f.text_size = INPUT_SIZE / line * line;
	for (size_t i = 0; i < f.text_size; i += line)
		memcpy(f.text + i, shape->line, line);
	f.bytes = bench_allocate(TEXT_ROOM);
	f.size = convert(with, f.text, f.text_size, f.bytes, TEXT_ROOM);
	iconv_close(with);
	return f;
}

static void
add_shape(
    const struct shape *shape, struct charsets *charsets, struct arena *arena)
{
	struct fixture common = make(shape);
	char name[64];

	common.charsets = charsets;
	common.arena = arena;
	for (int level = CPU_SCALAR; level <= CPU_LEVELS; level++) {
		struct fixture *f;

		if (level < CPU_LEVELS && !bench_use_level(level))
			continue;
		f = bench_allocate(sizeof(*f));
		*f = common;
		f->level = (enum cpu_level)level;
		snprintf(name, sizeof(name), "text/%s/%s", shape->name,
		    level < CPU_LEVELS ? cpu_level_name(f->level) : "iconv");
		prove(f, name);
		bench_add(
		    name, level < CPU_LEVELS ? decode : decode_by_iconv, f);
	}
}

void bench_text(void);

void
bench_text(void)
{
	struct charsets *charsets = charsets_create();
	struct arena *arena = arena_create((size_t)16 << 20);

	if (charsets == NULL || arena == NULL)
		bench_refuse("text", "out of memory");
	for (size_t i = 0; i < SHAPES; i++)
		add_shape(&shapes[i], charsets, arena);
	cpu_force_level(CPU_AVX512);
}
