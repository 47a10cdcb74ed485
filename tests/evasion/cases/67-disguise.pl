# Files that are two things at once, and decoys that use up what a filter may spend.
use strict;
use warnings;
use Encode qw(encode);
use IO::Uncompress::Gunzip qw(gunzip);
use MIME::Base64 qw(decode_base64 encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my %file = (name => 'test.com', data => eicar());
my $zip = zip(\%file);
my $from_end = 'unpackers that look from the end (unzip, 7-Zip, Python\'s zipfile)';
my $by_mark = 'unpackers that look for the mark of what they are told it is (7-Zip)';
my $by_place = 'whoever mounts it: the first 32 KB of ISO 9660 are nobody\'s';
my $page = '<a href="data:application/octet-stream;base64,' . encode_base64(eicar(), '') . '">papers</a>';
my $browser = 'mail clients and browsers, which render what is called text/html';
my $gif = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

# ---- a zip that begins as something else ----
for (
    ['page', "<html><body>nothing here</body></html>\n", 'a page'],
    ['mail', "From: ann\@example.net\nSubject: x\nContent-Transfer-Encoding: base64\n\n", 'a message in base64'],
    ['pdf', "%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n", 'a PDF'],
    ['ole2', "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" . "\0" x 1000, 'an Office document'],
    ['class', "\xCA\xFE\xBA\xBE\0\0\0\x34" . "\0" x 100, 'a Java class'],
    ['rtf', "{\\rtf1 nothing here}", 'an RTF'],
    ['gzip', gzip("nothing here\n"), 'a gzip'],
    ['rar', rar5('a.txt', "nothing here\n"), 'a rar'],
    ['tar', tar('a.txt', "nothing here\n"), 'a tar'],
    ['unknown', "\x60\xEA" . "\1\2\xFF\xFE" x 300, 'an archive that nobody here unpacks'],
) {
    my ($name, $ahead, $what) = @$_;
    trick("disguise-zip-$name", 'archive', "zip behind $what", $from_end, packed('papers.zip', $ahead . $zip));
}
trick('disguise-zip-odd-local', 'archive', 'zip behind a picture, its local header odd', $from_end,
    packed('papers.zip', $gif . ($zip =~ s/(PK\x03\x04)../$1\xC8\0/sr)));

# ---- an archive under another's name, behind another ----
trick('disguise-rar-behind-zip', 'archive', 'a rar behind a zip', $by_mark,
    packed('papers.rar', zip({ name => 'a.txt', data => "nothing here\n" }) . rar5('test.com', eicar())));
# Windows shows the UDF tree of an image before that of Joliet, and that before
# ISO 9660; libarchive prefers Rock Ridge, and knows no UDF.
sub image {
    my ($name) = @_;
    my $path = (__FILE__ =~ s{[^/]+\z}{}r) . "../../data/archives/$name.iso.gz";
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}
my $windows = 'Windows, macOS: what a double click shows';
trick('disguise-iso-udf', 'archive', 'an image whose files only UDF has', $windows,
    packed('papers.iso.gz', image('udf')));
trick('disguise-iso-joliet', 'archive', 'an image whose files only Joliet has', $windows,
    packed('papers.iso.gz', image('two-trees')));
trick('disguise-iso-only-udf', 'archive', 'an image without ISO 9660', $windows, do {
    gunzip(\image('udf') => \my $bytes) or die;
    packed('papers.img.gz', gzip($bytes =~ s/CD001/NO001/gr));
});

trick('disguise-iso-picture', 'archive', 'an image of a disk that begins as a picture', $by_place,
    packed('papers.iso', $gif . substr(iso9660('TEST.COM', eicar()), length $gif)));
trick('disguise-iso-zip', 'archive', 'an image of a disk that begins as a zip', $by_place,
    packed('papers.iso', do {
        my $ahead = zip({ name => 'a.txt', data => "nothing here\n" });
        $ahead . substr(iso9660('TEST.COM', eicar()), length $ahead);
    }));
trick('disguise-tar-picture', 'archive', 'a tar whose first name begins as a picture', 'tar, 7-Zip',
    packed('papers.tar', tar("GIF89a\1\1", 'nothing here') =~ s/\0{1024}\z//r . tar('test.com', eicar())));

# ---- decoys ahead ----
my @marks = map { "Rar!\x1A\x07\x01\0" . pack('V', $_) . "\x0B\1\5\7\0\6\1\1\x80\x80\x80\0" } 1 .. 12;
trick('disguise-decoys-in-program', 'archive', 'twelve marks of a rar ahead of it, in a program',
    'a program that knows where its archive is', packed('setup.exe', 'MZ' . "\0" x 500 . join('', @marks)
    . rar5('test.com', eicar())));
flagged('disguise-decoys', '40 marks of a rar ahead of it, in a program', packed('setup.exe',
    'MZ' . "\0" x 500 . join('', (@marks) x 4) . rar5('test.com', eicar())));
flagged('overlaps', 'three members ahead that reach to the end of the zip', packed('papers.zip', do {
    my ($local, $central) = zip_parts((map { { name => "$_", data => 'x' x 30 } } 1 .. 3), \%file);
    my $count = 0;
    $central =~ s/(PK\x01\x02.{16}).{8}/$count++ < 3 ? $1 . pack('V2', (0x7fffffff) x 2) : $&/gse;
    $local . $central . Pack::zip_end(4, length $central, length $local);
}));
trick('disguise-locked-decoy', 'archive', 'zip: the same encrypted bytes listed ahead with a wrong sum',
    'whoever does as the letter says', mixed($type, 'bnd',
    "Content-Type: text/plain\n\nThe password is secret7\n",
    "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64(do {
        my ($local, $central) = zip_parts({ %file, password => 'secret7' });
        my $decoy = $central =~ s/(PK\x01\x02.{12})..../$1abcd/sr;
        $local . $decoy . $central . Pack::zip_end(2, 2 * length $central, length $local);
    })));

# ---- 7z a -tzip -mem=ZipCrypto -psecret7, and the method ----
for (
    ['bzip2', 'UEsDBC4AAQAMAOezd11W0sjCeAAAAIAAAAAIAAAAdGVzdC5jb23JaSbLf87Rjbnx5CLHM5OuEgtn'
        . 'xZSOvd+ZkBuxb+NDgaALkk9CZXGWzaHrSOGFZu0d3bqhAKQaqN+u6c44kYGCYzwHJeyXKgiCmyTO'
        . 'sSRWnUfDRizX8Roq1NqRxvzOVpDzbximhAPNMmrYHi/qvvhkGL10CF0aYSNQSwECPwMuAAEADADn'
        . 's3ddVtLIwngAAACAAAAACAAkAAAAAAAAACCApIEAAAAAdGVzdC5jb20KACAAAAAAAAEAGAD2r+lX'
        . 'mnvdAQAAAAAAAAAAAAAAAAAAAABQSwUGAAAAAAEAAQBaAAAAngAAAAAA'],
    ['lzma', 'UEsDBD8AAwAOAOezd11W0sjCZQAAAIAAAAAIAAAAdGVzdC5jb215Si703YS8uG9aj/4j9fIthDK9'
        . 'EcSyXfp6fU0K0O9TFTEU5tkzOkhHazs9R+sswE88MgXJovM+H+9ADlIBTsT0svf6CMRMfg85XMoj'
        . 'ktZrMoEAf5QnOLXKt1lmqtXz12EQ5yPG1VBLAQI/Az8AAwAOAOezd11W0sjCZQAAAIAAAAAIACQA'
        . 'AAAAAAAAIICkgQAAAAB0ZXN0LmNvbQoAIAAAAAAAAQAYAPav6Veae90BAAAAAAAAAAAAAAAAAAAA'
        . 'AFBLBQYAAAAAAQABAFoAAACLAAAAAAA='],
) {
    my ($name, $bytes) = @$_;
    trick("sample-zip-password-$name", 'archive', "zip: encrypted, and packed with $name",
        'unpackers that know the method', mixed($type, 'bnd',
        "Content-Type: text/plain\n\nThe password is secret7\n",
        "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n$bytes"));
}

# ---- pages that do not look like one ----
sub as_page {
    my ($fields, $bytes) = @_;
    return mixed($type, 'bnd', text_part(), "$fields\nContent-Transfer-Encoding: base64\n\n" . encode_base64($bytes));
}
trick('disguise-page-mail', 'html', 'a page that begins like a message', $browser,
    as_page('Content-Type: text/html', "Subject: x\nDate: today\n\n<html>$page"));
trick('disguise-page-late', 'html', 'a page with its first tag behind 300 KB', $browser,
    as_page('Content-Type: text/html', "nothing here\n" x 25_000 . $page));
trick('disguise-page-named', 'html', 'a text that is called papers.html', 'browsers go by the name',
    as_page('Content-Type: text/plain; name=papers.html', "nothing here\n" x 25_000 . $page));
trick('disguise-page-utf7', 'html', 'a page in UTF-7, the word "data" encoded', 'mail clients that know UTF-7',
    as_page('Content-Type: text/html; charset=utf-7',
        $page =~ s/data:/'+' . encode_base64(encode('UTF-16BE', 'data:'), '') =~ s,=,,gr . '-'/er));
flagged('small-links', 'a data: URL behind many links of ten bytes each',
    as_page('Content-Type: text/html', '<a href=b>' x 2000 . $page));
trick('disguise-page-utf16', 'html', 'a page in UTF-16 with Chinese for 4 KB ahead', $browser,
    as_page('Content-Type: text/html; charset=utf-16', encode('UTF-16', "\x{4e2d}" x 2000 . $page)));
1;
