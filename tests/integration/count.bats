#!/usr/bin/env bats
#
# CGPFilter COUNT: the helper that only counts

load helpers

setup() { base_make; }

# Usage: count INPUT... (a line each); $output has answers and lines.
count() {
    run bash -c 'printf "%s\n" "$@" | CGPFilter/CGPFilter COUNT 2>errors' _ "$@"
    [ "$status" -eq 0 ]
    [ ! -s errors ]
}

answers() { grep -v '^\*' <<<"$output"; }

@test "every FILE request is answered with the number so far, and no file is looked at" {
    count '1 FILE Queue/none.msg' '7 file "no such file"' '0003 FILE \absent'
    [ "$(answers)" = '1 OK 1 messages scanned.
7 OK 2 messages scanned.
0003 OK 3 messages scanned.' ]
    says '^\* counted 3 messages'
}

@test "the rest of the protocol is spoken" {
    count '1 INTF 1' '2 INTF 9' '3 KEY abc' '4 NOSUCH x' '5 FILE' 'no number' '' '6 QUIT' '7 FILE a'
    [ "$(answers)" = '1 INTF 1
2 INTF 4
3 OK
4 FAILURE
5 FAILURE
6 OK' ]
}

@test "a last line without an end counts, a line that is too long does not hurt" {
    run bash -c '{ printf "1 FILE "; head -c 300000 /dev/zero | tr "\0" x; printf "\n2 FILE a\n3 FILE b"; } |
        CGPFilter/CGPFilter COUNT'
    [ "$status" -eq 0 ]
    [ "$(answers)" = '1 FAILURE
2 OK 1 messages scanned.
3 OK 2 messages scanned.' ]
}

@test "ten thousand requests in one pipe are all answered in order" {
    awk 'BEGIN { for (i = 1; i <= 10000; i++) print i " FILE Queue/" i ".msg" }' >requests
    run bash -c 'CGPFilter/CGPFilter COUNT <requests'
    [ "$status" -eq 0 ]
    [ "$(answers)" = "$(awk 'BEGIN { for (i = 1; i <= 10000; i++) print i " OK " i " messages scanned." }')" ]
}

@test "SIGTERM ends it with the count" {
    mkfifo input
    CGPFilter/CGPFilter COUNT <input >output 2>errors &
    pid=$!
    exec 7>input
    echo '1 FILE a' >&7
    await 1 '^1 OK 1 ' output
    kill -TERM "$pid"
    wait "$pid"
    exec 7>&-
    grep -q '^\* counted 1 messages' output
    [ ! -s errors ]
}

@test "wrong arguments are told" {
    run CGPFilter/CGPFilter COUNT --every 0
    [ "$status" -eq 2 ]
    says 'Try: CGPFilter COUNT --help'
    run CGPFilter/CGPFilter COUNT --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter COUNT'
}
