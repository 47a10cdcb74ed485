# File names hidden in the ways that boundaries are: what cannot read the name must
# decode the file all the same.
use strict;
use warnings;
use Evasion;

for (
    ['encoded-word', 'filename="=?utf-8?B?dGVzdC5jb20=?="', 'readers of RFC 2047 in parameters'],
    ['encoded-word-not-closed', 'filename="=?utf-8?B?dGVzdC5jb20', 'every reader, whatever the name'],
    ['rfc2231', q{filename*=utf-8'en'test%2Ecom}, 'RFC 2231, 4'],
    ['rfc2231-pieces', q{filename*1="t.com"; filename*0*=utf-8''t%65s}, 'RFC 2231, 3'],
    ['rfc2231-bad-percent', q{filename*=utf-8''test%2.c%zzm}, 'every reader, whatever the name'],
    ['bidirectional', qq{filename="test\xe2\x80\xaemoc.txt"}, 'every reader, whatever the name'],
    ['control-characters', qq{filename="te\x01\x1bst\x7f.com"}, 'every reader, whatever the name'],
    ['nul', qq{filename="test.com\0.txt"}, 'every reader, whatever the name'],
    ['eight-bit', qq{filename="t\xe9st.com"}, 'every reader, whatever the name'],
    ['two', 'filename=readme.txt; filename=test.com', 'every reader, whatever the name'],
    ['path', 'filename="..\\\\..\\\\..//test.com"', 'every reader, whatever the name'],
    ['ten-thousand', 'filename=' . 'a' x 10_000 . '.com', 'every reader, whatever the name'],
    ['unclosed-quote', 'filename="test.com', 'every reader, whatever the name'],
    ['folded', "filename=\n \"te\n st.com\"", 'RFC 5322, 2.2.3'],
    ['empty', 'filename=""', 'every reader, whatever the name'],
) {
    my ($name, $parameter, $reader) = @$_;
    trick("name-$name", 'mime', 'file name: ' . $name =~ tr/-/ /r, $reader,
        mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd', text_part(),
        with_fields("Content-Disposition: attachment; $parameter\n"
        . "Content-Transfer-Encoding: base64\n", eicar_64())));
}
1;
