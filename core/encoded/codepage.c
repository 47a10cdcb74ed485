/*
 * codepage - Windows' numbers of charsets to their names
 */
#include "core/encoded/codepage.h"

static const struct {
	uint32_t codepage;
	struct slice name;
} names[] = {
    {437, SLICE("ibm437")},
    {737, SLICE("ibm737")},
    {775, SLICE("ibm775")},
    {850, SLICE("ibm850")},
    {852, SLICE("ibm852")},
    {855, SLICE("ibm855")},
    {857, SLICE("ibm857")},
    {862, SLICE("ibm862")},
    {866, SLICE("ibm866")},
    {874, SLICE("windows-874")},
    {932, SLICE("shift_jis")},
    {936, SLICE("gb2312")},
    {949, SLICE("ks_c_5601-1987")},
    {950, SLICE("big5")},
    {1200, SLICE("utf-16le")},
    {1201, SLICE("utf-16be")},
    {1250, SLICE("windows-1250")},
    {1251, SLICE("windows-1251")},
    {1252, SLICE("windows-1252")},
    {1253, SLICE("windows-1253")},
    {1254, SLICE("windows-1254")},
    {1255, SLICE("windows-1255")},
    {1256, SLICE("windows-1256")},
    {1257, SLICE("windows-1257")},
    {1258, SLICE("windows-1258")},
    {10000, SLICE("macintosh")},
    {20127, SLICE("us-ascii")},
    {20866, SLICE("koi8-r")},
    {20932, SLICE("euc-jp")},
    {21866, SLICE("koi8-u")},
    {28591, SLICE("iso-8859-1")},
    {28592, SLICE("iso-8859-2")},
    {28593, SLICE("iso-8859-3")},
    {28594, SLICE("iso-8859-4")},
    {28595, SLICE("iso-8859-5")},
    {28596, SLICE("iso-8859-6")},
    {28597, SLICE("iso-8859-7")},
    {28598, SLICE("iso-8859-8")},
    {28599, SLICE("iso-8859-9")},
    {28603, SLICE("iso-8859-13")},
    {28605, SLICE("iso-8859-15")},
    {38598, SLICE("iso-8859-8-i")},
    {50220, SLICE("iso-2022-jp")},
    {50221, SLICE("iso-2022-jp")},
    {50222, SLICE("iso-2022-jp")},
    {50225, SLICE("iso-2022-kr")},
    {51932, SLICE("euc-jp")},
    {51936, SLICE("euc-cn")},
    {51949, SLICE("euc-kr")},
    {52936, SLICE("hz-gb-2312")},
    {54936, SLICE("gb18030")},
    {65000, SLICE("utf-7")},
    {65001, SLICE("utf-8")},
};

struct slice
codepage_name(uint32_t codepage)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].codepage == codepage)
			return names[i].name;
	return (struct slice){NULL, 0};
}
