#!/usr/bin/env bats
#
# The configuration: at start, at a reload, by CHECK

load helpers

setup() { base_make; }

# Until the reloads so far have said what database they brought.
await_reload() { await "$1" '^\* database date' "${2:-one.out}"; }

# ---- at start ----------------------------------------------------------------------

@test "without a configuration file the defaults are used, and that is told" {
    rm CGPFilter/CGPFilter.cfg
    helper_run '1 FILE CGPFilter/test.msg'
    says '^\* CGPFilter/CGPFilter.cfg: no such file; defaults are used$'
    says '^1 ERROR "Message rejected: it contains EICAR-Test-File"$'
}

@test "the shipped configuration is the defaults" {
    cp "$ROOT/conf/CGPFilter.cfg" CGPFilter/CGPFilter.cfg
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    shipped=$(grep -E '^[A-Z][A-Za-z]+ = ' <<<"$output")
    rm CGPFilter/CGPFilter.cfg
    run_separately CGPFilter/CGPFilter CHECK
    [ "$(grep -E '^[A-Z][A-Za-z]+ = ' <<<"$output")" = "$shipped" ]
}

@test "a bad file at the first start: defaults are used; file, line and column are told" {
    configure 'OnInfected = discard;' 'OnError = sideways;'
    helper_run '1 FILE CGPFilter/test.msg'
    says '^\* CGPFilter/CGPFilter.cfg:2:11: .*sideways.*; built-in defaults are used$'
    says '^1 ERROR '
}

@test "a bad file at a later start: the last good copy is used" {
    configure 'OnInfected = discard;'
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 DISCARD$'
    configure 'OnInfected = postpone;' 'NoSuchKey = 1;'
    helper_run '1 FILE CGPFilter/test.msg'
    says '^\* CGPFilter/CGPFilter.cfg:2:1: .*NoSuchKey.*; the last good copy is used$'
    says '^1 DISCARD$'
}

@test "a bad file is refused whole, whatever is wrong with it" {
    configure 'OnInfected = discard;'
    helper_run
    while IFS='|' read -r line place; do
        configure '// first' "$line"
        helper_run '1 FILE CGPFilter/test.msg'
        says "^\\* CGPFilter/CGPFilter.cfg:$place: .*; the last good copy is used\$"
        says '^1 DISCARD$'
    done <<'LINES'
OnInfected = "discard;|2:14
OnInfected = pass|2:[0-9]+
OnInfected pass;|2:1[12]
Workers = 99999999;|2:11
MaxDepth = 10 parts;|2:[0-9]+
AnswerTimeLimit = 1ms;|2:19
= 1;|2:1
LINES
}

@test "a configuration of a megabyte of nonsense, a directory, a FIFO in its place: the helper starts" {
    head -c 1500000 /dev/zero | tr '\0' x >CGPFilter/CGPFilter.cfg
    helper_run '1 FILE CGPFilter/test.msg'
    says '; built-in defaults are used$'
    says '^1 ERROR '
    rm CGPFilter/CGPFilter.cfg
    mkdir CGPFilter/CGPFilter.cfg
    helper_run '1 FILE CGPFilter/test.msg'
    says '; built-in defaults are used$'
    says '^1 ERROR '
    rmdir CGPFilter/CGPFilter.cfg
    mkfifo CGPFilter/CGPFilter.cfg
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 ERROR '
}

@test "a file in the current directory serves where the program's directory has none" {
    rm CGPFilter/CGPFilter.cfg
    echo 'OnInfected = discard;' >CGPFilter.cfg
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 DISCARD$'
    configure 'OnInfected = pass;'
    helper_run '1 FILE CGPFilter/test.msg'
    says '^1 OK$'
}

# ---- reload ------------------------------------------------------------------------

@test "SIGHUP: changed actions take effect, one after the other" {
    helper_start
    await_reload 1
    n=1
    while IFS='|' read -r setting wanted; do
        configure 'ResponseOrder = any;' "$setting"
        kill -HUP "${HELPER[one]}"
        await_reload $((n + 1))
        tell "$n FILE CGPFilter/test.msg"
        await 1 "^$n $wanted\$"
        n=$((n + 1))
    done <<'LINES'
OnInfected = discard;|DISCARD
OnInfected = addheader;|ADDHEADER "X-CGPFilter-Virus: EICAR-Test-File" OK
OnInfected = pass;|OK
OnInfected = reject; InfectedText = "no ^1 here";|ERROR "no EICAR-Test-File here"
OnInfected = addheader; InfectedHeader = "X-A: ^1\eX-B: yes";|ADDHEADER "X-A: EICAR-Test-File\\eX-B: yes" OK
OnInfected = addheader; AddHeaderForm = bare;|ADDHEADER "X-CGPFilter-Virus: EICAR-Test-File"
OnInfected = postpone;|REJECTED .*
LINES
    helper_end
}

@test "SIGHUP: other policies take effect" {
    put_signatures local.ndb 1 10
    message Queue/limits.msg "$(printf '%70000s' x)"
    : >Queue/empty.msg
    helper_start
    tell '1 FILE Queue/missing.msg' '2 FILE Queue/empty.msg' '3 FILE Queue/limits.msg'
    await 1 '^3 OK$'
    await 1 '^1 FAILURE$'
    await 1 '^2 FAILURE$'
    configure 'OnUnreadable = pass;' 'MaxMessageSize = 64K;' 'IncompleteHeader = "X-Part: ^1";'
    kill -HUP "${HELPER[one]}"
    await_reload 2
    tell '4 FILE Queue/missing.msg' '5 FILE Queue/empty.msg' '6 FILE Queue/limits.msg'
    await 1 '^4 OK$'
    await 1 '^5 OK$'
    await 1 '^6 ADDHEADER "X-Part: .*MaxMessageSize.*" OK$'
    helper_end
}

@test "a recipient of reports that is no address: said at once, and the old configuration stays" {
    configure 'OnInfected = discard;'
    helper_start
    await_reload 1
    configure 'OnInfected = pass;' 'ReportRecipient = "ann@example.net, bob@";'
    kill -HUP "${HELPER[one]}"
    await 1 '^\* configuration refused, the old one stays: CGPFilter/CGPFilter.cfg:2:19: ReportRecipient = "ann@example.net, bob@": "bob@" is not a mail address such as '
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 DISCARD$'
    helper_end
    grep -q 'discard' CGPFilter/state/CGPFilter.cfg.good
}

@test "a bad file at a reload: the old configuration stays, with file, line and column" {
    configure 'OnInfected = discard;'
    helper_start
    await_reload 1
    configure 'OnInfected = pass;' '' 'MaxDepth = none;'
    kill -HUP "${HELPER[one]}"
    await 1 '^\* configuration refused, the old one stays: CGPFilter/CGPFilter.cfg:3:12: .*none'
    await_reload 2
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 DISCARD$'
    # And it is still the one for the next start.
    helper_end
    helper_run '2 FILE CGPFilter/test.msg'
    says '^2 DISCARD$'
}

@test "a refused reload is told even when information lines are held back" {
    helper_start
    await_reload 1
    for i in $(seq 1 400); do echo "$i FILE Queue/none-$i.msg"; done >&"${INPUT[one]}"
    await 400 '^[0-9]+ FAILURE'
    configure 'nonsense'
    kill -HUP "${HELPER[one]}"
    await 1 '^\* configuration refused'
    helper_end
    grep -q '^\* processed 400 requests: .* 400 unreadable' one.out
    [ "$(grep -c 'none-.*: no such file' one.out)" -le 400 ]
}

@test "many SIGHUPs in a row end with what the file says at last" {
    helper_start
    await_reload 1
    for action in pass discard pass addheader pass discard; do
        configure "OnInfected = $action;"
        kill -HUP "${HELPER[one]}"
    done
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 '
    until_discarded() {
        tell '2 FILE CGPFilter/test.msg'
        await "$((++asked))" '^2 '
        grep -q '^2 DISCARD$' one.out
    }
    asked=0
    await_true until_discarded
    helper_end
}

@test "hup.sig is seen, acted upon and deleted, whatever it holds" {
    helper_start
    await_reload 1
    configure 'OnInfected = discard;'
    # In one step: a look between making and writing it would see it twice.
    echo anything >hup.aside
    mv hup.aside CGPFilter/hup.sig
    await_reload 2
    await_true test ! -e CGPFilter/hup.sig
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 DISCARD$'
    # Once, not again and again while it stands there.
    [ "$(grep -c '^\* database date' one.out)" -eq 2 ]
    configure 'OnInfected = pass;'
    : >CGPFilter/hup.sig
    await_reload 3
    tell '2 FILE CGPFilter/test.msg'
    await 1 '^2 OK$'
    helper_end
}

@test "two helpers in one directory both see hup.sig" {
    helper_start one
    helper_start two
    await_reload 1 one.out
    await_reload 1 two.out
    configure 'OnInfected = discard;'
    : >CGPFilter/hup.sig
    await_reload 2 one.out
    await_reload 2 two.out
    tell '1 FILE CGPFilter/test.msg'
    tell -n two '1 FILE CGPFilter/test.msg'
    await 1 '^1 DISCARD$' one.out
    await 1 '^1 DISCARD$' two.out
    await_true test ! -e CGPFilter/hup.sig
    helper_end one
    helper_end two
}

@test "a helper that could not look while hup.sig stood there reads it all the same" {
    helper_start one
    helper_start two
    await_reload 1 one.out
    await_reload 1 two.out
    engine=$(engine_of two)
    # The supervisor first: it would let its engine go on.
    kill -STOP "${HELPER[two]}"
    kill -STOP "$engine"
    configure 'OnInfected = discard;'
    : >CGPFilter/hup.sig
    await_reload 2 one.out
    await_true test ! -e CGPFilter/hup.sig
    kill -CONT "$engine"
    kill -CONT "${HELPER[two]}"
    await_reload 2 two.out
    tell -n two '1 FILE CGPFilter/test.msg'
    await 1 '^1 DISCARD$' two.out
    helper_end one
    helper_end two
}

@test "a hup.sig from before the start does no harm and goes away" {
    : >CGPFilter/hup.sig
    helper_start
    await_true test ! -e CGPFilter/hup.sig
    tell '1 FILE CGPFilter/test.msg'
    await 1 '^1 ERROR'
    helper_end
}

# ---- CHECK ----------------------------------------------------------------------------

@test "CHECK prints every key with its value and ends with 0" {
    configure 'OnInfected = discard;' 'SlowAfter = 2s;' 'MaxScanSize = 2M;'
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    says '^CGPFilter/CGPFilter.cfg: good$'
    says '^OnInfected = discard;$'
    says '^SlowAfter = 2s;$'
    says '^MaxScanSize = 2M;$'
    # Every key of the shipped file.
    for key in $(sed -n 's/^#\([A-Za-z]*\) = .*/\1/p' "$ROOT/conf/CGPFilter.cfg"); do
        says "^$key = "
    done
}

@test "what CHECK prints is a configuration itself" {
    configure 'OnInfected = addheader;' 'InfectedHeader = "X-A: \"^1\"\eX-B: \\";'
    run_separately CGPFilter/CGPFilter CHECK
    says '^InfectedHeader = '
    # Paths are printed as they are used, from the base directory.
    local paths='^([A-Za-z]*Directory|Cartridge|CartridgeSettings|WhitelistFile|GatewaysFile|GuardMail) = '
    grep -E '^[A-Z][A-Za-z]+ = ' <<<"$output" | grep -vE "$paths" >printed.cfg
    run_separately CGPFilter/CGPFilter CHECK printed.cfg
    [ "$status" -eq 0 ]
    says '^printed.cfg: good$'
    grep -E '^[A-Z][A-Za-z]+ = ' <<<"$output" | grep -vE "$paths" | cmp - printed.cfg
}

@test "CHECK of a bad file ends with 1 and says file, line, column" {
    printf 'OnInfected = pass;\n  MaxDepth = 3;\n' >other.cfg
    run_separately CGPFilter/CGPFilter CHECK other.cfg
    [ "$status" -eq 1 ]
    says '^error: other.cfg:2:14: .*MaxDepth'
}

@test "CHECK of a missing file ends with 1; without CGPFilter.cfg defaults are used" {
    run_separately CGPFilter/CGPFilter CHECK missing.cfg
    [ "$status" -eq 1 ]
    [ "$output" = "error: missing.cfg: no such file" ]
    rm -f CGPFilter/CGPFilter.cfg
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says '^CGPFilter/CGPFilter.cfg: no such file; defaults are used$'
}

@test "CHECK refuses what is no file, or one too many, with 2" {
    for wrong in --frob 'a.cfg b.cfg'; do
        # shellcheck disable=SC2086
        run_separately CGPFilter/CGPFilter CHECK $wrong
        [ "$status" -eq 2 ]
        [ -z "$output" ]
        grep -q 'CGPFilter CHECK --help' <<<"$errors"
    done
    run_separately CGPFilter/CGPFilter CHECK --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter CHECK'
}

@test "CHECK changes nothing" {
    put_signatures local.ndb 1 10
    before=$(find CGPFilter | sort)
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says '^11 signatures from 1 files: 11 patterns, 0 logical, 0 of members, 0 hashes, 0 allowed hashes$'
    [ "$(find CGPFilter | sort)" = "$before" ]
}
