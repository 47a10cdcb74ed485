#!/usr/bin/env bats
#
# Signatures: what is loaded, when, and what is refused

load helpers

setup() { base_make; }

IMAGE=CGPFilter/state/signatures.image

# Wait for the N-th set since the start.
await_database() { # N [PATTERN [FILE]]
    await "$1" "^\\* database date .*${2:-}" "${3:-one.out}"
}

reload() { kill -HUP "${HELPER[${1:-one}]}"; }

# ---- coming and going --------------------------------------------------------------

@test "a database directory that appears while the helper runs is loaded at a reload" {
    rm -r CGPFilter/db
    message Queue/1.msg 'marker 3.'
    helper_start
    await 1 '^\* CGPFilter/db: no signature directory$'
    tell '1 FILE Queue/1.msg'
    await 1 '^1 OK$'
    mkdir CGPFilter/db
    put_signatures local.ndb 1 5
    reload
    await_database 1 ' 6 signatures '
    tell '2 FILE Queue/1.msg'
    await 1 '^2 ERROR ".*Marker.3'
    helper_end
}

@test "a new signature is found after a reload, a withdrawn one no more" {
    put_signatures local.ndb 1 100
    message Queue/old.msg 'marker 1.'
    message Queue/new.msg 'marker 101.'
    helper_start
    tell '1 FILE Queue/old.msg' '2 FILE Queue/new.msg'
    await 1 '^1 ERROR ".*Marker.1'
    await 1 '^2 OK$'
    put_signatures local.ndb 2 101
    reload
    await_database 2
    tell '3 FILE Queue/old.msg' '4 FILE Queue/new.msg'
    await 1 '^3 OK$'
    await 1 '^4 ERROR ".*Marker.101'
    helper_end
}

@test "a database directory that vanishes leaves the old set in place" {
    put_signatures local.ndb 1 10
    message Queue/1.msg 'marker 10.'
    helper_start
    await_database 1
    rm -r CGPFilter/db
    reload
    await 1 '^\* CGPFilter/db: no signature directory$'
    await_database 2
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.10'
    helper_end
}

@test "another DatabaseDirectory takes effect at a reload" {
    put_signatures local.ndb 1 10
    mkdir other
    signatures 11 20 >other/x.ndb
    message Queue/1.msg 'marker 15.'
    helper_start
    await_database 1
    configure "DatabaseDirectory = \"$PWD/other\";"
    reload
    await_database 2
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.15'
    helper_end
}

@test "a reload without changes does not compile again" {
    put_signatures local.ndb 1 10
    helper_start
    await_database 1
    before=$(stat -c '%i %Y' $IMAGE)
    reload
    await_database 2
    [ "$(stat -c '%i %Y' $IMAGE)" = "$before" ]
    helper_end
}

@test "mail goes on while a large set is compiled, with the old set until the new one is there" {
    put_signatures local.ndb 1 100
    message Queue/old.msg 'marker 1.'
    message Queue/new.msg 'marker 20000.'
    helper_start
    await_database 1
    # Once more, with one more, where we were held up until all was compiled.
    n=0 last=20000
    while [ "$n" -eq 0 ] && [ "$last" -lt 20010 ]; do
        put_signatures large.ndb 101 "$last"
        reload
        until grep -q "database date .* $((last + 1)) signatures" one.out; do
            n=$((n + 2))
            tell "$n FILE Queue/old.msg" "$((n + 1)) FILE CGPFilter/test.msg"
            await 1 "^$((n + 1)) ERROR"
        done
        last=$((last + 1))
    done
    tell '1 FILE Queue/new.msg'
    await 1 '^1 ERROR ".*Marker.20000'
    helper_end
    # Every answer on the way was right.
    lacks '^[0-9]+ (OK|FAILURE|REJECTED)' one.out
    [ "$n" -gt 0 ]
}

# ---- what is not taken ---------------------------------------------------------------

@test "bad lines are skipped and told with file, line and reason; the others serve" {
    {
        signatures 1 3
        echo 'no colons at all'
        echo 'Bad.Hex:0:*:xyz'
        echo ':0:*:41414141'
        signatures 4 6
        printf 'Nul.Inside:0:*:4141\0004141\n'
    } >CGPFilter/db/local.ndb
    message Queue/1.msg 'marker 6.'
    helper_run '1 FILE Queue/1.msg'
    says '^\* local.ndb:4: '
    says '^\* local.ndb:5: '
    says '^\* local.ndb:6: '
    says '^\* local.ndb:10: '
    says '^\* local.ndb: 6 of 10 lines taken'
    says '^1 ERROR ".*Marker.6'
}

@test "very many bad lines are told as a few and a number" {
    yes 'nonsense' | head -n 100000 >CGPFilter/db/bad.ndb
    put_signatures local.ndb 1 3
    message Queue/1.msg 'marker 3.'
    helper_run '1 FILE Queue/1.msg'
    says 'bad.ndb: 0 of 100000 lines taken'
    [ "$(grep -c 'bad.ndb:[0-9]' <<<"$output")" -le 20 ]
    says '^1 ERROR ".*Marker.3'
}

@test "CHECK counts by kind what is not taken" {
    signatures 1 3 >CGPFilter/db/local.ndb
    echo 'nonsense' >>CGPFilter/db/local.ndb
    signatures 1 3 >CGPFilter/db/twice.ndb
    echo 'Marker.2.UNOFFICIAL' >CGPFilter/db/local.ign2
    echo 'A' >CGPFilter/db/later.cbc
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says '^not taken: 1 \(malformed line\)$'
    says 'not taken: [0-9]+ \(file type not supported yet\)$'
}

@test "an ignored signature is not found" {
    signatures 1 3 >CGPFilter/db/local.ndb
    echo 'Marker.2' >CGPFilter/db/local.ign2
    message Queue/1.msg 'marker 1.'
    message Queue/2.msg 'marker 2.'
    helper_run '1 FILE Queue/1.msg' '2 FILE Queue/2.msg'
    says '^1 ERROR '
    says '^2 OK$'
}

@test "files that are none of ours lie in the directory without harm" {
    put_signatures local.ndb 1 3
    echo hello >CGPFilter/db/README
    noise 100000 >CGPFilter/db/noise.bin
    mkdir CGPFilter/db/dir.ndb
    ln -s nowhere CGPFilter/db/dangling.ndb
    mkfifo CGPFilter/db/fifo.ndb
    : >CGPFilter/db/empty.ndb
    message Queue/1.msg 'marker 3.'
    helper_run '1 FILE Queue/1.msg'
    says '^1 ERROR ".*Marker.3'
}

@test "random bytes as signature files are skipped" {
    n=0
    for name in a.ndb b.hdb c.hsb d.db e.fp f.ign2 g.ldb; do
        noise 200000 "$((++n))" >CGPFilter/db/$name
    done
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 ERROR ".*EICAR'
}

@test "PUA signatures are taken only when asked for" {
    echo "Pua.Marker:0:*:$(printf 'pua marker' | od -An -tx1 | tr -d ' \n')" >CGPFilter/db/local.ndu
    put_signatures local.ndb 1 3
    message Queue/1.msg 'pua marker'
    helper_start
    tell '1 FILE Queue/1.msg'
    await 1 '^1 OK$'
    configure 'DetectPUA = YES;'
    reload
    await_database 2
    tell '2 FILE Queue/1.msg'
    await 1 '^2 ERROR ".*Pua.Marker'
    helper_end
}

@test "the portable matcher finds the same" {
    put_signatures local.ndb 1 500
    for i in 1 250 500; do message Queue/$i.msg "marker $i."; done
    configure 'Matcher = portable;'
    helper_run '1 FILE Queue/1.msg' '250 FILE Queue/250.msg' '500 FILE Queue/500.msg'
    for i in 1 250 500; do says "^$i ERROR \".*Marker.$i[.\"]"; done
}

# ---- refused sets ---------------------------------------------------------------------

@test "a set that shrank by more than the limit is refused, the old one stays and finds" {
    put_signatures local.ndb 1 1000
    message Queue/1.msg 'marker 1000.'
    helper_start
    await_database 1
    put_signatures local.ndb 1 800
    reload
    await 1 '^\* new signatures refused: .*; the old ones stay$'
    await_database 2 ' 1001 signatures '
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.1000'
    helper_end
    # Also over a restart, where the old one serves from the first message.
    helper_start
    await 1 '^\* new signatures refused: .*; the old ones stay$'
    tell '2 FILE Queue/1.msg'
    await 1 '^2 ERROR ".*Marker.1000'
    helper_end
}

@test "a start after a change serves from the last set at once and brings the new one behind it" {
    put_signatures local.ndb 1 2000
    helper_run '1 FILE CGPFilter/test.msg'
    put_signatures local.ndb 2 2001
    message Queue/old.msg 'marker 1.'
    message Queue/new.msg 'marker 2001.'
    helper_start
    await_database 2
    tell '1 FILE Queue/old.msg' '2 FILE Queue/new.msg'
    await 1 '^1 OK$'
    await 1 '^2 ERROR ".*Marker.2001'
    helper_end
    # The old set was live before a line of the new one was read.
    [ "$(grep -n -m 1 'database date' one.out | cut -d : -f 1)" -lt \
        "$(grep -n 'local.ndb: 2000 of' one.out | cut -d : -f 1)" ]
}

@test "a set that shrank within the limit is taken, and any set when the limit is 100" {
    put_signatures local.ndb 1 1000
    message Queue/1.msg 'marker 10.'
    helper_start
    await_database 1
    put_signatures local.ndb 1 950
    reload
    await_database 1 ' 951 signatures '
    configure 'DatabaseShrinkLimit = 100;'
    put_signatures local.ndb 1 10
    reload
    await_database 1 ' 11 signatures '
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.10'
    helper_end
}

unpack_containers() {
    [ -r "$DATA/sigs/containers.tar.xz" ] ||
        skip "DATA has no sigs/containers.tar.xz (signed containers)"
    mkdir containers
    tar -xJf "$DATA/sigs/containers.tar.xz" -C containers
    container=$(find containers -name test-6.cvd)
}

@test "a signed container is taken" {
    unpack_containers
    cp "$container" CGPFilter/db/test.cvd
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says '^[0-9]+ signatures from 1 files'
    says_not '^error'
}

@test "a container with a wrong bit anywhere is refused, and the old set stays" {
    unpack_containers
    put_signatures local.ndb 1 20
    message Queue/1.msg 'marker 7.'
    helper_start
    await_database 1
    size=$(stat -c %s "$container")
    n=0
    # In the digital signature of the header, and all over the archive.
    for at in 100 150 600 "$((size / 2))" "$((size - 1))"; do
        n=$((n + 1))
        perl -e 'local $/; $_ = <STDIN>; substr($_, $ARGV[0], 1) ^= "\1"; print' "$at" \
            <"$container" >CGPFilter/db/test.cvd
        reload
        await "$n" '^\* new signatures refused: a signed container failed its check; the old ones stay$'
    done
    head -c "$((size / 3))" "$container" >CGPFilter/db/test.cvd
    reload
    await "$((n + 1))" '^\* new signatures refused: .*; the old ones stay$'
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.7'
    helper_end
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: .*test.cvd'
}

@test "a set that takes every mail for infected is refused with the line's name, and the old one stays" {
    put_signatures local.ndb 1 20
    message Queue/1.msg 'marker 7.'
    message Queue/2.msg 'nothing'
    helper_start
    await_database 1
    printf 'Everything:4:*:46726f6d3a20\n' >CGPFilter/db/wide.ndb
    reload
    await 1 '^\* the new database fails its test: .* is taken for Everything\.UNOFFICIAL by wide\.ndb'
    await 1 '^\* new signatures refused: the new database fails its test; the old ones stay$'
    tell '1 FILE Queue/1.msg' '2 FILE Queue/2.msg'
    await 1 '^1 ERROR ".*Marker.7'
    await 1 '^2 OK$'
    helper_end
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 1 ]
    says '^error: the new database fails its test: '
    run_separately CGPFilter/CGPFilter BUILD
    [ "$status" -eq 1 ]
    [[ $errors == *'the old database stays'* ]]
    rm CGPFilter/db/wide.ndb
    run_separately CGPFilter/CGPFilter BUILD
    [ "$status" -eq 0 ]
    says 'signatures\.image: 21 signatures$'
    [ ! -e "$IMAGE.untried" ]
}

# ---- the image --------------------------------------------------------------------------

# Do COMMAND to the image; the next start must say so and find all the same.
spoil() { # COMMAND...
    "$@"
    helper_run '1 FILE Queue/1.msg'
    says "^\\* $IMAGE: .*; it is built anew\$"
    says '^1 ERROR ".*Marker.50'
    helper_run '2 FILE Queue/1.msg'
    says_not 'built anew'
    says '^2 ERROR ".*Marker.50'
}

flip() { # OFFSET
    perl -e 'open my $f, "+<", $ARGV[0] or die; seek $f, $ARGV[1], 0; read $f, my $b, 1;
        seek $f, $ARGV[1], 0; print $f $b ^ "\1"' $IMAGE "$1"
}

first_image() {
    put_signatures local.ndb 1 100
    message Queue/1.msg 'marker 50.'
    helper_run '1 FILE Queue/1.msg'
    says '^1 ERROR ".*Marker.50'
}

# The first byte at or behind OFFSET that is not zero: between the sections, and
# behind the last one, stand zeros that nobody reads and nothing covers.
content_at() { # OFFSET
    perl -0777 -ne 'BEGIN { $at = shift } pos = $at; /[^\0]/g and print pos() - 1' "$1" $IMAGE
}

@test "a damaged image is noticed and built anew, wherever the wrong bit is" {
    first_image
    size=$(stat -c %s $IMAGE)
    last=$(perl -0777 -ne 's/\0+\z//; print length() - 1' $IMAGE)
    for at in 0 9 100 4096 "$((size / 4))" "$((size / 2))" "$last"; do
        spoil flip "$(content_at "$at")"
    done
}

@test "a truncated image is noticed and built anew" {
    first_image
    size=$(stat -c %s $IMAGE)
    for length in 0 1 63 4095 "$((size / 2))" "$((size - 1))"; do
        spoil truncate -s "$length" $IMAGE
    done
    spoil truncate -s "$((size + 4096))" $IMAGE
}

@test "an image of something else is noticed and built anew" {
    first_image
    spoil cp /bin/sh $IMAGE
    spoil dd if=/dev/zero of=$IMAGE bs=1M count=1 status=none
}

@test "a directory or a FIFO in place of the image does not keep the helper from serving" {
    first_image
    rm $IMAGE
    mkfifo $IMAGE
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 ERROR ".*EICAR'
    rm -f $IMAGE
    mkdir $IMAGE
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 ERROR ".*EICAR'
}

@test "an image replaced under a running helper is not seen before a reload" {
    first_image
    helper_start
    await_database 1
    cp /bin/sh $IMAGE.aside
    mv $IMAGE.aside $IMAGE
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.50'
    reload
    await 1 'it is built anew$'
    await_database 2
    tell '2 FILE Queue/1.msg'
    await 1 '^2 ERROR ".*Marker.50'
    helper_end
}

@test "two helpers that start together compile once and share the image" {
    put_signatures local.ndb 1 20000
    message Queue/1.msg 'marker 19999.'
    helper_start one
    helper_start two
    tell '1 FILE Queue/1.msg'
    tell -n two '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.19999' one.out
    await 1 '^1 ERROR ".*Marker.19999' two.out
    [ "$(cat one.out two.out | grep -c 'local.ndb: 20000 of 20000 lines taken')" -eq 1 ]
    for name in one two; do
        grep -q "$(stat -c %i $IMAGE) .*signatures.image" "/proc/$(engine_of $name)/maps"
    done
    helper_end one
    helper_end two
}

@test "builds that were killed leave nothing that grows" {
    put_signatures local.ndb 1 60000
    for i in 1 2 3; do
        helper_start
        await_true test -e CGPFilter/state/build.lock
        helper_end
    done
    [ "$(find CGPFilter/state -name 'signatures*' | wc -l)" -le 1 ]
}

@test "a signal to all processes of our name does not end a build" {
    put_signatures large.ndb 1 30000
    message Queue/1.msg 'marker 29999.'
    hup_builders_until_answered() {
        for process in $(children_of "$(engine_of)"); do
            kill -HUP "$process" || true
        done
        grep -q '^1 ' one.out
    }
    helper_start
    tell '1 FILE Queue/1.msg'
    await_true hup_builders_until_answered
    helper_end
    [[ "$(answer 1)" == ERROR*Marker.29999* ]]
    lacks 'refused' one.out
}

@test "without a state directory the helper says so and serves" {
    put_signatures local.ndb 1 10
    configure "StateDirectory = \"$PWD/CGPFilter/test.msg/state\";"
    helper_run '1 FILE CGPFilter/test.msg' '2 FILE Queue/none.msg'
    says '^\* state directory .*: Not a directory'
    says '^1 ERROR ".*EICAR'
    says '^2 FAILURE$'
}

@test "in a state directory that may not be written the old image still serves" {
    command -v setpriv >/dev/null || skip "setpriv is not there"
    [ "$(id -u)" -eq 0 ] || skip "only root can become somebody else"
    first_image
    chmod 755 "$BATS_TEST_TMPDIR" CGPFilter/state
    chmod 644 CGPFilter/state/*
    as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
    as_nobody test -r CGPFilter/state || skip "the test's directory cannot be opened to others"
    printf '1 FILE Queue/1.msg\n' >run.in
    run_separately as_nobody CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    says '^\* state directory CGPFilter/state: Permission denied'
    says '^1 ERROR ".*Marker.50'
    # With newer sources, too.
    put_signatures local.ndb 1 110
    run_separately as_nobody CGPFilter/CGPFilter <run.in
    [ "$status" -eq 0 ]
    says '^1 ERROR ".*Marker.50'
}

@test "a container with a wrong signature beside it is refused; a stranger's leaves it to the older one" {
    unpack_containers
    pair=$(dirname "$container")
    cp "$pair/test-1.cvd" CGPFilter/db/test-1.cvd
    run_separately CGPFilter/CGPFilter SCAN -d CGPFilter/db CGPFilter/test.msg
    [ "$status" -eq 1 ]
    cp "$pair/test-1.cvd.sign" CGPFilter/db/
    run_separately CGPFilter/CGPFilter SCAN -d CGPFilter/db CGPFilter/test.msg
    [ "$status" -eq 1 ]
    configure 'LegacySignatures = NO;' "DatabaseCertificates = \"$PWD/$pair/clamav.crt\";"
    run_separately CGPFilter/CGPFilter SCAN -d CGPFilter/db CGPFilter/test.msg
    [ "$status" -eq 2 ]
    [[ $errors == *'LegacySignatures is off'* ]]
    configure
    mv CGPFilter/db/test-1.cvd.sign CGPFilter/db/test-6.cvd.sign
    cp "$pair/test-6.cvd" CGPFilter/db/test-6.cvd
    run_separately CGPFilter/CGPFilter SCAN -d CGPFilter/db CGPFilter/test.msg
    [ "$status" -eq 2 ]
    [[ $errors == *'the signature beside it is of other bytes'* ]]
}

# ---- an image that can be written nowhere --------------------------------------------

serves_from_memory() { # WHY
    await 1 "^\\* .*signatures\\.image.*: $1.*; the compiled signatures are kept in memory, and written once that is possible\$"
    await 1 '^\* database date'
    message Queue/1.msg 'marker 1999.'
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.1999'
    lacks 'no signature database is loaded' one.out
    [ ! -e CGPFilter/state/signatures.image ]
}

@test "a full disk at the first start: signatures serve from memory, and are written when there is room" {
    mkdir -p CGPFilter/state
    mount_disk CGPFilter/state 16k
    put_signatures many.ndb 1 2000
    helper_start
    serves_from_memory 'No space left on device'
    mount -o remount,size=64m CGPFilter/state
    kill -HUP "${HELPER[one]}"
    await_true test -s CGPFilter/state/signatures.image
    await 2 '^\* database date'
    # A new set that has no room replaces the one on the disk in memory as well.
    dd if=/dev/zero of=CGPFilter/state/fill bs=4k 2>fill.err || true
    put_signatures more.ndb 2001 2100
    kill -HUP "${HELPER[one]}"
    await 3 '^\* database date'
    message Queue/2.msg 'marker 2100.'
    tell '2 FILE Queue/2.msg'
    await 1 '^2 ERROR ".*Marker.2100'
    helper_end
}

@test "a state directory that is read-only: signatures serve from memory" {
    mkdir -p CGPFilter/state
    mount_disk CGPFilter/state 1m
    mount -o remount,ro CGPFilter/state
    put_signatures many.ndb 1 2000
    helper_start
    serves_from_memory 'Read-only file system'
    helper_end
}

@test "a state directory where this user may not write: signatures serve from memory" {
    mkdir -p CGPFilter/state
    chmod 555 CGPFilter/state
    put_signatures many.ndb 1 2000
    if [ "$(id -u)" -eq 0 ]; then
        # Root, without what lets it write everywhere.
        setpriv --bounding-set=-dac_override true 2>/dev/null || skip "setpriv cannot do this here"
        chown 65534 CGPFilter/state
        printf '%s\n' '#!/bin/sh' 'exec setpriv --bounding-set=-dac_override CGPFilter/CGPFilter' >start
        chmod +x start
    else
        ln -s CGPFilter/CGPFilter start
    fi
    mkfifo in
    (exec <in >one.out 2>one.err && if [ -L start ]; then exec_alone CGPFilter/CGPFilter; else exec_alone ./start; fi) &
    HELPER[one]=$!
    exec {fd}>in
    INPUT[one]=$fd
    serves_from_memory 'Permission denied'
    helper_end
}
