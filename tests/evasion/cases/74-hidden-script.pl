# Scripts whose strings are taken apart by functions, and scripts that are encoded.
use strict;
use warnings;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);
use Evasion;
use Document;
use Script;

my $base64 = encode_base64(eicar(), '');
my $mixed = join '~', split //, eicar();
my $backwards = reverse eicar();
my @codes = unpack 'C*', eicar();

sub basic { return '"' . $_[0] =~ s/"/""/gr . '"' }
sub java { return '"' . $_[0] =~ s/([\\"])/\\$1/gr . '"' }
sub single { return "'" . $_[0] =~ s/'/''/gr . "'" }

# ---- by functions ----
my @pieces = unpack '(a9)*', eicar();
my @order = reverse 0 .. $#pieces;
for (
    ['reverse', 'vbs', 'StrReverse()', 'a = StrReverse(' . basic($backwards) . ')'],
    ['replace', 'vbs', 'Replace()', 'a = Replace(' . basic($mixed) . ', "~", "")'],
    ['replace-nested', 'vbs', 'StrReverse() of Replace()', 'a = StrReverse(Replace('
        . basic(scalar reverse $mixed) . ', "~", ""))'],
    ['join-array', 'vbs', 'Join(Array())', 'a = Join(Array(' . join(', ', map { basic($_) } @pieces) . '), "")'],
    ['chr-clng', 'vbs', 'Chr(CLng())', 'a = ' . join(' & ', map { sprintf 'Chr(CLng("&H%x"))', $_ } @codes)],
    ['chr-divided', 'vbs', 'Chr() of quotients', 'a = ' . join(' & ', map { 'Chr(' . 3 * $_ . '/3)' } @codes)],
    ['chr-xor', 'vbs', 'Chr() of Xor', 'a = ' . join(' & ', map { 'Chr(' . ($_ ^ 5) . ' Xor 5)' } @codes)],
    ['chr-between', 'vbs', 'Chr() and strings in turn', 'a = ' . join(' & ', map {
        $_ % 2 ? "Chr($_)" : basic(chr) } @codes)],
    ['names', 'vbs', 'a sum of names', do {
        my $number = 0;
        join('', map { 'v' . $number++ . ' = ' . basic($_) . "\n" } @pieces)
            . 'Run ' . join ' & ', map { "v$_" } 0 .. $#pieces;
    }],
    ['split-reverse', 'js', 'split().reverse().join()', 'var a = ' . java($backwards) . ".split('').reverse().join('');"],
    ['split-join', 'js', 'split().join()', 'var a = ' . java($mixed) . '.split("~").join("");'],
    ['replace-pattern', 'js', 'replace() of a pattern', 'var a = ' . java($mixed) . '.replace(/~/g, "");'],
    ['escaped', 'js', 'escapes in a string', 'var a = "' . join('', map { sprintf '\\x%02x', $_ } @codes) . '" + "";'],
    ['escaped-wide', 'js', 'unescape() of %u', 'var a = unescape("' . join('', map { sprintf '%%u%04x', $_ } @codes) . '");'],
    ['atob', 'js', 'atob() of a reversed string', 'var a = atob("' . reverse($base64) . '".split("").reverse().join(""));'],
    ['list', 'js', 'a list that is joined', 'var a = [' . join(', ', map { java($_) } @pieces) . '].join("");'],
    ['format', 'ps1', '-f', '$a = "' . join('', map { "{$order[$_]}" } 0 .. $#pieces) . '" -f '
        . join(',', map { single($pieces[$_]) } @order)],
    ['join', 'ps1', '-join behind a list', '$a = (' . join(',', map { single($_) } @pieces) . ") -join ''"],
    ['join-ahead', 'ps1', '-join ahead of a list', '$a = -join (' . join(',', map { single($_) } @pieces) . ')'],
    ['join-bare', 'ps1', '-join behind a list without brackets', '$a = ' . join(',', map { single($_) } @pieces) . " -join ''"],
    ['join-static', 'ps1', '[string]::Join()', '$a = [String]::Join("", (' . join(',', map { single($_) } @pieces) . '))'],
    ['join-codes', 'ps1', '-join [char[]]', '$a = -join [char[]](' . join(',', @codes) . ')'],
    ['replace-method', 'ps1', '.replace()', '$a = ' . single($mixed) . ".replace('~', '')"],
    ['replace-operator', 'ps1', '-creplace', '$a = ' . single($mixed) . " -creplace '~', ''"],
    ['range', 'ps1', 'from the last to the first', '$a = ' . single($backwards) . "[-1..-68] -join ''"],
    ['backquotes', 'ps1', 'backquotes in a string', '$a = "' . join('`', unpack '(a4)*', $base64) . '"'],
    ['wide-base64', 'ps1', 'UTF-16 in base64', '$a = [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('
        . single(encode_base64(encode('UTF-16LE', eicar()), '')) . ')) + ""'],
    ['big-endian', 'js', 'UTF-16, the high byte first', "\xFE\xFF" . encode('UTF-16BE', 'var a = "' . $base64 . '";')],
    ['no-mark', 'vbs', 'UTF-16 without a mark', encode('UTF-16LE', "a = \"$base64\"")],
    ['control', 'js', 'a control character in a comment', "// \1\nvar a = '" . $base64 . "';"],
    ['numbers', 'ps1', 'numbers in a string', "\$a = '" . join(',', @codes) . "'.split(',') | % { [char][int]\$_ }"],
    ['numbers-hex', 'vbs', 'hexadecimal numbers in a string', 'a = Split("' . join('-', map { sprintf '%02X', $_ } @codes) . '", "-")'],
    ['names-in-string', 'ps1', 'names in a string', "\$x1 = '" . substr($base64, 0, 40) . "'\n\$x2 = '"
        . substr($base64, 40) . "'\n\$a = \"\$x1\${x2}\"\n"],
    ['page', 'html', 'in a page', '<html><script>var a = ' . java($backwards) . ".split('').reverse().join('');</script>"],
    ['page-names', 'html', 'names in a page', '<html><script>var a = "' . substr($base64, 0, 40) . '", b = "'
        . substr($base64, 40) . '"; var c = a + b;</script>'],
    ['hta', 'hta', 'Chr() in a .hta', '<html><script language="VBScript">a = ' . join(' & ', map { "Chr($_)" } @codes)
        . '</script>'],
    ['scriptlet', 'sct', 'in a scriptlet', '<?XML version="1.0"?><scriptlet><script language="JScript"><![CDATA[a = '
        . join(' + ', map { java($_) } @pieces) . ';]]></script></scriptlet>'],
    ['layers', 'vbs', 'a script that writes a script', 'Execute ' . join(' & ', map { "Chr($_)" }
        unpack 'C*', 'a = StrReverse(' . basic($backwards) . ')')],
) {
    my ($name, $extension, $what, $script) = @$_;
    trick("hidden-script-$name", 'html', "a script: $what", 'Windows Script Host, PowerShell',
        packed("papers.$extension", $script));
}
trick('hidden-script-macro', 'document', 'a macro: StrReverse()', 'Word', packed('a.doc',
    cfb(vba_project('Macros', ['Module1', "Attribute VB_Name = \"Module1\"\r\na = StrReverse("
        . basic($backwards) . ")\r\n"]))));

# ---- shells ----
my $command = encode_base64(encode('UTF-16LE', "\$a = '$base64'"), '');
my $echoed = 'echo ' . join('^', unpack '(a4)*', $base64) . '>a.b64';
my $armour = "-----BEGIN CERTIFICATE-----\n" . encode_base64(eicar()) . "-----END CERTIFICATE-----\n";
for (
    ['command', 'ps1', '-EncodedCommand', "powershell -EncodedCommand $command"],
    ['command-short', 'bat', '-e', "powershell -nop -w hidden -e $command"],
    ['command-carets', 'cmd', '-enc with carets', 'po^w^ershell -^e^nc ' . join '^', unpack '(a9)*', $command],
    ['command-sum', 'vbs', '-enc, in a string in pieces', 'Run "powershell -e" & "nc ' . $command . '"'],
    ['echo', 'bat', 'echo with carets', $echoed],
    ['echo-lines', 'bat', 'echo, line by line', join '', map { "echo $_>>a.b64\r\n" } split /\n/, $armour],
    ['set', 'bat', 'variables of cmd', 'set a=' . substr($base64, 0, 40) . "\r\nset \"b=" . substr($base64, 40)
        . "\"\r\necho %a%%b%>a.b64\r\n"],
    ['set-pieces', 'bat', 'pieces of variables of cmd', "set a=xyz$base64\r\necho %a:~3,40%%a:~43%>a.b64\r\n"],
    ['set-nothing', 'bat', 'names that stand for nothing', 'echo ' . join('%nothing%', unpack '(a9)*', $base64) . '>a.b64'],
) {
    my ($name, $extension, $what, $script) = @$_;
    trick("hidden-shell-$name", 'html', "a shell's script: $what", 'cmd, PowerShell',
        packed("papers.$extension", $script));
}

# ---- shortcuts ([MS-SHLLINK]) ----
sub shortcut {
    my ($arguments) = @_;
    return pack('VH32Vx52', 76, '0114020000000000c000000000000046', 0xa8) . pack('v', 3) . utf16('cmd')
        . pack('v', length $arguments) . utf16($arguments) . "\0" x 4;
}
trick('hidden-shell-shortcut', 'document', 'a shortcut: -enc', 'Windows', packed('papers.lnk',
    shortcut("/c powershell -w 1 -enc $command")));
trick('hidden-shell-shortcut-carets', 'document', 'a shortcut: carets and a variable', 'Windows', packed('papers.lnk',
    shortcut('/c set a=ell&call p^owersh%a% -^e^n^c ' . join '^', unpack '(a9)*', $command)));

# ---- Microsoft's Script Encoder ----
my $host = 'Windows Script Host, Internet Explorer, IIS';
my $encoded = script_encoded(eicar());
my $page = '<html><script language="VBScript.Encode">';
for (
    ['vbe', 'papers.vbe', 'a .vbe', $encoded],
    ['jse', 'papers.jse', 'a .jse with base64', script_encoded("var a = \"$base64\";")],
    ['joined', 'papers.vbe', 'strings that are joined', script_encoded('a = ' . join ' & ', map { basic($_) } @pieces)],
    ['page', 'papers.html', 'in a page', "$page$encoded</script></html>"],
    ['page-second', 'papers.asp', 'the second of a page', "<%" . script_encoded('a = 1') . "%><%$encoded%>"],
    ['length', 'papers.vbe', 'a wrong length', script_encoded(eicar(), 5)],
    ['decoy', 'papers.vbe', 'behind half of one', "'#\@~^AAAAAA==\n$encoded"],
    ['lines', 'papers.vbe', 'broken into lines', $encoded =~ s/(.{40})/$1\n/gr],
    ['no-end', 'papers.vbe', 'without its end', $encoded =~ s/......==\^#~@\z//r],
) {
    my ($name, $file, $what, $script) = @$_;
    trick("encoded-script-$name", 'html', "Script Encoder: $what", $host, packed($file, $script));
}

clean('script-functions', 'functions in a letter', packed('papers.txt', 'StrReverse(' . basic($backwards) . ')'));
clean('script-encoded-other', 'half of an encoded script', packed('papers.vbe', substr $encoded, 0, 40));
1;
