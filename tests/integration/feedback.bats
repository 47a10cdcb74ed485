#!/usr/bin/env bats
#
# FEEDBACK: what users report gets into the running helper, if it is believed

load helpers

setup() { base_make; }

feedback() { run_separately CGPFilter/CGPFilter FEEDBACK "$@"; }

# One message of which a report is made, with enough text for prints.
unheard() { # FILE [NAME]
    printf '%s\n' 'From: someone@example.org' 'Subject: unheard words' '' \
        "Dear ${2:-friend}," \
        'The time has come, the walrus said, to talk of many things: of shoes' \
        'and ships and sealing wax, of cabbages and kings, and why the sea is' \
        'boiling hot, and whether pigs have wings. Visit http://oysters.example.com/' \
        >"$1"
}

# Usage: score NUMBER FILE; the answer is awaited
score() {
    tell "$1 FILE $2"
    await 1 "^$1 "
    score_of "$1"
}

start_with_a_cartridge() {
    some_mails
    learn spam bad legit good
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 1h;' 'ScoredSources = "";'
    unheard Queue/1.msg
    helper_start
    await 1 '^\* cartridge version .* update version=1$'
}

@test "five who agree teach the running helper; the first four change nothing" {
    start_with_a_cartridge
    before=$(score 1 Queue/1.msg)
    for n in 1 2 3 4; do
        report "user$n@example.com" Queue/1.msg >r.eml
        feedback spam <r.eml
        [ "$status" -eq 0 ]
        [ -z "$errors" ]
        says '^reports 1 \(0 without a message attached\), messages 1: learnt 0, known before 0, waiting for others 1$'
    done
    still=$(score 2 Queue/1.msg)
    report user5@example.com Queue/1.msg >r.eml
    feedback spam <r.eml
    says 'learnt 1, .*; cartridge version .* update version=2$'
    await 1 '^\* cartridge version .* update version=2$'
    after=$(score 3 Queue/1.msg)
    echo "before $before, four $still, five $after"
    [ "$before" = "$still" ]
    higher "$after" "$before"
    [ "${after%.*}" -ge 80 ]
    [ -z "$(ls CGPFilter/state/reports)" ]
    helper_end
}

@test "one user alone changes no score, whatever he reports and how often" {
    start_with_a_cartridge
    before=$(score 1 Queue/1.msg)
    good=$(score 2 good/001.eml)
    for n in 1 2 3; do
        report liar@example.com Queue/1.msg good/001.eml good/002.eml >r.eml
        feedback spam <r.eml
        [ "$status" -eq 0 ]
    done
    [ ! -e CGPFilter/state/site.cartridge.old ]
    [ "$before" = "$(score 3 Queue/1.msg)" ]
    [ "$good" = "$(score 4 good/001.eml)" ]
    feedback --show
    says '^reports 3$'
    says '^reported_spam 9$'
    says '^reported_again 6$'
    says '^learnt_from_reports 0$'
    says '^reporters 1$'
    helper_end
}

@test "what an address in From claims is not what an account proves" {
    start_with_a_cartridge
    for n in {1..12}; do
        report "-user$n@example.com" Queue/1.msg >r.eml
        feedback spam <r.eml
        says 'learnt 0, known before 0, waiting for others 1$'
    done
    helper_end
}

@test "reports as legitimate stand against those as spam" {
    start_with_a_cartridge
    for n in 1 2 3; do
        report "friend$n@example.com" Queue/1.msg | CGPFilter/CGPFilter FEEDBACK --quiet legit
    done
    for n in 1 2 3 4 5 6 7; do
        report "user$n@example.com" Queue/1.msg >r.eml
        feedback spam <r.eml
        says 'waiting for others 1$'
    done
    report user8@example.com Queue/1.msg >r.eml
    feedback spam <r.eml
    says 'learnt 1, '
    helper_end
}

@test "UNLEARN takes a mistaken report back, and those who made it are trusted less" {
    start_with_a_cartridge
    before=$(score 1 Queue/1.msg)
    for n in 1 2 3 4 5; do
        report "user$n@example.com" Queue/1.msg | CGPFilter/CGPFilter FEEDBACK --quiet spam
    done
    await 1 '^\* cartridge version .* update version=2$'
    learnt=$(score 2 Queue/1.msg)
    run_separately CGPFilter/CGPFilter UNLEARN Queue/1.msg
    says '^unlearnt 1, '
    await 1 '^\* cartridge version .* update version=3$'
    after=$(score 3 Queue/1.msg)
    echo "before $before, learnt $learnt, taken back $after"
    higher "$learnt" "$before"
    [ "$after" = "$before" ]
    # They are not heard when they say it again.
    for n in 1 2 3 4 5; do
        report "user$n@example.com" Queue/1.msg >r.eml
        feedback spam <r.eml
        says 'learnt 0, .*against what was taught 1$'
    done
    # Five as before are not enough any more.
    unheard Queue/2.msg
    echo 'Another line of other words: jabberwock, bandersnatch, borogoves.' >>Queue/2.msg
    for n in 1 2 3 4 5; do
        report "user$n@example.com" Queue/2.msg >r.eml
        feedback spam <r.eml
        says 'learnt 0, '
    done
    helper_end
}

@test "--trusted is believed at once, and a directory is taken file by file" {
    start_with_a_cartridge
    mkdir spool
    report trap@example.com Queue/1.msg >spool/a
    report -trap@example.com bad/001.eml Queue/1.msg >spool/b.eml
    report trap@example.com >spool/none
    echo 'half a report' >spool/later.tmp
    feedback --trusted spam --spool spool
    [ "$status" -eq 0 ]
    says '^reports 3 \(1 without a message attached\), messages 3: learnt 1, known before 2, waiting for others 0; cartridge version .* update version=2$'
    [ "$(ls spool)" = later.tmp ]
    await 1 '^\* cartridge version .* update version=2$'
    helper_end
}

@test "a report without a message is counted, and nothing is learnt" {
    printf '%s\n' 'From: ann@example.com' '' 'This is spam: buy pills!' >r.eml
    feedback phishing <r.eml
    [ "$status" -eq 0 ]
    says '^reports 1 \(1 without a message attached\), messages 0: learnt 0, '
    [ ! -e CGPFilter/state/site.cartridge ]
    feedback --show
    says '^reports_without_message 1$'
}

@test "many reports at once are all heard, each once" {
    some_mails
    learn spam bad legit good
    mails many 1 20 unheard words walrus carpenter oyster cabbages kings
    for n in {1..20}; do
        report "user$n@example.com" "many/$(printf %03d "$n").eml" >"r$n.eml"
        CGPFilter/CGPFilter FEEDBACK --quiet --trusted spam <"r$n.eml" &
        pids[n]=$!
    done
    for n in {1..20}; do wait "${pids[$n]}"; done
    [ -z "$(ls CGPFilter/state/reports)" ]
    feedback --show
    says '^reports 20$'
    says '^learnt_from_reports 20$'
    run_separately CGPFilter/CGPFilter UNLEARN many
    says '^unlearnt 20, not learnt before 0; '
}

@test "a report that cannot be learnt now is kept, and learnt with the next one" {
    some_mails
    learn spam bad legit good
    unheard one.eml
    report ann@example.com one.eml >r.eml
    # A cartridge that nobody can read stands in the way.
    mv CGPFilter/state/site.cartridge kept
    echo rubbish >CGPFilter/state/site.cartridge
    feedback --trusted spam <r.eml
    [ "$status" -eq 0 ]
    grep -q 'site.cartridge' run.err
    [ "$(ls CGPFilter/state/reports | wc -l)" -eq 1 ]
    mv kept CGPFilter/state/site.cartridge
    report ann@example.com bad/001.eml >r.eml
    feedback --trusted spam <r.eml
    says '^reports 2 .*: learnt 1, known before 1, '
    [ -z "$(ls CGPFilter/state/reports)" ]
}

@test "a cartridge that raises good mail is refused, and other reports are learnt" {
    some_mails
    learn spam bad legit good
    mkdir CGPFilter/guard
    unheard CGPFilter/guard/1
    unheard one.eml
    mails other 1 1 cheap pills of another kind
    report ann@example.com one.eml >r1.eml
    report ann@example.com other/001.eml >r2.eml
    mkdir spool
    cp r1.eml r2.eml spool
    configure 'AlertLevel = 80;' 'AnswerTimeLimit = 1h;'
    feedback --trusted spam --spool spool
    [ "$status" -eq 0 ]
    grep -q '^CGPFilter FEEDBACK: GuardMail: 1 of 1 good messages would reach AlertLevel .*guard/1 with .* the new cartridge is refused$' run.err
    says 'learnt 1, .*refused for GuardMail 1; cartridge version .* update version=2$'
    # LEARN is held to it as well.
    cp CGPFilter/state/site.cartridge before
    learn spam one.eml
    [ "$status" -eq 1 ]
    grep -q 'GuardMail: 1 of 1 ' run.err
    cmp before CGPFilter/state/site.cartridge
    run_separately CGPFilter/CGPFilter REPORT --json today
    says '"reports":2,.*"learnt_from_reports":1,"refused_for_guard_mail":1,"runs_refused_for_guard_mail":1,'
    configure 'AlertLevel = 80;' 'AnswerTimeLimit = 1h;' 'GuardAllowed = 1;'
    learn spam one.eml
    [ "$status" -eq 0 ]
}

# The second base directory, of the authority.
authority() { (cd authority && run_separately CGPFilter/CGPFilter "$@"; cp run.out run.err ..; exit "$status"); }

# Usage: two_gateways prints|messages [trusted]
two_gateways() {
    some_mails
    mkdir Submitted authority
    learn spam bad legit good
    cp -r CGPFilter authority/
    printf '%s\n' 'self gw1 0123456789abcdef-secret' "authority reports@authority.example.com $1" \
        >CGPFilter/gateways.cfg
    echo "gateway gw1 0123456789abcdef-secret $2" >authority/CGPFilter/gateways.cfg
    mails seen 1 10 unheard words walrus carpenter oyster cabbages kings
    mkdir spool
    report trap@example.com seen/*.eml >spool/1
    feedback --trusted spam --spool spool
    says 'learnt 10, .*, forwarded 10; '
    [ "$(ls Submitted | wc -l)" -eq 1 ]
    bundle=$(echo Submitted/*.sub)
    grep -q '^To: reports@authority.example.com$' "$bundle"
    grep -q '^X-CGPFilter-Report: bundle$' "$bundle"
}

@test "what one gateway believed is learnt by the authority, message by message" {
    two_gateways messages trusted
    authority FEEDBACK spam <"$bundle"
    output=$(cat run.out)
    says '^reports 1 .*, messages 10: learnt 10, .*, bundles 1; cartridge version .* update version=2$'
    # Once more is nothing more.
    authority FEEDBACK spam <"$bundle"
    output=$(cat run.out)
    says 'messages 10: learnt 0, known before 10, .*, bundles 1$'
    # One like them, which neither has seen.
    mails next 11 11 unheard words walrus carpenter oyster cabbages kings
    for cartridge in authority/CGPFilter/state/site.cartridge{.old,}; do
        CGPFilter/CGPFilter RATE -c "$cartridge" --json next | sed -n 's/.*"score":\([0-9.]*\).*/\1/p' | head -n 1
    done >scores
    cat scores
    higher "$(tail -n 1 scores)" "$(head -n 1 scores)"
}

@test "a bundle that is sent again after an UNLEARN, now or in a year, is not believed" {
    two_gateways messages trusted
    authority FEEDBACK spam <"$bundle"
    authority UNLEARN ../seen
    for i in 1 2; do
        authority FEEDBACK spam <"$bundle"
        output=$(cat run.out)
        says 'messages 10: learnt 0, known before 0, waiting for others 0, against what was taught 10, bundles 1$'
    done
    # One that was signed long ago; where the tool is missing the rest was shown.
    command -v openssl >/dev/null || skip 'openssl is not installed'
    printf '%s\n' 'CGPFilter bundle 1' 'gateway gw1' 'made 1700000000' \
        'message spam 000102030405060708090a0b0c0d0e0f' \
        'print text 101112131415161718191a1b1c1d1e1f' >old
    sign=$(openssl dgst -sha256 -hmac 0123456789abcdef-secret <old | sed 's/.* //')
    { printf '%s\n' 'To: a@example.com' 'X-CGPFilter-Report: bundle' 'MIME-Version: 1.0' \
          'Content-Type: application/x-cgpfilter-bundle' 'Content-Transfer-Encoding: base64' ''
      { cat old; echo "sign $sign"; } | base64; } >old.eml
    authority FEEDBACK spam <old.eml
    output=$(cat run.out)
    says 'messages 0: .*, not readable 1$'
    grep -q 'too old to be believed' run.err
    [ "$(wc -l <run.err)" -eq 1 ]
}

@test "prints alone go to the authority where nothing else may" {
    two_gateways prints trusted
    perl -MMIME::Base64 -0777 -ne 'print decode_base64($1) if /base64\n\n(.*?)\n\n/s' "$bundle" >decoded
    grep -q '^message spam [0-9a-f]*$' decoded
    lacks 'walrus|example.org' decoded
    authority FEEDBACK spam <"$bundle"
    output=$(cat run.out)
    says 'learnt 10, .*, bundles 1; cartridge version'
    # The whole message may still be learnt, and all of it taken back.
    authority LEARN spam ../seen
    authority UNLEARN ../seen
    output=$(cat run.out)
    says '^unlearnt 10, '
}

@test "a gateway that is new, unknown or forged is not believed" {
    two_gateways messages
    authority FEEDBACK spam <"$bundle"
    output=$(cat run.out)
    says 'messages 10: learnt 0, known before 0, waiting for others 10, bundles 1$'
    echo 'gateway gw2 0123456789abcdef-secret trusted' >authority/CGPFilter/gateways.cfg
    authority FEEDBACK spam <"$bundle"
    output=$(cat run.out)
    says 'waiting for others 10, bundles 1$'
    echo 'gateway gw1 another-secret-than-that trusted' >authority/CGPFilter/gateways.cfg
    authority FEEDBACK spam <"$bundle"
    grep -q 'signed by somebody else' run.err
    output=$(cat run.out)
    says 'messages 0: learnt 0, .*, not readable 1$'
}

@test "where the server takes no mail, learning goes on" {
    some_mails
    learn spam bad legit good
    printf '%s\n' 'self gw1 0123456789abcdef-secret' 'authority a@example.com prints' >CGPFilter/gateways.cfg
    unheard one.eml
    report ann@example.com one.eml >r.eml
    feedback --trusted spam <r.eml
    [ "$status" -eq 0 ]
    says 'learnt 1, '
    grep -q 'SubmittedDirectory' run.err
    grep -q '; 1 mails to the authority wait for the next run$' run.err
    [ "$(wc -l <run.err)" -eq 1 ]
    # A run that dies behind its commit leaves it as that one did.
    mkdir Submitted
    feedback --sync
    [ -z "$errors" ]
    says 'forwarded 1$'
    [ "$(ls Submitted/*.sub | wc -l)" -eq 1 ]
    feedback --sync
    says_not forwarded
    echo 'self gw1 short' >CGPFilter/gateways.cfg
    feedback --trusted spam <r.eml
    [ "$status" -eq 0 ]
    grep -q 'gateways.cfg:1: a secret of' run.err
}

@test "mails to the authority that wait are bounded, and those given up counted" {
    some_mails
    learn spam bad legit good
    printf '%s\n' 'self gw1 0123456789abcdef-secret' 'authority a@example.com prints' >CGPFilter/gateways.cfg
    for n in $(seq 65); do
        unheard one.eml "friend $n"
        report ann@example.com one.eml >r.eml
        feedback --trusted spam <r.eml
        [ "$status" -eq 0 ]
    done
    grep -q '; 64 mails to the authority wait for the next run, 1 older ones were given up since at most 64 wait$' run.err
    feedback --show
    says '^waiting_for_authority 64$'
    says '^unsent_to_authority 1$'
    mkdir Submitted
    feedback --sync
    [ "$(ls Submitted/*.sub | wc -l)" -eq 64 ]
    feedback --show
    says '^waiting_for_authority 0$'
}

@test "a damaged store is set aside, one that cannot be opened keeps reports waiting" {
    some_mails
    learn spam bad legit good
    unheard one.eml
    report ann@example.com one.eml >r.eml
    noise 200000 >CGPFilter/state/learnt/data.mdb
    feedback --trusted spam <r.eml
    [ "$status" -eq 0 ]
    grep -q 'learnt: damaged; it is set aside' run.err
    [ "$(wc -l <run.err)" -eq 1 ]
    says 'learnt 1, '
    rm -r CGPFilter/state/learnt
    touch CGPFilter/state/learnt
    feedback --trusted spam <r.eml
    [ "$status" -eq 0 ]
    [ "$(wc -l <run.err)" -eq 1 ]
    [ "$(ls CGPFilter/state/reports | wc -l)" -eq 1 ]
    rm CGPFilter/state/learnt
    feedback --trusted legit <r.eml
    says '^reports 2 '
    [ -z "$(ls CGPFilter/state/reports)" ]
}

@test "started by its bare name, from anywhere, it is the same installation" {
    unheard one.eml
    report ann@example.com one.eml >r.eml
    base=$PWD
    (cd / && PATH=$base/CGPFilter:$PATH CGPFilter FEEDBACK --trusted spam) <r.eml >run.out 2>run.err
    [ ! -s run.err ]
    [ -e CGPFilter/state/site.cartridge ]
}

@test "CHECK reads gateways.cfg" {
    printf '%s\n' 'self a 0123456789abcdef' 'gateway b 0123456789abcdef' >CGPFilter/gateways.cfg
    run_separately CGPFilter/CGPFilter CHECK
    says 'gateways.cfg: good, 1 gateways whose reports are taken$'
    echo 'gateway b' >CGPFilter/gateways.cfg
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: .*gateways.cfg:1: a secret '
}

@test "--sync with a gateways.cfg that is refused reached nobody, and a report is taken" {
    echo 'redis 127.0.0.1 1' >CGPFilter/gateways.cfg
    run_separately CGPFilter/CGPFilter FEEDBACK --sync
    [ "$status" -eq 1 ]
    grep -q 'gateways.cfg:1: .*self NAME SECRET is missing' <<<"$errors"
    message one.eml hello
    report ann one.eml >ann
    feedback spam <ann
    [ "$status" -eq 0 ]
}

@test "what a run that was killed had not kept yet goes from the disk" {
    mkdir -p CGPFilter/state/reports
    sleep 0 &
    wait $!
    touch CGPFilter/state/reports/1795966582-$!-0-s.new-$! \
        CGPFilter/state/reports/1795966582-$$-0-s.new-$$
    message one.eml hello
    report ann one.eml >ann
    feedback spam <ann
    [ "$status" -eq 0 ]
    [ "$(ls CGPFilter/state/reports)" = 1795966582-$$-0-s.new-$$ ]
}

@test "wrong arguments are told, with what would be right" {
    feedback
    [ "$status" -eq 2 ]
    grep -q 'which is it' run.err
    feedback good </dev/null
    [ "$status" -eq 2 ]
    feedback --spool
    [ "$status" -eq 2 ]
    feedback spam </dev/null
    [ "$status" -eq 1 ]
    grep -q 'empty' run.err
    feedback --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter FEEDBACK '
}

@test "a disk that is full or cannot be written: told, nothing half done, mail is served" {
    mount_disk CGPFilter/state 64m
    start_with_a_cartridge
    report ann@example.com Queue/1.msg >ann
    report bob@example.com Queue/1.msg >bob
    before=$(score 1 Queue/1.msg)

    # Again and again: the helper, which saves its day now and then, may free a
    # few pages.
    perl -e 'open my $fill, ">", "CGPFilter/state/fill" or die;
        my $test = getppid;
        while (getppid == $test) {
            syswrite $fill, "x" x 4096 or select undef, undef, undef, 0.01;
        }' 3>&- &
    filler=$!
    is_full() { [ "$(stat -f -c %f CGPFilter/state)" -eq 0 ]; }
    await_true is_full
    feedback spam <ann
    [ "$status" -eq 1 ]
    [[ "$errors" == *'reports/'*'No space left on device'* ]]
    learn spam Queue/1.msg
    [ "$status" -eq 1 ]
    [[ "$errors" == *'No space left on device'*'nothing was changed'* ]]
    [ "$(score 2 Queue/1.msg)" = "$before" ]

    # What was refused was not counted; with room again all goes on.
    kill "$filler"
    wait "$filler" || true
    rm CGPFilter/state/fill
    feedback --show
    says '^reports 0$'
    feedback spam <ann
    [ "$status" -eq 0 ]

    # Elsewhere than on Linux the counters are a file there, which stays open.
    if mount -o remount,ro CGPFilter/state 2>/dev/null; then
        feedback spam <bob
        [ "$status" -eq 1 ]
        [[ "$errors" == *'Read-only file system'* ]]
        learn spam Queue/1.msg
        [ "$status" -eq 1 ]
        [[ "$errors" == *'Read-only file system'* ]]
        [ "$(score 3 Queue/1.msg)" = "$before" ]
        mount -o remount,rw CGPFilter/state
    fi
    feedback --show
    says '^reports 1$'
    helper_end
}
