import type { FileEncoding } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'

/** Beginnings of an archive: local header, central directory, end of central directory. */
const ZIP_MARKS = ['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06'].map((mark) => Buffer.from(mark, 'latin1'))
/** A PDF may begin anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1). */
const PDF_MARK = Buffer.from('%PDF-', 'latin1')

/** Refuses with `mixed-content` what is a text and a second file at once: an archive or a PDF inside. */
export function checkOneFile(bytes: Buffer): void {
	if (ZIP_MARKS.some((mark) => bytes.includes(mark))) refuse('mixed-content', '… + ZIP')
	if (bytes.subarray(0, 1024).includes(PDF_MARK)) refuse('mixed-content', '… + PDF')
}

/** Refuses with `nul-bytes` (zeros outside UTF-16) and `line-too-long` (more than 1 MB between line breaks). */
export function checkText(bytes: Buffer, encoding: FileEncoding): void {
	const isWide = encoding.startsWith('utf-16')
	if (!isWide && bytes.includes(0)) refuse('nul-bytes', `NUL, byte ${bytes.indexOf(0)}`)
	checkLines(bytes)
}

function checkLines(bytes: Buffer): void {
	let start = 0
	let line = 1
	while (start < bytes.length) {
		const end = nextBreak(bytes, start)
		if (end - start > FILE_LIMITS.lineBytes) refuse('line-too-long', line)
		start = end + 1
		line++
	}
}

/** The next line feed; files of old Macs have carriage returns alone, so those count where no line feed comes soon. */
function nextBreak(bytes: Buffer, start: number): number {
	const feed = bytes.indexOf(0x0a, start)
	const end = feed < 0 ? bytes.length : feed
	if (end - start <= FILE_LIMITS.lineBytes) return end
	const carriageReturn = bytes.indexOf(0x0d, start)
	return carriageReturn >= 0 && carriageReturn < end ? carriageReturn : end
}
