#!/usr/bin/env bats
#
# CGPFilter EVALUATE: how good the score is on mail whose kind is known

load helpers

setup() {
    base_make
    mkdir corpus
    for i in $(seq 40); do
        printf 'From: ann%d@example.org\nSubject: build %d\n\nThe meeting about build %d is at ten.\n' \
            "$i" "$i" "$i" > "corpus/ham$i"
        printf 'From: shop%d@example.com\nSubject: offer %d\n\nBuy cheap pills number %d now, click here.\n' \
            "$i" "$i" "$i" > "corpus/spam$i"
        printf 'ham ham%d\nspam spam%d\n' "$i" "$i"
    done > corpus/index
}

evaluate() { run CGPFilter/CGPFilter EVALUATE "$@"; }

@test "letters that are easily told apart are told apart by each method" {
    for method in immediate delayed split cross; do
        evaluate --json -m "$method" --delay 5 --folds 4 corpus/index
        [ "$status" -eq 0 ]
        grep -q "^{\"method\":\"$method\",\"messages\":80," <<<"$output"
    done
    # Of a split, lines 1, 5, 9, ...: all of them ham, so nothing is measured;
    # every third has both kinds.
    evaluate --json -m split --every 3 --seeds 3 corpus/index
    grep -q '"rated":81,"learnt":159,"runs":3' <<<"$output"
    grep -q '"fused":{"1-auc":{"mean":0.00000000,"worst":0.00000000}' <<<"$output"
    # Or as many as that, drawn anew for each seed.
    evaluate --json -m split --random --seeds 3 corpus/index
    grep -q '"rated":60,"learnt":180,"runs":3' <<<"$output"
}

@test "wrong labels among many are left out" {
    for i in $(seq 41 400); do
        printf 'From: ann%d@example.org\nSubject: build %d\n\nThe meeting about build %d is at ten.\n' \
            "$i" "$i" "$i" > "corpus/ham$i"
        printf 'From: shop%d@example.com\nSubject: offer %d\n\nBuy cheap pills number %d now, click here.\n' \
            "$i" "$i" "$i" > "corpus/spam$i"
        printf 'ham ham%d\nspam spam%d\n' "$i" "$i"
    done >> corpus/index
    evaluate --json -m split --every 3 corpus/index
    grep -q '"learnt":533,"runs":1,"left-out":0,' <<<"$output"
    evaluate --json -m split --every 3 --flip 5 corpus/index
    [[ "$output" =~ '"left-out":'([0-9]+) ]]
    # 27 are expected.
    [ "${BASH_REMATCH[1]}" -ge 15 ]
    [ "${BASH_REMATCH[1]}" -le 40 ]
}

@test "the same arguments give the same figures, another seed another order" {
    evaluate --json --random --seed 7 corpus/index
    first=$(sed 's/"per-core-second.*//' <<<"$output")
    evaluate --json --random --seed 7 corpus/index
    [ "$(sed 's/"per-core-second.*//' <<<"$output")" = "$first" ]
}

@test "curves are drawn in letters and as a picture" {
    evaluate --svg roc.svg corpus/index
    [ "$status" -eq 0 ]
    grep -q 'spam missed' <<<"$output"
    grep -q '^fused ' <<<"$output"
    [ "$(grep -c '<polyline' roc.svg)" -eq 5 ]
    # Each class of scores: what it says, and, where there is mail, what is so.
    [ "$(grep -c 'class="said"' roc.svg)" -eq 12 ]
    [ "$(grep -c 'class="measured"' roc.svg)" -ge 2 ]
    [ "$(grep -c '<text.*font-size="10">[0-9]*</text>' roc.svg)" -eq 12 ]
    tail -1 roc.svg | grep -qx '</svg>'
    # Where none can be drawn nothing is measured first.
    evaluate --svg nowhere/roc.svg corpus/index
    [ "$status" -eq 2 ]
    [ "$output" = 'CGPFilter: nowhere/roc.svg: No such file or directory' ]
    evaluate --svg fresh.svg corpus/missing
    [ "$status" -eq 2 ]
    [ ! -e fresh.svg ]
    # What was drawn stays when there is nothing to measure.
    evaluate --svg roc.svg corpus/missing
    [ "$status" -eq 2 ]
    tail -1 roc.svg | grep -qx '</svg>'
}

@test "labels of the form of TREC, and another index to learn from" {
    sed 's|^\(.\)\([a-z]*\) |\U\1\E\2 ../corpus/|' corpus/index > corpus/full
    mkdir other
    sed 's|^\([a-z]*\) |\1 ../corpus/|' corpus/index > other/index
    evaluate --json -m split --train other/index corpus/full
    [ "$status" -eq 0 ]
    grep -q '"rated":80,"learnt":80' <<<"$output"
}

@test "what cannot be done is told" {
    evaluate
    [ "$status" -eq 2 ]
    evaluate corpus/none
    [ "$status" -eq 2 ]
    evaluate -m guess corpus/index
    [ "$status" -eq 2 ]
    evaluate --flip 77 corpus/index
    [ "$status" -eq 2 ]
    printf 'ham ham1\nbacon ham2\n' > corpus/wrong
    evaluate corpus/wrong
    [ "$status" -eq 2 ]
    grep -q 'corpus/wrong:2: neither' <<<"$output"
    printf 'ham none\nham ham1\nspam spam1\n' > corpus/gone
    evaluate --json corpus/gone
    [ "$status" -eq 0 ]
    grep -q '"messages":2,"unreadable":1' <<<"$output"
}
