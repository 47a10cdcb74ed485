#!/usr/bin/env bats
#
# The files of Debian's package clamav-testfiles: one small program in 44
# wrappings.  What is not found is listed here with its reason, and nothing
# else may be missing.

load helpers

FILES=/usr/share/clamav-testfiles
# Packers of programs other than UPX, MEW, FSG, Petite and ASPack.
NOT_UNPACKED='clam-pespin.exe clam-upack.exe clam-wwpack.exe clam-yc.exe '

setup() {
    [ -f "$FILES/clam.exe" ] || skip "clamav-testfiles is not installed"
    base_make
    export LC_ALL=C.UTF-8
}

@test "of the files of clamav-testfiles only those of known packers are missed" {
    local sum size missed
    sum=$(sha256sum "$FILES/clam.exe" | cut -d' ' -f1)
    size=$(stat -c %s "$FILES/clam.exe")
    echo "$sum:$size:Test-File" >test.hsb
    run_separately CGPFilter/CGPFilter SCAN --no-summary -d test.hsb "$FILES"
    [ "$status" -eq 1 ]
    missed=$(sed -n "s|^$FILES/\(.*\): OK\$|\1|p" run.out | LC_ALL=C sort | tr '\n' ' ')
    echo "missed: $missed"
    [ "$missed" = "$NOT_UNPACKED" ]
}
