#!/usr/bin/env bats
#
# update.sh: fetch, check, put in place, tell the helper

load helpers

setup() {
    base_make
    mkdir extra fetched
    export EXTRA=$PWD/extra FRESHCLAM=no
}

update() { run_separately CGPFilter/update.sh; }

# A freshclam that brings what lies in fetched/, and writes down its call.
fake_freshclam() { # [LAST-COMMAND]
    cat >freshclam <<SCRIPT
#!/bin/sh
echo "\$@" >>"$PWD/freshclam.calls"
for argument; do
    case \$argument in --datadir=*) to=\${argument#--datadir=} ;; esac
done
cp -p "$PWD"/fetched/* "\$to"/
${1:-true}
SCRIPT
    chmod 755 freshclam
    export FRESHCLAM=$PWD/freshclam
}

no_leftovers() {
    [ ! -e CGPFilter/db.new ]
    [ ! -e CGPFilter/db.old ]
}

@test "files in EXTRA get into db and are found by the running helper" {
    signatures 1 10 >extra/third.ndb
    message Queue/1.msg 'marker 10.'
    helper_start
    await 1 '^\* database date'
    update
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '11 signatures from 1 files: .* in place$'
    await 1 '^\* database date .* 11 signatures '
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.10'
    await_true test ! -e CGPFilter/hup.sig
    helper_end
    no_leftovers
}

@test "nothing new: nothing is touched, no helper is told" {
    signatures 1 10 >extra/third.ndb
    update
    rm CGPFilter/hup.sig
    before=$(stat -c '%i %Y' CGPFilter/db)
    update
    [ "$status" -eq 0 ]
    says 'nothing new'
    [ ! -e CGPFilter/hup.sig ]
    [ "$(stat -c '%i %Y' CGPFilter/db)" = "$before" ]
    no_leftovers
}

@test "with QUIET it speaks only of trouble" {
    signatures 1 10 >extra/third.ndb
    export QUIET=1
    update
    [ "$status" -eq 0 ]
    [ -z "$output$errors" ]
    [ -s CGPFilter/db/third.ndb ]
}

@test "freshclam is called with a directory of its own, and what it brings is used" {
    signatures 1 10 >fetched/daily.ndb
    signatures 11 20 >extra/third.ndb
    fake_freshclam
    update
    [ "$status" -eq 0 ]
    grep -q -e "--datadir=.*/CGPFilter/state/official" freshclam.calls
    says '21 signatures from 2 files'
    [ "$(ls CGPFilter/db)" = "$(printf '%s\n' daily.ndb third.ndb)" ]
}

@test "freshclam called by root may write as a user of its own" {
    [ "$(id -u)" -eq 0 ] || skip "only root has to hand something over"
    signatures 1 10 >fetched/daily.ndb
    fake_freshclam
    chmod 700 CGPFilter/state
    FRESHCLAM_USER=nobody update
    [ "$status" -eq 0 ]
    [ "$(stat -c %U CGPFilter/state/official)" = nobody ]
    [ "$(stat -c %a CGPFilter/state)" = 701 ]
}

@test "a freshclam that fails does not keep the rest from being updated" {
    signatures 1 10 >extra/third.ndb
    : >fetched/main.txt
    fake_freshclam 'echo no network; exit 11'
    update
    [ "$status" -eq 0 ]
    says 'freshclam failed, see .*freshclam.log; going on'
    grep -q 'no network' CGPFilter/state/freshclam.log
    [ -s CGPFilter/db/third.ndb ]
}

@test "what a source has no more leaves db; what was put there by hand stays" {
    put_signatures local.ndb 100 110
    echo keep >CGPFilter/db/notes
    mkdir CGPFilter/db/attic
    echo keep >CGPFilter/db/attic/old.txt
    echo keep >CGPFilter/db/.hidden
    signatures 1 10 >extra/a.ndb
    signatures 11 20 >extra/b.ndb
    update
    [ "$(ls -A CGPFilter/db | tr '\n' ' ')" = '.hidden a.ndb attic b.ndb local.ndb notes ' ]
    rm extra/a.ndb
    signatures 11 30 >extra/b.ndb
    update
    [ "$status" -eq 0 ]
    [ "$(ls -A CGPFilter/db | tr '\n' ' ')" = '.hidden attic b.ndb local.ndb notes ' ]
    cmp extra/b.ndb CGPFilter/db/b.ndb
    [ -s CGPFilter/db/attic/old.txt ]
}

@test "only signature files are taken from EXTRA" {
    signatures 1 10 >extra/third.ndb
    echo x >extra/README
    mkdir extra/dir.ndb
    ln -s nowhere extra/dangling.ndb
    update
    [ "$status" -eq 0 ]
    [ "$(ls -A CGPFilter/db)" = third.ndb ]
}

@test "a refused set is thrown away, the old one stays and serves" {
    [ -r "$DATA/sigs/containers.tar.xz" ] ||
        skip "DATA has no sigs/containers.tar.xz (signed containers)"
    tar -xJf "$DATA/sigs/containers.tar.xz" -C fetched
    signatures 1 10 >extra/third.ndb
    update
    rm CGPFilter/hup.sig
    container=$(find fetched -name test-6.cvd)
    perl -e 'local $/; $_ = <STDIN>; substr($_, 2000, 1) ^= "\1"; print' \
        <"$container" >extra/bad.cvd
    update
    [ "$status" -eq 1 ]
    [ -z "$output" ]
    [[ "$errors" == *'the new set is refused: error: '*bad.cvd*'stay'* ]]
    [ "$(ls CGPFilter/db)" = third.ndb ]
    [ ! -e CGPFilter/hup.sig ]
    no_leftovers
}

@test "a helper that cannot be called refuses every set" {
    put_signatures third.ndb 1 10
    signatures 1 20 >extra/third.ndb
    printf '#!/bin/sh\nexit 1\n' >CGPFilter/CGPFilter.broken
    chmod 755 CGPFilter/CGPFilter.broken
    mv CGPFilter/CGPFilter.broken CGPFilter/CGPFilter
    update
    [ "$status" -eq 1 ]
    [ "$(wc -l <CGPFilter/db/third.ndb)" -eq 10 ]
    no_leftovers
}

@test "sources that are all gone do not empty db" {
    signatures 1 10 >extra/third.ndb
    update
    rm extra/third.ndb
    update
    [ "$status" -eq 1 ]
    [[ "$errors" == *'no signature files anywhere'* ]]
    [ -s CGPFilter/db/third.ndb ]
}

@test "a set much smaller than the running one is refused by the helper" {
    signatures 1 1000 >extra/third.ndb
    update
    rm CGPFilter/hup.sig
    message Queue/1.msg 'marker 999.'
    helper_start
    await 1 '^\* database date .* 1001 signatures '
    signatures 1 10 >extra/third.ndb
    update
    await 1 '^\* new signatures refused: .*; the old ones stay$'
    tell '1 FILE Queue/1.msg'
    await 1 '^1 ERROR ".*Marker.999'
    helper_end
}

@test "two at once: one works, the other says so and leaves" {
    command -v flock >/dev/null || skip "flock is not there"
    signatures 1 10 >fetched/daily.ndb
    mkfifo gate
    fake_freshclam "read line <$PWD/gate"
    CGPFilter/update.sh >first.out 2>&1 3>&- &
    first=$!
    await_true test -s freshclam.calls
    update
    [ "$status" -eq 0 ]
    says 'another update is running'
    echo go >gate
    wait "$first"
    grep -q 'in place$' first.out
    [ "$(wc -l <freshclam.calls)" -eq 1 ]
}

@test "one that was cut off between its two renamings is put right by the next" {
    put_signatures local.ndb 1 10
    signatures 11 20 >extra/third.ndb
    mv CGPFilter/db CGPFilter/db.old
    mkdir CGPFilter/db.new
    update
    [ "$status" -eq 0 ]
    [ "$(ls CGPFilter/db)" = "$(printf '%s\n' local.ndb third.ndb)" ]
    no_leftovers
}

@test "a path with blanks, quotes and a backslash is no trouble" {
    signatures 1 10 >extra/third.ndb
    mv CGPFilter "CGP \"F\" \\x"
    run_separately "./CGP \"F\" \\x/update.sh"
    [ "$status" -eq 0 ]
    says '11 signatures from 1 files'
    [ -s "CGP \"F\" \\x/db/third.ndb" ]
}

@test "mail goes on through many updates, each answer from a whole set" {
    [ -x "$TOOLS/cgpserve" ] || skip "cgpserve is not built"
    signatures 1 200 >extra/third.ndb
    update
    mkdir mail
    for i in 1 2 3 4 5 6 7 8; do message mail/$i.msg "marker $i."; done
    cat >often.sh <<SCRIPT
n=\$(cat "$PWD/round" 2>/dev/null || echo 200)
n=\$((n + 1))
echo \$n >"$PWD/round"
perl -e 'print "Marker.\$_:0:*:", unpack("H*", "marker \$_."), "\n" for 1 .. \$ARGV[0]' \$n >extra/third.ndb
EXTRA=$EXTRA FRESHCLAM=no QUIET=1 CGPFilter/update.sh
SCRIPT
    configure 'OnInfected = discard;'
    # More than one set is loaded on the way; where updates are slow, in the end.
    several_sets() {
        "$TOOLS/cgpserve" -r 400 -R 800 --every 300 --do 'sh often.sh' -I \
            -x DISCARD=3200 mail -- CGPFilter/CGPFilter >served 2>&1 ||
            touch broken
        [ -e broken ] || [ "$(grep -c 'database date' served)" -gt 1 ]
    }
    await_true several_sets
    [ ! -e broken ] || { tail -n 40 served; false; }
    # One may still be at it.
    exec {held}>CGPFilter/state/update.lock
    flock "$held"
}
