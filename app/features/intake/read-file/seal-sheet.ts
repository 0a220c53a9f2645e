import { columnIndex } from './column-letter.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'

/** The formulas seen while a sheet passes, by column. */
export type FormulaCounts = Map<number, { cells: number; withoutResult: number }>

/**
 * Rewrites a sheet so that exceljs reads it truly: its rows alone, in ASCII with character references, formulas
 * replaced by the results saved with them, formatted pieces of a text joined. Why, for each: exceljs 4.4 breaks
 * characters at chunk borders (https://github.com/exceljs/exceljs/issues/2063), drops the date format, errors and truth
 * values of formula results, and keeps only the last piece of an inline text. Refuses with `cell-too-long`.
 */
export async function* sealSheet(
	pieces: AsyncIterable<string>,
	part: string,
	formulas: FormulaCounts,
): AsyncGenerator<string> {
	yield '<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>'
	for await (const records of recordsOf(pieces, { container: 'sheetData', record: 'row', part })) {
		yield toAscii(withDatesAsText(joinInlineTexts(withoutFormulas(records, formulas), part)))
	}
	yield '</sheetData></worksheet>'
}

/**
 * Rewrites the shared texts of a workbook: each as one plain text in ASCII, without the phonetic guides that exceljs
 * would put in place of the text. Refuses with `cell-too-long`.
 */
export async function* sealSharedStrings(pieces: AsyncIterable<string>, part: string): AsyncGenerator<string> {
	yield '<?xml version="1.0" encoding="UTF-8"?><sst>'
	for await (const records of recordsOf(pieces, { container: 'sst', record: 'si', part })) {
		// Empty texts count too: cells refer to texts by position.
		const items = records.split(/<si(?=[\s/>])/u).slice(1)
		yield toAscii(items.map((item) => `<si><t xml:space="preserve">${joinedText(item, part)}</t></si>`).join(''))
	}
	yield '</sst>'
}

/** Characters beyond ASCII as references, which no chunk border can break. */
export function toAscii(xml: string): string {
	return xml.replace(/[^\t\n\r -~]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}

/**
 * Cuts what stands in a container into whole records, without the prefix of their namespace. Everything before the last
 * opening tag of a record is complete; what follows the container is left out.
 */
async function* recordsOf(
	pieces: AsyncIterable<string>,
	names: { container: string; record: string; part: string },
): AsyncGenerator<string> {
	const opening = new RegExp(`<(?:(\\w{1,20}):)?${names.container}(?:\\s[^<>]*)?(/?)>`, 'u')
	let prefix: string | null = null
	let held = ''
	let isOver = false
	for await (const piece of pieces) {
		// Read on to the end all the same: only there is the size of the part known to be true.
		if (isOver) continue
		held += piece
		if (prefix === null) {
			const found = opening.exec(held)
			if (found) {
				prefix = found[1] === undefined ? '' : `${found[1]}:`
				held = held.slice(found.index + found[0].length)
				isOver = found[2] === '/'
			}
		}
		if (prefix !== null && !isOver) {
			const plain = withoutPrefix(held, prefix)
			const end = plain.indexOf(`</${names.container}>`)
			const cut = end >= 0 ? end : plain.lastIndexOf(`<${names.record}`)
			if (cut > 0) yield plain.slice(0, cut)
			held = plain.slice(Math.max(cut, 0))
			isOver = end >= 0
		}
		if (!isOver && held.length > FILE_LIMITS.lineBytes) refuse('cell-too-long', names.part)
	}
	if (!isOver) refuse('damaged-file', names.part)
}

function withoutPrefix(xml: string, prefix: string): string {
	return prefix === '' ? xml : xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

function withoutFormulas(xml: string, formulas: FormulaCounts): string {
	let result = ''
	let at = 0
	for (;;) {
		const start = nextElement(xml, 'f', at)
		if (start < 0) return result + xml.slice(at)
		const end = elementEnd(xml, 'f', start)
		result += xml.slice(at, start)
		noteFormula(xml.slice(Math.max(0, start - 300), start), xml.startsWith('<v>', end), formulas)
		at = end
	}
}

function noteFormula(before: string, hasResult: boolean, formulas: FormulaCounts): void {
	const letters = /r="([A-Z]{1,3})\d{1,7}"[^<>]*>\s*$/u.exec(before)?.[1]
	if (letters === undefined) return
	const column = columnIndex(letters)
	const seen = formulas.get(column) ?? { cells: 0, withoutResult: 0 }
	formulas.set(column, { cells: seen.cells + 1, withoutResult: seen.withoutResult + (hasResult ? 0 : 1) })
}

/** `<is>` with formatted runs becomes `<is>` with one text. */
function joinInlineTexts(xml: string, part: string): string {
	let result = ''
	let at = 0
	for (;;) {
		const start = nextElement(xml, 'is', at)
		if (start < 0) return result + xml.slice(at)
		const end = elementEnd(xml, 'is', start)
		// exceljs resolves the named entities of inline texts twice.
		const text = joinedText(xml.slice(start, end), part).replace(/&(?=(?:amp|lt|gt|quot|apos);)/gu, '&amp;')
		result += `${xml.slice(at, start)}<is><t>${text}</t></is>`
		at = end
	}
}

/** Dates of the strict format stand as text (`t="d"`); exceljs would read the year as a number. ECMA-376-1, 18.18.11. */
function withDatesAsText(xml: string): string {
	if (!xml.includes('t="d"')) return xml
	return xml.replace(/<c\s[^<>]*>/gu, (tag) => tag.replace(/\st="d"/u, ' t="str"'))
}

/** The texts of all runs of one item, phonetic guides left out. */
function joinedText(xml: string, part: string): string {
	let text = ''
	let at = 0
	let guide = nextElement(xml, 'rPh', 0)
	for (;;) {
		const start = nextElement(xml, 't', at)
		if (start < 0) break
		if (guide >= 0 && guide < start) {
			at = elementEnd(xml, 'rPh', guide)
			guide = nextElement(xml, 'rPh', at)
			continue
		}
		const end = elementEnd(xml, 't', start)
		text += textOf(xml.slice(start, end))
		at = end
	}
	if (text.includes('<')) refuse('damaged-file', part)
	return text
}

function textOf(element: string): string {
	return element.endsWith('/>') ? '' : element.slice(element.indexOf('>') + 1, element.lastIndexOf('</'))
}

/** Where the next element of a name opens; `<f` is not found in `<font`. */
function nextElement(xml: string, name: string, from: number): number {
	const tag = `<${name}`
	for (let at = xml.indexOf(tag, from); at >= 0; at = xml.indexOf(tag, at + 1)) {
		const next = xml[at + tag.length]
		if (next === '>' || next === ' ' || next === '/' || next === '\n' || next === '\r' || next === '\t') return at
	}
	return -1
}

/** Behind the element that opens at `start`; the end of the text when it never closes. */
function elementEnd(xml: string, name: string, start: number): number {
	const open = xml.indexOf('>', start)
	if (open < 0) return xml.length
	if (xml[open - 1] === '/') return open + 1
	const close = `</${name}>`
	const end = xml.indexOf(close, open)
	return end < 0 ? xml.length : end + close.length
}
