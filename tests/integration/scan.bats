#!/usr/bin/env bats
#
# CGPFilter SCAN: what a person finds in files, and what scripts rely on

load helpers

setup() {
    base_make
    export LC_ALL=C.UTF-8
    mkdir files
    message files/clean.msg 'Nothing here.'
    message files/marked.msg 'This is marker 1.'
    cp CGPFilter/test.msg files/test.msg
}

scan() { run_separately CGPFilter/CGPFilter SCAN "$@"; }

@test "each file gets its line, and the exit code is 1 when something was found" {
    scan files
    [ "$status" -eq 1 ]
    says '^files/clean\.msg: OK$'
    says '^files/test\.msg: EICAR-Test-File FOUND$'
    says '^files scanned: 3$'
    says '^infected: 1$'
}

@test "nothing found: exit code 0; nothing but unreadable files: 2, and the reason on stderr" {
    scan files/clean.msg
    [ "$status" -eq 0 ]
    [ -z "$errors" ]
    scan files/missing.msg
    [ "$status" -eq 2 ]
    [[ $errors == *'files/missing.msg: no such file'* ]]
    scan files/test.msg files/missing.msg
    [ "$status" -eq 1 ]
}

@test "signatures of a file or a directory are used instead of those of the installation" {
    mkdir other
    signatures 1 3 >other/my.ndb
    scan -d other/my.ndb files
    says '^files/marked\.msg: Marker\.1\.UNOFFICIAL FOUND$'
    says ', by my\.ndb$'
    scan --database=other -i --no-summary files/marked.msg files/clean.msg
    says '^files/marked\.msg: Marker\.1\.UNOFFICIAL FOUND$'
    lacks 'clean' run.out
}

@test "a database that is none is an error, not a clean bill" {
    echo 'no signatures' >files/words.txt
    scan -d files/words.txt files/clean.msg
    [ "$status" -eq 2 ]
    [[ $errors == *'no signature file'* ]]
    scan -d nowhere files/clean.msg
    [ "$status" -eq 2 ]
    [[ $errors == *'nowhere: No such file'* ]]
}

@test "the database of the helper is used and nothing of the installation is touched" {
    put_signatures local.ndb 1 3
    find CGPFilter | sort >before
    scan files/marked.msg
    says 'Marker\.1\.UNOFFICIAL FOUND'
    find CGPFilter | sort >after
    cmp before after
    helper_start
    tell '1 FILE files/marked.msg'
    await 1 '^1 ERROR '
    helper_end
    scan files/marked.msg
    says 'Marker\.1\.UNOFFICIAL FOUND'
}

@test "with -z everything is told, else the first" {
    message files/two.msg 'marker 1. marker 2.'
    signatures 1 3 >my.ndb
    scan -d my.ndb -z files/two.msg
    says 'Marker\.1\.'
    says 'Marker\.2\.'
    scan -d my.ndb files/two.msg
    [ "$(grep -c FOUND run.out)" -eq 1 ]
}

@test "directories in directories with -r; links and pipes in them are passed over" {
    mkdir -p files/deep/er
    cp files/test.msg files/deep/er/1.msg
    ln -s . files/deep/circle
    mkfifo files/deep/pipe
    scan files
    lacks 'deep' run.out
    scan -r files
    says '^files/deep/er/1\.msg: EICAR-Test-File FOUND$'
    says '^files scanned: 4$'
}

@test "where it is: names of attachments and members, in the text, in JSON, and in the helper's log" {
    command -v zip >/dev/null || skip "no zip to make an archive"
    perl -ne 'print $1 if /(X5O\S+)/' files/test.msg >eicar.com
    zip -q inner.zip eicar.com
    zip -q outer.zip inner.zip
    {
        printf '%s\n' 'From: ann@example.net' 'Content-Type: multipart/mixed; boundary=b' '' '--b' '' 'text' '--b' \
            'Content-Type: application/zip; name="outer.zip"' 'Content-Transfer-Encoding: base64' ''
        base64 outer.zip
        echo '--b--'
    } >files/zip.msg
    scan --tree files/zip.msg
    says '^    in outer\.zip/inner\.zip/eicar\.com at byte 0, by built-in$'
    says 'zip +"inner\.zip"'
    scan --json files/zip.msg
    says '"in":"outer\.zip/inner\.zip/eicar\.com"'
    helper_start
    tell '1 FILE files/zip.msg'
    await 1 '^1 ERROR '
    await 1 '^\* files/zip\.msg: found EICAR-Test-File in outer\.zip/inner\.zip/eicar\.com$'
    helper_end
}

@test "standard input, wrong arguments, help" {
    run_separately sh -c 'CGPFilter/CGPFilter SCAN --no-summary - <files/test.msg'
    [ "$status" -eq 1 ]
    says '^standard input: EICAR-Test-File FOUND$'
    scan
    [ "$status" -eq 2 ]
    scan --colour files
    [ "$status" -eq 2 ]
    [[ $errors == *'no such option'* ]]
    scan --help
    [ "$status" -eq 0 ]
    says '^usage: CGPFilter SCAN'
}

# One line of a .cdb against a file; the answers are those of clamscan 1.4.6.
finds() { # FILE LINE
    printf '%s\n' "$2" >names.cdb
    scan -d names.cdb --no-summary "$1"
    says "^$1: .*\.UNOFFICIAL FOUND$"
}

passes() { # FILE LINE
    printf '%s\n' "$2" >names.cdb
    scan -d names.cdb --no-summary "$1"
    says "^$1: OK"
}

@test "what an archive says of its members: name, sizes, sum, place, encryption" {
    command -v zip >/dev/null || skip "no zip to make an archive"
    mkdir dir
    echo 'hello world' >a.txt
    printf 'MZ not really' >dir/evil.exe
    zip -q t.zip a.txt dir/evil.exe
    zip -q outer.zip t.zip
    zip -q -P secret closed.zip a.txt
    finds t.zip 'N:CL_TYPE_ZIP:*:evil\.exe$:*:*:*:*:*:*'
    finds t.zip 'N:CL_TYPE_ZIP:*:^dir/evil:*:*:*:*:*:*'
    passes t.zip 'N:CL_TYPE_ZIP:*:^evil:*:*:*:*:*:*'
    passes t.zip 'N:CL_TYPE_ZIP:*:EVIL:*:*:*:*:*:*'
    finds t.zip 'N:CL_TYPE_ANY:*:(?i)EVIL:*:1-20:0:*:*:*'
    passes t.zip 'N:CL_TYPE_RAR:*:evil:*:*:*:*:*:*'
    finds t.zip 'N:*:*:evil:13:13:*:2:3ba84d4b:*'
    passes t.zip 'N:*:*:evil:*:*:*:1:*:*'
    passes t.zip 'N:*:*:evil:*:14-99:*:*:*:*'
    finds outer.zip 'N:CL_TYPE_ZIP:*:evil:*:*:*:*:*:*'
    finds closed.zip 'N:CL_TYPE_ZIP:*:a\.txt:*:*:1:*:*:*'
    passes closed.zip 'N:CL_TYPE_ZIP:*:a\.txt:*:*:0:*:*:*'
}

@test "what a message says of its attachments" {
    {
        printf '%s\n' 'From: ann@example.net' 'Content-Type: multipart/mixed; boundary=b' '' '--b' '' 'text' '--b' \
            'Content-Type: application/octet-stream; name="=?utf-8?Q?inv=6Fice?=.exe"' \
            'Content-Transfer-Encoding: base64' '' 'TVogbm90IHJlYWxseSE=' '--b--'
    } >m.eml
    finds m.eml 'N:CL_TYPE_MAIL:*:^invoice\.exe$:*:*:*:*:*:*'
    finds m.eml 'N:CL_TYPE_MAIL:*:invoice:14:14:*:0:*:*'
    passes m.eml 'N:CL_TYPE_MAIL:*:invoice:20:*:*:*:*:*'
    passes m.eml 'N:CL_TYPE_MAIL:*:invoice:*:*:*:1:*:*'
    passes m.eml 'N:CL_TYPE_ZIP:*:invoice:*:*:*:*:*:*'
    finds m.eml 'N:CL_TYPE_MAIL:100-2000:invoice:*:*:*:*:*:*'
    passes m.eml 'N:CL_TYPE_MAIL:1-100:invoice:*:*:*:*:*:*'
    scan --json -d names.cdb m.eml
    printf '%s\n' 'N:CL_TYPE_MAIL:*:invoice:*:*:*:*:*:*' >names.cdb
    scan --json -d names.cdb m.eml
    says '"kind":"metadata"'
}

@test "a bad line of a .cdb is skipped and told, the others are used" {
    put_signatures local.ndb 1 3
    printf '%s\n' 'Bad:CL_TYPE_ZIP:*:(:*:*:*:*:*:*' 'Good:*:*:marked:*:*:*:*:*:*' 'Short:*' >CGPFilter/db/names.cdb
    run_separately CGPFilter/CGPFilter CHECK
    [ "$status" -eq 0 ]
    says 'names\.cdb.*:1: '
    says 'names\.cdb.*:3: '
    says ' 1 of members, '
}

page() { # FILE HTML
    printf '%s\n' 'From: ann@example.net' 'Content-Type: text/html' '' "<html><body>$2</body></html>" >"$1"
}

@test "links that say they lead to a listed host and do not" {
    mkdir lists
    echo 'H:bank.example' >lists/hosts.pdb
    printf '%s\n' 'M:mailer.example:bank.example' 'X:.+\.shop\.example([/?].*)?:.+\.bank\.example([/?].*)?' >lists/links.wdb
    while IFS='|' read -r expected html; do
        page link.eml "$html"
        scan -d lists --no-summary link.eml
        if [ "$expected" = OK ]; then
            says '^link\.eml: OK$'
        else
            says "^link\.eml: Heuristics\.Phishing\.Email\.$expected FOUND$"
        fi
    done <<'LINKS'
SpoofedDomain|<a href="http://evil.example/x">www.bank.example</a>
SpoofedDomain|<a href="http://evil.example/x"><b>www.</b>bank&#46;example</a>
SpoofedDomain|<a href="http://www.bank.example@evil.example/">Bank.Example</a>
SpoofedDomain|<a href="http://evil.example/?a.shop.example">www.bank.example</a>
SSL-Spoof|<a href="http://evil.example/x">https://www.bank.example/login</a>
SpoofedDomain|<a href="http://evil.example/x" title="https://www.bank.example/points">Get your points</a>
OK|<a href="http://login.bank.example/x">https://www.bank.example/</a>
OK|<a href="http://evil.example/x">The bank</a>
OK|<a href="http://evil.example/x">www.other.example</a>
OK|<a href="mailto:ann@example.net">www.bank.example</a>
OK|<a href="http://news.mailer.example/x">bank.example</a>
OK|<a href="http://a.shop.example/x">www.bank.example</a>
LINKS
    configure 'PhishingCheck = NO;'
    page link.eml '<a href="http://evil.example/x">www.bank.example</a>'
    scan -d lists --no-summary link.eml
    says '^link\.eml: OK$'
}

@test "a file that is no message is looked at as what it is, whatever its bytes look like" {
    command -v zip >/dev/null || skip "no zip to make an archive"
    perl -ne 'print $1 if /(X5O\S+)/' files/test.msg >eicar.com
    # Ahead of the member something that would end a header.
    printf 'A: b\r\rC\n\n\r\n\r\nD\n\n' >0.txt
    zip -q0 odd.zip 0.txt eicar.com
    scan odd.zip
    says '^odd\.zip: EICAR-Test-File FOUND$'
}

@test "a find that an allow list cancels is told with the entry and its file" {
    mkdir other
    signatures 1 3 >other/my.ndb
    printf '%s:%s:Known.Good\n' "$(md5sum <files/marked.msg | cut -d' ' -f1)" \
        "$(wc -c <files/marked.msg)" >other/local.fp
    scan -z -d other files/marked.msg
    [ "$status" -eq 0 ]
    says '^files/marked\.msg: Marker\.1\.UNOFFICIAL ALLOWED$'
    says 'by my\.ndb; local\.fp lists .* as Known\.Good\.UNOFFICIAL$'
    says '^files/marked\.msg: OK$'
    scan --json -d other files/marked.msg
    says '"entry":"Known.Good.UNOFFICIAL","list":"local.fp"'
}

@test "YARA rules hold for every buffer; files that cannot be used cost only themselves" {
    mkdir rules
    printf 'rule Seen { strings: $a = "marker 1" condition: $a }\n' >rules/good.yar
    printf 'rule Bad { condition: nobody }\n' >rules/bad.yara
    printf 'import "pe"\nrule M { strings: $a = "m" condition: $a and pe.number_of_sections > 0 }\n' >rules/pe.yar
    scan -d rules files/marked.msg
    if ! grep -q 'libyara\.so' CGPFilter/CGPFilter; then
        says '^files/marked\.msg: OK$'
        [[ $errors == *'good.yar:1: skipped, needs a library that is not built in: libyara'* ]]
        says '^not taken: 3 \(needs a library that is not built in\)$'
        skip "built without libyara"
    fi
    [[ $errors != *'good.yar'* ]]
    [[ $errors == *'bad.yara:1: skipped, malformed line: line 1: '* ]]
    [[ $errors == *'pe.yar:1: skipped, malformed line: imports the module "pe"'* ]]
    says '^not taken: 2 \(malformed line\)$'
    says '^files/marked\.msg: YARA\.Seen\.UNOFFICIAL FOUND$'
    says 'by good\.yar$'
    echo YARA.Seen >rules/local.ign2
    scan -d rules --no-summary files/marked.msg
    says '^files/marked\.msg: OK$'
}

@test "a password of a .pwdb file opens the archives it is for" {
    command -v zip >/dev/null || skip "no zip to make an archive"
    mkdir words
    perl -ne 'print $1 if /(X5O\S+)/' files/test.msg >eicar.com
    zip -q -P 'open;sesame' closed.zip eicar.com
    echo 'Rar;Engine:81-255,Container:CL_TYPE_RAR;0;open;sesame' >words/my.pwdb
    scan -d words --no-summary closed.zip
    says '^closed\.zip: OK \(encrypted'
    echo 'Zip;Engine:81-255,Container:CL_TYPE_ZIP;1;6f70656e3b736573616d65' >>words/my.pwdb
    scan -d words --no-summary closed.zip
    says '^closed\.zip: EICAR-Test-File FOUND$'
}

@test "bytes of a .ftm file make a file what they say, too" {
    mkdir types
    echo 'Program:1:*:6d61726b6572206f6620612070726f6772616d' >types/my.ndb
    printf 'ODD1\1\2\377marker of a program\n' >odd.bin
    scan -d types --no-summary odd.bin
    says '^odd\.bin: OK$'
    echo '0:0:4f444431:Odd:CL_TYPE_ANY:CL_TYPE_MSEXE' >types/my.ftm
    scan -d types --no-summary odd.bin
    says '^odd\.bin: Program\.UNOFFICIAL FOUND$'
}
