# Evasion - cases of the evasion suite, and what messages are built from
#
# A file of cases says
#
#     trick NAME, STAGE, WHAT, READER, MESSAGE;
#     flagged NAME, WHAT, MESSAGE;
#     clean NAME, WHAT, MESSAGE;
#
# MESSAGE has LF line ends and is played twice, so and with CRLF.  A reference to
# a string stands for exactly these bytes: line ends are the trick, or not text.
package Evasion;

use strict;
use warnings;
use Exporter qw(import);
use MIME::Base64 qw(encode_base64);

our @EXPORT = qw(trick flagged clean eicar eicar_64 mail mixed attachment text_part
    parts with_fields packed crlf);

# What has to be there for the payload to come out.
our %STAGES = map { $_ => 1 } qw(mime encoded archive document html);
our (@CASES, %seen);

sub add {
    my (%case) = @_;
    die "$case{name}: not a good name\n" unless $case{name} =~ /^[a-z0-9]+(-[a-z0-9]+)*$/;
    die "$case{name}: there are two of this name\n" if $seen{ $case{name} }++;
    die "$case{name}: no message\n" unless defined $case{message};
    push @CASES, \%case;
}

sub trick {
    my ($name, $stage, $what, $reader, $message) = @_;
    die "$name: no stage '$stage'\n" unless $STAGES{$stage};
    add(name => $name, stage => $stage, what => $what, reader => $reader,
        message => $message);
}

# Behind a limit: found, or said to be scanned incompletely.
sub flagged {
    my ($name, $what, $message) = @_;
    add(name => "limit-$name", stage => 'limit', what => $what, message => $message);
}

sub clean {
    my ($name, $what, $message) = @_;
    add(name => "clean-$name", stage => 'clean', what => $what, message => $message);
}

# The bytes of a case as files: [form, bytes].
sub forms {
    my ($case) = @_;
    my $message = $case->{message};
    return (['exact', $$message]) if ref $message;
    return (['lf', $message], ['crlf', crlf($message)]);
}

# ---- building blocks ------------------------------------------------------------

# The test file, in two pieces so that this file does not alarm anybody.
sub eicar {
    return 'X5O!P%@AP[4\PZX54(P^)7CC)7}$' . 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
}

sub eicar_64 { return encode_base64(eicar()) }

sub crlf {
    my ($text) = @_;
    return $text =~ s/\n/\r\n/gr;
}

# A message with these further fields.  Received comes first, as in all real mail.
sub mail {
    my ($fields, $body) = @_;
    $fields .= "\n" if length $fields && $fields !~ /\n\z/;
    return "Received: from mx.example.net by mail.example.org; "
        . "Mon, 2 Jun 2025 10:00:00 +0000\n"
        . "From: Ann <ann\@example.net>\nTo: bob\@example.org\nSubject: papers\n"
        . "Date: Mon, 2 Jun 2025 10:00:00 +0000\nMessage-ID: <1\@example.net>\n"
        . "MIME-Version: 1.0\n$fields\n$body";
}

sub text_part { return "Content-Type: text/plain\n\nSee the attached file.\n" }

# The part with the payload, with its fields as they should be.
sub attachment {
    return with_fields("Content-Type: application/octet-stream; name=\"test.com\"\n"
            . "Content-Transfer-Encoding: base64\n"
            . "Content-Disposition: attachment; filename=\"test.com\"\n", eicar_64());
}

sub with_fields {
    my ($fields, $body) = @_;
    return "$fields\n$body";
}

# Parts between boundaries, ended properly.
sub parts {
    my ($boundary, @parts) = @_;
    return join('', map { "--$boundary\n$_\n" } @parts) . "--$boundary--\n";
}

# A multipart message of a text and the payload; the Content-Type field, and what
# the delimiter is.
sub mixed {
    my ($type, $boundary, @parts) = @_;
    @parts = (text_part(), attachment()) unless @parts;
    return mail($type, parts($boundary, @parts));
}

# A proper message with a file in it.
sub packed {
    my ($name, $bytes, $type) = @_;
    $type //= 'application/octet-stream';
    my $part = with_fields("Content-Type: $type; name=\"$name\"\n"
            . "Content-Transfer-Encoding: base64\n"
            . "Content-Disposition: attachment; filename=\"$name\"\n", encode_base64($bytes));
    return mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd', text_part(), $part);
}

1;
