# Archives that only a compressor of others can make: each packs the test file with
# 60 blanks behind it (128 bytes, as EICAR allows; without them most would store it).
#
# Each row: name, file name, what it is, who reads it so; what made it; the bytes.
use strict;
use warnings;
use MIME::Base64 qw(decode_base64 encode_base64);
use Evasion;

my @rows = (
    ['zip-aes', 'papers.zip', 'AES-256 (AE-2), the password in the letter',
        'unpackers that know WinZip\'s AES',
        # 7z a -tzip -mem=AES256 -psecret7
        'UEsDBDMAAQBjAABQwloAAAAAaQAAAIAAAAAIAAsAdGVzdC5jb20BmQcAAgBBRQMIAKNfSS54sZsq'
        . 'TKyQqk0DuZXHiDEgWNBKPrLo79BM+lbfQfPe9rcW4KCc5S1xzVoqyGOH6ko10mXCi0bus0Ockm6+'
        . 'GTutO66pmBXcS8yZMGBtm3pICevs9SbiGFZ7HKqUqNeFJXeTPTXBalBLAQI/AzMAAQBjAABQwloA'
        . 'AAAAaQAAAIAAAAAIAC8AAAAAAAAAIICkgQAAAAB0ZXN0LmNvbQoAIAAAAAAAAQAYAABQMBql09sB'
        . 'AAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAwgAUEsFBgAAAAABAAEAZQAAAJoAAAAAAA=='],
    ['zip-lzma', 'papers.zip', 'method LZMA',
        'APPNOTE, 4.4.5: method 14',
        # 7z a -tzip -mm=LZMA
        'UEsDBD8AAgAOAABQwlpW0sjCWQAAAIAAAAAIAAAAdGVzdC5jb20aAgUAXQAQAAAALA1F4iNLOAn+'
        . 'JCxbSzaQMdxLJDW2Mt+vMUw83886S3Vz5YvIfomzgF73lB+NqcMe+klsBfyEBVpx/Dm6kmWLl0On'
        . '3N2zlqa8kH//9yO8AFBLAQI/Az8AAgAOAABQwlpW0sjCWQAAAIAAAAAIACQAAAAAAAAAIICkgQAA'
        . 'AAB0ZXN0LmNvbQoAIAAAAAAAAQAYAABQMBql09sBAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQAB'
        . 'AFoAAAB/AAAAAAA='],
    ['zip-bzip2', 'papers.zip', 'method BZip2',
        'APPNOTE, 4.4.5: method 12',
        # 7z a -tzip -mm=BZip2
        'UEsDBC4AAAAMAABQwlpW0sjCbAAAAIAAAAAIAAAAdGVzdC5jb21CWmg5MUFZJlNZbHByjgAAIZ6A'
        . 'ZnoGwG9l310AAiAASIpoNDRoaMnqPU2p6mmEU9QAADABo0Wqpwzu7bN4hycTh/IIA5+Ak3NRloiE'
        . 'xkbCSS8vgh4dxCGFNeGgPfmJmQEKai7kinChINjg5RxQSwECPwMuAAAADAAAUMJaVtLIwmwAAACA'
        . 'AAAACAAkAAAAAAAAACCApIEAAAAAdGVzdC5jb20KACAAAAAAAAEAGAAAUDAapdPbAQAAAAAAAAAA'
        . 'AAAAAAAAAABQSwUGAAAAAAEAAQBaAAAAkgAAAAAA'],
    ['zip-ppmd', 'papers.zip', 'method PPMd',
        'APPNOTE, 4.4.5: method 98',
        # 7z a -tzip -mm=PPMd
        'UEsDBD8AAABiAABQwlpW0sjCRwAAAIAAAAAIAAAAdGVzdC5jb20HAFfcblJ+rkRPNdNzBbk2M3Q/'
        . 'buxk4VLIFHMVJdf4oxfC+N6fUPrduEsnwDRxjT6U3XCwu6zgAhFk7ItSkbnQPu8wY/0AAFBLAQI/'
        . 'Az8AAABiAABQwlpW0sjCRwAAAIAAAAAIACQAAAAAAAAAIICkgQAAAAB0ZXN0LmNvbQoAIAAAAAAA'
        . 'AQAYAABQMBql09sBAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFoAAABtAAAAAAA='],
    ['zip-deflate64', 'papers.zip', 'method Deflate64',
        'APPNOTE, 4.4.5: method 9 (Explorer, 7-Zip)',
        # 7z a -tzip -mm=Deflate64
        'UEsDBBUAAAAJAABQwlpW0sjCTQAAAIAAAAAIAAAAdGVzdC5jb22lwUEKgCAQAMCvJBhk4U3x2qKG'
        . 'C2GLbiEV/aS/94hmmt0E9TPQZW46mzUDPcp5r9wrI3ooujLkACVoyIwHlr1qjpX1gmsUMk1p7H74'
        . 'AFBLAQI/AxUAAAAJAABQwlpW0sjCTQAAAIAAAAAIACQAAAAAAAAAIICkgQAAAAB0ZXN0LmNvbQoA'
        . 'IAAAAAAAAQAYAABQMBql09sBAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFoAAABzAAAAAAA='],
    ['7z-lzma2', 'papers.7z', 'LZMA2',
        'unpackers for it',
        # 7z a
        'N3q8ryccAARZgIaXUgAAAAAAAABaAAAAAAAAAFwrtjXgAH8ASl0ALA1F4iNLOAn+JCxbSzaQMdxL'
        . 'JDW2Mt+vMUw83886S3Vz5YvIfomzgF73lB+NqcMe+klsBfyEBVpx/Dm6kmWLl0On3N2zlpQcAAAA'
        . 'AQQGAAEJUgAHCwEAASEhAQAMgIAACAoBVtLIwgAABQEZCwAAAAAAAAAAAAAAERMAdABlAHMAdAAu'
        . 'AGMAbwBtAAAAGQAUCgEAAFAwGqXT2wEVBgEAIICkgQAA'],
    ['7z-ppmd', 'papers.7z', 'PPMd',
        'unpackers for it',
        # 7z a -m0=ppmd
        'N3q8ryccAAQct9kPRAAAAAAAAABaAAAAAAAAAFsufAAAV9xuZ91kHnzqpUxtOx9s7WhQmjCp52ZV'
        . 'bb7T1ENjA/etH+FPusmnlbnhYcOtTeakPCXYpO9Yciuaw5EQpKkLI8FBAAEEBgABCUQABwsBAAEj'
        . 'AwQBBQYAAAEADICAAAgKAVbSyMIAAAUBGQUAAAAAABETAHQAZQBzAHQALgBjAG8AbQAAABkAFAoB'
        . 'AABQMBql09sBFQYBACCApIEAAA=='],
    ['7z-bcj-lzma', 'papers.7z', 'BCJ and LZMA',
        'unpackers for it',
        # 7z a -m0=bcj -m1=lzma
        'N3q8ryccAAQ5YorrSwAAAAAAAABqAAAAAAAAADA/SDoALA1F4iNLOAn+JCxbSzaQMdxLJDW2Mt+v'
        . 'MUw83886S3Vz5YvIfomzgF73lB+NqcMe+klsBfyEBVpx/Dm6kmWLl0On3N2zlpQcAAABBAYAAQlL'
        . 'AAcLAQACIwMBAQVdABAAAAQDAwEDAQAMgICAgAAICgFW0sjCAAAFARkMAAAAAAAAAAAAAAAAERMA'
        . 'dABlAHMAdAAuAGMAbwBtAAAAGQAUCgEAAFAwGqXT2wEVBgEAIICkgQAA'],
    ['7z-password', 'papers.7z', 'encrypted, the password in the letter',
        '7-Zip, WinRAR',
        # 7z a -psecret7
        'N3q8ryccAAQt5c+aYAAAAAAAAABqAAAAAAAAAGi5SRVg8NmBEXocCuS66hhBbTOlBJmrtcRvv4o7'
        . '/TCI3AOZ92VdFDCPxWo/FMG6h3NKfZezusVuymyXB7gJIZcFOf7Vl15LlUqEdfIPOvw+6gDL4H6s'
        . 'ErHFgy4zIoR6j1YBvfQBBAYAAQlgAAcLAQACJAbxBwESUw9NdhkdupShI6W1+rnUKLbiISEBAAEA'
        . 'DFKAgAAICgFW0sjCAAAFARkAERMAdABlAHMAdAAuAGMAbwBtAAAAGQAUCgEAAFAwGqXT2wEVBgEA'
        . 'IICkgQAA'],
    ['7z-password-names', 'papers.7z', 'encrypted with its names, the password in the letter',
        '7-Zip, WinRAR',
        # 7z a -psecret7 -mhe=on
        'N3q8ryccAARNNTPs0AAAAAAAAAAuAAAAAAAAAMk76yyNxffMf+WuYxl/99rQ3hvQdlwV1WbongKx'
        . '65foDKYHhWGUKZpRDgb2DVbMy3+YIbxgcyJ1pLvZZMeM0x5tFcnWCr3rHqhl6lB7hdsSsgnSVS3p'
        . 'na8iqYfNHMldGEWs7GTC1qMQHGCY3wEt9V/RKnnPzuu5g2EaJd/uT8c4rNTRUCSryD08pSeIiAS6'
        . 'I5H5AVoMdd6HASeCDyz84S/6UtH6FH3kC6w14FZ54KqZFrLJsiGGBzOlk0lKFux+BP3zLCKEJv8e'
        . 'NZ8LzSeEZpRVVQ3PFwZgAQlwAAcLAQABJAbxBwESUw/7ScaZCiy3Khoe4prYMxKhDGoKAdd+ctMA'
        . 'AA=='],
    ['cab-mszip', 'papers.cab', 'MSZIP',
        'unpackers for it (Explorer)',
        # gcab -c -z
        'TVNDRgAAAACYAAAAAAAAACwAAAAAAAAAAwEBAAEAAAAAAAAARQAAAAEAAQCAAAAAAAAAAAAAwloA'
        . 'UCAAdGVzdC5jb20AY3m6yksAgABDS4sw9VcMUHVwDIg2iQmIijA10QiI0zR3dtY0r1Vx9XR2DNIN'
        . 'DnH0c3EMctF19AvxDPMMCg3WDXENDtF18/RxVVTx0PbQUqAAAAA='],
    ['arj', 'papers.arj', 'ARJ',
        'unpackers for it (7-Zip, WinRAR)',
        # arj a
        'YOorACILAQIQAALsbbQEa220BGsAAAAAAAAAAAAAAAAAAAAAAABhcmouYXJqAADRNZaEAABg6jgA'
        . 'LgsBAhABAG0gdj1oSAAAAIAAAABW0sjCAACkEQAAAAAAAG20BGtttARrAAAAAHRlc3QuY29tAAAG'
        . 'at3wAAAARkqTaU58GUDBNG41HlsKw4IbC6hKi8FXqaACzd7zw0E+2eH1ZrMT9W571u+VEnjQKoM4'
        . 'DSADNC5KnFQSNUDUto3qlnLK78Bg6gAA'],
    ['xar', 'papers.xar', 'xar',
        'unpackers for it (macOS)',
        # bsdtar --format xar
        'eGFyIQAcAAEAAAAAAAABsAAAAAAAAANpAAAAAXicfVPLbqswEN33KxB76gfGQOTQXb8gd3N3xh6I'
        . 'VcAROFHar69toFHV2ytZ8pmZM8ejmbF4uY9DcoN5MXY6puQZpwlMymoz9cf0z+k1q9KX5knc5dw8'
        . 'JcJZ5a9EqBmk8xmZMyM0FFOeEZLR/ETJgZUHWgj0nRKTzqDeluuYLO59gGO6nCVJQyQRtusWcA0W'
        . 'aEPRu5iPIC5QBEEC7RrR6swAidG+7E1mkv4pB4t7VnYUKJox4N4v0AS6QBFGp5mshoYQXz1nTKDV'
        . 'jiENN6Ngsg0vMPWhLztGx8DDMWf8SrkaHeoP12ovMDeztc77AozOfiX1O6mf7fWysVYc3eq3tv71'
        . 'Hdj76evYaUWGeYbpieADDsfTxgdN/kdNPmhaOhlRIgaYenduylqgDa7+bTj0+5y2QRFaPSblnfsa'
        . '7eOWl8tgVNwJdM/6D3NJ0UaVszqbG+js3ysCbaU7nudQMsJKDl1dklYyXWreVqSscE7bjtf++R9C'
        . 'ey13N0vlfn2BVVjqlkKXU8VpUeBWFooRmktW15RR2XLGsfJr/VNp7R7a2ydQ2LPwWVD8LQLFv/MJ'
        . 'Y9YBB52+5YBO8XPtKSc057ddnkSZ7eX2eJyLMPVXDFB1cAyINokJiIowNdEIiNM0d3bWNK9VcfV0'
        . 'dgzSDQ5x9HNxDHLRdfQL8QzzDAoN1g1xDQ7RdfP0cVVU8dD20FKgAAAAlOMZj3icfVPLbqswEN33'
        . 'KxB76gfGQOTQ'],
    ['xz', 'test.com.xz', 'xz',
        'unpackers for it',
        # xz
        '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AB/AEpdACwNReIjSzgJ/iQsW0s2kDHcSyQ1tjLfrzFM'
        . 'PN/POkt1c+WLyH6Js4Be95QfjanDHvpJbAX8hAVacfw5upJli5dDp9zds5aUHAAAAAAAj1S6CCYB'
        . 'tNwAAWaAAQAAAG3vohSxxGf7AgAAAAAEWVo='],
    ['lzma', 'test.com.lzma', 'lzma alone',
        'unpackers for it',
        # lzma
        'XQAAgAD//////////wAsDUXiI0s4Cf4kLFtLNpAx3EskNbYy368xTDzfzzpLdXPli8h+ibOAXveU'
        . 'H42pwx76SWwF/IQFWnH8ObqSZYuXQ6fc3bOWpryQf//3I7wA'],
    ['zstd', 'test.com.zst', 'zstd',
        'unpackers for it',
        # zstd
        'KLUv/SSAbQIAVARYNU8hUCVAQVBbNFxQWlg1NChQXik3Q0MpN30kRUlDQVItU1RBTkRBUkQtQU5U'
        . 'SVZJUlVTLVRFU1QtRklMRSEkSCtIKiABAAUkEAVFPf6x'],
    ['lz4', 'test.com.lz4', 'lz4',
        'unpackers for it',
        # lz4
        'BCJNGGRAp1EAAAD/N1g1TyFQJUBBUFs0XFBaWDU0KFBeKTdDQyk3fSRFSUNBUi1TVEFOREFSRC1B'
        . 'TlRJVklSVVMtVEVTVC1GSUxFISRIK0gqICACACJQICAgICAAAAAAY4vKcA=='],
    ['lzip', 'test.com.lz', 'lzip',
        'unpackers for it',
        # lzip
        'TFpJUAEMACwNReIjSzgJ/iQsW0s2kDHcSyQ1tjLfrzFMPN/POkt1c+WLyH6Js4Be95QfjanDHvpJ'
        . 'bAX8hAVacfw5upJli5dDp9zds5amvJB///cjvABW0sjCgAAAAAAAAABqAAAAAAAAAA=='],
    ['compress', 'test.com.Z', 'compress',
        'unpackers for it',
        # compress -f
        'H52QWGo8CQGlBJAgULbQ4AJFS0AaKKB4SXFjyBCKfUgUSTIkiJQWU6gEcULEI5EWI6kksZJESpUp'
        . 'LagUCdnCSBImRUKQQLICiQoQQIMKHUq0qNGjSIcC'],
);
for (@rows) {
    my ($name, $file, $what, $reader, $base64) = @$_;
    my $part = with_fields("Content-Type: application/octet-stream; name=\"$file\"\n"
        . "Content-Transfer-Encoding: base64\n", encode_base64(decode_base64($base64)));
    trick("sample-$name", 'archive', "archive: $what", $reader,
        mixed('Content-Type: multipart/mixed; boundary=bnd', 'bnd',
        "Content-Type: text/plain\n\nThe password is secret7\n", $part));
}
1;
