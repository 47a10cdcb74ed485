/*
 * sign_file - the signature that lies beside a container
 */
#include "core/sigdb/sign_file.h"

#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/libcrypto.h"
#include "core/sigdb/rules.h"

#define ANCHOR_FILES_MAX 64u

struct sign_anchors {
	X509_STORE *store;
	unsigned files;
};

/* ---- anchors ----------------------------------------------------------- */

static void
load_file(struct sign_anchors *anchors, const char *path)
{
	if (anchors->files < ANCHOR_FILES_MAX &&
	    libcrypto.X509_STORE_load_file(anchors->store, path) == 1)
		anchors->files++;
}

static bool
is_certificate_name(struct slice name)
{
	return name.size > 4 &&
	       (slice_equal(slice_skip(name, name.size - 4), SLICE(".pem")) ||
		   slice_equal(slice_skip(name, name.size - 4), SLICE(".crt")));
}

static void
load_directory(struct sign_anchors *anchors, const char *path)
{
	DIR *entries = opendir(path);
	char file[PATH_MAX];
	struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL) {
		int size =
		    snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);

		if (size > 0 && (size_t)size < sizeof(file) &&
		    is_certificate_name(slice_from_string(entry->d_name)))
			load_file(anchors, file);
	}
	if (entries != NULL)
		closedir(entries);
}

struct sign_anchors *
sign_anchors_load(const char *path)
{
	struct sign_anchors *anchors = calloc(1, sizeof(*anchors));
	struct stat status;

	if (anchors == NULL || path == NULL || stat(path, &status) != 0 ||
	    !libcrypto_load() ||
	    (anchors->store = libcrypto.X509_STORE_new()) == NULL) {
		sign_anchors_free(&anchors);
		return NULL;
	}
	/* The publisher's certificates name no purpose of OpenSSL's. */
	libcrypto.X509_STORE_set_purpose(anchors->store, X509_PURPOSE_ANY);
	if (S_ISDIR(status.st_mode))
		load_directory(anchors, path);
	else
		load_file(anchors, path);
	libcrypto.ERR_clear_error();
	if (anchors->files == 0)
		sign_anchors_free(&anchors);
	return anchors;
}

void
sign_anchors_free(struct sign_anchors **anchors)
{
	if (*anchors == NULL)
		return;
	if ((*anchors)->store != NULL)
		libcrypto.X509_STORE_free((*anchors)->store);
	free(*anchors);
	*anchors = NULL;
}

/* ---- one signature ----------------------------------------------------- */

/* NULL: not base64 of a detached SignedData, or no memory. */
static CMS_ContentInfo *
decode_signature(struct slice base64)
{
	uint8_t *der;
	const unsigned char *at;
	CMS_ContentInfo *signature = NULL;
	int size;

	if (base64.size == 0 || base64.size % 4 != 0 ||
	    base64.size > SIGN_FILE_BYTES_MAX)
		return NULL;
	der = malloc(base64.size);
	if (der == NULL)
		return NULL;
	size = libcrypto.EVP_DecodeBlock(der, base64.data, (int)base64.size);
	at = der;
	if (size > 0)
		signature = libcrypto.d2i_CMS_ContentInfo(NULL, &at, size);
	free(der);
	if (signature != NULL &&
	    (libcrypto.OBJ_obj2nid(libcrypto.CMS_get0_type(signature)) !=
		    NID_pkcs7_signed ||
		libcrypto.CMS_is_detached(signature) != 1)) {
		libcrypto.CMS_ContentInfo_free(signature);
		signature = NULL;
	}
	return signature;
}

static bool
verify(CMS_ContentInfo *signature, struct slice bytes, X509_STORE *store,
    unsigned further_flags)
{
	BIO *content = libcrypto.BIO_new_mem_buf(bytes.data, (int)bytes.size);
	bool good = content != NULL &&
		    libcrypto.CMS_verify(signature, NULL, store, content, NULL,
			CMS_BINARY | further_flags) == 1;

	libcrypto.BIO_free(content);
	return good;
}

static enum sign_file_result
check_signature(struct slice base64, struct slice container,
    const struct sign_anchors *anchors)
{
	CMS_ContentInfo *signature = decode_signature(base64);
	enum sign_file_result result;

	if (signature == NULL)
		result = SIGN_FILE_WRONG;
	else if (!verify(signature, container, NULL, CMS_NO_SIGNER_CERT_VERIFY))
		result = SIGN_FILE_WRONG;
	else if (anchors == NULL ||
		 !verify(signature, container, anchors->store, 0))
		result = SIGN_FILE_UNTRUSTED;
	else
		result = SIGN_FILE_GOOD;
	libcrypto.CMS_ContentInfo_free(signature);
	libcrypto.ERR_clear_error();
	return result;
}

/* ---- the file ---------------------------------------------------------- */

/* An empty bound is none. */
static bool
in_level(struct slice least, struct slice most)
{
	uint64_t bound;

	if (least.size > 0 &&
	    (!slice_to_u64(least, &bound) || bound > RULES_LEVEL))
		return false;
	return most.size == 0 ||
	       (slice_to_u64(most, &bound) && bound >= RULES_LEVEL);
}

static struct slice
next_field(struct slice *rest)
{
	size_t end = slice_find_byte(*rest, ':');
	struct slice field = slice_sub(*rest, 0, end);

	*rest = slice_skip(*rest, end + 1);
	return field;
}

/* False: none that we could check. */
static bool
read_line(struct slice line, struct slice *base64_r)
{
	struct slice least, most, format;

	if (line.size == 0 || line.data[0] == '#')
		return false;
	least = next_field(&line);
	most = next_field(&line);
	format = next_field(&line);
	*base64_r = slice_trim(line);
	return in_level(least, most) && slice_equal(format, SLICE("pkcs7-pem"));
}

enum sign_file_result
sign_file_check(struct slice text, struct slice container,
    const struct sign_anchors *anchors)
{
	enum sign_file_result result = SIGN_FILE_EMPTY;
	struct slice line, base64;

	if (container.size > INT_MAX || text.size > SIGN_FILE_BYTES_MAX ||
	    !libcrypto_load())
		return SIGN_FILE_EMPTY;
	while (rules_next_line(&text, &line)) {
		enum sign_file_result one;

		if (!read_line(line, &base64))
			continue;
		one = check_signature(base64, container, anchors);
		if (one == SIGN_FILE_GOOD)
			return SIGN_FILE_GOOD;
		/* One that is wrong weighs more than one by a stranger. */
		if (result == SIGN_FILE_EMPTY || one == SIGN_FILE_WRONG)
			result = one;
	}
	return result;
}

bool
sign_file_name(const char *container_name, uint64_t version,
    char name_r[SIGN_FILE_NAME_MAX])
{
	struct slice name = slice_from_string(container_name);
	char ending[32];
	size_t stem, ending_size;
	int size;

	if (name.size < 5 || name.size > SIGN_FILE_NAME_MAX ||
	    !slice_equal_nocase(slice_skip(name, name.size - 4), SLICE(".cvd")))
		return false;
	stem = name.size - 4;
	ending_size =
	    (size_t)snprintf(ending, sizeof(ending), "-%" PRIu64, version);
	/* A container may have its version in its own name. */
	if (stem > ending_size &&
	    memcmp(name.data + stem - ending_size, ending, ending_size) == 0)
		ending[0] = '\0';
	size = snprintf(name_r, SIGN_FILE_NAME_MAX, "%.*s%s.cvd.sign",
	    (int)stem, container_name, ending);
	return size > 0 && (size_t)size < SIGN_FILE_NAME_MAX;
}
