# Messages of OpenPGP that nobody needs a key for (RFC 9580), most of them by gpg.
use strict;
use warnings;
use MIME::Base64 qw(decode_base64 encode_base64);
use Evasion;
use Pack;

my $clients = 'Thunderbird, GpgOL, gpg: no key is needed';
my %by_gpg = (
    zip => 'owFbE5zEmZqZnFikl5yfm83ziC/C1F8xQNXBMSDaJCYgKsLURCMgTtPc2VnTvFbF1dPZMUg3OMTRz8UxyEXX0S/EM8wzKDRYN8Q1OETXzdPHVVHFQ9tDCwA=',
    zlib => 'owJ4nFsTnMSZmpmcWKSXnJ+bzfOIL8LUXzFA1cExINokJiAqwtREIyBO09zZWdO8VsXV09kxSDc4xNHPxTHIRdfRL8QzzDMoNFg3xDU4RNfN08dVUcVD20MLAFd/GFE=',
    bzip2 => 'owNCWmg2MUFZJlNZweT+zgAAKd+RACUmewaAb2XfXToqkAIABBAAIABURTQNAAAANAaaaaeoVABo'
        . 'AAwgyMIDQnn68rI87FiKAhzHYVagDAKLLWaVvY06EaBCd0aFQSJBaTtjggNHehG8F5ZioOYDES6p'
        . 'KFfCUcxH8XckU4UJDB5P7OA=',
    signed => 'owGbwMvMwCH29VvCn9wlJwMY1wQncaZmJicW6SXn52bzPOKLMPVXDFB1cAyINokJiIowNdEIiNM0'
        . 'd3bWNK9VcfV0dgzSDQ5x9HNxDHLRdfQL8QzzDAoN1g1xDQ7RdfP0cVVU8dD20OooZWEQ42CQFVNk'
        . 'eb2wfF2pS1TdSbaFZTBLWZlAFjFwcQrARGK4GP7K5zYt+3LxYRbbu+Abc3xnZr+PzJe8djX+w6of'
        . 'ppnq77siGP7HMq347hoYrcbzVXu9TK9aelVR/dPZfM0N0otuXen5FMgAAA==',
);
%by_gpg = map { $_ => decode_base64($by_gpg{$_}) } keys %by_gpg;

sub literal { return "b\x08test.com\0\0\0\0" . eicar() }
sub new_packet { return chr(0xc0 | $_[0]) . chr(length $_[1]) . $_[1] }

sub armour {
    my ($bytes, $fields) = @_;
    return "-----BEGIN PGP MESSAGE-----\n" . ($fields // '') . "\n" . encode_base64($bytes)
        . "=aaaa\n-----END PGP MESSAGE-----\n";
}

for (
    ['zip', $by_gpg{zip}, 'compressed, deflate'],
    ['zlib', $by_gpg{zlib}, 'compressed, zlib'],
    ['bzip2', $by_gpg{bzip2}, 'compressed, bzip2'],
    ['signed', $by_gpg{signed}, 'signed'],
    ['literal', new_packet(11, literal()), 'a literal packet alone'],
    ['literal-old', "\xac" . chr(length literal()) . literal(), 'a literal packet of the old kind'],
    ['literal-endless', "\xaf" . literal(), 'a literal packet without a length'],
    ['literal-long', "\xcb\xff" . pack('N', length literal()) . literal(), 'a literal packet, its length in five bytes'],
    ['literal-pieces', do {
        my ($first, $rest) = unpack 'a64a*', literal();
        "\xcb\xe6$first" . chr(length $rest) . $rest;
    }, 'a literal packet in pieces'],
    ['marker', "\xca\x03PGP" . new_packet(11, literal()), 'a marker ahead'],
    ['stored', new_packet(8, "\0" . new_packet(11, literal())), 'compressed by nothing'],
    ['twice', new_packet(8, "\2" . deflate(new_packet(8, "\1" . deflate(new_packet(11, literal()))), 15)), 'compressed twice'],
    ['armour', armour($by_gpg{zip}), 'armoured'],
    ['armour-fields', armour($by_gpg{signed}, "Version: 1\nComment: nothing here\n"), 'armoured, with fields'],
) {
    my ($name, $bytes, $what) = @$_;
    trick("openpgp-$name", 'encoded', "OpenPGP: $what", $clients, packed('papers.pgp', $bytes));
}
trick('openpgp-body', 'encoded', 'OpenPGP: the text is it', $clients, mail('', armour($by_gpg{zip})));
my $behind = "See this:\n\n" . armour($by_gpg{zip}) . "\nBest wishes\n";
my $harmless = armour(new_packet(11, "b\0\0\0\0\0nothing here"));
trick('openpgp-behind', 'encoded', 'OpenPGP: behind a text', $clients, mail('', $behind));
trick('openpgp-behind-file', 'encoded', 'OpenPGP: behind a text, in a file', $clients, packed('papers.txt', $behind));
trick('openpgp-behind-fields', 'encoded', 'OpenPGP: behind lines like fields', $clients,
    mail('', "Date: today\nSubject: papers\n\n" . armour($by_gpg{zip})));
trick('openpgp-behind-another', 'encoded', 'OpenPGP: behind another', $clients, mail('', $harmless . $behind));
trick('openpgp-behind-signature', 'encoded', 'OpenPGP: behind a signed text', $clients, mail('',
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n-----BEGIN PGP SIGNATURE-----\n\nQUJD\n"
    . "-----END PGP SIGNATURE-----\n" . armour($by_gpg{zip})));
trick('openpgp-page', 'encoded', 'OpenPGP: in a page', $clients, mail('Content-Type: text/html',
    "<html><body><pre>\n" . armour($by_gpg{zip}) . "</pre></body></html>\n"));
trick('openpgp-archive', 'encoded', 'OpenPGP: a zip', $clients, packed('papers.zip.gpg',
    new_packet(8, "\1" . deflate("\xaf" . "b\0\0\0\0\0" . zip({ name => 'test.com', data => eicar() })))));
clean('openpgp-encrypted', 'OpenPGP: what is encrypted', packed('papers.pgp', new_packet(1, "\3" . 'x' x 40)
    . new_packet(18, "\1" . 'nothing here' x 4)));
1;
