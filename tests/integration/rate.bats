#!/usr/bin/env bats
#
# CGPFilter RATE: scores of messages that exist already

load helpers

setup_file() {
    export TAUGHT=$BATS_FILE_TMPDIR/taught.cartridge
    teach "$TAUGHT"
}

setup() {
    base_make
    mkdir mail mail/deeper
    letter spam 900 >mail/1-spam.eml
    letter ham 900 >mail/2-ham.eml
    { echo 'From a@b.test Thu Nov 27 10:00:00 2025'; letter ham 901; echo
      echo 'From a@b.test Thu Nov 27 10:00:00 2025'; letter spam 901; } >mail/3-box
    { printf '%s\n' 'P I 21-11-1997 09:55:06 0000 ____ ____ <ann@example.net>' 'S SMTP [192.0.2.1]' \
          'R W 21-11-1997 09:55:06 0000 ____ _FY_ <bob@example.org>' ''
      letter spam 902; } >mail/4-queue.msg
    letter ham 903 >mail/deeper/5-ham.eml
    letter spam 904 >mail/.hidden
    : >mail/6-empty
}

# Usage: rate ARGUMENT...; output without errors, which are in $errors.
rate() { run_separately CGPFilter/CGPFilter RATE --cartridge "$TAUGHT" "$@"; }

@test "files, queue files and mbox are rated in order, spam above ham, hidden and empty files passed over" {
    rate --no-summary mail
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    [ "$(sed -E 's/^ *[0-9.]+ \[X* *\] //' <<<"$output")" = 'mail/1-spam.eml
mail/2-ham.eml
mail/3-box:1
mail/3-box:2
mail/4-queue.msg' ]
    awk '{ score[$NF] = $1 } END { exit !(score["mail/1-spam.eml"] > 50 && score["mail/4-queue.msg"] > 50 &&
        score["mail/3-box:2"] > 50 && score["mail/2-ham.eml"] < 50 && score["mail/3-box:1"] < 50) }' <<<"$output"
}

@test "an mbox is the same messages, small or large, named, found or on standard input" {
    rate --no-summary mail/3-box
    named=$output
    rate --no-summary - <mail/3-box
    [ "$output" = "${named//mail\/3-box/standard input}" ]
    rate --no-summary - <mail/2-ham.eml
    [[ "$output" == *' standard input' ]]
    rate --no-summary mail
    [ "$(grep 3-box <<<"$output")" = "$named" ]
    # Too large to be left to one worker.
    { cat mail/3-box; echo; echo 'From a@b.test Thu Nov 27 10:00:00 2025'; letter ham 905; yes '' | head -n 150000; } >mail/box
    mv mail/box mail/3-box
    rate --no-summary mail
    [ "$(grep 3-box:[12] <<<"$output")" = "$named" ]
    [ "$(grep -c 3-box:3 <<<"$output")" -eq 1 ]
    configure 'MaxMessageSize = 64K;'
    rate --no-summary - <mail/3-box
    [ "$status" -eq 1 ]
    [ "$(head -n 2 <<<"$output")" = "${named//mail\/3-box/standard input}" ]
    [[ "$errors" == *'standard input: longer than MaxMessageSize; no more of it was read'* ]]
}

@test "one thread or eight, the output is the same" {
    rate --no-summary -v -j 1 -r mail mail
    one=$output
    rate --no-summary -v -j 8 -r mail mail
    [ "$one" = "$output" ]
    [ "$(grep -c deeper <<<"$output")" -eq 2 ]
}

@test "reasons have weights, also in JSON and CSV" {
    rate -v --no-summary mail/1-spam.eml
    says '^ +\+[0-9.]+  WORDS      .*(casino|viagra|pills|lottery|prize|cheap|winner|discount)'
    rate -v --json mail/1-spam.eml
    perl -MJSON::PP -e 'my @l = <STDIN>; my $m = decode_json($l[0]); my $s = decode_json($l[-1]);
        exit !($m->{score} > 50 && $m->{reasons}[0]{source} && $s->{summary}{messages} == 1)' <<<"$output"
    rate -v --csv mail/1-spam.eml mail/3-box
    [ "$(head -n 1 <<<"$output" | tr -d '\r')" = file,message,score,bar,whitelisted,expected,reasons ]
    says '^"mail/3-box",2,[0-9.]+,X+,no,,"'
}

@test "the score is the one that the helper gives" {
    cp "$TAUGHT" CGPFilter/taught.cartridge
    configure 'Cartridge = "taught.cartridge";' 'Header = "X-S: ^1";' 'AlertHeader = "";'
    cp mail/1-spam.eml mail/2-ham.eml mail/4-queue.msg Queue/
    for file in 1-spam.eml 2-ham.eml 4-queue.msg; do
        echo "1 FILE Queue/$file"
    done | CGPFilter/CGPFilter | sed -n 's/^1 ADDHEADER "X-S: \(.*\)" OK$/\1/p' | sort >helper
    CGPFilter/CGPFilter RATE --no-summary Queue | awk '{ print $1 }' | sort >rated
    [ "$(wc -l <helper)" -eq 3 ]
    diff helper rated
}

@test "an index is compared with, and the summary has its figures" {
    printf '%s\n' 'spam 1-spam.eml' 'ham 2-ham.eml' 'spam 4-queue.msg' 'ham deeper/5-ham.eml' >mail/index
    rate --expect mail/index
    [ "$status" -eq 0 ]
    says '^expected: 2 ham, 2 spam$'
    says '^1-AUC: 0.0000 %$'
    says '^messages rated: 4$'
    says '\] ham  mail/deeper/5-ham.eml$'
    echo 'maybe x' >>mail/index
    rate --expect mail/index
    [ "$status" -eq 2 ]
    [[ "$errors" == *'mail/index:5: a line is `ham PATH` or `spam PATH`'* ]]
}

@test "what cannot be rated is told, and the rest is rated" {
    printf '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1%0512d' 0 >mail/outlook.msg
    rate --no-summary mail/outlook.msg mail/none mail/1-spam.eml
    [ "$status" -eq 1 ]
    [[ "$errors" == *'mail/outlook.msg: a file of Outlook'*'.eml'* ]]
    [[ "$errors" == *'mail/none: No such file'* ]]
    says ' mail/1-spam.eml$'
    # In the middle of an mbox, too.
    { echo 'From a@b.test Thu Nov 27 10:00:00 2025'; letter ham 901; echo; cat mail/3-box; } >mail/8-box
    : >mail/9-empty
    rate --no-summary mail/9-empty mail/8-box
    [ "$status" -eq 1 ]
    [[ "$errors" == *'mail/9-empty: empty'* ]]
    [ "$(grep -c mail/8-box: <<<"$output")" -eq 3 ]
    rate mail/none
    [ "$status" -eq 2 ]
    run_separately CGPFilter/CGPFilter RATE --cartridge mail/1-spam.eml mail
    [ "$status" -eq 2 ]
    [ -z "$output" ]
}

@test "no file is changed, not even when it was last read" {
    find mail -type f -exec touch -a -d '2001-02-03' {} +
    find mail -type f -printf '%p %T@ %C@ %s\n' | sort >before
    rate -s -r mail
    find mail -type f -printf '%p %T@ %C@ %s\n' | sort >after
    diff before after
    # Where the file is ours, the time of the last access stays, too.
    [ "$(uname -s)" = Linux ] || return 0
    [ "$(find mail -type f -printf '%AY\n' | sort -u)" = 2001 ]
}

@test "who is on the whitelist scores 0, and a bad list is told" {
    echo 'type = header; header = [Subject]; value = [lesson 900];' >CGPFilter/whitelist.cfg
    rate --no-summary mail/1-spam.eml
    [ "$output" = '  0.000000 [      ] mail/1-spam.eml (whitelist)' ]
    rate --no-summary -v mail/1-spam.eml
    says 'WHITELIST  whitelist.cfg:1: type = header'
    echo 'type = nothing;' >CGPFilter/whitelist.cfg
    rate --no-summary mail/1-spam.eml
    [ "$status" -eq 0 ]
    [[ "$errors" == *'whitelist.cfg:1: type = takes'* ]]
    says_not whitelist
}

@test "a verdict of ours that a message comes with changes nothing, whatever it is called" {
    configure 'Header = "X-Site-Verdict: ^1 [^2]";'
    { echo 'X-Site-Verdict: 100.000000 [XXXXXX]'; echo 'X-Junk-Score: 0 []'; letter ham 900; } >mail/7-again
    rate --no-summary mail/2-ham.eml mail/7-again
    [ "$(awk '{ print $1 }' <<<"$output" | sort -u | wc -l)" -eq 1 ]
    configure 'Header = "X-Other: ^1 [^2]";'
    rate --no-summary mail/2-ham.eml mail/7-again
    [ "$(awk '{ print $1 }' <<<"$output" | sort -u | wc -l)" -eq 2 ]
}
