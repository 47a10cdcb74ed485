/*
 * charset_score - how well bytes read in a charset
 *
 * In the right charset most characters beyond ASCII are the common ones of
 * some language; in a wrong one they are spread.  The lists hold what makes up
 * a third to a half of ordinary text, which is enough for a line of it.
 */
#include "core/text/charset_state.h"

#include <string.h>

struct common_list {
	const char *characters; /* UTF-8 */
	enum charset_language language;
};

static const struct common_list lists[] = {
    {"àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœÄÖÜÉÀ\u00A0\u00AB\u00BB\u00B0"
     "\u2018\u2019\u201C\u201D\u201E\u2013\u2014\u2026\u20AC"
     "\u00A3\u00A7\u00A9\u00AE\u00B4\u00B7\u00BD\u2022\u2122",
	LANGUAGE_WESTERN},
    {"оеаинтсрвлкмдпуяыьзбё", LANGUAGE_RUSSIAN},
    {"、。「」・ー！？（）　～：", LANGUAGE_JAPANESE},
    {"日本人年月会社大中上下前後時分行事者様気見出生方私今何入手"
     "電話送信件名連絡確認願致申御用新商品無料登録場合金",
	LANGUAGE_JAPANESE},
    {"，。、！？：；（）“”《》　的一是不了在人有我他这中大来上国个到说们为"
     "子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多"
     "天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本"
     "见经头面公同三已老从动两长请您信件业务电话联系谢谢司期安",
	LANGUAGE_CHINESE},
    {"這來國個說們為時會著過學對裡後麼沒於還發當無開見經頭從動兩長請您業務"
     "電話聯繫謝謝件信與",
	LANGUAGE_CHINESE},
    {"이다는을의에가고하지은를로한기도사나서들인어대자리그일해있것아라시"
     "수보만정게으면전제스부상세장구주성여니습안했요과와원된신합감녕",
	LANGUAGE_KOREAN},
};

#define CAPITALS_RUSSIAN 0x410u /* to 0x42F; the small ones 32 above */

void
charset_score_init(struct charsets *charsets)
{
	memset(charsets->common, 0, sizeof(charsets->common));
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct slice s = slice_from_string(lists[i].characters);
		size_t at = 0;

		while (at < s.size)
			charsets->common[utf8_next(s, &at)] |=
			    (uint8_t)lists[i].language;
	}
	/* Kana. */
	for (uint32_t c = 0x3041; c <= 0x30FA; c++)
		charsets->common[c] |= LANGUAGE_JAPANESE;
}

static bool
is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_accented(uint32_t c)
{
	return c >= 0xC0 && c <= 0xFF;
}

static bool
is_russian_small(uint32_t c)
{
	return c >= 0x430 && c <= 0x44F;
}

/*
 * Is c common behind before?  A western letter with an accent stands among
 * ASCII ones, a Russian one never does, and a Russian capital not behind a
 * small letter: KOI8-R read as windows-1251 is all of these.
 */
static bool
is_common(const uint8_t *common, enum charset_language language, uint32_t c,
    uint32_t before)
{
	if (c > 0xFFFF)
		return false;
	if (language == LANGUAGE_WESTERN && is_accented(before) &&
	    is_accented(c))
		return false;
	if (language == LANGUAGE_RUSSIAN) {
		if (is_latin(before))
			return false;
		if (c >= CAPITALS_RUSSIAN && c < CAPITALS_RUSSIAN + 32 &&
		    !is_russian_small(before))
			c += 32;
	}
	return (common[c] & language) != 0;
}

static struct charset_score
score_text(const struct charsets *charsets, enum charset_language language,
    struct slice text)
{
	struct charset_score score = {0};
	size_t common = 0;
	uint32_t before = ' ';
	bool was_common = false;
	size_t at = 0;

	while (at < text.size) {
		uint32_t c = utf8_next(text, &at);

		if (c >= 0x80) {
			score.letters++;
			was_common =
			    is_common(charsets->common, language, c, before);
			common += was_common;
		} else {
			/* A word of two scripts was none. */
			if (was_common && language == LANGUAGE_RUSSIAN &&
			    is_latin(c))
				common--;
			was_common = false;
		}
		before = c;
	}
	if (score.letters > 0)
		score.percent = (unsigned)(common * 100 / score.letters);
	return score;
}

static struct slice
sample_of(struct slice bytes)
{
	size_t ascii = unicode_ascii_run(bytes.data, bytes.size);

	/* The letter ahead tells a western word from others. */
	return slice_sub(bytes, ascii > 0 ? ascii - 1 : 0, CHARSET_SAMPLE);
}

struct charset_score
charset_score(struct charsets *charsets, const struct charset_info *info,
    enum charset_language language, struct slice bytes)
{
	struct slice sample = sample_of(bytes);
	struct charset_out out = {
	    .begin = charsets->sample, .room = sizeof(charsets->sample)};
	struct charset_score score;

	charset_run(charsets, info, sample, &out);
	score = score_text(
	    charsets, language, (struct slice){charsets->sample, out.size});
	score.errors = out.replaced;
	/* The end of the sample may tear a character. */
	if (score.errors > 0 && sample.size == CHARSET_SAMPLE)
		score.errors--;
	return score;
}

struct candidate {
	const char *name;
	enum charset_language language;
	unsigned usual;  /* percent, in ordinary text */
	unsigned enough; /* percent of it */
};

/* Of equals the first wins.  All bytes are letters of a Cyrillic charset, so
 * much is asked of it. */
static const struct candidate candidates[] = {
    {"windows-1252", LANGUAGE_WESTERN, 90, 50},
    {"windows-1251", LANGUAGE_RUSSIAN, 85, 75},
    {"koi8-r", LANGUAGE_RUSSIAN, 85, 75},
    {"ibm866", LANGUAGE_RUSSIAN, 85, 75},
    {"iso-8859-5", LANGUAGE_RUSSIAN, 85, 75},
    {"x-mac-cyrillic", LANGUAGE_RUSSIAN, 85, 75},
    {"shift_jis", LANGUAGE_JAPANESE, 70, 50},
    {"euc-jp", LANGUAGE_JAPANESE, 70, 50},
    {"gb18030", LANGUAGE_CHINESE, 45, 50},
    {"big5", LANGUAGE_CHINESE, 45, 50},
    {"euc-kr", LANGUAGE_KOREAN, 60, 50},
};
#define CANDIDATES (sizeof(candidates) / sizeof(*candidates))

/* A guess has nearly no errors; the languages behind one that has nearly all of
 * what is usual are not asked. */
#define SURE 85u

/* Letters that tell a language; a western text may have one. */
#define LETTERS_MIN 4u

const struct charset_info *
charset_guess(struct charsets *charsets, struct slice bytes)
{
	const struct charset_info *best = NULL;
	unsigned best_fit = 0;
	enum charset_language best_language = LANGUAGE_ANY;

	for (size_t i = 0; i < CANDIDATES; i++) {
		const struct candidate *c = &candidates[i];
		const struct charset_info *info = charset_named(c->name);
		struct charset_score score;
		unsigned fit;

		if (best_fit >= SURE && c->language != best_language)
			break;
		if (!charset_double_can(&charsets->tables, info))
			continue;
		score = charset_score(charsets, info, c->language, bytes);
		fit = score.percent * 100 / c->usual;
		if (score.errors * 50 > score.letters || fit < c->enough ||
		    fit <= best_fit ||
		    (score.letters < LETTERS_MIN &&
			c->language != LANGUAGE_WESTERN))
			continue;
		best_fit = fit;
		best = info;
		best_language = c->language;
	}
	return best;
}
