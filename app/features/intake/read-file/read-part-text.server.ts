import { crc32 } from 'node:zlib'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { Archive } from './open-archive.server.ts'

/** Long enough to find a declaration that lies across two chunks. */
const OVERLAP = 16
const FORBIDDEN = /<!DOCTYPE|<!ENTITY/iu
/** Characters that XML 1.0 does not allow (section 2.2); the sealed archive relies on their absence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/u

/**
 * The text of an XML part, in pieces; nothing when there is no such part. Refuses, before handing on the piece: document types and entities
 * (`xml-entities`, which stops XXE and entity bombs whatever the parser does), CDATA and encodings other than UTF-8
 * (`xml-unsupported`), broken UTF-8, control characters and wrong checksums (`damaged-file`).
 */
export async function* readPartText(archive: Archive, name: string): AsyncGenerator<string> {
	const entry = archive.entries.get(name)
	if (!entry) return
	const decoder = new TextDecoder('utf-8', { fatal: true })
	let tail = ''
	let checksum = 0
	let isFirst = true
	for await (const chunk of archive.openPart(name)) {
		checksum = crc32(chunk, checksum)
		const text = decode(decoder, chunk, name)
		if (isFirst) checkDeclaration(chunk, text, name)
		isFirst = false
		const window = tail + text
		if (FORBIDDEN.test(window)) refuse('xml-entities', name)
		if (window.includes('<![CDATA[')) refuse('xml-unsupported', name)
		if (NOT_XML.test(text)) refuse('damaged-file', name)
		tail = window.slice(-OVERLAP)
		yield text
	}
	decode(decoder, undefined, name)
	if (checksum !== entry.crc32) refuse('damaged-file', name)
}

/** A small part as one text. Refuses with `archive-too-large` beyond 8 MB, otherwise as `readPartText`. */
export async function readSmallPart(archive: Archive, name: string): Promise<string> {
	const { smallPartBytes } = FILE_LIMITS
	if ((archive.entries.get(name)?.uncompressedSize ?? 0) > smallPartBytes)
		refuse('archive-too-large', smallPartBytes / 1024 / 1024)
	let text = ''
	for await (const piece of readPartText(archive, name)) text += piece
	return text
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, name: string): string {
	try {
		return decoder.decode(chunk, { stream: chunk !== undefined })
	} catch {
		return refuse('damaged-file', name)
	}
}

function checkDeclaration(chunk: Buffer, text: string, name: string): void {
	const isWide = chunk[0] === 0 || chunk[1] === 0
	const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']+)/iu.exec(text)?.[1]
	if (isWide || (declared !== undefined && !/^(?:utf-8|us-ascii|ascii)$/iu.test(declared)))
		refuse('xml-unsupported', name)
}
