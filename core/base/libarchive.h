/*
 * libarchive - its functions, once it is loaded
 *
 * libarchive brings fifteen libraries along (libxml2, ICU, nettle, ...), so it
 * is loaded when there is an archive for it, and by a helper at its start.
 *
 * struct archive is libarchive's here, so archive.h of ours stays outside.
 */
#ifndef CORE_BASE_LIBARCHIVE_H
#define CORE_BASE_LIBARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#include "simd/shared_library.h"

#define LIBARCHIVE(X)                                                          \
	X(archive_entry_filetype)                                              \
	X(archive_entry_hardlink)                                              \
	X(archive_entry_is_encrypted)                                          \
	X(archive_entry_pathname)                                              \
	X(archive_entry_pathname_utf8)                                         \
	X(archive_entry_size)                                                  \
	X(archive_entry_size_is_set)                                           \
	X(archive_errno)                                                       \
	X(archive_error_string)                                                \
	X(archive_format)                                                      \
	X(archive_read_add_passphrase)                                         \
	X(archive_read_append_filter)                                          \
	X(archive_read_data)                                                   \
	X(archive_read_data_block)                                             \
	X(archive_read_free)                                                   \
	X(archive_read_has_encrypted_entries)                                  \
	X(archive_read_new)                                                    \
	X(archive_read_next_header)                                            \
	X(archive_read_open1)                                                  \
	X(archive_read_open_memory)                                            \
	X(archive_read_set_callback_data)                                      \
	X(archive_read_set_format_option)                                      \
	X(archive_read_set_read_callback)                                      \
	X(archive_read_set_seek_callback)                                      \
	X(archive_read_set_skip_callback)                                      \
	X(archive_read_support_filter_bzip2)                                   \
	X(archive_read_support_filter_compress)                                \
	X(archive_read_support_filter_gzip)                                    \
	X(archive_read_support_filter_lz4)                                     \
	X(archive_read_support_filter_lzip)                                    \
	X(archive_read_support_filter_lzma)                                    \
	X(archive_read_support_filter_rpm)                                     \
	X(archive_read_support_filter_xz)                                      \
	X(archive_read_support_filter_zstd)                                    \
	X(archive_read_support_format_7zip)                                    \
	X(archive_read_support_format_ar)                                      \
	X(archive_read_support_format_cab)                                     \
	X(archive_read_support_format_cpio)                                    \
	X(archive_read_support_format_empty)                                   \
	X(archive_read_support_format_iso9660)                                 \
	X(archive_read_support_format_lha)                                     \
	X(archive_read_support_format_rar)                                     \
	X(archive_read_support_format_rar5)                                    \
	X(archive_read_support_format_raw)                                     \
	X(archive_read_support_format_tar)                                     \
	X(archive_read_support_format_xar)                                     \
	X(archive_read_support_format_zip_streamable)                          \
	X(archive_set_error)

SHARED_LIBRARY_DECLARE(libarchive, LIBARCHIVE);

#endif
