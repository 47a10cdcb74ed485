#!/usr/bin/env bats
#
# make install, upgrade, uninstall

load helpers

setup() {
    [ -x "$CGPFILTER" ] || skip "the helper is not built"
    cd "$ROOT"
    stage=$BATS_TEST_TMPDIR/stage
    place=$stage/var/CommuniGate/CGPFilter
}

# The program as a build leaves it, the harness beside it.
BENCH() { echo "$(dirname "$CGPFILTER")/bench/cgpbench"; }

install_it() { tests/support/install "$CGPFILTER" "$place"; }

@test "install lays out program, configuration, test message, script and manual pages" {
    install_it
    cmp "$CGPFILTER" "$place/CGPFilter"
    cmp conf/CGPFilter.cfg "$place/CGPFilter.cfg"
    cmp conf/test.msg "$place/test.msg"
    cmp conf/cartridge/default.cartridge "$place/default.cartridge"
    cmp conf/update.sh "$place/update.sh"
    cmp conf/man/CGPFilter.8 "$place/man/man8/CGPFilter.8"
    cmp conf/man/CGPFilter.cfg.5 "$place/man/man5/CGPFilter.cfg.5"
    cmp conf/man/CGPFilter-lists.5 "$place/man/man5/CGPFilter-lists.5"
    cmp conf/man/CGPFilter-rules.7 "$place/man/man7/CGPFilter-rules.7"
    cmp conf/man/CGPFilter-updates.7 "$place/man/man7/CGPFilter-updates.7"
    cmp conf/whitelist.cfg "$place/whitelist.cfg"
    cmp conf/cartridge.cfg "$place/cartridge.cfg"
    cmp conf/man/cgpbench.1 "$place/man/man1/cgpbench.1"
    [ -x "$place/CGPFilter" ]
    [ -x "$place/update.sh" ]
    [ -d "$place/db" ]
    [ -d "$place/state" ]
    # And nothing else: no half-written file.
    rm -f "$place/cgpbench" "$place/cgpbench-peer" "$place/CGPFilter-static"
    [ "$(find "$place" -type f | wc -l)" -eq 13 ]
}

@test "the harness is installed where it was built" {
    [ -x "$(BENCH)" ] || skip "cgpbench is not built"
    install_it
    cmp "$(BENCH)" "$place/cgpbench"
    [ -x "$place/cgpbench" ]
    [ -x "$place/cgpbench-peer" ]
    "$place/cgpbench" --help | grep -q '^usage: cgpbench'
}

@test "what install lays out answers at once from the base directory" {
    install_it
    cd "$stage/var/CommuniGate"
    output=$(echo '1 FILE CGPFilter/test.msg' | CGPFilter/CGPFilter)
    says '^1 ERROR ".*EICAR'
}

@test "make hands program and staged base directory to install" {
    run make -n install DEPS=no DESTDIR=/stage BASEDIR=/some/base
    [ "$status" -eq 0 ]
    says "tests/support/install .*/CGPFilter '/stage/some/base/CGPFilter'"
}

@test "an upgrade keeps an edited configuration and puts the new one beside it" {
    install_it
    echo 'OnInfected = discard;' >"$place/CGPFilter.cfg"
    run install_it
    [ "$status" -eq 0 ]
    says "kept .*/CGPFilter.cfg; the shipped one is .*/CGPFilter.cfg.new"
    [ "$(cat "$place/CGPFilter.cfg")" = 'OnInfected = discard;' ]
    cmp conf/CGPFilter.cfg "$place/CGPFilter.cfg.new"
}

@test "an upgrade leaves nothing beside a configuration that was not edited" {
    install_it
    : >"$place/CGPFilter.cfg.new"
    install_it
    [ ! -e "$place/CGPFilter.cfg.new" ]
}

@test "an upgrade keeps signatures and state" {
    install_it
    echo 'A:0:*:41414141' >"$place/db/local.ndb"
    echo x >"$place/state/suspects"
    install_it
    [ -s "$place/db/local.ndb" ]
    [ -s "$place/state/suspects" ]
}

@test "an upgrade under a running helper disturbs neither answers nor reloads" {
    base_make
    helper_start
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR'
    (cd "$ROOT" && tests/support/install "$CGPFILTER" "$BATS_TEST_TMPDIR/base/CGPFilter")
    put_signatures new.ndb 1 10
    message Queue/1.msg 'marker 7.'
    kill -HUP "${HELPER[one]}"
    await 1 'database date .* from 1 files'
    tell '2 FILE Queue/1.msg'
    await 1 '^2 ERROR ".*Marker.7'
    helper_end
}

@test "uninstall takes what install put there and leaves configuration and signatures" {
    install_it
    echo 'A:0:*:41414141' >"$place/db/local.ndb"
    echo 'OnInfected = discard;' >"$place/CGPFilter.cfg"
    install_it
    make -s uninstall DEPS=no DESTDIR="$stage" BASEDIR=/var/CommuniGate
    [ "$(find "$place" -type f -printf '%P\n' | LC_ALL=C sort)" = "$(printf '%s\n' CGPFilter.cfg cartridge.cfg db/local.ndb whitelist.cfg)" ]
}
