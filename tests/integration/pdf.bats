#!/usr/bin/env bats
#
# PDFs that qpdf makes now, beside those that are kept: whatever it encrypts with
# or packs objects into, the same contents come out as it shows itself.

load helpers

setup() {
    command -v qpdf >/dev/null || skip "qpdf is not installed"
    base_make
    plain=$ROOT/tests/data/pdf/plain.pdf
}

# A letter with a PDF, and a line of text.
letter() { # FILE TEXT >LETTER
    printf '%s\n' 'From: ann@example.net' 'Content-Type: multipart/mixed; boundary=b' '' \
        '--b' '' "$2" '--b' 'Content-Type: application/pdf; name=a.pdf' \
        'Content-Transfer-Encoding: base64' ''
    base64 "$1"
    printf '%s\n' '' '--b--'
}

# All that is decoded, a sum a line.
our_sums() { # FILE TEXT
    rm -rf extracted
    mkdir extracted
    letter "$1" "$2" >letter
    CGPFilter/CGPFilter SHOW --extract extracted letter >shown 2>shown.errors
    md5sum extracted/* | cut -c1-32 | sort -u
}

# The streams as qpdf decodes them.
their_sums() { # FILE [OPTION]
    local object
    qpdf "${@:2}" --show-xref "$1" | sed -n 's/^\([0-9]*\)\/0: .*/\1/p' | while read -r object; do
        qpdf "${@:2}" --show-object="$object" "$1" | grep -q '^Object is stream' || continue
        qpdf "${@:2}" --show-object="$object" --filtered-stream-data "$1" | md5sum | cut -c1-32
    done | sort -u
}

same_streams() { # TEXT [OPTION]
    our_sums made.pdf "$1" >ours
    their_sums made.pdf "${@:2}" >theirs
    [ -s theirs ]
    comm -13 ours theirs >missing
    [ ! -s missing ]
}

@test "streams come out as qpdf decodes them, in each way it writes a file" {
    local way
    for way in --object-streams=generate --linearize --stream-data=uncompress --qdf \
        '--recompress-flate --compression-level=1'; do
        # Several words are several options.
        qpdf $way "$plain" made.pdf
        same_streams 'See the file.'
        grep -q 'script' <(CGPFilter/CGPFilter SHOW letter)
    done
}

@test "encrypted files open with the empty password, and with that in the letter" {
    local way
    for way in '40' '128 --use-aes=n' '128 --use-aes=y' '256' '256 --force-R5'; do
        qpdf --allow-weak-crypto --encrypt '' owner $way -- "$plain" made.pdf
        same_streams 'See the file.'
        qpdf --allow-weak-crypto --encrypt secret owner $way -- "$plain" made.pdf
        same_streams 'The password is secret.' --password=secret
        our_sums made.pdf 'See the file.' >ours
        grep -q 'encrypted' shown
        # The letter's text, and the file as it is; a script of it that looks
        # like text before it is decrypted is there too, as chance has it.
        [ "$(wc -l <ours)" -ge 2 ]
    done
}
