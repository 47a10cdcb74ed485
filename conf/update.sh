#!/bin/sh
# update.sh - fetch signatures, check them, load them into the running helper
#
# Safe in cron, for example:  17 3,9,15,21 * * *  /var/CommuniGate/CGPFilter/update.sh
#
# 1. freshclam, where it is installed, brings the official set into a directory
#    of its own (state/official).
# 2. That, and what lies in EXTRA (third-party files that some other tool keeps
#    there), is gathered aside.  Nothing new: the end.
# 3. `CGPFilter CHECK` compiles the gathered set and tries it: test messages must
#    be found, ordinary mail must not.  What it refuses is thrown
#    away; the set in db/ stays.
# 4. The set takes the place of db/ by renaming, and hup.sig tells every helper
#    of this directory to load it.  Scans go on meanwhile; a set with far fewer
#    signatures than the running one is refused by the helper once more.
#
#   EXTRA=dir        further signature files
#   FRESHCLAM=path   another freshclam; FRESHCLAM=no never calls it
#   FRESHCLAM_USER=  who freshclam becomes when root calls it (clamav)
#   QUIET=1          speak only of trouble
#
# Exit codes: 0 done or nothing new, 1 refused or failed; the old set stays.
set -u
umask 022

here=$(cd "$(dirname "$0")" && pwd) || exit 1
db=$here/db
state=$here/state
new=$here/db.new
old=$here/db.old
extra=${EXTRA:-}
freshclam=${FRESHCLAM:-$(command -v freshclam || echo no)}
freshclam_user=${FRESHCLAM_USER:-clamav}

say() { [ -n "${QUIET:-}" ] || echo "update.sh: $*"; }
fail() {
    echo "update.sh: $*; the signatures in $db stay" >&2
    rm -rf "$new"
    exit 1
}

mkdir -p "$state" || fail "cannot make $state"
# One at a time; a crashed one leaves no lock behind.
exec 9>"$state/update.lock" || fail "cannot write $state/update.lock"
if command -v flock >/dev/null 2>&1; then
    flock -n 9 || { say "another update is running"; exit 0; }
fi
# One that was cut off between the two renamings of swap().
if [ ! -d "$db" ] && [ -d "$old" ]; then
    mv "$old" "$db" || fail "cannot move $old back"
fi

# Called by root, freshclam becomes a user of its own, who must get there.
let_freshclam_in() {
    mkdir -p "$state/official" || return 1
    [ "$(id -u)" -eq 0 ] && id "$freshclam_user" >/dev/null 2>&1 || return 0
    chmod o+x "$state" && chown "$freshclam_user" "$state/official"
}

fetch_official() {
    [ "$freshclam" = no ] && return 0
    let_freshclam_in || return 1
    # A freshclam that stays behind must not keep the lock.
    "$freshclam" --quiet --no-warnings --datadir="$state/official" \
        >"$state/freshclam.log" 2>&1 9>&-
}

gather() {
    rm -rf "$new"
    mkdir "$new" || return 1
    for from in "$state/official" "$extra"; do
        [ -n "$from" ] && [ -d "$from" ] || continue
        for file in "$from"/*; do
            [ -f "$file" ] || continue
            case $file in
            *.cvd | *.cld | *.cud | *.sign | *.ndb | *.ndu | *.db | *.ldb | \
                *.ldu | *.hdb | *.hdu | *.hsb | *.hsu | *.fp | *.sfp | \
                *.ign | *.ign2 | *.cdb | *.ftm | *.pdb | *.wdb)
                cp -p "$file" "$new/" || return 1
                ;;
            esac
        done
    done
}

# What the operator put into db/ by hand, whatever it is, stays there.
keep_local() {
    [ -f "$state/managed" ] || : >"$state/managed"
    for file in "$db"/* "$db"/.[!.]*; do
        [ -e "$file" ] || [ -L "$file" ] || continue
        name=$(basename "$file")
        grep -qxF -e "$name" "$state/managed" && continue
        [ -e "$new/$name" ] || cp -pR "$file" "$new/" || return 1
    done
}

same() { diff -rq "$db" "$new" >/dev/null 2>&1; }

# In a string of a configuration file, " and \ are written \" and \\.
quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }

check() {
    printf 'DatabaseDirectory = "%s";\n' "$(quoted "$new")" >"$state/update.cfg"
    "$here/CGPFilter" CHECK "$state/update.cfg" >"$state/update.log" 2>&1
}

swap() {
    rm -rf "$old"
    if [ -d "$db" ]; then
        mv "$db" "$old" || return 1
    fi
    mv "$new" "$db" || { [ -d "$old" ] && mv "$old" "$db"; return 1; }
    rm -rf "$old"
}

fetch_official || say "freshclam failed, see $state/freshclam.log; going on"
gather || fail "cannot gather signature files"
managed=$(ls "$new")
keep_local || fail "cannot copy $db"
if same; then
    say "nothing new"
    rm -rf "$new"
    exit 0
fi
[ -n "$(ls "$new")" ] || fail "no signature files anywhere"
check || fail "the new set is refused: $(grep '^error' "$state/update.log" | head -n 1)"
swap || fail "cannot move the new set into place"
printf '%s\n' "$managed" >"$state/managed"
: >"$here/hup.sig"
say "$(grep 'signatures from' "$state/update.log" | tail -n 1) in place"
