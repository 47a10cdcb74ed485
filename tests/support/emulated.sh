# emulated.sh - build the tests for another machine and run them by qemu-user
#
# Sourced by check-big-endian and check-sparc64, at the top of the sources, with
#     arch       of qemu and the compiler (qemu-$arch, $arch-linux-gnu-gcc)
#     folder     where everything goes
#     settings   array: NAME=value for make, beyond those below
#     emulate    array: qemu's own options
# What runs is the portable variant: no Hyperscan, no vector kernels, no Linux
# calls.  Inputs of fuzzers that take long are cut at fewer places, and the replay
# says which fuzzer has them.
# shellcheck shell=bash

objects=$folder/objects
run=$folder/run

# names_of unit test_: the programs below tests/unit
names_of() {
    for source in tests/"$1"/"$2"*.c; do
        [ -e "$source" ] && basename "$source" .c
    done
}

targets() {
    echo "$objects/CGPFilter"
    names_of unit test_ | sed "s|^|$objects/tests/unit/|"
    names_of stress stress_ | sed "s|^|$objects/tests/stress/|"
    names_of fuzz fuzz_ | sed "s|^|$objects/tests/fuzz/|"
}

build_all() {
    # shellcheck disable=SC2046
    make -j"$(nproc)" --no-print-directory DEPS=no VARIANT=portable O="$objects" \
        AR="$arch-linux-gnu-ar" "${settings[@]}" $(targets)
}

# A script that runs one program; it passes its own name on as argv[0].
wrap() { # script program argument...
    mkdir -p "$(dirname "$1")"
    local script=$1
    shift
    {
        echo '#!/bin/sh'
        echo "exec qemu-$arch ${emulate[*]} -0 \"\$0\" $* \"\$@\""
    } >"$script"
    chmod +x "$script"
    echo "$script"
}

wrap_all() {
    rm -rf "$run"
    for name in $(names_of unit test_); do
        wrap "$run/unit/$name" "$objects/tests/unit/$name"
    done
    for name in $(names_of stress stress_); do
        wrap "$run/stress/$name" "$objects/tests/stress/$name"
    done
    for name in $(names_of fuzz fuzz_); do
        wrap "$run/replay/$name" "$objects/tests/fuzz/$name" \
            "tests/corpus/fuzz/${name#fuzz_}"
    done
}

# Stress tests want the processors for themselves.
run_all() {
    local programs helper status=0
    wrap_all >/dev/null
    mapfile -t programs < <(find "$run/unit" "$run/replay" -type f | sort)
    prove --jobs "$(nproc)" --timer --exec '' "${programs[@]}" || status=1
    prove --timer --exec '' "$run"/stress/* || status=1
    helper=$(wrap "$run/CGPFilter" "$objects/CGPFilter")
    CGPFILTER=$helper CONFORMANCE_TIMEOUT=300 prove --timer tests/conformance/run ||
        status=1
    return $status
}
