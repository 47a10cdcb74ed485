/*
 * contacts - telephone numbers and wallets in a text
 */
#include "core/canonical/links.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/canonical/wallet.h"

/* ITU-T E.164: at most 15 digits; shorter ones than 7 are of one house. */
#define PHONE_MIN 7u
#define PHONE_MAX 15u
/* Without a sign in it, it is a number like others below that. */
#define PHONE_BARE_MIN 10u

/* ---- telephone numbers --------------------------------------------------- */

struct number {
	uint8_t digits[PHONE_MAX + 1]; /* behind a '+' */
	size_t count;
	size_t groups;
	size_t first, last; /* digits of these groups */
	size_t end;
	bool plus;
};

/* A blank, a sign, or a parenthesis with one of them. */
static bool
is_gap(const uint8_t *gap, size_t size)
{
	bool parenthesis = false;

	for (size_t i = 0; i < size; i++) {
		if (memchr(" -./()", gap[i], 6) == NULL)
			return false;
		parenthesis |= gap[i] == '(' || gap[i] == ')';
	}
	return size == 1 || (size == 2 && parenthesis);
}

static void
add_digit(struct number *number, uint8_t c, bool begins_group)
{
	if (begins_group) {
		number->groups++;
		number->last = 0;
	}
	number->last++;
	number->first += number->groups == 1;
	if (number->count < PHONE_MAX)
		number->digits[number->count] = c;
	number->count++;
}

/* The digits at at, and those behind small gaps. */
static struct number
number_at(struct slice s, size_t at)
{
	struct number number = {.end = at};

	number.plus = at > 0 && s.data[at - 1] == '+';
	for (; at < s.size && at - number.end <= 2; at++) {
		bool gap = at > number.end;

		if (!ascii_is_digit(s.data[at]))
			continue;
		if (gap && !is_gap(s.data + number.end, at - number.end))
			break;
		add_digit(&number, s.data[at], gap || number.count == 0);
		number.end = at + 1;
	}
	return number;
}

/* What stands ahead of one; letters and the like are ahead of other numbers. */
static bool
is_ahead(uint8_t c)
{
	return c == ' ' || c == '\n' || c == '(' || c == '+' || c == ':' ||
	       c >= 0x80;
}

/* Dates, times, addresses and sums are none. */
static bool
is_phone(const struct number *number)
{
	if (number->count < PHONE_MIN || number->count > PHONE_MAX)
		return false;
	if (number->plus)
		return true;
	if (number->count < PHONE_BARE_MIN - (number->groups > 1))
		return false;
	return number->groups == 1 ||
	       (number->groups <= 4 && number->first <= 5 && number->last >= 4);
}

static void
add_phone(struct links *links, struct number *number)
{
	memmove(number->digits + 1, number->digits, number->count);
	number->digits[0] = '+';
	links_add_contact(links, CONTACT_PHONE,
	    (struct slice){
		number->digits + !number->plus, number->count + number->plus});
}

static void
phones_of_text(struct links *links, struct slice text)
{
	size_t at = 0;

	for (;;) {
		struct number number;

		at = bytes_find_pair(text.data, text.size, at, &links->digits);
		if (at == text.size)
			break;
		if (at > 0 && !is_ahead(text.data[at - 1])) {
			while (at < text.size && ascii_is_digit(text.data[at]))
				at++;
			continue;
		}
		number = number_at(text, at);
		if (is_phone(&number))
			add_phone(links, &number);
		at = number.end;
	}
}

/* ---- wallets ------------------------------------------------------------- */

static bool
is_wallet_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/*
 * Words of WALLET_MIN bytes and more.  Each place is looked at from behind: the
 * word cannot begin ahead of the last byte that is of none.
 */
static void
wallets_of_text(struct links *links, struct slice text)
{
	size_t begin = 0;

	while (text.size - begin >= WALLET_MIN) {
		size_t from = begin + WALLET_MIN, to = from, size;
		char name[WALLET_NAME_MAX];

		while (from > begin && is_wallet_byte(text.data[from - 1]))
			from--;
		if (from > begin) {
			begin = from;
			continue;
		}
		while (to < text.size && is_wallet_byte(text.data[to]))
			to++;
		size = wallet_name(slice_sub(text, begin, to - begin), name);
		if (size > 0)
			links_add_contact(links, CONTACT_WALLET,
			    (struct slice){(uint8_t *)name, size});
		begin = to;
	}
}

void
links_contacts_of_text(struct links *links, struct slice text)
{
	phones_of_text(links, text);
	wallets_of_text(links, text);
}
