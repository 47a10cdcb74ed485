# Programs that hold a zip with the test file: packed by UPX 4.2.2 (rows by
# tests/support/make-programs), or with the zip in a resource or behind the end;
# and put together by hand as MEW and FSG would have packed them.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $here = __FILE__ =~ s{[^/]+\z}{}r;

sub program {
    my ($name) = @_;
    open my $in, '<:raw', "$here/../../data/programs/$name" or die "$name: $!\n";
    local $/;
    return scalar <$in>;
}

for (
    ['pe32-nrv2b', 'a PE of 32 bits in NRV2B'],
    ['pe32-nrv2d', 'a PE of 32 bits in NRV2D'],
    ['pe32-nrv2e', 'a PE of 32 bits in NRV2E'],
    ['pe32-lzma', 'a PE of 32 bits in LZMA'],
    ['pe32-unmarked', 'a PE of 32 bits without the mark of UPX'],
    ['pe64-nrv2e', 'a PE of 64 bits in NRV2E'],
    ['pe64-lzma', 'a PE of 64 bits in LZMA'],
    ['pe64-unmarked', 'a PE of 64 bits without the mark of UPX'],
    ['elf64-nrv2e', 'an ELF in NRV2E'],
    ['elf64-lzma', 'an ELF in LZMA'],
) {
    my ($name, $what) = @$_;
    trick("program-upx-$name", 'archive', "UPX: $what", 'the program unpacks itself',
        packed('test.exe', program($name)));
}
trick('program-upx-in-zip', 'archive', 'UPX: a PE in a zip', 'the program unpacks itself',
    packed('test.zip', zip({ name => 'test.exe', data => program('pe32-nrv2e') })));
trick('program-upx-overlay', 'archive', 'a zip behind a packed PE', 'self-extracting programs',
    packed('test.exe', program('elf64-nrv2e') . 'x' x 100 . zip({ name => 'test.com', data => eicar() })));

# ---- MEW and FSG ----

# aPLib's stream of bytes that are no match: a bit of 0 ahead of each but the
# first; 110 and a byte of 0 at the end.  Eight bits are a byte.
sub aplib {
    my ($first, @bytes) = split //, $_[0];
    my $out = $first;
    my ($tag, $left) = (0, 0);
    my $bit = sub {
        if ($left == 0) {
            ($tag, $left) = (length $out, 8);
            $out .= "\0";
        }
        $left--;
        substr($out, $tag, 1) |= chr($_[0] << $left);
    };
    for (@bytes) {
        $bit->(0);
        $out .= $_;
    }
    $bit->($_) for 1, 1, 0;
    return "$out\0";
}

# A PE of 32 bits with one section at 0x401000, whose first byte is the entry.
sub small_pe {
    my ($section) = @_;
    my $size = length $section;
    my $optional = pack('v x14 V x8 V V V x16 V V x160', 0x10b, 0x1000, 0x400000, 0x1000, 0x200,
        0x100000, 0x200);
    my $row = pack('a8 V V V V x16', '.text', $size, 0x1000, $size, 0x200);
    my $head = pack('a2 x58 V', 'MZ', 0x40)
        . pack('a4 v v x12 v v', "PE\0\0", 0x14c, 1, length $optional, 0x103) . $optional . $row;
    return pack('a512', $head) . $section;
}

my $inside = zip({ name => 'test.com', data => eicar() });
my $list = 0x401040;
for (
    ['mew', pack('C V x11 C V H*', 0xe9, 11, 0xbe, $list, '8bdeadad50ad97b280'),
        pack('V3', 1, 2, 0x401800), pack('V', 0), 'MEW'],
    ['fsg-1', pack('C V H*', 0xbe, $list, 'ad93ad97ad5696b280'), pack('V3', 1, 0x401800, $list + 12), '',
        'FSG 1.33'],
    ['fsg-2', pack('H4 V H*', '8725', $list, '619455a4b680ff13'), pack('V3', $list + 4, 0x401800, $list + 12),
        '', 'FSG 2.0'],
) {
    my ($name, $code, $head, $end, $what) = @$_;
    trick("program-$name", 'archive', "$what: a PE with a zip", 'the program unpacks itself',
        packed('test.exe', small_pe(pack('a64', $code) . $head . aplib($inside) . $end . "\0" x 512)));
}
1;
