import { describe, expect, test } from 'vitest'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'
import { sealSheet } from '#app/features/intake/read-file/seal-sheet.ts'
import { buildArchive, type Part, sheetXml, workbookParts } from './build-archive.ts'

const HEADER = ['Item', 'Lot', 'Note']

async function valuesOf(parts: readonly Part[]): Promise<string[][]> {
	const file = buildArchive(parts)
	const inspected = await inspectFile(file, 'lots.xlsx')
	if (!inspected.ok) throw new Error(inspected.error.code)
	const rows: string[][] = []
	const read = await readRows(file, inspected.value, { onRow: (row) => void rows.push(row.values) })
	expect(read.ok).toBe(true)
	return rows
}

/** What a cell, given as XML without its reference, is read as. */
async function cellRead(cell: string, styles?: string): Promise<string> {
	const parts = workbookParts({ sheet: sheetXml([HEADER, ['A', 'L-1', cell]]) })
	const rels = parts.find((part) => part.name.endsWith('workbook.xml.rels'))
	if (styles !== undefined && rels) {
		rels.data = String(rels.data).replace(
			'</Relationships>',
			'<Relationship Id="rId9" Type="http://x/styles" Target="styles.xml"/></Relationships>',
		)
		parts.push({
			name: 'xl/styles.xml',
			data: `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="${styles}"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
		})
	}
	return (await valuesOf(parts))[0]?.[2] ?? ''
}

describe('cells', () => {
	test.each([
		['a number', '<c><v>0.30000000000000004</v></c>', '0.3'],
		['a large number', '<c><v>1.2345678901234E+20</v></c>', '123456789012340000000'],
		['a small number', '<c><v>1E-7</v></c>', '0.0000001'],
		['a truth value', '<c t="b"><v>1</v></c>', 'TRUE'],
		['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
		['a date of the strict format', '<c t="d"><v>2026-10-01</v></c>', '2026-10-01'],
		['the saved text of a formula', '<c t="str"><f>CONCAT("a",1)</f><v>a1</v></c>', 'a1'],
		['the saved number of a formula', '<c><f>1+1</f><v>2</v></c>', '2'],
		['a shared formula', '<c><f t="shared" si="0"/><v>7</v></c>', '7'],
		['the saved truth value of a formula', '<c t="b"><f>A1=A1</f><v>0</v></c>', 'FALSE'],
		['the saved error of a formula', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
		['a formula without result', '<c><f>E5*2</f></c>', ''],
		['a formula that looks like markup', '<c t="str"><f>IF(A1&lt;1,"&lt;v&gt;","")</f><v>ok</v></c>', 'ok'],
		[
			'a formatted text',
			'<c t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and not</t></r></is></c>',
			'bold and not',
		],
		[
			'a text with its reading',
			'<c t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>カンジ</t></rPh></is></c>',
			'漢字',
		],
		['a text with signs', '<c t="inlineStr"><is><t>R&amp;D &lt;5 &amp;lt; “x” 钛</t></is></c>', 'R&D <5 &lt; “x” 钛'],
		['an escaped line break', '<c t="inlineStr"><is><t>a_x000A_b</t></is></c>', 'a\nb'],
	])('reads %s', async (_, cell, expected) => {
		expect(await cellRead(cell)).toBe(expected)
	})

	test.each([
		['a date', 'yyyy\\-mm\\-dd', '<c s="1"><v>46320</v></c>', '2026-10-25'],
		['a date with time', 'yyyy-mm-dd hh:mm', '<c s="1"><v>46320.75</v></c>', '2026-10-25 18:00:00'],
		['a Chinese date', 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '<c s="1"><v>46320</v></c>', '2026-10-25'],
		['the date of a formula', 'dd.mm.yyyy', '<c s="1"><f>C5+730</f><v>47050</v></c>', '2028-10-24'],
		['a number with a unit in its format', '0.00&quot; kg&quot;', '<c s="1"><v>5.5</v></c>', '5.5'],
		['a code with zeros in front', '000000', '<c s="1"><v>123</v></c>', '000123'],
	])('reads %s by its format', async (_, format, cell, expected) => {
		expect(await cellRead(cell, format)).toBe(expected)
	})

	test('counts days from 1904 where the workbook does', async () => {
		const workbook =
			'<workbook><workbookPr date1904="1"/><sheets><sheet name="Lots" sheetId="1" r:id="rId1"/></sheets></workbook>'
		const sheet = sheetXml([HEADER, ['A', 'L-1', '<c s="1"><v>44858</v></c>']])
		const parts = workbookParts({ workbook, sheet })
		const rels = parts.find((part) => part.name.endsWith('workbook.xml.rels'))
		if (rels)
			rels.data = String(rels.data).replace(
				'</Relationships>',
				'<Relationship Id="rId9" Type="http://x/styles" Target="styles.xml"/></Relationships>',
			)
		parts.push({
			name: 'xl/styles.xml',
			data: '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
		})
		expect((await valuesOf(parts))[0]?.[2]).toBe('2026-10-25')
	})
})

describe('sheets', () => {
	test('keeps every Chinese character of a large sheet and of large shared texts', async () => {
		const names = Array.from({ length: 6000 }, (_, n) => `钛合金棒材料与聚醚醚酮颗粒第${n}号𠮷`)
		const inline = sheetXml([HEADER, ...names.map((name, n) => ['A', `L-${n}`, name])])
		expect((await valuesOf(workbookParts({ sheet: inline }))).map((row) => row[2])).toEqual(names)
		const strings = `<sst>${names.map((name) => `<si><t>${name}</t></si>`).join('')}</sst>`
		const shared = sheetXml([HEADER, ...names.map((_, n) => ['A', `L-${n}`, `<c t="s"><v>${n}</v></c>`])])
		expect((await valuesOf(workbookParts({ sheet: shared, strings }))).map((row) => row[2])).toEqual(names)
	})

	test('hands exceljs nothing but ASCII, which no border of a chunk can break', async () => {
		async function* pieces(): AsyncGenerator<string> {
			yield '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>钛𠮷é'
			yield '</t></is></c></row></sheetData></worksheet>'
		}
		let sealed = ''
		for await (const piece of sealSheet(pieces(), 'sheet1.xml', new Map())) sealed += piece
		expect(sealed).toMatch(/^[\t\n\r -~]*$/u)
		expect(sealed).toContain('<t>&#38043;&#134071;&#233;</t>')
	})

	test('keeps the place of empty and formatted shared texts', async () => {
		const strings =
			'<sst><si/><si><t/></si><si><r><t>bold</t></r><r><t xml:space="preserve"> x</t></r></si>\n<si>\n<t>字</t><rPh sb="0" eb="1"><t>ジ</t></rPh>\n</si></sst>'
		const cells = [0, 1, 2, 3].map((n) => ['A', `L-${n}`, `<c t="s"><v>${n}</v></c>`])
		const rows = await valuesOf(workbookParts({ sheet: sheetXml([HEADER, ...cells]), strings }))
		expect(rows.map((row) => row[2] ?? '')).toEqual(['', '', 'bold x', '字'])
	})

	test('reads elements with a prefix, as the OpenXML SDK writes them', async () => {
		const sheet = sheetXml([HEADER, ['A', 'L-1', 'x']]).replace(
			/<(\/?)(worksheet|sheetData|row|c|is|t|v)(?=[\s>])/gu,
			'<$1x:$2',
		)
		expect(await valuesOf(workbookParts({ sheet }))).toEqual([['A', 'L-1', 'x']])
	})

	test('takes the visible sheet with most content, wherever its part is and in whatever order', async () => {
		const parts = workbookParts({
			workbook:
				'<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" state="veryHidden" r:id="rId3"/><sheet name="c &amp; d" sheetId="3" r:id="rId4"/></sheets></workbook>',
		})
		const rels = parts.find((part) => part.name.endsWith('workbook.xml.rels'))
		if (rels)
			rels.data = String(rels.data).replace(
				'</Relationships>',
				'<Relationship Id="rId3" Type="http://x/worksheet" Target="/xl/worksheets/big.xml"/><Relationship Id="rId4" Type="http://x/worksheet" Target="worksheets/Sheet.xml"/></Relationships>',
			)
		const rows = (mark: string, count: number) =>
			sheetXml([HEADER, ...Array.from({ length: count }, (_, n) => [mark, `L-${n}`, 'x'])])
		const sheets = [
			{ name: 'xl/worksheets/big.xml', data: rows('hidden', 50) },
			{ name: 'xl/worksheets/Sheet.xml', data: rows('chosen', 20) },
		]
		const file = buildArchive([...sheets, ...parts.reverse()])
		const inspected = await inspectFile(file, 'lots.xlsx')
		expect(inspected).toMatchObject({ ok: true, value: { sheet: 'c & d', dataRowCount: 20 } })
		expect(await inspectFile(file, 'lots.xlsx', { sheet: 'a' })).toMatchObject({
			ok: true,
			value: { sheet: 'a', dataRowCount: 2 },
		})
	})

	test('says that there is no visible sheet with data', async () => {
		const workbook = '<workbook><sheets><sheet name="a" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>'
		expect(await inspectFile(buildArchive(workbookParts({ workbook })), 'lots.xlsx')).toMatchObject({
			error: { code: 'no-sheet' },
		})
		expect(
			await inspectFile(buildArchive(workbookParts({ sheet: '<worksheet><sheetData/></worksheet>' })), 'lots.xlsx'),
		).toMatchObject({ error: { code: 'no-sheet' } })
	})

	test('skips rows that only have a format', async () => {
		const sheet = sheetXml([HEADER, ['A', 'L-1', 'x']]).replace(
			'</sheetData>',
			`${'<row r="9"><c r="A9" s="0"/></row>'.repeat(3)}<row r="12"/></sheetData>`,
		)
		expect(await valuesOf(workbookParts({ sheet }))).toEqual([['A', 'L-1', 'x']])
	})
})
