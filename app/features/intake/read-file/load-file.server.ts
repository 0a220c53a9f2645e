import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'

/** A file as its bytes, or as a path on this server (never one that a user typed). */
export type FileSource = Uint8Array | string

/** The whole file, which is small (25 MB at most), with its SHA-256 in hex. */
type LoadedFile = { bytes: Buffer; sha256: string }

/**
 * Reads a file into memory and hashes it. Refuses with `file-too-large` before reading more than the limit, and with
 * `empty-file`. A path that does not exist throws.
 */
export async function loadFile(source: FileSource): Promise<LoadedFile> {
	const bytes = typeof source === 'string' ? await readWithinLimit(source) : asBuffer(source)
	if (bytes.length > FILE_LIMITS.fileBytes) refuseSize()
	if (bytes.length === 0) refuse('empty-file')
	return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads one byte more than allowed at most: the size on disk may change between asking and reading. */
async function readWithinLimit(path: string): Promise<Buffer> {
	const file = await open(path, 'r')
	try {
		const { size } = await file.stat()
		if (size > FILE_LIMITS.fileBytes) refuseSize()
		const bytes = Buffer.alloc(Math.min(size, FILE_LIMITS.fileBytes) + 1)
		let length = 0
		while (length < bytes.length) {
			const { bytesRead } = await file.read(bytes, length, bytes.length - length)
			if (bytesRead === 0) break
			length += bytesRead
		}
		return bytes.subarray(0, length)
	} finally {
		await file.close()
	}
}

function asBuffer(source: Uint8Array): Buffer {
	return Buffer.from(source.buffer, source.byteOffset, source.byteLength)
}

function refuseSize(): never {
	refuse('file-too-large', FILE_LIMITS.fileBytes / 1024 / 1024)
}
