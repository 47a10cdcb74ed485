/*
 * packed_samples - the test file of scanners, packed by Info-ZIP and gzip, as
 * lines of base64
 */
#ifndef TESTS_SUPPORT_PACKED_SAMPLES_H
#define TESTS_SUPPORT_PACKED_SAMPLES_H

#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"
#define BASE64 "Content-Transfer-Encoding: base64\n\n"
#define ZIP                                                                    \
	"UEsDBAoAAAAAAHeqd108z1FoRAAAAEQAAAAJAAAAZWljYXIuY29tWDVPIVAlQEFQ"     \
	"WzRc\nUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URV"     \
	"NULUZJTEUh\nJEgrSCpQSwECHgMKAAAAAAB3qnddPM9RaEQAAABEAAAACQAAAAAA"     \
	"AAABAAAApIEAAAAA\nZWljYXIuY29tUEsFBgAAAAABAAEANwAAAGsAAAAAAA==\n"
/* zip -P 4711abc */
#define ENCRYPTED_ZIP                                                          \
	"UEsDBAoACQAAAHeqd108z1FoUAAAAEQAAAAJAAAAZWljYXIuY29t9t6oZpjBwGHl"     \
	"Gvp2\nyGyw1PYwEyGkwM+dWKGth7HQ3jOvlbXxqUq056OtOwFEaZWd+1ioNq5CeK"     \
	"wVq09tmulA\nuBTBtQhL2BSBUOur0i62QE5QSwcIPM9RaFAAAABEAAAAUEsBAh4D"     \
	"CgAJAAAAd6p3XTzP\nUWhQAAAARAAAAAkAAAAAAAAAAQAAAKSBAAAAAGVpY2FyLm"     \
	"NvbVBLBQYAAAAAAQABADcA\nAACHAAAAAAA=\n"
#define GZIP                                                                   \
	"H4sIAAAAAAAAA4sw9VcMUHVwDIg2iQmIijA10QiI0zR3dtY0r1Vx9XR2DNINDnH0"     \
	"c3EM\nctF19AvxDPMMCg3WDXENDtF18/RxVVTx0PbQAgA8z1FoRAAAAA==\n"
/* a.zip of ZIP */
#define ZIP_IN_ZIP                                                             \
	"UEsDBAoAAAAAAHeqd11hGcNouAAAALgAAAAFAAAAYS56aXBQSwMECgAAAAAAd6p3"     \
	"XTzP\nUWhEAAAARAAAAAkAAABlaWNhci5jb21YNU8hUCVAQVBbNFxQWlg1NChQXi"     \
	"k3Q0MpN30k\nRUlDQVItU1RBTkRBUkQtQU5USVZJUlVTLVRFU1QtRklMRSEkSCtI"     \
	"KlBLAQIeAwoAAAAA\nAHeqd108z1FoRAAAAEQAAAAJAAAAAAAAAAEAAACkgQAAAA"     \
	"BlaWNhci5jb21QSwUGAAAA\nAAEAAQA3AAAAawAAAAAAUEsBAh4DCgAAAAAAd6p3"     \
	"XWEZw2i4AAAAuAAAAAUAAAAAAAAA\nAAAAAKSBAAAAAGEuemlwUEsFBgAAAAABAA"     \
	"EAMwAAANsAAAAAAA==\n"

#endif
