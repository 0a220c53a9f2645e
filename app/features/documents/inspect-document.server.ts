import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { err, ok, type Result } from '#app/core/result.ts'
import { MAX_DOCUMENT_BYTES } from './document.schema.ts'
import { holdsSecondFile } from './find-second-file.ts'

/** What may be kept, by its content, and how it is named when it is handed out. */
const KINDS: Readonly<Record<string, string>> = {
	'application/pdf': 'pdf',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/tiff': 'tif',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
}

export type InspectedFile = { contentType: string; sha256: string; size: number; fileName: string }
export type FileError = { code: 'file-missing' | 'file-too-large' | 'file-kind' | 'file-polyglot' }

/** A name that is safe to show and to hand out: the last part, without control and invisible characters, quotes or leading dots. */
function safeName(name: string, extension: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? ''
	const clean = last
		.normalize('NFC')
		.replaceAll(/[\p{C}"<>|:*?]/gu, '')
		.replace(/^[.\s]+/, '')
	const base =
		clean
			.replace(/\.[^.]*$/, '')
			.slice(0, 120)
			.trim() || 'document'
	return `${base}.${extension}`
}

/**
 * Decides by its content, not by its name, what a file is.
 * Errors: `file-missing`, `file-too-large`, `file-kind` (not one of PDF, PNG, JPEG, TIFF, DOCX, XLSX), `file-polyglot`
 * (a second file hides in it, as a page or an archive).
 */
export async function inspectDocument(bytes: Uint8Array, fileName: string): Promise<Result<InspectedFile, FileError>> {
	if (bytes.length === 0) return err({ code: 'file-missing' })
	if (bytes.length > MAX_DOCUMENT_BYTES) return err({ code: 'file-too-large' })
	const type = await fileTypeFromBuffer(bytes)
	const extension = type ? KINDS[type.mime] : undefined
	if (!type || !extension) return err({ code: 'file-kind' })
	const isArchive = extension === 'docx' || extension === 'xlsx'
	if (!isArchive && holdsSecondFile(bytes, type.mime)) return err({ code: 'file-polyglot' })
	return ok({
		contentType: type.mime,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		size: bytes.length,
		fileName: safeName(fileName, extension),
	})
}
