# Pdf - small PDFs around a file, and what its streams are packed with
#
# By ISO 32000-2.  A document is a list of objects; each may be bent.
package Pdf;

use strict;
use warnings;
use Compress::Raw::Zlib qw(MAX_WBITS);
use Digest::MD5 qw(md5);
use Exporter qw(import);
use Pack;

our @EXPORT = qw(pdf pdf_file pdf_objects pdf_stream pdf_pack pdf_rc4_file ascii85 ascii_hex run_length lzw);

# ---- filters ------------------------------------------------------------------------

sub zlib { return deflate($_[0], MAX_WBITS) }
sub ascii_hex { return unpack('H*', $_[0]) . '>' }

sub ascii85 {
    my ($bytes) = @_;
    my $out = '';
    for my $group (unpack '(a4)*', $bytes) {
        my $size = length $group;
        my $value = unpack 'N', $group . "\0" x (4 - $size);
        my @digits = map { my $digit = $value % 85; $value = int($value / 85); chr($digit + 33) } 1 .. 5;
        $out .= substr join('', reverse @digits), 0, $size + 1;
    }
    return "$out~>";
}

sub run_length { return join('', map { chr(length($_) - 1) . $_ } unpack '(a100)*', $_[0]) . "\x80" }

# Codes of 9 bits, since no file here needs more: the table is cleared often enough.
sub lzw {
    my ($bytes) = @_;
    my $bits = '';
    for my $piece (unpack '(a100)*', $bytes) {
        $bits .= join '', map { sprintf '%09b', $_ } 256, unpack 'C*', $piece;
    }
    return pack 'B*', $bits . sprintf '%09b', 257;
}

my %packer = (FlateDecode => \&zlib, Fl => \&zlib, ASCIIHexDecode => \&ascii_hex, AHx => \&ascii_hex,
    ASCII85Decode => \&ascii85, A85 => \&ascii85, RunLengthDecode => \&run_length, RL => \&run_length,
    LZWDecode => \&lzw, LZW => \&lzw);

# Bytes through filters, of which the first is undone first.
sub pdf_pack {
    my ($bytes, @filters) = @_;
    $bytes = $packer{ $_ =~ s/#([0-9a-fA-F]{2})/chr hex $1/ger }->($bytes) for reverse @filters;
    return $bytes;
}

# ---- objects --------------------------------------------------------------------------

# A stream: entries of its dictionary ahead of Length, its bytes; length may lie.
sub pdf_stream {
    my ($entries, $bytes, $length) = @_;
    $length //= length $bytes;
    return "<<$entries/Length $length>>\nstream\n$bytes\nendstream";
}

# Objects by number, as they stand in a file.
sub pdf_objects {
    my ($head, %objects) = @_;
    my ($out, %at) = ($head);
    for my $number (sort { $a <=> $b } keys %objects) {
        $at{$number} = length $out;
        $out .= "$number 0 obj\n$objects{$number}\nendobj\n";
    }
    return ($out, %at);
}

# A whole file.  head, trailer (further entries), table (0: none) may be given.
sub pdf {
    my ($is, %objects) = @_;
    my ($out, %at) = pdf_objects($is->{head} // "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", %objects);
    my $size = 1 + (sort { $b <=> $a } keys %objects)[0];
    my $table = length $out;
    $out .= "xref\n0 $size\n0000000000 65535 f \n" . join '', map {
        sprintf "%010d 00000 %s \n", $at{$_} // 0, defined $at{$_} ? 'n' : 'f' } 1 .. $size - 1
        unless defined $is->{table} && !$is->{table};
    $out .= "trailer\n<</Size $size/Root 1 0 R" . ($is->{trailer} // '') . ">>\nstartxref\n$table\n%%EOF\n";
    return $out;
}

# The objects around an embedded file, which is number 5.
sub pdf_file {
    my ($stream, %more) = @_;
    return (1 => '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>',
        2 => '<</Type/Pages/Kids[3 0 R]/Count 1>>', 3 => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
        4 => '<</Type/Filespec/F(test.com)/EF<</F 5 0 R>>>>', 5 => $stream, %more);
}

# ---- encryption of revision 2: RC4 of 40 bits ----------------------------------------

my $padding = pack 'H*', '28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A';

sub rc4 {
    my ($key, $bytes) = @_;
    my @key = unpack 'C*', $key;
    my @state = 0 .. 255;
    my ($i, $j) = (0, 0);
    for my $n (0 .. 255) {
        $j = ($j + $state[$n] + $key[$n % @key]) % 256;
        @state[$n, $j] = @state[$j, $n];
    }
    $j = 0;
    return join '', map {
        $i = ($i + 1) % 256;
        $j = ($j + $state[$i]) % 256;
        @state[$i, $j] = @state[$j, $i];
        chr(ord ^ $state[($state[$i] + $state[$j]) % 256]);
    } split //, $bytes;
}

# A file whose embedded file and name are encrypted; password: of the user.
sub pdf_rc4_file {
    my ($bytes, $password, $trailer) = @_;
    my $owner = 'o' x 32;
    my $padded = substr $password . $padding, 0, 32;
    my $key = substr md5($padded . $owner . pack('l<', -4) . '0123456789abcdef'), 0, 5;
    my $user = rc4($key, $padding);
    my $of = sub { substr md5($key . substr(pack('V', $_[0]), 0, 3) . "\0\0"), 0, 10 };
    my ($id, $owner_hex, $user_hex) = map { unpack 'H*', $_ } '0123456789abcdef', $owner, $user;
    return pdf({ trailer => ($trailer // '/Encrypt 9 0 R') . "/ID[<$id><$id>]" },
        pdf_file(pdf_stream('/Filter/FlateDecode', rc4($of->(5), zlib($bytes))),
        4 => '<</Type/Filespec/F<' . unpack('H*', rc4($of->(4), 'test.com')) . '>/EF<</F 5 0 R>>>>',
        9 => "<</Filter/Standard/V 1/R 2/P -4/O<$owner_hex>/U<$user_hex>>>"));
}

1;
