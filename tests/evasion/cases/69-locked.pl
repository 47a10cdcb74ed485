# Archives that the password in the text opens.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

# By tests/support/make-archives: AES and half a million rounds of a hash take too long here.
sub sample {
    my ($name) = @_;
    my $path = (__FILE__ =~ s{[^/]+\z}{}r) . "../../data/archives/$name";
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

sub with_text {
    my ($text, $name, $bytes) = @_;
    return mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd', "Content-Type: text/plain\n\n$text\n",
        "Content-Type: application/octet-stream; name=\"$name\"\nContent-Transfer-Encoding: base64\n\n"
        . encode_base64($bytes));
}

for (
    ['rar', 'rar 4'],
    ['names.rar', 'rar 4, names encrypted'],
    ['packed.rar', 'rar 4, packed'],
    ['rar5', 'rar 5'],
    ['names.rar5', 'rar 5, names encrypted'],
    ['packed.rar5', 'rar 5, packed'],
    ['open.rar5', 'rar 5, without a check of the password'],
    ['open-packed.rar5', 'rar 5, packed, names encrypted, without a check'],
) {
    my ($file, $what) = @$_;
    my $bytes = sample('locked' . ($file =~ /\./ ? '-' : '.') . $file);
    trick('locked-' . $file =~ tr/./-/r, 'archive', "password in the text: $what",
        'WinRAR, 7-Zip, unrar: whoever reads the text', with_text('The password is secret', 'papers.rar', $bytes));
}
trick('locked-rar5-in-zip', 'archive', 'password in the text: rar 5 in a zip', 'WinRAR, 7-Zip',
    with_text("Passwort:\nsecret", 'papers.zip', zip({ name => 'papers.rar', data => sample('locked.rar5') })));
trick('locked-rar5-in-program', 'archive', 'password in the text: rar 5 behind a program', 'WinRAR, 7-Zip',
    with_text('Password: secret', 'papers.exe', 'MZ' . 'x' x 3000 . sample('locked.rar5')));
1;
