import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { FILE_LIMITS } from './file-limits.ts'
import { FileRefused, refuse } from './file-problem.ts'

/** The parts of a checked workbook, by name. */
export type Archive = {
	entries: ReadonlyMap<string, yauzl.Entry>
	/** The unpacked bytes of a part, never more than it declares. Refuses with `archive-size-mismatch` and `damaged-file`. */
	openPart(name: string): AsyncGenerator<Buffer>
}

const END_RECORD_BYTES = 22
/** What may lie between two parts: a data descriptor (24 bytes at most) and the padding of some writers. */
const LARGEST_GAP = 1024

/**
 * Opens the ZIP archive of a workbook after checking all it says about itself: number of parts, sizes, ratio, names,
 * encryption, and that the parts lie one after another from the first byte to the last, so that every program sees the
 * same content. Nothing is unpacked yet. Refuses with the `archive-…` codes, `mixed-content` and `damaged-file`.
 */
export async function openArchive(bytes: Buffer): Promise<Archive> {
	const directoryStart = checkEnds(bytes)
	const zip = await orDamaged(() =>
		yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, strictFileNames: true }),
	)
	// An error that comes after the last await would otherwise end the process.
	zip.on('error', () => {})
	if (zip.entryCount > FILE_LIMITS.archiveEntries) refuse('archive-too-many-entries', FILE_LIMITS.archiveEntries)
	const entries = new Map<string, yauzl.Entry>()
	const seen = new Set<string>()
	await orDamaged(async () => {
		for await (const entry of zip.eachEntry()) {
			const name = checkEntry(entry)
			if (seen.has(name.toLowerCase())) refuse('archive-duplicate-entry', name)
			seen.add(name.toLowerCase())
			entries.set(name, entry)
		}
	})
	checkTotals(bytes, [...entries.values()])
	await checkLayout(zip, [...entries.values()], directoryStart)
	return { entries, openPart: (name) => partBytes(zip, entries.get(name)) }
}

/** Begins with a part and ends with the directory's end, without a comment: nothing before, nothing behind. APPNOTE 4.3.16. */
function checkEnds(bytes: Buffer): number {
	if (bytes.length < END_RECORD_BYTES || bytes.readUInt32LE(0) !== 0x04034b50) refuse('mixed-content', '… + ZIP')
	const end = bytes.length - END_RECORD_BYTES
	if (bytes.readUInt32LE(end) !== 0x06054b50) {
		if (bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') < 0) refuse('damaged-file', 'ZIP')
		refuse('mixed-content', 'ZIP + …')
	}
	const directoryStart = bytes.readUInt32LE(end + 16)
	if (directoryStart + bytes.readUInt32LE(end + 12) !== end) refuse('mixed-content', 'ZIP')
	return directoryStart
}

function checkEntry(entry: yauzl.Entry): string {
	const name = entry.fileName
	if (/^[/\\]|^[A-Za-z]:|\\|\p{Cc}|(?:^|\/)\.\.(?:\/|$)/u.test(name) || name.length > 255)
		refuse('archive-unsafe-name', name)
	if (entry.isEncrypted() || name === 'EncryptedPackage') refuse('archive-encrypted')
	if (![0, 8].includes(entry.compressionMethod)) refuse('damaged-file', `ZIP ${entry.compressionMethod}`)
	if (/(?:^|\/)vbaProject\.bin$/iu.test(name)) refuse('macro-workbook')
	// Small parts repeat themselves more than whole tables do; a bomb is not small.
	if (
		entry.uncompressedSize > FILE_LIMITS.lineBytes &&
		entry.uncompressedSize > entry.compressedSize * FILE_LIMITS.unpackRatio
	) {
		refuse('archive-ratio', name)
	}
	return name
}

function checkTotals(bytes: Buffer, entries: readonly yauzl.Entry[]): void {
	const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
	if (unpacked > FILE_LIMITS.unpackedBytes) refuse('archive-too-large', FILE_LIMITS.unpackedBytes / 1024 / 1024)
	if (unpacked > bytes.length * FILE_LIMITS.unpackRatio) refuse('archive-ratio', 'ZIP')
}

/** Parts that overlap make a small bomb large (Fifield, "A better zip bomb", 2019); gaps can hide another file. */
async function checkLayout(zip: yauzl.ZipFile, entries: readonly yauzl.Entry[], directoryStart: number): Promise<void> {
	const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
	let end = 0
	for (const entry of inOrder) {
		const start = entry.relativeOffsetOfLocalHeader
		if (start < end) refuse('archive-overlap', entry.fileName)
		if (start - end > LARGEST_GAP) refuse('mixed-content', 'ZIP')
		const local = await orDamaged(() => zip.readLocalFileHeaderPromise(entry, { minimal: false }))
		if (!local.fileName.equals(entry.fileNameRaw)) refuse('archive-unsafe-name', entry.fileName)
		end = local.fileDataStart + entry.compressedSize
	}
	if (end > directoryStart) refuse('archive-overlap', 'ZIP')
	if (directoryStart - end > LARGEST_GAP) refuse('mixed-content', 'ZIP')
}

async function* partBytes(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): AsyncGenerator<Buffer> {
	if (!entry) return
	let stream: Readable | undefined
	try {
		stream = await zip.openReadStreamPromise(entry)
		for await (const chunk of stream) yield chunk as Buffer
	} catch (error) {
		if (error instanceof FileRefused) throw error
		if (error instanceof Error && /too many bytes|not enough bytes/iu.test(error.message))
			refuse('archive-size-mismatch', entry.fileName)
		refuse('damaged-file', entry.fileName)
	} finally {
		stream?.destroy()
	}
}

/** yauzl reports what is wrong with an archive only as errors with texts. */
async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
	try {
		return await read()
	} catch (error) {
		if (error instanceof FileRefused) throw error
		const reason = error instanceof Error ? error.message : String(error)
		if (/invalid (?:relative path|characters in fileName)|absolute path/iu.test(reason))
			refuse('archive-unsafe-name', reason.replace(/^[^:]*: /u, ''))
		if (/size mismatch/iu.test(reason)) refuse('archive-size-mismatch', 'ZIP')
		return refuse('damaged-file', reason)
	}
}
