# Transfer encodings: how the field names one, and what stands in the body.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my $text = text_part();
my $base64 = encode_base64(eicar(), '');    # 68 bytes: ends with one "="

# The payload as a part with this encoding field and this body.
sub encoded {
    my ($encoding, $body) = @_;
    return mixed($type, 'bnd', $text, with_fields("Content-Type: application/octet-stream; "
            . "name=\"test.com\"\nContent-Disposition: attachment; filename=\"test.com\"\n"
            . "Content-Transfer-Encoding: $encoding\n", $body));
}

# In lines of so many characters.
sub lines {
    my ($size, $characters) = @_;
    return $characters =~ s/(.{1,$size})/$1\n/gr;
}

# ---- the field ----
for (
    ['upper-case', 'BASE64', 'RFC 2045, 6.1: case-insensitive'],
    ['mixed-case', 'bAsE64', 'RFC 2045, 6.1: case-insensitive'],
    ['many-blanks', "  \t base64 \t ", 'RFC 5322, 3.2.2'],
    ['folded', "\n base64", 'RFC 5322, 2.2.3'],
    ['folded-twice', "\n \n\tbase64", 'RFC 5322, 4.2: obs-FWS'],
    ['comment-behind', 'base64 (comment)', 'RFC 5322, 3.2.2'],
    ['comment-ahead', '(comment) base64', 'RFC 5322, 3.2.2'],
    ['comment-decoy', '(7bit) base64 (quoted-printable)', 'RFC 5322, 3.2.2'],
    ['semicolon', 'base64;', 'readers that stop at a semicolon'],
    ['parameter', 'base64; charset=utf-8', 'readers that stop at a semicolon'],
    ['quoted', '"base64"', 'readers that take quotes off'],
    ['comma', 'base64, 7bit', 'readers that take the first word'],
    ['word-behind', 'base64 7bit', 'readers that take the first word'],
    ['hyphen', 'base-64', 'readers that compare loosely (clamscan)'],
    ['x-base64', 'x-base64', 'readers that look for the word inside (postal-mime, ripmime)'],
) {
    my ($name, $value, $reader) = @$_;
    trick("encoding-field-$name", 'mime', 'base64 as ' . $value =~ s/\s+/ /gr, $reader,
        encoded($value, eicar_64()));
}

# ---- base64 ----
for (
    ['lines-of-1', lines(1, $base64)],
    ['lines-of-3', lines(3, $base64)],
    ['lines-of-5', lines(5, $base64)],
    ['lines-of-77', lines(77, $base64), 'readers without the limit of RFC 2045, 6.8'],
    ['one-line', "$base64\n", 'readers without the limit of RFC 2045, 6.8'],
    ['thousand-blanks-between', lines(4, $base64) =~ s/\n/' ' x 1000/er],
    ['empty-lines', $base64 =~ s/(.{8})/$1\n\n/gr . "\n"],
    ['empty-lines-ahead', "\n" x 100 . lines(76, $base64)],
    ['blanks', $base64 =~ s/(.)/$1 /gr . "\n"],
    ['tabs', $base64 =~ s/(.{3})/$1\t/gr . "\n"],
    ['exclamation-marks', $base64 =~ s/(.{2})/$1!/gr . "\n"],
    ['other-ascii', $base64 =~ s/(.{5})/$1@\$%&*(){}[]<>,.;:?^~`|\\"'#/gr . "\n"],
    ['eight-bit', $base64 =~ s/(.{5})/$1\xe4\xf6\xff/gr . "\n"],
    ['control-characters', $base64 =~ s/(.{5})/$1\x01\x02\x1b\x7f/gr . "\n"],
    ['nuls', $base64 =~ s/(.{5})/$1\0/gr . "\n"],
    ['line-of-junk-ahead', "!!!!!!!!\n" . lines(76, $base64)],
    ['dashes-ahead', "----\n" . lines(76, $base64)],
    ['form-feed', $base64 =~ s/(.{7})/$1\f\x0b/gr . "\n"],
) {
    my ($name, $body, $reader) = @$_;
    trick("base64-$name", 'mime', 'base64: ' . $name =~ tr/-/ /r,
        $reader // 'RFC 2045, 6.8: other characters must be ignored', encoded('base64', $body));
}
trick('base64-missing-padding', 'mime', 'base64 without its "="', 'readers that do not count',
    encoded('base64', $base64 =~ s/=+//r . "\n"));
trick('base64-too-much-padding', 'mime', 'base64 with eight "=" at its end',
    'readers that stop at the first', encoded('base64', "$base64=======\n"));
trick('base64-padding-and-blanks', 'mime', 'blanks and folds ahead of the "="',
    'RFC 2045, 6.8: other characters must be ignored', encoded('base64', $base64 =~ s/=/ \n =/r . "\n"));
trick('base64-two-runs', 'mime', 'two padded runs, one behind the other',
    'readers that go on behind a "=" (mailparser); RFC 2045, 6.8 leaves it open',
    encoded('base64', encode_base64(substr(eicar(), 0, 19)) . encode_base64(substr(eicar(), 19))));
trick('base64-two-runs-one-line', 'mime', 'two padded runs in one line',
    'readers that go on behind a "="',
    encoded('base64', encode_base64(substr(eicar(), 0, 20), '') . encode_base64(substr(eicar(), 20))));
trick('base64-runs-of-one-byte', 'mime', 'each byte a padded run of its own',
    'readers that go on behind a "="',
    encoded('base64', join '', map { encode_base64($_) } split //, eicar()));
trick('base64-text-behind', 'mime', 'an advertisement behind the "="',
    'readers that stop at the "="', encoded('base64', "$base64\n\n" . '_' x 40
    . "\nSent by some list server\n"));
trick('base64-data-behind', 'mime', 'other base64 behind the "="', 'readers that stop at the "="',
    encoded('base64', "$base64\n" . encode_base64("More of it, and more.\n" x 9)));
trick('base64-stray-bits', 'mime', 'bits that are not zero ahead of the padding',
    'RFC 4648, 3.5: readers may ignore them', encoded('base64', $base64 =~ s/.=$/r=/r . "\n"));
trick('base64-whole-message', 'mime', 'the message itself is base64, in lines of 10,000',
    'readers without the limit of RFC 2045, 6.8',
    mail("Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64",
    lines(10_000, $base64)));
trick('base64-10000-junk-lines', 'mime', '10,000 lines of other characters ahead',
    'RFC 2045, 6.8: other characters must be ignored',
    encoded('base64', "?!.:\n" x 10_000 . lines(76, $base64)));
trick('base64-cut-by-delimiter', 'mime', 'no line end ahead of the delimiter but its own',
    'RFC 2046, 5.1.1', encoded('base64', $base64));

# ---- quoted-printable ----
sub every_character {
    my ($format) = @_;
    return eicar() =~ s/(.)/sprintf $format, ord $1/gser;
}
my $escaped = eicar() =~ s/=/=3D/gr;
for (
    ['upper-hex', every_character('=%02X') =~ s/(.{72})/$1=\n/gr, 'RFC 2045, 6.7'],
    ['lower-hex', every_character('=%02x') =~ s/(.{72})/$1=\n/gr,
        'RFC 2045, 6.7: a robust reader takes lower case'],
    ['mixed-hex', every_character('=%02x') =~ s/(=.)a/$1A/gr, 'RFC 2045, 6.7: as above'],
    ['long-line', every_character('=%02X') . "\n", 'readers without the limit of RFC 2045, 6.7'],
    ['soft-break-everywhere', $escaped =~ s/(.)/$1=\n/gr, 'RFC 2045, 6.7 (5)'],
    ['soft-break-and-blanks', $escaped =~ s/(.{5})/$1= \t\n/gr,
        'RFC 2045, 6.7 (3) and (5): white space at a line end is dropped'],
    ['soft-break-in-a-row', "=\n=\n=\n" . $escaped =~ s/(.{9})/$1=\n=\n/gr, 'RFC 2045, 6.7 (5)'],
    ['trailing-blanks', "$escaped   \t \n", 'RFC 2045, 6.7 (3)'],
    ['line-end-encoded', "$escaped=0D=0A", 'RFC 2045, 6.7 (1)'],
    ['line-feed-encoded', "$escaped=0A", 'RFC 2045, 6.7 (1)'],
    ['soft-break-at-end', "$escaped=", 'RFC 2045, 6.7 (5)'],
    ['first-character', sprintf('=%02X', ord eicar()) . substr(eicar(), 1), 'RFC 2045, 6.7 (1)'],
) {
    my ($name, $body, $reader) = @$_;
    trick("qp-$name", 'mime', 'quoted-printable: ' . $name =~ tr/-/ /r, $reader,
        encoded('quoted-printable', $body));
}
trick('qp-field-odd-case', 'mime', 'Quoted-PRINTABLE and a comment', 'RFC 2045, 6.1',
    encoded('Quoted-PRINTABLE (x)', every_character('=%02X')));
trick('qp-field-misspelled', 'mime', 'quotedprintable without the hyphen',
    'readers that compare loosely (clamscan)', encoded('quotedprintable', every_character('=%02X')));
trick('qp-soft-break-crlf', 'mime', 'soft breaks with LF in a message with CRLF',
    'readers that take both line ends', \(crlf(encoded('quoted-printable', 'PAYLOAD'))
    =~ s/PAYLOAD/$escaped =~ s{(.{20})}{$1=\n}gr/er));

# ---- two of them ----
trick('encoding-disagrees-base64-first', 'mime', 'base64, then quoted-printable as a second field',
    'readers that take the first', encoded("base64\nContent-Transfer-Encoding: quoted-printable",
    eicar_64()));
trick('encoding-disagrees-base64-last', 'mime', 'quoted-printable, then base64 as a second field',
    'readers that take the last', encoded("quoted-printable\nContent-Transfer-Encoding: base64",
    eicar_64()));
trick('encoding-disagrees-qp-last', 'mime', 'base64, then quoted-printable as a second field',
    'readers that take the last', encoded("base64\nContent-Transfer-Encoding: quoted-printable",
    every_character('=%02X')));
trick('encoding-disagrees-none-last', 'mime', 'base64, then 7bit as a second field; it is 7bit',
    'readers that take the last', encoded("base64\nContent-Transfer-Encoding: 7bit", eicar()));
trick('encoding-unknown-is-none', 'mime', 'an unknown encoding over plain bytes',
    'readers that save it as it is (RFC 2045, 6.4)', encoded('x-foo', eicar()));
1;
