# Installers with the test file in them: NSIS (made by makensis, see
# tests/support/make-installers), InstallShield, Windows Installer, AutoIt.
use strict;
use warnings;
use Compress::Zlib qw(compress);
use Evasion;
use Pack;
use Document;

my $here = __FILE__ =~ s{[^/]+\z}{}r;
my $runs = 'the program installs it';

sub data {
    my ($path) = @_;
    open my $in, '<:raw', "$here/../../data/$path" or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my $program = data('programs/pe32-nrv2e');

# ---- NSIS ----
for my $name (qw(zlib zlib-solid bzip2 bzip2-solid lzma lzma-solid ansi amd64 stored)) {
    trick("installer-nsis-$name", 'archive', "NSIS: $name", $runs,
        packed('setup.exe', $program . data("installers/$name.nsis")));
}
trick('installer-nsis-in-zip', 'archive', 'NSIS: an installer in a zip', $runs,
    packed('a.zip', zip({ name => 'setup.exe', data => $program . data('installers/lzma-solid.nsis') })));

# ---- InstallShield ----

# Files without a mark.
sub plain {
    return join '', map { "$_->[0]\0Disk1\\$_->[0]\0" . "1.0.0.0\0" . length($_->[1]) . "\0$_->[1]" } @_;
}

# The halves of each byte change places, and the name is in it.
sub garbled {
    my ($name, $bytes) = @_;
    my @mask = (0x13, 0x35, 0x86, 0x07);
    my @key = map { ord(substr $name, $_, 1) ^ $mask[$_ % 4] } 0 .. length($name) - 1;
    my $at = 0;
    return join '', map {
        my $c = ~(ord($_) ^ $key[$at++ % 1024 % @key]) & 0xff;
        chr(($c >> 4 | $c << 4) & 0xff)
    } split //, $bytes;
}

sub legacy {
    my $files = join '', map {
        my ($name, $body) = @$_;
        my $stored = garbled($name, compress($body));
        pack('a260 V3 x8 v x30', $name, 6, 0, length $stored, 1) . $stored
    } @_;
    return pack('a14 v x30', 'InstallShield', scalar @_) . $files;
}

sub stream {
    my $files = join '', map {
        my ($name, $body) = @$_;
        my $stored = garbled($name, compress($body));
        pack('V2 x2 V x8 v', 2 * length $name, 6, length $stored, 1) . utf16($name) . $stored
    } @_;
    return pack('a14 v x30', 'ISSetupStream', scalar @_) . $files;
}

# A header and a volume of version 9; the one file is in pieces.
sub cabinets {
    my ($body) = @_;
    my $packed = join '', map { pack 'v/a', deflate($_) } $body =~ /.{1,30}/sg;
    my $row = pack('v Q< Q< Q< x16 x16 V v x12 x8 C v', 4, length $body, length $packed, 64, 87, 0, 0, 1);
    my $table = $row . "test.com\0";
    my $descriptor = pack('x12 V x12 V x8 V V', 48, 0, 1, 0);
    my $header = pack('a4 V V V V x12', 'ISc(', 0x01009500, 0, 32, 48 + length $table)
        . $descriptor . $table;
    my $volume = pack('a4 V V V V x44', 'ISc(', 0x01009500, 0, 64, 0) . $packed;
    return (['data1.cab', $volume], ['data1.hdr', $header]);
}

for (
    ['plain', plain(['a.txt', 'x' x 100], ['test.com', eicar()]), 'files as they are'],
    ['cabinet', plain(['setup.ini', "[x]\n"], cabinets(eicar())), 'in a cabinet'],
    ['legacy', legacy(['a.txt', 'x' x 100], ['test.com', eicar()]), 'garbled files'],
    ['stream', stream(['a.txt', 'x' x 100], ['test.com', eicar()]), 'garbled files of later versions'],
    ['msi', legacy(['a.msi', cfb(['Data1.cab', cab('test.com', eicar())])]), 'a .msi with a cabinet, garbled'],
) {
    my ($name, $bytes, $what) = @$_;
    trick("installer-installshield-$name", 'archive', "InstallShield: $what", $runs,
        packed('setup.exe', $program . $bytes));
}

# ---- AutoIt 3.2.6 and later ----

# Each byte is xored with every second number of RANROT, its highest bits.
sub hidden {
    my ($seed, $bytes) = @_;
    my @state = map { $seed = (1 - ($seed * 0x53A9B4FB & 0xffffffff)) & 0xffffffff } 1 .. 17;
    my $next = sub {
        my $turned = sub { ($_[0] << $_[1] | $_[0] >> 32 - $_[1]) & 0xffffffff };
        $state[0] = ($turned->($state[0], 9) + $turned->($state[10], 13)) & 0xffffffff;
        unshift @state, pop @state;
        return $state[1];
    };
    $next->() for 1 .. 9;
    return join '', map { $next->(); chr(ord($_) ^ $next->() >> 24) } split //, $bytes;
}

sub autoit_file {
    my ($purpose, $path, $bytes) = @_;
    my $text = sub {
        my ($mask, $seed, $letters) = @_;
        return pack('V', length($letters) ^ $mask) . hidden($seed + length $letters, utf16($letters));
    };
    return hidden(0x18EE, 'FILE') . $text->(0xADBC, 0xB33F, $purpose) . $text->(0xF820, 0xF479, $path)
        . pack('C V V x20', 0, (length($bytes) ^ 0x87BC) x 2) . hidden(0x2477, $bytes);
}

trick('installer-autoit', 'archive', 'AutoIt: a file that a compiled script brings', $runs,
    packed('setup.exe', $program . pack('H*', 'a3484bbe986c4aa9994c530a86d6487d') . 'AU3!EA06' . 'x' x 16
        . autoit_file('>>>AUTOIT SCRIPT<<<', 'C:\\a.tmp', pack('V C', 1, 0x7f))
        . autoit_file('test.com', 'C:\\test.com', eicar())));

# ---- Windows Installer ----
trick('installer-msi', 'archive', 'a .msi with a cabinet in it', $runs,
    packed('setup.msi', cfb(['Data1.cab', cab('test.com', eicar())], ['x', 'y' x 5000])));
1;
