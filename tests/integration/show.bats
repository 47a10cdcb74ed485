#!/usr/bin/env bats
#
# CGPFilter SHOW: what a person sees of a message, and what is left on the disk

load helpers

setup() {
    base_make
    export LC_ALL=C.UTF-8
    unset COLUMNS NO_COLOR
}

show() { run_separately CGPFilter/CGPFilter SHOW "$@"; }

# A queue file: an envelope, a mixed message with an invoice that is a program.
queue_file() { # FILE
    perl -e '
        print "P I 27-10-2021_17:02:29 0000 ____ ____ <ann\@example.net>\n";
        print "R W 27-10-2021_17:02:29 0000 ____ _FY_ <$_\@example.org>\n" for "bob", "eve";
        print "S SMTP [192.0.2.1]\n\n";
        print "Received: from a.example (b.example [192.0.2.7]) by c.example with ESMTPS id 1; Fri, 21 Nov 1997 09:55:06 -0600\n";
        print "From: =?utf-8?B?SsO8cmdlbg==?= <ann\@example.net>\nTo: bob\@example.org\n";
        print "Subject: =?utf-8?Q?Ihre_=E2=80=AERechnung?=\nDate: Fri, 21 Nov 1997 09:55:06 -0600\n";
        print "Content-Type: multipart/mixed; boundary=b1\n\n";
        print "--b1\nContent-Type: text/plain; charset=koi8-r\n\n\xF0\xD2\xC9\xD7\xC5\xD4\n";
        print "--b1\nContent-Type: application/pdf; name=\"invoice\xE2\x80\xAEfdp.exe\"\n";
        print "Content-Transfer-Encoding: base64\n\n", "TVqQAAMAAAAEAAAA\n--b1--\n"' >"$1"
}

control_free() { # FILE
    [ "$(LC_ALL=C grep -c -P '[\x00-\x08\x0b-\x1f\x7f]' "$1")" -eq 0 ]
    lacks $'\u202e' "$1"
}

@test "a directory is told as what it is" {
    run_separately CGPFilter/CGPFilter SHOW CGPFilter
    [ "$status" -eq 1 ]
    [ "$errors" = "CGPFilter: CGPFilter: a directory; the messages in it are wanted" ]
}

@test "a queue file: envelope, fields, way and parts are shown, and nothing odd in its own shape" {
    queue_file Queue/1.msg
    show Queue/1.msg
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^Queue/1\.msg  [0-9,]+ bytes  queue file$'
    says '^  mail from +<ann@example.net>$'
    says '^  rcpt to +<bob@example.org>  <eve@example.org>$'
    says '^  source +SMTP  \[192\.0\.2\.1\]$'
    says '^  From +Jürgen <ann@example.net>$'
    says '^  Subject +Ihre <U\+202E>Rechnung$'
    says '^  Date +1997-11-21 09:55:06 -0600$'
    says '^  relay 1 +from a\.example .*\[192\.0\.2\.7\]'
    says '^  0 multipart/mixed +boundary "b1"$'
    says '^  ├ 1 text/plain +koi8-r +6 bytes$'
    says '^  └ 2 application/pdf  "invoice<U\+202E>fdp\.exe"  ! runs when opened  base64  12 bytes'
    says '! declared as PDF, is '
    says '^  limits +none reached$'
    control_free run.out
}

@test "--ascii, or a locale that is not UTF-8, draws the tree in ASCII" {
    queue_file Queue/1.msg
    show --ascii Queue/1.msg
    [ "$(LC_ALL=C grep -c -P '[\x80-\xff]' run.out)" -eq 0 ]
    says '^  \|-1 text/plain'
    says '^  `-2 application/pdf'
    says '^  From +J<U\+00FC>rgen '
    LC_ALL=C show Queue/1.msg
    says '^  \|-1 text/plain'
    says '^  From +Jürgen '
}

@test "--text shows what a reader sees, --headers every field, --links where they lead" {
    queue_file Queue/1.msg
    show --text --headers Queue/1.msg
    [ "$status" -eq 0 ]
    says '^  Привет$'
    says '^  Content-Type:  multipart/mixed; boundary=b1$'
    printf '%s\n' 'Content-Type: text/html' '' \
        '<a href="https://evil.example/x">https://bank.com/</a>' \
        '<p style="display:none">secret words</p>' >Queue/2.msg
    show --text --links Queue/2.msg
    says '^  anchor +https://evil\.example/x  "https://bank\.com/"  ! its text shows bank\.com'
    says 'secret words'
    says 'hidden from the reader$'
}

@test "--json: one line for each message, which other programs read" {
    queue_file Queue/1.msg
    show --json --text --links --headers Queue/1.msg CGPFilter/test.msg
    [ "$status" -eq 0 ]
    [ "$(wc -l <run.out)" -eq 2 ]
    control_free run.out
    perl -MJSON::PP -e '
        my ($m, $t) = map { decode_json($_) } <STDIN>;
        $m->{envelope}{recipients}[1] eq "eve\@example.org" or die "recipients";
        $m->{subject} eq "Ihre \x{202e}Rechnung" or die "subject";
        $m->{date}{seconds} == 880127706 or die "date";
        @{$m->{parts}} == 3 or die "parts";
        my ($top, $text, $pdf) = @{$m->{parts}};
        !defined $top->{parent} && $pdf->{parent} == 0 or die "parents";
        $text->{text} =~ /^\x{41f}\x{440}\x{438}/ or die "text";
        $text->{charset} eq "koi8-r" or die "charset";
        $pdf->{names}[0]{name} eq "invoice\x{202e}fdp.exe" or die "name";
        $pdf->{wrongly_declared_as} eq "PDF" or die "mismatch";
        $pdf->{size} == 12 && $pdf->{raw_size} >= 16 or die "sizes";
        !$m->{complete} == !JSON::PP::true or die "complete";
        !defined $t->{envelope} or die "envelope";
    ' <run.out
    # The digest is that of the bytes which --part writes.
    sum=$(CGPFilter/CGPFilter SHOW --part 2 Queue/1.msg | sha256sum | cut -d ' ' -f 1)
    says "\"sha256\":\"$sum\""
}

@test "--part and --raw write bytes and nothing else" {
    queue_file Queue/1.msg
    show --part 2 Queue/1.msg
    [ "$(od -An -tx1 run.out | tr -d ' \n')" = 4d5a90000300000004000000 ]
    show --raw --part=2 Queue/1.msg
    [ "$output" = TVqQAAMAAAAEAAAA ]
    show --raw Queue/1.msg
    [ "$(head -c 9 run.out)" = 'Received:' ]
    [ -z "$errors" ]
    show --part 3 Queue/1.msg
    [ "$status" -eq 1 ]
    [[ "$errors" == *'no part 3; the last one is 2'* ]]
    [ ! -s run.out ]
}

@test "--extract writes each leaf under a name that no sender chooses" {
    perl -e 'print "Content-Type: multipart/mixed; boundary=b\n\n";
        print "--b\nContent-Type: text/plain; name=\"$_\"\n\nx\n"
            for "../../escaped", "/etc/passwd", "-rf", "a b;\$(reboot)\xE2\x80\xAE.exe", "";
        print "--b--\n"' >Queue/1.msg
    umask 000
    show --extract out Queue/1.msg
    [ "$status" -eq 0 ]
    [ "$(cd out && LC_ALL=C ls -A | tr '\n' ' ')" = \
        '001-._._escaped 002-etc_passwd 003--rf 004-a_b_reboot_.exe 005-text_plain ' ]
    [ "$(find out -type f -perm 600 | wc -l)" -eq 5 ]
    [ "$(stat -c %a out)" = 700 ]
    [ "$(find . -name '*escaped*' -not -path './out/*' | wc -l)" -eq 0 ]
    says '1 text/plain .* as 001-\._\._escaped$'
    [[ "$errors" == *'5 files written to out; they may be dangerous'* ]]
    [ "$(cat out/005-text_plain)" = x ]
}

@test "--extract never overwrites, never follows a link, and goes on with the rest" {
    queue_file Queue/1.msg
    mkdir out
    ln -s ../victim out/001-text_plain
    show --extract out Queue/1.msg
    [ "$status" -eq 1 ]
    [ ! -e victim ]
    [ -L out/001-text_plain ]
    [ "$(find out -type f -name '002-invoice*' | wc -l)" -eq 1 ]
    [[ "$errors" == *'out/001-text_plain: '*'give an empty directory'* ]]
    echo mine >"$(echo out/002-invoice*)"
    show --extract out Queue/1.msg
    [ "$status" -eq 1 ]
    [ "$(cat out/002-invoice*)" = mine ]
    show --extract CGPFilter/test.msg Queue/1.msg
    [ "$status" -eq 1 ]
    [[ "$errors" == *'CGPFilter/test.msg: '*'directory'* ]]
}

@test "several messages: files of each have its number ahead" {
    queue_file Queue/1.msg
    show --extract out Queue/1.msg CGPFilter/test.msg
    [ "$status" -eq 0 ]
    [ -f out/1-001-text_plain ]
    [ "$(find out -name '2-*' | wc -l)" -ge 1 ]
}

@test "- is standard input, and shows the same" {
    queue_file Queue/1.msg
    show --json --headers Queue/1.msg
    sed 's/"file":"[^"]*"/FILE/' run.out >from.file
    run_separately CGPFilter/CGPFilter SHOW --json --headers - <Queue/1.msg
    [ "$status" -eq 0 ]
    says '^{"file":"standard input",'
    sed 's/"file":"[^"]*"/FILE/' run.out >from.input
    cmp from.file from.input
    { cat Queue/1.msg; head -c 3000000 /dev/zero | tr '\0' a; } >Queue/large.msg
    cat Queue/large.msg | CGPFilter/CGPFilter SHOW - >run.out
    grep -q '3,000,[0-9]* bytes' run.out
}

@test "what cannot be read is told on stderr, the rest is shown, and the code is 1" {
    mkfifo Queue/fifo.msg
    : >Queue/empty.msg
    show Queue/none.msg Queue/fifo.msg Queue/empty.msg Queue CGPFilter/test.msg
    [ "$status" -eq 1 ]
    [[ "$errors" == *'Queue/none.msg: no such file'* ]]
    [[ "$errors" == *'Queue/fifo.msg: not a regular file'* ]]
    [[ "$errors" == *'Queue/empty.msg: empty'* ]]
    [ "$(wc -l <run.err)" -eq 4 ]
    says '^CGPFilter/test.msg '
    run_separately sh -c 'CGPFilter/CGPFilter SHOW CGPFilter/test.msg >/dev/full'
    [ "$status" -eq 1 ]
    [[ "$errors" == *'standard output: '* ]]
}

@test "wrong arguments: what is wrong, what would be right, code 2" {
    wrong() { # TEXT ARGUMENT...
        local text=$1
        shift
        show "$@"
        [ "$status" -eq 2 ]
        [ ! -s run.out ]
        [[ "$errors" == *"$text"* && "$errors" == *'SHOW --help'* ]]
    }
    wrong 'no message'
    wrong 'no message' --json
    wrong '--wat: no such option' --wat CGPFilter/test.msg
    wrong 'a directory is missing' CGPFilter/test.msg --extract
    wrong 'the number of a part is missing' CGPFilter/test.msg --part
    wrong '--part x' --part x CGPFilter/test.msg
    wrong '--part -1' --part -1 CGPFilter/test.msg
    wrong '--part 99999999999' --part 99999999999 CGPFilter/test.msg
    wrong 'give one' --part 1 CGPFilter/test.msg CGPFilter/test.msg
    wrong 'leave out' --part 1 --json CGPFilter/test.msg
    show --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter SHOW '
    cp CGPFilter/test.msg ./-x
    show -- -x
    [ "$status" -eq 0 ]
}

@test "limits come from CGPFilter.cfg, and the ones that were reached are named" {
    queue_file Queue/1.msg
    configure 'MaxMessageSize = 64K;'
    { cat Queue/1.msg; head -c 200000 /dev/zero | tr '\0' a; } >Queue/large.msg
    show Queue/large.msg
    [ "$status" -eq 0 ]
    says '^  limits +! MaxMessageSize reached$'
    run_separately CGPFilter/CGPFilter SHOW --json - <Queue/large.msg
    says '"limits":\["MaxMessageSize"\],"complete":false'
    configure 'MaxMessageSize = a lot;'
    show Queue/large.msg
    [ "$status" -eq 0 ]
    says '^  limits +none reached$'
    [[ "$errors" == *'CGPFilter.cfg:1:'*'the defaults are used'* ]]
}

@test "colours on a terminal only, and not with NO_COLOR" {
    command -v script >/dev/null || skip "script is not there"
    on_terminal() { script -qec "$1" /dev/null </dev/null >run.out; }
    export TERM=xterm
    on_terminal 'CGPFilter/CGPFilter SHOW CGPFilter/test.msg'
    grep -q $'\e\[1m' run.out
    on_terminal 'NO_COLOR=1 CGPFilter/CGPFilter SHOW CGPFilter/test.msg'
    lacks $'\e' run.out
    show CGPFilter/test.msg
    lacks $'\e' run.out
    # Bytes that a terminal obeys stay out of it.
    queue_file Queue/1.msg
    on_terminal 'CGPFilter/CGPFilter SHOW --part 2 Queue/1.msg; echo code $?'
    grep -q 'obeyed by the terminal' run.out
    grep -q 'code 1' run.out
}
