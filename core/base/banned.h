/*
 * banned - functions that have no safe use in this program
 *
 * Included ahead of every translation unit by the Makefile.  A name that is
 * used all the same does not compile; the replacement stands beside it.
 */
#ifndef CORE_BASE_BANNED_H
#define CORE_BASE_BANNED_H

#include "core/base/system.h"

#ifndef __cplusplus
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat  /* memcpy with a size */
#pragma GCC poison sprintf vsprintf               /* snprintf, text_printf */
#pragma GCC poison strtok gets                    /* slices */
#pragma GCC poison atoi atol atoll                /* slice_to_u64 */
#pragma GCC poison gmtime localtime ctime asctime /* the _r twins */
#endif

#endif
