# Pack - files around a file: archives, compressed files, and encodings of text
#
# Small writers by the formats' own papers, so that each case can bend the field
# it is about.  All but zip() pack one file, stored.
package Pack;

use strict;
use warnings;
use Compress::Raw::Zlib qw(Z_OK Z_FINISH MAX_WBITS crc32);
use Exporter qw(import);

our @EXPORT = qw(zip zip_parts deflate gzip tar ar cpio_new cpio_old cab lha rar4 rar5
    seven_zip iso9660 fat exfat wim ntfs partitioned vhd_fixed vhd_dynamic vmdk qcow uuencode uuencode_64 xxencode yenc binhex tnef tnef_mapi
    apple_single macbinary cms_signed cms_compressed crc32);

sub deflate {
    my ($bytes, $window_bits) = @_;
    my ($stream) = Compress::Raw::Zlib::Deflate->new(-AppendOutput => 1,
        -WindowBits => $window_bits // -MAX_WBITS);
    my $out = '';
    $stream->deflate($bytes, $out) == Z_OK or die "deflate\n";
    $stream->flush($out, Z_FINISH) == Z_OK or die "deflate\n";
    return $out;
}

# A gzip member (RFC 1952); flags and what they announce between header and data.
sub gzip {
    my ($bytes, $flags, $fields) = @_;
    return pack('C4VCC', 0x1f, 0x8b, 8, $flags // 0, 0, 0, 3) . ($fields // '')
        . deflate($bytes) . pack('VV', crc32($bytes), length $bytes);
}

# ---- zip (APPNOTE.TXT) --------------------------------------------------------------

# PKWARE's old cipher (APPNOTE 6.1), with a header of 12 bytes ahead.
sub zip_cipher {
    my ($bytes, $password, $check) = @_;
    my @table = map { crc_step(0, $_) } 0 .. 255;
    my @key = (305419896, 591751049, 878082192);
    my $update = sub {
        my ($byte) = @_;
        $key[0] = ($key[0] >> 8) ^ $table[($key[0] ^ $byte) & 255];
        $key[1] = (($key[1] + ($key[0] & 255)) * 134775813 + 1) & 0xffffffff;
        $key[2] = ($key[2] >> 8) ^ $table[($key[2] ^ ($key[1] >> 24)) & 255];
    };
    $update->($_) for unpack 'C*', $password;
    my $out = '';
    for my $byte (unpack 'C*', "12345678901" . chr($check) . $bytes) {
        my $word = ($key[2] & 0xffff) | 2;
        $out .= chr($byte ^ ((($word * ($word ^ 1)) >> 8) & 255));
        $update->($byte);
    }
    return $out;
}

# One byte through the CRC register of zip.
sub crc_step {
    my ($crc, $byte) = @_;
    $crc ^= $byte;
    $crc = $crc & 1 ? ($crc >> 1) ^ 0xedb88320 : $crc >> 1 for 1 .. 8;
    return $crc;
}

# Local parts and directory of a zip.  A member is a hash: name and data; method 0
# or 8, descriptor, password; and fields that may lie: local_name, name (in the
# directory), local_size, central_size, local_crc, local_method, flags, extra.
sub zip_parts {
    my (@members) = @_;
    my ($local, $central) = ('', '');
    for my $member (@members) {
        my $data = $member->{data};
        my $crc = crc32($data);
        my $method = $member->{method} // 8;
        my $packed = $method == 8 ? deflate($data) : $data;
        my $flags = $member->{flags} // 0;
        if (defined $member->{password}) {
            $flags |= 1;
            # APPNOTE 6.1.6: the time, where the sum comes behind.
            $packed = zip_cipher($packed, $member->{password},
                $member->{descriptor} ? 0 : $crc >> 24);
        }
        $flags |= 8 if $member->{descriptor};
        my @sizes = ($crc, length $packed, length $data);
        my @said = $member->{descriptor} ? (0, 0, 0) : @sizes;
        @said = ($said[0], ($member->{local_size}) x 2) if defined $member->{local_size};
        my @listed = @sizes;
        @listed = ($crc, ($member->{central_size}) x 2) if defined $member->{central_size};
        my $name = $member->{local_name} // $member->{name};
        my $at = $member->{at} // length $local;
        $local .= pack('a4v5V3v2', "PK\3\4", 20, $flags, $member->{local_method} // $method,
            0, 0x5822, @said, length $name, 0) . $name . $packed;
        $local .= pack('a4V3', "PK\7\10", @sizes) if $member->{descriptor};
        $central .= pack('a4v6V3v5V2', "PK\1\2", 20, 20, $flags, $method, 0, 0x5822, @listed,
            length $member->{name}, 0, 0, 0, 0, 0, $at) . $member->{name};
    }
    my $count = $central eq '' ? 0 : scalar @members;
    return ($local, $central, $count);
}

sub zip_end {
    my ($count, $size, $at, $comment) = @_;
    $comment //= '';
    return pack('a4v4V2v', "PK\5\6", 0, 0, $count, $count, $size, $at, length $comment) . $comment;
}

sub zip {
    my ($local, $central, $count) = zip_parts(@_);
    return $local . $central . zip_end($count, length $central, length $local);
}

# ---- archives without compression ------------------------------------------------------

# POSIX ustar; fields may be given.
sub tar {
    my ($name, $bytes, %field) = @_;
    my $header = pack('a100a8a8a8a12a12A8a1a100a6a2a32a32a8a8a155a12', $name, "0000644\0",
        "0000000\0", "0000000\0", $field{size} // sprintf("%011o\0", length $bytes),
        "14000000000\0", '', $field{type} // '0', $field{link} // '', $field{magic} // "ustar\0", '00', '', '',
        '', '', '', '');
    my $sum = unpack '%32C*', $header;
    substr($header, 148, 8) = sprintf("%06o\0 ", $field{sum} // $sum);
    return $header . $bytes . "\0" x (-length($bytes) % 512) . "\0" x ($field{end} // 1024);
}

sub ar {
    my ($name, $bytes) = @_;
    return sprintf("!<arch>\n%-16s%-12d%-6d%-6d%-8s%-10d`\n", "$name/", 0, 0, 0, '100644',
        length $bytes) . $bytes . "\n" x (length($bytes) % 2);
}

sub cpio_new {
    my ($name, $bytes) = @_;
    my $out = '';
    for ([$name, $bytes], ['TRAILER!!!', '']) {
        my ($name, $bytes) = @$_;
        my $header = '070701' . sprintf('%08x' x 13, 1, 0100644, 0, 0, 1, 0, length $bytes,
            0, 0, 0, 0, 1 + length $name, 0) . "$name\0";
        $out .= $header . "\0" x (-length($header) % 4) . $bytes . "\0" x (-length($bytes) % 4);
    }
    return $out;
}

sub cpio_old {
    my ($name, $bytes) = @_;
    return join '', map {
        my ($name, $bytes) = @$_;
        '070707' . sprintf('%06o' x 7 . '%011o%06o%011o', 0, 1, 0100644, 0, 0, 1, 0, 0,
            1 + length $name, length $bytes) . "$name\0$bytes";
    } [$name, $bytes], ['TRAILER!!!', ''];
}

# [MS-CAB], one folder, one block, not compressed.
sub cab {
    my ($name, $bytes) = @_;
    my $file = pack('VVvvvv', length $bytes, 0, 0, 0x5822, 0, 0x20) . "$name\0";
    my $data = pack('Vvv', 0, length $bytes, length $bytes) . $bytes;
    my $files_at = 36 + 8;
    my $data_at = $files_at + length $file;
    return pack('a4V5CCv5', 'MSCF', 0, $data_at + length $data, 0, $files_at, 0, 3, 1, 1, 1, 0,
        0, 0) . pack('Vvv', $data_at, 1, 0) . $file . $data;
}

# The CRC of lha and ARC: polynomial 0xA001, reflected.
sub crc16 {
    my ($bytes) = @_;
    my $crc = 0;
    for my $byte (unpack 'C*', $bytes) {
        $crc ^= $byte;
        $crc = $crc & 1 ? ($crc >> 1) ^ 0xa001 : $crc >> 1 for 1 .. 8;
    }
    return $crc;
}

# A header of level 0, method -lh0-.
sub lha {
    my ($name, $bytes) = @_;
    my $header = pack('a5V3CCC', '-lh0-', length $bytes, length $bytes, 0x58220000, 0x20, 0,
        length $name) . $name . pack('v', crc16($bytes));
    return pack('CC', length $header, unpack('%8C*', $header)) . $header . $bytes . "\0";
}

# ---- rar (RAR's technote) -------------------------------------------------------------

sub rar4_block {
    my ($type, $flags, $body) = @_;
    my $block = pack('Cvv', $type, $flags, 7 + length $body) . $body;
    return pack('v', crc32($block) & 0xffff) . $block;
}

sub rar4 {
    my ($name, $bytes) = @_;
    return "Rar!\x1a\x07\0" . rar4_block(0x73, 0, "\0" x 6)
        . rar4_block(0x74, 0x8000, pack('V2CVVCCvV', length $bytes, length $bytes, 2,
        crc32($bytes), 0x58220000, 20, 0x30, length $name, 0x20) . $name) . $bytes
        . rar4_block(0x7b, 0x4000, '');
}

# Numbers of RAR 5, 7 bits a byte, lowest first.
sub vint {
    my ($number) = @_;
    my $out = '';
    for (; $number > 127; $number >>= 7) {
        $out .= chr($number & 127 | 128);
    }
    return $out . chr $number;
}

sub rar5_block {
    my ($body) = @_;
    $body = vint(length $body) . $body;
    return pack('V', crc32($body)) . $body;
}

sub rar5 {
    my ($name, $bytes) = @_;
    my $size = length $bytes;
    return "Rar!\x1a\x07\1\0" . rar5_block(join '', map { vint($_) } 1, 0, 0)
        . rar5_block(join('', map({ vint($_) } 2, 2, $size, 4, $size, 0x20),
        pack('V', crc32($bytes)), map({ vint($_) } 0, 0, length $name), $name)) . $bytes
        . rar5_block(join '', map { vint($_) } 5, 0, 0);
}

# ---- 7z (7zFormat.txt): copy method, header not packed ----------------------------------

sub seven_zip {
    my ($name, $bytes) = @_;
    my $wide = join '', map { pack 'v', ord } split(//, $name), "\0";
    my $header = pack('C*', 1, 4)                               # header, streams
        . pack('C*', 6, 0, 1, 9, length $bytes, 0)              # one pack stream
        . pack('C*', 7, 11, 1, 0, 1, 1, 0, 12, length $bytes)   # one folder: copy
        . pack('C2V', 10, 1, crc32($bytes)) . pack('C*', 0, 8, 0, 0)
        . pack('C*', 5, 1, 0x11, 1 + length $wide, 0) . $wide . pack('C*', 0, 0);
    my $start = pack('Q<Q<V', length $bytes, length $header, crc32($header));
    return "7z\xbc\xaf\x27\x1c\0\4" . pack('V', crc32($start)) . $start . $bytes . $header;
}

# ---- ISO 9660: a root directory with one file, padded as writers do ----------------------------------------------

sub iso_both { return pack('VN', ($_[0]) x 2) }

sub iso_record {
    my ($at, $size, $flags, $name) = @_;
    my $record = pack('C', 0) . iso_both($at) . iso_both($size) . pack('C7', 125, 6, 2, 10, 0, 0, 0)
        . pack('CCCvnC', $flags, 0, 0, 1, 1, length $name) . $name;
    $record .= "\0" unless length($record) % 2;
    return pack('C', 1 + length $record) . $record;
}

sub iso9660 {
    my ($name, $bytes) = @_;
    my $root = iso_record(20, 2048, 2, "\0");
    my $directory = $root . iso_record(20, 2048, 2, "\1") . iso_record(21, length $bytes, 0, "$name;1");
    my $path_table = sub { pack('CC', 1, 0) . pack("$_[0]$_[1]", 20, 1) . "\0\0" };
    my $volume = "\1CD001\1\0" . ' ' x 32 . sprintf('%-32s', 'DISK') . "\0" x 8 . iso_both(22)
        . "\0" x 32 . pack('vnvn', 1, 1, 1, 1) . pack('vn', 2048, 2048) . iso_both(10)
        . pack('VVNN', 18, 0, 19, 0) . $root . ' ' x 623
        . ('0' x 16 . "\0") x 4 . "\1\0";
    return "\0" x 32768 . join '', map { $_ . "\0" x (2048 - length $_) } $volume, "\xffCD001\1",
        $path_table->('V', 'v'), $path_table->('N', 'n'), $directory, $bytes, ('') x 10;
}

# ---- encodings of text ----------------------------------------------------------------

sub uuencode {
    my ($bytes, $first, $end) = @_;
    return ($first // "begin 644 test.com\n") . pack('u', $bytes) . ($end // "`\nend\n");
}

sub uuencode_64 {
    my ($bytes) = @_;
    require MIME::Base64;
    return "begin-base64 644 test.com\n" . MIME::Base64::encode_base64($bytes) . "====\n";
}

sub xxencode {
    my ($bytes) = @_;
    my $lines = pack('u', $bytes) =~ tr/ /`/r;
    $lines =~ tr{`!"#$%&'()*+,\-./0-9:;<=>?@A-Z[\\]^_}{+\-0-9A-Za-z};
    return "begin 644 test.com\n${lines}+\nend\n";
}

# yEnc 1.3; part: as the first of one part.
sub yenc {
    my ($bytes, %is) = @_;
    my $size = length $bytes;
    my $line = join '', map {
        my $c = ($_ + 42) & 255;
        $c == 0 || $c == 10 || $c == 13 || $c == 61 ? '=' . chr(($c + 64) & 255) : chr $c;
    } unpack 'C*', $bytes;
    my $sum = sprintf '%08x', crc32($bytes);
    return "=ybegin part=1 total=1 line=128 size=$size name=test.com\n"
        . "=ypart begin=1 end=$size\n$line\n=yend size=$size part=1 pcrc32=$sum\n" if $is{part};
    return "=ybegin line=128 size=$size name=test.com\n$line\n=yend size=$size crc32=$sum\n";
}

sub crc_ccitt {
    my ($bytes) = @_;
    my $crc = 0;
    for my $byte (unpack 'C*', $bytes) {
        $crc ^= $byte << 8;
        $crc = $crc & 0x8000 ? ($crc << 1 ^ 0x1021) & 0xffff : $crc << 1 for 1 .. 8;
    }
    return $crc;
}

# RFC 1741.
sub binhex {
    my ($bytes) = @_;
    my $header = pack('C', 8) . "test.com\0" . 'BINAhDmp' . pack('nNN', 0, length $bytes, 0);
    my $all = join '', map { $_ . pack('n', crc_ccitt($_)) } $header, $bytes, '';
    $all =~ s/\x90/\x90\0/g;
    my $bits = unpack 'B*', $all;
    $bits .= '0' x (-length($bits) % 6);
    my @alphabet = split //, q{!"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr};
    my $characters = join '', map { $alphabet[oct "0b$_"] } $bits =~ /(.{6})/g;
    return "(This file must be converted with BinHex 4.0)\n\n"
        . ":$characters:" =~ s/(.{1,64})/$1\n/gr;
}

# RFC 1740: the name and the data fork.
sub apple_single {
    my ($name, $bytes) = @_;
    my $at = 26 + 2 * 12;
    return pack('NNx16n', 0x00051600, 0x00020000, 2) . pack('N3', 3, $at, length $name)
        . pack('N3', 1, $at + length $name, length $bytes) . $name . $bytes;
}

# MacBinary II: a header of 128 bytes, then the data fork.
sub macbinary {
    my ($name, $bytes) = @_;
    my $header = pack('xCa63a4a4x10NNx8x4x23CC', length $name, $name, 'BINA', 'hDmp',
        length $bytes, 0, 129, 129);
    $header = substr($header . "\0" x 128, 0, 122) . pack('CC', 129, 129);
    return $header . pack('nn', crc_ccitt($header), 0) . $bytes . "\0" x (-length($bytes) % 128);
}

# ---- disks (Microsoft's FAT specification, Virtual Hard Disk Image Format) -----------------

sub fat_name {
    my ($name, $attributes, $cluster, $size) = @_;
    my ($base, $behind) = split /\./, $name;
    return pack('A8A3Cx14vV', $base, $behind // '', $attributes, $cluster, $size);
}

# A volume of FAT12 with one file; is: oem, folder (the file is in one), apart (so many clusters
# between two of the file's), bytes (of a cluster).
sub fat {
    my ($name, $bytes, %is) = @_;
    my ($size, $step) = ($is{bytes} // 512, 1 + ($is{apart} // 0));
    my @piece = unpack "(a$size)*", $bytes;
    my ($first, @next) = ($is{folder} ? 3 : 2, 0xff8, 0xfff);
    my %cluster;
    my $file = fat_name($name, 0x20, $first, length $bytes);
    @cluster{2, 3} = ($file, '');
    for (0 .. $#piece) {
        my $number = $first + $_ * $step;
        $cluster{$number} = $piece[$_];
        $next[$number] = $_ < $#piece ? $number + $step : 0xfff;
    }
    $next[2] = 0xfff if $is{folder};
    my $count = 64;
    my $bits = join '', map { scalar reverse sprintf '%012b', $next[$_] // 0 } 0 .. $count + 1;
    my $head = pack('a3a8vCvCvvCvvv', "\xEB\x3C\x90", $is{oem} // 'MSDOS5.0', $size, 1, 1, 1, $size / 32,
        3 + $count, 0xf8, 1, 18, 2);
    return pack("a510a2x@{[$size - 512]}a${size}a$size", $head, "\x55\xAA", pack('b*', $bits),
        $is{folder} ? fat_name($is{folder}, 0x10, 2, 0) : $file)
        . join '', map { pack "a$size", $cluster{$_} // '' } 2 .. $count + 1;
}

# An attribute of NTFS that is in its record; of data elsewhere, in runs of clusters.
sub ntfs_value {
    my ($type, $value) = @_;
    my $size = 24 + length($value) + 7 & ~7;
    return pack("VVx6x2Vvx2a@{[$size - 24]}", $type, $size, length $value, 24, $value);
}

sub ntfs_runs {
    my ($size, $clusters, $runs) = @_;
    return pack('VVCCvx4Q<Q<vx6Q<Q<Q<a16', 0x80, 80, 1, 0, 64, 0, $clusters - 1, 64, $clusters * 512,
        $size, $size, "$runs\0");
}

# The ends of its sectors are in its head, and a number in their places.
sub ntfs_record {
    my ($names, $flags, $data) = @_;
    my $attributes = join '', map {
        ntfs_value(0x30, pack('Vx2vx56CCa*', 5, 5, length, 1, join '', map { pack 'v', ord } split //))
    } ref $names ? @$names : $names;
    $attributes .= $data . "\xFF" x 4;
    my $record = pack('a4vvx8vvvvVVx16a2x6a*', 'FILE', 48, 3, 1, 1, 56, $flags, 60 + length $attributes, 1024,
        "\1\7", $attributes);
    $record = pack 'a1024', $record;
    substr $record, 50, 4, substr($record, 510, 2) . substr $record, 1022, 2;
    substr $record, $_, 2, "\1\7" for 510, 1022;
    return $record;
}

# A volume of NTFS whose file is in its record, or in two pieces elsewhere; also: names it has besides.
sub ntfs {
    my ($name, $bytes, %is) = @_;
    my $head = pack('a11vCx7Cx2vvx8VQ<Q<Q<CxxxC', "\xEB\x52\x90NTFS    ", 512, 1, 0xf8, 63, 255, 0x800080,
        127, 8, 8, 0xf6, 1);
    my $table = ntfs_record('$MFT', 1, ntfs_runs(18 * 1024, 36, "\x11\x24\x08"))
        . join '', map { ntfs_record("\$r$_", 1, '') } 1 .. 16;
    my ($data, $clusters) = (ntfs_value(0x80, $bytes), '');
    if ($is{apart}) {
        my ($first, $rest) = unpack 'a512a*', $bytes;
        my $count = int((length($rest) + 511) / 512);
        $data = ntfs_runs(length $bytes, 1 + $count, "\x11\1\x64\x11" . chr($count) . "\xCE");
        $clusters = "\0" x (6 * 512) . pack("a@{[50 * 512]}", $rest) . $first;
    }
    return pack('a65536', pack('a510a2x3584', $head, "\x55\xAA") . $table . ntfs_record([$name, @{ $is{also} // [] }], 1, $data)
        . $clusters);
}

# Microsoft's specification of 2019: one file, in a row of clusters or in a chain of them.
sub exfat {
    my ($name, $bytes, %is) = @_;
    my $step = $is{apart} ? 2 : 1;
    my @piece = unpack '(a512)*', $bytes;
    my $names = join '', map { pack 'CCa30', 0xC1, 0, $_ } unpack '(a30)*', join '', map { pack 'v', ord } split //, $name;
    my $set = sub {
        my ($attributes, $row, $first, $size, $names) = @_;
        return pack('CCx2vx26', 0x85, 1 + length($names) / 32, $attributes)
            . pack('CCxCx4Q<x4VQ<', 0xC0, $row ? 3 : 1, length $name, $size, $first, $size) . $names;
    };
    my $first = $is{folder} ? 3 : 2;
    my $file = $set->(0x20, !$is{apart}, $first + 1, length $bytes, $names);
    my %cluster = ($first => $file);
    $cluster{2} = $set->(0x10, 1, 3, 512, pack 'CCa30', 0xC1, 0, "a\0") if $is{folder};
    my @next = (~0 & 0xfffffff8, ~0 & 0xffffffff, (0xffffffff) x 2);
    for (0 .. $#piece) {
        my $number = $first + 1 + $_ * $step;
        $cluster{$number} = $piece[$_];
        $next[$number] = $is{apart} ? $_ < $#piece ? $number + $step : 0xffffffff : 0;
    }
    my $count = 64;
    my $head = pack('a3a8x53Q<Q<VVVVVVvvCCCC', "\xEB\x76\x90", 'EXFAT   ', 0, 2 + $count, 1, 1, 2, $count, 2, 1,
        0x100, 0, 9, 0, 1, 0x80);
    return pack('a510a2a512', $head, "\x55\xAA", pack 'V*', map { $_ // 0 } @next)
        . join '', map { pack 'a512', $cluster{$_} // '' } 2 .. $count + 1;
}

# [MS-XCA] 2.1: bytes as codes of nine bits, and runs of the byte ahead as one bit with a length.
sub xpress {
    my ($bytes) = @_;
    my $out = pack('C256', (0x99) x 128, (0) x 7, 0x10) . "\0" x 4;
    my ($held, $count, @units) = (0, 0, 256, 258);
    my $flush = sub {
        substr $out, shift @units, 2, pack 'v', $held << 16 - $count;
        push @units, length $out;
        $out .= "\0\0";
        ($held, $count) = (0, 0);
    };
    my $put = sub {
        my ($value, $size) = @_;
        for (reverse 0 .. $size - 1) {
            # As late as can be: a byte may come ahead of the next unit.
            $flush->() if $count == 16;
            $held = $held << 1 | ($value >> $_ & 1);
            $count++;
        }
    };
    while ($bytes =~ /(.)(\1{18,272})?/gs) {
        $put->(256 | ord $1, 9);
        next unless defined $2;
        $put->(0, 1);
        $out .= chr(length($2) - 18);
    }
    $flush->();
    return $out;
}

# "Windows Imaging File Format", 2007: one file in a folder; also: names it has besides.
sub wim {
    my ($name, $bytes, %is) = @_;
    my $entry = sub {
        my ($attributes, $sum, $name) = @_;
        my $size = 104 + 2 * length($name) + 7 & ~7;
        return pack("Q<Vx52a20x14vva@{[$size - 102]}", $size, $attributes, $sum, 0, 2 * length $name,
            join '', map { pack 'v', ord } split //, $name);
    };
    my $names = pack('Q<', 8) . $entry->(0x10, '', '') . "\0" x 8
        . join('', map { $entry->(0x20, 'b' x 20, $_) } $name, @{ $is{also} // [] }) . "\0" x 8;
    my $body = $is{packed} ? xpress($bytes) : $bytes;
    my $row = sub {
        my ($size_packed, $flags, $at, $size) = @_;
        return pack 'Q<3', $size_packed | $flags << 56, $at, $size;
    };
    my $table = join '', map { pack 'a24vVa20', $row->(@$_[0 .. 3]), 1, 1, $_->[4] x 20 }
        [length $body, $is{packed} ? 4 : 0, 208, length $bytes, 'b'],
        [length $names, 2, 208 + length $body, length $names, 'n'];
    my $at = 208 + length($body) + length $names;
    return pack('a8VVVVx16vvVa24x136', 'MSWIM', 208, 0x10d00, $is{packed} ? 0x20002 : 0, 32768, 1, 1, 1,
        $row->(length $table, 0, $at, length $table)) . $body . $names . $table;
}

# A disk whose table has the volume; ahead: what stands where a program would; extended: in a table
# of its own.
sub partitioned {
    my ($volume, %is) = @_;
    my $row = sub { return pack('x4Cx3VV', @_) };
    my $sectors = length($volume) / 512;
    my $table = pack('a446a64a2', $is{ahead} // '', $row->($is{extended} ? 5 : 6, 1, $sectors), "\x55\xAA");
    return $table . $volume unless $is{extended};
    return $table . pack('x446a64a2', $row->(6, 1, $sectors), "\x55\xAA") . $volume;
}

sub vhd_footer {
    my ($size, $type, $at) = @_;
    my $footer = pack('a8NNQ>Na4Na4Q>Q>NNN', 'conectix', 2, 0x10000, $at, 0, 'test', 0x10000, 'Wi2k',
        $size, $size, 0, $type, 0);
    substr $footer, 64, 4, pack 'N', ~unpack('%32C*', $footer) & 0xffffffff;
    return pack 'a512', $footer;
}

sub vhd_fixed { return $_[0] . vhd_footer(length $_[0], 2, ~0) }

# Blocks of so many bytes, the last of them first.
sub vhd_dynamic {
    my ($disk, $size) = @_;
    my @block = map { "\xFF" x 512 . pack "a$size", $_ } unpack "(a$size)*", $disk;
    my @at = map { 4 + ($#block - $_) * ($size + 512) / 512 } 0 .. $#block;
    my $head = pack('a8Q>Q>NNN', 'cxsparse', ~0, 1536, 0x10000, scalar @block, $size);
    substr $head, 36, 4, pack 'N', ~unpack('%32C*', $head) & 0xffffffff;
    my $footer = vhd_footer(length $disk, 3, 512);
    return $footer . pack('a1024a512', $head, pack 'N*', @at) . join('', reverse @block) . $footer;
}

# VMware's sparse kind: grains of so many bytes, the last of them first.
sub vmdk {
    my ($disk, $size) = @_;
    my @grain = map { pack "a$size", $_ } unpack "(a$size)*", $disk;
    my @at = map { 3 + 4 + ($#grain - $_) * $size / 512 } 0 .. $#grain;
    my $head = pack('a4VVQ<Q<Q<Q<VQ<Q<Q<', 'KDMV', 1, 3, length($disk) / 512, $size / 512, 0, 0, 512, 0, 1, 7);
    return pack('a512a512x512a2048', $head, pack('V', 3), pack 'V*', @at) . join '', reverse @grain;
}

# QEMU's: clusters of 4096 bytes, the last of them first.
sub qcow {
    my ($disk) = @_;
    my @cluster = map { pack 'a4096', $_ } unpack '(a4096)*', $disk;
    my @at = map { 3 * 4096 + ($#cluster - $_) * 4096 } 0 .. $#cluster;
    my $head = pack('a4NQ>NNQ>NNQ>', "QFI\xFB", 2, 0, 0, 12, length $disk, 0, 1, 4096);
    return pack('a4096a4096a4096', $head, pack('Q>', 8192 | 1 << 63), pack 'Q>*', map { $_ | 1 << 63 } @at)
        . join '', reverse @cluster;
}

# ---- CMS (RFC 5652): signed data without a signer ------------------------------------------

sub der {
    my ($tag, @bytes) = @_;
    my $bytes = join '', @bytes;
    my $size = length $bytes;
    return pack('CC', $tag, $size) . $bytes if $size < 128;
    return pack('CCn', $tag, 0x82, $size) . $bytes;
}

# pieces: in indefinite lengths (BER), the content in so many bytes at once.
sub cms_signed {
    my ($content, $pieces) = @_;
    my $signed_data = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    my $data = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    my $version = der(0x02, "\1");
    return der(0x30, $signed_data, der(0xa0, der(0x30, $version, der(0x31), der(0x30, $data,
        der(0xa0, der(0x04, $content))), der(0x31)))) unless $pieces;
    my $strings = join '', map { der(0x04, $_) } $content =~ /(.{1,$pieces})/gs;
    return "\x30\x80$signed_data\xa0\x80\x30\x80$version" . der(0x31) . "\x30\x80$data\xa0\x80"
        . "\x24\x80$strings\0\0" . "\0\0\0\0" . der(0x31) . "\0\0" x 3;
}

# RFC 3274: zlib.
sub cms_compressed {
    my ($content) = @_;
    my $arc = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10";
    return der(0x30, der(0x06, "$arc\1\x09"), der(0xa0, der(0x30, der(0x02, "\0"),
        der(0x30, der(0x06, "$arc\3\x08")), der(0x30, "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01",
        der(0xa0, der(0x04, deflate($content, MAX_WBITS)))))));
}

# ---- TNEF ([MS-OXTNEF]) ------------------------------------------------------------------

sub tnef_attribute {
    my ($level, $id, $bytes) = @_;
    return pack('CVV', $level, $id, length $bytes) . $bytes . pack('v', unpack '%16C*', $bytes);
}

sub tnef_begin {
    return pack('Vv', 0x223e9f78, 1) . tnef_attribute(1, 0x00089006, pack 'V', 0x00010000)
        . tnef_attribute(1, 0x00069007, pack 'VV', 1252, 0)
        . tnef_attribute(1, 0x00078008, "IPM.Microsoft Mail.Note\0")
        . tnef_attribute(2, 0x00069002, pack 'vVvvV', 1, 0xffffffff, 32, 32, 0);
}

# One attachment, in attAttachData.
sub tnef {
    my ($name, $bytes) = @_;
    return tnef_begin() . tnef_attribute(2, 0x00018010, "$name\0")
        . tnef_attribute(2, 0x0006800f, $bytes);
}

# One property of type PT_BINARY (0x0102), PT_OBJECT (0x000d) or PT_STRING8 (0x001e).
sub mapi_property {
    my ($type, $id, $bytes) = @_;
    return pack('vvVV', $type, $id, 1, length $bytes) . $bytes . "\0" x (-length($bytes) % 4);
}

# One attachment, in a property of attAttachment; embedded: a message, TNEF itself.
sub tnef_mapi {
    my ($name, $bytes, %is) = @_;
    my $data = $is{embedded}
        ? mapi_property(0x000d, 0x3701, pack('H*', '0703020000000000c000000000000046') . $bytes)
        : mapi_property(0x0102, 0x3701, $bytes);
    return tnef_begin() . tnef_attribute(2, 0x00018010, "x\0") . tnef_attribute(2, 0x00069005,
        pack('V', 2) . mapi_property(0x001e, 0x3707, "$name\0") . $data);
}

1;
