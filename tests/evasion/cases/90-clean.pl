# Messages as odd as the others, in which no reading has the test file: there must
# be no alarm.  By EICAR's rule a file is the test file when it begins with the 68
# characters and holds nothing but white space behind them, 128 bytes at most.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $type = 'Content-Type: multipart/mixed; boundary=bnd';
my $text = text_part();
my $eicar = eicar();
my $broken = $eicar =~ s/ANTIVIRUS/ANTIVIRAL/r;
my %file = (name => 'test.com', data => $eicar);

sub base64_part { return "Content-Transfer-Encoding: base64\n\n" . encode_base64($_[0]) }
sub with_base64 { return mixed($type, 'bnd', $text, base64_part($_[0])) }

# ---- it is there, and is not the file ----
clean('in-a-sentence', 'the characters in the middle of a letter',
    mail('', "Try this:\n\n$eicar\n\nRegards\n"));
clean('quoted', 'the characters quoted in an answer', mail('', "> $eicar\n"));
clean('text-behind', 'the characters, and a letter behind', mail('', "$eicar\n" . "Regards\n" x 9));
clean('text-behind-in-base64', 'the same in base64', with_base64("$eicar and more of it\n"));
clean('byte-ahead', 'one byte ahead of it', with_base64("x$eicar"));
clean('blank-ahead', 'a blank ahead of it: EICAR has it at the very start', with_base64(" $eicar"));
clean('too-long', '129 bytes with the white space', with_base64($eicar . ' ' x 61));
clean('cut', 'the last character is missing', with_base64(substr $eicar, 0, -1));
clean('other-letters', 'two letters are others', with_base64($broken));
clean('lower-case', 'in lower case', with_base64(lc $eicar));
clean('reversed', 'from the end to the start', with_base64(scalar reverse $eicar));
clean('utf-16', 'in UTF-16', with_base64(join '', map { pack 'v', ord } split //, $eicar));
clean('hexadecimal', 'as hexadecimal digits', mail('', unpack('H*', $eicar) . "\n"));
clean('rot13', 'in ROT13', with_base64($eicar =~ tr/A-Za-z/N-ZA-Mn-za-m/r));

# ---- halves that no reader joins ----
clean('two-parts', 'half of it in each of two parts', mixed($type, 'bnd',
    base64_part(substr $eicar, 0, 30), base64_part(substr $eicar, 30)));
clean('two-members', 'half of it in each of two members', packed('a.zip',
    zip({ name => 'a', data => substr $eicar, 0, 30 }, { name => 'b', data => substr $eicar, 30 })));
clean('two-urls', 'half of it in each of two data: URLs', mail('Content-Type: text/html', join '',
    map { '<img src="data:;base64,' . encode_base64($_, '') . "\">\n" } substr($eicar, 0, 30),
    substr($eicar, 30)));
clean('delimiter-inside', 'a delimiter in the middle of its base64', mail($type, "--bnd\n$text\n--bnd\n"
    . "Content-Transfer-Encoding: base64\n\n" . substr(eicar_64(), 0, 40) . "\n--bnd\n\n"
    . substr(eicar_64(), 40) . "--bnd--\n"));
clean('line-missing', 'uuencode without its first line', mail('', pack('u', $eicar) . "`\nend\n"));
clean('message-partial', 'the first half of a message/partial',
    mail('Content-Type: message/partial; id=1; number=1; total=2', mixed($type, 'bnd', $text,
    "Content-Transfer-Encoding: base64\n\n" . substr eicar_64(), 0, 40)));

# ---- encodings that do not fit ----
clean('twice-base64', 'base64 of base64, labelled once as a picture', mixed($type, 'bnd', $text,
    "Content-Type: image/png\n" . base64_part(encode_base64($broken))));
clean('base64-of-another', 'every trick of base64 at once around other bytes', mixed($type, 'bnd',
    $text, "Content-Transfer-Encoding: \"base64\" (x);\n\n"
    . encode_base64($broken, '') =~ s/(.{3})/$1!\n \t/gr . "====\n"));
clean('zip-password-missing', 'an encrypted zip whose password nobody tells',
    packed('a.zip', zip({ %file, password => "\x80\xffunknown~" })));
clean('zip-of-another', 'an odd zip with something else in it', packed('a.zip', 'MZ' . 'x' x 99
    . zip({ name => 'test.com', data => $broken, local_size => 0 }, { name => '../x', data => 'x' })));
clean('gzip-damaged', 'a gzip damaged ahead of the payload', packed('a.gz',
    gzip($eicar) =~ s/\A(.{10}).../$1\xff\xff\xff/sr));
clean('html-text', 'the characters as the text of a page',
    mail('Content-Type: text/html', "<p>Try this: <tt>$eicar</tt> or so</p>\n"));

# ---- odd, and nothing in it ----
clean('boundaries-everywhere', 'delimiters of five boundaries, none with a payload',
    mail('Content-Type: multipart/mixed; boundary=a; boundary="b"; boundary*=us-ascii\'\'c; '
    . "boundary*0=d; (boundary=e)\nContent-Type: multipart/mixed; boundary=f",
    join '', map { parts($_, $text, base64_part($broken)) } 'a' .. 'f'));
clean('equal-nested', 'equal boundaries, 30 deep', do {
    my $part = $text;
    $part = "Content-Type: multipart/mixed; boundary=bnd\n\n" . parts('bnd', $part, $text) for 1 .. 30;
    mail($type, parts('bnd', $part));
});
clean('only-delimiters', '5,000 delimiters', mail($type, "--bnd\n" x 5000 . "--bnd--\n"));
clean('empty-body', 'a multipart without a body', mail($type, ''));
clean('no-header', 'a message that begins with an empty line', "\nNothing\n");
clean('nuls', '10,000 NULs', \(mail('', '') . "\0" x 10_000));
clean('begin-words', 'lines that begin with "begin", "=ybegin" and "(This file"', mail('', join "\n",
    'begin 644 a', 'begin-base64 644 a', '=ybegin line=128 size=1 name=a', '=yend',
    '(This file must be converted with BinHex 4.0)', ':', 'begin 999999999999 x', 'end', ''));
clean('magic-words', 'beginnings of archives without the rest', with_base64(join '', "PK\3\4", "PK\5\6",
    "Rar!\x1a\7\0", "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x08", 'MSCF', "\x78\x9f\x3e\x22"));
clean('encoded-words', 'encoded words cut in every way', mail(join('', map {
    'X-' . length() . ": $_\n" } map { substr '=?utf-8?B?WDVPIVAlQEFQ?= =?x?Q?=?=', 0, $_ } 1 .. 37), 'x'));
1;
