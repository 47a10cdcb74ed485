/*
 * immintrin.h - AVX-512 for a processor that has none, byte by byte
 *
 * Stands before the compiler's own when check-avx512 builds the kernels of that
 * level.  It has those instructions that they use, each as Intel's Software
 * Developer's Manual describes it; one that is missing does not compile.
 */
#ifndef TESTS_SUPPORT_AVX512_IMMINTRIN_H
#define TESTS_SUPPORT_AVX512_IMMINTRIN_H

#include_next <immintrin.h>

#include <stdint.h>
#include <string.h>

typedef union {
	_Alignas(64) uint8_t b[64];
	int8_t sb[64];
	uint16_t w[32];
	int16_t sw[32];
	uint32_t d[16];
	uint64_t q[8];
	__m128i lanes[4];
	__m256i halves[2];
} emulated512;

#define __m512i emulated512
#define EMULATED static inline __attribute__((unused))
#define BIT(mask, i) ((mask) >> (i)&1)

/* Each lane i of r from those of a and b. */
#define EMULATED_2(name, lane, count, value)                                   \
	EMULATED emulated512 name(emulated512 a, emulated512 b)                \
	{                                                                      \
		emulated512 r;                                                 \
                                                                               \
		for (unsigned i = 0; i < (count); i++)                         \
			r.lane[i] = (__typeof__(r.lane[0]))(value);            \
		return r;                                                      \
	}
#define EMULATED_MASK(name, mask, count, condition)                            \
	EMULATED mask name(emulated512 a, emulated512 b)                       \
	{                                                                      \
		mask r = 0;                                                    \
                                                                               \
		for (unsigned i = 0; i < (count); i++)                         \
			r |= (mask)((mask)(condition) << i);                   \
		return r;                                                      \
	}
#define EMULATED_SHIFT(name, lane, count, value)                               \
	EMULATED emulated512 name(emulated512 a, unsigned by)                  \
	{                                                                      \
		for (unsigned i = 0; i < (count); i++)                         \
			a.lane[i] = (__typeof__(a.lane[0]))(value);            \
		return a;                                                      \
	}
/* What the mask leaves out comes from a, the rest from b. */
#define EMULATED_BLEND(name, mask, lane, count)                                \
	EMULATED emulated512 name(emulated512 a, mask k, emulated512 b)        \
	{                                                                      \
		for (unsigned i = 0; i < (count); i++)                         \
			if (BIT(k, i))                                         \
				a.lane[i] = b.lane[i];                         \
		return a;                                                      \
	}

static inline int
emulated_clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

EMULATED_2(emulated_add8, b, 64, a.b[i] + b.b[i])
EMULATED_2(emulated_sub8, b, 64, a.b[i] - b.b[i])
EMULATED_2(emulated_subs8, b, 64, a.b[i] > b.b[i] ? a.b[i] - b.b[i] : 0)
EMULATED_2(emulated_and, d, 16, a.d[i] & b.d[i])
EMULATED_2(emulated_or, d, 16, a.d[i] | b.d[i])
EMULATED_2(emulated_xor, d, 16, a.d[i] ^ b.d[i])
EMULATED_2(emulated_add16, w, 32, a.w[i] + b.w[i])
EMULATED_2(emulated_sub64, q, 8, a.q[i] - b.q[i])
EMULATED_2(emulated_sllv64, q, 8, b.q[i] > 63 ? 0 : a.q[i] << b.q[i])
EMULATED_2(emulated_unpacklo64, q, 8, ((i & 1) != 0 ? b : a).q[i & ~1u])
EMULATED_2(emulated_unpackhi64, q, 8, ((i & 1) != 0 ? b : a).q[i | 1])
EMULATED_2(emulated_add32, d, 16, a.d[i] + b.d[i])
EMULATED_2(emulated_add64, q, 8, a.q[i] + b.q[i])
EMULATED_2(emulated_mullo64, q, 8, a.q[i] * b.q[i])
EMULATED_2(emulated_shuffle8, b, 64,
    (b.b[i] & 0x80) != 0 ? 0 : a.b[(i & ~15u) | (b.b[i] & 15)])
EMULATED_2(emulated_permute8, b, 64, b.b[a.b[i] & 63])
EMULATED_2(emulated_maddubs, sw, 32,
    emulated_clamp(a.b[2 * i] * b.sb[2 * i] + a.b[2 * i + 1] * b.sb[2 * i + 1],
	INT16_MIN, INT16_MAX))
EMULATED_2(emulated_madd, d, 16,
    (uint32_t)(a.sw[2 * i] * b.sw[2 * i]) +
	(uint32_t)(a.sw[2 * i + 1] * b.sw[2 * i + 1]))
EMULATED_MASK(emulated_eq8, __mmask64, 64, a.b[i] == b.b[i])
EMULATED_MASK(emulated_gt8, __mmask64, 64, a.sb[i] > b.sb[i])
EMULATED_MASK(emulated_lt8, __mmask64, 64, a.sb[i] < b.sb[i])
EMULATED_MASK(emulated_ltu8, __mmask64, 64, a.b[i] < b.b[i])
EMULATED_MASK(emulated_test8, __mmask64, 64, (a.b[i] & b.b[i]) != 0)
EMULATED_MASK(emulated_eq16, __mmask32, 32, a.w[i] == b.w[i])
EMULATED_MASK(emulated_gt64, __mmask8, 8, (int64_t)a.q[i] > (int64_t)b.q[i])
EMULATED_MASK(emulated_geu16, __mmask32, 32, a.w[i] >= b.w[i])
EMULATED_SHIFT(emulated_slli16, w, 32, by > 15 ? 0 : a.w[i] << by)
EMULATED_SHIFT(emulated_srli16, w, 32, by > 15 ? 0 : a.w[i] >> by)
EMULATED_SHIFT(emulated_slli32, d, 16, by > 31 ? 0 : a.d[i] << by)
EMULATED_SHIFT(emulated_slli64, q, 8, by > 63 ? 0 : a.q[i] << by)
EMULATED_SHIFT(emulated_srli64, q, 8, by > 63 ? 0 : a.q[i] >> by)
EMULATED_BLEND(emulated_blend8, __mmask64, b, 64)
EMULATED_BLEND(emulated_blend16, __mmask32, w, 32)
EMULATED_BLEND(emulated_blend64, __mmask8, q, 8)

/* ---- one operand ------------------------------------------------------- */

EMULATED emulated512
emulated_fill(const void *lane, size_t size)
{
	emulated512 r;

	for (size_t at = 0; at < 64; at += size)
		memcpy(r.b + at, lane, size);
	return r;
}

EMULATED emulated512
emulated_set8(char c)
{
	return emulated_fill(&c, 1);
}

EMULATED emulated512
emulated_set16(short w)
{
	return emulated_fill(&w, 2);
}

EMULATED emulated512
emulated_set32(int d)
{
	return emulated_fill(&d, 4);
}

EMULATED emulated512
emulated_set64(long long q)
{
	return emulated_fill(&q, 8);
}

EMULATED emulated512
emulated_broadcast(__m128i lane)
{
	return emulated_fill(&lane, 16);
}

EMULATED __mmask64
emulated_signs(emulated512 a)
{
	return emulated_lt8(a, emulated_set8(0));
}

/* The highest byte first. */
EMULATED emulated512
emulated_reversed(const char bytes[64])
{
	emulated512 r;

	for (unsigned i = 0; i < 64; i++)
		r.sb[i] = (int8_t)bytes[63 - i];
	return r;
}

EMULATED emulated512
emulated_compress(__mmask64 k, emulated512 a)
{
	emulated512 r = {.b = {0}};
	unsigned count = 0;

	for (unsigned i = 0; i < 64; i++)
		if (BIT(k, i))
			r.b[count++] = a.b[i];
	return r;
}

EMULATED __m256i
emulated_low_bytes(emulated512 a)
{
	uint8_t bytes[32];
	__m256i r;

	for (unsigned i = 0; i < 32; i++)
		bytes[i] = (uint8_t)a.w[i];
	memcpy(&r, bytes, sizeof(r));
	return r;
}

EMULATED emulated512
emulated_widen(__m256i words)
{
	emulated512 from = {.halves = {words, words}}, r;

	for (unsigned i = 0; i < 16; i++)
		r.d[i] = from.w[i];
	return r;
}

EMULATED __m256i
emulated_low_halves(emulated512 a)
{
	uint32_t halves[8];
	__m256i r;

	for (unsigned i = 0; i < 8; i++)
		halves[i] = (uint32_t)a.q[i];
	memcpy(&r, halves, sizeof(r));
	return r;
}

EMULATED emulated512
emulated_widen32(__m256i doubles)
{
	emulated512 from = {.halves = {doubles, doubles}}, r;

	for (unsigned i = 0; i < 8; i++)
		r.q[i] = from.d[i];
	return r;
}

EMULATED emulated512
emulated_widen8(__m256i bytes)
{
	emulated512 from = {.halves = {bytes, bytes}}, r;

	for (unsigned i = 0; i < 32; i++)
		r.w[i] = from.b[i];
	return r;
}

EMULATED emulated512
emulated_widen16(__m128i words)
{
	emulated512 from = {.lanes = {words, words, words, words}}, r;

	for (unsigned i = 0; i < 8; i++)
		r.q[i] = from.w[i];
	return r;
}

EMULATED emulated512
emulated_insert_half(emulated512 a, __m256i half, unsigned which)
{
	a.halves[which & 1] = half;
	return a;
}

/* ---- three, and memory ------------------------------------------------- */

EMULATED emulated512
emulated_permute_two(emulated512 a, emulated512 index, emulated512 b)
{
	emulated512 r;

	for (unsigned i = 0; i < 64; i++)
		r.b[i] = ((index.b[i] & 64) != 0 ? b : a).b[index.b[i] & 63];
	return r;
}

EMULATED emulated512
emulated_ternary(
    emulated512 a, emulated512 b, emulated512 c, unsigned truth_table)
{
	emulated512 r = {.b = {0}};

	for (unsigned i = 0; i < 512; i++) {
		unsigned byte = i / 8, bit = i % 8;
		unsigned row = BIT(a.b[byte], bit) * 4u +
			       BIT(b.b[byte], bit) * 2u + BIT(c.b[byte], bit);

		r.b[byte] |= (uint8_t)(BIT(truth_table, row) << bit);
	}
	return r;
}

/* What the mask leaves out is not touched. */
EMULATED emulated512
emulated_load(__mmask64 k, const void *from)
{
	emulated512 r = {.b = {0}};

	for (unsigned i = 0; i < 64; i++)
		if (BIT(k, i))
			r.b[i] = ((const uint8_t *)from)[i];
	return r;
}

EMULATED void
emulated_store(void *to, __mmask64 k, emulated512 a)
{
	for (unsigned i = 0; i < 64; i++)
		if (BIT(k, i))
			((uint8_t *)to)[i] = a.b[i];
}

#define EMULATED_ALL UINT64_MAX

#define _mm512_add_epi16 emulated_add16
#define _mm512_add_epi32 emulated_add32
#define _mm512_add_epi64 emulated_add64
#define _mm512_add_epi8 emulated_add8
#define _mm512_and_si512 emulated_and
#define _mm512_broadcast_i32x4 emulated_broadcast
#define _mm512_castsi256_si512(a) ((emulated512){.halves = {a, a}})
#define _mm512_castsi512_si256(a) ((a).halves[0])
#define _mm512_cmpeq_epi16_mask emulated_eq16
#define _mm512_cmpeq_epi8_mask emulated_eq8
#undef _mm512_cmpge_epu16_mask
#define _mm512_cmpge_epu16_mask emulated_geu16
#undef _mm512_cmpgt_epi64_mask
#define _mm512_cmpgt_epi64_mask emulated_gt64
#undef _mm512_cmpgt_epi8_mask
#define _mm512_cmpgt_epi8_mask emulated_gt8
#undef _mm512_cmplt_epi8_mask
#define _mm512_cmplt_epi8_mask emulated_lt8
#undef _mm512_cmplt_epu8_mask
#define _mm512_cmplt_epu8_mask emulated_ltu8
#define _mm512_cvtepi16_epi8 emulated_low_bytes
#define _mm512_cvtepi64_epi32 emulated_low_halves
#define _mm512_cvtepu16_epi32 emulated_widen
#define _mm512_cvtepu16_epi64 emulated_widen16
#define _mm512_cvtepu32_epi64 emulated_widen32
#define _mm512_cvtepu8_epi16 emulated_widen8
#undef _mm512_extracti64x4_epi64
#define _mm512_extracti64x4_epi64(a, half) ((a).halves[half])
#undef _mm512_inserti64x4
#define _mm512_inserti64x4 emulated_insert_half
#define _mm512_load_si512(from) emulated_load(EMULATED_ALL, from)
#define _mm512_loadu_si512(from) emulated_load(EMULATED_ALL, from)
#define _mm512_madd_epi16 emulated_madd
#define _mm512_maddubs_epi16 emulated_maddubs
#define _mm512_mask_add_epi8(source, k, a, b)                                  \
	emulated_blend8(source, k, emulated_add8(a, b))
#define _mm512_mask_blend_epi8(k, a, b) emulated_blend8(a, k, b)
#define _mm512_mask_mov_epi16 emulated_blend16
#define _mm512_mask_mov_epi64 emulated_blend64
#define _mm512_mask_mov_epi8 emulated_blend8
#define _mm512_mask_storeu_epi8 emulated_store
#define _mm512_maskz_compress_epi8 emulated_compress
#define _mm512_maskz_loadu_epi8 emulated_load
#define _mm512_maskz_mov_epi8(k, a) emulated_blend8(emulated_set8(0), k, a)
#define _mm512_maskz_set1_epi64(k, q)                                          \
	emulated_blend64(emulated_set8(0), k, emulated_set64(q))
#define _mm512_movepi8_mask emulated_signs
#define _mm512_mullo_epi64 emulated_mullo64
#define _mm512_or_si512 emulated_or
#define _mm512_permutex2var_epi8 emulated_permute_two
#define _mm512_permutexvar_epi8 emulated_permute8
#define _mm512_set1_epi16 emulated_set16
#define _mm512_set1_epi32 emulated_set32
#define _mm512_set1_epi64 emulated_set64
#define _mm512_set1_epi8 emulated_set8
#define _mm512_set_epi8(...) emulated_reversed((const char[64]){__VA_ARGS__})
#define _mm512_setzero_si512() emulated_set8(0)
#define _mm512_shuffle_epi8 emulated_shuffle8
#undef _mm512_slli_epi16
#define _mm512_slli_epi16 emulated_slli16
#undef _mm512_slli_epi32
#define _mm512_slli_epi32 emulated_slli32
#undef _mm512_slli_epi64
#define _mm512_slli_epi64 emulated_slli64
#define _mm512_sllv_epi64 emulated_sllv64
#undef _mm512_srli_epi16
#define _mm512_srli_epi16 emulated_srli16
#undef _mm512_srli_epi64
#define _mm512_srli_epi64 emulated_srli64
#define _mm512_storeu_si512(to, a) emulated_store(to, EMULATED_ALL, a)
#define _mm512_sub_epi64 emulated_sub64
#define _mm512_sub_epi8 emulated_sub8
#define _mm512_subs_epu8 emulated_subs8
#undef _mm512_ternarylogic_epi32
#define _mm512_ternarylogic_epi32 emulated_ternary
#define _mm512_test_epi8_mask emulated_test8
#define _mm512_unpackhi_epi64 emulated_unpackhi64
#define _mm512_unpacklo_epi64 emulated_unpacklo64
#define _mm512_xor_si512 emulated_xor

#endif
