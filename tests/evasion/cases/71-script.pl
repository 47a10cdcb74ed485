# Attached scripts, which Windows runs when they are opened; what they write.
use strict;
use warnings;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $base64 = encode_base64(eicar(), '');
my $hex = unpack 'H*', eicar();
my @codes = unpack 'C*', eicar();

sub quoted { return map { '"' . s/([\\"])/\\$1/gr . '"' } unpack "(a$_[1])*", $_[0] }
sub doubled { return map { '"' . s/"/""/gr . '"' } unpack "(a$_[1])*", $_[0] }

for (
    ['plus', 'js', 'joined by +', 'var a = ' . join(' + ', quoted(eicar(), 9)) . ";\nf.Write(a);\n"],
    ['plus-base64', 'js', 'base64, joined by +', 'var a = ' . join("\n + ", quoted($base64, 20)) . ';'],
    ['plus-brackets', 'js', 'joined by +, in brackets', 'var a = (' . join(') + (', quoted(eicar(), 9)) . ');'],
    ['add', 'js', 'base64, added by +=', "var a = \"\";\n" . join '', map { "a += $_;\n" } quoted($base64, 7)],
    ['add-two', 'js', 'added by +=, in turn with another', do {
        my @piece = quoted(eicar(), 9);
        join '', "a = '';\nb = '';\n", map { "a += $_;\nb += 'nothing here';\n" } @piece;
    }],
    ['concat', 'js', 'base64, joined by concat()', 'var a = ""' . join('', map { ".concat($_)" } quoted($base64, 7)) . ';'],
    ['join', 'js', 'base64, a list that is joined', 'var a = [' . join(',', quoted($base64, 7)) . '].join("");'],
    ['codes', 'js', 'fromCharCode()', 'var a = String.fromCharCode(' . join(', ', @codes) . ');'],
    ['codes-plus', 'js', 'fromCharCode(), joined by +', 'var a = ' . join(' + ',
        map { "String.fromCharCode($_)" } @codes) . ';'],
    ['hex', 'js', 'hexadecimal digits', "var a = '$hex';"],
    ['hex-add', 'js', 'hexadecimal digits, added by +=', join '', map { "a += $_;\n" } quoted($hex, 10)],
    ['escapes', 'js', 'escapes, joined', 'var a = unescape(' . join(' + ', quoted(join('', map { sprintf '%%%02x', $_ } @codes), 30)) . ');'],
    ['wsf', 'wsf', 'base64, in a WSF', '<job><script language="JScript">var a = ' . join('+', quoted($base64, 8)) . ';</script></job>'],
    ['and', 'vbs', 'joined by &, over lines', 'a = ' . join(" & _\n  ", doubled(eicar(), 9)) . "\n"],
    ['name', 'vbs', 'base64, added by name = name & ...', "a = \"\"\n" . join '', map { "a = a & $_\n" } doubled($base64, 7)],
    ['chr', 'vbs', 'Chr(), ChrW() with hexadecimal digits', 'a = ' . join(' & ', map {
        $_ % 2 ? "Chr($_)" : sprintf 'ChrW(&H%x)', $_ } @codes)],
    ['chr-sum', 'vbs', 'Chr() of sums', 'a = ' . join(' & ', map { 'Chr(' . ($_ + 7) . '-7)' } @codes)],
    ['array', 'vbs', 'a list of numbers', 'a = Array(' . join(',', @codes) . ')'],
    ['bytes', 'ps1', 'a list of bytes', '[byte[]] $a = ' . join(',', map { sprintf '0x%02x', $_ } @codes) =~ s/^/(/r . ')'],
    ['add-single', 'ps1', 'added by +=, in single quotes', "\$a = ''\n" . join '', map { "\$a += '$_'\n" } unpack '(a9)*', eicar()],
    ['char', 'ps1', '[char], joined by +', '$a = ' . join(' + ', map { "[char]$_" } @codes)],
    ['wide', 'ps1', 'UTF-16', "\xFF\xFE" . encode('UTF-16LE', "\$a = \"$base64\"\n")],
) {
    my ($name, $extension, $what, $script) = @$_;
    trick("script-$name", 'html', "a script: $what", 'Windows Script Host, PowerShell',
        packed("papers.$extension", $script));
}
trick('script-in-zip', 'html', 'a script in a zip', 'Windows Script Host', packed('papers.zip',
    zip({ name => 'papers.js', data => 'var a = ' . join(' + ', quoted($base64, 20)) . ';' })));
trick('script-by-type', 'html', 'a script by its media type', 'Windows Script Host',
    packed('papers', 'var a = ' . join(' + ', quoted($base64, 20)) . ';', 'application/javascript'));
clean('script-in-text', 'strings that join in a letter', packed('papers.txt',
    'a = ' . join(' + ', quoted('nothing here, though it is more than sixty-four characters long, as it has to be', 9))));
1;
