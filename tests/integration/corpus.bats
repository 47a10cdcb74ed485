#!/usr/bin/env bats
#
# All the real mail there is, as plain files and as queue files, 64 requests
# outstanding: each number answered exactly once, no message undecided, and in
# order where the order is strict.

load helpers

CORPORA='spamassassin modern-dev'

setup_file() {
    mkdir "$BATS_FILE_TMPDIR/mail"
    for name in $CORPORA; do
        [ -r "$DATA/corpus/$name.tar.xz" ] || return 0
        tar -xJf "$DATA/corpus/$name.tar.xz" -C "$BATS_FILE_TMPDIR/mail"
    done
    find "$BATS_FILE_TMPDIR/mail" -type f ! -name index | sort >"$BATS_FILE_TMPDIR/list"
}

setup() {
    [ -x "$TOOLS/cgpserve" ] || skip "cgpserve is not built"
    [ -s "$BATS_FILE_TMPDIR/list" ] || skip "DATA has no corpus/*.tar.xz (real mail)"
    base_make
}

# Usage: push_all ORDER OPTIONS...: the laws are cgpserve's exit code.
push_all() {
    local order=$1
    shift
    configure "ResponseOrder = $order;" 'AnswerTimeLimit = 1h;'
    run "$TOOLS/cgpserve" -n 64 -l "$BATS_FILE_TMPDIR/list" -A answers "$@" -- CGPFilter/CGPFilter
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$(wc -l <answers)" -eq "$(wc -l <"$BATS_FILE_TMPDIR/list")" ]
    # Without signatures every one of them is clean and complete.
    run grep -cvE '[[:space:]][0-9]+ OK$' answers
    [ "$output" -eq 0 ]
}

@test "real mail, plain files, strict order" {
    push_all strict --order strict
}

@test "real mail, plain files, window" {
    push_all window
}

@test "real mail as queue files, strict order" {
    mkdir wrapped
    push_all strict --order strict --wrap wrapped
}

@test "real mail as queue files, window" {
    mkdir wrapped
    push_all window --wrap wrapped
}

# The release build alone: sanitizers have nothing to say about it.
@test "real mail: the leaves and file names that Python's email package finds" {
    [ "$(basename "$O")" = release ] || skip "for the release build"
    python3 -c 'import email' 2>/dev/null || skip "python3 is not installed"
    run env CGPFILTER="$CGPFILTER" "$ROOT/tests/support/compare-decoders" \
        --only leaves-python "$BATS_FILE_TMPDIR/mail"
    echo "$output"
    [ "$status" -eq 0 ]
    says '^ +[0-9]{5}  equal$'
    says '^ +[0-9]{3}  names are the same$'
}
