/*
 * small_set - a few signatures of every form, built in memory
 */
#include "tests/support/small_set.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/sigdb/image.h"
#include "tests/support/sigfiles.h"

/* The literals are short words of letters, so that a fuzzer meets them. */
static const char patterns[] =
    "Any.Plain:0:*:6162636465\n"      /* abcde */
    "Any.Gap:0:*:66676869{2-5}6a6b\n" /* fghi..jk */
    "Any.Star:0:*:6c6d6e6f*7071\n"    /* lmno...pq */
    "Any.Nibble:0:*:7273747?\n"       /* rst, then p to DEL */
    "Any.Alternative:0:*:7576(77|78|7979)7a7a7a\n"
    "Any.Short:0:*:4142??44\n" /* AB?D */
    "Any.Start:0:0:616263\n"
    "Any.Window:0:4,8:636465\n"
    "Any.End:0:EOF-3:7a7a7a\n"
    "Mail.Plain:4:*:46726f6d3a20\n"   /* "From: " */
    "Mail.Start:4:0:46726f6d3a20\n"   /* the same, first */
    "Html.Plain:3:*:3c68746d6c3e\n"   /* <html> */
    "Html.Class:3:*:(B)62616421(B)\n" /* bad! */
    "Pe.Plain:1:*:4d5a9000\n"
    "Text.Letters:7:*:6162636465\n";

/* Each kind of sub-signature and of condition. */
static const char logicals[] =
    "Any.Both;Engine:81-255,Target:0;0&1;6162636465;66676869\n"
    "Any.Either;Target:0;(0|1|2)>1,2;6162636465;4142::i;6465::wa\n"
    "Any.Not;Target:0,FileSize:1-40;0=0&1;414244;61626364\n"
    "Any.Never;Target:0;0=0;616263646566676869\n"
    "Any.Regex;Target:0;1&2;6162;0/c+d/i;2,9:0>0/(e|f)+/ge\n"
    "Any.Regex.Explodes;Target:0;1;6161;0/(a+)+b/\n"
    "Any.Compare;Target:0;1;6162;0(>>2#db2#>10,<20)\n"
    "Any.Word;Target:0;0;616263::fi\n"
    "Mail.In;Target:4,Intermediates:CL_TYPE_ZIP>CL_TYPE_PDF;0;46726f6d\n"
    "Mail.Handled;Target:0,HandlerType:CL_TYPE_HTML;0;3c68746d6c\n"
    "Html.Mail;Target:3,Container:CL_TYPE_MAIL;0;3c62::i\n";

/* MD5 of "a" (RFC 1321); of any size for SHA-256 of "abc" (FIPS 180-4). */
static const char hashes[] =
    "0cc175b9c0f1b6a831c399e269772661:1:Hash.A\n"
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad:*:"
    "Hash.Abc:73\n";

/* MD5 of "message digest" (RFC 1321). */
static const char allowed[] = "f96b697d7cb7938d525a2f31aaf161d0:14:Good\n";

static const char passwords[] =
    "Any;Engine:81-255;0;secret\nZip;Container:CL_TYPE_ZIP;1;414243\n";

static const char types[] = "0:0:616263:abc:CL_TYPE_ANY:CL_TYPE_MSEXE\n"
			    "1:1:4???44:AB?D:CL_TYPE_ANY:CL_TYPE_ZIP\n";

static void
build(bool portable, struct sigfiles *files)
{
	const struct sigdb_options options = {
	    .directory = files->directory,
	    .portable_matcher = portable,
	};
	struct sigdb_info info;
	char bytes[256];
	struct text error = TEXT_OVER(bytes);

	sigfiles_put_text(files, "a.ndb", patterns);
	sigfiles_put_text(files, "a.ldb", logicals);
	sigfiles_put_text(files, "a.hdb", hashes);
	sigfiles_put_text(files, "a.fp", allowed);
	sigfiles_put_text(files, "a.pwdb", passwords);
	sigfiles_put_text(files, "a.ftm", types);
	CHECK(sigdb_build(&options, files->image, &info, &error) == SIGDB_OK);
	CHECK(info.skipped[SIGDB_SKIP_MALFORMED] == 0);
	CHECK(info.skipped[SIGDB_SKIP_UNSUPPORTED_PATTERN] == 0);
}

uint8_t *
small_set_image(bool portable, size_t *size_r)
{
	struct sigfiles files;
	void *image;
	FILE *file;
	long size;

	sigfiles_begin(&files);
	build(portable, &files);
	file = fopen(files.image, "rb");
	CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
	size = ftell(file);
	CHECK(size > 0);
	rewind(file);
	*size_r = (size_t)size;
	CHECK(posix_memalign(&image, IMAGE_PAGE, *size_r) == 0);
	CHECK(fread(image, 1, *size_r, file) == *size_r);
	fclose(file);
	sigfiles_end(&files);
	return image;
}

struct sigdb *
small_set_open(bool portable)
{
	struct sigdb *sigdb;
	char bytes[256];
	struct text error = TEXT_OVER(bytes);
	size_t size;
	uint8_t *image = small_set_image(portable, &size);

	CHECK(image_open_memory(image, size, &sigdb, &error) == SIGDB_OK);
	return sigdb;
}
