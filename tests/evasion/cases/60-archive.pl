# Archives and compressed files: made so that unpackers differ, and in each other.
use strict;
use warnings;
use IO::Compress::Bzip2 qw(bzip2);
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;
use Script;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my %file = (name => 'test.com', data => eicar());
my %harmless = (name => 'readme.txt', data => "harmless\n");

# Central directory first unpackers: Explorer, 7-Zip, Info-ZIP, libarchive seeking.
my $by_directory = 'unpackers that go by the directory (Explorer, 7-Zip, unzip)';
my $by_headers = 'unpackers that go by local headers (streaming ones: bsdtar from a pipe, jar)';
my $robust = 'unpackers that repair or stream (7-Zip, bsdtar, zip -FF)';

my ($local, $central, $count) = zip_parts(\%file);
my ($decoy, $decoy_central) = zip_parts(\%harmless);
my $end = Pack::zip_end($count, length $central, length $local);
my $bytes = eicar();
bzip2(\$bytes, \my $bzip2) or die "bzip2\n";

for (
    ['plain', zip(\%file), 'deflated', 'every unpacker'],
    ['stored', zip({ %file, method => 0 }), 'stored', 'every unpacker'],
    ['second-member', zip(\%harmless, \%file), 'the second member', 'every unpacker'],
    ['last-of-500', zip((\%harmless) x 499, \%file), 'the last of 500 members', 'every unpacker'],
    ['same-name-twice', zip({ %harmless, name => 'test.com' }, \%file),
        'two members of one name', 'unpackers that take both, or the last'],
    ['descriptor', zip({ %file, descriptor => 1 }), 'sizes in a data descriptor',
        'APPNOTE, 4.3.9'],
    ['descriptor-stored', zip({ %file, method => 0, descriptor => 1 }),
        'stored, sizes in a data descriptor', $by_directory],
    ['descriptor-unsigned', zip({ %file, descriptor => 1 }) =~ s/PK\x07\x08//r
        =~ s/(PK\x05\x06.{12})(....)/$1 . pack 'V', unpack('V', $2) - 4/sre,
        'a data descriptor without its signature', 'APPNOTE, 4.3.9.3'],
    ['junk-ahead', 'MZ' . 'x' x 5000 . zip(\%file), '5 KB ahead of it (self-extracting)',
        'unpackers that look from the end'],
    ['text-ahead', "Not to be opened by a filter.\n" x 200 . zip(\%file), 'a text ahead of it',
        'unpackers that look from the end'],
    ['64', zip_64(), 'sizes in fields of 64 bits', 'APPNOTE, 4.5.3'],
    ['picture-ahead', "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;" . zip(\%file),
        'a GIF ahead of it', 'unpackers that look from the end'],
    ['junk-behind', zip(\%file) . "\0" x 1000, 'zeros behind it', $by_directory],
    ['comment', $local . $central . Pack::zip_end($count, length $central, length $local,
        'a comment' x 500), 'a long comment', 'APPNOTE, 4.3.16'],
    ['comment-with-end-mark', $local . $central . Pack::zip_end($count, length $central,
        length $local, "PK\x05\x06" . "\0" x 18), 'a comment that looks like an end',
        'unpackers that check what they found'],
    ['no-directory', $local, 'no central directory', $robust],
    ['directory-cut', $local . substr($central, 0, 20), 'cut in its directory', $robust],
    ['no-end-record', $local . $central, 'no end of directory record', $robust],
    ['directory-of-a-decoy', $local . $decoy . zip_shifted($decoy_central, length $local)
        . Pack::zip_end(1, length $decoy_central, length $local . $decoy),
        'a member that the directory has not', $by_headers],
    ['empty-directory', $local . Pack::zip_end(0, 0, length $local),
        'an empty directory', $by_headers],
    ['names-disagree', zip({ %file, local_name => 'test.txt' }),
        'two names, the dangerous one in the directory', $by_directory],
    ['names-disagree-locally', zip({ %file, name => 'test.txt', local_name => 'test.com' }),
        'two names, the dangerous one local', $by_headers],
    ['local-sizes-zero', zip({ %file, local_size => 0 }), 'local sizes of zero', $by_directory],
    ['local-sizes-small', zip({ %file, local_size => 5 }), 'local sizes too small',
        'unpackers that go by the directory alone (zipfile of Python)'],
    ['local-sizes-huge', zip({ %file, local_size => 0x7fffffff }), 'local sizes too large',
        $by_directory],
    ['directory-sizes-zero', zip({ %file, central_size => 0 }), 'sizes of zero in the directory',
        $by_headers],
    ['directory-sizes-huge', zip({ %file, central_size => 0x7fffffff }),
        'huge sizes in the directory', $by_headers],
    ['method-disagrees', zip({ %file, method => 8, local_method => 0 }),
        'the local header says stored', 'unpackers that go by the directory alone (zipfile of Python)'],
    ['wrong-crc', zip(\%file) =~ s/(PK\x03\x04.{10})..../$1abcd/sr =~ s/(PK\x01\x02.{12})..../$1abcd/sr,
        'a wrong CRC', 'unpackers that warn, and write it all the same'],
    ['flagged-encrypted', zip(\%file) =~ s/(PK\x01\x02.{4})../$1\x01\x00/sr,
        'the directory says encrypted, the local header does not', $by_headers],
    ['wrong-signature-version', zip(\%file) =~ s/(PK\x03\x04)../$1\xff\0/sr,
        'version 25.5 needed', 'unpackers that try'],
    ['spanning-mark', 'PK00' . zip(\%file), 'a spanning mark ahead', 'APPNOTE, 8.5.4'],
    ['in-zip', zip({ name => 'a.zip', data => zip(\%file) }), 'a zip in a zip', 'by hand'],
    ['in-zip-stored', zip({ name => 'a.zip', data => zip(\%file), method => 0 }),
        'a zip stored in a zip', 'by hand'],
    ['in-zip-ten-deep', nested_zip(10), 'ten zips in each other', 'by hand'],
    ['in-zip-no-names', zip({ name => 'x', data => zip({ %file, name => 'y' }) }),
        'a zip in a zip, names without extensions', 'by hand'],
    ['two-in-a-row', zip(\%harmless) . zip(\%file), 'two zips in one file, the second counts',
        'unpackers that look from the end'],
    ['two-in-a-row-first', zip(\%file) . zip(\%harmless), 'two zips in one file, the first counts',
        $by_headers],
) {
    my ($name, $archive, $what, $reader) = @$_;
    trick("zip-$name", 'archive', "zip: $what", $reader, packed('papers.zip', $archive));
}

# A directory whose only member lies further behind.
sub zip_shifted {
    my ($directory, $by) = @_;
    substr($directory, 42, 4) = pack 'V', $by;
    return $directory;
}

# Both headers say 0xffffffff, and the extra field (1) the sizes.
sub zip_64 {
    my $size = length eicar();
    my $extra = pack('vvQ<Q<', 1, 16, $size, $size);
    my @fields = (0x5822, crc32(eicar()), 0xffffffff, 0xffffffff, 8, length $extra);
    my $local = pack('a4v4vV3v2', "PK\x03\x04", 45, 0, 0, 0, @fields) . 'test.com' . $extra . eicar();
    my $central = pack('a4v5vV3v5V2', "PK\x01\x02", 45, 45, 0, 0, 0, @fields, 0, 0, 0, 0, 0)
        . 'test.com' . $extra;
    return $local . $central . Pack::zip_end(1, length $central, length $local);
}

sub nested_zip {
    my ($depth) = @_;
    my $bytes = zip(\%file);
    $bytes = zip({ name => "$_.zip", data => $bytes }) for 2 .. $depth;
    return $bytes;
}

# ---- passwords ----
sub locked {
    my ($words, $password, %more) = @_;
    return mixed($type, 'bnd', "Content-Type: text/plain\n\n$words\n",
        "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n"
        . encode_base64(zip({ %file, password => $password, %more })));
}
my $told = 'whoever does as the letter says';
trick('zip-password', 'archive', 'zip: the password is in the letter', $told,
    locked('The password is secret7', 'secret7'));
trick('zip-password-colon', 'archive', 'zip: "Password: ..."', $told,
    locked("Please open the papers.\nPassword: X9-pq!z\nRegards", 'X9-pq!z'));
trick('zip-password-quoted', 'archive', 'zip: a password in quotes, with a full stop', $told,
    locked('Use "opensesame" as password.', 'opensesame'));
trick('zip-password-own-line', 'archive', 'zip: a password in a line of its own', $told,
    locked("The password:\n\n  4711\n\nRegards", '4711'));
trick('zip-password-german', 'archive', 'zip: "Das Passwort lautet ..."', $told,
    locked('Das Passwort lautet Rechnung2025', 'Rechnung2025'));
trick('zip-password-stored', 'archive', 'zip: stored and encrypted', $told,
    locked('Password: secret7', 'secret7', method => 0));
trick('zip-password-russian', 'archive', 'zip: the password behind a Russian word', $told,
    locked("\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c: tovar8", 'tovar8')
    =~ s{text/plain}{text/plain; charset=utf-8}r);
trick('zip-password-in-base64-text', 'archive', 'zip: the password is in a text in base64', $told,
    locked('x', 'secret7') =~ s{text/plain\n\nx\n}{"text/plain\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64("The password is secret7\n")}er);
trick('zip-password-in-file-name', 'archive', 'zip: the password is in the name of the file', $told,
    locked('See the name.', 'apple55') =~ s/papers\.zip/papers (password apple55).zip/r
    =~ s/name=(papers.*zip)/name="$1"/r);
trick('zip-password-infected', 'archive', 'zip: the password of malware collectors',
    'whoever knows the custom', locked('See the file.', 'infected'));
trick('zip-password-in-subject', 'archive', 'zip: the password is in the subject', $told,
    locked('See the subject.', 'banana42') =~ s/^Subject: .*/Subject: papers, password banana42/mr);
trick('zip-password-in-html', 'archive', 'zip: the password is in bold HTML', $told,
    locked('x', 'gelato99') =~ s{text/plain\n\nx}{text/html\n\n<p>The pass&#119;ord is <b>gel</b>ato99</p>}r);

# ---- the others ----
my @gzip_fields = (
    ['plain', 0, ''], ['name', 8, "test.com\0"], ['comment', 16, "a comment\0"],
    ['extra', 4, pack('v', 6) . "ab\2\0xy"], ['everything', 31, pack('v', 6) . "ab\2\0xy"
        . "test.com\0a comment\0" . "\0\0"],
);
for (@gzip_fields) {
    my ($name, $flags, $fields) = @$_;
    # The CRC of the header (RFC 1952, 2.3.1) is over all ahead of it.
    my $file = gzip(eicar(), $flags, $fields);
    if ($flags & 2) {
        my $size = 10 + length $fields;
        substr($file, $size - 2, 2) = pack 'v', crc32(substr $file, 0, $size - 2) & 0xffff;
    }
    trick("gzip-$name", 'archive', "gzip: $name", 'RFC 1952', packed('test.com.gz', $file));
}
trick('gzip-two-members', 'archive', 'gzip: half of it in each of two members',
    'RFC 1952, 2.2: members are joined',
    packed('test.com.gz', gzip(substr eicar(), 0, 30) . gzip(substr eicar(), 30)));
trick('gzip-empty-member-ahead', 'archive', 'gzip: an empty member ahead', 'RFC 1952, 2.2',
    packed('test.com.gz', gzip('') . gzip(eicar())));
trick('gzip-no-trailer', 'archive', 'gzip: cut ahead of its CRC', 'unpackers that stream',
    packed('test.com.gz', substr gzip(eicar()), 0, -8));
trick('gzip-wrong-crc', 'archive', 'gzip: a wrong CRC', 'unpackers that stream',
    packed('test.com.gz', gzip(eicar()) =~ s/.{8}\z/abcdefgh/sr));
trick('gzip-junk-behind', 'archive', 'gzip: zeros behind', 'gzip(1) ignores trailing zeros',
    packed('test.com.gz', gzip(eicar()) . "\0" x 512));
trick('gzip-three-deep', 'archive', 'gzip: three in each other', 'by hand',
    packed('test.com.gz.gz.gz', gzip(gzip(gzip(eicar())))));
for (
    ['tar', 'test.tar', tar('test.com', eicar())],
    ['tar-gz', 'test.tar.gz', gzip(tar('test.com', eicar()))],
    ['tar-bz2', 'test.tar.bz2', do {
        my $tar = tar('test.com', eicar());
        bzip2(\$tar, \my $out) or die "bzip2\n";
        $out;
    }],
    ['tar-no-end', 'test.tar', tar('test.com', eicar(), end => 0)],
    ['tar-old', 'test.tar', tar('test.com', eicar(), magic => "\0" x 6, type => "\0")],
    ['tar-gnu', 'test.tar', tar('test.com', eicar(), magic => 'ustar ')],
    ['tar-contiguous', 'test.tar', tar('test.com', eicar(), type => '7')],
    ['tar-unknown-type', 'test.tar', tar('test.com', eicar(), type => 'Q')],
    ['tar-two-in-a-row', 'test.tar', tar('a.txt', 'harmless', end => 0) . tar('test.com', eicar())],
    ['tar-link', 'test.tar', tar('notes.jpg', script_with(eicar()), end => 0)
        . tar('open.js', '', type => '1', link => 'notes.jpg')],
    ['tar-in-zip', 'test.zip', zip({ name => 'test.tar', data => tar('test.com', eicar()) })],
    ['tar-in-tar', 'test.tar', tar('inner.tar', tar('test.com', eicar()))],
    ['zip-in-tar-gz', 'test.tar.gz', gzip(tar('test.zip', zip(\%file)))],
    ['bzip2', 'test.com.bz2', $bzip2],
    ['ar', 'test.a', ar('test.com', eicar())],
    ['deb', 'test.deb', ar('debian-binary', "2.0\n")
        . ar('data.tar.gz', gzip(tar('test.com', eicar()))) =~ s/\A!<arch>\n//r],
    ['ar-in-gzip', 'test.a.gz', gzip(ar('test.com', eicar()))],
    ['cpio-new', 'test.cpio', cpio_new('test.com', eicar())],
    ['cpio-old', 'test.cpio', cpio_old('test.com', eicar())],
    ['cpio-in-gzip', 'test.cpio.gz', gzip(cpio_new('test.com', eicar()))],
    ['cab', 'test.cab', cab('test.com', eicar())],
    ['cab-in-zip', 'test.zip', zip({ name => 'test.cab', data => cab('test.com', eicar()) })],
    ['lha', 'test.lzh', lha('test.com', eicar())],
    ['rar4', 'test.rar', rar4('test.com', eicar())],
    ['rar4-self-extracting', 'test.exe', 'MZ' . 'x' x 3000 . rar4('test.com', eicar())],
    ['rar5', 'test.rar', rar5('test.com', eicar())],
    ['rar5-in-zip', 'test.zip', zip({ name => 'test.rar', data => rar5('test.com', eicar()) })],
    ['7z', 'test.7z', seven_zip('test.com', eicar())],
    ['7z-self-extracting', 'test.exe', 'MZ' . 'x' x 3000 . seven_zip('test.com', eicar())],
    ['iso', 'test.iso', iso9660('TEST.COM', eicar())],
    ['iso-named-img', 'test.img', iso9660('TEST.COM', eicar())],
    ['iso-in-zip', 'test.zip', zip({ name => 'test.iso', data => iso9660('TEST.COM', eicar()) })],
) {
    my ($name, $file, $archive) = @$_;
    trick("archive-$name", 'archive', "archive: $name" =~ tr/-/ /r, 'unpackers for it',
        packed($file, $archive));
}

# ---- called something else ----
for (
    ['text', 'Content-Type: text/plain; name=notes.txt', 'text/plain'],
    ['image', 'Content-Type: image/jpeg; name=photo.jpg', 'an image'],
    ['html', 'Content-Type: text/html; name=page.html', 'a page'],
    ['none', '', 'nothing'],
) {
    my ($name, $fields, $what) = @$_;
    trick("archive-labelled-$name", 'archive', "a zip that is labelled as $what",
        'people who are told to rename it', mixed($type, 'bnd', text_part(), ($fields && "$fields\n")
        . "Content-Transfer-Encoding: base64\n\n" . encode_base64(zip(\%file))));
}
trick('archive-in-letter', 'archive', 'a zip in an attached message', 'RFC 2046, 5.2.1',
    mixed($type, 'bnd', text_part(), "Content-Type: message/rfc822\n\n"
    . packed('papers.zip', zip(\%file)) =~ s/bnd/inner/gr));
trick('archive-letter-in-zip', 'archive', 'a message in a zip', 'readers of letter.eml',
    packed('papers.zip', zip({ name => 'letter.eml',
    data => mixed('Content-Type: multipart/mixed; boundary=inner', 'inner') })));
trick('archive-in-uuencode', 'archive', 'a zip in uuencode in a text', 'as with the file alone',
    mail('', uuencode(zip(\%file), "begin 644 papers.zip\n")));
trick('archive-in-tnef', 'archive', 'a zip in winmail.dat', 'as with the file alone',
    packed('winmail.dat', tnef('papers.zip', zip(\%file)), 'application/ms-tnef'));
trick('archive-whole-message', 'archive', 'the message itself is a zip', 'RFC 2045, 5',
    mail("Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64",
    encode_base64(zip(\%file))));
1;
