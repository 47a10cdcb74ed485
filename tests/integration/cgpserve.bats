#!/usr/bin/env bats
#
# cgpserve finds helpers out that break a law of the protocol.  TOOLS names the
# directory of the built tools.

setup() {
    [ -x "$TOOLS/cgpserve" ] || skip "cgpserve is not built"
    cd "$BATS_TEST_TMPDIR"
    mkdir mail
    for i in 1 2 3 4 5 6 7 8 9; do
        printf 'Subject: x\n\nhello\n' >mail/$i.msg
    done
}

# A helper in Perl that answers OK; $1 is what it does with number 4 instead
# ($n is the number).
helper() {
    printf '%s' '
        $| = 1;
        while (<STDIN>) {
            my ($n, $word) = /^(\d+) (\w+)/ or next;
            if ($n == 4) { '"$1"' } else { print "$n OK\n" }
            exit if $word eq "QUIT";
        }' >helper.pl
    shift
    run "$TOOLS/cgpserve" -t 120 "$@" mail -- perl helper.pl
}

@test "a good helper breaks no law" {
    helper 'print "$n OK\n"' -x OK=9
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 9"* ]]
}

@test "a good helper is good without INTF, at end of input, and in one write" {
    helper 'print "$n OK\n"' -i 0 -E -b -x OK=9
    [ "$status" -eq 0 ]
}

@test "every form of answer is known" {
    for answer in 'ADDHEADER "X-A: \"b\"" OK' 'ADDHEADER "X-A: b"' \
        'ERROR "no"' 'ERROR no' 'REJECTED "later"' 'DISCARD' 'FAILURE' \
        'MIRRORTO a@b OK' 'OK 5 messages scanned.'; do
        helper "print \"\$n \", q~$answer~, \"\\n\""
        [ "$status" -eq 0 ]
    done
}

@test "a second answer to one number breaks a law, unless allowed" {
    helper 'print "$n OK\n$n OK\n"'
    [ "$status" -eq 1 ]
    [[ "$output" == *"BROKEN              1 numbers answered more than once"* ]]
    helper 'print "$n OK\n$n OK\n"' --allow-repeats
    [ "$status" -eq 0 ]
}

@test "a missing answer breaks a law" {
    helper 'next' -t 5
    [ "$status" -eq 1 ]
    [[ "$output" == *"requests without an answer"* ]]
}

@test "a helper that dies breaks a law" {
    helper 'exit 3'
    [ "$status" -eq 1 ]
    [[ "$output" == *"BROKEN              1 bad ends"* ]]
}

@test "a helper whose children are killed oftener than they can work gets time" {
    helper 'do { system "sleep", "0.3" } while $?; print "$n OK\n"' --every 50 --do engine:KILL
    [ "$status" -eq 0 ]
}

@test "text on stderr breaks a law, unless allowed" {
    helper 'print "$n OK\n"; print STDERR "hm\n"'
    [ "$status" -eq 1 ]
    [[ "$output" == *"BROKEN              3 bytes on stderr"* ]]
    helper 'print "$n OK\n"; print STDERR "hm\n"' --allow-stderr
    [ "$status" -eq 0 ]
}

# Not every one of them counts as an answer, so a good one follows.
@test "an ill-formed line breaks a law" {
    for answer in 'MAYBE' 'ADDHEADER "a\" OK' 'ADDHEADER a OK' \
        'ERROR "a" b' 'DISCARD it' '' "ERROR \"$(printf '%4090s' x)\""; do
        helper "print \"\$n \", q~$answer~, \"\\n\$n OK\\n\""
        [ "$status" -eq 1 ]
        [[ "$output" == *"lines that the protocol does not know"* ]]
    done
}

@test "a program that is no helper is told soon" {
    # Nothing here waits for the time-out of a helper.
    run timeout 60 "$TOOLS/cgpserve" mail -- cat
    [ "$status" -eq 1 ]
    [[ "$output" == *'a word that no helper may answer: 2 FILE mail/'* ]]
    run timeout 60 "$TOOLS/cgpserve" mail -- sed -u 's/^/you said /'
    [ "$status" -eq 1 ]
    [[ "$output" == *'you said 1 INTF'* ]]
}

@test "a number that was not sent, or not in that form, breaks a law" {
    helper 'print "$n OK\n77 OK\n"'
    [ "$status" -eq 1 ]
    [[ "$output" == *"answers to numbers that were never sent"* ]]
    helper 'print "0$n OK\n$n OK\n"'
    [ "$status" -eq 1 ]
}

@test "an answer out of turn breaks a law only where the order is strict" {
    helper '$_ = <STDIN>; my ($m) = /^(\d+)/; print "$m OK\n$n OK\n"'
    [ "$status" -eq 0 ]
    helper '$_ = <STDIN>; my ($m) = /^(\d+)/; print "$m OK\n$n OK\n"' -o strict
    [ "$status" -eq 1 ]
    [[ "$output" == *"BROKEN              1 answers out of turn"* ]]
}

@test "another answer for the same file in the next round breaks a law" {
    helper 'print "$n DISCARD\n"' -r 2 --unique-lines -A answers
    [ "$status" -eq 1 ]
    [[ "$output" == *"answers that changed from round to round"* ]]
    [ "$(wc -l <answers)" -eq 9 ]
}

@test "an interface version that was not offered breaks a law" {
    run "$TOOLS/cgpserve" -i 3 mail -- perl -e '$| = 1; while (<>) {
        /^(\d+) (\w+)/; print "$1 ", $2 eq "INTF" ? "INTF 4" : "OK", "\n";
        exit if $2 eq "QUIT" }'
    [ "$status" -eq 1 ]
    [[ "$output" == *"answers with the wrong word"* ]]
}

@test "wrapped messages have an envelope and keep their bytes" {
    helper 'print "$n OK\n"' --wrap queue --seed 7
    [ "$status" -eq 0 ]
    [ "$(ls queue | wc -l)" -eq 9 ]
    for i in 1 2 3 4 5 6 7 8 9; do
        sed '1,/^$/d' queue/00000$i.msg | cmp - mail/$i.msg
        grep -q '^P I .* <.*>$' queue/00000$i.msg
        grep -q '^S ' queue/00000$i.msg
    done
}

@test "the same seed makes the same corpus" {
    [ -x "$TOOLS/mkcorpus" ] || skip "mkcorpus is not built"
    "$TOOLS/mkcorpus" -n 3 -N 100 -p 2 -S 5 one
    "$TOOLS/mkcorpus" -n 3 -N 100 -p 2 -S 5 two
    "$TOOLS/mkcorpus" -n 3 -N 100 -p 2 -S 6 three
    diff -r one two
    run diff -rq one three
    [ "$status" -eq 1 ]
    [ "$(wc -l <one/infected)" -eq 3 ]
}
