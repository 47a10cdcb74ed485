# Documents: compound files, macros, packages, RTF, OneNote, Outlook, XML.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;
use Document;

my $office = 'Office';
my $word = 'Word';
my $by_hand = 'whoever opens the object with a click';
my $native = ole_native('test.com', eicar());
my @object = ("ObjectPool/_1279313719/\1Ole10Native", $native);
my $doc = cfb(['WordDocument', "\xec\xa5" . "\0" x 5000], \@object);
my $filler = "A harmless line of text.\r\n" x 400;

# ---- compound files ----
for (
    ['stream', cfb(['x', eicar()]), 'a stream that is the file', $office],
    ['package', $doc, 'a package in a Word document', $by_hand],
    ['package-v4', cfb({ version => 4 }, ['WordDocument', 'x' x 9000], \@object), 'sectors of 4 KB', $office],
    ['package-scattered', cfb({ scattered => 1 }, ['WordDocument', 'x' x 9000], \@object),
        'no two sectors of a stream together', $office],
    ['package-big-file', cfb(["\1Ole10Native", ole_native('test.com', eicar()) . "\0" x 9000]),
        'a package over 4 KB, in sectors of its own', $office],
    ['package-large-scattered', cfb({ scattered => 1 }, ["\1Ole10Native",
        ole_native('test.com', eicar()) . "\0" x 90000]), 'a large one in pieces', $office],
    ['package-no-mini', cfb({ big => 1 }, \@object), 'a small stream in large sectors, and a cutoff of 0',
        'readers that go by the header'],
    ['package-first-in-loop', cfb({ loop => 1 }, ['WordDocument', 'x' x 9000], \@object),
        'chains that go in circles behind their end', 'readers that stop at the size'],
    ['package-not-in-tree', cfb({ no_tree => 1 }, \@object), 'an entry that no storage names',
        'readers that repair'],
    ['package-size-high', cfb([@object, { size_high => 0xffffffff }]),
        'junk in the upper half of a size', '[MS-CFB] 2.6.1: of version 3 it is ignored'],
    ['package-size-too-large', cfb(['x', eicar(), { size => 0 }], [@object, { size => 4000 }]),
        'a stream that says to be larger', 'readers that stop at the end of the chain'],
    ['package-in-package', cfb(["\1Ole10Native", ole_native('a.doc', $doc)]), 'a document in a document',
        $by_hand],
    ['package-zip', cfb(["\1Ole10Native", ole_native('a.zip', zip({ name => 'test.com', data => eicar() }))]),
        'a zip as a package', $by_hand],
    ['package-size-zero', cfb(["\1Ole10Native", pack('V', 0) . ole_package('test.com', eicar())]),
        'a package whose stream says to be empty', 'packager, which reads on'],
    ['native-without-package', cfb(["\1Ole10Native", pack('V', length eicar()) . eicar()]),
        'bytes without a package around', 'the program of the object'],
    ['contents', cfb(['ObjectPool/_1/CONTENTS', eicar()]), 'an object in a stream "CONTENTS"',
        'the program of the object'],
    ['installer', cfb(["\x{4840}\x{3b3f}\x{43f2}", 'x' x 100], ["\x{4192}\x{44a9}", eicar()]),
        'a stream of an installer', 'Windows Installer'],
    ['mail', cfb(['x', mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd')]),
        'a message in a stream', 'by hand'],
    ['many-streams', cfb((map { ["s$_", 'x' x 70] } 1 .. 500), \@object), '500 streams ahead', $office],
    ['in-zip', zip({ name => 'a.doc', data => $doc }), 'a document in a zip', 'by hand'],
    ['hwp', cfb(['FileHeader', 'HWP Document File' . "\0" x 15 . pack('VV', 0x05000300, 1)],
        ['BinData/BIN0001.com', deflate(eicar())]), 'a file in a document of Hangul', 'Hangul'],
) {
    my ($name, $file, $what, $reader) = @$_;
    trick("ole2-$name", 'document', "OLE2: $what", $reader, packed('papers.doc', $file));
}

# ---- macros ----
my @module = ('Module1', eicar());
for (
    ['plain', [vba_project('Macros', \@module)], 'source of a module'],
    ['second-module', [vba_project('Macros', ['ThisDocument', $filler], \@module)], 'the second module'],
    ['excel', [vba_project('_VBA_PROJECT_CUR', \@module)], 'in a workbook'],
    ['not-packed', [vba_project('Macros', ['Module1', '', { packed => "\1" . pack('v', 0x3043) . eicar() }])],
        'in a chunk that is not packed, and short'],
    ['no-code', [vba_project('Macros', ['Module1', eicar(), { code => '' }])], 'no code ahead'],
) {
    my ($name, $streams, $what) = @$_;
    trick("vba-$name", 'document', "VBA: $what", $office, packed('papers.doc', cfb(@$streams)));
    trick("vba-$name-docm", 'document', "VBA: $what, in a DOCM", $office, packed('papers.docm',
        zip({ name => '[Content_Types].xml', data => '<Types/>' }, { name => 'word/document.xml', data => '<w/>' },
        { name => 'word/vbaProject.bin', data => cfb(@$streams) })));
}

# ---- objects in zips of Office ----
for (
    ['docx', 'word/embeddings/oleObject1.bin'], ['xlsx', 'xl/embeddings/oleObject1.bin'],
    ['odt', 'Object 1'],
) {
    my ($kind, $name) = @$_;
    trick("ole2-in-$kind", 'document', "a package in a " . uc $kind, $by_hand, packed("papers.$kind",
        zip({ name => $kind eq 'odt' ? 'mimetype' : '[Content_Types].xml', method => 0,
            data => $kind eq 'odt' ? 'application/vnd.oasis.opendocument.text' : '<Types/>' },
        { name => $name, data => cfb(["\1Ole10Native", $native]) })));
}

# ---- PowerPoint ----
for (
    ['packed', ppt(cfb(["\1Ole10Native", $native])), 'an object, packed'],
    ['stored', ppt(cfb(["\1Ole10Native", $native]), stored => 1), 'an object, not packed'],
    ['macros', ppt(cfb(vba_project('', \@module))), 'macros'],
    ['damaged-ahead', pack('vvV', 0, 1000, 0x7fffffff) . ppt(cfb(["\1Ole10Native", $native])),
        'a record ahead whose size cannot be'],
) {
    my ($name, $stream, $what) = @$_;
    trick("ppt-$name", 'document', "PowerPoint: $what", $name eq 'damaged-ahead' ? 'readers that repair' : $office,
        packed('papers.ppt', cfb(['PowerPoint Document', $stream], ['Current User', "\0" x 20])));
}

# ---- Outlook ----
trick('msg-attachment', 'document', 'Outlook: an attachment', 'Outlook', packed('letter.msg', msg('test.com', eicar())));
trick('msg-attachment-wide', 'document', 'Outlook: an attachment, its name in UTF-16', 'Outlook',
    packed('letter.msg', msg('test.com', eicar(), wide => 1)));
trick('msg-attached-document', 'document', 'Outlook: a document with a package', 'Outlook',
    packed('letter.msg', msg('papers.doc', $doc)));
trick('msg-in-tnef', 'document', 'Outlook: a message in winmail.dat', 'Outlook',
    packed('winmail.dat', tnef('letter.msg', msg('test.com', eicar())), 'application/ms-tnef'));

# ---- RTF ----
my $object = ole1('Package', ole_package('test.com', eicar()));
my $hex = hex_digits($object);
my $half = int(length($hex) / 4) * 2;
my ($first, $rest) = (substr($hex, 0, $half), substr $hex, $half);
my $between = sub { return join $_[0], $hex =~ /(..)/g };
for (
    ['plain', rtf($hex), 'a package'],
    ['capitals', rtf(uc $hex), 'digits in capitals'],
    ['lines', rtf($hex =~ s/(.{1,64})/$1\r\n/gr), 'digits in lines'],
    ['odd-lines', rtf($hex =~ s/(.{1,7})/$1\n/gr), 'line ends inside of bytes'],
    ['blanks', rtf(join ' ', $hex =~ /(.)/g), 'a blank behind each digit'],
    ['tabs', rtf(join "\t\x0b", $hex =~ /(..)/g), 'control characters behind each byte'],
    ['groups', rtf($between->('{}')), 'empty groups between bytes'],
    ['nested-groups', rtf("$first\{\{\{\\b0 }}}$rest"), 'groups in each other'],
    ['open-groups', rtf('{{' . $first . '}' . $rest . '}'), 'data in groups'],
    ['ignored-group', rtf("$first\{\\*\\junk 4142}$rest"), 'a destination in it that nobody knows'],
    ['known-group', rtf("$first\{\\author 4142}$rest"), 'a destination in it that holds digits'],
    ['word-group', rtf("$first\{\\i $rest}"), 'the rest in a group that is set in italics'],
    ['words', rtf($between->('\\mmm ')), 'control words between bytes'],
    ['words-numbers', rtf($between->('\\x-1234 ')), 'control words with numbers'],
    ['words-in-bytes', rtf($hex =~ s/^(...)/$1\\lang1033 /r), 'a control word inside of a byte'],
    ['number', rtf($hex, '\objdata12345 '), 'a number behind the word'],
    ['number-in-place-of-a-blank', rtf($hex, '\objdata0\x '), 'another word behind the word'],
    ['no-blank', rtf($hex, "\\objdata\n"), 'a line end behind the word'],
    ['escape', rtf("$first\\'41$rest"), 'an escape between bytes'],
    ['escape-in-byte', rtf(substr($hex, 0, $half) . "a\\'41$rest"), 'an escape behind half a byte'],
    ['symbols', rtf($between->('\\~\\-')), 'symbols between bytes'],
    ['bin', rtf("$first\\bin" . length($rest) / 2 . ' ' . pack('H*', $rest)), 'raw bytes behind \bin'],
    ['bin-all', rtf('\bin' . length($object) . " $object"), 'nothing but raw bytes'],
    ['bin-zeros', rtf("\\bin000000000" . length($object) . " $object"), 'a number with zeros ahead'],
    ['bin-none', rtf($between->('\bin0 ')), 'raw bytes of which there are none'],
    ['not-digits', rtf($between->('ghijklm')), 'letters that are no digits'],
    ['brace-behind', rtf("$hex}}}}}") , 'more ends of groups than beginnings'],
    ['no-end', rtf($hex) =~ s/\}.{0,99}\z//sr, 'no end of the group'],
    ['compound', rtf(hex_digits(ole1('OLE2Link', $doc))), 'a compound file'],
    ['compound-wrong-head', rtf(hex_digits("\1\5\0\0\1\0\0\0" . pack('V', 0x7fffffff) . $doc)),
        'a compound file behind a head that is wrong'],
    ['second-object', rtf('0105') . rtf($hex), 'the second object'],
    ['in-objdata', rtf("01050000{\\*\\objdata $hex}"), 'an object in the data of another'],
    ['no-version', rtf($hex) =~ s/\\rtf1/\\rt/r, 'a head of "{\rt"'],
) {
    my ($name, $file, $what) = @$_;
    trick("rtf-$name", 'document', "RTF: $what", $word, packed('papers.doc', $file));
}

# ---- others ----
trick('onenote', 'document', 'OneNote: a file', 'OneNote', packed('papers.one', onenote(eicar())));
trick('onenote-second', 'document', 'OneNote: the second file', 'OneNote', packed('papers.one', onenote("\x89PNG", eicar())));
trick('onenote-in-zip', 'document', 'OneNote: in a zip', 'OneNote',
    packed('papers.zip', zip({ name => 'papers.one', data => onenote(eicar()) })));

my $mso = active_mime(cfb(vba_project('', \@module)));
my @pages = (
    ['xml', word_xml($mso), 'Word 2003'],
    ['xml-utf16', "\xff\xfe" . Document::utf16(word_xml($mso)), 'Word 2003, in UTF-16'],
    ['xml-bom', "\xef\xbb\xbf" . word_xml($mso), 'Word 2003, behind a byte order mark'],
    ['xml-comment', word_xml('', encode_base64($mso) =~ s/^(.{100})/$1<!-- AAAA -->/sr), 'a comment in the data'],
    ['xml-section', word_xml('', '<![CDATA[' . encode_base64($mso) . ']]>'), 'the data in a section'],
    ['xml-references', word_xml('', join '', map { "&#x" . unpack('H2', $_) . ';' } encode_base64($mso, '') =~ /(.)/gs),
        'the data in references'],
    ['xml-offset', word_xml(active_mime(cfb(vba_project('', \@module)), offset => 0, ahead => "\x78\x9cjunk")),
        'ActiveMime whose offset is wrong'],
    ['flat-opc', flat_opc('/word/vbaProject.bin', cfb(vba_project('', \@module))), 'flat OPC'],
);
trick("word-$_->[0]", 'document', "XML: $_->[2]", $word, packed('papers.xml', $_->[1], 'text/xml')) for @pages;
trick('mht-active-mime', 'document', 'MHTML with ActiveMime', $word, packed('papers.doc',
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"----=_x\"\n\n------=_x\n"
    . "Content-Location: file:///C:/x.htm\nContent-Type: text/html\n\n<html>x</html>\n\n------=_x\n"
    . "Content-Location: file:///C:/editdata.mso\nContent-Transfer-Encoding: base64\n"
    . "Content-Type: application/x-mso\n\n" . encode_base64($mso) . "\n------=_x--\n"));
trick('chm-szdd-in-ole2', 'document', 'a package with a compressed file', $by_hand, packed('papers.doc',
    cfb(["\1Ole10Native", ole_native('test.co_', "SZDD\x88\xf0\x27\x33A\0" . pack('V', length eicar())
    . join '', map { "\xff$_" } unpack '(a8)*', eicar())])));

# ---- what must not alarm ----
clean('document-in-text', 'the test file inside of a Word document\'s text', packed('papers.doc',
    cfb(['WordDocument', "\xec\xa5" . 'x' x 600 . eicar() . 'x' x 600])));
clean('rtf-no-object', 'digits of the test file in a text', packed('papers.rtf',
    "{\\rtf1 " . hex_digits(eicar()) . "}"));
1;
