#!/usr/bin/env bats
#
# cgpbench against helpers that are right, and against some that are not.
# TOOLS names the directory of the built tools.  Nothing here depends on how
# fast anything is.

setup() {
    [ -x "$TOOLS/cgpbench" ] || skip "cgpbench is not built"
    cd "$BATS_TEST_TMPDIR"
    export TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir mail tmp
    for i in 1 2 3; do
        printf 'Subject: %s\n\nhello\n' $i >mail/$i.msg
    done
    # Notes the files it was asked for, and refuses what has "bad" in it.
    cat >helper.sh <<'END'
while read -r number word path; do
    case $word in
    FILE)
        cp "$path" "$(dirname "$0")/seen.$number"
        if grep -q bad "$path"; then echo "$number ERROR \"no\""
        else echo "$number OK"; fi ;;
    QUIT) echo "$number OK"; exit 0 ;;
    *) echo "$number OK" ;;
    esac
done
END
}

bench() { run "$TOOLS/cgpbench" -W 0 -t 60 "$@"; }
null() { bench "$@" -- "$TOOLS/null_helper"; }

@test "a run is told with all figures, and leaves no scratch behind" {
    null mail
    [ "$status" -eq 0 ]
    for figure in messages/s MB/s 'latency p50' 'latency p99.9' 'CPU us' \
        'messages/core-s' 'peak memory' 'switches, waiting'; do
        [[ "$output" == *"$figure"* ]]
    done
    [[ "$output" == *"OK 3"* ]]
    [ -z "$(ls tmp)" ]
}

@test "a line of an mbox that begins with From begins a message only behind an empty one" {
    printf '%s\n' 'From a Mon' 'Subject: one' '' 'text' 'From here on' \
        '>From there' '>>From deeper' '' 'From b Mon' 'Subject: two' '' 'end' >box
    bench box -- sh helper.sh
    [ "$status" -eq 0 ]
    [ "$(cat seen.2)" = "$(printf '%s\n' 'Subject: one' '' 'text' \
        'From here on' 'From there' '>From deeper')" ]
    [ "$(cat seen.3)" = "$(printf '%s\n' 'Subject: two' '' 'end')" ]
    [ ! -e seen.5 ]
}

@test "the members of an archive are sent, wherever their names would lead" {
    printf 'Subject: bad\n\nx\n' >mail/4.msg
    tar -cJf mail.tar.xz -P --transform 's,4.msg,../../../escape,' mail
    bench mail.tar.xz -x <(echo 'mail.tar.xz:mail/1.msg OK') -- sh helper.sh
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 3"* ]]
    [[ "$output" == *"ERROR 1"* ]]
    [ ! -e ../escape ]
    [ ! -e ../../escape ]
    [ ! -e escape ]
    [ -z "$(ls tmp)" ]
}

@test "an archive that is none ends the program with a sentence" {
    echo no >broken.tar.xz
    null broken.tar.xz
    [ "$status" -eq 2 ]
    [[ "$output" == *"broken.tar.xz: "* ]]
    [ -z "$(ls tmp)" ]
}

@test "envelopes are put in front where asked for" {
    bench -w mail -- sh helper.sh
    [ "$status" -eq 0 ]
    grep -q '^P I .* <.*>$' seen.2
    sed '1,/^$/d' seen.2 | cmp - mail/1.msg
}

@test "mails are made up, of about the size, the same from the same seed" {
    bench -g 2 -S 20000 -s 5 -- sh helper.sh
    [ "$status" -eq 0 ]
    size=$(stat -c %s seen.2)
    [ "$size" -gt 18000 ]
    [ "$size" -lt 22000 ]
    cp seen.2 first
    bench -g 2 -S 20000 -s 5 -- sh helper.sh
    cmp first seen.2
    bench -g 2 -S 20000 -s 6 -- sh helper.sh
    ! cmp -s first seen.2
}

@test "mails are made up in shapes and languages that a mail reader reads" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    for shape in text attachment alternative nested; do
        for language in en de ru ja; do
            bench -g 1 -S 12000 --shape $shape --language $language -- sh helper.sh
            [ "$status" -eq 0 ]
            size=$(stat -c %s seen.2)
            echo "$shape $language $size"
            [ "$size" -gt 9000 ]
            [ "$size" -lt 15000 ]
            python3 -c '
import email, sys
from email import policy
shape, language = sys.argv[1:]
mail = email.message_from_file(sys.stdin, policy=policy.default)
kinds = [part.get_content_type() for part in mail.walk()]
texts = [part.get_content() for part in mail.walk()
         if part.get_content_maintype() == "text"]
assert {"text": ["text/plain"],
        "attachment": ["multipart/mixed", "text/plain",
                       "application/octet-stream"],
        "alternative": ["multipart/alternative", "text/plain", "text/html"],
        "nested": ["multipart/mixed", "text/plain", "message/rfc822",
                   "multipart/mixed", "multipart/alternative", "text/plain",
                   "text/html", "application/octet-stream"],
        }[shape] == kinds, kinds
word = {"en": " the ", "de": "f\u00fcr", "ru": "\u0431\u044b\u0442\u044c",
        "ja": "\u3057"}[language]
assert any(word in text for text in texts), texts
' $shape $language <seen.2
        done
    done
}

@test "every so many made-up mails hold a signature of the set that is made up" {
    for shape in usual text attachment; do
        bench -g 40 --hits 4 --signatures set.ndb --signature-count 50 --signature-words \
            --shape $shape -S 9000 -- "$TOOLS/plain_scan" -f set.ndb
        echo "$output"
        [ "$status" -eq 0 ]
        [ "$(wc -l <set.ndb)" -eq 50 ]
        [[ "$output" == *"OK 30  ERROR 10"* ]]
    done
    null -g 4 --hits 2
    [ "$status" -eq 2 ]
}

@test "hits are in mails of every shape and language, and may be expected by name" {
    for n in {1..80}; do
        if [ $((n % 4)) -eq 0 ]; then echo "made:$n ERROR"; else echo "made:$n OK"; fi
    done >list
    made=(-g 80 --hits 4 --signatures set.ndb --signature-count 50)
    bench "${made[@]}" --shape attachment -x list -- "$TOOLS/plain_scan" -f set.ndb
    echo "$output"
    [ "$status" -eq 0 ]
    [[ "$output" == *"80 made up from seed 1: attachment, en, 5000 bytes, a signature of 50 in one of 4"* ]]
    bench "${made[@]}" --shape any --language any -- sh helper.sh
    for mark in message/rfc822 multipart/alternative 7bit quoted-printable; do
        for ((n = 4; n <= 80; n += 4)); do
            grep -q $mark seen.$((n + 1)) && break
        done
        echo $mark
        [ "$n" -le 80 ]
    done
    null -g 80 -x list
    [ "$status" -eq 1 ]
    [[ "$output" == *"made:4: OK"* ]]
    [[ "$output" == *"BROKEN              20 verdicts other than expected"* ]]
}

@test "mails of any size hold a signature" {
    for size in 1 50 300; do
        bench -g 4 -S $size --shape attachment --hits 1 --signatures set.ndb \
            --signature-words -- "$TOOLS/plain_scan" -f set.ndb
        [ "$status" -eq 0 ]
        [[ "$output" == *"ERROR 4"* ]]
    done
}

@test "a verdict other than expected is found" {
    printf 'Subject: bad\n\nx\n' >mail/2.msg
    printf '%s\n' '# a list' 'mail/1.msg OK' 'mail/2.msg ERROR' >list
    bench -x list mail -- sh helper.sh
    [ "$status" -eq 0 ]
    null -x list mail
    [ "$status" -eq 1 ]
    [[ "$output" == *"mail/2.msg: OK"* ]]
    [[ "$output" == *"BROKEN              1 verdicts other than expected"* ]]
}

@test "a list of verdicts with a slip is refused" {
    for row in 'mail/9.msg OK' 'mail/1.msg MAYBE' 'OK'; do
        echo "$row" >list
        null -x list mail
        [ "$status" -eq 2 ]
        [[ "$output" == *"list:1: "* ]]
    done
}

@test "wrong answers are found" {
    for wrong in 'echo "$n MAYBE"' 'echo "$n OK"; echo "$n OK"' \
        'echo "9$n OK"; echo "$n OK"' 'echo "$n ERROR \"a"'; do
        bench mail -- sh -c 'while read -r n word rest; do case $word in
            FILE) '"$wrong"' ;; *) echo "$n OK" ;; esac; done'
        [ "$status" -eq 1 ]
        [[ "$output" == *BROKEN* ]]
    done
}

@test "a line that is wrong answers its request, and is told without its control characters" {
    for wrong in "'%d OK\\033[31m\\r\\n'" "'%d OK\\0\\n'" "'%d ERROR %5000s\\n'"; do
        bench mail -- sh -c 'while read -r n word rest; do case $word in
            FILE) printf '"$wrong"' $n ;; *) echo "$n OK" ;; esac; done'
        echo "$output"
        [ "$status" -eq 1 ]
        [[ "$output" == *"BROKEN              3 lines that the protocol does not know"* ]]
        [[ "$output" != *"without an answer"* ]]
        [[ "$output" != *[$'\033\r']* ]]
    done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

@test "requests without an answer are told by number and name" {
    bench -t 5 mail -- sh -c 'while read -r n word path; do
        case $path in */2.msg) ;; *) echo "$n OK" ;; esac; done'
    [ "$status" -eq 1 ]
    [[ "$output" == *"never answered: 3 FILE mail/2.msg"* ]]
    [[ "$output" == *"no answer within the time-out: 5 s"* ]]
    bench -t 5 mail -- sh -c 'while read -r n word path; do
        [ $word = QUIT ] || echo "$n OK"; done; sleep 100'
    [ "$status" -eq 1 ]
    [[ "$output" == *"never answered: 5 QUIT"* ]]
    [[ "$output" == *"had to be killed"* ]]
}

@test "what a helper started neither hides its end nor outlives it" {
    # It holds the standard output of the helper open.
    for end in 'exit 3' 'kill -SEGV $$'; do
        bench -c 9 mail -- sh -c 'sleep 1000 & echo $! >child
            read -r n x; echo "$n OK"; read -r n x; '"$end"
        echo "$output"
        [ "$status" -eq 1 ]
        [[ "$output" == *"helper failed"* ]]
        [[ "$output" == *"the helper left 1 processes behind"* ]]
        gone "$(cat child)"
    done
    bench -t 5 mail -- sh -c 'sleep 1000 & echo $! >child
        while read -r n x; do :; done; wait'
    [ "$status" -eq 1 ]
    gone "$(cat child)"
}

@test "what is neither a file nor a directory is no message, nor is a name that no line can hold" {
    mkfifo pipe
    for wrong in pipe /dev/null; do
        null $wrong
        [ "$status" -eq 2 ]
        [[ "$output" == *"$wrong: neither a file nor a directory"* ]]
    done
    mv pipe mail/pipe
    cp mail/1.msg "mail/a \"b\" 'c'.msg"
    null mail
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 4"* ]]
    cp mail/1.msg mail/$'x\ny.msg'
    null mail
    [ "$status" -eq 2 ]
    [[ "$output" == *"a newline in the name of a file"* ]]
}

@test "a helper that cannot be started is told by what it said and how it ended" {
    bench -c 9 mail -- ./no-such-helper
    [ "$status" -eq 1 ]
    [[ "$output" == *"cgpbench: on stderr: "*"no-such-helper: No such file or directory"* ]]
    [[ "$output" == *"cgpbench: the helper failed: ended with code 127"* ]]
    # Nothing was measured: no table of zeros.
    [[ "$output" != *"messages/s"* ]]
}

@test "a line on stderr is told as a whole, though it comes in pieces" {
    bench mail -- perl -e '$| = 1; $k = 0; while (<STDIN>) {
        /^(\d+) (\w+)/ or next;
        for my $piece ($k++ ? () : ("one ", "line", "\nno ", "end")) {
            syswrite STDERR, $piece; select undef, undef, undef, 0.1
        }
        print "$1 OK\n"; exit if $2 eq "QUIT" }'
    echo "$output"
    [ "$status" -eq 1 ]
    [[ "$output" == *"on stderr: one line"* ]]
    [[ "$output" == *"on stderr: no end"* ]]
    [[ "$output" == *"BROKEN              15 bytes on stderr"* ]]
}

@test "a helper that dies in the middle is found, in every run" {
    bench -r 2 -c 9 mail -- sh -c 'read -r n x; echo "$n OK"; read -r n x; exit 3'
    [ "$status" -eq 1 ]
    [[ "$output" == *"BROKEN              2 bad ends"* ]]
}

@test "the open loop keeps its number of requests, as a Poisson process, evenly, in bursts" {
    for arrivals in '' --even '--burst 50'; do
        null -g 1 -R 5000 -c 500 $arrivals
        [ "$status" -eq 0 ]
        [[ "$output" == *"OK 500"* ]]
        [[ "$output" == *"open loop, 5000 a second"* ]]
    done
}

@test "the open loop counts latency from when a request was due" {
    # It stops for half a second once: hundreds were due meanwhile, and more
    # than one in ten is told as late as that.
    bench -g 1 -R 1000 -c 1000 --even -n 1 --json -- perl -e '$| = 1;
        while (<STDIN>) { /^(\d+) (\w+)/; select(undef, undef, undef, 0.5)
            if $1 == 100; print "$1 OK\n"; exit if $2 eq "QUIT" }'
    [ "$status" -eq 0 ]
    p90=$(grep -o '"latency_p90_us":{"median":[0-9]*' <<<"$output" | grep -o '[0-9]*$')
    [ "$p90" -gt 200000 ]
}

@test "a run of given time ends, in both loops" {
    null -g 1 -d 0.2
    [ "$status" -eq 0 ]
    null -g 1 -d 0.2 -R 1000 --burst 50
    [ "$status" -eq 0 ]
}

@test "processor time of children counts, waited for and not" {
    cat >burn.pl <<'END'
$| = 1;
$SIG{CHLD} = "IGNORE" if $ARGV[0] eq "left";
# How often the thread of the harness that looks at us went to sleep: the one at
# the lowest priority.  Its look takes long where others want the processors.
my $harness = getppid;
sub looks {
    for my $thread (glob "/proc/$harness/task/*") {
        open my $stat, "<", "$thread/stat" or next;
        (my $fields = <$stat>) =~ s/.*\) //;
        next unless (split " ", $fields)[16] == 19;
        open my $status, "<", "$thread/status" or next;
        return $1 if join("", <$status>) =~ /^voluntary_ctxt_switches:\s*(\d+)/m;
    }
    return 0;
}
while (<STDIN>) {
    /^(\d+) (\w+)/;
    my $n = $1;
    if ($2 eq "FILE") {
        pipe(my $r, my $w);
        my $pid = fork;
        if ($pid == 0) {
            my @t;
            do { @t = times } while ($t[0] + $t[1] < 0.5);
            # Until a whole look has seen all of it.
            my $seen = looks() + 3;
            select(undef, undef, undef, 0.5) while -d "/proc/$harness/task" && looks() < $seen;
            exit;
        }
        close $w;
        # Its end.
        sysread $r, my $x, 1;
        waitpid $pid, 0 if $ARGV[0] ne "left";
    }
    print "$n OK\n";
    exit if $2 eq "QUIT";
}
END
    for kind in waited left; do
        bench -t 600 -c 2 --json mail -- perl burn.pl $kind
        [ "$status" -eq 0 ]
        cpu=$(grep -o '"cpu_us":{"median":[0-9]*' <<<"$output" | grep -o '[0-9]*$')
        echo "$kind $cpu"
        # At least half a second each; once, not twice.
        [ "$cpu" -gt 450000 ]
        [ "$cpu" -lt 900000 ]
    done
}

@test "processor time of a tree is what its own clocks say" {
    # Grandchildren come and go while they are looked at; each counts once.
    cat >burners.pl <<'END'
$| = 1;
while (<STDIN>) {
    /^(\d+) (\w+)/;
    my ($n, $word) = ($1, $2);
    for (1 .. ($word eq "FILE" ? 2 : 0)) {
        my $child = fork;
        next if $child;
        system "perl", "-e", "do { \@t = times } while (\$t[0] + \$t[1] < 0.2)";
        exit;
    }
    1 while wait > 0;
    print "$n OK\n";
    next if $word ne "QUIT";
    open my $out, ">", "times";
    my @times = times;
    print $out int(1e6 * ($times[2] + $times[3]));
    exit;
}
END
    bench -c 6 --json mail -- perl burners.pl
    [ "$status" -eq 0 ]
    cpu=$(($(grep -o '"cpu_us":{"median":[0-9]*' <<<"$output" | grep -o '[0-9]*$') * 6))
    echo "$cpu $(cat times)"
    [ "$cpu" -gt $(($(cat times) * 95 / 100)) ]
    [ "$cpu" -lt $(($(cat times) * 105 / 100)) ]
}

@test "helpers are compared by turns, with ratios, at every point of a sweep" {
    null -b -c 200 -r 2 -v "$TOOLS/null_helper -b" --sweep outstanding=1,8 \
        --csv=runs.csv --json=report.json --svg plot.svg mail
    [ "$status" -eq 0 ]
    [[ "$output" == *"ratios to helper A"* ]]
    [ "$(wc -l <runs.csv)" -eq 9 ]
    [ "$(head -1 runs.csv | cut -d, -f 1-4)" = helper,outstanding,run,messages_per_s ]
    perl -MJSON::PP -0777 -e '
        my $r = decode_json(<STDIN>);
        die unless @{$r->{variants}} == 4;
        die unless $r->{variants}[1]{ratios}{messages_per_s}{median} > 0;
        die if %{$r->{variants}[0]{ratios}};
        die unless $r->{variants}[3]{point}{outstanding} eq "8";
        die unless @{$r->{variants}[3]{runs}} == 2;
        die unless $r->{variants}[3]{runs}[1]{words}{OK} == 200' <report.json
    [ "$(grep -c '<polyline' plot.svg)" -eq 6 ]
    [ "$(grep -o '<[a-z]*' plot.svg | sort | uniq -c | grep -c .)" -gt 4 ]
    [ "$(tail -1 plot.svg)" = '</svg>' ]
}

@test "a helper to compare with may be several commands, and one that fails has no figures" {
    null -c 9 -v ': >made; exec sh helper.sh' -v ./no-such-helper mail
    echo "$output"
    [ "$status" -eq 1 ]
    [ -e made ]
    [ -e seen.2 ]
    [ "$(grep -c '^C.*no answers: nothing was measured' <<<"$output")" -eq 1 ]
    [ "$(grep -c '^B ' <<<"$output")" -eq 4 ]
    [ "$(grep -c '^C ' <<<"$output")" -eq 3 ]
}

@test "a load that is swept is told as swept, and an open loop as one" {
    null -g 2 -c 20 --sweep outstanding=1,2 --sweep size=100,200
    [[ "$output" == *"size as below"*"closed loop, outstanding as below"* ]]
    null -c 20 --sweep rate=2000,3000 --sweep burst=1,2 --json=report.json mail
    [[ "$output" == *"open loop, rate as below, in bursts"* ]]
    grep -q '"arrivals":"burst"' report.json
    null -c 20 mail
    [[ "$output" != *"driver lag"* ]]
    null -d 0.1 -W 7 mail
    [[ "$output" == *"1 of 0.1 s, warm-up 7 requests"* ]]
    null -c 20 -R 2000 mail
    [[ "$output" == *"driver lag"* ]]
}

@test "the report is valid JSON whatever the helper is called" {
    cp "$TOOLS/null_helper" $'a"b\\c\t\x01\xff<&'
    "$TOOLS/cgpbench" --json --svg plot.svg mail -- $'./a"b\\c\t\x01\xff<&' >report.json
    perl -MJSON::PP -0777 -e 'decode_json(<STDIN>)->{variants}[0]{helper} =~ /a"b/ or die' <report.json
    grep -q 'a"b.*&lt;&amp;' plot.svg
}

@test "a sweep fills the template and the arguments" {
    echo 'workers = @workers@; name = a@b;' >template
    bench --sweep workers=1,2 --template template:filled mail -- \
        sh -c 'cat filled >>log; echo "arg @workers@" >>log; exec "$0"' "$TOOLS/null_helper"
    [ "$status" -eq 0 ]
    [ "$(cat log)" = "$(printf '%s\n' 'workers = 1; name = a@b;' 'arg 1' \
        'workers = 2; name = a@b;' 'arg 2')" ]
}

@test "a sweep over sizes makes mails of each" {
    null -g 3 -c 30 --sweep size=1000,50000 --csv
    [ "$status" -eq 0 ]
    [ "$(cut -d, -f 2 <<<"$output")" = "$(printf '%s\n' size 1000 50000)" ]
    null --sweep size=1000 mail
    [ "$status" -eq 2 ]
}

@test "there is a progress bar on a terminal and nowhere else" {
    null -d 0.5 mail
    [[ "$output" != *'%  run'* ]]
    command -v script >/dev/null || skip "script is not installed"
    script -qec "'$TOOLS/cgpbench' -d 0.5 mail -- '$TOOLS/null_helper'" /dev/null >shown </dev/null
    grep -q '%  run 1 of 1' shown
}

@test "a helper is disturbed while it is measured" {
    # One that answers when it was.
    bench -c 1 --every 50 --do 'echo "$HELPER_PID" >>did' mail -- sh -c '
        while read -r n word path; do
            while [ "$word" = FILE ] && ! [ -s did ]; do sleep 0.05; done
            echo "$n OK"
        done'
    [ "$status" -eq 0 ]
    [ -s did ]
}

@test "a helper that is paused, not read or flooded answers all, and the report says when" {
    for what in pause:100 deaf:100 flood:2000; do
        # The last request is due after a second, whatever holds us up: a run
        # that ends by the clock might be over ahead of its first disturbance.
        null -g 1 -R 2000 --even -c 2000 --every 300 --do $what --json=r.json
        [ "$status" -eq 0 ]
        [[ "$output" == *"disturbed p99 us"* ]]
        # One, or several where the machine made the run, and its slices, longer.
        [[ "$output" =~ [1-9]'! ' ]]
        perl -MJSON::PP -0777 -e '
            my $r = decode_json(<STDIN>)->{variants}[0]{runs}[0];
            my $seen = 0;
            $seen += $_->{disturbances} for @{$r->{timeline}{slices}};
            my $answers = 0;
            $answers += $_->{answers} for @{$r->{timeline}{slices}};
            die unless $seen > 0 && $seen <= $r->{disturbances};
            die unless $answers == $r->{words}{OK};
            # What stands still for 100 ms makes somebody wait nearly as long.
            die if $ARGV[0] !~ /flood/ && $r->{disturbed_max_us} < 90000' $what <r.json
    done
    null -g 1 -c 50 --every 10 --do pause:x
    [ "$status" -eq 2 ]
}

@test "the timeline is told and drawn where asked for" {
    null -d 0.3 --timeline --svg plot.svg mail
    [ "$status" -eq 0 ]
    [[ "$output" == *"second   answers"* ]]
    [ "$(grep -c '<polyline' plot.svg)" -eq 3 ]
}

@test "interrupted, it ends the helper and tells what there is" {
    "$TOOLS/cgpbench" -d 600 mail -- "$TOOLS/null_helper" >out 2>/dev/null &
    pid=$!
    # It takes signals from before it starts the helper.
    until pgrep -P "$pid" >/dev/null; do
        kill -0 "$pid"
        sleep 0.1
    done
    kill -INT "$pid" || true
    kill -TERM "$pid" || true
    code=0
    wait "$pid" || code=$?
    [ "$code" -eq 130 ]
    [ -z "$(ls tmp)" ]
}

@test "what makes no sense is refused" {
    null
    [ "$status" -eq 2 ]
    bench mail
    [ "$status" -eq 2 ]
    null --sweep workers mail
    [ "$status" -eq 2 ]
    null -R x mail
    [ "$status" -eq 2 ]
    null -g 2 mail
    [ "$status" -eq 2 ]
    null -t 0 mail
    [ "$status" -eq 2 ]
}

@test "options that mean nothing where they stand are refused" {
    for options in --even '--burst 5' '--size 5' '--shape text' '--language ru' '--hits 2' \
        '--envelopes user' '--signature-words' '--every 5' '--rate 9 --even --burst 5' \
        '--json --csv'; do
        null $options mail
        echo "$options: $output"
        [ "$status" -eq 2 ]
        [[ "$output" == "cgpbench: --"* || "$output" == *"JSON and CSV"* ]]
    done
    null -g 2 --sweep burst=5
    [ "$status" -eq 2 ]
    null -g 2 --sweep rate=1000,2000 --burst 5 -c 10
    [ "$status" -eq 0 ]
}

@test "what would end the runs in the midst is found ahead of the first" {
    for options in '--sweep outstanding=1,x' '--sweep outstanding=0.5' '--sweep rate=9,-1' \
        '--sweep workes=1,2' '--json=no/such' '--csv=no/such' '--svg no/such' \
        '--every 9 --do helper:HUB'; do
        bench $options mail -- sh -c 'touch started; exec "$0" "@workers@"' "$TOOLS/null_helper"
        echo "$options: $output"
        [ "$status" -eq 2 ]
        [ ! -e started ]
    done
}

# ---- peers -------------------------------------------------------------------

# A filter that is installed may need more than a minute to start where other
# programs want the processors; cgpbench-peer gives up on it by itself.
bench_peer() { bench -t 300 "$@"; }

# EICAR's signature, for filters that bring none; the file's own words never
# stand in this one.
eicar() { printf 'X5O!P%%@AP[4\\PZX54(P^)7CC)7}$%s!$H+H*\n' EICAR-STANDARD-ANTIVIRUS-TEST-FILE; }

@test "clamd answers for its signatures behind the protocol" {
    command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || skip "clamd is not installed"
    mkdir db
    printf 'Test.Eicar:0:*:%s\n' "$(eicar | head -c 60 | od -An -v -tx1 | tr -d ' \n')" >db/own.ndb
    { printf 'Subject: bad\n\n'; eicar; } >mail/4.msg
    printf '%s\n' 'mail/1.msg OK' 'mail/4.msg ERROR' >list
    bench_peer -x list mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" clamd db
    echo "$output"
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 3  ERROR 1"* ]]
    [ -z "$(ls tmp)" ]
}

@test "bogofilter answers behind the protocol" {
    command -v bogofilter >/dev/null || skip "bogofilter is not installed"
    mkdir words
    bogofilter -n -d words <mail/1.msg
    bench_peer mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" bogofilter words
    echo "$output"
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 3"* ]]
    [ -z "$(ls tmp)" ]
}

# Usage: fake_filter NAME: found ahead of an installed one.
fake_filter() {
    mkdir -p fakes
    ln -s "$BATS_TEST_DIRNAME/../support/fake-filter" "fakes/$1"
    PATH=$PWD/fakes:$PATH
}

# Mails with a verdict each: verdicts FILE WORD ...
verdicts() {
    rm mail/*
    while [ $# -gt 0 ]; do
        printf 'Subject: x\n\nverdict %s\n' "$2" >"mail/$1.msg"
        shift 2
    done
}

port_is_taken() { (: </dev/tcp/127.0.0.1/11333) 2>/dev/null; }

# Test mails that every such filter knows: GTUBE.
gtube() { printf '%s%s\n' 'XJS*C4JDBQADN1.NSBN3*2IDNEN*' 'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'; }

@test "spamd answers behind the protocol" {
    fake_filter spamd
    verdicts 1 False 2 True 3 Perhaps
    printf '%s\n' 'mail/1.msg OK' 'mail/2.msg ADDHEADER' 'mail/3.msg FAILURE' >list
    bench_peer -x list mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" spamd
    echo "$output"
    [ "$status" -eq 0 ]
    [[ "$output" == *"OK 1"* ]]
    [ -z "$(ls tmp)" ]
}

@test "rspamd answers behind the protocol" {
    port_is_taken && skip "something listens on 127.0.0.1:11333"
    fake_filter rspamd
    verdicts 1 'no action' 2 reject 3 'add header' 4 greylist 5 'rewrite subject'
    printf '%s\n' 'mail/1.msg OK' 'mail/2.msg ERROR' 'mail/3.msg ADDHEADER' \
        'mail/4.msg OK' 'mail/5.msg ADDHEADER' >list
    # No verdict at all: the fake one closes the connection.
    printf 'Subject: x\n\nnothing\n' >mail/6.msg
    echo 'mail/6.msg FAILURE' >>list
    bench_peer -x list mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" rspamd
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$(ls tmp)" ]
    ! port_is_taken # it ended with its peer
}

@test "an rspamd that is somebody else's is left alone" {
    port_is_taken && skip "something listens on 127.0.0.1:11333"
    fake_filter rspamd
    rspamd & other=$!
    until port_is_taken; do
        kill -0 $other
        sleep 0.1
    done
    run "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" rspamd </dev/null
    kill -0 $other
    kill $other
    wait $other || true
    [ "$status" -eq 2 ]
    [[ "$output" == *"listens on 127.0.0.1:11333 already"* ]]
}

@test "a spamd that is installed knows its test mail" {
    command -v spamd >/dev/null || [ -x /usr/sbin/spamd ] || skip "spamd is not installed"
    { printf 'Subject: bad\n\n'; gtube; } >mail/4.msg
    echo 'mail/4.msg ADDHEADER' >list
    bench_peer -x list mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" -j 1 spamd
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$(ls tmp)" ]
}

@test "an rspamd that is installed knows its test mail" {
    command -v rspamd >/dev/null || skip "rspamd is not installed"
    [ "$(id -u)" -eq 0 ] || skip "rspamd wants the folders of the system"
    port_is_taken && skip "something listens on 127.0.0.1:11333"
    { printf 'Subject: bad\n\n'; gtube; } >mail/4.msg
    echo 'mail/4.msg ERROR' >list
    bench_peer -x list mail -- "$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer" rspamd
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$(ls tmp)" ]
}

@test "a peer that is not there, or is none, is told" {
    peer=$BATS_TEST_DIRNAME/../../bench/tools/cgpbench-peer
    for arguments in '' sendmail clamd 'rspamd x' '-j 0 spamd'; do
        run "$peer" $arguments </dev/null
        [ "$status" -ne 0 ]
        [[ "$output" == *usage* ]]
    done
    run env PATH=/nowhere /usr/bin/perl "$peer" clamd mail </dev/null
    [ "$status" -eq 2 ]
    [ -z "$(ls tmp)" ]
}
