# More of files in files: encodings, archives, passwords, pages; two or three tricks at once.
use strict;
use warnings;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my $text = text_part();
my %file = (name => 'test.com', data => eicar());
my $base64 = encode_base64(eicar(), '');
my $url = "data:application/octet-stream;base64,$base64";

sub as_text { return mail('', join '', @_) }

# ---- encodings of files ----
trick('uuencode-encoded-name', 'encoded', 'begin-base64-encoded: the name in base64',
    'uudecode of sharutils', as_text("begin-base64-encoded 644 dGVzdC5jb20=\n" . encode_base64(eicar())
    . "====\n"));
trick('uuencode-name-encoded', 'encoded', 'begin-encoded: the name in base64', 'uudecode of sharutils',
    as_text(uuencode(eicar(), "begin-encoded 644 dGVzdC5jb20=\n")));
trick('uuencode-quoted-by-mail', 'encoded', 'uuencode in a letter in base64 in a digest', 'as with each',
    mail('Content-Type: multipart/digest; boundary=bnd', parts('bnd', "\n" . mail(
    "Content-Type: text/plain\nContent-Transfer-Encoding: base64", encode_base64(uuencode(eicar()))))));
trick('binhex-runs', 'encoded', 'BinHex with runs', 'RFC 1741', packed('test.hqx',
    binhex(eicar() . ' ' x 60)));
trick('binhex-crlf-indent', 'encoded', 'BinHex with blanks at the line ends',
    'readers that pass over them', as_text(binhex(eicar()) =~ s/\n/ \n/gr));
trick('tnef-in-uuencode', 'encoded', 'winmail.dat in uuencode', 'as with each', as_text(
    uuencode(tnef('test.com', eicar()), "begin 644 winmail.dat\n")));
trick('tnef-in-letter-in-zip', 'archive', 'winmail.dat in a letter in a zip', 'as with each',
    packed('letter.zip', zip({ name => 'letter.eml', data => packed('winmail.dat',
    tnef_mapi('test.com', eicar()), 'application/ms-tnef') })));
trick('macbinary-in-binhex', 'encoded', 'MacBinary in BinHex', 'as with each',
    packed('test.hqx', binhex(macbinary('test.com', eicar()))));

# ---- archives ----
my ($local, $central, $count) = zip_parts(\%file);
for (
    ['stream-stored', (zip_parts({ %file, method => 0, descriptor => 1 }))[0],
        'stored with a descriptor, no directory', 'unpackers that look for the next mark (7-Zip)'],
    ['password-descriptor', zip({ %file, password => 'infected', descriptor => 1, flags => 8 }),
        'encrypted, sizes in a descriptor', 'whoever knows the custom'],
    ['name-is-folder', zip({ %file, name => 'test/' }), 'a folder with bytes in it',
        'unpackers that go by the size'],
    ['name-empty', zip({ %file, name => '' }), 'a member without a name', 'unpackers that make one up'],
    ['name-nul', zip({ %file, name => "test.com\0.txt" }), 'a NUL in the name', 'every unpacker'],
    ['name-up', zip({ %file, name => '../../../../test.com' }), 'a path upwards', 'every unpacker'],
    ['wrong-count', $local . $central . Pack::zip_end(0, length $central, length $local),
        'the end record counts no members', 'unpackers that go by the directory itself (7-Zip)'],
    ['wrong-count-huge', $local . $central . Pack::zip_end(65535, length $central, length $local),
        'the end record counts 65,535', 'unpackers that go by the directory itself'],
    ['wrong-offset', $local . $central . Pack::zip_end(1, length $central, 5 + length $local),
        'the directory is not where the end record says', 'unpackers that mend it (unzip, 7-Zip)'],
    ['other-disk', $local . $central . (pack('a4v4V2v', "PK\5\6", 3, 3, 1, 1, length $central,
        length $local, 0)), 'the last of four disks', 'unpackers that try'],
    ['behind-end', zip({ name => 'a.txt', data => 'x' }) . 'junk' . $local, 'a member behind the end',
        'unpackers that stream'],
    ['lower-case-mark', 'pk' . zip(\%file), 'two bytes ahead', 'unpackers that look from the end'],
    ['zip-of-gzip-of-zip', zip({ name => 'a.gz', data => gzip(zip(\%file)) }), 'a zip in a gzip in a zip', 'by hand'],
    ['in-data-descriptor-nested', zip({ name => 'a.zip', data => zip({ %file, descriptor => 1 }),
        descriptor => 1, method => 0 }), 'a zip stored with a descriptor, in it one with one',
        'unpackers that go by the directory'],
    ['flag-utf8', zip({ %file, name => "\xff\xfe\xfd.com", flags => 0x800 }), 'a name that is not the UTF-8 it says',
        'every unpacker'],
    ['backslashes', zip({ %file, name => 'a\\b\\test.com' }), 'backslashes in the name', 'Explorer'],
    ['strong-flag', zip({ %file, flags => 0x40 }), 'the flag of strong encryption, not encrypted',
        'unpackers that pass over it'],
) {
    my ($name, $archive, $what, $reader) = @$_;
    trick("zip-$name", 'archive', "zip: $what", $reader, packed('papers.zip', $archive));
}
trick('zip-hidden-by-base64-runs', 'archive', 'a zip in base64 of many padded runs', 'readers that go on behind "="',
    mixed($type, 'bnd', $text, "Content-Type: application/zip; name=a.zip\n"
    . "Content-Transfer-Encoding: base64\n\n" . join '', map { encode_base64($_) } zip(\%file) =~ /(.{1,50})/gs));
trick('zip-in-qp', 'archive', 'a zip in quoted-printable', 'RFC 2045, 6.7',
    mixed($type, 'bnd', $text, "Content-Type: application/zip; name=a.zip\n"
    . "Content-Transfer-Encoding: quoted-printable\n\n"
    . zip(\%file) =~ s/(.)/sprintf '=%02X', ord $1/gser =~ s/(.{72})/$1=\n/gr));
trick('zip-in-8bit', 'archive', 'a zip as it is, in a part', 'RFC 2045, 6.2: binary',
    \crlf_around(zip(\%file)));

# A part of bytes that line ends must not be changed in.
sub crlf_around {
    my ($bytes) = @_;
    return crlf(mixed($type, 'bnd', $text, "Content-Type: application/zip\n"
        . "Content-Transfer-Encoding: binary\n\nPAYLOAD")) =~ s/PAYLOAD/$bytes/r;
}
my $tar = tar('test.com', eicar());
my $pax = sprintf('%d size=%d' . "\n", 11, 68);
for (
    ['tar-long-name', 'test.tar', tar('././@LongLink', 'x' x 300 . "\0", type => 'L', end => 0)
        . tar('x' x 99, eicar()), 'a GNU long name ahead'],
    ['tar-base-256', 'test.tar', tar('test.com', eicar(), size => "\x80" . "\0" x 10 . chr 68),
        'the size in base 256'],
    ['tar-pax-size', 'test.tar', tar('pax', $pax, type => 'x', end => 0)
        . tar('test.com', eicar(), size => "00000000000\0"), 'the size in a pax header'],
    ['tar-after-zeros', 'test.tar', tar('a.txt', 'x') . "\0" x 10240 . $tar, '10 KB of zeros between two'],
    ['tar-in-tar-in-gzips', 'test.gz', gzip(gzip(tar('test.tar', $tar))), 'a tar in a tar in two gzips'],
    ['cpio-crc', 'test.cpio', cpio_new('test.com', eicar()) =~ s/070701/070702/gr, 'the kind with sums'],
    ['ar-bsd-name', 'test.a', "!<arch>\n" . sprintf("%-16s%-12d%-6d%-6d%-8s%-10d`\n", '#1/8', 0, 0, 0,
        '100644', 76) . 'test.com' . eicar(), 'a BSD long name'],
    ['cab-self-extracting', 'test.exe', 'MZ' . 'x' x 3000 . cab('test.com', eicar()), 'a cab behind a program'],
    ['lha-self-extracting', 'test.exe', 'MZ' . 'x' x 3000 . lha('test.com', eicar()), 'an lzh behind a program'],
    ['rar5-self-extracting', 'test.exe', 'MZ' . 'x' x 3000 . rar5('test.com', eicar()), 'a rar behind a program'],
    ['cab-in-rar-in-zip', 'test.zip', zip({ name => 'a.rar',
        data => rar5('a.cab', cab('test.com', eicar())), method => 0 }), 'a cab in a rar in a zip'],
    ['iso-in-gzip-in-tar', 'test.tgz', gzip(tar('a.iso.gz', gzip(iso9660('TEST.COM', eicar())))),
        'an image in a gzip in a tar in a gzip'],
    ['gzip-junk-between', 'test.com.gz', gzip('') . "\0" x 16 . gzip(eicar()), 'zeros between two members'],
) {
    my ($name, $file, $archive, $what) = @$_;
    trick("archive-$name", 'archive', "archive: $what", 'unpackers for it', packed($file, $archive));
}

# ---- passwords ----
my $told = 'whoever does as the letter says';
sub locked_in {
    my ($charset, $words, $password) = @_;
    return mixed($type, 'bnd', "Content-Type: text/plain; charset=$charset\n"
        . "Content-Transfer-Encoding: base64\n\n" . encode_base64(encode($charset, $words)),
        "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n"
        . encode_base64(zip({ %file, password => $password })));
}
for (
    ['japanese', 'iso-2022-jp', "\x{30d1}\x{30b9}\x{30ef}\x{30fc}\x{30c9}: neko7", 'neko7'],
    ['japanese-wide', 'shift_jis', "\x{30d1}\x{30b9}\x{30ef}\x{30fc}\x{30c9}\x{ff1a}neko8", 'neko8'],
    ['chinese', 'gbk', "\x{89e3}\x{538b}\x{5bc6}\x{7801}\x{ff1a}mao123", 'mao123'],
    ['chinese-big5', 'big5', "\x{5bc6}\x{78bc}\x{ff1a}mao456", 'mao456'],
    ['korean', 'euc-kr', "\x{be44}\x{bc00}\x{bc88}\x{d638}: hana1", 'hana1'],
    ['french', 'iso-8859-1', "Le mot de passe est : chat99", 'chat99'],
    ['spanish', 'utf-8', "La contrase\x{f1}a es: gato77", 'gato77'],
    ['portuguese', 'utf-8', "A senha do arquivo: peixe5", 'peixe5'],
    ['italian', 'utf-8', "La password del file: pizza1", 'pizza1'],
    ['polish', 'iso-8859-2', "Has\x{142}o do archiwum: kot12", 'kot12'],
    ['turkish', 'utf-8', "\x{15e}ifre: kedi34", 'kedi34'],
    ['dutch', 'utf-8', 'Het wachtwoord is: fiets8', 'fiets8'],
    ['arabic', 'utf-8', "\x{643}\x{644}\x{645}\x{629} \x{627}\x{644}\x{645}\x{631}\x{648}\x{631}: qitt9", 'qitt9'],
    ['ukrainian', 'koi8-u', "\x{41f}\x{430}\x{440}\x{43e}\x{43b}\x{44c} - kit55", 'kit55'],
) {
    my ($name, $charset, $words, $password) = @$_;
    trick("zip-password-$name", 'archive', "zip: the password behind the word for it: $name", $told,
        locked_in($charset, $words, $password));
}
trick('zip-password-in-zip', 'archive', 'a text with the password beside the locked zip, in a zip', $told,
    packed('papers.zip', zip({ name => 'readme.txt', data => "The password is nested5\n" },
    { name => 'inner.zip', data => zip({ %file, password => 'nested5' }) })));
trick('zip-password-in-attached-letter', 'archive', 'the password is in an attached letter', $told,
    mixed($type, 'bnd', "Content-Type: message/rfc822\n\n" . mail('', "Password: vogel3\n"),
    "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64(zip({ %file, password => 'vogel3' }))));
trick('zip-password-of-two', 'archive', 'two locked zips in each other, two passwords in the letter', $told,
    mixed($type, 'bnd', "Content-Type: text/plain\n\nPassword: one111, the inner password: two222\n",
    "Content-Type: application/zip; name=papers.zip\nContent-Transfer-Encoding: base64\n\n"
    . encode_base64(zip({ name => 'inner.zip', data => zip({ %file, password => 'two222' }),
    password => 'one111' }))));

# ---- pages ----
sub whole_page { return "<html><head><title>x</title></head><body>\n$_[0]\n</body></html>\n" }
sub whole_page_mail { return mail('Content-Type: text/html; charset=utf-8', whole_page(@_)) }
my $browser = 'browsers';
(my $escaped = qq{<a href="$url">x</a>}) =~ s/&/&amp;/g;
$escaped =~ s/"/&quot;/g;
$escaped =~ s/</&lt;/g;
for (
    ['named-tab', qq{<a href="da&Tab;ta:a/b;base64,$base64">x</a>}, '&Tab; inside the scheme',
        'HTML and WHATWG URL'],
    ['named-newline', qq{<a href="d&NewLine;at&NewLine;a&colon;a/b;base64,$base64">x</a>},
        '&NewLine; inside the scheme', 'HTML and WHATWG URL'],
    ['reference-no-semicolon', qq{<a href="&#100&#x61ta:a/b;base64,$base64">x</a>},
        'references without a semicolon', $browser],
    ['reference-zeros', qq{<a href="&#0000000000100;&#x000000061;ta:a/b;base64,$base64">x</a>},
        'references with zeros ahead', $browser],
    ['control-ahead', qq{<a href="&#1;&#x1f;data:a/b;base64,$base64">x</a>}, 'control characters ahead',
        'WHATWG URL: stripped'],
    ['srcdoc', qq{<iframe srcdoc="$escaped"></iframe>}, 'in a srcdoc', $browser],
    ['srcset', qq{<img srcset="$url 2x">}, 'in a srcset', $browser],
    ['poster', qq{<video poster="$url"></video>}, 'in a poster', $browser],
    ['background', qq{<table background="$url"><tr><td>x</table>}, 'in a background', $browser],
    ['action', qq{<form action="$url"><input type=submit></form>}, 'in a form', $browser],
    ['formaction', qq{<form><button formaction="$url">x</button></form>}, 'in a button', $browser],
    ['link-element', qq{<link rel=stylesheet href="$url">}, 'in a link element', $browser],
    ['use', qq{<svg><use href="$url"/></svg>}, 'in a use', $browser],
    ['area', qq{<map><area href="$url"></map>}, 'in an area', $browser],
    ['script-source', qq{<script src="$url"></script>}, 'in the source of a script', $browser],
    ['import', qq{<style>\@import "$url";</style>}, 'in an import', $browser],
    ['css-escape', qq{<style>p { background: url("d\\61 ta:a/b;base64,$base64") }</style>},
        'an escape of CSS in the scheme', 'CSS Syntax, 4.3.7'],
    ['css-escape-all', qq{<p style="background: url('\\64\\61\\74\\61\\3a a/b;base64,$base64')">x</p>},
        'the scheme in escapes of CSS', 'CSS Syntax, 4.3.7'],
    ['template', qq{<template><a href="$url">x</a></template>}, 'in a template', $browser],
    ['noscript', qq{<noscript><a href="$url">x</a></noscript>}, 'in a noscript', $browser],
    ['conditional', qq{<!--[if mso]><a href="$url">x</a><![endif]-->}, 'in a conditional comment',
        'Outlook'],
    ['base', qq{<base href="$url">}, 'in a base', $browser],
    ['long-type', '<a href="data:' . 'a' x 3000 . qq{/b;base64,$base64">x</a>}, 'with a type of 3 KB', $browser],
    ['upper-base64', qq{<a href="data:a/b;BaSe64,$base64">x</a>}, 'Base64 in mixed case', $browser],
    ['second-of-srcset', qq{<img srcset="a.png 1x, $url 2x">}, 'the second of a srcset', $browser],
    ['script-string', "<script>location = '$url';</script>", 'in a string of a script', $browser],
    ['script-url-joined', "<script>location = 'da' + 'ta:a/b;base64,' +\n '$base64';</script>",
        'in pieces of a script', 'browsers'],
    ['script-joined', '<script>save(atob(' . $base64 =~ s/(.{10})/"$1" + /gr =~ s/ \+ (.{1,9})\z/ + '$1'/r
        . '));</script>', 'base64 in pieces that a script joins', 'browsers (HTML smuggling)'],
    ['script-list', '<script>save(atob(["' . $base64 =~ s/(.{10})/$1", "/gr . '"].join("")));</script>',
        'base64 in a list that a script joins', 'browsers (HTML smuggling)'],
    ['script-reversed', '<script>save(atob("' . reverse($base64)
        . '".split("").reverse().join("")));</script>', 'base64 from its end to its start',
        'browsers (HTML smuggling)'],
    ['script-reads-text', "<div hidden id=a>\n  " . $base64 =~ s/(.{30})/$1\n  /gr
        . "\n</div><script>save(atob(a.innerText));</script>",
        'base64 as the text of an element', 'browsers (HTML smuggling)'],
    ['script-reads-script', "<script type='text/plain' id=a>$base64</script>"
        . '<script>save(atob(a.text));</script>', 'base64 as a script that is none',
        'browsers (HTML smuggling)'],
    ['script-reads-field', "<textarea hidden id=a>$base64</textarea>"
        . '<script>save(atob(a.value));</script>', 'base64 in a field of a form',
        'browsers (HTML smuggling)'],
    ['script-in-handler', qq{<img src=x onerror="save(atob('$base64'))">},
        'a handler in a page without a script', 'browsers (HTML smuggling)'],
    ['script-vbs', '<script language="VBScript">a = "' . substr($base64, 0, 40) . "\" & _\n    \""
        . substr($base64, 40) . "\"\nsave a\n</script>", 'base64 in pieces that VBScript joins',
        'mshta (HTML applications)'],
    ['script-lines', '<script>save(atob(`' . $base64 =~ s/(.{30})/$1\n/gr . '`));</script>',
        'base64 in a template of lines', 'browsers (HTML smuggling)'],
    ['script-odd-quotes', "<script>/* don't */ save(atob('$base64')); // isn't\n</script>",
        'base64 behind an odd quote in a comment', 'browsers (HTML smuggling)'],
    ['script-percent', "<script>save(unescape('" . eicar() =~ s/(.)/sprintf '%%%02x', ord $1/gser
        . "'));</script>", 'percent signs that a script undoes', 'browsers'],
    ['script-hexadecimal', '<script>save("' . eicar() =~ s/(.)/sprintf '\\x%02X', ord $1/gser
        . '");</script>', 'escapes of a string of a script', 'browsers'],
    ['script-bytes', '<script>save(new Uint8Array([' . join(', ', unpack 'C*', eicar()) . ']));</script>',
        'numbers that a script makes bytes of', 'browsers (HTML smuggling)'],
    ['script-characters', '<SCRIPT>save(String.fromCharCode(' . join(',', map { sprintf '0x%x', ord }
        split //, eicar()) . '));</SCRIPT>', 'numbers that a script makes characters of', 'browsers'],
    ['script-page', "<script>document.write(unescape('" . whole_page(qq{<a href="$url">x</a>})
        =~ s/([^a-z])/sprintf '%%%02X', ord $1/ger . "'));</script>", 'in a page that a script writes', 'browsers'],
    ['srcdoc-twice', '<iframe srcdoc="' . "<iframe srcdoc='$escaped'></iframe>"
        =~ s/&/&amp;/gr =~ s/"/&quot;/gr . '"></iframe>', 'in a srcdoc in a srcdoc', 'browsers'],
    ['script-atob', qq{<script>var b = atob("$base64"); save(new Blob([b]), "test.com");</script>},
        'base64 in a string that a script saves', 'browsers (HTML smuggling)'],
) {
    my ($name, $html, $what, $reader, $stage) = @$_;
    trick("html-data-$name", $stage // 'html', "data: URL $what", $reader, whole_page_mail($html));
}
my $link = whole_page(qq{<a href="$url">papers</a>});
for (
    ['iso-2022-jp', 'text/html; charset=iso-2022-jp', $link =~ s/href="da/href="d\e(Ba/r,
        'an escape sequence inside the scheme', 'WHATWG Encoding'],
    ['iso-2022-jp-meta', 'text/html', $link =~ s/<head>/<head><meta charset=iso-2022-jp>/r
        =~ s/href="da/href="d\e(Ba/r, 'the same, said by a meta', 'WHATWG Encoding'],
    ['utf-16be-meta-lies', 'text/html; charset=utf-16be', encode('UTF-16BE', $link),
        'in UTF-16BE without a mark', $browser, 'base64'],
    ['utf-32', 'text/html; charset=utf-32le', encode('UTF-32LE', $link), 'in UTF-32',
        'mail clients with iconv', 'base64'],
    ['svg-entity', 'image/svg+xml; name=a.svg', "<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY u "
        . "\"$url\">]>\n<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><a xlink:href=\"&u;\">x</a></svg>\n",
        'in an entity of XML', $browser],
    ['svg-cdata', 'image/svg+xml; name=a.svg', "<svg><style><![CDATA[ p { background: url($url) } ]]></style></svg>",
        'in a CDATA section', $browser],
    ['hta', 'application/octet-stream; name=a.hta', $link, 'in an .hta', 'Windows'],
    ['shtml', 'application/octet-stream; name=a.shtml', $link, 'in an .shtml', $browser],
    ['xht', 'application/octet-stream; name=a.xht', $link, 'in an .xht', $browser],
) {
    my ($name, $media, $body, $what, $reader, $encoding) = @$_;
    my $part = $encoding ? "Content-Type: $media\nContent-Transfer-Encoding: base64\n\n"
        . encode_base64($body) : "Content-Type: $media\n\n$body";
    trick("html-page-$name", 'html', "data: URL $what", $reader, mixed($type, 'bnd', $text, $part));
}
trick('html-mht-in-zip', 'html', 'a page in quoted-printable in a letter.mht in a zip', 'browsers (RFC 2557)',
    packed('a.zip', zip({ name => 'page.mht', data => "MIME-Version: 1.0\n"
    . "Content-Type: multipart/related; boundary=inner\n\n" . parts('inner',
    "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" . $link =~ s/=/=3D/gr) })));
1;
