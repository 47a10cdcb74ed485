/*
 * matcher_portable_windows - which windows a literal is known by
 *
 * Any run of windows in a literal would do.  The best one stands seldom in
 * texts, and is shared with few other literals, since all of those are tried
 * where it does.  How seldom is guessed: by what stands in nearly all mails and
 * pages, and by how much each byte says if one knows the byte before.  Letters
 * inside of a word say little; where a word begins, there is more to say.
 */
#include "simd/matcher_portable_windows.h"

#include <stdlib.h>

/* Literals that may have a window in common; more are dense. */
#define SAME_MAX 8u
/* Runs of windows that are weighed, from the literal's end. */
#define RUNS_MAX 64u
#define COST_SAME 8u
#define COST_COMMON 64u
#define COST_NEVER UINT32_MAX
/* Half bits of information that make a window as rare as it need be: one place
 * in ten millions has it. */
#define WORTH_ENOUGH 50u

/* What no window should be. */
static const char common[] =
    "\r\nReturn-Path: <\r\nReceived: from localhost (localhost [127.0.0.1])"
    "\r\n\tby with ESMTP id for <\r\nDelivered-To: \r\nMessage-Id: <"
    "\r\nMessage-ID: <\r\nDate: Mon, \r\nFrom: \"\r\nReply-To: \r\nSubject: "
    "Re: \r\nIn-Reply-To: <\r\nReferences: <\r\nMIME-Version: 1.0"
    "\r\nMime-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\""
    "\r\nContent-Type: multipart/alternative; boundary=\""
    "\r\nContent-Type: text/plain; charset=us-ascii; charset=\"iso-8859-1\""
    "; charset=utf-8; charset=\"UTF-8\"\r\nContent-Type: text/html; "
    "charset=\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit"
    "\r\nContent-Disposition: attachment; filename=\"\r\nX-Mailer: Microsoft "
    "Outlook Express\r\nX-MimeOLE: Produced By Microsoft MimeOLE"
    "\r\nList-Unsubscribe: <mailto: subscribe unsubscribe?subject=-request@"
    "\r\nPrecedence: bulk\r\nErrors-To: \r\nX-Priority: Normal smtpd version "
    "http://www. https://www. .com/ .org/ .net/ .html .aspx .php mailto: "
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">"
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta http-equiv=\""
    "Content-Type\" content=\"text/html; charset=utf-8\"><title></title>"
    "<style type=\"text/css\"></style></head><body bgcolor=\"#FFFFFF\">"
    "<div align=\"center\"><div align=center><table width=\"100%\" "
    "border=\"0\" "
    "cellspacing=\"0\" cellpadding=\"0\"><tr><td align=\"left\" valign=\"top\" "
    "height=\"1\" bgcolor=\"#000000\"><font face=\"Arial, Helvetica, "
    "sans-serif\""
    " size=\"2\" color=\"#000000\"><p align=\"center\"><a href=\"http://www."
    "<a href=3D\"http://<img src=\"http://<img border=\"0\" src=\" alt=\"\" "
    "style=\"font-family: Arial; font-size: font-weight: bold; color: "
    "background-color: padding: margin: text-decoration: none; display: block; "
    "text-align: center; &nbsp;&nbsp;&nbsp; target=\"_blank\" class=\"</a></td>"
    "</tr></table></font></p></div><br><br /></span><span </body></html>\r\n"
    "received delivery Microsoft Windows Internet information reference "
    "transfer message company network account address because business "
    "click here please contact software security service customer password "
    "                        ------------------------ ======================== "
    "________________________ ************************ \r\n\r\n\r\n\r\n\r\n\r\n"
    "AAAAAAAAAAAAAAAAAAAAAAAA 000000000000000000000000 ";

/* What was entered for a product, and the empty place behind it. */
struct place {
	uint32_t at;
	uint32_t passed;
	uint32_t same;
};

static struct place
find_place(const struct portable_choice *choice, uint64_t product)
{
	uint32_t mask = portable_mask(choice->window_bits);
	struct place place = {.at = portable_index(product, mask)};

	while (choice->window[place.at].use != 0) {
		place.same +=
		    choice->window[place.at].tag == portable_tag(product);
		place.passed++;
		place.at = (place.at + 1) & mask;
	}
	return place;
}

static bool
is_letter(uint8_t byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* What a byte says behind another one, in half bits. */
static uint32_t
worth_of(uint8_t before, uint8_t byte)
{
	bool lower = (byte & 0x20) != 0;

	if (byte == before)
		return 1;
	if (is_letter(byte)) {
		if (!is_letter(before))
			return 10;
		return lower ? 4 : (before & 0x20) == 0 ? 6 : 10;
	}
	if (byte >= '0' && byte <= '9')
		return 6;
	if (byte == ' ' || byte == 0)
		return 4;
	return byte < ' ' || byte > '~' ? 10 : 7;
}

static int
compare_products(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

bool
portable_know_common(struct portable_choice *choice)
{
	choice->common_count = sizeof(common) - PORTABLE_WINDOW;
	choice->common = calloc(choice->common_count, sizeof(*choice->common));
	if (choice->common == NULL)
		return false;
	for (size_t i = 0; i < choice->common_count; i++)
		choice->common[i] =
		    portable_window_product((const uint8_t *)common + i);
	qsort(choice->common, choice->common_count, sizeof(*choice->common),
	    compare_products);
	return true;
}

static bool
is_common(const struct portable_choice *choice, uint64_t product)
{
	return bsearch(&product, choice->common, choice->common_count,
		   sizeof(product), compare_products) != NULL;
}

/* How much too common a window is; 0: rare. */
static uint32_t
commonness(const uint8_t *bytes)
{
	uint32_t worth = 8;

	for (unsigned i = 1; i < PORTABLE_WINDOW; i++)
		worth += worth_of(bytes[i - 1], bytes[i]);
	if (worth < WORTH_ENOUGH)
		return WORTH_ENOUGH - worth;
	return 0;
}

/* 0: the best there can be. */
static uint32_t
cost_of(const struct portable_choice *choice, const uint8_t *bytes)
{
	uint32_t cost = 0;

	for (unsigned i = 0; i < PORTABLE_STEP; i++) {
		uint64_t product = portable_window_product(bytes + i);
		struct place place = find_place(choice, product);

		if (place.same >= SAME_MAX ||
		    place.passed >= PORTABLE_CLUSTER_MAX - PORTABLE_STEP)
			return COST_NEVER;
		cost += place.same * COST_SAME + commonness(bytes + i);
		cost += is_common(choice, product) ? COST_COMMON : 0;
	}
	return cost;
}

/* Windows of one literal that are equal come in the order of its ends: they go
 * into one chain of places, the one with the nearest end first. */
static void
enter(struct portable_choice *choice, uint32_t index,
    const struct matcher_literal *literal, uint32_t offset)
{
	for (uint32_t i = PORTABLE_STEP; i-- > 0;) {
		const uint8_t *bytes = literal->bytes + offset + i;
		uint64_t product = portable_window_product(bytes);

		choice->window[find_place(choice, product).at] =
		    (struct portable_window){portable_tag(product),
			index << 8 | (literal->size - offset - i)};
	}
}

bool
portable_choose(struct portable_choice *choice, uint32_t index,
    const struct matcher_literal *literal)
{
	uint32_t offset = literal->size - PORTABLE_WINDOW_SIZE_MIN;
	uint32_t best = offset, best_cost = COST_NEVER;

	for (uint32_t i = 0; i < RUNS_MAX && best_cost > 0; i++) {
		uint32_t cost = cost_of(choice, literal->bytes + offset);

		if (cost < best_cost) {
			best = offset;
			best_cost = cost;
		}
		if (offset-- == 0)
			break;
	}
	if (best_cost == COST_NEVER)
		return false;
	enter(choice, index, literal, best);
	return true;
}
