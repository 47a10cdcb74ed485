#!/usr/bin/env bats
#
# PUBLISH and UPDATE: what one gateway learns, the others get; whatever the host
# of the updates does, the cartridge that was there serves.  The network is the
# loopback interface; nginx and tinyproxy are used where they are installed.

load helpers

OURS=CGPFilter/state/published.cartridge

setup() {
    base_make
    mkdir -p web/pub authority
    publish --make-keys >keys.cfg
    SERVERS=()
}

# Only what this test started, by number.
teardown() {
    local pid
    for pid in "${SERVERS[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    helpers_kill
}

# ---- the authority -------------------------------------------------------------

publish() {
    CGPFilter/CGPFilter PUBLISH --keys authority/keys "$@"
}

publish_set() {
    publish --directory web/pub --cartridge authority/cartridge "$@"
}

# Usage: campaign DIR FIRST LAST: spam that sells from places of its own
campaign() {
    mkdir -p "$1"
    perl -e 'my ($dir, $first, $last) = @ARGV;
        my @words = qw(cheap viagra casino winner prize discount pills lottery million dollars);
        for my $n ($first .. $last) {
            open my $out, ">", "$dir/$n" or die;
            print $out "From: x$n\@example.net\nSubject: offer $n\nMessage-ID: <$n\@example.net>\n\n",
                join(" ", map { $words[$n / $_ % 10] } 1, 3, 7, 11, 13),
                " of $n at http://www.shop$n.example$n.com/offer\n";
        }' "$@"
}

learn_there() {
    CGPFilter/CGPFilter LEARN --quiet --cartridge authority/cartridge "$@"
}

# A first set: number 1.
first_set() {
    [ -e "$BATS_FILE_TMPDIR/taught" ] || teach "$BATS_FILE_TMPDIR/taught"
    cp "$BATS_FILE_TMPDIR/taught" authority/cartridge
    cp -r "$BATS_FILE_TMPDIR/taught.learnt" authority/cartridge.learnt
    publish_set --quiet
}

# Usage: next_set N: one more message, one more set
next_set() {
    campaign "spam$1" "$1" "$1"
    learn_there spam "spam$1"
    publish_set --quiet
}

# ---- hosts ---------------------------------------------------------------------

server_start() {
    "$ROOT/tests/support/update-server" web/pub 3>&- &
    SERVERS+=($!)
    await_true test -s web/port
    PORT=$(cat web/port)
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Usage: gateway PORT [LINE...]: its cartridge.cfg
gateway() {
    local port=$1
    shift
    {
        grep '^micro' keys.cfg
        printf '%s\n' 'micro-update hostname = 127.0.0.1' "micro-update port = $port" \
            'micro-update timeout = 20' "$@"
    } >CGPFilter/cartridge.cfg
}

update() { run_separately CGPFilter/CGPFilter UPDATE "$@"; }

good_update() {
    update
    [ "$status" -eq 0 ] || { echo "$errors"; return 1; }
    [ -z "$errors" ]
}

# It fails with one line like that, and what was here stays.
bad_update() { # PATTERN
    local before after
    before=$(cat $OURS 2>/dev/null | cksum)
    update
    after=$(cat $OURS 2>/dev/null | cksum)
    echo "$errors"
    [ "$status" -eq 1 ]
    [ -z "$output" ]
    [ "$(wc -l <<<"$errors")" -eq 1 ]
    grep -q -E -e "$1" <<<"$errors"
    [ "$before" = "$after" ]
}

same_as_published() { cmp authority/cartridge.published $OURS; }

# ---- from one to the other -----------------------------------------------------

@test "a full set first, then deltas; what arrives is what was published" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    says '^updated to cartridge version [0-9.]+ update version=1 by a full set: [0-9]+ bytes in [0-9]+ ms$'
    same_as_published
    next_set 2
    next_set 3
    good_update
    says '^updated to cartridge version [0-9.]+ update version=3 by 2 deltas: [0-9]+ bytes in'
    same_as_published
    # A minute's news is small, whatever the cartridge weighs.
    bytes=$(sed -n 's/.* deltas: \([0-9]*\) bytes.*/\1/p' <<<"$output")
    [ "$bytes" -lt 4096 ]
    [ -e $OURS.old ]
    good_update
    says '^update version=3 is the newest: '
    ls CGPFilter/state
    [ -z "$(ls CGPFilter/state | grep -E 'part|new-')" ]
}

@test "a model that changed comes with its cells; old files go from the directory" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    for n in 2 3 4 5 6; do
        campaign "spam$n" $n $n
        learn_there spam "spam$n"
        publish_set --model-every 0 --keep 3 --quiet
    done
    good_update
    same_as_published
    ls web/pub
    [ "$(ls web/pub | grep -c delta)" -le 4 ]
    [ "$(ls web/pub | grep -c full)" -le 2 ]
    grep -q '^newest 6$' web/pub/index
    # Who was away for longer than the deltas reach gets the full set.
    rm $OURS* CGPFilter/state/published.tag
    good_update
    says 'update version=6 by a full set'
    same_as_published
}

@test "an index that has not changed is asked for by its tag, and costs nothing" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    good_update
    says ' is the newest: 0 bytes in '
    tail -n 1 web/requests | grep -q '^GET /index if-none-match="'
}

@test "a file that the host does not have is named" {
    first_set
    server_start
    gateway "$PORT"
    mv web/pub/index web/index.away
    bad_update "$PORT: it answers with code 404 to http://127.0.0.1:$PORT/index$"
    mv web/index.away web/pub/index
    mv web/pub/full-1 web/full.away
    bad_update "$PORT: it answers with code 404 to http://127.0.0.1:$PORT/full-1$"
}

@test "a full set that was cut off goes on where it ended, also on a host without ranges" {
    first_set
    server_start
    gateway "$PORT"
    echo full=truncate >web/mode
    bad_update "$PORT"
    half=$(stat -c %s CGPFilter/state/full-1.part)
    [ "$half" -gt 0 ]
    # A host that is away meanwhile takes nothing from it.
    echo full=error >web/mode
    bad_update "$PORT: it answers with code 503"
    [ "$(stat -c %s CGPFilter/state/full-1.part)" -eq "$half" ]
    echo good >web/mode
    good_update
    grep -q "^GET /full-1 range=bytes=$half-\$" web/requests
    same_as_published
    rm $OURS
    echo full=truncate >web/mode
    bad_update "$PORT"
    echo plain >web/mode
    good_update
    same_as_published
}

@test "a part of a full set that is published no more goes from the disk" {
    first_set
    server_start
    gateway "$PORT"
    echo full=truncate >web/mode
    bad_update "$PORT"
    [ -e CGPFilter/state/full-1.part ]
    publish_set --quiet --full
    bad_update "$PORT"
    [ "$(ls CGPFilter/state | grep part)" = full-2.part ]
    echo good >web/mode
    good_update
    [ -z "$(ls CGPFilter/state | grep part || true)" ]
}

@test "a full set that is refused is fetched once" {
    first_set
    server_start
    gateway "$PORT"
    trial_letters trial
    learn_there spam trial
    publish_set --quiet --model-every 0 --full
    bad_update 'it takes every letter for certain spam'
    bad_update 'it takes every letter for certain spam'
    [ "$(grep -c '^GET /full-' web/requests)" -eq 1 ]
}

@test "whatever a host sends, the old one stays and one line says what it was" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    next_set 2
    gateway "$PORT" 'micro-update timeout = 1'
    for mode in slow silent garbage page truncate broken error endless; do
        echo "== $mode"
        echo "$mode" >web/mode
        bad_update '^CGPFilter UPDATE: 127\.0\.0\.1:'
        echo "delta=$mode" >web/mode
        bad_update '^CGPFilter UPDATE: 127\.0\.0\.1:'
    done
    echo good >web/mode
    gateway "$PORT"
    good_update
    same_as_published
}

@test "no host, and no port: the fall-back port is tried, and both are named" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    kill "${SERVERS[0]}"
    await_true ended "${SERVERS[0]}"
    bad_update "127\.0\.0\.1:$PORT: .*; 127\.0\.0\.1:25: "
    gateway "$PORT" 'micro-update hostname = '
    bad_update 'no host is set'
    grep -v 'public key' CGPFilter/cartridge.cfg >cfg
    gateway "$PORT"
    sed -i '/public key/d' CGPFilter/cartridge.cfg
    bad_update 'micro-update public key: '
}

@test "another signature, another key, an older set, a changed file: refused" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    cp -r web/pub old
    next_set 2
    good_update

    # What was good once, sent again.
    cp web/pub/index index.2
    cp old/index web/pub/index
    bad_update 'its index is older \(update version=1\) than what is here \(2\)'
    cp index.2 web/pub/index

    # Somebody else's keys.
    next_set 3
    mv authority/keys authority/ours
    publish --make-keys >other.cfg
    mv web/pub web/ours
    mkdir web/pub
    publish_set --quiet --first 9
    bad_update 'index: not signed by the key that is set'
    # ... with the good index in front of their files.
    cp web/ours/index web/pub/index
    cp web/pub/full-9 web/pub/delta-3
    bad_update 'delta-3: it is (not the file|larger)'
    rm -r web/pub
    mv web/ours web/pub
    mv authority/ours authority/keys

    # One bit.
    cp web/pub/delta-3 delta-3
    perl -0777 -pi -e 'substr($_, 300, 1) ^= "\x01"' web/pub/delta-3
    bad_update 'delta-3: it is not the file that the index names'
    cp delta-3 web/pub/delta-3
    cp web/pub/index index.3
    perl -0777 -pi -e 's/newest 3/newest 4/' web/pub/index
    bad_update 'index: not signed by the key that is set'
    cp index.3 web/pub/index
    publish_set --quiet --full

    # The right signature, another cipher key.
    sed -i 's/cipher key = ..../cipher key = 0123/' CGPFilter/cartridge.cfg
    bad_update 'encrypted with another key than the one that is set'
    sed -i '/cipher key/d' CGPFilter/cartridge.cfg
    bad_update 'encrypted with another key than the one that is set'
    gateway "$PORT"
    good_update
    same_as_published
}

@test "a cartridge here that is damaged, or of another host, is replaced by a full set" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    next_set 2
    printf damaged >damaged
    mv damaged $OURS
    update
    [ "$status" -eq 0 ]
    grep -q 'not a cartridge' <<<"$errors"
    says 'by a full set and 1 delta'
    same_as_published
}

# ---- the helper ----------------------------------------------------------------

@test "the running helper fetches by itself; a failure that lasts is one line" {
    first_set
    server_start
    gateway "$PORT" 'micro-update interval = 1s'
    helper_start
    await 1 '^\* updated to cartridge version [0-9.]+ update version=1 by a full set: '
    await 1 '^\* cartridge version [0-9.]+ update version=1$'
    next_set 2
    await 1 '^\* updated to cartridge version [0-9.]+ update version=2 by 1 delta: '
    await 1 '^\* cartridge version [0-9.]+ update version=2$'
    echo page >web/mode
    await 1 '^\* update: 127.0.0.1: index: not an index of updates'
    asked=$(wc -l <web/requests)
    asked_thrice() { [ "$(wc -l <web/requests)" -ge $((asked + 3)) ]; }
    await_true asked_thrice
    [ "$(grep -c 'not an index' one.out)" -eq 1 ]
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR '
    echo good >web/mode
    await 1 '^\* update: the host is in order again$'
    next_set 3
    await 1 '^\* cartridge version [0-9.]+ update version=3$'
    helper_end
}

@test "a host that is silent holds up neither mail nor the end" {
    first_set
    server_start
    echo silent >web/mode
    gateway "$PORT" 'micro-update timeout = 600'
    helper_start
    await_true test -s web/requests
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR '
    tell '2 QUIT'
    await 1 '^2 OK'
    helper_end
}

@test "a gateway with a cartridge of its own keeps its model and gains the prints" {
    first_set
    server_start
    gateway "$PORT"
    mkdir own
    for n in 1 2 3 4 5 6; do letter ham "$n" >"own/$n"; done
    CGPFilter/CGPFilter LEARN --quiet legit own
    campaign new 50 50
    for n in 1 2 3 4; do
        campaign "more$n" 50 50
        sed -i "s/<50@/<50$n@/; s/offer 50/offer $n/" "more$n/50"
        learn_there spam "more$n"
    done
    publish_set --quiet
    run_separately CGPFilter/CGPFilter RATE -v --no-summary new/50
    says_not 'domain example50'
    helper_start
    await 1 '^\* cartridge version [0-9.]+ update version=[0-9]+, with the prints of published update version=2$'
    helper_end
    run_separately CGPFilter/CGPFilter RATE -v --no-summary new/50
    says 'domain example50'
    run_separately CGPFilter/CGPFilter CHECK
    says 'published.cartridge: version '
}

# Letters with the texts that a new cartridge is tried on.
trial_letters() { # DIR
    mkdir -p "$1"
    DIR=$1 perl -0777 -ne 'my ($n, $dir) = (0, $ENV{DIR});
        while (/FIELDS "(Subject: .*?)",?\n\s*(?:FIELDS|\})/gs) {
            (my $text = $1) =~ s/"\s*"//g; $text =~ s/",?\s*$//s; $text =~ s/\\r\\n/\n/g;
            pos($_) -= 6 if pos; # FIELDS of the next one
            open my $out, ">", "$dir/" . ++$n or die;
            print $out "From: Ann <ann\@example.net>\nTo: Bob <bob\@example.org>\n",
                "Date: Fri, 21 Nov 1997 09:55:06 -0600\nMessage-ID: <trial\@example.net>\n",
                "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n", $text;
        }' "$ROOT/threads/command/update/cartridge_trial.c"
}

@test "a set that takes every letter for spam is refused, and the one before serves" {
    first_set
    server_start
    gateway "$PORT"
    good_update
    trial_letters trial
    [ "$(ls trial | wc -l)" -eq 5 ]
    learn_there spam trial
    publish_set --quiet --model-every 0
    bad_update 'it takes every letter for certain spam'
    # Once the authority has seen its mistake, the next set is taken.
    CGPFilter/CGPFilter UNLEARN --quiet --cartridge authority/cartridge trial
    publish_set --quiet --model-every 0
    good_update
    says ' update version=3 by 2 deltas: '
}

# ---- statistics ----------------------------------------------------------------

@test "STATS --show prints what would be sent, and the helper sends it once it is switched on" {
    message Queue/one.msg 'To: secret.recipient@example.com' 'hello'
    server_start
    gateway "$PORT" 'customer id = ann@feedback.example.net' 'http proxy basic auth = u:hidden'
    helper_start
    await 1 '^\* no cartridge'
    tell '1 FILE Queue/one.msg'
    await 1 '^1 '
    run_separately CGPFilter/CGPFilter STATS --show
    [ "$status" -eq 0 ]
    grep -q 'nothing is sent' <<<"$errors"
    says '^version=0\.'
    says '^customer=ann@feedback.example.net$'
    says '^host=[0-9a-f]{32}$'
    says '^count.requests=1$'
    says_not 'hidden|secret|one.msg|example.com'
    helper_end
    lacks POST web/requests

    gateway "$PORT" 'customer id = ann@feedback.example.net' 'report statistics = yes' \
        'statistics interval = 1s' 'anonymize statistics = no'
    helper_start two
    await_true test -s web/posted
    rm web/posted
    tell -n two '1 FILE Queue/one.msg' '2 FILE Queue/one.msg' '3 FILE CGPFilter/test.msg'
    await 1 '^3 ' two.out
    counted() { grep -q '^count.requests=' web/posted; }
    await_true counted
    # An engine that dies takes nothing with it: the next one tells what is left.
    total() { perl -ne '$n += $1 if /^count.requests=(\d+)/; END { print $n + 0 }' web/posts; }
    told() { [ "$(total)" -eq "$1" ]; }
    await_true told 3
    kill -KILL "$(engine_of two)"
    tell -n two '4 FILE Queue/one.msg'
    await 1 '^4 ' two.out
    await_true told 4
    helper_end two
    [ "$(total)" -eq 4 ]
    cat web/posted
    grep -q '^POST /cmstats' web/requests
    lacks 'example.com|one.msg' web/posted
    grep -q "^host=$(hostname)\$" web/posted
    # It is on no disk of ours.
    [ -z "$(grep -rlE '^(seconds|host)=' CGPFilter/state || true)" ]
}

@test "STATS --receive adds reports up, as a CGI program does, and refuses what is none" {
    printf 'version=0.1.0\ncustomer=ann\ncount.requests=5\n' >report
    receive() { run_separately CGPFilter/CGPFilter STATS --receive --totals totals; }
    for i in 1 2 3; do
        receive <report
        [ "$status" -eq 0 ]
    done
    for i in 1 2 3 4 5 6 7 8; do
        CGPFilter/CGPFilter STATS --receive --totals totals <report 3>&- &
    done
    wait
    grep -x 'count.requests=55' totals
    grep -x 'reports=11' totals
    grep -x 'customer.ann=11' totals
    echo '<html>' >garbage
    receive <garbage
    [ "$status" -eq 1 ]
    grep -q 'not a report' <<<"$errors"
    export GATEWAY_INTERFACE=CGI/1.1 CONTENT_LENGTH=7
    receive <garbage
    says '^Status: 400 Bad Request'
    export CONTENT_LENGTH=$(stat -c %s report)
    receive <report
    says '^Status: 204 No Content'
    export CONTENT_LENGTH=99999999
    receive <report
    [ "$status" -eq 1 ]
    unset GATEWAY_INTERFACE CONTENT_LENGTH
    grep -x 'reports=12' totals
    echo damaged >totals
    receive <report
    [ "$status" -eq 1 ]
    grep -x damaged totals
}

# ---- what else publishing promises ----------------------------------------------

@test "nothing new publishes nothing; a run that was cut short heals by a full set" {
    first_set
    run_separately publish_set
    says '^nothing new: update version=1 stays the newest$'
    [ "$(stat -c %a authority/keys)" = 600 ]
    run_separately publish --make-keys
    [ "$status" -eq 1 ]
    next_set 2
    # As if it had ended ahead of the index.
    cp web/pub/index index.2
    next_set 3
    cp index.2 web/pub/index
    next_set 4
    grep -q '^newest 4$' web/pub/index
    grep -q '^full 4 ' web/pub/index
    # The directory is lost: numbers go on.
    rm -r web/pub
    mkdir web/pub
    publish_set --quiet
    grep -q '^newest 5$' web/pub/index
    [ "$(head -n 1 web/pub/index)" = 'CGPFilter index 1' ]
}

# ---- nginx and tinyproxy -------------------------------------------------------

nginx_start() { # PORT [https]
    command -v nginx >/dev/null || PATH=$PATH:/usr/sbin
    command -v nginx >/dev/null || skip "nginx is not installed (nginx-light)"
    local tls=
    [ "${2:-}" != https ] || tls="ssl_certificate $PWD/tls.pem; ssl_certificate_key $PWD/tls.key;"
    mkdir -p nginx
    cat >nginx/conf <<CONF
daemon off; worker_processes 1; pid $PWD/nginx/pid; error_log $PWD/nginx/errors;
events { }
http {
    access_log $PWD/nginx/log;
    client_body_temp_path $PWD/nginx; proxy_temp_path $PWD/nginx; fastcgi_temp_path $PWD/nginx;
    uwsgi_temp_path $PWD/nginx; scgi_temp_path $PWD/nginx;
    server { listen 127.0.0.1:$1 ${2:+ssl}; $tls root $PWD/web; }
}
CONF
    sed -i 's/ https;/ ssl;/' nginx/conf
    chmod 755 "$BATS_TEST_TMPDIR" "$PWD"
    ! [ "$(id -u)" = 0 ] || sed -i '1i user root;' nginx/conf
    nginx -c "$PWD/nginx/conf" -e "$PWD/nginx/errors" 3>&- &
    SERVERS+=($!)
    await_true listens "$1"
}

@test "from nginx, through tinyproxy with a password; what was reported here is caught there" {
    command -v tinyproxy >/dev/null || skip "tinyproxy is not installed"
    port=$(free_port)
    first_set
    nginx_start "$port"
    proxy=$(free_port)
    printf '%s\n' "Port $proxy" 'Listen 127.0.0.1' 'Timeout 60' "BasicAuth ann secret" \
        "LogFile \"$PWD/proxy.log\"" 'Allow 127.0.0.1' >proxy.conf
    tinyproxy -d -c proxy.conf >/dev/null 2>&1 3>&- &
    SERVERS+=($!)
    await_true listens "$proxy"

    gateway "$port" 'micro-update path = /pub/' "http proxy = 127.0.0.1:$proxy" \
        'http proxy basic auth = ann:wrong'
    bad_update '127.0.0.1:.* (code 401|code 407)'
    gateway "$port" 'micro-update path = /pub/' "http proxy = 127.0.0.1:$proxy" \
        'http proxy basic auth = ann:secret'
    touch -d '1 minute ago' web/pub/index
    good_update
    same_as_published
    good_update
    says ' is the newest: 0 bytes in '
    grep -q 'GET /pub/index HTTP/1.1" 304' nginx/log

    # 1,000 of a campaign are reported at the authority; others of it arrive here.
    campaign reported 1001 2000
    CGPFilter/CGPFilter RATE --json --no-summary reported >before
    learn_there spam reported
    publish_set >published
    good_update
    CGPFilter/CGPFilter RATE --json --no-summary reported >after
    caught() { perl -ne '$n++ if /"score": *([0-9.]+)/ && $1 >= 96; END { print $n + 0 }' "$1"; }
    echo "caught before $(caught before), after $(caught after)"
    cat published
    echo "$output"
    [ "$(caught after)" -gt "$(caught before)" ]
}

@test "through a proxy that asks for NTLM; a wrong password is one line" {
    command -v python3 >/dev/null || skip 'no python3 for the proxy'
    openssl enc -des-ecb -nopad -K 0011223344556677 -provider legacy -provider default \
        </dev/null >/dev/null 2>&1 || skip 'no openssl that can DES'
    first_set
    server_start
    "$ROOT/tests/support/ntlm-proxy" proxy.port ann 'secret-w0rd' 3>&- &
    SERVERS+=($!)
    await_true test -s proxy.port
    proxy=$(cat proxy.port)
    gateway "$PORT" "http proxy = 127.0.0.1:$proxy" 'http proxy ntlm auth = ann:wrong'
    bad_update '127.0.0.1:.*407'
    lacks . web/requests 2>/dev/null
    gateway "$PORT" "http proxy = 127.0.0.1:$proxy" 'http proxy basic auth = ann:secret-w0rd'
    bad_update '407'
    gateway "$PORT" "http proxy = 127.0.0.1:$proxy" 'http proxy ntlm auth = ann:secret-w0rd'
    good_update
    same_as_published
    grep -q '^GET /index' web/requests
    next_set 2
    good_update
    says ' update version=2 by 1 delta'
}

@test "over https, with the certificate of the host's own authority and with none" {
    command -v openssl >/dev/null || skip "openssl is not installed"
    port=$(free_port)
    first_set
    openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.pem -days 2 \
        -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>/dev/null
    nginx_start "$port" https
    gateway "$port" 'micro-update path = pub' 'micro-update https = yes'
    bad_update 'certificate'
    gateway "$port" 'micro-update path = pub' 'micro-update https = yes' \
        "micro-update certificates = $PWD/tls.pem"
    good_update
    same_as_published
}

@test "a thousand reported at one gateway are caught at the other within two intervals" {
    # gw1 tells the authority by mail; gw2, whose helper runs, hears of the authority.
    teach authority.cartridge
    mkdir -p Submitted gw1/Submitted
    cp -r CGPFilter gw1/CGPFilter
    cp authority.cartridge gw1/CGPFilter/state/site.cartridge
    cp -r authority.cartridge.learnt gw1/CGPFilter/state/learnt
    cp gw1/CGPFilter/state/site.cartridge authority/
    mkdir -p authority/base/Submitted
    cp -r gw1/CGPFilter authority/base/CGPFilter
    printf '%s\n' 'self gw1 0123456789abcdef-secret' \
        'authority reports@authority.example.com messages' >gw1/CGPFilter/gateways.cfg
    echo 'gateway gw1 0123456789abcdef-secret trusted' >authority/base/CGPFilter/gateways.cfg
    publish_from_authority() { publish --quiet --directory web/pub --cartridge authority/base/CGPFilter/state/site.cartridge; }
    publish_from_authority
    server_start
    gateway "$PORT" 'micro-update interval = 2s'
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 1h;' 'ScoredSources = "";'
    helper_start
    await 1 '^\* cartridge version [0-9.]+ update version=1$'

    campaign campaign 1 1200
    asked=0
    # How many of these get 96 or more from the running helper: $CAUGHT.
    catch() { # FIRST LAST
        local n first=$((asked + 1))
        for n in $(seq "$1" "$2"); do
            tell "$((++asked)) FILE campaign/$n"
        done
        all_answered() { [ "$(grep -c '^[0-9]* ADDHEADER' one.out)" -eq "$asked" ]; }
        await_true all_answered
        CAUGHT=$(perl -ne 'BEGIN { $from = shift }
            /^(\d+) .*?-Score: ([0-9.]+)/ && $1 >= $from && $2 >= 96 and $n++;
            END { print $n + 0 }' "$first" one.out)
    }
    catch 1 1000
    before=$CAUGHT
    catch 1001 1200
    before_others=$CAUGHT

    # Twenty reports of fifty each, at the address for spam traps of gw1.
    mkdir spool
    for n in $(seq 0 19); do
        report trap@example.com $(seq -f campaign/%.0f $((n * 50 + 1)) $((n * 50 + 50))) >spool/"$n"
    done
    (cd gw1 && CGPFilter/CGPFilter FEEDBACK --trusted spam --spool ../spool) >gw1/said
    for bundle in gw1/Submitted/*.sub; do
        (cd authority/base && CGPFilter/CGPFilter FEEDBACK spam) <"$bundle" >>authority/said
    done
    publish_from_authority
    began=$(wc -l <web/requests)
    await 1 '^\* cartridge version [0-9.]+ update version=2$'
    # Up to the one that found it: it may look again while it loads what came.
    looks=$(tail -n "+$((began + 1))" web/requests | sed '/index/!q' | grep -c index || true)
    catch 1 1000
    after=$CAUGHT
    catch 1001 1200
    after_others=$CAUGHT
    cat gw1/said authority/said
    echo "# caught: $before, then $after of 1000 reported; $before_others, then $after_others of 200" \
        "others; $(sed -n 's/^\* updated to .* update version=2 //p' one.out); $looks looks" >&3
    [ "$after" -eq 1000 ]
    [ "$after" -gt "$before" ]
    [ "$after_others" -ge "$before_others" ]
    [ "$looks" -le 2 ]
    helper_end
}
