import { ok, type Result } from '#app/core/result.ts'
import { checkOneFile, checkText } from './check-text.server.ts'
import { detectDelimiter } from './detect-delimiter.server.ts'
import { detectEncoding } from './detect-encoding.server.ts'
import { detectKind } from './detect-kind.server.ts'
import type { FileInspection } from './file-inspection.schema.ts'
import { type FileProblem, refusalOf, refuse } from './file-problem.ts'
import { inspectionNotes } from './inspection-notes.ts'
import { listSheets, type WorkbookSheet } from './list-sheets.server.ts'
import { type FileSource, loadFile } from './load-file.server.ts'
import { openArchive } from './open-archive.server.ts'
import { readJsonRows } from './read-json-rows.ts'
import { readSheetRows } from './read-sheet-rows.server.ts'
import { decodeStart, decodeText, readTextRows } from './read-text-rows.server.ts'
import type { FormulaCounts } from './seal-sheet.ts'
import { type RowsSurvey, surveyRows } from './survey-rows.ts'

/** What a person chose where the guess was wrong: another sheet, the row of the header (0: the file has none). */
export type InspectionChoices = { sheet?: string; headerRow?: number }

type Layout = Pick<
	FileInspection,
	'kind' | 'encoding' | 'encodingCertain' | 'delimiter' | 'sheet' | 'sheets' | 'mergedRanges'
>
type Inspected = { layout: Layout; survey: RowsSurvey }

const DELIMITER_SAMPLE_BYTES = 128 * 1024

/**
 * Looks at a whole file that a supplier sent (CSV, XLSX, JSON or NDJSON, told apart by content) and finds out how its
 * table is to be read: encoding, separators, sheet, header row, columns with samples, dates, decimals, totals rows.
 * Nothing is parsed before sizes, names, ratios and contents are checked (`FILE_LIMITS`). `source` is the bytes or a
 * path on the server; `fileName` is only shown. Errors: the codes of `FileProblem`, each when its message says.
 */
export async function inspectFile(
	source: FileSource,
	fileName: string,
	choices: InspectionChoices = {},
): Promise<Result<FileInspection, FileProblem>> {
	try {
		const { bytes, sha256 } = await loadFile(source)
		const kind = await detectKind(bytes)
		const inspect = { csv: inspectText, json: inspectJson, xlsx: inspectWorkbook }[kind]
		const { layout, survey } = await inspect(bytes, choices)
		const found = { fileName: shownName(fileName), bytes: bytes.length, sha256, ...layout, ...survey }
		return ok({ ...found, notes: inspectionNotes(found) })
	} catch (error) {
		return refusalOf(error)
	}
}

async function inspectText(bytes: Buffer, { headerRow }: InspectionChoices): Promise<Inspected> {
	checkOneFile(bytes)
	const { encoding, certain } = detectEncoding(bytes)
	checkText(bytes, encoding)
	const delimiter = detectDelimiter(decodeStart(bytes, encoding, DELIMITER_SAMPLE_BYTES))
	if (delimiter === null) refuse('not-a-table')
	const rows = readTextRows(bytes, { encoding, delimiter })
	const survey = await surveyRows(rows, { kind: 'csv', delimiter, headerRow, formulas: new Map() })
	return { layout: { kind: 'csv', encoding, encodingCertain: certain, delimiter, ...NO_SHEETS }, survey }
}

async function inspectJson(bytes: Buffer): Promise<Inspected> {
	checkOneFile(bytes)
	const { encoding, certain } = detectEncoding(bytes)
	const rows = asAsync(readJsonRows(decodeText(bytes, encoding)))
	const survey = await surveyRows(rows, { kind: 'json', delimiter: null, formulas: new Map() })
	return { layout: { kind: 'json', encoding, encodingCertain: certain, delimiter: null, ...NO_SHEETS }, survey }
}

async function inspectWorkbook(bytes: Buffer, choices: InspectionChoices): Promise<Inspected> {
	const archive = await openArchive(bytes)
	const workbook = await listSheets(archive)
	const sheet = chooseSheet(workbook.sheets, choices.sheet)
	const formulas: FormulaCounts = new Map()
	const rows = readSheetRows(archive, workbook, sheet, formulas)
	const survey = await surveyRows(rows, { kind: 'xlsx', delimiter: null, headerRow: choices.headerRow, formulas })
	const sheets = workbook.sheets.map(({ name, hidden, cells }) => ({ name, hidden, cells }))
	const mergedRanges = sheet.mergedRanges.filter((range) => range.bottom > (survey.headerRow ?? 0))
	const layout = {
		kind: 'xlsx',
		encoding: 'utf-8',
		encodingCertain: true,
		delimiter: null,
		sheet: sheet.name,
		sheets,
		mergedRanges,
	} as const
	return { layout, survey }
}

const NO_SHEETS = { sheet: null, sheets: [], mergedRanges: [] }

/** The visible sheet with most content, or the one asked for. */
function chooseSheet(sheets: readonly WorkbookSheet[], asked: string | undefined): WorkbookSheet {
	if (asked !== undefined) return sheets.find((sheet) => sheet.name === asked) ?? refuse('sheet-not-found', asked)
	let best: WorkbookSheet | undefined
	for (const sheet of sheets) if (!sheet.hidden && sheet.cells > (best?.cells ?? 0)) best = sheet
	return best ?? refuse('no-sheet')
}

/** A file name for showing: without folders and without characters that hide or turn it round. */
function shownName(fileName: string): string {
	return (fileName.split(/[/\\]/u).pop() ?? '').replace(/\p{C}/gu, '').slice(0, 200)
}

async function* asAsync<T>(values: Iterable<T>): AsyncGenerator<T> {
	yield* values
}
