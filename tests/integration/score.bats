#!/usr/bin/env bats
#
# The score in the helper's answers

load helpers

setup_file() {
    export TAUGHT=$BATS_FILE_TMPDIR/taught.cartridge
    teach "$TAUGHT"
}

setup() {
    base_make
    cp "$TAUGHT" CGPFilter/taught.cartridge
    scored
    letter spam 900 >Queue/spam.msg
    letter ham 900 >Queue/ham.msg
}

# The whole configuration, with the taught cartridge and further lines.
scored() { configure 'ResponseOrder = strict;' 'AnswerTimeLimit = 1h;' 'Cartridge = "taught.cartridge";' "$@"; }

# Usage: ask FILE...: the answers without their numbers.
ask() {
    local n=0 file
    output=$(for file in "$@"; do echo "$((++n)) FILE $file"; done | CGPFilter/CGPFilter | sed -n 's/^[0-9]* //; /^\*/!p')
}

# The envelope of a source: SOURCE FILE.
from() {
    printf '%s\n' 'P I 21-11-1997 09:55:06 0000 ____ ____ <ann@example.net>' "S $1" \
        'R W 21-11-1997 09:55:06 0000 ____ _FY_ <bob@example.org>' ''
    cat "$2"
}

score_of() { sed -E 's/.*X-CGPFilter-Score: ([0-9.]+) .*/\1/' <<<"$1"; }

@test "every message gets its score and bar, spam the alert as well" {
    ask Queue/ham.msg Queue/spam.msg
    [ "$(wc -l <<<"$output")" -eq 2 ]
    ham=$(head -n 1 <<<"$output") spam=$(tail -n 1 <<<"$output")
    [[ "$ham" =~ ^'ADDHEADER "X-CGPFilter-Score: '[0-9]+\.[0-9]{6}' ['X*']\eX-Junk-Score: '[0-9.]+' ['X*']" OK'$ ]]
    awk "BEGIN { exit !($(score_of "$spam") > $(score_of "$ham") + 30) }"
    scored 'AlertLevel = 50;'
    ask Queue/ham.msg Queue/spam.msg
    says_not "^ADDHEADER \"X-CGPFilter-Score: $(score_of "$ham") .*X-Alert"
    says 'X-Alert: possible spam!\\eX-Color: red" OK$'
}

@test "a virus header and the score come in one answer" {
    scored 'OnInfected = addheader;'
    ask CGPFilter/test.msg
    says '^ADDHEADER "X-CGPFilter-Score: .*\\eX-CGPFilter-Virus: EICAR.*" OK$'
    scored 'OnInfected = reject;'
    ask CGPFilter/test.msg
    says '^ERROR '
    says_not Score
}

@test "reasons stand below the score when asked for, and the line stays within its bound" {
    scored 'Header = "X-Junk-Score: ^1 [^2]^3\eX-Reasons: ^3\eX-End: ^2";' 'AlertLevel = 0;'
    ask Queue/spam.msg
    says '^ADDHEADER "X-Junk-Score: [0-9.]+ \[X*\]\\e\\t\(-?[0-9]+%\) WORDS: '
    says '\\eX-Reasons: \(-?[0-9]+%\) '
    says '\\eX-End: X*\\eX-Alert: possible spam!\\eX-Color: red" OK$'
    [ "${#output}" -lt 4000 ]
}

@test "sources decide: users, and what the server makes itself, get none" {
    from 'SMTP [192.0.2.1]' Queue/spam.msg >Queue/a.msg
    from '<ann@example.net> SMTP [192.0.2.1]' Queue/spam.msg >Queue/b.msg
    from 'PIPE [0.0.0.0]' Queue/spam.msg >Queue/c.msg
    from 'RPOP [192.0.2.1]' Queue/spam.msg >Queue/d.msg
    ask Queue/{a,b,c,d}.msg
    [ "$(cut -c 1-9 <<<"$output" | tr '\n' ' ')" = 'ADDHEADER OK OK ADDHEADER ' ]
    scored 'ScoredSources = "";'
    { from 'PIPE [0.0.0.0]' /dev/null; echo 'X-CGPFilter-Report: daily'; cat Queue/spam.msg; } >Queue/e.msg
    ask Queue/{a,b,c,d,e}.msg
    [ "$(cut -c 1-9 <<<"$output" | tr '\n' ' ')" = 'ADDHEADER ADDHEADER ADDHEADER ADDHEADER OK ' ]
    scored 'ScoreMessages = NO;'
    ask Queue/{a,spam}.msg
    [ "$(tr '\n' ' ' <<<"$output")" = 'OK OK ' ]
}

@test "without a cartridge there is no score, and the log says so" {
    rm CGPFilter/taught.cartridge
    helper_start
    await 1 '^\* no cartridge: messages get no score'
    tell '1 FILE Queue/spam.msg'
    helper_end
    [ "$(answer 1)" = OK ]
}

@test "above the hourly limit mail passes without a score, or waits; a new engine counts on" {
    scored 'HourlyLimit = 2;'
    helper_start
    tell '1 FILE Queue/spam.msg'
    await 1 '^1 ADDHEADER'
    tell '2 FILE CGPFilter/test.msg'
    await 1 '^2 ERROR'
    tell '3 FILE Queue/spam.msg'
    await 1 '^3 ADDHEADER'
    kill -KILL "$(engine_of)"
    await 1 '^\* the engine died'
    tell '4 FILE Queue/spam.msg'
    await 1 '^4 OK'
    tell '5 FILE Queue/spam.msg' '6 FILE CGPFilter/test.msg'
    helper_end
    [ "$(answer 5)" = OK ]
    [[ "$(answer 6)" == ERROR* ]]
    [ "$(grep -c '^\* HourlyLimit (2) is reached; for 60 minutes mail passes without a score$' one.out)" -eq 1 ]
}

@test "the whitelist takes effect on reload, and a bad one leaves the good one, also for the next start" {
    scored 'Header = "X-S: ^1";' 'AlertLevel = 100;' 'AlertHeader = "";'
    helper_start
    tell '1 FILE Queue/spam.msg'
    await 1 '^1 ADDHEADER "X-S: [1-9]'
    echo 'type = header; header = [Subject]; value = [^lesson 900$];' >CGPFilter/whitelist.cfg
    kill -HUP "${HELPER[one]}"
    await 1 '^\* 1 entries in CGPFilter/whitelist.cfg'
    tell '2 FILE Queue/spam.msg'
    await 1 '^2 ADDHEADER "X-S: 0.000000" OK'
    echo 'type = header; header = [Subject]; value = [(];' >CGPFilter/whitelist.cfg
    kill -HUP "${HELPER[one]}"
    await 1 '^\* CGPFilter/whitelist.cfg:1: missing closing parenthesis; the last good one stays'
    tell '3 FILE Queue/spam.msg'
    helper_end
    [ "$(answer 3)" = 'ADDHEADER "X-S: 0.000000" OK' ]
    ask Queue/spam.msg
    says '^ADDHEADER "X-S: 0.000000" OK$'
    run CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: CGPFilter/whitelist.cfg:1: missing closing parenthesis$'
    rm CGPFilter/whitelist.cfg
    ask Queue/spam.msg
    says '^ADDHEADER "X-S: [1-9]'
}

@test "what an archive holds counts in RATE as it does in the helper" {
    # The same file in archives of other bytes, one learnt as spam.
    seq 5000 >price-list.txt
    for level in 1 9; do
        printf '%s\n' 'From: ann@example.net' "Subject: list $level" 'MIME-Version: 1.0' \
            'Content-Type: application/gzip; name="list.gz"' 'Content-Transfer-Encoding: base64' ''
        gzip -c -$level price-list.txt | base64
    done | csplit -s -f Queue/list - '/^From: /' '{1}'
    CGPFilter/CGPFilter LEARN --quiet --cartridge CGPFilter/taught.cartridge spam Queue/list01
    ask Queue/list02
    run_separately CGPFilter/CGPFilter RATE -v --no-summary --cartridge CGPFilter/taught.cartridge Queue/list02
    says 'price-list'
    says "^ *$(score_of "$(ask Queue/list02; echo "$output")") "
}
