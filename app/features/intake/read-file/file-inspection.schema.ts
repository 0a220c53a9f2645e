import { z } from 'zod'

const text = z.object({ en: z.string(), 'zh-CN': z.string() })

/** What was found in one column. `index` counts from 0; `letter` is its name in a spreadsheet. */
const inspectedColumnSchema = z.object({
	index: z.int().min(0),
	letter: z.string(),
	header: z.string(),
	kind: z.enum(['text', 'date', 'number', 'unit', 'flag', 'empty']),
	/** Up to five different values as they stand in the file, at most 80 characters each. */
	samples: z.array(z.string()),
	filled: z.int(),
	/** For date columns: styles by frequency, and which of day and month comes first; `unknown` must be asked. */
	dates: z
		.object({
			styles: z.array(z.enum(['ymd', 'dmy', 'mdy', 'chinese', 'month-name', 'excel-serial'])),
			dayMonth: z.enum(['dmy', 'mdy', 'unknown']),
			excelSerial: z.boolean(),
			ambiguous: z.boolean(),
		})
		.nullable(),
	/** For columns of numbers: the sign before decimals; `unknown` when `1,234` could be either. */
	decimals: z.enum(['comma', 'point', 'unknown']).nullable(),
	/** Rec 20 code that the header states, as `KGM` for `交货重量(kg)`. */
	unit: z.string().nullable(),
	/** Cells that hold formulas, and how many of them were saved without a result. */
	formulas: z.object({ cells: z.int(), withoutResult: z.int() }).nullable(),
})
export type InspectedColumn = z.infer<typeof inspectedColumnSchema>

/** Cells merged over several rows; the value of the first row counts for all. Columns from 0, rows from 1. */
const mergedRangeSchema = z.object({ left: z.int(), right: z.int(), top: z.int(), bottom: z.int() })
export type MergedRange = z.infer<typeof mergedRangeSchema>

/** What is known about a file after looking at all of it. Kept between the steps of an import. */
export const fileInspectionSchema = z.object({
	fileName: z.string(),
	bytes: z.int(),
	/** SHA-256 in hex; reading the rows later refuses other content. */
	sha256: z.string(),
	kind: z.enum(['csv', 'xlsx', 'json']),
	encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252']),
	/** `false` when the bytes fit several encodings: show samples and let the person look. */
	encodingCertain: z.boolean(),
	delimiter: z.enum([',', ';', '\t', '|']).nullable(),
	sheet: z.string().nullable(),
	sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), cells: z.int() })),
	/** Row of the header as a spreadsheet counts (from 1); null when the file has none. Rows above it are its title. */
	headerRow: z.int().nullable(),
	dataRowCount: z.int(),
	blankRowCount: z.int(),
	/** Rows with sums, which are not imported; at most 100 are named. */
	totalsRows: z.array(z.int()),
	mergedRanges: z.array(mergedRangeSchema),
	columns: z.array(inspectedColumnSchema),
	/** What a person should know, without being stopped. */
	notes: z.array(z.object({ code: z.string(), message: text })),
})
export type FileInspection = z.infer<typeof fileInspectionSchema>
export type FileEncoding = FileInspection['encoding']
export type Delimiter = NonNullable<FileInspection['delimiter']>
