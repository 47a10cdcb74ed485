/*
 * mail - pieces of made-up mail, the same on every machine
 */
#include "bench/mail.h"

#include <string.h>

#include "bench/bench.h"
#include "bench/serve/random.h"

struct text
mail_text(size_t room)
{
	return text_over(bench_allocate(room), room);
}

void
mail_put(struct text *text, const char *string)
{
	text_put(text, slice_from_string(string));
}

void
mail_put_header(struct text *text)
{
	mail_put(text,
	    "Return-Path: <alice@example.com>\r\n"
	    "Received: from mx.example.com (mx.example.com [192.0.2.1])\r\n"
	    "\tby mail.example.org (CommuniGate Pro SMTP 6.2)\r\n"
	    "\twith ESMTP id 12345 for <bob@example.org>;\r\n"
	    "\tMon, 1 Jan 2024 00:00:00 +0000\r\n"
	    "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
	    "From: Alice <alice@example.com>\r\n"
	    "To: Bob <bob@example.org>\r\n"
	    "Subject: the figures of this month\r\n"
	    "Message-ID: <1234@example.com>\r\nMIME-Version: 1.0\r\n");
}

void
mail_put_words(struct text *text, size_t size, uint64_t *seed)
{
	static const char *const words[] = {"the ", "figures ", "of ", "this ",
	    "month ", "are ", "- ", "better ", "than ", "expected "};
	size_t end = text->size + size, column = 0;

	while (text->size < end && !text->truncated) {
		const char *word = words[random_below(seed, 10)];

		mail_put(text, word);
		column += strlen(word);
		if (column < 68)
			continue;
		mail_put(text, "\r\n");
		column = 0;
	}
	mail_put(text, "\r\n");
}

void
mail_put_mixed(struct text *text, size_t size, uint64_t *seed)
{
	mail_put_header(text);
	mail_put(text,
	    "Content-Type: multipart/mixed; boundary=\"" MAIL_BOUNDARY
	    "\"\r\n\r\n--" MAIL_BOUNDARY "\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n\r\n");
	mail_put_words(text, size, seed);
}

/* RFC 2045 6.8: lines of 76; a multiple of 57 needs no '='. */
static void
put_base64(struct text *text, const uint8_t *bytes, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/";

	for (size_t i = 0; i < size; i += 3) {
		uint32_t three = (uint32_t)bytes[i] << 16 |
				 (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];

		for (int shift = 18; shift >= 0; shift -= 6)
			text_put_byte(text, alphabet[three >> shift & 63]);
		if (i % 57 == 54)
			mail_put(text, "\r\n");
	}
}

void
mail_put_attachment(struct text *text, const uint8_t *bytes, size_t size)
{
	mail_put(text,
	    "--" MAIL_BOUNDARY "\r\n"
	    "Content-Type: application/octet-stream; name=\"a.bin\"\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename=\"a.bin\"\r\n\r\n");
	put_base64(text, bytes, size);
	mail_put(text, "--" MAIL_BOUNDARY "--\r\n");
}

uint8_t *
mail_noise(size_t size, uint64_t *seed)
{
	uint8_t *bytes = bench_allocate(size);

	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)random_next(seed);
	return bytes;
}
