/*
 * libcrypto - its functions, once it is loaded
 *
 * 5 MB with 20,000 addresses to be put right at each start, and six million
 * instructions before its first sum: for what no mail needs that is neither
 * scanned nor encrypted.
 */
#ifndef CORE_BASE_LIBCRYPTO_H
#define CORE_BASE_LIBCRYPTO_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/base/check.h"
#include "simd/shared_library.h"

#define LIBCRYPTO(X)                                                           \
	X(BIO_free)                                                            \
	X(BIO_new_mem_buf)                                                     \
	X(BN_CTX_free)                                                         \
	X(BN_CTX_new)                                                          \
	X(BN_add_word)                                                         \
	X(BN_bn2binpad)                                                        \
	X(BN_cmp)                                                              \
	X(BN_dec2bn)                                                           \
	X(BN_free)                                                             \
	X(BN_lshift)                                                           \
	X(BN_mod_exp)                                                          \
	X(BN_new)                                                              \
	X(BN_set_word)                                                         \
	X(CMS_ContentInfo_free)                                                \
	X(CMS_get0_type)                                                       \
	X(CMS_is_detached)                                                     \
	X(CMS_verify)                                                          \
	X(ERR_clear_error)                                                     \
	X(EVP_CIPHER_CTX_free)                                                 \
	X(EVP_CIPHER_CTX_new)                                                  \
	X(EVP_CIPHER_CTX_set_padding)                                          \
	X(EVP_CIPHER_fetch)                                                    \
	X(EVP_CIPHER_free)                                                     \
	X(EVP_DecodeBlock)                                                     \
	X(EVP_DecryptInit_ex2)                                                 \
	X(EVP_DecryptUpdate)                                                   \
	X(EVP_DigestFinal_ex)                                                  \
	X(EVP_DigestInit_ex2)                                                  \
	X(EVP_DigestUpdate)                                                    \
	X(EVP_EncryptInit_ex2)                                                 \
	X(EVP_EncryptUpdate)                                                   \
	X(EVP_MD_CTX_copy_ex)                                                  \
	X(EVP_MD_CTX_free)                                                     \
	X(EVP_MD_CTX_new)                                                      \
	X(EVP_MD_fetch)                                                        \
	X(EVP_MD_free)                                                         \
	X(OBJ_obj2nid)                                                         \
	X(OPENSSL_init_crypto)                                                 \
	X(PKCS5_PBKDF2_HMAC)                                                   \
	X(X509_STORE_free)                                                     \
	X(X509_STORE_load_file)                                                \
	X(X509_STORE_new)                                                      \
	X(X509_STORE_set_purpose)                                              \
	X(d2i_CMS_ContentInfo)

SHARED_LIBRARY_DECLARE(libcrypto, LIBCRYPTO);

/*
 * Load it, and keep it from reading a configuration: signatures are published
 * as MD5 whatever the machine's policy, and its openssl.cnf could leave us
 * without.  It could also name modules to load, for which a statically linked
 * program is not made.
 */
bool libcrypto_load(void) MUST_USE;

#endif
