#!/usr/bin/env bats
#
# Crashes, hangs, kills, ends: nothing that was asked stays without an answer

load helpers

setup() {
    [ -x "$FAULTY" ] || { echo "no program at FAULTY=$FAULTY: make integration builds it"; return 1; }
    [ -x "$TOOLS/cgpserve" ] || skip "cgpserve is not built"
    base_make "$FAULTY"
    mkdir good
    for i in 1 2 3 4 5 6 7 8 9; do message good/$i.msg "text $i"; done
    cp CGPFilter/test.msg good/infected.msg
}

# Elsewhere than on Linux, and in a build that has nothing of Linux, a SIGKILL may
# repeat what is being written.
repeats=()
case $(uname)/$FAULTY in
*/portable/* | [!L]*) repeats=(--allow-repeats) ;;
esac

# Play the server; its words and the information lines are in "served".  The
# search for leaks at the end forks a process of its own, which a signal for the
# engine would hit, and then waits for it for ever.  Until an engine has handlers
# of its own it has those of the sanitizer, which make a report of a signal that
# comes so early, where the system would just end it.
program=(CGPFilter/CGPFilter)
serve() { # CGPSERVE-ARGUMENT...: under it "program" runs
    ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0:handle_segv=0" \
    TSAN_OPTIONS="${TSAN_OPTIONS:+$TSAN_OPTIONS:}handle_segv=0" \
    "$TOOLS/cgpserve" -I "$@" -- "${program[@]}" >served 2>&1 || {
        cut -c 1-200 served | tail -n 40
        return 1
    }
}

served() { # PATTERN: such a line exists
    grep -q -E -e "$1" served && return
    echo "no line like: $1"
    cut -c 1-200 served | tail -n 40
    return 1
}

# ---- messages that kill -----------------------------------------------------------------

# Ten good ones around each killer; the killer is answered as OnError says.
killer() { # KIND
    mkdir mail
    cp good/* mail/
    fault_message mail/5killer.msg "$1"
    serve -r 3 -A answers mail
    served '^requests  *33$'
    [ "$(grep -c 'infected.msg.*ERROR' answers)" -eq 3 ]
    [ "$(grep -c '/[0-9].msg.* OK$' answers)" -eq 27 ]
    [ "$(grep -c 'killer.msg.*FAILURE$' answers)" -eq 3 ]
}

@test "a message that segfaults is tried twice, then answered; all others are answered as ever" {
    killer segv
    served '^\* the engine died of signal 11'
    served '^\* the engine died on mail/5killer.msg$'
    served '^\* mail/5killer.msg: not scanned: the engine died on it before$'
    [ "$(grep -c '^\* the engine died on mail/5killer.msg$' served)" -eq 2 ]
    lacks '^\* the engine died on mail/[1-9].msg' served
    grep -q 'died of signal 11' CGPFilter/state/crash
    grep -q '^message: mail/5killer.msg$' CGPFilter/state/crash
}

@test "a message that aborts is tried twice, then answered" {
    killer abort
    served '^\* the engine died of signal 6'
    [ "$(grep -c '^\* the engine died on mail/5killer.msg$' served)" -eq 2 ]
}

@test "a message that ends the engine without last words is found out, the innocent are cleared" {
    mkdir mail
    cp good/* mail/
    fault_message mail/5killer.msg kill
    serve -r 3 "${repeats[@]}" -A answers mail
    served '^\* the engine died of signal 9'
    grep -q 'killer.msg.*FAILURE$' answers
    lacks 'killer.msg.* OK$' answers
    lacks '/[0-9].msg.*FAILURE$' answers
}

@test "a message that stops the engine is let go on, and answered" {
    mkdir mail
    cp good/* mail/
    fault_message mail/5stop.msg stop
    serve -r 2 "${repeats[@]}" -A answers mail
    served '^\* the engine was stopped, going on$'
    [ "$(grep -c ' OK$' answers)" -eq 20 ]
}

# Asked again while the machine is too slow for AnswerTimeLimit.
good_mail_passes() {
    passed() {
        asked=$((${asked:-100} + 1))
        tell "$asked FILE good/infected.msg"
        await 1 "^$asked "
        grep -q "^$asked ERROR" one.out
    }
    await_true passed
}

@test "a message that never ends is answered at AnswerTimeLimit, then its engine is replaced" {
    configure 'AnswerTimeLimit = 2s;'
    fault_message Queue/spin.msg spin
    helper_start
    await 1 '^\* database date'
    tell '1 FILE Queue/spin.msg'
    good_mail_passes
    await 1 '^1 FAILURE$'
    await 1 '^\* Queue/spin.msg: not decided within AnswerTimeLimit$'
    await 1 '^\* the engine died of signal 9 \(it was stuck\), starting another$'
    await 1 '^\* the engine died on Queue/spin.msg$'
    # Good mail still passes, and the file is not let near the others.
    good_mail_passes
    tell '2 FILE Queue/spin.msg'
    await 1 '^2 FAILURE$'
    await 2 '^\* the engine died of signal 9 \(it was stuck\)'
    good_mail_passes
    spin_is_refused() {
        asked=$((asked + 1))
        tell "$asked FILE Queue/spin.msg"
        await 1 "^$asked FAILURE$"
        grep -q '^\* Queue/spin.msg: not scanned: the engine died on it before$' one.out
    }
    await_true spin_is_refused
    helper_end
    grep -q -E '^\* processed .* ([2-9]|[1-9][0-9]+) late$' one.out
}

@test "OnError decides what a killer is answered" {
    configure 'OnError = postpone;'
    fault_message Queue/segv.msg segv
    helper_run '1 FILE Queue/segv.msg'
    says '^1 REJECTED '
    configure 'OnError = pass;'
    helper_run '2 FILE Queue/segv.msg'
    says '^2 OK$'
}

@test "a killer is remembered when everything is restarted, and answered at once" {
    fault_message Queue/segv.msg segv
    helper_run '1 FILE Queue/segv.msg'
    says '^1 FAILURE$'
    [ -s CGPFilter/state/suspects ]
    helper_run '1 FILE Queue/segv.msg'
    says '^1 FAILURE$'
    says '^\* Queue/segv.msg: not scanned: the engine died on it before$'
    says_not 'engine died of'
}

@test "a killer is remembered also by a helper that was itself killed" {
    fault_message Queue/segv.msg segv
    helper_start
    tell '1 FILE Queue/segv.msg'
    await 1 '^1 FAILURE$'
    kill -KILL "${HELPER[one]}"
    await_true ended "${HELPER[one]}"
    unset 'HELPER[one]'
    helper_run '1 FILE Queue/segv.msg'
    says '^1 FAILURE$'
    says_not 'engine died of'
}

@test "another file of the same name is tried again" {
    fault_message Queue/1.msg segv
    helper_run '1 FILE Queue/1.msg'
    says '^1 FAILURE$'
    message Queue/1.msg 'harmless, and of another size'
    helper_run '1 FILE Queue/1.msg'
    says '^1 OK$'
    fault_message Queue/1.msg segv
    touch -d '1 hour ago' Queue/1.msg
    helper_run '1 FILE Queue/1.msg'
    says 'engine died of signal 11'
    says '^1 FAILURE$'
}

@test "a spoiled list of suspects does no harm" {
    noise 100000 >CGPFilter/state/suspects
    helper_run '1 FILE good/infected.msg'
    says '^1 ERROR '
    printf 'ffffffffffffffffffffffff 99999999999999 -1\n0 0 0\n1 2\n\n' >CGPFilter/state/suspects
    helper_run '1 FILE good/1.msg'
    says '^1 OK$'
}

@test "killers of every kind among many good messages" {
    # Engines start one after the other meanwhile, and none may be late for that:
    # twenty starts of here and now, more where the machine has less time later.
    limit_ms=$(perl -MTime::HiRes=time -e 'my $began = time; system(@ARGV) == 0 or die;
        my $ms = int(20_000 * (time - $began)); print $ms > 8000 ? $ms : 8000' \
        sh -c 'echo "1 FILE good/1.msg" | CGPFilter/CGPFilter >start.out')
    grep -q '^1 OK$' start.out
    mkdir mail
    for i in $(seq 1 300); do message mail/$i.msg "text $i"; done
    fault_message mail/60x.msg segv
    fault_message mail/120x.msg abort
    fault_message mail/180x.msg kill
    fault_message mail/240x.msg stop
    fault_message mail/270x.msg spin
    # A spinning worker and the others it takes along are answered late.
    while :; do
        configure "AnswerTimeLimit = ${limit_ms}ms;"
        rm -f CGPFilter/state/suspects
        serve -r 2 "${repeats[@]}" -A answers mail
        grep -q '^\* mail/[0-9]*\.msg: not decided within AnswerTimeLimit$' served || break
        [ "$limit_ms" -lt 600000 ]
        limit_ms=$((2 * limit_ms))
    done
    served '^requests  *610$'
    for i in 60 120 180 270; do
        grep -q "mail/${i}x.msg.*FAILURE$" answers
        lacks "mail/${i}x.msg.* OK$" answers
    done
    [ "$(grep -c 'mail/[0-9]*.msg.* OK$' answers)" -ge 600 ]
    lacks 'mail/[0-9]*.msg.*FAILURE$' answers
}

# ---- engines that are killed from outside -------------------------------------------------

engine_runs() { [ -n "$(engine_of)" ]; }

# Such a signal may strike inside the thread sanitizer's own code, with its locks
# held: whoever has just written an answer then waits for them until the engine
# dies, and the answer is repeated.
# Such a program also takes longer to start than others are let live; engines
# that die before they are ready, one after the other, are given up for a second.
many() { # SIGNAL CGPSERVE-ARGUMENT...
    local signal=$1 requests=${REQUESTS:-20000} every=150 repeats=()
    [ "$(basename "$O")" != tsan ] || { every=1000 && repeats=(--allow-repeats); }
    serve -c "$requests" -R 8000 -x "ERROR=$((requests / 10))" "${repeats[@]}" \
        --every "$every" --do "engine:$signal" "${@:2}" good
    # Signals end engines here, never a report of a sanitizer.
    lacks 'the engine ended with code' served
}

@test "SIGSEGV to the engine under load: each request is answered once" {
    configure 'OnInfected = reject;'
    many SEGV
    served 'engine died of signal 11'
}

@test "SIGABRT to the engine under load: each request is answered once" {
    many ABRT
    served 'engine died of signal 6'
}

@test "SIGKILL to the engine under load: each request is answered once" {
    serve -c 20000 -R 8000 --every 150 --do engine:KILL "${repeats[@]}" good
    served 'engine died of signal 9'
    served '^requests  *20000$'
}

@test "SIGSTOP to the engine under load: each request is answered once" {
    many STOP
    served 'engine was stopped, going on'
}

@test "SIGKILL while signatures load: the next engine goes on" {
    put_signatures many.ndb 1 30000
    message Queue/1.msg 'marker 29999.'
    helper_start
    tell '1 INTF 4' '2 FILE Queue/1.msg'
    await 1 '^1 INTF 4$'
    kill -KILL "$(engine_of)"
    await 1 '^\* the engine died of signal 9'
    await 1 '^2 ERROR ".*Marker.29999'
    helper_end
    [ "$(grep -c '^1 INTF' one.out)" -eq 1 ]
}

@test "engines that die while loading, again and again: mail is served with what is built in" {
    # So many that no build is done before it is seen, on any machine.
    put_signatures many.ndb 1 400000
    helper_start
    tell '1 FILE good/infected.msg'
    for i in 1 2 3; do
        await_true engine_runs
        await_true eval '[ -n "$(children_of "$(engine_of)")" ]'
        kill -KILL "$(engine_of)"
        await "$i" '^\* the engine died of signal 9'
    done
    await 1 '^\* engines died while loading: serving with built-in signatures'
    await 1 '^1 ERROR ".*EICAR'
    helper_end
}

@test "signatures that are cut short under a helper: no message is blamed for it" {
    put_signatures many.ndb 1 3000
    message Queue/1.msg 'marker 2999.'
    helper_start
    await 1 '^\* database date'
    : >CGPFilter/state/signatures.image
    tell '1 FILE Queue/1.msg' '2 FILE good/1.msg'
    await 1 '^1 ERROR ".*Marker.2999'
    await 1 '^2 OK$'
    await 1 '^\* the engine died of signal [0-9]+ \(signatures or a cartridge were cut short'
    helper_end
    lacks 'the engine died on' one.out
    [ ! -s CGPFilter/state/suspects ]
    lacks '^message' CGPFilter/state/crash
    grep -q 'cut short or cannot be read$' CGPFilter/state/crash
}

# ---- engines that cannot start --------------------------------------------------------------

# With so few descriptors the supervisor has its own, and no engine has.
few_descriptors() { exec_alone sh -c "ulimit -n $(few) && exec CGPFilter/CGPFilter"; }
# Without a pipe for the answers, as on other systems, one less is enough.
few() { if CGPFilter/CGPFilter --version | grep -q 'kernels scalar'; then echo 7; else echo 8; fi; }

@test "an engine that cannot start: mail is answered as OnError says, and one line says why" {
    printf '1 INTF 4\n2 FILE good/1.msg\n3 KEY abc\n4 FILE good/infected.msg\n5 QUIT\n' >run.in
    run_separately eval '(few_descriptors) <run.in'
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^\* no engine can be started: .*: Too many open files; mail is answered as OnError says'
    [ "$(grep -v '^\*' <<<"$output" | sort)" = $'1 INTF 4\n2 FAILURE\n3 OK\n4 FAILURE\n5 OK' ]

    configure 'OnError = postpone;'
    run_separately eval '(few_descriptors) <run.in'
    [ "$status" -eq 0 ]
    says '^2 REJECTED'
}

@test "an engine that cannot start is tried again, ever more rarely, until it can" {
    mkfifo in
    (exec <in >one.out 2>one.err && few_descriptors) &
    HELPER[one]=$!
    exec {fd}>in
    INPUT[one]=$fd
    await 1 '^\* no engine can be started: .* next try in 1 s$'
    tell '1 FILE good/1.msg'
    await 1 '^1 FAILURE$'
    await 1 '^\* no engine can be started: .* next try in 2 s$'
    await 1 '^\* no engine can be started: .* next try in 4 s$'
    if command -v prlimit >/dev/null && prlimit --pid "${HELPER[one]}" --nofile=256 2>/dev/null; then
        await 1 '^\* database date'
        tell '2 FILE good/infected.msg'
        await 1 '^2 ERROR'
    fi
    helper_end
}

@test "who answers where no engine starts is replaced when it is killed, and no try comes sooner" {
    mkfifo in
    (exec <in >one.out 2>one.err && few_descriptors) &
    HELPER[one]=$!
    exec {fd}>in
    INPUT[one]=$fd
    await 1 'next try in 8 s$'
    began=$SECONDS
    for i in 1 2 3; do
        await_true engine_runs
        kill -KILL "$(engine_of)"
        tell "$i FILE good/1.msg"
        await 1 "^$i FAILURE\$"
    done
    # On a machine that stood still meanwhile the time has come.
    lacks 'next try in 16 s$' one.out || [ $((SECONDS - began)) -ge 7 ]
    helper_end
}

@test "SIGTERM where no engine starts: what was read is answered, then it ends with 0" {
    mkfifo in
    (exec <in >one.out 2>one.err && few_descriptors) &
    HELPER[one]=$!
    exec {fd}>in
    INPUT[one]=$fd
    tell '1 FILE good/1.msg'
    await 1 '^1 FAILURE$'
    kill -TERM "${HELPER[one]}"
    helper_wait
}

@test "SIGKILL to whatever runs where no engine starts: each request is answered once" {
    program=(sh -c 'exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        ulimit -n $0 && exec CGPFilter/CGPFilter' "$(few)")
    serve -c 500 -R 200 --every 90 --do engine:KILL "${repeats[@]}" good
    served '^\* no engine can be started: '
    served '^answers  *500 .*FAILURE 500'
}

@test "QUIT is answered also when the engine dies behind it" {
    fault_message Queue/segv.msg segv
    helper_run '1 FILE Queue/segv.msg' '2 FILE good/infected.msg' '3 QUIT'
    says '^1 FAILURE$'
    says '^2 ERROR'
    [ "$(tail -n 1 <<<"$output")" = '3 OK' ]
}

@test "requests of a broken write are put together again across an engine's death" {
    helper_start
    await 1 '^\* database date'
    printf '1 FILE good/infe' >&"${INPUT[one]}"
    # The reader has taken the half line.
    sleep 0.2
    kill -KILL "$(engine_of)"
    await 1 '^\* the engine died of signal 9'
    printf 'cted.msg\n2 FILE good/1.msg\n' >&"${INPUT[one]}"
    await 1 '^1 ERROR'
    await 1 '^2 OK$'
    helper_end
}

# ---- ends --------------------------------------------------------------------------------------

@test "a supervisor that is killed takes its engine along" {
    helper_start
    await 1 '^\* database date'
    engine=$(engine_of)
    [ -n "$engine" ]
    kill -KILL "${HELPER[one]}"
    await_true ended "$engine"
    unset 'HELPER[one]'
}

@test "a supervisor that is killed takes along an engine with a message that never ends" {
    configure 'AnswerTimeLimit = 1s;'
    fault_message Queue/spin.msg spin
    helper_start
    await 1 '^\* database date'
    engine=$(engine_of)
    tell '1 FILE Queue/spin.msg'
    sleep 0.2
    kill -KILL "${HELPER[one]}"
    await_true ended "$engine" || { kill -KILL "$engine"; false; }
    unset 'HELPER[one]'
}

@test "SIGTERM: what was read is answered, then it ends with 0" {
    configure 'Workers = 1;'
    fault_message Queue/wait.msg 'until Queue/go'
    helper_start
    await 1 '^\* database date'
    # Only what was read counts: INTF is answered when all before it was.
    tell '1 FILE Queue/wait.msg' '2 FILE good/infected.msg' '3 FILE good/1.msg' '4 INTF 4'
    await 1 '^4 INTF 4$'
    kill -TERM "${HELPER[one]}"
    touch Queue/go
    helper_wait
    [ "$(answer 1)" = OK ]
    [[ "$(answer 2)" == ERROR* ]]
    [ "$(answer 3)" = OK ]
    grep -q '^\* processed 3 requests' one.out
}

@test "SIGINT and SIGQUIT end it as SIGTERM does" {
    for signal in INT QUIT; do
        helper_start $signal
        await 1 '^\* database date' $signal.out
        kill -$signal "${HELPER[$signal]}"
        helper_wait $signal
        grep -q '^\* processed 0 requests' $signal.out
    done
}

@test "signals that mean nothing to it: the helper goes on, and so does its engine" {
    helper_start
    await 1 '^\* database date'
    engine=$(engine_of)
    for process in "${HELPER[one]}" "$engine"; do
        for signal in USR1 USR2 ALRM VTALRM PROF XCPU XFSZ PIPE IO PWR STKFLT RTMIN RTMAX; do
            kill -"$signal" "$process" 2>/dev/null || kill -0 "$process"
        done
    done
    tell '1 FILE good/1.msg'
    await 1 '^1 OK$'
    [ "$(engine_of)" = "$engine" ]
    helper_end
    lacks 'the engine died' one.out
}

@test "end of input with work pending: all is answered, the totals come last" {
    fault_message Queue/sleep.msg sleep
    helper_run '1 FILE Queue/sleep.msg' '2 FILE good/infected.msg' '3 FILE good/1.msg'
    says '^1 OK$'
    says '^2 ERROR'
    says '^3 OK$'
    [[ "$(tail -n 1 <<<"$output")" == '* processed 3 requests: 2 clean, 1 infected,'* ]]
}

@test "an engine that hangs at the end does not keep the helper from ending" {
    configure 'AnswerTimeLimit = 1s;'
    fault_message Queue/spin.msg spin
    helper_run '1 FILE Queue/spin.msg' '2 QUIT'
    says '^1 FAILURE$'
    says '^2 OK$'
}

@test "an engine that hangs in its last words, and reads no more, is replaced" {
    mkdir -p CGPFilter/state
    mkfifo CGPFilter/state/crash
    helper_start
    await 1 '^\* database date'
    tell '1 FILE good/1.msg'
    await 1 '^1 OK$'
    engine=$(engine_of)
    # Nobody reads the pipe that its report goes to: it waits for ever.
    kill -ABRT "$engine"
    # It is in them, most likely; else it reads this, and is in them then.
    sleep 0.5
    tell '2 FILE good/1.msg'
    await 1 '^2 OK$'
    # It did not end by itself.
    await 1 '^\* the engine died of signal 9 \(it was stuck\)'
    await_true ended "$engine"
}

@test "a server that is gone: the helper ends" {
    mkfifo in out
    (exec <in >out 2>err && exec_alone CGPFilter/CGPFilter) &
    HELPER[gone]=$!
    exec {to}>in {from}<out
    head -n 1 <&"$from"
    exec {from}<&-
    # It notices at the next thing it says.
    (printf '1 FILE good/1.msg\n2 FILE good/2.msg\n' >&"$to") 2>/dev/null || true
    sleep 0.2
    (printf '3 FILE good/3.msg\n' >&"$to") 2>/dev/null || true
    exec {to}>&-
    await_true ended "${HELPER[gone]}"
    unset 'HELPER[gone]'
    [ ! -s err ]
}

@test "a standard input that does not block serves as well" {
    cat >nonblocking.pl <<'PERL'
use Fcntl; use Socket; use POSIX ();
socketpair(my $ours, my $theirs, AF_UNIX, SOCK_STREAM, 0) or die;
fcntl($theirs, F_SETFL, O_NONBLOCK) or die;
my $pid = fork // die;
if (!$pid) { POSIX::dup2(fileno $theirs, 0); exec "CGPFilter/CGPFilter" or die }
close $theirs;
for my $i (1 .. 3) { sleep 1; syswrite $ours, "$i FILE good/$i.msg\n" }
close $ours;
waitpid $pid, 0;
exit($? ? 1 : 0);
PERL
    perl nonblocking.pl >one.out
    [ "$(grep -c '^[123] OK$' one.out)" -eq 3 ]
}

@test "a server that does not read for a while is waited for, and nothing is lost" {
    configure 'AnswerTimeLimit = 1s;' 'TableSize = 16;'
    mkfifo out
    perl -e 'print "$_ FILE good/", $_ % 9 + 1, ".msg\n" for 1 .. 20000' >requests
    (exec <requests >out 2>err && exec_alone CGPFilter/CGPFilter) &
    HELPER[slow]=$!
    # The pipe is full long before all is answered, and stays so past the limit.
    (sleep 2; cat) <out >answers
    await_true ended "${HELPER[slow]}"
    wait "${HELPER[slow]}"
    unset 'HELPER[slow]'
    [ "$(grep -c '^[0-9]' answers)" -eq 20000 ]
    [ "$(grep '^[0-9]' answers | cut -d ' ' -f 1 | sort -u | wc -l)" -eq 20000 ]
    lacks 'engine died' answers
}

# ---- disks that do not answer ------------------------------------------------------------------------

@test "a message on a disk that does not answer: its engine is replaced, all others are answered" {
    configure 'AnswerTimeLimit = 1s;'
    mkdir dead
    helper_start
    await 1 '^\* database date'
    disk_dies dead
    tell '1 FILE dead/1.msg'
    good_mail_passes
    await 1 '^1 FAILURE$'
    await 1 '^\* the engine died of signal 9 \(it was stuck\), starting another$'
    await 1 '^\* the engine died on dead/1.msg$'
    good_mail_passes
    disk_revives
    helper_end
}

@test "a state directory on a disk that does not answer: mail is answered, and the end comes" {
    configure 'AnswerTimeLimit = 5s;'
    helper_start
    await 1 '^\* database date'
    disk_dies CGPFilter/state
    good_mail_passes
    kill -SEGV "$(engine_of)"
    # The next one has its signatures there, and waits for them.
    await 1 '^\* the engine died of signal'
    tell '2 FILE good/infected.msg' '3 QUIT'
    await 1 '^2 FAILURE$'
    await 1 '^3 OK$'
    await_true ended "${HELPER[one]}"
    unset 'HELPER[one]'
    disk_revives
}

# ---- slow messages --------------------------------------------------------------------------------

@test "a slow message does not hold up the others beyond MaxOrderDelay" {
    configure 'Workers = 3;' 'ResponseOrder = window;' 'MaxOrderDelay = 100ms;'
    fault_message Queue/wait.msg 'until Queue/go'
    helper_start
    await 1 '^\* database date'
    tell '1 FILE Queue/wait.msg'
    for i in 2 3 4 5 6 7 8 9; do tell "$i FILE good/$i.msg"; done
    await 8 '^[2-9] OK$'
    touch Queue/go
    await 1 '^1 OK$'
    helper_end
}

@test "strict keeps the order all the same" {
    configure 'Workers = 3;' 'ResponseOrder = strict;' 'MaxOrderDelay = 1ms;'
    fault_message Queue/sleep.msg sleep
    mkdir mail
    cp Queue/sleep.msg mail/0.msg
    cp good/* mail/
    serve -r 3 -o strict mail
    served '^overtaken, repeated 0, 0$'
}

@test "strict keeps the order across the death of engines" {
    configure 'ResponseOrder = strict;'
    many SEGV -o strict
    served 'engine died of signal 11'
}
