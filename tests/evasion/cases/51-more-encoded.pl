# Files in calendars, contacts, files of Apple Mail, and of yEnc that is
# not called so.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);
use Evasion;
use Pack;

my $base64 = encode_base64(eicar(), '');

# ---- files without a header of mail ----
# Six bits of 26 each are colons: lines of them look like fields.
my $fields = "\x69\xA6\x9A" x 60;
my $file = { name => 'test.com', data => eicar() };
my @files = map { { name => "$_.bin", data => 'x' x $_ . $fields, method => 0 } } 0 .. 2;
trick('uuencode-raw', 'encoded', 'uuencode with nothing ahead of it', 'uudecode',
    uuencode(zip($file)));
trick('uuencode-raw-fields', 'encoded', 'the same with lines like fields', 'uudecode',
    uuencode(zip(@files, $file)));
trick('uuencode-raw-fields-behind', 'encoded', 'the same, these behind it', 'uudecode',
    uuencode(zip($file, @files)));
trick('calendar-raw', 'encoded', 'a calendar with nothing ahead of it', 'calendars',
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTACH;ENCODING=BASE64;VALUE=BINARY:$base64\n"
    . "END:VEVENT\nEND:VCALENDAR\n");

# ---- calendars and contacts ----
my $calendars = 'RFC 5545, 3.8.1.1: Outlook, Apple Calendar, Thunderbird';
my $contacts = 'RFC 2426, 6350, vCard 2.1: address books';

sub folded { return $_[0] =~ s/(.{60})(?=.)/$1\n /gr }

sub calendar {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
        . "SUMMARY:papers\n$_[0]\nEND:VEVENT\nEND:VCALENDAR\n";
}

sub contact { return "BEGIN:VCARD\nVERSION:$_[0]\nN:A;B\nFN:B A\n$_[1]\nEND:VCARD\n" }

sub one_part {
    my ($fields, $body) = @_;
    return mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd', text_part(),
        with_fields("$fields\n", $body));
}

my $attach = folded('ATTACH;FMTTYPE=application/octet-stream;ENCODING=BASE64;VALUE=BINARY;'
    . "X-FILENAME=\"test.com\":$base64");
my $calendar = 'Content-Type: text/calendar; method=REQUEST';
trick('calendar', 'encoded', 'an invitation with a file', $calendars,
    one_part($calendar, calendar($attach)));
trick('calendar-base64', 'encoded', 'the same in base64', $calendars,
    one_part("$calendar\nContent-Transfer-Encoding: base64",
    encode_base64(calendar($attach) =~ s/\n/\r\n/gr)));
trick('calendar-message', 'encoded', 'a message that is an invitation', $calendars,
    mail($calendar, calendar($attach)));
trick('calendar-by-name', 'encoded', 'an attached file.ics', $calendars,
    packed('file.ics', "\n\n" . calendar($attach)));
trick('calendar-with-page', 'encoded', 'an invitation with HTML in it', $calendars,
    one_part($calendar, calendar("X-ALT-DESC;FMTTYPE=text/html:<html><body>x</body></html>\n"
    . $attach)));
trick('calendar-lower-case', 'encoded', 'parameters in lower case, in another order', $calendars,
    one_part($calendar, calendar("attach;value=binary;encoding=base64:$base64")));
trick('calendar-folded-head', 'encoded', 'folds within the parameters', $calendars,
    one_part($calendar, calendar("ATT\n ACH;ENCODING=BA\n\tSE64;VALUE=BI\n NARY\n :$base64")));
trick('calendar-quoted-colon', 'encoded', 'a colon in a quoted parameter', $calendars,
    one_part($calendar, calendar("ATTACH;X-A=\"a:b;c\";ENCODING=BASE64:$base64")));
trick('calendar-second', 'encoded', 'the file behind another', $calendars,
    one_part($calendar, calendar("ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJD\n$attach")));
trick('calendar-url', 'encoded', 'a data: URL, folded', 'RFC 5545, 3.3.13: clients that open it',
    one_part($calendar, calendar("ATTACH:data:application/octet-stream;ba\n se64,$base64")));
trick('calendar-1', 'encoded', 'vCalendar 1.0', $calendars, packed('file.vcs',
    "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nATTACH;VALUE=BINARY;ENCODING=BASE64:\n"
    . '    ' . $base64 =~ s/(.{40})/$1\n    /gr . "\n\nEND:VEVENT\nEND:VCALENDAR\n"));
for my $property (qw(PHOTO LOGO KEY SOUND)) {
    trick('contact-' . lc $property, 'encoded', "$property of a contact", $contacts,
        packed('a.vcf', contact('3.0', folded("$property;ENCODING=b;TYPE=X:$base64"))));
}
trick('contact-part', 'encoded', 'a contact as text/vcard', $contacts,
    one_part('Content-Type: text/vcard', contact('3.0', folded("item1.PHOTO;ENCODING=B:$base64"))));
trick('contact-directory', 'encoded', 'a contact as text/directory', 'RFC 2425',
    one_part('Content-Type: text/directory; profile=vCard',
    contact('3.0', folded("PHOTO;ENCODING=b:$base64"))));
trick('contact-2', 'encoded', 'vCard 2.1', $contacts, packed('a.vcf', contact('2.1',
    "PHOTO;JPEG;BASE64:\n " . $base64 =~ s/(.{40})/$1\n /gr . "\n")));
trick('contact-2-lines', 'encoded', 'vCard 2.1 whose lines are not folded', $contacts,
    packed('a.vcf', contact('2.1', "PHOTO;BASE64:\n" . $base64 =~ s/(.{40})/$1\n/gr . "\n")));
trick('contact-4', 'encoded', 'vCard 4.0', $contacts, packed('a.vcf',
    contact('4.0', folded("PHOTO:data:image/jpeg;base64,$base64"))));

# ---- Apple Mail ----
my $apple = 'Apple Mail, Spotlight';
my $plist = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n"
    . "\t<key>flags</key>\n\t<integer>1</integer>\n</dict>\n</plist>\n";

sub emlx { return sprintf("%-10d\n", length $_[0]) . "$_[0]$plist" }

my $letter = mixed('Content-Type: multipart/mixed; boundary=inner', 'inner');
my $bare = mail('Content-Type: application/octet-stream', eicar());
trick('emlx', 'mime', 'an attached file.emlx', $apple, packed('file.emlx', emlx($letter)));
trick('emlx-text', 'mime', 'a file.emlx whose body is the file', $apple,
    packed('file.emlx', emlx($bare)));
trick('emlx-crlf', 'mime', 'a file.emlx with CRLF', $apple,
    packed('file.emlx', emlx($bare =~ s/\n/\r\n/gr)));
trick('emlx-as-text', 'mime', 'a file.emlx as text/plain', $apple,
    one_part('Content-Type: text/plain; name=file.emlx', emlx($letter)));
trick('emlx-wrong-size', 'mime', 'a file.emlx with a wrong size', $apple,
    packed('file.emlx', emlx($letter) =~ s/\A\d+/17/r));
trick('emlx-raw', 'mime', 'a file.emlx in place of a message', $apple, \emlx($bare));
trick('emlx-zip', 'archive', 'a file.emlx in a zip', $apple,
    packed('a.zip', zip({ name => 'file.emlx', data => emlx($bare) })));

# ---- yEnc that nobody calls so ----
my $yenc = 'readers that look for yEnc (newsreaders, uudeview)';
trick('yenc-octet-stream', 'encoded', 'yEnc in base64 as file.ync', $yenc,
    packed('file.ync', yenc(eicar())));
trick('yenc-8bit', 'encoded', 'yEnc in an octet-stream as it is', $yenc,
    one_part("Content-Type: application/octet-stream; name=file.ync\n"
    . 'Content-Transfer-Encoding: 8bit', yenc(eicar())));
trick('yenc-picture', 'encoded', 'yEnc as a picture', $yenc,
    one_part("Content-Type: image/jpeg; name=a.jpg\nContent-Transfer-Encoding: 8bit",
    yenc(eicar())));
trick('yenc-raw', 'encoded', 'yEnc with nothing ahead of it', $yenc, yenc(eicar()));

# Bytes from..to of the file, counted from 1.
sub piece {
    my ($number, $from, $to) = @_;
    my $bytes = substr eicar(), $from - 1, $to - $from + 1;
    return "=ybegin part=$number total=2 line=128 size=68 name=test.com\n"
        . "=ypart begin=$from end=$to\n" . join('', map { '=' . chr((ord() + 106) & 255) }
        split //, $bytes) . "\n=yend size=" . length($bytes) . " part=$number\n";
}

my ($first, $last) = (piece(1, 1, 40), piece(2, 41, 68));
trick('yenc-pieces', 'encoded', 'yEnc, two parts of two', $yenc, mail('', "$first\n$last"));
trick('yenc-pieces-reversed', 'encoded', 'yEnc, the second part first', $yenc,
    mail('', "$last\n$first"));
trick('yenc-pieces-parts', 'encoded', 'yEnc, each part in a part', $yenc,
    mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd', "\n$first", "\n$last"));
trick('yenc-pieces-decoy', 'encoded', 'yEnc, parts of another file between', $yenc,
    mail('', $first . $first =~ s/name=test/name=other/r . $last));
clean('yenc-piece-missing', 'yEnc, the second part twice', mail('', "$last\n$last"));
clean('calendar-text', 'the characters in the text of an invitation',
    one_part($calendar, calendar('DESCRIPTION:' . eicar())));
1;
