#!/usr/bin/env bats
#
# Bombs: small or plain messages that try to cost any time and memory
#
# Each is answered because it ends, not because AnswerTimeLimit ends it; what
# was left out is told by the limit's name; the engine stays within MEMORY_MAX;
# and mail that is queued beside all of them is answered.  What each took is
# printed for people.  LONG=1 takes the ones of a hundred megabytes as well.

load helpers

# 2 workers, of which one holds 400 MB of decoded bytes (MaxDecodedSize), the
# other a message of 100 MB; 192 MB for an archive (MaxArchiveMemory).
MEMORY_MAX_KB=$((1000 << 10))

setup() {
    # A sanitizer takes memory and time of its own; without jemalloc nothing
    # bounds what libraries take.
    [ "$(basename "$O")" = release ] || skip "for the release build"
    base_make
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 10m;' 'Workers = 2;'
    put_signatures marker.ndb 1 9
    mkdir bombs made
}

teardown() {
    local pid
    for pid in "${HELPER[@]}"; do
        kill -KILL $(children_of "$pid") "$pid" 2>/dev/null || true
    done
    rm -rf bombs made page
}

# User and system time of the engine, in hundredths of a second.
engine_cpu() {
    sed 's/.*) //' "/proc/$engine/stat" |
        awk -v tick="$(getconf CLK_TCK)" '{ printf "%d", ($12 + $13) * 100 / tick }'
}

engine_peak_kb() {
    awk '/^VmHWM/ { print $2 }' "/proc/$engine/status"
}

# The peak from now on is that of the next message.
forget_peak() {
    echo 5 2>/dev/null >"/proc/$engine/clear_refs" || true
}

letters() { # NAME...
    "$ROOT/tests/support/make-bomb-letters" bombs "$@"
}

archives() { # NAME...
    "$ROOT/tests/support/make-bombs" made "$@" >/dev/null
    "$ROOT/tests/support/make-bomb-letters" --wrap bombs made/*
    rm made/*
}

engine_ready() {
    helper_start
    await 1 '^\* database date'
    engine=$(engine_of)
}

# Usage: answered NUMBER NAME PATTERN
answered() {
    local number=$1 name=$2 pattern=$3 before peak said
    before=$(engine_cpu)
    forget_peak
    # Beside it mail is answered, though one of the two workers is held.
    tell "$number FILE bombs/$name.eml" "${number}0000 FILE CGPFilter/test.msg"
    await 1 "^$number (OK|ADDHEADER|ERROR|DISCARD|FAILURE|REJECTED)"
    await 1 "^${number}0000 (ERROR|DISCARD)"
    said=$(answer "$number")
    peak=$(engine_peak_kb)
    printf '# %-22s %8d KB  %5d ms CPU  %4d MB  %s\n' "$name" \
        "$(($(stat -c %s "bombs/$name.eml") >> 10))" \
        "$((($(engine_cpu) - before) * 10))" "$((peak >> 10))" "${said:0:70}" >&3
    rm "bombs/$name.eml"
    if ! grep -q -E -e "$pattern" <<<"$said" || grep -q 'time limit' <<<"$said"; then
        echo "$name: $said, not $pattern"
        return 1
    fi
    if [ "$peak" -gt "$MEMORY_MAX_KB" ]; then
        echo "$name: $peak KB"
        return 1
    fi
}

# Lines "NAME PATTERN" on standard input.
all_answered() {
    local number=1 name pattern
    engine_ready
    while read -r name pattern; do
        answered "$number" "$name" "$pattern"
        number=$((number + 1))
    done
    [ "$(engine_of)" = "$engine" ]
    helper_end
    lacks 'the engine died' one.out
}

@test "archives that are larger than they look" {
    archives overlap-small.zip overlap-zbsm.zip overlap-zblg.zip same-header.zip \
        nested-42.zip zeros-10g.gz zeros-2g.bz2 zeros-4g.xz zeros-4g.zst \
        sparse-8g.tar members-million.gz quine.gz
    all_answered <<'EOT'
overlap-small.zip  MaxArchiveRatio
overlap-zbsm.zip   MaxArchiveRatio
overlap-zblg.zip   MaxParts
same-header.zip    MaxParts
nested-42.zip      MaxArchiveRatio
zeros-10g.gz       MaxDecodedSize
zeros-2g.bz2       MaxArchiveRatio
zeros-4g.xz        MaxDecodedSize
zeros-4g.zst       MaxArchiveRatio
sparse-8g.tar      MaxArchiveRatio
members-million.gz ^OK
quine.gz           ^OK
EOT
}

@test "archives that want a gigabyte of memory" {
    archives dictionary-1536m.lzma dictionary-1536m.xz dictionary-1536m.7z window-4g.rar5
    letters archives-lzma
    all_answered <<'EOT'
dictionary-1536m.lzma ^OK
dictionary-1536m.xz   ^OK
dictionary-1536m.7z   ^OK
window-4g.rar5        ^OK
archives-lzma         ^OK
EOT
}

@test "archives with passwords to try on every member" {
    archives encrypted.zip encrypted-aes.zip
    letters archives-aes
    all_answered <<'EOT'
encrypted.zip      MaxParts
encrypted-aes.zip  MaxParts
archives-aes       X-CGPFilter-Encrypted
EOT
}

@test "many archives, winmail.dat in itself, files in a text" {
    letters archives-100 archives-small tnef-deep tnef-million uu-million \
        uu-files-million yenc-million binhex-million mailbox-million heads-mixed
    all_answered <<'EOT'
archives-100     MaxParts
archives-small   MaxParts
tnef-deep        MaxNesting
tnef-million     MaxParts
uu-million       ^OK
uu-files-million MaxParts
yenc-million     MaxParts
binhex-million   ^OK
mailbox-million  MaxParts
heads-mixed      ^(OK|ADDHEADER)
EOT
}

@test "scripts that are read for several things, again and again" {
    letters scripts-brackets scripts-formats scripts-joins scripts-sums \
        scripts-names
    all_answered <<'EOT'
scripts-brackets MaxDecodedSize
scripts-formats  MaxDecodedSize
scripts-joins    MaxDecodedSize
scripts-sums     MaxDecodedSize
scripts-names    MaxDecodedSize
EOT
}

@test "parts beside each other and in each other" {
    letters parts-100000 parts-empty-million multiparts-deep-10000 \
        multiparts-equal-10000 multiparts-lines multiparts-abandoned \
        messages-deep-10000 octets-deep-10000 messages-base64
    all_answered <<'EOT'
parts-100000           MaxParts
parts-empty-million    MaxParts
multiparts-deep-10000  MaxDepth
multiparts-equal-10000 MaxParts
multiparts-lines       ^OK
multiparts-abandoned   MaxParts
messages-deep-10000    MaxDepth
octets-deep-10000      Max(Depth|Nesting)
messages-base64        ^OK
EOT
}

@test "messages that can be read in many ways, in many parts, in each other" {
    letters readings readings-multiparts readings-nested
    all_answered <<'EOT'
readings            MaxParts
readings-multiparts MaxReadings
readings-nested     Max(Readings|Depth|DecodedSize|ScanSize)
EOT
}

@test "headers of many fields, parameters, words, addresses" {
    letters fields-million fields-of-parts parameters-100000 \
        parameters-continued parameters-backwards parameters-boundaries \
        content-types comments-deep addresses-million received-100000 \
        words-100000 words-million words-names
    all_answered <<'EOT'
fields-million        MaxHeaderFields
fields-of-parts       MaxHeaderFields
parameters-100000     MaxHeaderFields
parameters-continued  MaxHeaderFields
parameters-backwards  MaxHeaderFields
parameters-boundaries MaxHeaderFields
content-types         MaxHeaderFields
comments-deep         MaxHeaderSize
addresses-million     MaxHeaderSize
received-100000       MaxHeaderFields
words-100000          MaxHeaderSize
words-million         MaxHeaderSize
words-names           MaxParts
EOT
}

@test "HTML of a million tags, attributes, links" {
    letters html-data-million html-less-20m html-b-million html-table-million \
        html-attributes-million html-styles html-data-deep html-css-nested \
        html-script-strings html-script-pieces html-script-quotes \
        html-script-numbers html-srcdoc html-srcdoc-deep
    all_answered <<'EOT'
html-data-million       Max(Links|Parts)
html-less-20m           ^OK
html-b-million          ^OK
html-table-million      ^OK
html-attributes-million ^OK
html-styles             ^OK
html-data-deep          ^(OK|ADDHEADER)
html-css-nested         ^OK
html-script-strings     MaxArchiveMembers
html-script-pieces      ^OK
html-script-quotes      ^OK
html-script-numbers     ^OK
html-srcdoc             MaxLinks
html-srcdoc-deep        MaxNesting
EOT
}

# The engine looks into HTML no deeper than it needs; a person does.
@test "SHOW ends on each of the pages and texts" {
    local name
    letters html-b-million html-table-million html-tables html-ends \
        html-attributes-million html-less-20m html-comments html-links \
        html-styles html-style-blocks html-css-nested html-references \
        text-utf-7 text-unlabelled
    for name in bombs/*.eml; do
        CGPFilter/CGPFilter SHOW --json --text --links "$name" >page
        [ "$(tail -c 2 page)" = '}' ]
    done
    # 20 MB of "<" are shown as such; links end at their limit.
    CGPFilter/CGPFilter SHOW --json --links bombs/html-links.eml |
        grep -q '"limits":\["MaxLinks"\]'
}

@test "AnswerTimeLimit ends each kind of work" {
    configure 'ResponseOrder = any;' 'AnswerTimeLimit = 100ms;' 'Workers = 2;'
    archives zeros-10g.gz zeros-4g.xz
    letters archives-aes readings-nested
    engine_ready
    tell '1 FILE bombs/zeros-10g.gz.eml' '2 FILE bombs/zeros-4g.xz.eml' \
        '3 FILE bombs/archives-aes.eml' '4 FILE bombs/readings-nested.eml'
    await 4 '^[1-4] (ADDHEADER|FAILURE)'
    # By itself, not by being killed for hanging.
    tell '5 FILE CGPFilter/test.msg'
    await 1 '^5 '
    [ "$(engine_of)" = "$engine" ]
    helper_end
    lacks 'the engine died' one.out
}

@test "messages of a hundred megabytes" {
    [ -n "${LONG:-}" ] || skip "LONG=1 runs it"
    letters header-100m field-100m field-folded text-100m text-newlines \
        quoted-printable readings-large readings-nested-90m passwords heads-zip
    archives million.zip long-names.zip
    all_answered <<'EOT'
header-100m         MaxHeaderFields
field-100m          MaxHeaderSize
field-folded        MaxHeaderSize
text-100m           ^OK
text-newlines       ^OK
quoted-printable    ^OK
readings-large      ^(OK|ADDHEADER)
readings-nested-90m MaxReadings
passwords           MaxTextSize
heads-zip           ^(OK|ADDHEADER)
million.zip         MaxParts
long-names.zip      MaxMessageSize
EOT
}
