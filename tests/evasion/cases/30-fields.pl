# How the fields of a header are written, where it ends, and what comes first.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;

my $mixed = 'multipart/mixed; boundary=bnd';
my $type = "Content-Type: $mixed";
my ($text, $payload) = (text_part(), attachment());

# ---- the field of the message ----
for (
    ['blank-ahead-of-colon', "Content-Type : $mixed", 'RFC 5322, 4.5: obs-optional'],
    ['tabs-ahead-of-colon', "Content-Type\t\t: $mixed", 'RFC 5322, 4.5: obs-optional'],
    ['folded-ahead-of-colon', "Content-Type\n : $mixed", 'RFC 822, B.1, by unfolding first'],
    ['no-blank', "Content-Type:$mixed", 'RFC 5322, 2.2'],
    ['tab', "Content-Type:\t$mixed", 'RFC 5322, 2.2'],
    ['lower-case', "content-type: $mixed", 'RFC 5322, 1.2.2: names are case-insensitive'],
    ['upper-case', 'CONTENT-TYPE: MULTIPART/MIXED; BOUNDARY=bnd', 'RFC 2045, 5.1'],
    ['odd-case', 'cOnTeNt-TyPe: MuLtIpArT/mIxEd; bOuNdArY=bnd', 'RFC 2045, 5.1'],
    ['folded-at-once', "Content-Type:\n $mixed", 'RFC 5322, 2.2.3'],
    ['folded-at-once-twice', "Content-Type:\n \n\t\n $mixed", 'RFC 5322, 4.2: obs-FWS'],
    ['comment-ahead', "Content-Type: (one (two)) $mixed", 'RFC 2045, 5.1'],
    ['comment-in-type', 'Content-Type: multipart (one) / (two) mixed; boundary=bnd',
        'readers of RFC 822, 3.1.4'],
    ['blanks-around-slash', 'Content-Type: multipart / mixed ; boundary=bnd',
        'readers of RFC 822, 3.1.4'],
    ['unknown-subtype', 'Content-Type: multipart/x-foo; boundary=bnd',
        'RFC 2046, 5.1.7: as mixed'],
    ['encrypted', 'Content-Type: multipart/encrypted; protocol="x/y"; boundary=bnd',
        'readers that list the parts of what they cannot decrypt'],
    ['form-data', 'Content-Type: multipart/form-data; boundary=bnd', 'RFC 2046, 5.1.7: as mixed'],
    ['alternative', 'Content-Type: multipart/alternative; boundary=bnd',
        'RFC 2046, 5.1.4: who cannot show the last shows another'],
    ['related', 'Content-Type: multipart/related; boundary=bnd', 'RFC 2387'],
    ['report', 'Content-Type: multipart/report; report-type=x; boundary=bnd', 'RFC 6522'],
    ['signed', 'Content-Type: multipart/signed; protocol="x/y"; micalg=z; boundary=bnd',
        'RFC 1847: the signature is shown as a file'],
    ['parallel', 'Content-Type: multipart/parallel; boundary=bnd', 'RFC 2046, 5.1.6'],
    ['no-subtype', 'Content-Type: multipart; boundary=bnd',
        'readers that look at the word ahead of the slash'],
    ['empty-subtype', 'Content-Type: multipart/; boundary=bnd',
        'readers that look at the word ahead of the slash'],
    ['x-multi', 'Content-Type: x-multi/mixed; boundary=bnd',
        'readers that look for "multi", or for a boundary'],
    ['twice-other-name-between', "X-Content-Type: text/plain\n$type\nContent-Types: text/plain",
        'RFC 5322, 2.2: the whole name counts'],
    ['long-name-ahead', 'X-' . 'a' x 5000 . ": b\n$type", 'RFC 5322: names have no limit'],
    ['long-line-ahead', 'X-Foo: ' . 'a' x 100_000 . "\n$type", 'readers without a line limit'],
    ['two-thousand-fields-ahead', join('', map { "X-Field-$_: value\n" } 1 .. 2000) . $type,
        'readers without a limit of fields'],
    ['thousand-folds-ahead', "X-Foo: a\n" . " folded\n" x 1000 . $type, 'RFC 5322, 2.2.3'],
    ['eight-bit-ahead', "X-Foo: \xff\xfe\x80\n$type", 'readers that pass over it'],
    ['eight-bit-name-ahead', "X-F\xf6\xf6: x\n$type", 'readers that pass over it'],
    ['no-field-ahead', "this line is no field\n$type", 'readers that pass over it (MIME::Parser)'],
    ['mbox-line-between', ">From ann Mon Jun  2 10:00:00 2025\n$type",
        'readers that pass over a quoted mbox line'],
    ['empty-name-ahead', ": nothing\n$type", 'readers that pass over it'],
) {
    my ($name, $fields, $reader) = @$_;
    trick("field-$name", 'mime', 'Content-Type: ' . $name =~ tr/-/ /r, $reader,
        mixed($fields, 'bnd'));
}
for (['none', ''], ['other', "MIME-Version: 2.5\n"], ['comment', "MIME-Version: (x) 1.(y)0\n"],
    ['twice', "MIME-Version: 1.0\nMIME-Version: 0\n"]) {
    my ($name, $field) = @$_;
    trick("field-mime-version-$name", 'mime', "MIME-Version: $name",
        'readers that do not look at it (RFC 2045, 4 leaves it open)',
        mixed($type, 'bnd') =~ s/^MIME-Version: 1.0\n/$field/mr);
}
trick('field-nul-in-another', 'mime', 'a NUL in a field ahead', 'readers that count bytes',
    mixed("X-Foo: a\0b\n$type", 'bnd'));
trick('field-nul-in-value', 'mime', 'NULs between the parameters',
    'readers that drop NULs, as RFC 5322, 4 has it',
    mixed("Content-Type: multipart/mixed;\0 boundary=bnd\0", 'bnd'));
trick('field-bare-cr-in-another', 'mime', 'a bare CR in a field ahead',
    'readers to which it is no line end', \(crlf(mixed("X-Foo: a\rb\n$type", 'bnd'))));
trick('field-bare-cr-fold', 'mime', 'a bare CR and a blank inside the field',
    'readers to which it is white space',
    \(crlf(mixed("Content-Type: multipart/mixed;\r boundary=bnd", 'bnd'))));
trick('field-bare-cr-ends-line', 'mime', 'a bare CR ends the field ahead',
    'readers to which it is a line end (Python)',
    \(crlf(mixed("X-Foo: a\r$type", 'bnd'))));

# ---- where the header begins and ends ----
my $mail = mixed($type, 'bnd');
for (
    ['unknown-fields-first', "X-Foo: bar\nX-Bar: foo\nX-Nobody-Lists-It: x\n$mail",
        'every reader: the order of fields is free (RFC 5322, 3.6)'],
    ['content-type-first', "$type\n$mail", 'every reader (RFC 5322, 3.6)'],
    ['only-content-type', mixed($type, 'bnd') =~ s/\A.*?^(?=Content-Type)//msr,
        'every reader: nobody asks for the other fields'],
    ['mbox-line-first', "From ann\@example.net Mon Jun  2 10:00:00 2025\n$mail",
        'readers of mbox (RFC 4155)'],
    ['quoted-mbox-line-first', ">From ann\@example.net Mon Jun  2 10:00:00 2025\n$mail",
        'readers of mbox that was quoted'],
    ['byte-order-mark-first', "\xef\xbb\xbf$mail", 'readers that pass over it'],
    ['empty-lines-first', "\n\n$mail", 'readers that pass over them'],
    ['blank-line-ends-header', $mail =~ s/\n\n/\n \n/r,
        'readers for which a line of blanks ends the header'],
    ['folded-line-first', " folded\n$mail", 'readers that pass over it'],
) {
    my ($name, $message, $reader) = @$_;
    trick("header-$name", 'mime', $name =~ tr/-/ /r, $reader, $message);
}
trick('header-ends-without-empty-line', 'mime', 'the body begins without an empty line',
    'readers for which a line that is no field ends the header (Python)',
    mail("Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64", '')
    =~ s/\n\z//r . eicar_64());

# ---- the fields of a part ----
sub with_part {
    my ($fields, $body) = @_;
    return mixed($type, 'bnd', $text, with_fields("$fields\n", $body // eicar_64()));
}
my $encoding = 'Content-Transfer-Encoding: base64';
for (
    ['encoding-alone', $encoding, 'RFC 2045, 5.2: it is text/plain'],
    ['disposition-and-encoding', "Content-Disposition: attachment; filename=test.com\n$encoding",
        'RFC 2183'],
    ['empty-type', "Content-Type:\n$encoding", 'RFC 2045, 5.2'],
    ['type-without-slash', "Content-Type: file\n$encoding", 'RFC 2045, 5.2'],
    ['unknown-type', "Content-Type: x-foo/x-bar; name=test.com\n$encoding", 'RFC 2045, 5.2'],
    ['multipart-without-boundary', "Content-Type: multipart/mixed; name=test.com\n$encoding",
        'readers that save it by its name'],
    ['text-with-charset', "Content-Type: text/plain; charset=utf-16\n$encoding",
        'readers that save it as it is'],
    ['unknown-parameters', "Content-Type: application/x-foo; access-type=local-file\n$encoding",
        'RFC 2045, 5: unknown parameters are ignored'],
    ['image-by-name', "Content-Type: image/gif; name=test.gif\n$encoding",
        'readers that save it; nothing but the bytes tells'],
    ['line-that-is-no-field', "junk\n$encoding", 'readers that pass over it'],
    ['mbox-line', "From ann Mon Jun  2 10:00:00 2025\n$encoding", 'readers that pass over it'],
    ['folded-line-first', " folded\n$encoding", 'readers that pass over it'],
    ['byte-order-mark', "\xef\xbb\xbfX-Foo: x\n$encoding", 'readers that pass over it'],
    ['thousand-fields', join('', map { "X-$_: x\n" } 1 .. 1000) . $encoding,
        'readers without a limit of fields'],
    ['encoding-twice-first', "$encoding\nContent-Transfer-Encoding: 7bit",
        'readers that take the first'],
    ['encoding-twice-last', "Content-Transfer-Encoding: 7bit\n$encoding",
        'readers that take the last'],
) {
    my ($name, $fields, $reader) = @$_;
    trick("part-$name", 'mime', 'a part: ' . $name =~ tr/-/ /r, $reader, with_part($fields));
}
trick('part-blank-line-ends-fields', 'mime', 'a line of blanks ends the fields of the part',
    'readers for which it ends the header', mixed($type, 'bnd', $text,
    $payload =~ s/\n\n/\n \t\n/r));
trick('part-two-types-multipart-first', 'mime', 'a part that is multipart, and text by a second field',
    'readers that take the first field', mixed($type, 'bnd', $text, with_fields(
    "Content-Type: multipart/mixed; boundary=inner\nContent-Type: text/plain\n",
    parts('inner', $text, $payload))));
trick('part-two-types-multipart-last', 'mime', 'a part that is text, and multipart by a second field',
    'readers that take the last field', mixed($type, 'bnd', $text, with_fields(
    "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=inner\n",
    parts('inner', $text, $payload))));

# ---- mail in mail ----
my $inner = mixed('Content-Type: multipart/mixed; boundary=inner', 'inner');
for (
    ['rfc822', 'message/rfc822', 'RFC 2046, 5.2.1'],
    ['global', 'message/global', 'RFC 6532, 3.7'],
    ['upper-case', 'MESSAGE/RFC822', 'RFC 2045, 5.1'],
    ['news', 'message/news', 'RFC 2046, 5.2.4 and RFC 5537'],
    ['x-foo', 'message/x-foo', 'readers that open every message/ (RFC 2046, 5.2.4 would not)'],
    ['eml', 'application/octet-stream; name="letter.eml"', 'readers that go by the name'],
    ['eml-unnamed-text', 'text/plain; name="letter.eml"', 'readers that go by the name'],
) {
    my ($name, $media, $reader) = @$_;
    trick("message-$name", 'mime', "a message as $media", $reader,
        mixed($type, 'bnd', $text, "Content-Type: $media\n\n$inner"));
    next if $name =~ /upper|news|text/;
    trick("message-$name-base64", 'mime', "a message as $media in base64",
        $reader . '; encoded all the same', mixed($type, 'bnd', $text,
        "Content-Type: $media\n$encoding\n\n" . encode_base64($inner)));
    trick("message-$name-qp", 'mime', "a message as $media in quoted-printable",
        $reader . '; encoded all the same', mixed($type, 'bnd', $text,
        "Content-Type: $media\nContent-Transfer-Encoding: quoted-printable\n\n"
        . $inner =~ s/=/=3D/gr =~ s/^(.)/sprintf '=%02X', ord $1/gemr));
}
trick('message-digest', 'mime', 'a digest: parts without a type are messages', 'RFC 2046, 5.1.5',
    mail('Content-Type: multipart/digest; boundary=bnd', parts('bnd', "\n$inner")));
trick('message-partial-of-one', 'mime', 'message/partial, one of one', 'RFC 2046, 5.2.2',
    mail('Content-Type: message/partial; id="a@b"; number=1; total=1', $inner));
trick('message-mbox', 'mime', 'application/mbox with two letters', 'RFC 4155: readers import it',
    mixed($type, 'bnd', $text, "Content-Type: application/mbox; name=old.mbox\n$encoding\n\n"
    . encode_base64("From ann Mon Jun  2 10:00:00 2025\n" . mail('', "Hello\n")
    . "\nFrom ann Mon Jun  2 10:00:00 2025\n$inner\n")));
trick('message-mht', 'mime', 'a page with all that belongs to it as page.mht',
    'browsers and word processors (RFC 2557)', mixed($type, 'bnd', $text,
    "Content-Type: application/octet-stream; name=page.mht\n$encoding\n\n" . encode_base64(
    "From: <Saved by a browser>\nSubject: x\nMIME-Version: 1.0\n"
    . "Content-Type: multipart/related; boundary=inner\n\n" . parts('inner', $text, $payload))));
my $letters = $inner;
$letters = mail('Content-Type: message/rfc822', $letters) for 1 .. 20;
trick('message-20-deep', 'mime', '20 messages in each other', 'RFC 2046, 5.2.1', $letters);
trick('message-empty-line-first', 'mime', 'an empty line ahead of the inner header',
    'readers that pass over it', mixed($type, 'bnd', $text, "Content-Type: message/rfc822\n\n\n$inner"));
trick('message-mbox-line-first', 'mime', 'an mbox line ahead of the inner header',
    'readers that pass over it', mixed($type, 'bnd', $text,
    "Content-Type: message/rfc822\n\nFrom ann Mon Jun  2 10:00:00 2025\n$inner"));
trick('message-is-the-payload', 'mime', 'no multipart: the message is the file',
    'RFC 2045, 5', mail("Content-Type: application/octet-stream\n$encoding", eicar_64()));
trick('message-is-text', 'mime', 'no fields: the text is the file', 'RFC 2045, 5.2',
    mail('', eicar() . "\n"));
trick('message-multipart-in-base64', 'mime', 'a multipart in base64',
    'readers that had to learn it for SAP, though RFC 2045, 6.4 forbids it',
    mail("$type\n$encoding", encode_base64(parts('bnd', $text, $payload))));
trick('message-multipart-in-qp', 'mime', 'a multipart in quoted-printable',
    'as in base64, though RFC 2045, 6.4 forbids it',
    mail("$type\nContent-Transfer-Encoding: quoted-printable",
    parts('bnd', $text, $payload) =~ s/([=-])/sprintf '=%02X', ord $1/ger));
trick('message-multipart-says-base64', 'mime', 'a multipart that only says base64',
    'readers that do as RFC 2045, 6.4 has it', mixed("$type\n$encoding", 'bnd'));
1;
