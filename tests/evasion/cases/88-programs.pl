# Programs that hold a zip with the test file: packed by UPX 4.2.2 (rows by
# tests/support/make-programs), or with the zip in a resource or behind the end.
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
1;
