/*
 * libcrypto - its functions, once it is loaded
 */
#include "core/base/libcrypto.h"

#ifndef SONAME
#define SONAME "libcrypto.so.3"
#endif

SHARED_LIBRARY_DEFINE(libcrypto, LIBCRYPTO, SONAME, "libssl3");

bool
libcrypto_load(void)
{
	if (!shared_library_load(&libcrypto_library))
		return false;
	libcrypto.OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	return true;
}
