# Document - documents around a file: compound files, RTF, OneNote, Word's XML
#
# Small writers by the formats' own papers ([MS-CFB], [MS-OVBA], [MS-OLEDS],
# [MS-OXMSG], [MS-PPT], [MS-ONESTORE], RTF 1.9.1), so that each case can
# bend the field it is about.
package Document;

use strict;
use warnings;
use Exporter qw(import);
use MIME::Base64 qw(encode_base64);
use Pack;

our @EXPORT = qw(utf16 cfb ovba ovba_raw vba_project ole_package ole_native ole1 msg ppt rtf hex_digits
    onenote active_mime word_xml flat_opc);

use constant { FREE => 0xffffffff, LAST => 0xfffffffe, FAT => 0xfffffffd, DIFAT => 0xfffffffc };

sub utf16 { return join '', map { pack 'v', ord } split //, $_[0] }

# ---- compound files --------------------------------------------------------------------

# One entry of the directory; links are numbers of entries.
sub cfb_entry {
    my ($entry) = @_;
    my $name = utf16($entry->{name});
    return pack('a64vCC', $name, 2 + length $name, $entry->{type}, 1)
        . pack('V3', map { $_ // FREE } @$entry{qw(left right child)}) . "\0" x 36
        . pack('VVV', $entry->{start} // 0, $entry->{size} // 0, $entry->{size_high} // 0);
}

# Entries by path; storages are made as paths name them.
sub cfb_tree {
    my (@streams) = @_;
    my @entries = ({ name => 'Root Entry', type => 5 });
    my %storage = ('' => 0);
    my $open;
    $open = sub {
        my ($path) = @_;
        return $storage{$path} if defined $storage{$path};
        my ($up, $name) = $path =~ m{^(?:(.*)/)?([^/]*)$};
        push @entries, { name => $name, type => 1 };
        my $index = $storage{$path} = $#entries;
        push @{ $entries[$open->($up // '')]{members} }, $index;
        return $index;
    };
    for my $stream (@streams) {
        my ($up, $name) = $stream->[0] =~ m{^(?:(.*)/)?([^/]*)$};
        my $parent = $open->($up // '');
        push @entries, { name => $name, type => 2, data => $stream->[1], %{ $stream->[2] // {} } };
        push @{ $entries[$parent]{members} }, $#entries;
    }
    # Sorted by length, then by letters; each is to the right of the one before.
    for my $entry (@entries) {
        my @members = sort { length $entries[$a]{name} <=> length $entries[$b]{name}
            || uc $entries[$a]{name} cmp uc $entries[$b]{name} } @{ $entry->{members} // [] };
        $entry->{child} = $members[0];
        $entries[$members[$_ - 1]]{right} = $members[$_] for 1 .. $#members;
    }
    return @entries;
}

# A file of streams: [path, data, fields of its entry that are to lie].  Options
# in a hash ahead: version (3, 4); scattered: no two sectors of a stream lie
# behind each other; big: nothing in the mini stream; loop: the last sector of
# each stream leads to its first; no_tree: nothing is in the tree; header: what
# bends the header.
sub cfb {
    my $option = ref $_[0] eq 'HASH' ? shift : {};
    my @entries = cfb_tree(@_);
    my $version = $option->{version} // 3;
    my $size = $version == 4 ? 4096 : 512;
    my (@fat, @sectors, @minifat);
    my $mini = '';
    my $cutoff = $option->{big} ? 0 : 4096;
    # A chain in the file; scattered: every other sector, from the end.
    my $put = sub {
        my ($data, $whole) = @_;
        my @parts = unpack "(a$size)*", $data;
        return LAST unless @parts;
        my $first = @sectors;
        my $step = $option->{scattered} && !$whole ? 2 : 1;
        my @places = map { $first + $step * $_ } 0 .. $#parts;
        @places = reverse @places if $step == 2;
        for my $i (0 .. $#parts) {
            $sectors[$places[$i]] = $parts[$i];
            $fat[$places[$i]] = $i < $#parts ? $places[$i + 1] : LAST;
        }
        $fat[$places[-1]] = $places[0] if $option->{loop} && !$whole;
        return $places[0];
    };
    for my $entry (grep { $_->{type} == 2 } @entries) {
        my $data = $entry->{data};
        $entry->{size} //= length $data;
        if (length $data >= $cutoff) {
            $entry->{start} = $put->($data);
            next;
        }
        my $first = length($mini) / 64;
        my $count = int((length($data) + 63) / 64);
        $entry->{start} = $count ? $first : LAST;
        push @minifat, map { $_ < $count - 1 ? $first + $_ + 1 : LAST } 0 .. $count - 1;
        $mini .= $data . "\0" x (-length($data) % 64);
    }
    $entries[0]{start} = $put->($mini);
    $entries[0]{size} = length $mini;
    my $minifat = @minifat ? $put->(pack('V*', @minifat) . pack('V', FREE) x (-@minifat % ($size / 4)), 1)
        : LAST;
    delete $entries[0]{child} if $option->{no_tree};
    my $directory = join '', map { cfb_entry($_) } @entries;
    $directory .= cfb_entry({ name => '', type => 0 }) while length($directory) % $size;
    my $directory_at = $put->($directory, 1);
    # The table has room for its own sectors, too.
    my $per = $size / 4;
    my $tables = 1;
    $tables++ while $tables * $per < @sectors + $tables + ($tables > 109);
    my @table_at = @sectors .. @sectors + $tables - 1;
    $fat[$_] = FAT for @table_at;
    my @more = splice @table_at, 109;
    my $difat_at = LAST;
    if (@more) {
        $difat_at = @sectors + $tables;
        $fat[$difat_at] = DIFAT;
        $sectors[$difat_at] = pack('V*', @more, (FREE) x ($per - 1 - @more), LAST);
    }
    my $table = join '', map { pack 'V', $_ // FREE } @fat;
    $table .= pack('V', FREE) x ($tables * $per - @fat);
    $sectors[$_ - 0] = undef for @table_at;
    my @table_sectors = unpack "(a$size)*", $table;
    $sectors[(@table_at, @more)[$_]] = $table_sectors[$_] for 0 .. $tables - 1;
    my $header = pack('a8x16v5x6V9', "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0x3e, $version, 0xfffe,
        $version == 4 ? 12 : 9, 6, 0, $tables, $directory_at, 0, $cutoff, $minifat,
        @minifat ? int((@minifat + $per - 1) / $per) : 0, $difat_at, @more ? 1 : 0)
        . pack('V*', @table_at, (FREE) x (109 - @table_at));
    $header = $option->{header}->($header) if $option->{header};
    return $header . "\0" x ($size - 512)
        . join('', map { my $part = $_ // ''; $part . "\0" x ($size - length $part) } @sectors);
}

# ---- macros ([MS-OVBA] 2.4.1) ----------------------------------------------------------

# Packed as well as may be: references to what stands before, three bytes or more.
sub ovba_chunk {
    my ($text) = @_;
    my ($out, $at) = ('', 0);
    while ($at < length $text) {
        my ($flags, $tokens) = (0, '');
        for my $i (0 .. 7) {
            last if $at >= length $text;
            my $bits = 4;
            $bits++ while (1 << $bits) < $at;
            my $longest = (0xffff >> $bits) + 3;
            my ($length, $back) = (0, 0);
            for my $try (3 .. $longest) {
                last if $at + $try > length $text;
                my $found = rindex substr($text, 0, $at + $try - 1), substr($text, $at, $try), $at - 1;
                last if $found < 0 || $at - $found > 1 << $bits;
                ($length, $back) = ($try, $at - $found);
            }
            if ($length) {
                $flags |= 1 << $i;
                $tokens .= pack 'v', ($back - 1) << (16 - $bits) | ($length - 3);
                $at += $length;
            } else {
                $tokens .= substr $text, $at++, 1;
            }
        }
        $out .= chr($flags) . $tokens;
    }
    return pack('v', 0xb000 | length($out) - 1) . $out;
}

sub ovba { return "\1" . join '', map { ovba_chunk($_) } unpack '(a4096)*', $_[0] }

# Chunks that are not packed; each is full.
sub ovba_raw {
    return "\1" . join '', map { pack('v', 0x3fff) . $_ . "\0" x (4096 - length $_) }
        unpack '(a4096)*', $_[0];
}

sub vba_record { return pack('vV', $_[0], length $_[1]) . $_[1] }

# Streams of a project below a storage: modules are [name, source, fields]: code
# (bytes ahead of the source), offset (what "dir" says), packed (the source as
# it is to lie there).
sub vba_project {
    my ($storage, @modules) = @_;
    my ($dir, @streams) = ('');
    for my $module (@modules) {
        my ($name, $source, $field) = @$module;
        my $code = $field->{code} // "\1\x16\1\0" . "\0\xff" x 100;
        push @streams, ["$storage/VBA/$name", $code . ($field->{packed} // ovba($source))];
        $dir .= vba_record(0x19, $name) . vba_record(0x47, utf16($name)) . vba_record(0x1a, $name)
            . vba_record(0x32, utf16($name)) . vba_record(0x1c, '') . vba_record(0x48, '')
            . vba_record(0x31, pack 'V', $field->{offset} // length $code)
            . vba_record(0x1e, pack 'V', 0) . vba_record(0x2c, "\xff\xff") . vba_record(0x21, '')
            . vba_record(0x2b, '');
    }
    $dir = vba_record(1, pack 'V', 1) . vba_record(2, pack 'V', 0x409) . vba_record(3, pack 'v', 1252)
        . vba_record(4, 'VBAProject') . pack('vVVv', 9, 4, 1, 1)
        . vba_record(0x0f, pack 'v', scalar @modules) . vba_record(0x13, "\xff\xff") . $dir
        . vba_record(0x10, '');
    return (["$storage/PROJECT", join '', map { "Module=$_->[0]\r\n" } @modules],
        ["$storage/VBA/_VBA_PROJECT", "\xcc\x61\xb2\0\0\3\0\xff"], ["$storage/VBA/dir", ovba($dir)],
        @streams);
}

# ---- objects ([MS-OLEDS]) --------------------------------------------------------------

sub ole_package {
    my ($name, $bytes) = @_;
    my $path = "C:\\Temp\\$name\0";
    return pack('v', 2) . "$name\0C:\\$name\0" . pack('vvV', 0, 3, length $path) . $path
        . pack('V', length $bytes) . $bytes . "\0\0";
}

# A stream "\1Ole10Native".
sub ole_native {
    my ($name, $bytes) = @_;
    my $package = ole_package($name, $bytes);
    return pack('V', length $package) . $package;
}

# An object of OLE 1, as RTF has it.
sub ole1 {
    my ($class, $data) = @_;
    return pack('VVV', 0x501, 2, 1 + length $class) . "$class\0" . pack('VVV', 0, 0, length $data)
        . $data . pack('VV', 0x501, 0);
}

# ---- Outlook ([MS-OXMSG]) --------------------------------------------------------------

# A message with one attachment; wide: names in UTF-16.
sub msg {
    my ($name, $bytes, %option) = @_;
    my $attachment = '__attach_version1.0_#00000000';
    my @name = $option{wide}
        ? (["$attachment/__substg1.0_3707001F", utf16($name)], ["$attachment/__substg1.0_3704001F", utf16('x.txt')])
        : (["$attachment/__substg1.0_3707001E", $name], ["$attachment/__substg1.0_3704001E", 'x.txt']);
    return cfb(["__properties_version1.0", "\0" x 48], ['__substg1.0_001A001F', utf16('IPM.Note')],
        ['__substg1.0_0037001F', utf16('papers')], ['__substg1.0_1000001F', utf16("See the file.\r\n")],
        @name, ["$attachment/__substg1.0_37010102", $bytes]);
}

# ---- PowerPoint ([MS-PPT]) -------------------------------------------------------------

sub ppt_record {
    my ($instance, $type, $data, $version) = @_;
    return pack('vvV', $instance << 4 | ($version // 0), $type, length $data) . $data;
}

# The stream "PowerPoint Document" around an object.
sub ppt {
    my ($object, %option) = @_;
    my $record = $option{stored} ? ppt_record(0, 0x1011, $object)
        : ppt_record(1, 0x1011, pack('V', length $object) . deflate($object, 15));
    return ppt_record(0, 1000, ppt_record(0, 1001, "\0" x 40), 15) . $record
        . ppt_record(0, 4085, "\0" x 28);
}

# ---- RTF -------------------------------------------------------------------------------

sub hex_digits { return unpack 'H*', $_[0] }

# An object of these digits, which may have anything between them.
sub rtf {
    my ($digits, $word) = @_;
    return "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\nSee below.\\par\n{\\object\\objemb\\objw100\\objh100"
        . '{\*\objclass Package}{\*' . ($word // '\objdata ') . $digits
        . "}{\\result{\\pard picture\\par}}}\n}\n";
}

# ---- others ----------------------------------------------------------------------------

# A section of OneNote with these files ([MS-ONESTORE] 2.6.13).
sub onenote {
    my (@files) = @_;
    my $guid = pack 'H*', 'e716e3bd65261145a4c48d4d0b7a9eac';
    my $foot = pack 'H*', '22a7fb71790f0b4abb13899256426b24';
    return pack('H*', 'e4525c7b8cd8a74daeb15378d02996d3') . "\0" x 1008
        . join('', map { $guid . pack('Q<x12', length $_) . $_ . "\0" x (-length($_) % 8) . $foot } @files);
}

# offset: where it says that the packed bytes begin, behind 46; ahead: bytes that
# stand there in their place.
sub active_mime {
    my ($bytes, %option) = @_;
    my $packed = deflate($bytes, 15);
    return "ActiveMime\0\0\1\xf0\4\0\0\0\xff\xff\xff\xff\0\0\7\xf0" . pack('V', 24 + length $packed)
        . pack('VVVVV', $option{offset} // 4, 4, 0, 0, length $bytes) . ($option{ahead} // '') . $packed;
}

sub word_xml {
    my ($bytes, $text) = @_;
    return qq{<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n}
        . qq{<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">\n<w:docSuppData>}
        . qq{<w:binData w:name="editdata.mso">} . ($text // encode_base64($bytes))
        . "</w:binData></w:docSuppData></w:wordDocument>\n";
}

sub flat_opc {
    my ($name, $bytes) = @_;
    return qq{<?xml version="1.0" standalone="yes"?>\n<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">}
        . qq{<pkg:part pkg:name="$name" pkg:contentType="application/vnd.ms-office.vbaProject"><pkg:binaryData>}
        . encode_base64($bytes) . "</pkg:binaryData></pkg:part></pkg:package>\n";
}

1;
