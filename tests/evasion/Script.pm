# Script - what encodes scripts, and scripts that carry a file
package Script;

use strict;
use warnings;
use Exporter qw(import);
use MIME::Base64 qw(encode_base64);

our @EXPORT = qw(script_encoded script_with);

# Microsoft's Script Encoder: three alphabets, in turns; what bytes from the blank
# on stand for in each.
my @turns = split //, '0120121221210212021200122102122100212120200120210212001220012021';
my @alphabets = (
    ".GzVBj/&IA42[vrC89pEhqO\tbD#u\0~\0^\0wJa]\"KoN;LPg*}tT+-,0nkf5%!dMRc?{x)(sY3\177mUS|:_eFX1ilZH'\\=\$y7`Q 6",
    "-uR`q^I\\b})6 |z\177kc3+hQfv1dTC\0:\0~\0E,*t'7DyY/o&rj9{?8wgSG4x]0#Z[lHUpi.L!\$NP\tVs5aKX;W\"mM%(FJ2A=_OBe",
    "20!)[83=X:5e9\\VsfNEkbYx^}Jmq\0`\0S\0B'Hru17MR\"TjGd- \177.L]~loytC&v%\$+(#A4\t*D?w;UiacPgQIOFh|6pnz/_KZ,W");
my %escapes = ("\n" => '@&', "\r" => '@#', '>' => '@*', '<' => '@!', '@' => '@$');

# length: what it says of itself.
sub script_encoded {
    my ($script, $length) = @_;
    my ($encoded, $turn) = ('', 0);
    for my $c (split //, $script) {
        my $at = index $alphabets[$turns[$turn++ % 64]], $c;
        $encoded .= $escapes{$c} // ($at < 0 ? "\t" : chr(32 + $at));
    }
    return '#@~^' . encode_base64(pack('V', $length // length $encoded), '') . $encoded
        . 'AAAAAA==^#~@';
}

# The file as two strings of hexadecimal digits; nothing sees it but who reads a script.
sub script_with {
    my ($file) = @_;
    my $digits = unpack 'H*', $file;
    return sprintf 'var s = "%s" + "%s";', substr($digits, 0, 60), substr($digits, 60);
}

1;
