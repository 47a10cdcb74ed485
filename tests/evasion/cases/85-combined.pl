# Tricks on tricks: readers are consistent, so one that takes the last of two does so
# at every level; and limits, which must not become a way past the filter.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my ($text, $payload) = (text_part(), attachment());

# Multiparts in each other, each with its Content-Type by this sub.
sub levels {
    my ($depth, $field, $part) = @_;
    for my $level (reverse 1 .. $depth) {
        $part = with_fields($field->("b${level}x") . "\n", parts("b${level}x", $text, $part));
    }
    return mail($field->('top'), parts('top', $text, $part));
}

sub twice { return "Content-Type: multipart/mixed; $_[0]; $_[1]" }
my $fields = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: ";

trick('combined-first-everywhere', 'mime', 'two of everything, four levels deep; the first counts',
    'readers that take the first', levels(3, sub { twice("boundary=$_[0]", 'boundary=wrong') },
    "${fields}base64\nContent-Transfer-Encoding: 7bit\n\n" . eicar_64()));
trick('combined-last-everywhere', 'mime', 'two of everything, four levels deep; the last counts',
    'readers that take the last', levels(3, sub { twice('boundary=wrong', "boundary=$_[0]") },
    "${fields}7bit\nContent-Transfer-Encoding: base64\n\n" . eicar_64()));
trick('combined-last-fields', 'mime', 'two Content-Type fields at four levels; the last counts',
    'readers that take the last', levels(3, sub { "Content-Type: multipart/mixed; boundary=wrong\n"
    . "Content-Type: multipart/mixed; boundary=$_[0]" }, $payload));
trick('combined-rfc2231-preferred', 'mime', 'a plain decoy ahead of RFC 2231 at four levels',
    'readers that prefer RFC 2231', levels(3, sub { twice('boundary=wrong',
    "boundary*0=" . substr($_[0], 0, 1) . '; boundary*1=' . substr($_[0], 1)) }, $payload));
trick('combined-pairs-kept', 'mime', 'backslashes that stay at three levels',
    'readers that take what stands between the quotes',
    levels(2, sub { 'Content-Type: multipart/mixed; boundary="' . $_[0] . '"' }, $payload)
    =~ s/b([12])x/a\\b$1/gr);
trick('combined-junk-behind-delimiters', 'mime', 'junk behind the delimiters at three levels',
    'RFC 2046, 5.1.2: the line need only begin with it',
    levels(2, sub { "Content-Type: multipart/mixed; boundary=$_[0]" }, $payload)
    =~ s/^(--(?:top|b[12]x))$/$1 junk/gmr);
trick('combined-letters', 'mime', 'a letter in base64 with a boundary twice and a misspelled encoding',
    'readers that take the last', mixed($type, 'bnd', $text,
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" . encode_base64(
    mixed(twice('boundary=wrong', 'boundary=inner'), 'inner', "${fields}x-base64\n\n" . eicar_64()))));
trick('combined-everything-allowed', 'mime', 'all that RFC 5322 and 2231 allow, at once',
    'readers of RFC 5322, 2045 and 2231', mail("CONTENT-type\t:\n (a(b)) MultiPart/MIXED (c;d=\"e)\n"
    . "\t;\n x=\"; boundary=wrong\\\"; \" ; BOUNDARY*1*=%63%64\n ;\n boundary*0*=us-ascii'en'a%62\n",
    "preamble\n" . parts('abcd', $text, "content-TRANSFER-encoding:\n (x)\n bAsE64 (y)\n\n"
    . eicar_64() =~ s/(.{7})/$1 \n/gr) =~ s/^(--abcd)$/$1 \t /gmr));
trick('combined-chain', 'archive', 'a zip in uuencode in a letter in a tar.gz in winmail.dat',
    'by hand, each by its program', packed('winmail.dat', tnef('letter.tgz', gzip(tar('letter.eml',
    mail('', "See this:\n\n" . uuencode(zip({ name => 'test.com', data => eicar(), descriptor => 1 }),
    "begin 644 papers.zip\n"))))), 'application/ms-tnef'));
trick('combined-page-chain', 'html', 'a data: URL with a zip with a page with a data: URL', 'browsers',
    mail('Content-Type: text/html', '<a href="data:application/zip;base64,' . encode_base64(zip({
    name => 'page.html', data => '<a href="data:;base64,' . encode_base64(eicar(), '') . '">x</a>' }), '')
    . "\">papers</a>\n"));
trick('combined-decoys-ahead', 'mime', 'ten parts that can be read in two ways ahead of an eleventh',
    'readers that take the last', mixed($type, 'bnd', ("Content-Type: multipart/mixed; boundary=x; "
    . "boundary=y\n\n" . parts('x', $text) . parts('y', $text)) x 10,
    "Content-Type: multipart/mixed; boundary=wrong; boundary=y\n\n" . parts('y', $text, $payload)));

# ---- limits ----
flagged('readings', '300 parts that can be read in two ways ahead', mixed($type, 'bnd',
    ("Content-Type: multipart/mixed; boundary=x; boundary=y\n\n" . parts('x', $text)
    . parts('y', $text)) x 300, "Content-Type: multipart/mixed; boundary=wrong; boundary=y\n\n"
    . parts('y', $text, $payload)));
my $deep = levels(200, sub { "Content-Type: multipart/mixed; boundary=$_[0]" }, $payload);
flagged('deep', '200 multiparts in each other', $deep);
flagged('letters', '200 messages in each other', do {
    my $letters = mixed($type, 'bnd');
    $letters = mail('Content-Type: message/rfc822', $letters) for 1 .. 200;
    $letters;
});
flagged('parts', 'the payload behind 20,000 parts', mail($type, parts('bnd', ("\n") x 20_000, $payload)));
flagged('fields', 'Content-Type behind 20,000 fields', mail(join('', map { "X-$_: x\n" } 1 .. 20_000)
    . $type, parts('bnd', $text, $payload)));
flagged('header', 'Content-Type behind 2 MB of header', mail("X-Foo: x\n"
    . (' ' . 'x' x 998 . "\n") x 2100 . $type, parts('bnd', $text, $payload)));
flagged('zips', '40 zips in each other', do {
    my $zip = zip({ name => 'test.com', data => eicar() });
    $zip = zip({ name => "$_.zip", data => $zip }) for 1 .. 40;
    packed('papers.zip', $zip);
});
flagged('members', 'the last of 30,000 members', packed('papers.zip',
    zip((map { { name => "$_", data => '', method => 0 } } 1 .. 30_000),
    { name => 'test.com', data => eicar() })));
flagged('ratio', 'a member of 20 MB of zeros ahead', packed('papers.zip',
    zip({ name => 'zeros', data => "\0" x 20_000_000 }, { name => 'test.com', data => eicar() })));
1;
