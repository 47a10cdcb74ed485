# Files in the middle of a text, and files that are an encoding of others.
#
# Mail clients that look for these in texts: Outlook and Outlook Express (uuencode),
# Thunderbird (uuencode, yEnc, BinHex: its class for untyped text), newsreaders.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my $text = text_part();
my $uu = 'readers that look for uuencode in texts (Outlook, Thunderbird, newsreaders)';
my $yenc = 'readers that look for yEnc in texts (newsreaders, uudeview)';
my $hqx = 'readers that look for BinHex in texts (Macintosh mailers, uudeview)';

sub in_text { return mail('', join '', @_) }

sub as_part {
    my ($fields, $body) = @_;
    return mixed($type, 'bnd', $text, with_fields("$fields\n", $body));
}

# ---- uuencode ----
my $lines = pack('u', eicar());
for (
    ['alone', uuencode(eicar())],
    ['text-around', "See this:\n\n" . uuencode(eicar()) . "\nAnd that's it.\n"],
    ['text-at-once-ahead', "See this:\n" . uuencode(eicar())],
    ['no-end', uuencode(eicar(), undef, '')],
    ['no-last-line', uuencode(eicar(), undef, "end\n")],
    ['blanks-for-zero', uuencode(eicar()) =~ tr/`/ /r],
    ['blanks-cut', uuencode(eicar(), undef, "\nend\n") =~ s/[` ]+$//gmr],
    ['backquotes-for-zero', uuencode(eicar(), undef, "`\nend\n") =~ s/(?<=.) (?=.*\n)/ /r],
    ['mode-of-four-digits', uuencode(eicar(), "begin 0644 test.com\n")],
    ['mode-odd', uuencode(eicar(), "begin 777 test.com\n")],
    ['name-with-blanks', uuencode(eicar(), "begin 644 a long name.com\n")],
    ['many-blanks', uuencode(eicar(), "begin   644   test.com\n")],
    ['trailing-blanks', uuencode(eicar(), "begin 644 test.com   \n")],
    ['extra-character-a-line', uuencode(eicar()) =~ s/^(M.*|7.*)$/$1a/gmr],
    ['two-one-after-the-other', uuencode("harmless\n") . uuencode(eicar())],
    ['second-without-first-end', uuencode("harmless\n", undef, '') . "\n" . uuencode(eicar())],
    ['begin-in-prose-ahead', "begin with this:\nbegin 12 is no file\n\n" . uuencode(eicar())],
    ['short-lines', "begin 644 test.com\n"
        . join('', map { pack 'u', $_ } eicar() =~ /(.{1,3})/g) . "`\nend\n"],
) {
    my ($name, $body) = @$_;
    trick("uuencode-$name", 'encoded', 'uuencode in a text: ' . $name =~ tr/-/ /r, $uu,
        in_text($body));
}
trick('uuencode-base64', 'encoded', 'begin-base64 in a text',
    'POSIX uudecode; readers that look for it', in_text("See this:\n", uuencode_64(eicar())));
trick('uuencode-xxencode', 'encoded', 'xxencode in a text', 'readers that know it (uudeview)',
    in_text("See this:\n", xxencode(eicar())));
trick('uuencode-in-part', 'encoded', 'uuencode in a text part', $uu,
    as_part('Content-Type: text/plain', uuencode(eicar())));
trick('uuencode-in-qp', 'encoded', 'uuencode in a text in quoted-printable', $uu,
    as_part("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable",
    uuencode(eicar()) =~ s/=/=3D/gr =~ s/^(.{10})(.+)$/$1=\n$2/gmr));
trick('uuencode-in-base64', 'encoded', 'uuencode in a text in base64', $uu,
    as_part("Content-Type: text/plain\nContent-Transfer-Encoding: base64",
    encode_base64("See this:\n" . uuencode(eicar()))));
trick('uuencode-in-preamble', 'encoded', 'uuencode ahead of the first delimiter',
    'readers that know no MIME', mail($type, uuencode(eicar()) . "\n" . parts('bnd', $text)));
trick('uuencode-in-epilogue', 'encoded', 'uuencode behind the last delimiter',
    'readers that know no MIME', mail($type, parts('bnd', $text) . "\n" . uuencode(eicar())));
trick('uuencode-in-attached-text', 'encoded', 'a file test.uue',
    'unpackers that people keep for it', as_part("Content-Type: application/octet-stream; "
    . "name=test.uue\nContent-Transfer-Encoding: base64", encode_base64(uuencode(eicar()))));
for my $word (qw(x-uuencode uuencode x-uue uue X-UUENCODE)) {
    trick('uuencode-encoding-' . ($word =~ /[A-Z]/ ? 'upper-case' : $word), 'encoded',
        "Content-Transfer-Encoding: $word", 'Thunderbird, MIME::Parser, Python and others',
        as_part("Content-Type: application/octet-stream; name=test.com\n"
        . "Content-Transfer-Encoding: $word", uuencode(eicar())));
}
trick('uuencode-encoding-text-ahead', 'encoded', 'x-uuencode with empty lines and text ahead',
    'readers that look for the line "begin"', as_part("Content-Type: application/octet-stream\n"
    . 'Content-Transfer-Encoding: x-uuencode', "\nSome text\n\n" . uuencode(eicar())));
trick('uuencode-encoding-no-end', 'encoded', 'x-uuencode without end',
    'readers that take what there is', as_part("Content-Type: application/octet-stream\n"
    . 'Content-Transfer-Encoding: x-uuencode', uuencode(eicar(), undef, '')));
trick('uuencode-message-encoding', 'encoded', 'the whole message x-uuencode',
    'readers that know the encoding', mail("Content-Type: application/octet-stream\n"
    . 'Content-Transfer-Encoding: x-uuencode', uuencode(eicar())));

# ---- yEnc ----
trick('yenc', 'encoded', 'yEnc in a text', $yenc, in_text("See this:\n\n", yenc(eicar())));
trick('yenc-part', 'encoded', 'yEnc, one part of one', $yenc, in_text(yenc(eicar(), part => 1)));
trick('yenc-no-end', 'encoded', 'yEnc without its last line', $yenc,
    in_text(yenc(eicar()) =~ s/^=yend.*\n//mr));
trick('yenc-wrong-sum', 'encoded', 'yEnc with a wrong CRC', 'readers that warn, and decode',
    in_text(yenc(eicar()) =~ s/crc32=.*/crc32=00000000/r));
trick('yenc-all-escaped', 'encoded', 'yEnc, every byte escaped',
    'yEnc 1.3: an encoder may escape any', in_text(join '',
    "=ybegin line=256 size=68 name=test.com\n",
    map({ '=' . chr((ord() + 42 + 64) & 255) } split //, eicar()), "\n=yend size=68\n"));
trick('yenc-short-lines', 'encoded', 'yEnc in lines of ten', $yenc,
    in_text(yenc(eicar()) =~ s/line=128/line=10/r
    =~ s/^(?!=y)(.+)$/$1 =~ s{((?:=.|.){10})}{$1\n}gr/emr));
trick('yenc-encoding', 'encoded', 'Content-Transfer-Encoding: x-yencode', 'Thunderbird',
    as_part("Content-Type: application/octet-stream; name=test.com\n"
    . 'Content-Transfer-Encoding: x-yencode', yenc(eicar())));

# ---- BinHex ----
trick('binhex', 'encoded', 'BinHex in a text', $hqx, in_text("See this:\n\n", binhex(eicar())));
trick('binhex-type', 'encoded', 'application/mac-binhex40', 'RFC 1741',
    as_part('Content-Type: application/mac-binhex40; name=test.hqx', binhex(eicar())));
trick('binhex-type-base64', 'encoded', 'application/mac-binhex40 in base64', 'RFC 1741',
    as_part("Content-Type: application/mac-binhex40; name=test.hqx\n"
    . 'Content-Transfer-Encoding: base64', encode_base64(binhex(eicar()))));
trick('binhex-octet-stream', 'encoded', 'BinHex as test.hqx',
    'unpackers that people keep for it', packed('test.hqx', binhex(eicar())));
trick('binhex-one-line', 'encoded', 'BinHex in one line', $hqx,
    in_text(binhex(eicar()) =~ s/\n(?=[^\n(:]+\n?)//gr =~ s/0\)/0)\n\n/r));
trick('binhex-no-blank-line', 'encoded', 'BinHex without the empty line',
    'readers that look for the colon (clamscan, uudeview)',
    in_text(binhex(eicar()) =~ s/\n\n/\n/r));

# ---- TNEF ----
my $outlook = '[MS-OXTNEF]: Outlook and whoever reads winmail.dat';
my $tnef = tnef('test.com', eicar());
my $mapi = tnef_mapi('test.com', eicar());
trick('tnef', 'encoded', 'winmail.dat', $outlook, packed('winmail.dat', $tnef,
    'application/ms-tnef'));
trick('tnef-vnd', 'encoded', 'application/vnd.ms-tnef, another name', $outlook,
    packed('mail.bin', $tnef, 'application/vnd.ms-tnef'));
trick('tnef-by-name', 'encoded', 'winmail.dat as application/octet-stream',
    'readers that go by the name', packed('winmail.dat', $tnef));
trick('tnef-property', 'encoded', 'winmail.dat with the file in a property', $outlook,
    packed('winmail.dat', $mapi, 'application/ms-tnef'));
trick('tnef-embedded', 'encoded', 'winmail.dat with a message with the file', $outlook,
    packed('winmail.dat', tnef_mapi('letter', $tnef, embedded => 1), 'application/ms-tnef'));
trick('tnef-two', 'encoded', 'winmail.dat with two files', $outlook, packed('winmail.dat',
    tnef('a.txt', 'harmless') . tnef('test.com', eicar()) =~ s/\A.{6}//sr,
    'application/ms-tnef'));
trick('tnef-wrong-sums', 'encoded', 'winmail.dat with wrong checksums',
    'readers that do not check (clamscan)', packed('winmail.dat', $tnef =~ s/..\z/\0\0/sr,
    'application/ms-tnef'));

# ---- wrappers of other worlds ----
trick('apple-single', 'encoded', 'application/applefile with a data fork', 'RFC 1740: Apple Mail',
    packed('test.com', apple_single('test.com', eicar()), 'application/applefile'));
trick('macbinary', 'encoded', 'application/x-macbinary', 'Macintosh mailers',
    packed('test.com', macbinary('test.com', eicar()), 'application/x-macbinary'));
my $entity = crlf(mixed('Content-Type: multipart/mixed; boundary=inner', 'inner')
    =~ s/\A.*?^(?=Content-Type)//msr);
for (['', undef], ['-pieces', 50]) {
    my ($name, $pieces) = @$_;
    my $cms = encode_base64(cms_signed($entity, $pieces));
    trick("smime-opaque$name", 'encoded', 'signed data, not clear: the message is in the CMS'
        . ($pieces ? ', in pieces of 50 bytes' : ''), 'RFC 8551, 3.5.2: every mailer with S/MIME',
        mail("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        . 'Content-Transfer-Encoding: base64', $cms));
}
my $cms_type = "Content-Type: application/pkcs7-mime; name=smime.p7m\n"
    . 'Content-Transfer-Encoding: base64';
trick('smime-compressed', 'encoded', 'compressed data', 'RFC 8551, 3.6: mailers that have it',
    mail($cms_type, encode_base64(cms_compressed($entity))));
trick('smime-by-name', 'encoded', 'signed data as application/octet-stream, smime.p7m',
    'RFC 8551, 3.10: names that end in .p7m',
    mail("Content-Type: application/octet-stream; name=smime.p7m\n"
    . 'Content-Transfer-Encoding: base64', encode_base64(cms_signed($entity))));
trick('smime-triple', 'encoded', 'signed data in signed data', 'RFC 2634, 1.1',
    mail($cms_type, encode_base64(cms_signed(crlf($cms_type)
    . "\r\n\r\n" . crlf(encode_base64(cms_signed($entity)))))));
# A letter of lines that come to byte 257 with what marks a tar.
my $ustar = cms_signed("X-Long: " . 'x' x 500 . "\r\n$entity");
substr($ustar, 257, 5) = 'ustar';
trick('smime-like-tar', 'encoded', 'signed data with the mark of a tar in them',
    'whoever goes by the media type', mail($cms_type, encode_base64($ustar)));
trick('tnef-whole-message', 'encoded', 'the message itself is TNEF', $outlook,
    mail("Content-Type: application/ms-tnef; name=winmail.dat\n"
    . 'Content-Transfer-Encoding: base64', encode_base64($tnef)));
1;
