import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { CSV_OPTIONS } from './detect-delimiter.server.ts'
import type { Delimiter, FileEncoding } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { IntakeRow } from './find-header.ts'

const CHUNK_BYTES = 64 * 1024

/**
 * The rows of a delimited text, one by one and no faster than they are taken. `rowNumber` counts records from 1, blank
 * ones and those with line breaks in quotes included, as spreadsheet programs do. Refuses with `line-too-long`,
 * `quote-not-closed` and `too-many-columns`.
 */
export async function* readTextRows(
	bytes: Buffer,
	options: { encoding: FileEncoding; delimiter: Delimiter },
): AsyncGenerator<IntakeRow> {
	const decoder = iconv.decodeStream(ICONV_NAMES[options.encoding])
	const parser = parse({ ...CSV_OPTIONS, delimiter: options.delimiter, max_record_size: FILE_LIMITS.lineBytes })
	// The parser hands errors of all three to the loop below.
	pipeline(Readable.from(chunksOf(bytes), { objectMode: false }), decoder, parser, () => {})
	let rowNumber = 0
	try {
		for await (const record of parser as AsyncIterable<string[]>) {
			rowNumber++
			if (record.length > FILE_LIMITS.columns) checkColumns(record)
			yield { rowNumber, values: record }
		}
	} catch (error) {
		refuseText(error)
	} finally {
		parser.destroy()
	}
}

function refuseText(error: unknown): never {
	if (!(error instanceof CsvError)) throw error
	// Counted by the parser, which runs ahead of the rows that were taken.
	const row = Number(error.records) + 1
	if (error.code === 'CSV_MAX_RECORD_SIZE') refuse('line-too-long', row)
	if (error.code === 'CSV_QUOTE_NOT_CLOSED') refuse('quote-not-closed', row)
	return refuse('damaged-file', `${error.code}, ${row}`)
}

const ICONV_NAMES = {
	'utf-8': 'utf8',
	'utf-16le': 'utf-16le',
	'utf-16be': 'utf-16be',
	gb18030: 'gb18030',
	'windows-1252': 'windows-1252',
} as const satisfies Record<FileEncoding, string>

/** The first part of a text as characters, for judging; a character cut at its end is left out. */
export function decodeStart(bytes: Buffer, encoding: FileEncoding, length: number): string {
	return iconv.decode(bytes.subarray(0, length), ICONV_NAMES[encoding]).replace(/\uFFFD+$/u, '')
}

/** The whole text as characters. */
export function decodeText(bytes: Buffer, encoding: FileEncoding): string {
	return iconv.decode(bytes, ICONV_NAMES[encoding])
}

function checkColumns(record: readonly string[]): void {
	if (record.slice(FILE_LIMITS.columns).some((value) => value.trim() !== ''))
		refuse('too-many-columns', FILE_LIMITS.columns)
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
	for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}
