# corpora.sh - real mail and signatures of DATA, unpacked for a comparison
#
# Sourced with  data  (a folder of archives) and  place  (a scratch folder) set.
# Without the archives it says so, and the comparison ends well.
# shellcheck shell=bash

corpora=(spamassassin modern-dev)

unpack() { # folder archive...
    local to=$1 name
    shift
    mkdir -p "$to"
    for name in "$@"; do
        [ -r "$data/$name.tar.xz" ] || { echo "skipped: DATA has no $name.tar.xz"; exit 0; }
        tar -xJf "$data/$name.tar.xz" -C "$to"
    done
}

# $place/NAME.list for each corpus, $place/mailset with the mail set: official and
# Sanesecurity together, without what belongs into containers.
unpack_all() {
    local name
    unpack "$place/corpus" "${corpora[@]/#/corpus/}"
    unpack "$place/sets" sigs/official sigs/sanesecurity
    mkdir -p "$place/mailset"
    cp "$place"/sets/*/* "$place/mailset"
    rm -f "$place"/mailset/*.info
    for name in "${corpora[@]}"; do
        find "$place/corpus/$name" -type f ! -name index | sort >"$place/$name.list"
    done
}

# A base directory with a program and signatures, built.
make_base() { # folder program signatures
    mkdir -p "$1/CGPFilter"
    cp -r "$3" "$1/CGPFilter/db"
    cp "$2" "$1/CGPFilter/CGPFilter"
    (cd "$1" && CGPFilter/CGPFilter BUILD >/dev/null 2>&1) || {
        echo "signatures do not build in $1"
        exit 1
    }
}

# As a command that cgpbench starts from anywhere.
helper_in() { # folder
    printf '#!/bin/sh\ncd "%s" && exec CGPFilter/CGPFilter\n' "$1" >"$1/helper"
    chmod +x "$1/helper"
    echo "$1/helper"
}
