#!/usr/bin/env bats
#
# Sister gateways share claims through a Redis server; with it killed, full or
# silent each goes on alone, and nothing is counted twice

load helpers

setup() {
    command -v redis-server >/dev/null && command -v redis-cli >/dev/null ||
        skip "redis-server is not installed"
    base_make
    SOCKET=$PWD/redis.sock
    # The path of a socket has little room.
    [ "${#SOCKET}" -lt 100 ] || skip "the path of the socket is too long"
    mkdir sister
    printf '%s\n' "From: s@example.org" 'Subject: unheard words' '' \
        'The time has come, the walrus said, to talk of many things: of shoes' \
        'and ships and sealing wax, of cabbages and kings, and why the sea is' \
        'boiling hot, and whether pigs have wings. Visit http://oysters.example.com/' \
        >one.eml
    cp -r CGPFilter sister/
    echo "self one 0123456789abcdef" >CGPFilter/gateways.cfg
    echo "self two 0123456789abcdef" >sister/CGPFilter/gateways.cfg
    echo "redis $SOCKET" | tee -a sister/CGPFilter/gateways.cfg >>CGPFilter/gateways.cfg
}

redis_start() { # OPTION...
    (exec_alone redis-server --port 0 --unixsocket "$SOCKET" --save '' --appendonly no "$@") >redis.log 2>&1 &
    REDIS=$!
    await_true ask PING
}
ask() { redis-cli -s "$SOCKET" "$@"; }
redis_kill() {
    kill -KILL "$REDIS"
    wait "$REDIS" || true
    REDIS=
    rm -f "$SOCKET"
}
teardown() {
    helpers_kill
    [ -z "${REDIS:-}" ] || kill -KILL "$REDIS" 2>/dev/null || true
}

# Usage: feedback one|two ARGUMENT...; its report, if any, on standard input
feedback() {
    local place=.
    [ "$1" = one ] || place=sister
    shift
    status=0
    (cd "$place" && CGPFilter/CGPFilter FEEDBACK "$@") >run.out 2>run.err || status=$?
    output=$(cat run.out)
    errors=$(cat run.err)
}

# Usage: report one|two USER
report() {
    printf '%s\n' \
        "Received: from [10.0.0.1] (account $2@example.com HELO [10.0.0.1])" \
        '  by example.com (CommuniGate Pro SMTP 6.3.1)' \
        '  with ESMTPSA id 123 for spam@example.com; Mon, 05 Jan 2026 11:00:00 +0000' \
        'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary="=b"' '' \
        '--=b' 'Content-Type: message/rfc822' '' >r.eml
    cat one.eml >>r.eml
    printf '%s\n' '' '--=b--' >>r.eml
    feedback "$1" spam <r.eml
    [ "$status" -eq 0 ]
}

@test "what is reported at two gateways is one matter, and is heard once" {
    redis_start
    report one ann
    report one bob
    report one carl
    report two dora
    says 'waiting for others 1, from sisters 3$'
    report two eve
    says 'learnt 1, .*; cartridge version'
    feedback one --sync
    says 'learnt 1, .*, from sisters 2; cartridge version'
    for gateway in one two one two; do
        feedback "$gateway" --sync
        [ "$status" -eq 0 ]
        says 'learnt 0, known before 0, waiting for others 0$'
    done
    [ "$(ask XLEN cgpfilter:reports)" -eq 5 ]
    # The same user at the other gateway is the same user.
    report two ann
    says 'known before 1'
    feedback one --show
    says '^reports 3$'
    says '^all_gateways_reports 6$'
    says '^waiting_for_sisters 0$'
}

@test "with the server killed reports are learnt all the same, and told later" {
    redis_start
    report one ann
    redis_kill
    report one bob
    grep -q "^CGPFilter FEEDBACK: Redis $SOCKET: .*; 1 claims wait for it, and everything else goes on$" run.err
    [ "$(wc -l <run.err)" -eq 1 ]
    report one carl
    feedback one --show
    says '^waiting_for_sisters 2$'
    # It comes back, and knows nothing any more.
    redis_start
    feedback one --sync
    [ "$status" -eq 0 ]
    feedback one --show
    says '^waiting_for_sisters 0$'
    [ "$(ask XLEN cgpfilter:reports)" -eq 2 ]
    report two dora
    says 'from sisters 2$'
}

@test "a full server is told of, and is given what waits when it has room" {
    redis_start --maxmemory 3mb --maxmemory-policy noeviction
    perl -e 'for (1 .. 400) { printf "SET k%d %s\n", $_, "x" x 10000 }' | ask >/dev/null
    report one ann
    grep -q 'OOM command not allowed .*; 1 claims wait for it' run.err
    ask FLUSHALL >/dev/null
    report one bob
    [ -z "$errors" ]
    [ "$(ask XLEN cgpfilter:reports)" -eq 2 ]
}

@test "a server that says nothing, or rubbish, is left alone" {
    for answer in '' '$99999999999999999999\r\n' '*2\r\n*1\r\n:1\r\n' '-ERR no\r\n' 'x'; do
        perl -MIO::Socket::UNIX -e '
            my ($path, $answer) = @ARGV;
            $answer =~ s/\\r\\n/\r\n/g;
            my $server = IO::Socket::UNIX->new(Local => $path, Listen => 5) or die;
            while (my $client = $server->accept) {
                push @kept, $client;
                if (fork == 0) {
                    $SIG{PIPE} = "IGNORE";
                    while (sysread($client, my $bytes, 65536)) { syswrite $client, $answer }
                    exit;
                }
            }' "$SOCKET" "$answer" 3>&- &
        REDIS=$!
        await_true test -S "$SOCKET"
        report one "user${#answer}"
        echo "$answer: $errors"
        grep -q "claims wait for it" run.err
        redis_kill
    done
    feedback one --show 2>/dev/null
    says '^reports 5$'
    says '^waiting_for_sisters 5$'
}

# Usage: requests NUMBER [ARGUMENT...]: the report of today says so
requests() {
    local number=$1
    shift
    run_separately CGPFilter/CGPFilter REPORT --json "$@" today
    says "\"requests\":$number,"
}

@test "a day of all gateways is the sum of each once, whatever became of the server" {
    redis_start
    # Where it is noon now, no midnight passes.
    TZ=XXX$((10#$(date -u +%H) - 12))
    export TZ
    helper_start
    helper_start two CGPFilter/CGPFilter sister
    for n in 1 2 3; do tell "$n FILE CGPFilter/test.msg"; done
    for n in 1 2 3 4 5; do tell -n two "$n FILE CGPFilter/test.msg"; done
    await 3 '^[0-9]+ ERROR'
    await 5 '^[0-9]+ ERROR' two.out
    helper_end
    helper_end two
    for place in one two one two; do
        feedback "$place" --sync
        [ -z "$errors" ]
    done
    requests 3
    requests 8 --sisters
    says '"host":"2 gateways"'
    # It forgets all; each puts its own again.
    ask FLUSHALL
    requests 3 --sisters
    for place in two one two; do feedback "$place" --sync; done
    requests 8 --sisters
    # What lies there is not believed for being there.
    ask HSET "cgpfilter:day:$(date +%F)" three rubbish >/dev/null
    requests 8 --sisters
    # No address goes there.
    [ -z "$(ask --raw HGETALL "cgpfilter:day:$(date +%F)" | grep -E '^(source|target) ' || true)" ]
    redis_kill
    run_separately CGPFilter/CGPFilter REPORT --sisters today
    [ "$status" -eq 1 ]
    [[ "$errors" == *"Redis $SOCKET: "* ]]
    [ "$(wc -l <run.err)" -eq 1 ]
    requests 3
}
