# PDF: embedded files in each filter, in odd objects, encrypted, and in files that are
# broken where readers repair.
use strict;
use warnings;
use MIME::Base64 qw(decode_base64 encode_base64);
use Evasion;
use Pack;
use Pdf;

my $readers = 'PDF readers';
my $repair = 'readers that repair';
my $eicar = eicar();
my $flate = pdf_stream('/Filter/FlateDecode', pdf_pack($eicar, 'FlateDecode'));

sub whole { return pdf($_[1] // {}, pdf_file($_[0])) }

# ---- filters ----
for (
    ['FlateDecode'], ['LZWDecode'], ['ASCII85Decode'], ['ASCIIHexDecode'], ['RunLengthDecode'],
    ['Fl'], ['LZW'], ['A85'], ['AHx'], ['RL'], ['#46late#44ecode'],
    ['ASCIIHexDecode', 'FlateDecode'], ['ASCII85Decode', 'LZWDecode'],
    ['A85', 'AHx', 'RL', 'LZW', 'Fl'], [('ASCIIHexDecode') x 9, 'FlateDecode'],
) {
    my @filters = @$_;
    my $name = join '-', @filters > 9 ? 'ten' : @filters;
    trick('pdf-filter-' . lc($name =~ s/#../-/gr =~ s/^-//r), 'document',
        "PDF: embedded, packed by @filters", 'ISO 32000-2, 7.4',
        packed('papers.pdf', whole(pdf_stream('/Filter[' . join('', map { "/$_" } @filters) . ']',
        pdf_pack($eicar, @filters)))));
}

# PNG's predictor: each row has a byte ahead.
my $up = join '', map { "\2" . $_ } do {
    my $above = "\0" x 4;
    map { my $row = $_; my $sum = pack 'C*', map {
        (ord(substr $row, $_, 1) - ord substr $above, $_, 1) & 255 } 0 .. length($row) - 1;
        $above = $row; $sum } unpack '(a4)*', $eicar;
};
my $wrong_header = pdf_pack($eicar, 'FlateDecode');
substr $wrong_header, 0, 2, "\x99\x99";
my $no_sum = substr pdf_pack($eicar . ' ' x 60, 'FlateDecode'), 0, -4;

# ---- objects and streams ----
for (
    ['plain', whole(pdf_stream('', $eicar)), 'not packed', $readers],
    ['predictor', whole(pdf_stream('/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>',
        pdf_pack($up, 'FlateDecode'))), 'a predictor of PNG', 'ISO 32000-2, 7.4.4.4'],
    ['parms-in-array', whole(pdf_stream('/Filter[/AHx/Fl]/DP[null<</Predictor 12/Columns 4>>]',
        ascii_hex(pdf_pack($up, 'FlateDecode')))), 'the same as the second of an array',
        'ISO 32000-2, 7.4.4.4'],
    ['zlib-header', whole(pdf_stream('/Filter/FlateDecode', $wrong_header)), 'a wrong header of zlib',
        'readers that are lenient'],
    ['zlib-sum', whole(pdf_stream('/Filter/FlateDecode', $no_sum)), 'the sum of zlib is missing',
        'readers that are lenient'],
    ['line-ends-ahead', whole(pdf_stream('/Filter/FlateDecode', "\r\n" . pdf_pack($eicar, 'FlateDecode'))),
        'line ends ahead of the data', 'readers that are lenient'],
    ['length-short', whole(pdf_stream('/Filter/FlateDecode', pdf_pack($eicar, 'FlateDecode'), 3)),
        'a Length that is too short', $repair],
    ['length-long', whole(pdf_stream('', $eicar, 99999)), 'a Length behind the end of the file', $repair],
    ['length-reference', pdf({}, pdf_file("<</Length 8 0 R>>stream\n$eicar\nendstream",
        8 => '9 0 R', 9 => length $eicar)), 'a Length that is an object, twice', 'ISO 32000-2, 7.3.8'],
    ['length-missing', whole("<</Filter/AHx>>stream\r\n" . ascii_hex($eicar) . "\r\nendstream"),
        'no Length', $repair],
    ['endstream-missing', whole("<</Length 68>>stream\n$eicar"), 'no endstream', $repair],
    ['endstream-inside', whole(pdf_stream('', "$eicar\nendstream\n" =~ s/\nendstream\n//r)
        =~ s/<</<<\/X(endstream)/r), 'the word endstream in the dictionary', $readers],
    ['dictionary-open', whole(pdf_stream('/Filter/AHx/X<</Y[', ascii_hex($eicar))),
        'brackets that are not closed', $repair],
    ['comments', whole("%>>\n<<%>>\n/Filter%/AHx\n/AHx%(\n/Length%1\n137>>%endobj\nstream\n"
        . ascii_hex($eicar) . "\nendstream"), 'comments everywhere', 'ISO 32000-2, 7.2.4'],
    ['header-comments', whole($flate) =~ s/5 0 obj/5 %x\n 0%\r\n obj/r, 'comments in front of obj',
        'ISO 32000-2, 7.2.4'],
    ['header-blanks', whole($flate) =~ s/5 0 obj\n/0000005\n\t 00000\r\f\0obj/r, 'odd blanks in front of obj',
        'ISO 32000-2, 7.2.3'],
    ['names-hex', whole(pdf_stream('/#46#69lter/#41H#78', ascii_hex($eicar))), 'names in hexadecimal',
        'ISO 32000-2, 7.3.5'],
    ['filter-reference', pdf({}, pdf_file(pdf_stream('/Filter 8 0 R', ascii_hex($eicar)),
        8 => '[9 0 R]', 9 => '/ASCIIHexDecode')), 'the filter is an object', 'ISO 32000-2, 7.3.10'],
    ['filter-f', whole(pdf_stream('/F/AHx', ascii_hex($eicar))), 'F in place of Filter', 'poppler'],
    ['name-reference', pdf({}, pdf_file($flate, 4 => '<</Type/Filespec/UF 8 0 R/EF 9 0 R>>',
        8 => '<FEFF0061>', 9 => '<</F 5 0 R>>')), 'all of the file specification is in objects', $readers],
    ['picture', whole(pdf_stream('/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/AHx',
        ascii_hex($eicar))), 'a file that says it is a picture', $readers],
    ['nested', whole(pdf_stream('/X' . '<</X' x 400 . ' 1' . '>>' x 400 . '/Filter/AHx',
        ascii_hex($eicar))), '400 dictionaries in each other', $readers],
    ['string-open-ahead', whole($flate) =~ s/2 0 obj/2 0 obj (never closed/r,
        'a string without an end ahead', 'readers that go by the table'],
    ['string-with-objects', whole($flate) =~ s/5 0 obj\n<</5 0 obj\n<<\/X(1 0 obj<<>>stream endstream endobj)/r,
        'an object that stands in a string', $readers],
    ['crypt-identity', whole(pdf_stream('/Filter[/Crypt/AHx]', ascii_hex($eicar))), 'a filter that does nothing',
        'ISO 32000-2, 7.4.10'],
    ['pdf', whole(pdf_stream('/Filter/FlateDecode', pdf_pack(whole($flate), 'FlateDecode'))),
        'a PDF in it', $readers],
    ['zip', whole(pdf_stream('/Filter/FlateDecode', pdf_pack(zip({ name => 'test.com', data => $eicar }),
        'FlateDecode'))), 'a zip in it', $readers],
) {
    my ($name, $file, $what, $reader) = @$_;
    trick("pdf-$name", 'document', "PDF: $what", $reader, packed('papers.pdf', $file));
}

# ---- objects in streams ----
sub in_stream {
    my (@objects) = @_;
    my ($list, $bodies) = ('', '');
    while (my ($number, $body) = splice @objects, 0, 2) {
        $list .= "$number " . length($bodies) . ' ';
        $bodies .= "$body ";
    }
    my $count = (() = $list =~ / /g) / 2;
    return pdf_stream("/Type/ObjStm/N $count/First " . length($list) . '/Filter/FlateDecode',
        pdf_pack($list . $bodies, 'FlateDecode'));
}
my $script = 'the script of an action';
for (
    ['dictionary', pdf({}, 1 => '<</Type/Catalog>>', 5 => $flate, 6 => in_stream(4 => '<</EF<</F 5 0 R>>>>')),
        'its file specification in a stream of objects'],
    ['script', pdf({}, 1 => '<</Type/Catalog/OpenAction 4 0 R>>', 6 => in_stream(3 => '(x)',
        4 => '<</S/JavaScript/JS(' . $eicar =~ s/([()\\])/\\$1/gr . ')>>')), 'a script in a stream of objects'],
    ['script-object', pdf({}, 6 => in_stream(4 => '<</JS 7 0 R>>',
        7 => '<' . unpack('H*', $eicar) . '>')), 'a script that is an object of its own'],
    ['length', pdf({}, pdf_file("<</Length 8 0 R>>stream\n$eicar\nendstream",
        6 => in_stream(8 => length $eicar))), 'a Length in a stream of objects'],
    ['type-hidden', pdf({}, 6 => in_stream(4 => '<</J#53<' . unpack('H*', $eicar) . '>>>')
        =~ s/ObjStm/#4Fbj#53tm/r), 'a stream of objects by a name in hexadecimal'],
) {
    my ($name, $file, $what) = @$_;
    trick("pdf-in-stream-$name", 'document', "PDF: $what", 'ISO 32000-2, 7.5.7', packed('papers.pdf', $file));
}

# ---- scripts: the part is what the string says ----
my $escaped = join '', map { sprintf '\\%03o', ord } split //, $eicar;
my $wide = "\xfe\xff" . join '', map { "\0$_" } split //, $eicar;
for (
    ['string', '(' . $eicar =~ s/([()\\])/\\$1/gr . ')', 'in a string'],
    ['octal', "($escaped)", 'in octal escapes'],
    ['folded', '(' . join("\\\n", unpack '(a8)*', $eicar =~ s/([\\])/\x01/gr) =~ s/([()])/\\$1/gr
        =~ s/\x01/\\\\/gr . ')', 'folded'],
    ['hex', '<' . unpack('H*', $eicar) =~ s/(.{7})/$1\n/gr . '>', 'in hexadecimal'],
    ['utf-16', '<' . unpack('H*', $wide) . '>', 'in UTF-16'],
    ['utf-16-escaped', '(' . join('', map { sprintf '\\%o', ord } split //, $wide) =~ s/\\(\d)(?=\\)/\\00$1/gr
        =~ s/\\(\d\d)(?=\\|$)/\\0$1/gr . ')', 'in UTF-16 and escapes'],
) {
    my ($name, $string, $what) = @$_;
    trick("pdf-script-$name", 'document', "PDF: $script, $what", 'ISO 32000-2, 12.6.4.17',
        packed('papers.pdf', pdf({}, 1 => "<</Type/Catalog/OpenAction<</S/JavaScript/#4aS$string>>>>")));
}
trick('pdf-script-stream', 'document', "PDF: $script, a stream in UTF-16 and LZW", $readers,
    packed('papers.pdf', pdf({}, 1 => '<</JS 5 0 R>>', 5 => pdf_stream('/Filter/LZW', lzw($eicar)))));

# ---- files that are broken or say to be something else ----
for (
    ['offset', whole($flate, { head => 'x' x 1000 . "%PDF-1.4\n" }), 'its mark is at 1,000', 'Acrobat'],
    ['offset-text', whole($flate, { head => "From: somebody\nSubject: x\n\n%PDF-1.4\n" }),
        'its mark behind lines that look like mail', 'Acrobat'],
    ['picture-ahead', whole($flate, { head => "GIF89a\1\0\1\0\0\0\0%PDF-1.4\n" }), 'a picture by its first bytes',
        'Acrobat'],
    ['no-mark', whole($flate, { head => '' }), 'without a mark, by its name', $repair],
    ['no-table', whole($flate, { table => 0 }), 'without a table', $repair],
    ['table-lies', whole($flate) =~ s/0000000\d\d\d 00000 n/0000000009 00000 n/gr, 'a table that lies', $repair],
    ['cut', whole($flate) =~ s/endstream\nendobj\nxref.*//sr, 'cut behind the data', $repair],
    ['saved-again', whole($flate) . (pdf_objects('', 5 => pdf_stream('', 'nothing')))[0]
        . "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n", 'an object that was saved again without it',
        'who goes back to the version before'],
    ['saved-ahead', (pdf_objects("%PDF-1.4\n", 5 => pdf_stream('', 'nothing')))[0] . whole($flate),
        'an older version ahead', $readers],
    ['cr', whole($flate) =~ s/\n(?=\d 0 obj|endobj|<<|xref|trailer)/\r/gr, 'CR for line ends', $readers],
    ['junk', whole($flate) . "\0" x 5000, '5,000 zeros behind', $readers],
    ['trailer-ahead', "%PDF-1.4\ntrailer<</Encrypt 5 0 R>>" . whole($flate), 'a trailer that nobody reads says '
        . 'that it is encrypted', $repair],
) {
    my ($name, $file, $what, $reader) = @$_;
    trick("pdf-$name", 'document', "PDF: $what", $reader, packed('papers.pdf', $file));
}

# ---- encryption ----
trick('pdf-rc4', 'document', 'PDF: encrypted with RC4 and the empty password', 'ISO 32000-2, 7.6',
    packed('papers.pdf', pdf_rc4_file($eicar, '')));
trick('pdf-rc4-trailers', 'document', 'PDF: the same behind a trailer with another encryption', $readers,
    packed('papers.pdf', "%PDF-1.4\ntrailer<</Encrypt<</Filter/Standard/V 1/R 2/O()/U()>>/ID[(x)(y)]>>\n"
    . pdf_rc4_file($eicar, '')));
trick('pdf-rc4-password', 'document', 'PDF: encrypted with a password that the letter tells', $readers,
    packed('papers.pdf', pdf_rc4_file($eicar, 'secret')) =~ s/See the attached file/The password is secret/r);
1;
