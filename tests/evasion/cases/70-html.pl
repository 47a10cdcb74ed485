# data: URLs in pages: what a browser makes a file of (RFC 2397, and the URL and
# HTML standards of the WHATWG for what they allow beyond).
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $base64 = encode_base64(eicar(), '');
my $percent = eicar() =~ s/([^A-Za-z0-9])/sprintf '%%%02X', ord $1/ger;
my $url = "data:application/octet-stream;base64,$base64";
my $type = 'Content-Type: multipart/mixed; boundary=bnd';

sub page { return "<html><head><title>x</title></head><body>\n$_[0]\n</body></html>\n" }
sub page_mail { return mail('Content-Type: text/html; charset=utf-8', page(@_)) }

# Each character as a reference, by number in turn decimal and hexadecimal.
sub references {
    my ($text) = @_;
    my $at = 0;
    return $text =~ s/(.)/sprintf $at++ % 2 ? '&#%d;' : '&#x%x;', ord $1/ger;
}

my $browser = 'browsers';
for (
    ['link', qq{<a href="$url">papers</a>}, 'in a link', 'RFC 2397'],
    ['download', qq{<a download="test.com" href="$url">papers</a>}, 'in a link to save', $browser],
    ['single-quotes', qq{<a href='$url'>papers</a>}, 'in single quotes', $browser],
    ['no-quotes', qq{<a href=$url>papers</a>}, 'without quotes', $browser],
    ['upper-case', qq{<A HREF="DATA:application/octet-stream;BASE64,$base64">papers</A>},
        'in upper case', 'RFC 3986, 3.1; browsers'],
    ['no-type', qq{<a href="data:;base64,$base64">papers</a>}, 'without a type', 'RFC 2397'],
    ['parameters', qq{<a href="data:text/plain;charset=utf-8;a=b;base64,$base64">papers</a>},
        'with parameters', 'RFC 2397'],
    ['percent', qq{<a href="data:application/octet-stream,$percent">papers</a>},
        'percent-encoded', 'RFC 2397'],
    ['base64-percent', '<a href="data:a/b;base64,' . $base64 =~ s/=/%3D/r
        =~ s/(W|x)/sprintf '%%%02x', ord $1/ger . '">papers</a>',
        'base64 with percent signs', 'WHATWG Fetch: percent-decode, then base64'],
    ['references', '<a href="' . references($url) . '">papers</a>',
        'every character a reference', 'HTML: references in attributes'],
    ['reference-in-scheme', qq{<a href="d&#97;ta&colon;a/b;base64,$base64">papers</a>},
        'the scheme has references', 'HTML: references in attributes'],
    ['reference-comma', qq{<a href="data:a/b;base64&comma;$base64">papers</a>},
        'the comma is a named reference', 'HTML: references in attributes'],
    ['blanks-ahead', qq{<a href=" \t\n $url">papers</a>}, 'blanks ahead',
        'WHATWG URL: stripped'],
    ['tab-in-scheme', qq{<a href="da\tta:a/b;base64,$base64">papers</a>}, 'a tab in the scheme',
        'WHATWG URL: tabs and line ends are removed'],
    ['line-ends', '<a href="data:a/b;base64,' . $base64 =~ s/(.{20})/$1\n/gr . '">papers</a>',
        'base64 in lines', 'WHATWG URL: tabs and line ends are removed'],
    ['blanks-inside', '<a href="data:a/b;base64,' . $base64 =~ s/(.{10})/$1 /gr . '">papers</a>',
        'base64 with blanks', 'WHATWG Infra: forgiving-base64 removes white space'],
    ['no-padding', '<a href="data:a/b;base64,' . $base64 =~ s/=//r . '">papers</a>',
        'base64 without "="', 'WHATWG Infra: forgiving-base64'],
    ['blank-ahead-of-base64', qq{<a href="data:a/b; base64,$base64">papers</a>},
        'a blank ahead of the word base64', 'WHATWG Fetch: spaces there are allowed'],
    ['image', qq{<img src="$url">}, 'in an image', $browser],
    ['frame', qq{<iframe src="$url"></iframe>}, 'in a frame', $browser],
    ['object', qq{<object data="$url"></object>}, 'in an object', $browser],
    ['embed', qq{<embed src="$url">}, 'in an embed', $browser],
    ['style-sheet', "<style>body { background: url($url) }</style>", 'in a style sheet', $browser],
    ['style-attribute', qq{<p style="background:url('$url')">x</p>}, 'in a style', $browser],
    ['svg', qq{<svg><image xlink:href="$url"/></svg>}, 'in SVG', $browser],
    ['refresh', qq{<meta http-equiv="refresh" content="0; url=$url">}, 'in a refresh', $browser],
    ['unclosed-tag', qq{<a href="$url"}, 'in a tag that is not closed', 'browsers: the next one closes it'],
    ['attributes-ahead', '<a ' . join(' ', map { "a$_=\"b\"" } 1 .. 200) . qq{ href="$url">x</a>},
        'behind 200 attributes', $browser],
    ['slashes', qq{<a/x/href="$url">x</a>}, 'slashes between attributes',
        'HTML: a solidus is white space there'],
    ['blanks-around-equals', qq{<a href \n = \n "$url">x</a>}, 'blanks around the equal sign',
        'HTML, 13.1.2.3'],
    ['hidden', qq{<p style="display:none"><a href="$url">x</a></p>}, 'in hidden text', $browser],
    ['nested', '<iframe src="data:text/html;base64,'
        . encode_base64(page(qq{<a href="$url">x</a>}), '') . '"></iframe>',
        'a page in a data: URL with another', $browser],
    ['zip', '<a href="data:application/zip;base64,'
        . encode_base64(zip({ name => 'test.com', data => eicar() }), '') . '">papers</a>',
        'a zip', $browser, 'archive'],
) {
    my ($name, $html, $what, $reader, $stage) = @$_;
    trick("html-data-$name", $stage // 'html', "data: URL $what", $reader, page_mail($html));
}

my $link = page(qq{<a href="$url">papers</a>});
my $utf16 = join '', map { pack 'v', ord } split //, $link;
for (
    ['attached', "Content-Type: text/html; name=page.html\nContent-Disposition: attachment; "
        . 'filename=page.html', $link, 'in an attached page', $browser],
    ['attached-octet-stream', 'Content-Type: application/octet-stream; name=page.html', $link,
        'in an attached page without its type', 'browsers, by the name'],
    ['xhtml', 'Content-Type: application/xhtml+xml', $link, 'in XHTML', $browser],
    ['svg-attached', 'Content-Type: image/svg+xml; name=picture.svg',
        qq{<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">}
        . qq{<a xlink:href="$url"><text>x</text></a></svg>\n}, 'in an attached picture', $browser],
    ['base64', "Content-Type: text/html\nContent-Transfer-Encoding: base64", encode_base64($link),
        'in a page in base64', 'RFC 2045'],
    ['qp', "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable",
        $link =~ s/=/=3D/gr =~ s/([^\n]{60})(?=[^\n]{3})/$1=\n/gr,
        'in a page in quoted-printable', 'RFC 2045'],
    ['utf-16', "Content-Type: text/html; charset=utf-16le\nContent-Transfer-Encoding: base64",
        encode_base64($utf16), 'in a page in UTF-16', $browser],
    ['utf-16-mark', "Content-Type: text/html\nContent-Transfer-Encoding: base64",
        encode_base64("\xff\xfe$utf16"), 'in a page in UTF-16, said by its mark alone',
        'WHATWG Encoding: the mark wins'],
) {
    my ($name, $fields, $body, $what, $reader) = @$_;
    trick("html-page-$name", 'html', "data: URL $what", $reader, mixed($type, 'bnd', text_part(),
        with_fields("$fields\n", $body)));
}
trick('html-in-zip', 'html', 'data: URL in a page in a zip', $browser,
    packed('page.zip', zip({ name => 'page.html', data => $link })));
trick('html-alternative', 'html', 'data: URL in the page of an alternative', $browser,
    mixed('Content-Type: multipart/alternative; boundary=bnd', 'bnd', text_part(),
    "Content-Type: text/html\n\n$link"));
1;
