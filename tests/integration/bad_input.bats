#!/usr/bin/env bats
#
# Files and lines that nobody should send: each is answered, said once, counted

load helpers

setup() { base_make; }

# One information line about a file.
said_once() { # PATH TEXT
    local n
    n=$(grep -c -F "* $1: " <<<"$output")
    [ "$n" -eq 1 ] || { echo "$n lines about $1"; echo "$output"; return 1; }
    says "^\\* $1: $2\$"
}

processed() { # REST-OF-LINE
    says "^\\* processed $1\$"
}

# ---- names -------------------------------------------------------------------------------

@test "what cannot be a message is FAILURE, with one line each, and counted" {
    mkdir Queue/dir.msg
    mkfifo Queue/fifo.msg
    ln -s nowhere.msg Queue/dangling.msg
    ln -s loop.msg Queue/loop.msg
    perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un("Queue/socket.msg")) or die'
    : >Queue/empty.msg
    helper_run '1 FILE Queue/none.msg' '2 FILE Queue/dir.msg' '3 FILE Queue/fifo.msg' \
        '4 FILE Queue/dangling.msg' '5 FILE Queue/loop.msg' '6 FILE Queue/socket.msg' \
        '7 FILE /dev/zero' '8 FILE /dev/tty' '9 FILE CGPFilter/test.msg/x' \
        '10 FILE Queue/empty.msg' '11 FILE .'
    for i in $(seq 1 11); do says "^$i FAILURE\$"; done
    said_once Queue/none.msg 'no such file'
    said_once Queue/dir.msg 'not a regular file'
    said_once Queue/fifo.msg 'not a regular file'
    said_once Queue/dangling.msg 'no such file'
    said_once Queue/loop.msg '.+'
    said_once Queue/socket.msg 'not a regular file'
    said_once /dev/zero 'not a regular file'
    said_once CGPFilter/test.msg/x '.+'
    said_once Queue/empty.msg 'empty file'
    processed '11 requests: 0 clean, 0 infected, 11 unreadable, 0 incomplete, 0 late'
}

@test "an unreadable file is FAILURE, or what OnUnreadable says" {
    message Queue/1.msg text
    chmod 000 Queue/1.msg
    as() { "$@"; }
    if [ "$(id -u)" -eq 0 ]; then
        command -v setpriv >/dev/null || skip "root may read everything, and setpriv is not there"
        chmod 755 "$BATS_TEST_TMPDIR"
        as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
        as test -r CGPFilter/test.msg || skip "the test's directory cannot be opened to others"
    fi
    printf '1 FILE Queue/1.msg\n' >run.in
    run_separately as CGPFilter/CGPFilter <run.in
    says '^1 FAILURE$'
    said_once Queue/1.msg '.*permi.*'
    configure 'OnUnreadable = postpone;'
    run_separately as CGPFilter/CGPFilter <run.in
    says '^1 REJECTED '
    configure 'OnUnreadable = pass;'
    run_separately as CGPFilter/CGPFilter <run.in
    says '^1 OK$'
}

@test "names with control characters, quotes, bytes that are no UTF-8: one printable line each" {
    printf '%s\n' '1 FILE Queue/a"b\c' >run.in
    printf '2 FILE Queue/\001\033[2J\177x\n' >>run.in
    printf '3 FILE Queue/\377\376\200x\n' >>run.in
    printf '4 FILE %s\n' "$(printf 'a/%.0s' {1..2000})" >>run.in
    printf '5 FILE %s\n' "$(printf 'x%.0s' {1..300})" >>run.in
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    for i in 1 2 3 4 5; do says "^$i FAILURE\$"; done
    [ "$(LC_ALL=C grep -c -P '[\x00-\x08\x0b-\x1f\x7f]' run.out)" -eq 0 ]
    [ "$(LC_ALL=C awk 'length > 4000' run.out | wc -l)" -eq 0 ]
    processed '5 requests: 0 clean, 0 infected, 5 unreadable, 0 incomplete, 0 late'
}

# ---- contents ---------------------------------------------------------------------------------

@test "NUL bytes everywhere" {
    head -c 100000 /dev/zero >Queue/nul.msg
    { head -c 5000 /dev/zero; cat CGPFilter/test.msg; } >Queue/before.msg
    put_signatures local.ndb 1 10
    { message /dev/stdout 'x'; printf 'a\0b\0marker 5.\0c'; } >Queue/inside.msg
    helper_run '1 FILE Queue/nul.msg' '2 FILE Queue/before.msg' '3 FILE Queue/inside.msg'
    says '^1 OK$'
    says '^2 (OK|ERROR .*)$'
    says '^3 ERROR ".*Marker.5'
    says '^\* processed 3 requests: '
}

@test "megabyte lines: header fields, bodies, boundaries, encoded words" {
    put_signatures local.ndb 1 10
    perl -e '
        sub out { my ($name, $text) = @_; open my $f, ">", "Queue/$name.msg" or die; print $f $text }
        my $long = "x" x 3_000_000;
        out("field", "Subject: $long\n\nmarker 1.\n");
        out("name", "$long: x\n\nmarker 2.\n");
        out("body", "Subject: x\n\n${long}marker 3.$long");
        out("boundary", "Content-Type: multipart/mixed; boundary=\"$long\"\n\n--$long\n\nmarker 4.\n--$long--\n");
        out("base64", "Content-Transfer-Encoding: base64\n\n" . ("QUFB" x 1_000_000) . "bWFya2VyIDUu");
        out("quoted", "Content-Transfer-Encoding: quoted-printable\n\n" . ("=41" x 1_000_000) . "=6Darker 6.");
        out("words", "Subject: " . ("=?utf-8?B?QUFB?= " x 200_000) . "\n\nmarker 7.\n");
        out("parameters", "Content-Type: text/plain" . ("; a=b" x 500_000) . "\n\nmarker 8.\n");
    '
    configure 'AnswerTimeLimit = 10m;' 'OnInfected = discard;'
    n=0
    for name in field name body boundary base64 quoted words parameters; do
        echo "$((++n)) FILE Queue/$name.msg"
    done >run.in
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    for i in 1 2 3 4 5 6 7 8; do says "^$i DISCARD\$"; done
    processed '8 requests: 0 clean, 8 infected, .*'
}

@test "100,000 MIME parts: the limit is told, what stands before it is found" {
    put_signatures local.ndb 1 10
    perl -e '
        print "Content-Type: multipart/mixed; boundary=b\n\n";
        print "--b\n\nmarker 1.\n" if $ARGV[0];
        print "--b\n\npart $_\n" for 1 .. 100_000;
        print "--b--\n"' 0 >Queue/clean.msg
    perl -e '
        print "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nmarker 1.\n";
        print "--b\n\npart $_\n" for 1 .. 100_000;' >Queue/infected.msg
    configure 'AnswerTimeLimit = 10m;'
    helper_run '1 FILE Queue/clean.msg' '2 FILE Queue/infected.msg'
    says '^1 ADDHEADER "X-CGPFilter-Scan: incomplete; .*MaxParts.*" OK$'
    says '^2 ERROR ".*Marker.1'
    says '^\* Queue/clean.msg: scan incomplete: MaxParts'
    processed '2 requests: 1 clean, 1 infected, 0 unreadable, 2 incomplete, 0 late'
}

@test "10,000 parts inside each other" {
    put_signatures local.ndb 1 10
    perl -e '
        for (1 .. 10_000) {
            print "Content-Type: multipart/mixed; boundary=b$_\n\n--b$_\n";
        }
        print "\nmarker 9.\n";
        print "--b$_--\n" for reverse 1 .. 10_000;' >Queue/multipart.msg
    perl -e 'print "Content-Type: message/rfc822\n\n" x 10_000, "\nmarker 9.\n"' >Queue/rfc822.msg
    configure 'AnswerTimeLimit = 10m;'
    helper_run '1 FILE Queue/multipart.msg' '2 FILE Queue/rfc822.msg'
    # What lies too deep is matched as it stands.
    says '^1 ERROR ".*Marker.9'
    says '^2 ERROR ".*Marker.9'
    says '^\* Queue/multipart.msg: scan incomplete:.* MaxDepth'
    says '^\* Queue/rfc822.msg: scan incomplete:.* MaxDepth'
}

@test "a sparse file of 10 GB is scanned up to MaxMessageSize" {
    message Queue/sparse.msg text
    truncate -s 10G Queue/sparse.msg || skip "no file of 10 GB can be made here"
    configure 'AnswerTimeLimit = 10m;' 'MaxMessageSize = 20M;'
    helper_run '1 FILE Queue/sparse.msg' '2 FILE CGPFilter/test.msg'
    says '^1 ADDHEADER "X-CGPFilter-Scan: incomplete; MaxMessageSize" OK$'
    says '^2 ERROR '
    said_once Queue/sparse.msg 'scan incomplete: MaxMessageSize'
    processed '2 requests: 1 clean, 1 infected, 0 unreadable, 1 incomplete, 0 late'
}

@test "random bytes, and random bytes behind every kind of header" {
    n=0
    for type in text/plain text/html multipart/mixed message/rfc822 application/zip image/png; do
        for encoding in 7bit base64 quoted-printable x-uuencode; do
            n=$((n + 1))
            {
                printf 'Content-Type: %s; boundary="x"\nContent-Transfer-Encoding: %s\n\n' \
                    "$type" "$encoding"
                noise 50000 "$n"
            } >Queue/$n.msg
            echo "$n FILE Queue/$n.msg" >>run.in
        done
    done
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    [ "$(grep -c '^[0-9]' run.out)" -eq 24 ]
    says '^\* processed 24 requests: '
}

# ---- files that change ----------------------------------------------------------------------------

@test "files that vanish while they wait in the queue" {
    [ -x "$FAULTY" ] || { echo "no program at FAULTY=$FAULTY: make integration builds it"; return 1; }
    cp "$FAULTY" CGPFilter/CGPFilter
    configure 'Workers = 1;' 'ResponseOrder = strict;'
    fault_message Queue/wait.msg 'until Queue/go'
    for i in 2 3 4 5; do message Queue/$i.msg text; done
    helper_start
    await 1 '^\* database date'
    tell '1 FILE Queue/wait.msg' '2 FILE Queue/2.msg' '3 FILE Queue/3.msg' \
        '4 FILE Queue/4.msg' '5 FILE Queue/5.msg' '6 INTF 4'
    await 1 '^6 INTF 4$'
    rm Queue/3.msg
    : >Queue/5.msg
    touch Queue/go
    await 1 '^5 '
    helper_end
    [ "$(answer 2) $(answer 3) $(answer 4) $(answer 5)" = 'OK FAILURE OK FAILURE' ]
    output=$(cat one.out)
    said_once Queue/3.msg 'no such file'
    said_once Queue/5.msg 'empty file'
    processed '5 requests: 3 clean, 0 infected, 2 unreadable, 0 incomplete, 0 late'
}

@test "files that are truncated while they are scanned: answered, and no engine dies" {
    [ -x "$TOOLS/cgpserve" ] || skip "cgpserve is not built"
    configure 'MapFrom = 0;' 'AnswerTimeLimit = 10m;'
    mkdir mail
    cat >spoil.sh <<'SCRIPT'
for i in 1 2 3 4; do
    truncate -s 0 mail/$i.msg
    truncate -s 3M mail/$i.msg
    truncate -s 100 mail/$i.msg
    cat model >>mail/$i.msg
done
SCRIPT
    { message /dev/stdout x; head -c 3000000 /dev/zero | tr '\0' a; } >model
    for i in 1 2 3 4; do cp model mail/$i.msg; done
    "$TOOLS/cgpserve" -r 100 --every 10 --do 'sh spoil.sh' -I mail -- CGPFilter/CGPFilter \
        >served 2>&1 || { tail -n 40 served; false; }
    grep -q '^requests  *400$' served
    lacks 'engine died' served
    # And their files were only ever read.
    grep -q '^\* processed 400 requests' served
}

# ---- lines ------------------------------------------------------------------------------------------

@test "100,000 lines of nonsense: numbered ones are answered, all is counted, nothing dies" {
    perl -e 'srand 7;
        for (1 .. 100_000) {
            my $line = join "", map { chr(32 + int rand 95) } 1 .. rand 60;
            $line =~ s/^[0-9* ]+//;
            print "x$line\n";
            print "$_ NONSENSE $line\n" if $_ % 100 == 0;
        }
        print "7 FILE CGPFilter/test.msg\n"' >run.in
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    [ "$(grep -c '^[0-9]* FAILURE$' run.out)" -eq 1000 ]
    says '^7 ERROR '
    # Held back, so that the server's log is not filled by whoever does this.
    [ "$(wc -l <run.out)" -lt 3000 ]
}

@test "random bytes on standard input" {
    noise 3000000 >run.in
    printf '\n7 FILE CGPFilter/test.msg\n' >>run.in
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^7 ERROR '
}
