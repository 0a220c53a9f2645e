import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Delimiter } from './file-inspection.schema.ts'

const DELIMITERS: readonly Delimiter[] = [';', ',', '\t', '|']
const RECORDS_LOOKED_AT = 200

/**
 * The sign between the columns of a text, judged on its first records with quotes respected: the one that gives most
 * rows the same number of columns, more than one. Null when none does.
 */
export function detectDelimiter(sample: string): Delimiter | null {
	let best: { delimiter: Delimiter; score: number } | null = null
	for (const delimiter of DELIMITERS) {
		const score = agreement(columnCounts(sample, delimiter))
		if (score > (best?.score ?? 0)) best = { delimiter, score }
	}
	return best?.delimiter ?? null
}

/** Options by which the texts of suppliers are split; reading and judging must agree on them. */
export const CSV_OPTIONS = {
	record_delimiter: ['\r\n', '\n', '\r'],
	relax_column_count: true,
	relax_quotes: true,
	bom: true,
}

function columnCounts(sample: string, delimiter: Delimiter): number[] {
	const counts: number[] = []
	const onRecord = (record: string[]) => {
		if (record.some((value) => value.trim() !== '')) counts.push(record.length)
		return record
	}
	try {
		parse(sample, {
			...CSV_OPTIONS,
			delimiter,
			to: RECORDS_LOOKED_AT,
			max_record_size: sample.length,
			on_record: onRecord,
		})
	} catch (error) {
		// The sample may end inside quotes; what came before still counts.
		if (!(error instanceof CsvError)) throw error
	}
	return counts
}

/** How many rows share the commonest number of columns, weighted so that of equally good signs the one with more columns wins. */
function agreement(counts: readonly number[]): number {
	const rowsByCount = new Map<number, number>()
	for (const count of counts) if (count > 1) rowsByCount.set(count, (rowsByCount.get(count) ?? 0) + 1)
	let best = 0
	for (const [columns, rows] of rowsByCount)
		best = Math.max(best, (rows / counts.length) * (1 + Math.log2(columns) / 4))
	return best
}
