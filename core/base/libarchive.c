/*
 * libarchive - its functions, once it is loaded
 */
#include "core/base/libarchive.h"

#ifndef SONAME
#define SONAME "libarchive.so.13"
#endif

SHARED_LIBRARY_DEFINE(libarchive, LIBARCHIVE, SONAME, "libarchive13");
