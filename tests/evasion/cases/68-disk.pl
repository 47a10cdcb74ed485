# Images of hard disks, which Windows mounts at a double click.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;
use Script;

my $mounts = 'Windows, macOS: who mounts it; 7-Zip';
my $windows = 'Windows, which mounts a VHD at a double click; 7-Zip';
my $volume = fat('TEST.COM', eicar());
my $gif = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

for (
    ['fat', $volume, 'a volume of FAT'],
    ['fat-folder', fat('TEST.COM', eicar(), folder => 'PAPERS'), 'FAT, in a folder'],
    ['fat-apart', fat('TEST.TAR', tar('test.com', eicar()), apart => 3), 'FAT, a tar in pieces'],
    ['fat-large', fat('TEST.COM', eicar(), bytes => 4096), 'FAT, sectors of 4096 bytes'],
    ['fat-film', fat('TEST.COM', eicar(), oem => 'Xftyp'), 'FAT, made by a system whose name is the mark of a film'],
    ['fat-archive', fat('TEST.COM', eicar(), oem => 'MSDO**AC'), 'FAT, made by a system with half a mark of ACE'],
    ['table', partitioned($volume), 'a disk with a partition'],
    ['table-extended', partitioned($volume, extended => 1), 'a disk with a partition in an extended one'],
    ['zip', zip({ name => 'papers.img', data => $volume }), 'FAT in a zip', 'papers.zip'],
    ['gzip', gzip($volume), 'FAT in a gzip', 'papers.img.gz'],
) {
    my ($name, $bytes, $what, $file) = @$_;
    trick("disk-$name", 'archive', "disk: $what", $mounts, packed($file // 'papers.img', $bytes));
}

for (
    ['volume', ntfs('test.com', eicar()), 'a volume'],
    ['apart', ntfs('test.tar', tar('test.com', eicar()), apart => 1), 'a tar in pieces'],
    ['names', ntfs('notes.jpg', script_with(eicar()), also => ['open.js', 'more.jpg']),
        'a script that is called a picture first and last'],
    ['vhd', vhd_fixed(partitioned(ntfs('test.com', eicar()))), 'in a VHD'],
    ['dynamic', vhd_dynamic(partitioned(ntfs('test.com', eicar())), 4096), 'in a dynamic VHD'],
) {
    my ($name, $bytes, $what) = @$_;
    trick("disk-ntfs-$name", 'archive', "NTFS: $what", $windows, packed('papers.vhd', $bytes));
}

my $long = tar('test.com', eicar());
for (
    ['row', exfat('test.com', eicar()), 'in a row'],
    ['long-name', exfat('a file whose name is long.com', eicar()), 'a long name'],
    ['row-large', exfat('test.tar', $long), 'a tar in a row'],
    ['chain', exfat('test.tar', $long, apart => 1), 'a tar in pieces'],
    ['folder', exfat('test.tar', $long, apart => 1, folder => 1), 'in a folder'],
    ['vhd', vhd_fixed(partitioned(exfat('test.com', eicar()))), 'in a VHD'],
    ['dynamic', vhd_dynamic(partitioned(exfat('test.tar', $long, apart => 1)), 4096), 'in a dynamic VHD'],
) {
    my ($name, $bytes, $what) = @$_;
    trick("disk-exfat-$name", 'archive', "exFAT: $what", $windows, packed('papers.vhd', $bytes));
}

my $imagers = '7-Zip, wimlib, DISM';
trick('wim', 'archive', 'WIM: stored', $imagers, packed('papers.wim', wim('test.com', eicar())));
trick('wim-packed', 'archive', 'WIM: a tar, by XPRESS', $imagers,
    packed('papers.wim', wim('test.tar', $long, packed => 1)));
trick('wim-names', 'archive', 'WIM: a script that is called a picture first and last', $imagers,
    packed('papers.wim', wim('notes.jpg', script_with(eicar()), also => ['open.js', 'more.jpg'])));
trick('wim-zip', 'archive', 'WIM: in a zip', $imagers,
    packed('papers.zip', zip({ name => 'papers.wim', data => wim('test.com', eicar()) })));

my $machines = 'VMware, VirtualBox, QEMU, 7-Zip';
for my $case (['volume', $volume], ['table', partitioned($volume)], ['tar', partitioned(exfat('test.tar', $long, apart => 1))]) {
    my ($name, $bytes) = @$case;
    trick("disk-vmdk-$name", 'archive', "VMDK: $name", $machines, packed('papers.vmdk', vmdk($bytes, 4096)));
    trick("disk-qcow-$name", 'archive', "QCOW2: $name", $machines, packed('papers.qcow2', qcow($bytes)));
}

my $disk = partitioned($volume);
my $dynamic = vhd_dynamic($disk, 4096);
for (
    ['fixed', vhd_fixed($disk), 'fixed'],
    ['fixed-volume', vhd_fixed($volume), 'fixed, without a table'],
    ['fixed-picture', vhd_fixed(partitioned($volume, ahead => $gif)), 'fixed, begins as a picture'],
    ['fixed-program', vhd_fixed(partitioned($volume, ahead => 'MZ')), 'fixed, begins as a program'],
    ['fixed-page', vhd_fixed(partitioned($volume, ahead => '<html><body>nothing here</body></html>')),
        'fixed, begins as a page'],
    ['fixed-pdf', vhd_fixed(partitioned($volume, ahead => "%PDF-1.4\n")), 'fixed, begins as a PDF'],
    ['fixed-old', substr(vhd_fixed($disk), 0, -1), 'fixed, the footer one byte short (Virtual PC)'],
    ['dynamic', $dynamic, 'dynamic, its blocks in no order'],
    ['dynamic-no-footer', substr($dynamic, 0, -512), 'dynamic, by the copy of its footer'],
    ['dynamic-no-copy', 'x' x 512 . substr($dynamic, 512), 'dynamic, by its footer'],
    ['zip', zip({ name => 'papers.vhd', data => vhd_fixed($disk) }), 'in a zip', 'papers.zip'],
) {
    my ($name, $bytes, $what, $file) = @$_;
    trick("disk-vhd-$name", 'archive', "VHD: $what", $windows, packed($file // 'papers.vhd', $bytes));
}
clean('disk-deleted', 'FAT whose file is deleted', packed('papers.img',
    fat("\xE5EST.COM", 'X5O!P%@AP nothing here')));
1;
