#!/usr/bin/env bats
#
# LEARN and UNLEARN: what people sorted gets into the running helper

load helpers

setup() { base_make; }

unlearn() { run_separately CGPFilter/CGPFilter UNLEARN "$@"; }

# Bytes and inode: a file that was not touched has the same.
mark_of() { stat -c '%i %s %Y' "$1"; }

@test "LEARN makes a cartridge, which the running helper takes by itself" {
    some_mails
    helper_start
    await 1 '^\* no cartridge'
    learn spam bad legit good
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^learnt 60, changed 0, known before 0; '
    says '^cartridge version [0-9.]+ update version=1: 30 legitimate and 30 spam messages, '
    await 1 '^\* cartridge version [0-9.]+ update version=1$'
    mails bad 31 31 cheap pills casino
    learn spam bad
    says '^learnt 1, changed 0, known before 30; '
    await 1 '^\* cartridge version [0-9.]+ update version=2$'
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR '
    helper_end
    [ -e CGPFilter/state/site.cartridge.old ]
}

@test "what a message scores changes with what was learnt, without a restart" {
    some_mails
    learn spam bad legit good
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 1h;' 'ScoredSources = "";'
    mails Queue 1 1 unheard words walrus carpenter oyster cabbages kings
    helper_start
    await 1 '^\* cartridge version .* update version=1$'
    tell '1 FILE Queue/001.eml'
    await 1 '^1 '
    before=$(score_of 1)
    learn spam Queue/001.eml
    [ "$status" -eq 0 ]
    await 1 '^\* cartridge version .* update version=2$'
    tell '2 FILE Queue/001.eml'
    await 1 '^2 '
    after=$(score_of 2)
    unlearn Queue/001.eml
    [ "$status" -eq 0 ]
    says '^unlearnt 1, not learnt before 0; '
    await 1 '^\* cartridge version .* update version=3$'
    tell '3 FILE Queue/001.eml'
    await 1 '^3 '
    again=$(score_of 3)
    echo "before $before, learnt $after, unlearnt $again"
    higher "$after" "$before"
    [ "$again" = "$before" ]
    [ "${after%.*}" -ge 80 ]
    helper_end
}

@test "a site's cartridge begins with the one that ships" {
    some_mails
    learn --ship --cartridge CGPFilter/default.cartridge legit good spam bad
    [ "$status" -eq 0 ]
    says ': 30 legitimate and 30 spam messages, 0 prints$'
    [ "$(stat -c %s CGPFilter/default.cartridge)" -le 4194304 ]
    helper_start
    await 1 '^\* cartridge version .* update version=1$'
    mails bad 31 31 cheap pills
    learn spam bad/031.eml
    says ' update version=2: 30 legitimate and 31 spam messages, '
    await 1 '^\* cartridge version .* update version=2$'
    # Taken away, the one that ships serves again.
    rm CGPFilter/state/site.cartridge
    await 2 '^\* cartridge version .* update version=1$'
    helper_end
}

@test "the cartridge that ships is one for this program" {
    # make default-cartridge renews it.
    [ "$(printf '\1\0' | od -An -tu2 | tr -d ' ')" = 1 ] || skip "it is for little-endian machines"
    cp "$ROOT/conf/cartridge/default.cartridge" CGPFilter/
    [ "$(stat -c %s CGPFilter/default.cartridge)" -le 4194304 ]
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says 'default.cartridge: version [0-9.]+ update version=[0-9]+, made '
    some_mails
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 60, '
}

@test "what was learnt before is passed over, and touches nothing" {
    some_mails
    learn spam bad legit good
    before=$(mark_of CGPFilter/state/site.cartridge)
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 0, changed 0, known before 60; '
    says '^nothing new'
    unlearn CGPFilter/test.msg
    [ "$status" -eq 0 ]
    says '^unlearnt 0, not learnt before 1; '
    [ "$before" = "$(mark_of CGPFilter/state/site.cartridge)" ]
}

@test "the same message with other line ends and fields is the same message" {
    mails good 1 1 meeting agenda
    learn legit good
    {
        printf 'X-Junk-Score: 12\r\nReceived: from a by b; Sat, 28 Nov 2026 14:00:00 +0000\r\n'
        sed 's/$/\r/' good/001.eml
    } >copy.eml
    learn legit copy.eml
    says '^learnt 0, changed 0, known before 1; '
}

@test "of many messages those are left out whose kind the others contradict" {
    mails good 1 150 meeting agenda minutes project report schedule tuesday
    mails bad 1 150 cheap pills casino winner lottery million dollars
    mails good 301 308 meeting agenda minutes project report schedule tuesday
    mkdir slips
    mv good/30* slips
    learn spam bad slips legit good
    [ "$status" -eq 0 ]
    says '^learnt 300, changed 0, known before 0, left out 8; '
    says ': 150 legitimate and 150 spam messages, '
    [ "$(grep -c '^CGPFilter: slips/30[1-8]\.eml: left out, as others contradict' <<<"$errors")" -eq 8 ]
    [ "$(wc -l <<<"$errors")" -eq 8 ]
    before=$(mark_of CGPFilter/state/site.cartridge)
    learn spam bad slips legit good
    says '^learnt 0, changed 0, known before 308; '
    [ "$before" = "$(mark_of CGPFilter/state/site.cartridge)" ]
}

@test "a message that was left out is learnt by who is sure" {
    mails good 1 150 meeting agenda minutes project report schedule tuesday
    mails bad 1 150 cheap pills casino winner lottery million dollars
    mails good 301 308 meeting agenda minutes project report schedule tuesday
    mkdir slips
    mv good/30* slips
    learn --quiet spam bad slips legit good
    [ -z "$errors" ]
    learn legit slips/301.eml
    says '^learnt 0, changed 1, known before 0; '
    says ': 151 legitimate and 150 spam messages, '
    learn --sure spam slips/302.eml
    says ': 151 legitimate and 151 spam messages, '
    unlearn slips/302.eml slips/303.eml
    says '^unlearnt 2, '
    says ': 151 legitimate and 150 spam messages, '
    learn --sure spam slips/303.eml
    says '^learnt 1, '
}

@test "of a large batch each message can be changed and taken back" {
    mails good 1 550 meeting agenda minutes project report schedule tuesday
    mails bad 1 550 cheap pills casino winner lottery million dollars
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 1100, changed 0, known before 0; '
    says ': 550 legitimate and 550 spam messages, '
    unlearn bad/001.eml good/550.eml
    says '^unlearnt 2, not learnt before 0; '
    says ': 549 legitimate and 549 spam messages, '
    learn legit bad/550.eml
    says '^learnt 0, changed 1, known before 0; '
    says ': 550 legitimate and 548 spam messages, '
    learn spam bad legit good
    says '^learnt 2, changed 1, known before 1097; '
    says ': 550 legitimate and 550 spam messages, '
}

@test "a large batch that corrects itself is the same as one learnt in turn" {
    mails good 1 550 meeting agenda minutes project report schedule tuesday
    mails bad 1 550 cheap pills casino winner lottery million dollars
    for i in {001..550}; do
        echo "ham good/$i.eml"
        echo "spam bad/$i.eml"
    done >list
    echo 'ham bad/549.eml' >>list
    learn --cartridge one index list
    [ "$status" -eq 0 ]
    says '^learnt 1100, changed 1, known before 0; '
    says ': 551 legitimate and 549 spam messages, '
    learn --sure --cartridge other index list
    says '^learnt 1100, changed 1, known before 0; '
    # The time of making is in the header.
    cmp <(tail -c +4097 one) <(tail -c +4097 other)
}

@test "a message that was learnt as the other thing is changed" {
    some_mails
    learn spam bad legit good
    learn legit bad/001.eml
    [ "$status" -eq 0 ]
    says '^learnt 0, changed 1, known before 0; '
    says ': 31 legitimate and 29 spam messages'
    unlearn bad/001.eml
    says ': 30 legitimate and 29 spam messages'
}

@test "the same messages make the same cartridge, byte by byte" {
    some_mails
    learn --cartridge one spam bad legit good
    learn --cartridge two spam bad legit good
    [ "$status" -eq 0 ]
    # The time of making is in the header.
    cmp <(tail -c +4097 one) <(tail -c +4097 two)
}

@test "directories, mdir mailboxes, queue files, mbox files and an index" {
    some_mails
    mkdir -p box.mdir/deep
    mv bad/001.eml box.mdir/1000001
    mv bad/002.eml box.mdir/deep/2
    for i in 3 4 5; do
        echo "From a@example.org Sat Nov 28 14:08:3$i 2026"
        cat bad/00$i.eml
        echo
    done >box.mbox
    { printf 'P I 28-11-2026_10:00:00 0000 ____ ____ <a@example.org>\n\n'; cat bad/006.eml; } >queue.msg
    mv box.mdir spam
    learn spam spam box.mbox queue.msg
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^learnt 6, '
    printf '%s\n' 'spam bad/007.eml' 'ham good/001.eml' >index
    learn index index
    says '^learnt 2, '
    says ': 1 legitimate and 7 spam messages'
    echo 'eggs bad/007.eml' >>index
    learn index index
    [ "$status" -eq 1 ]
    grep 'index: line 3: ' <<<"$errors"
}

@test "one message comes from standard input, an mbox does not" {
    some_mails
    { echo 'From a@example.org Sat Nov 28 14:08:30 2026'; cat bad/001.eml; } >one
    learn spam - <one
    [ "$status" -eq 0 ]
    says '^learnt 1, '
    { cat one; echo; echo 'From a@example.org Sat Nov 28 14:08:31 2026'; cat bad/002.eml; } >two
    learn spam - <two
    [ "$status" -eq 1 ]
    grep 'an mbox on standard input is not learnt' <<<"$errors"
    says_not '^learnt 1'
}

@test "wrong arguments, places that are not there, nothing to learn" {
    mkdir empty
    for arguments in '' 'bad' '--what spam bad' 'spam' '--cartridge'; do
        learn $arguments
        [ "$status" -eq 2 ]
        [ -z "$output" ]
        grep '^Try: CGPFilter LEARN --help$' <<<"$errors"
    done
    unlearn
    [ "$status" -eq 2 ]
    some_mails
    learn spam bad nowhere
    [ "$status" -eq 1 ]
    grep 'nowhere: No such file' <<<"$errors"
    learn spam empty
    [ "$status" -eq 1 ]
    grep 'no messages there' <<<"$errors"
    [ ! -e CGPFilter/state/site.cartridge ]
    learn --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter LEARN '
}

@test "a cartridge that cannot be used never takes the place of a good one" {
    some_mails
    learn spam bad legit good
    helper_start
    await 1 '^\* cartridge version .* update version=1$'
    learn legit CGPFilter/test.msg
    await 1 '^\* cartridge version .* update version=2$'
    # Aside and renamed, as a careful program does: nobody reads it meanwhile.
    head -c 5000 CGPFilter/state/site.cartridge >cut
    mv cut CGPFilter/state/site.cartridge
    await 1 '^\* cartridge refused, the old one stays: .*site.cartridge: damaged or cut short'
    tell '1 FILE good/001.eml'
    await 1 '^1 '
    # LEARN does not build on it, and says what to do.
    learn spam bad/001.eml
    [ "$status" -eq 1 ]
    grep 'left alone: put .*\.old or a good copy' <<<"$errors"
    helper_end
    # A start takes the one before it.
    helper_start two
    await 1 '^\* cartridge version .* update version=1$' two.out
    cp CGPFilter/state/site.cartridge.old good
    mv good CGPFilter/state/site.cartridge || mv good/site.cartridge.old CGPFilter/state/site.cartridge
    await 2 '^\* cartridge version .* update version=1$' two.out
    helper_end two
}

@test "two learners at once: one waits, and both are done" {
    mails bad 1 200 cheap pills
    mails good 1 200 meeting agenda
    CGPFilter/CGPFilter LEARN --quiet spam bad >a.out 2>&1 &
    a=$!
    CGPFilter/CGPFilter LEARN --quiet legit good >b.out 2>&1 &
    b=$!
    wait $a
    wait $b
    mails more 1 1 other words
    learn spam more
    says ': 200 legitimate and 201 spam messages'
}

@test "a learner that is killed has done nothing" {
    some_mails
    learn spam bad legit good
    before=$(mark_of CGPFilter/state/site.cartridge)
    mails many 1 2000 meeting agenda
    CGPFilter/CGPFilter LEARN legit many >killed.out 2>&1 &
    pid=$!
    sleep 0.1
    kill -KILL $pid 2>/dev/null || skip "it was done already"
    wait $pid || true
    [ "$before" = "$(mark_of CGPFilter/state/site.cartridge)" ] || skip "it was done already"
    learn legit many
    # Behind its commit all of it was done but the renaming.
    if grep -q 'by a run that was ended is in the cartridge now' <<<"$errors"; then
        says '^learnt 0, changed 0, known before 2000; '
    else
        says '^learnt 2000, changed 0, known before 0; '
    fi
    [ -z "$(find CGPFilter/state -name '*.new-*')" ]
}

# Usage: interrupted COMMAND...: as a kill ahead of the rename leaves it
interrupted() {
    local place=CGPFilter/state/site.cartridge
    cp $place before
    CGPFilter/CGPFilter "$@" >interrupted.out &
    wait $!
    mv $place $place.new-$!
    mv before $place
}

@test "what a run that was killed ahead of its last step did is done once" {
    some_mails
    learn spam bad/00* legit good/00*
    interrupted LEARN spam bad/01*
    learn spam bad
    [ "$status" -eq 0 ]
    grep 'what was learnt by a run that was ended is in the cartridge now' <<<"$errors"
    says '^learnt 11, changed 0, known before 19; '
    says ' update version=3: 9 legitimate and 30 spam messages'
    interrupted UNLEARN bad/00*
    run_separately CGPFilter/CGPFilter UNLEARN bad/001.eml bad/010.eml
    says '^unlearnt 1, not learnt before 1; '
    says ' update version=5: 9 legitimate and 20 spam messages'
    run_separately CGPFilter/CGPFilter REPORT --json today
    says '"learnt_spam":30,.*"unlearnt":10,'
    [ -z "$(find CGPFilter/state -name '*.new-*')" ]

    # What else is called like that is not taken.
    interrupted LEARN spam bad/001.eml
    noise 6000 >"$(ls CGPFilter/state/site.cartridge.new-*)"
    learn spam bad/001.eml
    grep '1 messages were learnt by a later cartridge' <<<"$errors"
    says '^learnt 1, '
    [ -z "$(find CGPFilter/state -name '*.new-*')" ]
}

@test "an older cartridge that is put back forgets what was learnt since" {
    some_mails
    learn spam bad/001.eml
    learn spam bad/002.eml
    mv CGPFilter/state/site.cartridge.old CGPFilter/state/site.cartridge
    learn spam bad/002.eml
    [ "$status" -eq 0 ]
    grep '1 messages were learnt by a later cartridge' <<<"$errors"
    says '^learnt 1, '
    says ' update version=2: 0 legitimate and 2 spam messages'
}

@test "a damaged store is told and set aside, and learning goes on" {
    some_mails
    learn spam bad legit good
    noise 6000 >CGPFilter/state/learnt/data.mdb
    mails bad 31 31 cheap pills
    learn spam bad/031.eml
    [ "$status" -eq 0 ]
    grep 'set aside as ' <<<"$errors"
    says '^learnt 1, '
    says ': 30 legitimate and 31 spam messages'
    [ -e CGPFilter/state/learnt.damaged/data.mdb ]
}

@test "a store that cannot be walked through for want of memory is no damaged one" {
    case $O in */asan | */tsan) skip "its own runtime needs terabytes" ;; esac
    some_mails
    learn spam bad legit good
    rm CGPFilter/state/learnt/walked
    mails bad 31 31 cheap pills
    before=$(ulimit -S -v)
    ulimit -S -v 1000000
    learn spam bad/031.eml
    ulimit -S -v "$before"
    [ "$status" -eq 1 ]
    grep 'state/learnt: Cannot allocate memory' <<<"$errors"
    [ ! -e CGPFilter/state/learnt.damaged ]
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 1, .*known before 60'
}

@test "a limit on the size of files is told, and what was there stays" {
    some_mails
    learn spam bad legit good
    mails bad 31 31 cheap pills
    before=$(ulimit -S -f)
    ulimit -S -f 64
    learn spam bad/031.eml
    ulimit -S -f "$before"
    [ "$status" -eq 1 ]
    grep 'too large' <<<"$errors"
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 1, .*known before 60'
}

@test "a disk without any room is told, and LEARN goes on when there is some" {
    some_mails
    mount_disk CGPFilter/state 64m
    head -c 100m /dev/zero >CGPFilter/state/filler 2>/dev/null || true
    learn spam bad legit good
    [ "$status" -eq 1 ]
    grep -E 'No space|is full' <<<"$errors"
    rm CGPFilter/state/filler
    learn spam bad legit good
    [ "$status" -eq 0 ]
    says '^learnt 60, '
}

@test "CHECK names the cartridge, and says when it cannot be used" {
    some_mails
    learn spam bad legit good
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says 'site.cartridge: version 1.0.0.0 update version=1, made .*, from 30 legitimate and 30 spam messages, [0-9]+ prints'
    head -c 5000 CGPFilter/state/site.cartridge >cut
    mv cut CGPFilter/state/site.cartridge
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: .*site.cartridge: damaged or cut short'
}
