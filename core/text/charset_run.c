/*
 * charset_run - the decoder of each kind of charset
 */
#include "core/text/charset_state.h"

void
charset_run(struct charsets *charsets, const struct charset_info *info,
    struct slice bytes, struct charset_out *out)
{
	switch (info->kind) {
	case CHARSET_UTF8:
	case CHARSET_UNKNOWN:
		charset_from_utf8(bytes, out);
		break;
	case CHARSET_UTF16:
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		charset_from_utf16(bytes, info->kind == CHARSET_UTF16BE, out);
		break;
	case CHARSET_UTF32:
	case CHARSET_UTF32LE:
	case CHARSET_UTF32BE:
		charset_from_utf32(bytes, info->kind == CHARSET_UTF32BE, out);
		break;
	case CHARSET_UTF7:
	case CHARSET_IMAP7:
		charset_from_utf7(bytes, info->kind == CHARSET_IMAP7, out);
		break;
	case CHARSET_SJIS:
	case CHARSET_EUCJP:
	case CHARSET_GB18030:
	case CHARSET_BIG5:
	case CHARSET_EUCKR:
		charset_from_double(&charsets->tables, info->kind, bytes, out);
		break;
	case CHARSET_ISO2022JP:
	case CHARSET_ISO2022KR:
	case CHARSET_HZ:
		charset_from_iso2022(&charsets->tables, info->kind, bytes, out);
		break;
	case CHARSET_ICONV:
		charset_iconv_decode(&charsets->tables.iconv, info, bytes, out);
		break;
	case CHARSET_ASCII:
	case CHARSET_SINGLE:
		charset_from_single(&charsets->single[info->table],
		    (size_t)info->table, bytes, out);
		break;
	}
}
