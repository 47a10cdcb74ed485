#!/usr/bin/env bats
#
# The same letter in every charset that fits its language, in every transfer
# encoding, as plain text and as HTML: SHOW gives the same text, subject and
# canonical form.

setup() {
    [ -x "$CGPFILTER" ] || skip "the helper is not built"
}

same_letter() { # LANGUAGE
    run "$BATS_TEST_DIRNAME/../support/same-letter" "$1" "$BATS_TEST_TMPDIR/$1"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "a letter in Japanese is the same however it is sent" {
    same_letter ja
}

@test "a letter in simplified Chinese is the same however it is sent" {
    same_letter zh
}

@test "a letter in traditional Chinese is the same however it is sent" {
    same_letter tw
}

@test "a letter in Korean is the same however it is sent" {
    same_letter ko
}

@test "a letter in Russian is the same however it is sent" {
    same_letter ru
}

@test "a letter in German is the same however it is sent" {
    same_letter de
}
