#!/usr/bin/env bats
#
# CGPFilter REPORT, and the report by mail

load helpers

# Where it is noon now, and where it is noon of the day after, or eleven: no midnight
# passes meanwhile, whenever this runs.  Python's readers of dates know no zone that
# is a whole day off.
west=$(((10#$(date -u +%H) + 12) % 24))
east=$((24 - west))
WEST=XXX$west EAST=XXX-$((east < 24 ? east : 23))

setup() {
    base_make
    mkdir Submitted
    { printf '%s\n' 'P I 21-11-1997 09:55:06 0000 ____ ____ <ann@example.net>' 'S SMTP [192.0.2.1]' \
          'R W 21-11-1997 09:55:06 0000 ____ _FY_ <bob@example.org>' ''
      cat CGPFilter/test.msg; } >Queue/1.msg
}

# Usage: report ARGUMENT...
report() { run_separately CGPFilter/CGPFilter REPORT "$@"; }

# A helper in that time zone sees the test message so often.
scan_in() { # ZONE TIMES
    export TZ=$1
    helper_start
    for n in $(seq "$2"); do tell "$n FILE Queue/1.msg"; done
    await "$2" '^[0-9]+ '
    helper_end
}

@test "what was counted in a day is shown, also after a restart, as text, HTML and JSON" {
    report
    [ "$status" -eq 1 ]
    TZ=$WEST scan_in "$WEST" 2
    TZ=$WEST scan_in "$WEST" 3
    [ "$(ls CGPFilter/state/days/open-* | wc -l)" = 1 ]
    export TZ=$WEST
    report today
    [ "$status" -eq 0 ]
    says '^messages +5$'
    says '^infected +5$'
    says '^EICAR-Test-File +5$'
    report --html
    says '<svg '
    report --list
    says '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    report --json
    command -v python3 >/dev/null || skip 'no python3 to read JSON'
    python3 -c 'import json, sys
day = json.load(sys.stdin)
assert day["counters"]["requests"] == 5 and day["unfinished"], day
assert sum(q["infected"] for q in day["quarters"]) == 5, day
assert day["latency_us"]["count"] == 5, day
assert day["viruses"][0]["count"] == 5, day' <<<"$output"
    report 2026-02-30
    [ "$status" -eq 2 ]
    report 1999-01-01
    [ "$status" -eq 1 ]
    report --html --json
    [ "$status" -eq 2 ]
    [ -z "$output" ]
}

@test "two helpers of one machine add up, also when one is killed" {
    export TZ=$WEST
    helper_start
    helper_start two
    tell '1 FILE Queue/1.msg'
    tell -n two '1 FILE Queue/1.msg' '2 FILE Queue/1.msg'
    await 1 '^1 '
    await 2 '^[12] ' two.out
    kill -9 "$(engine_of)"
    tell '2 FILE Queue/1.msg'
    await 1 '^2 '
    helper_end
    helper_end two
    report --json today
    says '"requests":4,'
}

@test "a day that is over is told of by one message, whichever helper does it" {
    configure 'ReportRecipient = "ann@example.net, bob@example.org";' 'ResponseOrder = any;'
    scan_in "$WEST" 3
    export TZ=$EAST
    # It is a later day now.  A minute must pass, in case that the clock is wrong.
    mkdir elsewhere
    helper_start one "$PWD/CGPFilter/CGPFilter" elsewhere
    helper_start two "$PWD/CGPFilter/CGPFilter" elsewhere
    tell "1 FILE $PWD/Queue/1.msg"
    await 1 '^1 '
    await_true bash -c 'ls Submitted/*.sub'
    helper_end
    helper_end two
    [ "$(ls Submitted | wc -l)" = 1 ]
    grep -q '^To: ann@example.net, bob@example.org$' Submitted/*.sub
    grep -q '^Subject: CGPFilter report .*: 3 messages, 3 infected' Submitted/*.sub
    lacks $'\r' Submitted/*.sub
    if command -v python3 >/dev/null; then
        python3 - Submitted/*.sub <<'PYTHON'
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.strict)
assert not message.defects, message.defects
assert message["From"] == "ann@example.net", message["From"]
assert message["Date"].datetime and message["Message-ID"]
assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
for part in message.iter_parts():
    assert "EICAR-Test-File" in part.get_content() and not part.defects
PYTHON
    fi
    # The next helper has nothing to tell.
    [ -e CGPFilter/state/days/*.told ]
    report yesterday
    report --json
    says '"requests":3,'
}

# A zone where it is noon now: no midnight passes meanwhile.
noon() { echo "XXX$((10#$(date -u +%H) - 12))"; }

# Usage: learnt NAME NUMBER: the day of now says so
learnt() {
    report --json today
    says "\"$1\":$2[,}]"
}

@test "learning and reports are in the day's report, each counted once" {
    TZ=$(noon)
    export TZ
    some_mails
    learn spam bad legit good
    [ "$status" -eq 0 ]
    learnt learnt_spam 30
    learnt learnt_legitimate 30
    learn spam bad
    mails bad 31 31 cheap pills
    learn phishing bad/031.eml
    run_separately CGPFilter/CGPFilter UNLEARN good/001.eml
    learnt learnt_spam 30
    learnt learnt_phishing 1
    learnt unlearnt 1
    # A note that could not be made is made by the next run.
    mv CGPFilter/state/days CGPFilter/state/kept
    touch CGPFilter/state/days
    learn spam good/001.eml
    [ "$status" -eq 0 ]
    rm CGPFilter/state/days
    mv CGPFilter/state/kept CGPFilter/state/days
    learnt learnt_spam 30
    run_separately CGPFilter/CGPFilter UNLEARN good/001.eml
    learnt learnt_spam 31
    learnt unlearnt 2
    [ "$(ls CGPFilter/state/days/2* | wc -l)" = 1 ]
    # What another cartridge learns is not this site's.
    learn --cartridge other.cartridge spam bad
    learnt learnt_spam 31
    report today
    says '^Learning and updates$'
    says '^messages learnt as spam +31$'
    says '^fingerprints that were added +[1-9]'
    says '^cartridge +none$'
    report --html today
    says '<td>messages learnt as spam</td><td class="n">31</td>'
}

@test "what is learnt on a day of which was told is in the next report" {
    TZ=$(noon)
    export TZ
    some_mails
    learn spam bad
    report --list
    today=$output
    : >"CGPFilter/state/days/$today.told"
    learn legit good
    learnt learnt_spam 30
    learnt learnt_legitimate 0
    report --list
    [ "$(wc -l <<<"$output")" -eq 2 ]
    report --json "$(tail -n 1 <<<"$output")"
    says '"learnt_legitimate":30[,}]'
    says '"learnt_spam":0[,}]'
}
