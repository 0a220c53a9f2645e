import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { type FileInspection, fileInspectionSchema } from '#app/features/intake/read-file/file-inspection.schema.ts'
import { type InspectionChoices, inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/supplier-files')

async function inspected(
	file: string | Buffer,
	name = 'lots.csv',
	choices: InspectionChoices = {},
): Promise<FileInspection> {
	const result = await inspectFile(typeof file === 'string' ? Buffer.from(file) : file, name, choices)
	if (!result.ok) throw new Error(result.error.code)
	// What is kept between the steps of an import must survive being stored.
	expect(fileInspectionSchema.parse(JSON.parse(JSON.stringify(result.value)))).toEqual(result.value)
	return result.value
}

async function rowsOf(
	file: string | Buffer,
	inspection: FileInspection,
): Promise<{ rowNumber: number; values: string[] }[]> {
	const rows: { rowNumber: number; values: string[] }[] = []
	const read = await readRows(typeof file === 'string' ? Buffer.from(file) : file, inspection, {
		onRow: (row) => void rows.push(row),
	})
	expect(read).toEqual({ ok: true, value: { rows: rows.length } })
	return rows
}

const column = (inspection: FileInspection, letter: string) =>
	inspection.columns.find((found) => found.letter === letter)
const codes = (inspection: FileInspection) => inspection.notes.map((note) => note.code)

describe('files of suppliers', () => {
	test('recognises a Chinese list in GB18030 with three ways of writing dates', async () => {
		const file = readFileSync(join(FIXTURES, 'zh-lots.csv'))
		const found = await inspected(file)
		expect(found).toMatchObject({
			kind: 'csv',
			encoding: 'gb18030',
			encodingCertain: true,
			delimiter: ',',
			headerRow: 1,
			dataRowCount: 24,
			totalsRows: [],
		})
		expect(found.columns.map(({ header, kind }) => [header, kind])).toEqual([
			['物料编码', 'text'],
			['物料名称', 'text'],
			['供应商批号', 'text'],
			['生产日期', 'date'],
			['有效期至', 'date'],
			['数量', 'number'],
			['单位', 'unit'],
			['备注', 'text'],
		])
		expect(column(found, 'D')?.dates).toEqual({
			styles: ['ymd', 'chinese'],
			dayMonth: 'unknown',
			excelSerial: false,
			ambiguous: false,
		})
		const rows = await rowsOf(file, found)
		expect(rows[9]).toEqual({
			rowNumber: 11,
			values: ['SUGAR-FINE', '细砂糖', 'MF-2609-010', '2026/9/10', '2027/9/10', '125.00', '千克', '袋装,\n托盘 2'],
		})
	})

	test('recognises a German list with byte order mark, semicolons and decimal commas', async () => {
		const found = await inspected(readFileSync(join(FIXTURES, 'de-lots.csv')))
		expect(found).toMatchObject({ encoding: 'utf-8', delimiter: ';', headerRow: 1, dataRowCount: 30, notes: [] })
		expect(column(found, 'C')?.dates).toMatchObject({ styles: ['dmy'], dayMonth: 'dmy', ambiguous: false })
		expect(column(found, 'E')).toMatchObject({ kind: 'number', decimals: 'comma' })
	})

	test('finds the table below a title, skips its sum, fills merged cells down and names hidden sheets', async () => {
		const file = readFileSync(join(FIXTURES, 'title-block-lots.xlsx'))
		const found = await inspected(file, 'lots.xlsx')
		expect(found).toMatchObject({
			kind: 'xlsx',
			sheet: 'Delivery 交货',
			headerRow: 5,
			dataRowCount: 20,
			blankRowCount: 0,
			totalsRows: [26],
		})
		expect(found.sheets).toEqual([
			{ name: 'lists', hidden: true, cells: 3 },
			{ name: 'Delivery 交货', hidden: false, cells: expect.any(Number) },
		])
		expect(found.mergedRanges).toHaveLength(10)
		expect(codes(found)).toEqual(['hidden-sheets', 'formulas-without-result', 'cells-filled-down'])
		expect(column(found, 'C')).toMatchObject({
			kind: 'date',
			samples: ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05'],
		})
		expect(column(found, 'G')).toMatchObject({ filled: 1, formulas: { cells: 20, withoutResult: 19 } })
		const rows = await rowsOf(file, found)
		expect(rows).toHaveLength(21)
		expect(rows[1]).toEqual({ rowNumber: 7, values: ['BOLT-M6', 'T26-0002', '2026-10-02', '2031-10-02', '500', 'PCS'] })
		expect(rows[20]).toEqual({ rowNumber: 26, values: ['TOTAL', '', '', '', '48695'] })
	})

	test('reads another sheet or header when told so', async () => {
		const file = readFileSync(join(FIXTURES, 'title-block-lots.xlsx'))
		expect(await inspectFile(file, 'lots.xlsx', { sheet: 'nowhere' })).toMatchObject({
			error: { code: 'sheet-not-found' },
		})
		expect(await inspected('a;b\nItem;Lot\nX;1\nY;2\n', 'lots.csv', { headerRow: 1 })).toMatchObject({
			headerRow: 1,
			dataRowCount: 3,
		})
		expect(await inspected('a;b\nItem;Lot\nX;1\nY;2\n', 'lots.csv', { headerRow: 0 })).toMatchObject({
			headerRow: null,
			dataRowCount: 4,
		})
	})
})

describe('encodings', () => {
	const table = 'Réf;Désignation;Qté\nA-1;Étiquette à coller;5\n'
	const chinese = '批号,数量\r\nA-1,5\r\n'

	test.each([
		['UTF-8', Buffer.from(table), 'utf-8'],
		['UTF-16 with a mark, little end first', Buffer.from(`\uFEFF${table}`, 'utf16le'), 'utf-16le'],
		['UTF-16 with a mark, big end first', iconv.encode(table, 'utf-16be', { addBOM: true }), 'utf-16be'],
		['UTF-16 without a mark', Buffer.from(table, 'utf16le'), 'utf-16le'],
		['windows-1252', iconv.encode(table, 'windows-1252'), 'windows-1252'],
		['German in windows-1252', iconv.encode('Größe;Menge;Straße\nÖl;1,5;Süd\n', 'windows-1252'), 'windows-1252'],
		['a short header in GB18030', iconv.encode(chinese, 'gb18030'), 'gb18030'],
	])('recognises %s', async (_, file, encoding) => {
		const found = await inspected(file)
		expect(found.encoding).toBe(encoding)
		const text = iconv.decode(file, encoding).replace('\uFEFF', '')
		expect(found.columns[0]?.header).toBe(text.split(/[;,]/u)[0])
	})

	test('refuses Big5, Shift JIS and Cyrillic instead of showing wrong letters', async () => {
		const lines = (line: string) => `${line}\r\n`.repeat(20)
		const big5 = iconv.encode(`物料編碼,供應商批號,數量,單位\r\n${lines('鈦合金棒材,批號,一百,公斤')}`, 'big5')
		const japanese = iconv.encode(`品目コード,ロット番号,数量\r\n${lines('チタン合金の丸棒,ロット,百')}`, 'shift_jis')
		for (const file of [big5, japanese]) {
			expect(await inspectFile(file, 'lots.csv')).toMatchObject({ ok: false, error: { code: 'encoding-unsupported' } })
		}
	})
})

describe('tables', () => {
	test.each([
		[';', 'Item;Lot;Note\nA;1;"x;y\nz"\nB;2;a, b, c\n'],
		[',', 'Item,Lot,Note\nA,1,"x,y\nz"\nB,2,a;b\n'],
		['\t', 'Item\tLot\tNote\nA\t1\t"x\ty"\nB\t2\ta, b\n'],
		['|', 'Item|Lot|Note\nA|1|"x|y"\nB|2|a, b\n'],
	] as const)('finds %j between columns, quotes and line breaks aside', async (delimiter, file) => {
		expect(await inspected(file)).toMatchObject({ delimiter, dataRowCount: 2, columns: [{}, {}, { header: 'Note' }] })
	})

	test('counts rows as a spreadsheet does, with blank ones and line breaks in quotes', async () => {
		const file = 'Item;Lot;Note\r\nA;L-1;"two\r\nlines"\r\n\r\n;;\r\nB;L-2;\r\nTotal;;\r\n'
		const found = await inspected(file)
		expect(found).toMatchObject({ headerRow: 1, dataRowCount: 2, blankRowCount: 2, totalsRows: [6] })
		expect((await rowsOf(file, found)).map((row) => row.rowNumber)).toEqual([2, 5, 6])
	})

	test('reads line ends of every system, quotes inside words, and a last line without an end', async () => {
		for (const end of ['\n', '\r\n', '\r']) {
			const file = ['Item;Lot;Note', 'A;L-1;rod 5" long', 'B;L-2;x'].join(end)
			const rows = await rowsOf(file, await inspected(file))
			expect(rows.map((row) => row.values[2])).toEqual(['rod 5" long', 'x'])
		}
	})

	test('takes bare data for data', async () => {
		const found = await inspected('TI-8;L-1;2026-10-01;5,5;kg\nTI-8;L-2;2026-10-02;6,5;kg\n')
		expect(found).toMatchObject({ headerRow: null, dataRowCount: 2 })
		expect(codes(found)).toEqual(['no-header'])
	})

	test('finds the header below a title, an address and blank lines', async () => {
		const title = 'Acme GmbH;;;\nLieferliste 2026;;;\n;;;\nDatum;01.10.2026;;\n\n'
		const file = `${title}Artikel;Charge;Menge;ME\nA;L-1;5;ST\nB;L-2;6;ST\nSumme;;11;\n`
		expect(await inspected(file)).toMatchObject({ headerRow: 6, dataRowCount: 2, totalsRows: [9] })
	})

	test('says when day and month, or thousands and decimals, cannot be told apart', async () => {
		const found = await inspected(
			'Item;Lot;Mfg date;Exp date;Qty\nA;1;03/04/2026;03/13/2028;1,234\nB;2;05/06/2026;01/02/2028;2,345\n',
		)
		expect(column(found, 'C')?.dates).toMatchObject({ dayMonth: 'unknown', ambiguous: true, styles: ['dmy', 'mdy'] })
		expect(column(found, 'D')?.dates).toMatchObject({ dayMonth: 'mdy', ambiguous: false, styles: ['mdy'] })
		expect(column(found, 'E')?.decimals).toBe('unknown')
		expect(codes(found)).toEqual(['ambiguous-dates', 'ambiguous-decimals'])
	})

	test('learns thousands and decimals from the values that tell', async () => {
		const quantities = async (...values: string[]) =>
			column(await inspected(`Item;Qty\n${values.map((value) => `A;${value}\n`).join('')}`), 'B')?.decimals
		expect(await quantities('406,616', '1486,235')).toBe('comma')
		expect(await quantities('1,234', '1,234.5')).toBe('point')
		expect(await quantities('1.234,5 kg', '2.000')).toBe('comma')
		expect(await quantities('0.125', '1,250')).toBe('point')
		expect(await quantities('5', '6')).toBe('comma')
	})

	test('takes day numbers for dates only under the name of a date', async () => {
		const found = await inspected('Item;Mfg date;Qty\nA;46320;46320\nB;46321;46321\n')
		expect(found.columns.map((each) => each.kind)).toEqual(['text', 'date', 'number'])
		expect(column(found, 'B')?.dates).toMatchObject({ styles: ['excel-serial'], excelSerial: true })
	})

	test('reads the unit that a header states', async () => {
		const found = await inspected('件号,批号,交货重量(kg)\nA,1,5.5\n')
		expect(column(found, 'C')?.unit).toBe('KGM')
	})

	test('says when name and content differ', async () => {
		expect(codes(await inspected('Item;Lot\nA;1\n', 'lots.xlsx'))).toEqual(['name-and-content-differ'])
	})
})

describe('JSON', () => {
	const rows = [
		{ item: 'A', supplierLot: 'L-1', quantity: { value: 12.5, unit: 'KGM' }, note: null },
		{ item: 'B', supplierLot: 'L-"2"', manufacturedOn: '2026-10-01', tags: ['x', 'y'] },
	]
	const written = (text: string) => text.replace('12.5', '12.500')

	test.each([
		['an array', written(JSON.stringify(rows, null, 2))],
		['one object a line', written(rows.map((row) => JSON.stringify(row)).join('\n'))],
	])('reads %s, nested objects flat and numbers as written', async (_, file) => {
		const found = await inspected(file, 'lots.json')
		expect(found).toMatchObject({ kind: 'json', headerRow: 0, dataRowCount: 2, delimiter: null, notes: [] })
		const headers = found.columns.map((each) => each.header)
		expect(headers).toEqual([
			'item',
			'supplierLot',
			'quantity.value',
			'quantity.unit',
			'note',
			'manufacturedOn',
			'tags',
		])
		expect(await rowsOf(file, found)).toEqual([
			{ rowNumber: 1, values: ['A', 'L-1', '12.500', 'KGM', '', '', ''] },
			{ rowNumber: 2, values: ['B', 'L-"2"', '', '', '', '2026-10-01', '["x","y"]'] },
		])
	})
})
