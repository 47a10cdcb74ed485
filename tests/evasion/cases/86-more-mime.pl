# More of boundaries, fields, delimiters and encodings: tricks of two or three at once.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my ($text, $payload) = (text_part(), attachment());
my $base64 = encode_base64(eicar(), '');
my $loose = 'readers that look for the name and take what follows';

# ---- the boundary parameter ----
for (
    ['encoded-word-decoded', '; boundary="=?us-ascii?Q?abcd?="', 'abcd',
        'an encoded word that is undone', 'readers of RFC 2047 in parameters (Outlook, GMime)'],
    ['angle-brackets-undone', '; boundary=<abcd>', 'abcd',
        'angle brackets that are taken off', 'Python: unquote() takes them for quotes'],
    ['single-quotes-undone', q{; boundary='abcd'}, 'abcd',
        'single quotes that are taken off', 'readers that take both for quotes'],
    ['blanks-ahead-quoted', '; boundary="  abcd"', 'abcd',
        'blanks at its beginning', 'readers that trim'],
    ['rfc2231-transcoded', q{; boundary*=iso-8859-1''b%E9d}, "b\xc3\xa9d",
        'a boundary that is converted to UTF-8', 'readers that decode parameters to Unicode'],
    ['rfc2231-from-one', '; boundary*1=ab; boundary*2=cd', 'abcd',
        'pieces from one on', 'readers that sort what there is'],
    ['rfc2231-piece-twice', '; boundary*0=ab; boundary*0=xx; boundary*1=cd', 'abcd',
        'a piece twice, the first counts', 'readers that take the first'],
    ['rfc2231-piece-twice-last', '; boundary*0=xx; boundary*0=ab; boundary*1=cd', 'abcd',
        'a piece twice, the last counts', 'readers that take the last'],
    ['rfc2231-late-percent', q{; boundary*0=ab; boundary*1*=%63d}, 'abcd',
        'only the second piece is encoded', 'readers that decode each piece by its star'],
    ['rfc2231-no-quotes', '; boundary*=abcd', 'abcd',
        'no charset and no quotes for it', 'readers that take what there is'],
    ['rfc2231-blank-behind-star', q{; boundary* = us-ascii''abcd}, 'abcd',
        'blanks around the equal sign', 'readers of RFC 822, 3.1.4'],
    ['rfc2231-comment-in-piece', '; boundary*0=ab (x); (y) boundary*1=cd', 'abcd',
        'comments among pieces', 'RFC 2045, 5.1'],
    ['comma', ', boundary=abcd', 'abcd', 'a comma for the semicolon', $loose],
    ['comma-between', '; charset=us-ascii, boundary=abcd', 'abcd',
        'a comma between parameters', $loose],
    ['behind-quotes', '; name="x"boundary=abcd', 'abcd',
        'right behind a closing quote', $loose],
    ['vertical-tab', ";\x0bboundary=abcd", 'abcd',
        'a vertical tab ahead', 'readers that go by isspace()'],
    ['form-feed-behind', '; boundary=abcd' . "\x0c", 'abcd',
        'a form feed behind', 'readers that go by isspace()'],
    ['no-break-space', ";\xc2\xa0boundary=abcd", 'abcd',
        'a no-break space ahead', $loose],
    ['control-ahead', ";\x01boundary=abcd", 'abcd', 'a control character ahead', $loose],
    ['nul-ahead', ";\0boundary=abcd", 'abcd', 'a NUL ahead',
        'readers that drop NULs, as RFC 5322, 4 has it'],
    ['nul-in-name', "; boun\0dary=abcd", 'abcd', 'a NUL in the name',
        'readers that drop NULs, as RFC 5322, 4 has it'],
    ['only-blank', '; boundary=" "', '', 'a blank alone', 'readers that trim'],
    ['ends-in-dashes', '; boundary="bnd--"', 'bnd--',
        'its own delimiter looks like an end', 'RFC 2046, 5.1.1'],
    ['unclosed-comment', '; boundary=abcd (comment', 'abcd',
        'a comment that is not closed', 'readers that end it with the field'],
    ['unclosed-comment-ahead', '; (comment boundary=abcd', 'abcd',
        'a comment that is not closed ahead', $loose],
    ['quote-then-fold', "; boundary=\"\n abcd\"", 'abcd',
        'a fold right behind the quote', 'readers that trim'],
    ['twice-three', '; boundary=wrong; boundary=abcd; boundary=other', 'abcd',
        'the second of three', 'readers that go by the lines that come'],
    ['value-quoted-name', '; "boundary"=abcd', 'abcd', 'the name in quotes', $loose],
    ['upper-case-star', q{; BOUNDARY*0="ab"; bOUNDARY*1="cd"}, 'abcd',
        'pieces whose names differ in case', 'RFC 2045, 5.1'],
    ['semicolon-missing-between', '; charset=utf-8 boundary=abcd', 'abcd',
        'no semicolon behind the parameter ahead', $loose],
    ['unquoted-blank-inside', '; boundary=ab cd', 'ab cd',
        'a blank without quotes', 'readers that take all up to a semicolon'],
) {
    my ($name, $parameters, $delimiter, $what, $reader) = @$_;
    trick("boundary-$name", 'mime', $what, $reader,
        mixed("Content-Type: multipart/mixed$parameters", $delimiter));
}

# ---- the field ----
for (
    ['quoted-type', 'Content-Type: "multipart/mixed"; boundary=bnd', 'readers that drop quotes'],
    ['quoted-subtype', 'Content-Type: multipart/"mixed"; boundary=bnd', 'readers that drop quotes'],
    ['double-colon', 'Content-Type:: multipart/mixed; boundary=bnd', $loose],
    ['equals-ahead', 'Content-Type: =multipart/mixed; boundary=bnd', $loose],
    ['control-in-front', "Content-Type: \x01multipart/mixed; boundary=bnd", $loose],
    ['nul-in-name', "Content\0-Type: multipart/mixed; boundary=bnd",
        'readers that drop NULs, as RFC 5322, 4 has it'],
    ['nul-behind-name', "Content-Type\0: multipart/mixed; boundary=bnd",
        'readers to which a NUL ends the name'],
    ['vertical-tab-fold', "Content-Type: multipart/mixed;\n\x0bboundary=bnd",
        'readers that fold by isspace()'],
    ['no-type', 'Content-Type: ; boundary=bnd', $loose],
    ['boundary-alone', 'Content-Type: boundary=bnd', $loose],
    ['slash-twice', 'Content-Type: multipart//mixed; boundary=bnd', $loose],
    ['encoded-word', 'Content-Type: =?us-ascii?Q?multipart/mixed?=; boundary=bnd',
        'readers that decode the field first'],
    ['three-fields', "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=bnd\n"
        . 'Content-Type: text/html', 'readers that take any multipart'],
    ['mixed-and-wrong-mixed', "Content-Type: multipart/mixed; boundary=wrong\n"
        . "Content-Type: multipart/mixed; boundary=bnd\nContent-Type: multipart/mixed; boundary=no",
        'readers that go by the lines that come'],
) {
    my ($name, $fields, $reader) = @$_;
    trick("field-$name", 'mime', 'Content-Type: ' . $name =~ tr/-/ /r, $reader,
        mixed($fields, 'bnd'));
}

# ---- delimiters ----
trick('nested-three-equal', 'mime', 'three multiparts with one boundary',
    'readers to which the innermost counts', mail($type, "--bnd\n$text\n--bnd\n$type\n\n"
    . "--bnd\n$type\n\n--bnd\n$payload\n--bnd--\n--bnd--\n--bnd--\n"));
trick('nested-equal-in-message', 'mime', 'an attached message with the boundary of its outer one',
    'readers that part a message on its own', mixed($type, 'bnd', $text,
    "Content-Type: message/rfc822\n\n" . mixed($type, 'bnd', $text, $payload)));
trick('delimiter-cr-ahead', 'mime', 'a bare CR is the line end ahead of the delimiter',
    'readers that take CR for a line end', \(crlf(mixed($type, 'bnd'))
    =~ s/\r\n--bnd\r\nContent-Type: app/\r--bnd\r\nContent-Type: app/r));
trick('delimiter-double-cr-nested', 'mime', 'CR CR LF, two levels, quoted-printable',
    'readers that drop every CR at a line end', \(mail($type, parts('bnd', with_fields(
    "Content-Type: multipart/mixed; boundary=inner\n", parts('inner', $text, with_fields(
    "Content-Type: application/octet-stream\nContent-Transfer-Encoding: quoted-printable\n",
    eicar() =~ s/(.{30})/$1=\n/gr))))) =~ s/\n/\r\r\n/gr));
trick('delimiter-cr-nested', 'mime', 'CR alone, two levels, both boundaries twice',
    'readers that take CR for a line end', \(mail(
    'Content-Type: multipart/mixed; boundary=wrong; boundary=bnd', parts('bnd', with_fields(
    "Content-Type: multipart/mixed; boundary=wrong; boundary=inner\n",
    parts('inner', $text, $payload)))) =~ s/\n/\r/gr));
trick('delimiter-unicode-dashes-decoy', 'mime', 'a delimiter of hyphens that are none ahead',
    'RFC 2046, 5.1.1', mail($type, "\xe2\x80\x93bnd\n\n" . parts('bnd', $text, $payload)));
trick('delimiter-end-inside-header', 'mime', 'the fields of the part end with the delimiter of the next',
    'RFC 2046, 5.1: a part may have no body', mail($type,
    "--bnd\nContent-Type: text/plain\n--bnd\n$payload\n--bnd--\n"));

# ---- letters ----
my $inner = mixed('Content-Type: multipart/mixed; boundary=inner', 'inner');
trick('message-delivery-status-twice', 'mime', 'a bounce with the letter behind its report', 'RFC 3462',
    mixed('Content-Type: multipart/report; report-type=delivery-status; boundary=bnd', 'bnd', $text,
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n",
    "Content-Type: text/rfc822-headers\n\n$inner"));
trick('message-external-body', 'mime', 'message/external-body with the payload in the phantom body',
    'readers that open every message/', mixed($type, 'bnd', $text,
    "Content-Type: message/external-body; access-type=x-none\n\n$payload"));
trick('message-partial-first', 'mime', 'message/partial, one of two, all of it in the first',
    'readers that show the piece', mail('Content-Type: message/partial; id="a@b"; number=1; total=2',
    $inner));
trick('message-partial-last', 'mime', 'message/partial, two of two, a whole part in it',
    'readers that save the piece', mail('Content-Type: message/partial; id="a@b"; number=2; total=2',
    "x\n--inner\n$payload\n--inner--\n"));
trick('message-digest-qp', 'mime', 'a digest whose letter is in quoted-printable',
    'readers that had to learn it', mail('Content-Type: multipart/digest; boundary=bnd', parts('bnd',
    "Content-Transfer-Encoding: quoted-printable\n\n" . $inner =~ s/=/=3D/gr)));
trick('message-global-in-digest', 'mime', 'message/global in base64 in a digest with RFC 2231',
    'RFC 6532, 3.7', mail(q{Content-Type: multipart/digest; boundary*0*=us-ascii''b; boundary*1=nd},
    parts('bnd', "Content-Type: message/global\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64($inner))));
trick('message-octet-entity', 'mime', 'an entity of a Content-Type alone as page.mht',
    'browsers (RFC 2557)', mixed($type, 'bnd', $text,
    "Content-Type: application/octet-stream; name=page.mht\n\n"
    . "Content-Type: multipart/related; boundary=inner\n\n" . parts('inner', $text, $payload)));
trick('message-appledouble', 'mime', 'multipart/appledouble', 'RFC 1740', mixed($type, 'bnd', $text,
    "Content-Type: multipart/appledouble; boundary=inner\n\n" . parts('inner',
    "Content-Type: application/applefile\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64(pack('NNx16n', 0x00051607, 0x00020000, 0)), $payload)));

# ---- encodings ----
sub as_encoded {
    my ($encoding, $body) = @_;
    return mixed($type, 'bnd', $text, with_fields("Content-Type: application/octet-stream; "
        . "name=\"test.com\"\nContent-Transfer-Encoding: $encoding\n", $body));
}
for (
    ['second-word', '7bit base64', 'readers that look for the word inside'],
    ['encoded-word', '=?us-ascii?Q?base64?=', 'readers that decode the field first'],
    ['single-quoted', q{'base64'}, 'readers that look for the word inside'],
    ['angle-brackets', '<base64>', 'readers that look for the word inside'],
    ['equals', '=base64', 'readers that look for the word inside'],
    ['semicolon-ahead', ';base64', 'readers that look for the word inside'],
    ['full-stop', 'base64.', 'readers that compare the beginning'],
    ['nul-behind', "base64\0", 'readers to which a NUL ends it'],
    ['nul-inside', "ba\0se64", 'readers that drop NULs, as RFC 5322, 4 has it'],
    ['vertical-tab', "\x0bbase64\x0b", 'readers that go by isspace()'],
    ['comment-inside', 'base(x)64', 'readers that drop comments first'],
    ['unclosed-quote', '"base64', 'readers that look for the word inside'],
    ['bare-cr-ahead', "\rbase64", 'readers to which a CR is a blank'],
) {
    my ($name, $value, $reader) = @$_;
    my $message = as_encoded($value, eicar_64());
    trick("encoding-field-$name", 'mime', 'base64: ' . $name =~ tr/-/ /r, $reader,
        $value =~ /\r/ ? \crlf($message) : $message);
}
trick('encoding-field-colon-apart', 'mime', 'blanks and a fold ahead of the colon, NULs behind',
    'RFC 5322, 4.5: obs-optional', as_encoded('x', eicar_64())
    =~ s/Content-Transfer-Encoding: x/Content-Transfer-Encoding \t:\n\tbase64\0/r);
my $eq = 'readers that pass over every "=" (base64_decode() of PHP)';
trick('base64-equals-inside', 'mime', '"=" every five characters, none counts', $eq,
    as_encoded('base64', $base64 =~ s/=//r =~ s/(.{5})/$1=/gr . "\n"));
trick('base64-equals-ahead', 'mime', '"====" ahead', $eq, as_encoded('base64', "====\n$base64\n"));
trick('base64-equals-each-line', 'mime', 'each line ends in "="', $eq,
    as_encoded('base64', $base64 =~ s/=//r =~ s/(.{10})/$1=\n/gr . "\n"));
trick('base64-one-more-character', 'mime', 'one character too many at its end',
    'readers that drop what is no byte', as_encoded('base64', $base64 =~ s/=//r . "AA=\n"
    =~ s/AA=/=\nA/r));
trick('base64-header-like-ahead', 'mime', 'PEM lines around it',
    'readers that pass over lines with other characters',
    as_encoded('base64', "-----BEGIN FILE-----\n$base64\n-----END FILE-----\n"));
trick('base64-byte-order-mark', 'mime', 'a byte order mark ahead',
    'RFC 2045, 6.8: other characters must be ignored', as_encoded('base64', "\xef\xbb\xbf$base64\n"));
trick('base64-quoted-lines', 'mime', 'every line quoted by "> "',
    'RFC 2045, 6.8: other characters must be ignored', as_encoded('base64', $base64
    =~ s/(.{20})/$1\n/gr =~ s/^/> /gmr . "\n"));
trick('base64-soft-breaks', 'mime', 'base64 in lines with "=" and LF as quoted-printable has it', $eq,
    as_encoded('base64', $base64 =~ s/=$//r =~ s/(.{17})/$1=\n/gr . "==\n"));
trick('qp-then-text-behind', 'mime', 'quoted-printable, a soft break ahead of the delimiter', 'RFC 2045, 6.7',
    as_encoded('quoted-printable', eicar() . "=\n=\n="));
trick('qp-bare-cr-soft', 'mime', 'soft breaks of a bare CR', 'readers to which CR is a line end',
    \(crlf(as_encoded('quoted-printable', 'PAYLOAD'))
    =~ s/PAYLOAD/eicar() =~ s{(.{20})}{$1=\r}gr/er));
trick('qp-escape-lf-cr', 'mime', 'soft breaks with blanks and CR CR LF',
    'readers that drop all blanks at a line end', \(crlf(as_encoded('quoted-printable', 'PAYLOAD'))
    =~ s/PAYLOAD/eicar() =~ s{(.{20})}{$1= \r\r\n}gr/er));
trick('encoding-base64-multipart-nested', 'mime', 'a multipart in base64 in a letter in base64 in a multipart',
    'readers that had to learn it', mixed($type, 'bnd', $text,
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" . encode_base64(mail(
    "Content-Type: multipart/mixed; boundary=inner\nContent-Transfer-Encoding: base64",
    encode_base64(parts('inner', $text, $payload))))));
trick('encoding-three-fields', 'mime', 'three encodings, the second counts', 'readers that try each',
    as_encoded("7bit\nContent-Transfer-Encoding: base64\nContent-Transfer-Encoding: 8bit", eicar_64()));
1;
