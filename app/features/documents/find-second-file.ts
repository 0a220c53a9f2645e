/** What a browser takes for a page or a server for a program; compared in lower case. */
const MARKUP = ['<script', '<html', '<!doctype html', '<svg', '<iframe', '<?php', '<body']
/** Browsers look at this many bytes to guess what a file is (WHATWG MIME Sniffing, 5.2: 1445). */
const SNIFFED = 1_445

const END_OF_ARCHIVE = Buffer.from('PK\x05\x06', 'latin1')
/** An archive ends with its directory's record and a comment of up to 65,535 bytes (APPNOTE 4.3.16). */
const LONGEST_END = 22 + 65_535

const PNG_END = Buffer.from('IEND', 'latin1')

/**
 * Whether a PDF or picture is a second file too: a page hidden in its first bytes or, in a picture, anywhere; an archive
 * behind it; in a PNG, anything behind its end.
 */
export function holdsSecondFile(bytes: Uint8Array, contentType: string): boolean {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	const isPicture = contentType.startsWith('image/')
	if (hasMarkup(isPicture ? buffer : buffer.subarray(0, SNIFFED))) return true
	if (contentType === 'image/png' && hasTail(buffer)) return true
	return endsAsArchive(buffer)
}

function hasMarkup(part: Buffer): boolean {
	const text = part.toString('latin1').toLowerCase()
	return MARKUP.some((mark) => text.includes(mark))
}

/** After `IEND` come four bytes of its check sum, and nothing else (ISO/IEC 15948, 11.2.5). */
const hasTail = (png: Buffer): boolean => png.lastIndexOf(PNG_END) + 8 !== png.length

function endsAsArchive(buffer: Buffer): boolean {
	const from = Math.max(0, buffer.length - LONGEST_END)
	for (let at = buffer.indexOf(END_OF_ARCHIVE, from); at >= 0; at = buffer.indexOf(END_OF_ARCHIVE, at + 1)) {
		if (at + 22 > buffer.length) return false
		const entries = buffer.readUInt16LE(at + 10)
		const size = buffer.readUInt32LE(at + 12)
		const offset = buffer.readUInt32LE(at + 16)
		if (entries > 0 && size + offset <= at) return true
	}
	return false
}
