#!/usr/bin/env bats
#
# CGPFilter STATUS: what running helpers show of themselves

load helpers

setup() { base_make; }

# Usage: status ARGUMENT...
status() { run_separately CGPFilter/CGPFilter STATUS "$@"; }

shows() { CGPFilter/CGPFilter STATUS | grep -E -e "$1"; }

# What the supervisor sees it sees now and then: until one line looks like that.
await_status() { await_true shows "$1"; }

# One counter of the helper of that name: counter REQUESTS [NAME]
counter() {
    CGPFilter/CGPFilter STATUS --openmetrics |
        sed -n "s/^cgpfilter_$1_total{pid=\"${HELPER[${2:-one}]}\"} //p"
}

@test "without a helper there is nothing to see, and no harm done" {
    status
    [ "$status" -eq 1 ]
    status --json
    [ "$status" -eq 1 ]
    mkdir -p CGPFilter/state
    status --once
    [ "$status" -eq 1 ]
    says 'no helper runs'
    status --every 0
    [ "$status" -eq 2 ]
    status --nonsense
    [ "$status" -eq 2 ]
}

@test "what a helper counts is seen while it runs, and its name goes with it" {
    message Queue/1.msg hello
    helper_start
    tell '1 FILE CGPFilter/test.msg' '2 FILE Queue/1.msg' '3 FILE Queue/none.msg'
    await 3 '^[123] '
    await_status ' serving$'
    await_status '^ +0 in flight of '
    # Times are counted behind the answer.
    await_status 'request to answer: +p50 '
    status
    [ "$status" -eq 0 ]
    says "^helper ${HELPER[one]} +version .* serving"
    says '^ +infected +1 '
    says '^ +clean +1 '
    says '^ +unreadable +1 '
    says 'request to answer: +p50 '
    says '^ +worker 0 '
    [ "$(counter requests)" = 3 ]
    helper_end
    [ -z "$(ls CGPFilter/state/live-* 2>/dev/null)" ]
}

# A helper that has answered once, and shows its figures at $port.
serve_figures() {
    port=$(free_port)
    configure "MetricsPort = $port;" 'AnswerTimeLimit = 1h;'
    helper_start
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 '
}

# Usage: attach FILE: a part of a message whose boundary is b
attach() {
    printf '%s\n' '--b' 'Content-Type: application/octet-stream' \
        'Content-Transfer-Encoding: base64' ''
    base64 "$1"
}

@test "what installers and packed programs were opened is counted" {
    local data=$BATS_TEST_DIRNAME/../data
    head -c 600 "$data/installers/zlib.nsis" >cut.nsis
    {
        printf '%s\n' 'From: ann@example.net' \
            'Content-Type: multipart/mixed; boundary=b' ''
        attach "$data/installers/zlib.nsis"
        attach "$data/installers/lzma-solid.nsis"
        attach cut.nsis
        attach "$data/programs/pe32-nrv2b"
        echo '--b--'
    } >Queue/1.msg
    helper_start
    tell '1 FILE Queue/1.msg'
    await 1 '^1 '
    [ "$(counter nsis)" = 2 ]
    [ "$(counter unpacked)" = 1 ]
    [ "$(counter damaged)" = 1 ]
    [ "$(counter autoit)" = 0 ]
    [ "$(counter installshield)" = 0 ]
    status
    says '^ +nsis +2 '
    says '^ +unpacked +1 '
    helper_end
}

@test "JSON is JSON, metrics end as they must, a file is written whole" {
    command -v python3 >/dev/null || skip 'no python3 to read JSON'
    helper_start
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 '
    # What was seen last may be from ahead of the request, and times are counted
    # behind the answer.
    shows_one() { CGPFilter/CGPFilter STATUS --json | python3 -c 'import json, sys
helper, = json.load(sys.stdin)["helpers"]
assert helper["counters"]["infected"] == 1, helper
assert helper["latency_us"]["count"] == 1, helper
assert helper["oldest"] is None and helper["in_flight"] == 0, helper
assert len(helper["scores"]) == 101, helper'; }
    await_true shows_one || shows_one
    status --openmetrics --output helper.prom
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    # Each sample in a file is of a family with type and help by its very name.
    perl -ne 'if (/^# (TYPE|HELP) (\S+)( \S+)?/) { $is{$1}{$2} = $3 || 1; next }
        next if /^#/;
        my ($name) = /^(\w+)/ or die "odd: $_";
        $name =~ s/_(bucket|sum|count)$// if !$is{TYPE}{$name};
        die "no type: $_" unless $is{TYPE}{$name}; die "no help: $_" unless $is{HELP}{$name};
        $n++; END { exit !$n }' helper.prom
    grep -q '^# TYPE cgpfilter_requests_total counter$' helper.prom
    CGPFilter/CGPFilter STATUS --openmetrics >open
    grep -q '^# TYPE cgpfilter_requests counter$' open
    [ "$(tail -n 1 open)" = '# EOF' ]
    # One row for each counter, whatever its sentence.
    status
    says '^  matched .*  bytes matched'
    [ "$(awk '{ if (length > most) most = length } END { print most }' <<<"$output")" -le 100 ]
    [ -z "$(ls helper.prom.* 2>/dev/null)" ]
    # A family is named once.
    [ -z "$(grep '^# TYPE' helper.prom | sort | uniq -d)" ]
    if command -v promtool >/dev/null; then
        promtool check metrics <helper.prom || [ $? -eq 3 ] # 3: of another style
    fi
    helper_end
}

@test "two helpers of one directory are told apart" {
    helper_start
    helper_start two
    tell '1 FILE CGPFilter/test.msg'
    tell -n two '1 FILE CGPFilter/test.msg' '2 FILE CGPFilter/test.msg'
    await 1 '^1 '
    await 2 '^[12] ' two.out
    [ "$(counter infected)" = 1 ]
    [ "$(counter infected two)" = 2 ]
    helper_end
    helper_end two
}

@test "counters outlive an engine, and the name of a killed helper is swept" {
    helper_start
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 '
    kill -9 "$(engine_of)"
    tell '2 FILE CGPFilter/test.msg'
    await 1 '^2 '
    [ "$(counter infected)" = 2 ]
    await_status 'engine replaced 1x'
    # The supervisor alone: nobody is left to take its name away.
    local killed=${HELPER[one]}
    kill -9 "$killed"
    wait "$killed" || true
    unset "HELPER[one]"
    helper_close
    status
    says 'no helper runs'
    helper_start two
    await 1 'database date' two.out
    [ ! -L "CGPFilter/state/live-$killed" ]
    [ ! -e "CGPFilter/state/live-$killed" ]
    helper_end two
}

@test "with MetricsPort the figures are served on the loopback address, and nothing else" {
    command -v python3 >/dev/null || skip 'no python3 to ask by HTTP'
    serve_figures
    if grep -q 'without libmicrohttpd' one.out; then
        skip 'built without libmicrohttpd'
    fi
    cat >ask.py <<'PYTHON'
import sys, urllib.error, urllib.request
where = "http://127.0.0.1:" + sys.argv[1]
answer = urllib.request.urlopen(where + "/metrics")
text = answer.read().decode()
assert answer.headers["Content-Type"].startswith("application/openmetrics-text"), answer.headers
assert text.endswith("# EOF\n") and "cgpfilter_infected_total" in text
for path, data, code in (("/", None, 404), ("/../etc/passwd", None, 404), ("/metrics", b"x", 405)):
    try:
        urllib.request.urlopen(where + path, data)
        raise SystemExit("answered: " + path)
    except urllib.error.HTTPError as error:
        assert error.code == code, (path, error.code)
PYTHON
    await_true bash -c "grep -q without one.out || python3 ask.py $port"
    lacks 'without libmicrohttpd' one.out || skip 'built without libmicrohttpd'
    python3 ask.py "$port"
    kill -9 "$(engine_of)"
    tell '2 FILE CGPFilter/test.msg'
    await 1 '^2 '
    await_true python3 ask.py "$port"
    helper_end
}

@test "500 idle connections to MetricsPort cost eight descriptors and no mail, and end by themselves" {
    serve_figures
    cat >idle.pl <<'PERL'
use strict; use IO::Select; use IO::Socket::INET; $SIG{PIPE} = 'IGNORE';
my ($port, $engine) = @ARGV;
sub ask { IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port, Timeout => 60) }
sub sockets { scalar grep { (readlink($_) // "") =~ /^socket:/ } glob "/proc/$engine/fd/*" }
sub scrape {
    my $to = ask() or return "";
    print $to "GET /metrics HTTP/1.0\r\n\r\n";
    local $/; my $text = <$to>; $text // ""
}
for (1 .. 3000) { last if scrape() =~ /# EOF/; select undef, undef, undef, 0.1 }
my $before = sockets();
my @idle = grep { defined } map { ask() } 1 .. 500;
@idle == 500 or die "only " . @idle . " were taken\n";
# Those over the limit are closed: each ends at once.
my $ended = 0;
while ($ended < 492) {
    my @over = IO::Select->new(@idle)->can_read(60) or die "$ended of 500 were closed\n";
    my %over = map { ($_ => 1) } grep { !sysread $_, my $byte, 1 } @over;
    $ended += keys %over;
    @idle = grep { !$over{$_} } @idle;
}
my $more = sockets() - $before;
$more <= 8 or die "$more sockets more\n";
# The rest goes when it was silent long enough.
for (1 .. 600) { exit 0 if scrape() =~ /# EOF/; select undef, undef, undef, 0.1 }
die "no scrape any more\n";
PERL
    await_true bash -c "grep -q 'nothing listens\|without libmicrohttpd' one.out ||
        perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(shift)' 127.0.0.1:$port"
    if grep -q 'nothing listens\|without libmicrohttpd' one.out; then
        skip 'nothing listens here'
    fi
    perl idle.pl "$port" "$(engine_of)" &
    idle=$!
    for i in $(seq 2 200); do tell "$i FILE CGPFilter/test.msg"; done
    await 199 '^[0-9]+ ERROR '
    wait "$idle"
    tell '201 FILE CGPFilter/test.msg'
    await 1 '^201 ERROR'
    helper_end
}

@test "libraries are loaded by who wants them; one that is not there is named" {
    command -v ldd >/dev/null || skip 'no ldd'
    ldd CGPFilter/CGPFilter >libraries 2>&1 || skip 'not a dynamic program'
    # A sanitizer has libraries of its own.
    grep -q 'lib[at]san' libraries ||
        lacks 'curl|gnutls|microhttpd|archive|xml2|icu|libhs|stdc|yara|magic|crypto' libraries
    mkdir broken
    echo broken >broken/libmicrohttpd.so.12
    echo broken >broken/libcurl.so.4
    echo broken >broken/libarchive.so.13
    echo broken >broken/libhs.so.5
    configure 'MetricsPort = 1;' 'AnswerTimeLimit = 1h;'
    export LD_LIBRARY_PATH=$PWD/broken
    helper_start
    await 1 '^\* MetricsPort: (nothing listens: libmicrohttpd.so.12 cannot be loaded; install libmicrohttpd12 \(.*: file too short\)|this program was built without libmicrohttpd)$'
    await 1 '^\* archives other than zip, gzip, 7z, ARJ, CAB and CHM stay closed: libarchive.so.13 cannot be loaded; install libarchive13 \(.*: file too short\)$'
    await 1 '^\* engine version .*\(portable'
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR '
    helper_end
    echo broken >broken/libcrypto.so.3
    run_separately CGPFilter/CGPFilter
    [ "$status" -eq 1 ]
    [[ "$errors" == 'CGPFilter: cannot start: libcrypto.so.3 cannot be loaded; install libssl3 ('*': file too short)' ]]
    rm broken/libcrypto.so.3
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: archives other than zip, gzip, 7z, ARJ, CAB and CHM stay closed: libarchive.so.13 '
    printf 'micro-update hostname = 127.0.0.1\nmicro-update public key = %064d\n' 0 >CGPFilter/cartridge.cfg
    run_separately CGPFilter/CGPFilter UPDATE
    [ "$status" -eq 1 ]
    [[ "$errors" == *'no network: libcurl.so.4'* ]]
}
