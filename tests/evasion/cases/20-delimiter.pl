# The lines between the parts: what counts as a delimiter, and where parts end.
use strict;
use warnings;
use Evasion;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my ($text, $payload) = (text_part(), attachment());

# A multipart with fields, to stand in another.
sub inside {
    my ($boundary, @parts) = @_;
    return with_fields("Content-Type: multipart/mixed; boundary=\"$boundary\"\n",
        parts($boundary, @parts));
}

# ---- the delimiter line ----
for (
    ['blanks', '   ', 'RFC 2046, 5.1.1: transport-padding'],
    ['tabs', "\t\t", 'RFC 2046, 5.1.1: transport-padding'],
    ['many-blanks', ' ' x 2000, 'RFC 2046, 5.1.1: transport-padding'],
    ['junk', ' junk', 'RFC 2046, 5.1.2: the line need only begin with it'],
    ['text', 'junk', 'RFC 2046, 5.1.2: the line need only begin with it'],
    ['dash', '-', 'RFC 2046, 5.1.2: the line need only begin with it'],
    ['nul', "\0", 'readers to which a NUL ends the line'],
    ['carriage-return', "\r", 'readers that drop every CR at a line end'],
) {
    my ($name, $behind, $reader) = @$_;
    trick("delimiter-$name-behind", 'mime', "$name behind the delimiter", $reader,
        mail($type, "--bnd$behind\n$text\n--bnd$behind\n$payload\n--bnd--\n"));
}
trick('delimiter-no-end', 'mime', 'no last delimiter', 'every reader (mail is cut short often)',
    mail($type, "--bnd\n$text\n--bnd\n$payload"));
trick('delimiter-no-line-end', 'mime', 'the message ends in the last line of the payload',
    'every reader', mail($type, "--bnd\n$text\n--bnd\n" . $payload =~ s/\n\z//r));
trick('delimiter-end-with-junk', 'mime', 'the payload behind an end that is none',
    'readers that want whole lines',
    mail($type, "--bnd\n$text\n--bnd--junk\n\n--bnd\n$payload\n--bnd--\n"));
trick('delimiter-payload-behind-end', 'mime', 'the payload behind the last delimiter',
    'readers that go on behind it',
    mail($type, parts('bnd', $text) . "\n--bnd\n$payload\n--bnd--\n"));
trick('delimiter-all-ends', 'mime', 'each delimiter is a last one',
    'readers that go on behind it', mail($type, "--bnd--\n$text\n--bnd--\n$payload\n--bnd--\n"));
trick('delimiter-first-is-end', 'mime', 'the first delimiter is a last one',
    'readers that go on behind it', mail($type, "--bnd--\n" . parts('bnd', $text, $payload)));
trick('delimiter-long-preamble', 'mime', '200 KB of text ahead of the first delimiter',
    'RFC 2046, 5.1.1: no limit',
    mail($type, "Some text that nobody sees.\n" x 7000 . parts('bnd', $text, $payload)));
trick('delimiter-no-empty-line', 'mime', 'the first delimiter right behind the header',
    'readers for which a line that is no field ends the header',
    mail($type, '') =~ s/\n\z//r . parts('bnd', $text, $payload));
trick('delimiter-look-alikes', 'mime', 'lines that nearly are delimiters',
    'RFC 2046, 5.1.1', mail($type, "--BND\n-bnd\n --bnd\n--bn\n\n" . parts('bnd', $text, $payload)));
trick('delimiter-blank-ahead-is-none', 'mime', 'a blank ahead makes it text',
    'RFC 2046, 5.1.1: at the beginning of a line', mail($type,
    " --bnd--\n --bnd\n" . parts('bnd', $text, $payload)));
trick('delimiter-mixed-line-ends', 'mime', 'line ends of both kinds', 'readers that take both',
    \mail($type, "--bnd\r\n$text\n--bnd\n" . crlf($payload) . "\n--bnd--\r\n"));
trick('delimiter-crlf-header-lf-body', 'mime', 'CRLF in the header, LF in the body',
    'readers that take both', \(crlf(mail($type, '')) . parts('bnd', $text, $payload)));
trick('delimiter-lf-header-crlf-body', 'mime', 'LF in the header, CRLF in the body',
    'readers that take both', \(mail($type, '') . crlf(parts('bnd', $text, $payload))));
trick('delimiter-cr-only', 'mime', 'CR alone ends every line', 'readers that take CR for a line end '
    . '(Python, old Macintosh mailers)',
    \(mixed($type, 'bnd') =~ s/\n/\r/gr));
trick('delimiter-double-cr', 'mime', 'CR CR LF ends every line',
    'readers that drop every CR at a line end (mail that went through a text mode twice)',
    \(mixed($type, 'bnd') =~ s/\n/\r\r\n/gr));

# ---- one in another ----
trick('nested-equal-boundaries', 'mime', 'outer and inner boundary are equal',
    'readers to which the inner one counts, and those to which the outer one does',
    mail($type, parts('bnd', $text, inside('bnd', $text, $payload), $text)));
trick('nested-inner-begins-with-outer', 'mime', 'inner boundary "bnd-x" in outer "bnd"',
    'RFC 2046, 5.1.2, read by whole lines', mail($type, parts('bnd', $text,
    inside('bnd-x', $text, $payload))));
trick('nested-inner-is-outer-and-dashes', 'mime', 'inner boundary "bnd--" in outer "bnd"',
    'readers that ask the innermost first', mail($type, parts('bnd', $text,
    inside('bnd--', $text, $payload))));
trick('nested-outer-begins-with-inner', 'mime', 'inner boundary "bnd" in outer "bnd-x"',
    'RFC 2046, 5.1.2', mail('Content-Type: multipart/mixed; boundary="bnd-x"',
    parts('bnd-x', $text, inside('bnd', $text), $payload)));
trick('nested-inner-not-ended', 'mime', 'the inner multipart has no last delimiter',
    'RFC 2046, 5.1.2: outer delimiters end it', mail($type, parts('bnd',
    "Content-Type: multipart/mixed; boundary=inner\n\n--inner\n$text", $payload)));
trick('nested-inner-empty', 'mime', 'an inner multipart without parts ahead',
    'RFC 2046, 5.1.2', mail($type, parts('bnd',
    "Content-Type: multipart/mixed; boundary=inner\n\n", $payload)));
trick('nested-payload-behind-inner-end', 'mime', 'the payload behind the inner last delimiter',
    'readers that go on behind it', mail($type, "--bnd\n" . inside('inner', $text)
    . "--inner\n$payload\n--inner--\n--bnd--\n"));
for my $depth (1, 2, 5, 10, 20, 30) {
    my $part = $payload;
    $part = inside("level$_", $text, $part) for reverse 1 .. $depth;
    trick("nested-$depth-deep", 'mime', "$depth multiparts in each other", 'RFC 2046, 5.1.1',
        mail($type, parts('bnd', $text, $part)));
}
my $deep_reversed = $payload;
$deep_reversed = inside('x' x $_, $deep_reversed) for 1 .. 25;
trick('nested-prefixes-25-deep', 'mime', '25 boundaries, each the beginning of its outer one',
    'RFC 2046, 5.1.2', mail($type, parts('bnd', $deep_reversed)));
trick('delimiter-a-thousand-parts', 'mime', 'the payload behind 1,000 parts', 'RFC 2046, 5.1.1',
    mail($type, parts('bnd', ("\n") x 1000, $payload)));
trick('delimiter-part-without-fields', 'mime', 'the payload is a part without fields',
    'RFC 2046, 5.1: it is text/plain', mail($type, parts('bnd', "\n" . eicar())));
trick('delimiter-leading-empty-lines', 'mime', 'an empty line ahead of the fields of the part',
    'readers that pass over it', mail($type, parts('bnd', $text, "\n$payload")));
1;
