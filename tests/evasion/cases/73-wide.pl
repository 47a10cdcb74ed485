# Messages, calendars and contacts in UTF-16; property lists.
use strict;
use warnings;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $marks = 'what goes by the mark at the beginning, or saved it so';
my $letter = with_fields("From: ann\@example.net\nSubject: x\nMIME-Version: 1.0\n"
    . "Content-Type: application/octet-stream; name=test.com\nContent-Transfer-Encoding: base64\n", eicar_64());
my $calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:lunch\n"
    . 'ATTACH;ENCODING=BASE64;VALUE=BINARY:' . encode_base64(eicar(), '') . "\nEND:VEVENT\nEND:VCALENDAR\n";
my $contact = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nPHOTO;ENCODING=b:" . encode_base64(eicar(), '') . "\nEND:VCARD\n";

for (
    ['message', 'letter.eml', $letter],
    ['calendar', 'lunch.ics', $calendar],
    ['contact', 'ann.vcf', $contact],
) {
    my ($name, $file, $text) = @$_;
    for (['little', 'UTF-16LE', "\xFF\xFE"], ['big', 'UTF-16BE', "\xFE\xFF"], ['unmarked', 'UTF-16LE', '']) {
        my ($how, $charset, $mark) = @$_;
        trick("wide-$name-$how", 'encoded', "a $name in $charset" . ($mark eq '' ? ', unmarked' : ''), $marks,
            packed($file, $mark . encode($charset, $text)));
    }
}

# ---- property lists (Apple's, "bplist00") ----
sub plist_size { return length $_[0] < 15 ? chr(0x40 | length $_[0]) : "\x4F\x10" . chr length $_[0] }

# A dictionary with one key, whose value is data.
sub binary_plist {
    my ($data, $width) = @_;
    my @object = ("\xD1\1\2", "\x54Data", plist_size($data) . $data);
    my ($bytes, @offset) = ('bplist00');
    for (@object) {
        push @offset, length $bytes;
        $bytes .= $_;
    }
    my $table = length $bytes;
    return $bytes . join('', map { substr pack('N', $_), 4 - $width } @offset)
        . pack('x6CCQ>Q>Q>', $width, 1, scalar @object, 0, $table);
}

sub xml_plist {
    my ($head) = @_;
    return "$head<plist version=\"1.0\">\n<dict>\n\t<key>WebResourceData</key>\n\t<data>\n\t"
        . encode_base64(eicar(), "\n\t") . "</data>\n</dict>\n</plist>\n";
}
my $head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
my $type = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n";
for (
    ['binary', binary_plist(eicar(), 1), 'binary'],
    ['binary-wide', binary_plist(eicar(), 4), 'binary, offsets of four bytes'],
    ['xml', xml_plist($head . $type), 'XML'],
    ['xml-no-head', xml_plist($type), 'XML without its head'],
    ['xml-bare', xml_plist(''), 'XML without head and type'],
    ['zip', binary_plist(zip({ name => 'test.com', data => eicar() }), 1), 'a zip in a binary one'],
) {
    my ($name, $bytes, $what) = @$_;
    trick("plist-$name", 'document', "property list: $what", 'Safari, which opens .webarchive; plutil',
        packed('page.webarchive', $bytes));
}
1;
