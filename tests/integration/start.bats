#!/usr/bin/env bats
#
# Start, first answers, information lines.  A request in front of the end of input
# makes a run wait for the signatures: without one it ends at once.

load helpers

setup() { base_make; }

@test "by hand: the shipped message is found infected, and the end of input ends it" {
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 ERROR ".*EICAR-Test-File.*"$'
    says '^\* processed 1 requests: 0 clean, 1 infected, 0 unreadable, 0 incomplete, 0 late$'
    [ "$(grep -c '^[0-9]' <<<"$output")" -eq 1 ]
}

@test "the start is told in full: version, platform, build date, engine, database" {
    put_signatures local.ndb 1 100
    helper_run '1 FILE CGPFilter/test.msg'
    says "^\* CGPFilter version [0-9]+\.[0-9]+\.[0-9]+ $(uname -s)-$(uname -m) build [0-9]{4}-[0-9]{2}-[0-9]{2} started\$"
    says '^\* initializing, please wait$'
    says '^\* engine version [0-9.]+ \(.+\)$'
    says "^\* database date $(date -u +%Y)-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC, 101 signatures \(101 patterns, 0 logical, 0 hashes\) from 1 files\$"
}

@test "the database is dated by its newest file" {
    put_signatures new.ndb 1 10
    put_signatures old.ndb 11 20
    TZ=UTC touch -d '2026-03-01 12:34:56' CGPFilter/db/new.ndb
    TZ=UTC touch -d '2025-03-01 12:34:56' CGPFilter/db/old.ndb
    helper_run '1 FILE CGPFilter/test.msg'
    says '^\* database date 2026-03-01 12:34:56 UTC, 21 signatures .* from 2 files$'
}

@test "INTF is answered while signatures load; FILE waits and is answered from them" {
    put_signatures many.ndb 1 40000
    message Queue/1.msg 'marker 39999.'
    # Once more where the helper, or we, were held up until all was loaded.
    for try in 1 2 3 4 5; do
        rm -f CGPFilter/state/signatures.*
        helper_start
        tell '1 INTF 4' '2 FILE Queue/1.msg' '3 FILE CGPFilter/test.msg'
        await 1 '^2 '
        await 1 '^3 '
        helper_end
        [ "$(answer 1)" = 'INTF 4' ]
        [[ "$(answer 2)" == *Marker.39999* ]]
        # INTF ahead of the database, the others behind it.
        order=$(grep -n -E '^1 |database date|^2 ' one.out | sed 's/^[0-9]*:\(..\).*/\1/' | tr -d '\n')
        [ "$order" != '1 * 2 ' ] || break
    done
    [ "$order" = '1 * 2 ' ] || { cat one.out; false; }
}

@test "QUIT while signatures load answers what came before it" {
    put_signatures many.ndb 1 40000
    message Queue/1.msg 'marker 12345.'
    helper_run '1 INTF 4' '2 FILE Queue/1.msg' '3 QUIT'
    says '^2 ERROR ".*Marker.12345'
    [ "$(tail -n 1 <<<"$output")" = '3 OK' ]
}

@test "an end of input while signatures load ends it, and nothing is called a failure" {
    put_signatures many.ndb 1 40000
    helper_run
    says '^\* processed 0 requests'
    says_not 'refused|memory'
}

@test "the second start takes the compiled signatures of the first" {
    put_signatures local.ndb 1 1000
    helper_run '1 FILE CGPFilter/test.msg'
    says 'local.ndb: 1000 of 1000 lines taken'
    before=$(stat -c '%i %Y' CGPFilter/state/signatures.image)
    message Queue/1.msg 'marker 1000.'
    helper_run '1 FILE Queue/1.msg'
    says_not 'lines taken'
    says '^1 ERROR ".*Marker.1000'
    [ "$(stat -c '%i %Y' CGPFilter/state/signatures.image)" = "$before" ]
}

@test "a base directory with blanks, quotes and a backslash serves as well" {
    mv "$BATS_TEST_TMPDIR/base" "$BATS_TEST_TMPDIR/a \"b\" \\c"
    cd "$BATS_TEST_TMPDIR/a \"b\" \\c"
    put_signatures local.ndb 1 10
    message Queue/1.msg 'marker 3.'
    helper_run '1 FILE Queue/1.msg'
    says '^1 ERROR ".*Marker.3.UNOFFICIAL"$'
}

@test "absolute names, and a start from elsewhere, serve as well" {
    cd /
    cp "$BATS_TEST_TMPDIR/base/CGPFilter/test.msg" "$BATS_TEST_TMPDIR/one.msg"
    output=$(printf '1 FILE %s\n' "$BATS_TEST_TMPDIR/one.msg" |
        "$BATS_TEST_TMPDIR/base/CGPFilter/CGPFilter")
    says '^1 ERROR ".*EICAR'
}

@test "small limits on files, stack and descriptors are lived with" {
    [ "$(basename "$O")" != tsan ] || skip "its own runtime cannot live with them"
    for limit in '-f 0' '-s 256' '-n 16'; do
        rm -rf CGPFilter/state
        printf '1 FILE CGPFilter/test.msg\n' >run.in
        # What it says goes through a pipe: -f would hold for a file too.
        output=$(ulimit $limit && CGPFilter/CGPFilter <run.in | cat)
        says '^1 ERROR ".*EICAR'
    done
}

@test "little address space: signatures are compiled, and all is found" {
    case $O in */asan | */tsan) skip "its own runtime needs terabytes" ;; esac
    put_signatures many.ndb 1 3000
    message Queue/1.msg 'marker 2999.'
    printf '1 FILE Queue/1.msg\n2 FILE CGPFilter/test.msg\n' >run.in
    output=$(ulimit -v 1000000 && CGPFilter/CGPFilter <run.in)
    says '^1 ERROR ".*Marker.2999'
    says '^2 ERROR ".*EICAR'
    says_not 'out of memory'
}

@test "whatever umask it is started with, it can read what it writes" {
    rm -rf CGPFilter/state
    printf '1 FILE CGPFilter/test.msg\n' >run.in
    (umask 0777 && exec CGPFilter/CGPFilter) <run.in >run.out 2>run.err
    [ ! -s run.err ]
    grep -q '^1 ERROR ".*EICAR' run.out
    [ -n "$(find CGPFilter/state -type f)" ]
    [ -z "$(find CGPFilter/state ! -perm -0600)" ]
    [ -z "$(find CGPFilter/state ! -perm -0700 -type d)" ]
}

@test "a root without /dev/null serves as well" {
    command -v unshare >/dev/null && unshare -m mount -t tmpfs none /dev 2>/dev/null ||
        skip "nothing may be mounted here"
    put_signatures some.ndb 1 10
    message Queue/1.msg 'marker 9.'
    printf '1 FILE Queue/1.msg\n2 FILE CGPFilter/test.msg\n' >run.in
    output=$(unshare -m sh -c 'mount -t tmpfs none /dev && exec CGPFilter/CGPFilter' <run.in)
    says '^1 ERROR ".*Marker.9'
    says '^2 ERROR ".*EICAR'
}

@test "without an input it ends at once, and reads no file of its own as requests" {
    run timeout 60 sh -c 'exec CGPFilter/CGPFilter <&-'
    [ "$status" -eq 0 ]
    says_not 'not understood|^[0-9]'
    says '^\* processed 0 requests'
}

@test "an unknown command is refused on stderr with code 2" {
    run_separately CGPFilter/CGPFilter NONSENSE
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [[ "$errors" == *NONSENSE* ]]
}

@test "HELP and VERSION say so" {
    run_separately CGPFilter/CGPFilter HELP
    [ "$status" -eq 0 ]
    says 'CHECK +\[FILE\]'
    run_separately CGPFilter/CGPFilter VERSION
    [ "$status" -eq 0 ]
    says '^CGPFilter [0-9.]+ build [0-9-]{10} \(.+\)$'
}

@test "what cannot be told is an error, but a report that was taken is taken" {
    [ -c /dev/full ] || skip 'no /dev/full'
    for command in HELP CHECK BUILD 'RATE --help' 'FEEDBACK --show' 'STATUS --json'; do
        # shellcheck disable=SC2086
        run sh -c "CGPFilter/CGPFilter $command 2>&1 >/dev/full"
        [ "$status" -eq 1 ]
        says '^CGPFilter: standard output: .'
        # shellcheck disable=SC2086
        run sh -c "CGPFilter/CGPFilter $command 2>&1 >&-"
        [ "$status" -eq 1 ]
    done
    run sh -c 'CGPFilter/CGPFilter FEEDBACK spam <CGPFilter/test.msg 2>&1 >/dev/full'
    [ "$status" -eq 0 ]
}

@test "without signatures the helper says so, counts mail by policy, and still knows EICAR" {
    configure 'OnNoDatabase = postpone;'
    message Queue/1.msg 'nothing'
    helper_start
    await 1 '^\* no signature database is loaded'
    tell '1 FILE Queue/1.msg' '2 FILE CGPFilter/test.msg'
    helper_end
    [[ "$(answer 1)" == REJECTED* ]]
    [[ "$(answer 2)" == ERROR*EICAR* ]]
}

@test "old signatures are told and are policy" {
    put_signatures local.ndb 1 10
    touch -d '10 days ago' CGPFilter/db/local.ndb
    configure 'DatabaseMaxAge = 9d;' 'OnNoDatabase = failure;'
    message Queue/1.msg 'nothing'
    message Queue/2.msg 'marker 2.'
    helper_start
    await 1 '^\* the signatures are older than DatabaseMaxAge'
    helper_end
    helper_run '1 FILE Queue/1.msg' '2 FILE Queue/2.msg'
    says '^1 FAILURE$'
    says '^2 ERROR ".*Marker.2'
    configure 'DatabaseMaxAge = 11d;' 'OnNoDatabase = failure;'
    helper_run '1 FILE Queue/1.msg'
    says '^1 OK$'
}
