import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import type { FileEncoding } from './file-inspection.schema.ts'
import { refuse } from './file-problem.ts'

const SAMPLE_BYTES = 64 * 1024
/** Below this, chardet is guessing. */
const TRUSTED = 60
/** Encodings that chardet recognises well and that we do not read. */
const FOREIGN = [
	'Big5',
	'Shift_JIS',
	'EUC-JP',
	'EUC-KR',
	'ISO-2022-CN',
	'ISO-2022-JP',
	'ISO-2022-KR',
	'windows-1251',
	'KOI8-R',
	'ISO-8859-5',
]

type DetectedEncoding = { encoding: FileEncoding; certain: boolean }

/**
 * The encoding of a text: byte order mark, UTF-16 by where its zeros stand, UTF-8 by validity, GB18030 by the pairs of
 * common Chinese characters, otherwise windows-1252. Refuses with `encoding-unsupported` when the bytes are clearly
 * Big5, Japanese, Korean or Cyrillic, and with `nul-bytes` when they are no text.
 */
export function detectEncoding(bytes: Buffer): DetectedEncoding {
	const marked = byteOrderMark(bytes)
	if (marked) return { encoding: marked, certain: true }
	if (bytes.includes(0)) return { encoding: utf16ByZeros(bytes), certain: true }
	if (isUtf8(bytes)) return { encoding: 'utf-8', certain: true }
	return legacyEncoding(bytes)
}

function byteOrderMark(bytes: Buffer): FileEncoding | null {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
	return null
}

/** In UTF-16 the separators and digits of a table make every second byte zero, and never two zeros a character. */
function utf16ByZeros(bytes: Buffer): FileEncoding {
	const sample = bytes.subarray(0, SAMPLE_BYTES)
	let even = 0
	let odd = 0
	for (const [at, byte] of sample.entries()) {
		if (byte !== 0) continue
		if (at % 2 === 0) even++
		else odd++
	}
	const enough = sample.length / 8
	if (bytes.length % 2 === 0 && even === 0 && odd > enough) return 'utf-16le'
	if (bytes.length % 2 === 0 && odd === 0 && even > enough) return 'utf-16be'
	return refuse('nul-bytes', `NUL, byte ${bytes.indexOf(0)}`)
}

function legacyEncoding(bytes: Buffer): DetectedEncoding {
	const sample = linesBeyondAscii(bytes)
	const guesses = new Map(analyse(sample).map((match) => [match.name as string, match.confidence]))
	const chinese = guesses.get('GB18030') ?? 0
	const foreign = FOREIGN.find((name) => (guesses.get(name) ?? 0) >= TRUSTED && (guesses.get(name) ?? 0) > chinese)
	const share = commonChineseShare(sample)
	const fits = isValid(bytes, 'gb18030')
	if (fits && !foreign && (share >= 0.7 || chinese >= TRUSTED))
		return { encoding: 'gb18030', certain: share >= 0.9 || chinese >= TRUSTED }
	if (foreign) refuse('encoding-unsupported', foreign)
	return { encoding: 'windows-1252', certain: !fits || share < 0.3 }
}

/** The lines that tell something: those with bytes above ASCII. */
function linesBeyondAscii(bytes: Buffer): Buffer {
	const lines: Buffer[] = []
	let taken = 0
	let start = 0
	while (start < bytes.length && taken < SAMPLE_BYTES) {
		const end = bytes.indexOf(0x0a, start)
		const line = bytes.subarray(start, end < 0 ? bytes.length : end + 1).subarray(0, SAMPLE_BYTES)
		if (line.some((byte) => byte >= 0x80)) {
			lines.push(line)
			taken += line.length
		}
		start = end < 0 ? bytes.length : end + 1
	}
	return Buffer.concat(lines)
}

/**
 * The share of the high bytes that stand in pairs of GB 2312's first level (lead B0–D7, trail A1–FE, the 3,755 common
 * characters) or its signs (lead A1–A3). The accented small letters of western Europe are E0–FF and stand alone.
 */
function commonChineseShare(bytes: Buffer): number {
	let high = 0
	let paired = 0
	for (let at = 0; at < bytes.length; at++) {
		const lead = bytes[at] ?? 0
		if (lead < 0x80) continue
		const trail = bytes[at + 1] ?? 0
		const isCommon = ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1
		high += trail >= 0x80 ? 2 : 1
		if (isCommon) paired += 2
		at += trail >= 0x80 ? 1 : 0
	}
	return high === 0 ? 0 : paired / high
}

function isValid(bytes: Buffer, encoding: string): boolean {
	const decoder = new TextDecoder(encoding, { fatal: true })
	const step = 1024 * 1024
	try {
		for (let at = 0; at < bytes.length; at += step) decoder.decode(bytes.subarray(at, at + step), { stream: true })
		decoder.decode()
		return true
	} catch {
		return false
	}
}
