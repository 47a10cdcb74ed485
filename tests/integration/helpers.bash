# helpers.bash - what the integration tests share
#
# A test gets a base directory of its own, as `make install` leaves it, and
# stands in it.  A helper runs with its standard input in our hands:
#
#     helper_start                 its output grows in one.out
#     tell '1 FILE CGPFilter/test.msg'
#     await 1 '^1 ERROR '          until one line looks like that
#     helper_end                   end of input; code 0, silence on stderr
#
# A second helper gets a name: helper_start two; tell -n two ...; await reads
# two.out when told the file.  Nothing here measures time: waiting ends with
# what is waited for, and WAIT_SECONDS is only there to end a failed test.  A
# build at the lowest priority takes minutes where a sanitizer runs it and other
# programs want the processors.

WAIT_SECONDS=${WAIT_SECONDS:-900}
ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
declare -gA HELPER INPUT

# Usage: base_make [PROGRAM]
base_make() {
    local program=${1:-$CGPFILTER} installed
    [ -x "$program" ] || skip "the helper is not built"
    # Installed once a file, for that starts some sixty programs.
    installed=$BATS_FILE_TMPDIR/installed-${program##*/}
    if [ ! -d "$installed" ]; then
        cd "$ROOT"
        tests/support/install "$program" "$installed.made" >/dev/null
        # Without a cartridge nothing gets a score; who wants one brings it.
        rm "$installed.made/default.cartridge"
        mv "$installed.made" "$installed"
    fi
    mkdir "$BATS_TEST_TMPDIR/base"
    cd "$BATS_TEST_TMPDIR/base"
    cp -a "$installed" CGPFilter
    mkdir Queue
    # A build under a sanitizer may take longer than the default limit, and
    # the time of a request that waits for it counts.
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 1h;'
}

# The whole configuration, a line an argument.
configure() {
    printf '%s\n' "$@" >CGPFilter/CGPFilter.cfg.aside
    mv CGPFilter/CGPFilter.cfg.aside CGPFilter/CGPFilter.cfg
}

# ---- messages and signatures ---------------------------------------------------

# Usage: message FILE TEXT...
message() {
    local file=$1
    shift
    printf '%s\n' 'From: ann@example.net' 'Subject: test' '' "$@" >"$file"
}

# One that a faulty helper obeys: fault_message FILE segv|abort|'until FILE'|...
fault_message() {
    printf '%s\n' 'From: ann@example.net' "X-Fault: $2" '' 'text' >"$1"
}

# A message about work (ham) or one that sells (spam), each number another.
letter() { # ham|spam NUMBER
    local words n=$2
    case $1 in
        ham) words=(meeting agenda budget minutes schedule report colleague project) ;;
        spam) words=(cheap viagra casino winner prize discount pills lottery) ;;
    esac
    printf 'From: ann@example.net\nSubject: lesson %d\n\n%s %s %s %s %s of day %d.\n' "$n" "${words[n % 8]}" \
        "${words[n / 3 % 8]}" "${words[n / 7 % 8]}" "${words[n / 11 % 8]}" "${words[n / 13 % 8]}" "$n"
}

# A cartridge that has learnt a hundred of each.
teach() { # FILE
    local places=$BATS_FILE_TMPDIR/letters n
    [ -x "$CGPFILTER" ] || return 0 # base_make() skips
    mkdir -p "$places/ham" "$places/spam"
    for n in {1..100}; do
        letter ham "$n" >"$places/ham/$n"
        letter spam "$n" >"$places/spam/$n"
    done
    "$CGPFILTER" LEARN --quiet --cartridge "$1" spam "$places/spam" legit "$places/ham"
}

# So many bytes without a meaning, the same each time, each seed others: what a
# fuzzer may find next is not for here.
noise() { # BYTES [SEED]
    perl -e 'my ($n, $seed) = @ARGV; srand $seed; print pack "C*", map { int rand 256 } 1 .. $n' \
        "$1" "${2:-1}"
}

# Signature lines for "marker <n>." with n from $1 to $2.
signatures() {
    perl -e 'print "Marker.$_:0:*:", unpack("H*", "marker $_."), "\n" for $ARGV[0] .. $ARGV[1]' \
        "$1" "$2"
}

# Write a signature file as a careful program does: aside, then in place.
put_signatures() { # FILE FIRST LAST
    signatures "$2" "$3" >"CGPFilter/$1.aside"
    mv "CGPFilter/$1.aside" "CGPFilter/db/$1"
}

# ---- mail to learn from --------------------------------------------------------

# Usage: mails DIR FIRST LAST WORD...: messages that have these words, and others
mails() {
    local dir=$1 first=$2 last=$3 i name
    shift 3
    mkdir -p "$dir"
    for ((i = first; i <= last; i++)); do
        printf -v name %03d "$i"
        printf '%s\n' "From: someone$i@example.org" "Subject: $1 $2 $i" \
            "Message-ID: <$dir.$i@example.org>" '' \
            "$* number$i" "A line that all have, and word$((i * 7919 % 1000))." \
            >"$dir/$name.eml"
    done
}

some_mails() {
    mails good 1 30 meeting agenda minutes project report schedule tuesday
    mails bad 1 30 cheap pills casino winner lottery million dollars
}

learn() { run_separately CGPFilter/CGPFilter LEARN "$@"; }

# Usage: report USER|-ADDRESS FILE... : a mail with these attached, by an
# account, or by somebody who proves nothing
report() {
    local who=$1 file
    shift
    if [ "${who#-}" = "$who" ]; then
        printf '%s\n' \
            "Received: from [10.0.0.1] (account $who HELO [10.0.0.1])" \
            '  by example.com (CommuniGate Pro SMTP 6.3.1)' \
            '  with ESMTPSA id 123 for spam@example.com; Mon, 05 Jan 2026 11:00:00 +0000'
    fi
    printf '%s\n' "From: ${who#-}" 'To: spam@example.com' 'Subject: report' \
        'MIME-Version: 1.0' 'Content-Type: multipart/mixed; boundary="=b"' '' \
        '--=b' '' 'This is it.'
    for file; do
        printf '%s\n' '' '--=b' 'Content-Type: message/rfc822' \
            'Content-Transfer-Encoding: base64' ''
        base64 "$file"
    done
    printf '%s\n' '--=b--'
}

# Of an answer, by its number; and of two, whether one is more by a point.
score_of() { sed -n "s/^$1 .*X-CGPFilter-Score: \([0-9.]*\) .*/\1/p" one.out; }
higher() { perl -e 'exit !($ARGV[0] > $ARGV[1] + 1)' "$1" "$2"; }

# ---- helpers ---------------------------------------------------------------------

# Without the descriptors that belong to bats and to other helpers.
exec_alone() {
    local fd
    for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        [ "$fd" -le 2 ] || eval "exec $fd>&-" || true
    done
    exec "$@"
}

# Usage: helper_start [NAME [PROGRAM [DIRECTORY]]]
helper_start() {
    local name=${1:-one} program=${2:-CGPFilter/CGPFilter} directory=${3:-.}
    mkfifo "$name.in"
    (
        exec <"$name.in" >"$name.out" 2>"$name.err"
        cd "$directory" && exec_alone "$program"
    ) &
    HELPER[$name]=$!
    exec {fd}>"$name.in"
    INPUT[$name]=$fd
    rm "$name.in"
}

# Usage: tell [-n NAME] LINE...
tell() {
    local name=one
    if [ "$1" = -n ]; then
        name=$2
        shift 2
    fi
    printf '%s\n' "$@" >&"${INPUT[$name]}"
}

# Between two looks at what is waited for, each time a little longer: a program
# that is started to look takes a processor from what it waits for.
pause() { # LOOKS: so many there were
    local seconds
    printf -v seconds '0.%03d' $(($1 < 10 ? 20 * $1 : 200))
    [ -n "${NEVER:-}" ] || exec {NEVER}<> <(:)
    read -r -t "$seconds" -u "$NEVER" || true
}

# Usage: await N PATTERN [FILE]
await() {
    local file=${3:-one.out} end=$((SECONDS + WAIT_SECONDS)) looks=1
    until [ "$(grep -c -E -e "$2" "$file")" -ge "$1" ]; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "waited for $1 lines of '$2' in $file, which holds:"
            tail -n 50 "$file"
            return 1
        fi
        pause $((looks++))
    done
}

# Usage: await_true COMMAND...
await_true() {
    local end=$((SECONDS + WAIT_SECONDS)) looks=1
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "waited for: $*"
            return 1
        fi
        pause $((looks++))
    done
}

# The answer to a number, without the number.
answer() { # NUMBER [FILE]
    sed -n "s/^$1 //p" "${2:-one.out}"
}

# Also one that its parent has not buried yet: where bats runs in a container
# that may be a process 1 that never does.
ended() { ! kill -0 "$1" || grep -q '^State:[[:space:]]*Z' "/proc/$1/status"; }

# Wait for the end that something else brought about, and look at it.
helper_wait() { # [NAME]
    local name=${1:-one} pid code=0
    pid=${HELPER[$name]}
    await_true ended "$pid"
    wait "$pid" || code=$?
    unset "HELPER[$name]"
    if [ "$code" -ne 0 ] || [ -s "$name.err" ]; then
        echo "code $code, stderr:"
        cat "$name.err"
        tail -n 50 "$name.out"
        return 1
    fi
}

helper_close() { # [NAME]
    local fd=${INPUT[${1:-one}]}
    exec {fd}>&-
    unset "INPUT[${1:-one}]"
}

helper_end() { # [NAME]
    helper_close "$@"
    helper_wait "$@"
}

# From start to end with these lines; what it said is in $output.
helper_run() { # LINE...
    printf '%s\n' "$@" >run.in
    run_separately CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
}

# As bats's run, with stderr in $errors.
run_separately() {
    status=0
    "$@" >run.out 2>run.err || status=$?
    output=$(<run.out)
    errors=$(<run.err)
}

# The processes that a process started.
children_of() {
    grep -l "^PPid:[[:space:]]*$1\$" /proc/[0-9]*/status 2>/dev/null | cut -d / -f 3
}

engine_of() { # [NAME]
    children_of "${HELPER[${1:-one}]}" | head -n 1
}

says() { # PATTERN: a line of $output looks like that
    grep -q -E -e "$1" <<<"$output" && return
    printf 'no line like: %s\n%s\n' "$1" "$output"
    return 1
}

says_not() { # PATTERN
    ! grep -E -e "$1" <<<"$output"
}

# Bats takes no notice of a line "! command"; it does of these.
lacks() { # PATTERN FILE
    ! grep -E -e "$1" "$2"
}

# Only what this test started; an engine whose helper was killed may hang.
helpers_kill() {
    local name child
    for name in "${!HELPER[@]}"; do
        for child in $(children_of "${HELPER[$name]}") "${HELPER[$name]}"; do
            kill -KILL "$child" 2>/dev/null || true
        done
    done
}

# A port of 127.0.0.1 where nobody listens.  Not one that the system chooses: it
# may give that to somebody's connection before it is used.
free_port() {
    perl -MIO::Socket::INET -e 'for (1 .. 1000) {
        my $port = 20000 + int rand 12000;
        print($port), exit
            if IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $port, Listen => 1);
    } exit 1'
}

# Usage: mount_disk DIRECTORY SIZE: a disk of its own, or the test is skipped
mount_disk() {
    mount -t tmpfs -o "size=$2" none "$1" 2>/dev/null || skip "nothing may be mounted here"
    DISK=$PWD/$1
}

# A file system that never answers, there until disk_revives: whoever asks it for
# anything waits, as for a disk or a server that is gone.  Ours is one by FUSE
# that begins, and does nothing else.
disk_dies() { # DIRECTORY
    cat >dead.pl <<'PERL'
$^F = 1000; # the descriptor is for mount, too
open my $kernel, '+<', '/dev/fuse' or exit 1;
my $options = sprintf 'fd=%d,rootmode=40755,user_id=0,group_id=0,allow_other', fileno $kernel;
system(qw(mount -i -t fuse -o), $options, 'none', $ARGV[0]) == 0 or exit 1;
sysread $kernel, my $asked, 65536 or exit 1;
# The sizes of Linux 3.15 and later: fuse_out_header, fuse_init_out.
my $answer = pack 'LlQ L4 S2 L2 S2 L x28', 80, 0, unpack('x8 Q', $asked), 7, 23, 0, 0, 0, 0, 4096, 1, 0, 0, 0;
syswrite $kernel, $answer or exit 1;
open my $ready, '>', 'dead.ready';
sleep 1 while 1;
PERL
    perl dead.pl "$1" >dead.out 2>&1 &
    DEAD=$!
    DISK=$PWD/$1
    await_true eval '[ -e dead.ready ] || ended $DEAD'
    [ -e dead.ready ] || { unset DEAD DISK; skip "no file system of our own can be mounted here"; }
}
disk_revives() {
    kill -KILL "$DEAD" # whoever waits is told that it is not connected
    unset DEAD
}

teardown() {
    helpers_kill
    [ -z "${DEAD:-}" ] || disk_revives
    [ -z "${DISK:-}" ] || umount -l "$DISK"
}
