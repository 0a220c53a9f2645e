import { fileTypeFromBuffer } from 'file-type'
import type { FileInspection } from './file-inspection.schema.ts'
import { refuse } from './file-problem.ts'

/** Kinds that are text themselves, so that only their beginning gives them away. */
const TEXT_DOCUMENTS = new Set(['pdf', 'xml', 'rtf', 'eps', 'ps', 'svg', 'ics', 'vcf', 'vtt', 'asc', 'pgp'])

/**
 * What a file is, by its content and not by its name. Refuses with `old-excel` (.xls, or encrypted), `macro-workbook`
 * and `unsupported-kind` (a picture, a PDF, a web page, …).
 */
export async function detectKind(bytes: Buffer): Promise<FileInspection['kind']> {
	// UTF-16 begins like an MPEG frame, so what has a byte order mark is not asked.
	const type = hasByteOrderMark(bytes) ? undefined : await fileTypeFromBuffer(bytes)
	if (type?.ext === 'xlsx') return 'xlsx'
	if (type?.ext === 'cfb') refuse('old-excel')
	if (type?.ext === 'xlsm' || type?.ext === 'xltm') refuse('macro-workbook')
	// Whether an archive is taken for a workbook depends on the order of its parts; opening it tells.
	if (type?.ext === 'zip') return 'xlsx'
	// Two letters make a bitmap (`BM…`) or a program (`MZ…`), so a header can look like one: text is no such thing.
	if (type && (TEXT_DOCUMENTS.has(type.ext) || !isPlainText(bytes))) refuse('unsupported-kind', type.ext)
	return jsonOrText(bytes)
}

function hasByteOrderMark(bytes: Buffer): boolean {
	return ['efbbbf', 'fffe', 'feff'].some((mark) => bytes.subarray(0, mark.length / 2).toString('hex') === mark)
}

function isPlainText(bytes: Buffer): boolean {
	return !bytes.subarray(0, 4096).some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
}

function jsonOrText(bytes: Buffer): 'csv' | 'json' {
	const start = bytes
		.subarray(0, 4096)
		.toString('latin1')
		.replace(/^(?:ï»¿|ÿþ|þÿ)/u, '')
		.replaceAll('\0', '')
		.trimStart()
	if (/^<[!?a-z]/iu.test(start)) refuse('unsupported-kind', 'HTML, XML')
	return /^(?:\[\s*[{\]]|\{\s*["}])/u.test(start) ? 'json' : 'csv'
}
