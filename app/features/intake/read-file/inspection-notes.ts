import type { FileInspection } from './file-inspection.schema.ts'

type Note = FileInspection['notes'][number]

const EXTENSIONS: Record<FileInspection['kind'], RegExp> = {
	csv: /\.(?:csv|txt|tsv)$/iu,
	xlsx: /\.xlsx$/iu,
	json: /\.(?:json|ndjson|jsonl)$/iu,
}
const KIND_NAMES: Record<FileInspection['kind'], string> = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' }

/**
 * What a person should know about a file although it can be read: `name-and-content-differ`, `encoding-uncertain`,
 * `hidden-sheets`, `no-header`, `ambiguous-dates`, `ambiguous-decimals`, `formulas-without-result`, `cells-filled-down`.
 */
export function inspectionNotes(found: Omit<FileInspection, 'notes'>): Note[] {
	const { columns } = found
	const hidden = found.sheets.filter((sheet) => sheet.hidden && sheet.cells > 0).map((sheet) => sheet.name)
	const dates = lettersOf(columns.filter((column) => column.dates?.ambiguous))
	const decimals = lettersOf(columns.filter((column) => column.decimals === 'unknown'))
	// The formulas of totals rows do not matter.
	const sums = found.totalsRows.length
	const formulas = lettersOf(columns.filter((column) => (column.formulas?.withoutResult ?? 0) > sums))
	const notes: (Note | false)[] = [
		!EXTENSIONS[found.kind].test(found.fileName) &&
			note('name-and-content-differ', [
				`By its content the file is ${KIND_NAMES[found.kind]}, and it is read as that, whatever its name says.`,
				`文件内容是 ${KIND_NAMES[found.kind]}，已按内容读取，与文件名无关。`,
			]),
		!found.encodingCertain &&
			note('encoding-uncertain', [
				`The encoding looks like ${found.encoding}. Check the samples; if letters are wrong, save the file as UTF-8.`,
				`编码可能是 ${found.encoding}。请核对样例；如有乱码，请将文件另存为 UTF-8。`,
			]),
		hidden.length > 0 &&
			note('hidden-sheets', [
				`Hidden sheets are not imported: ${hidden.join(', ')}.`,
				`隐藏的工作表不会导入：${hidden.join('、')}。`,
			]),
		found.headerRow === null &&
			note('no-header', [
				'No header row was found, so every row counts as data. If there is one, say which.',
				'没有识别到表头，所有行都按数据处理。如有表头，请指定所在行。',
			]),
		dates !== '' &&
			note('ambiguous-dates', [
				`In column ${dates} day and month could be swapped. Say which comes first.`,
				`${dates} 列的日和月可能互换。请指定哪个在前。`,
			]),
		decimals !== '' &&
			note('ambiguous-decimals', [
				`In column ${decimals} a comma or point could stand for thousands or for decimals. Say which.`,
				`${decimals} 列中的逗号或点可能是千位分隔，也可能是小数点。请指定。`,
			]),
		formulas !== '' &&
			note('formulas-without-result', [
				`Column ${formulas} holds formulas saved without results and is read as empty. Open the file in Excel and save it to fill them.`,
				`${formulas} 列的公式没有保存结果，按空值读取。如需导入，请用 Excel 打开并保存一次。`,
			]),
		found.mergedRanges.length > 0 &&
			note('cells-filled-down', [
				`Cells merged over several rows have their value in each of them (${found.mergedRanges.length} ranges).`,
				`跨行合并的单元格已向下填充（${found.mergedRanges.length} 处）。`,
			]),
	]
	return notes.filter((entry) => entry !== false)
}

function note(code: string, [en, zh]: [en: string, zh: string]): Note {
	return { code, message: { en, 'zh-CN': zh } }
}

function lettersOf(columns: FileInspection['columns']): string {
	return columns.map((column) => column.letter).join(', ')
}
