import { describe, expect, test } from 'vitest'
import { planConversion } from '#app/features/intake/conversion-plan.model.ts'
import { createRowConverter } from '#app/features/intake/convert-row.model.ts'
import { type ErrorRow, writeErrorRows } from '#app/features/intake/error-rows.ts'
import { proposeMapping } from '#app/features/intake/propose-mapping.model.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'

const HEADERS = ['Item', 'Lot', 'Qty']

async function written(rows: readonly ErrorRow[], language: 'en' | 'zh-CN' = 'en'): Promise<string> {
	let text = ''
	for await (const line of writeErrorRows({ headers: HEADERS, rows, language })) text += line
	return text
}

const problem = {
	row: 5,
	field: 'quantity',
	column: 2,
	value: '58,1O',
	code: 'letter-in-number',
	message: { en: 'Not a number.', 'zh-CN': '不是数字。' },
	severity: 'error' as const,
	suggestion: '58.10',
}

test('writes row number, original columns and the problem in the language of the reader', async () => {
	const row = { rowNumber: 5, values: ['A', 'L;1, "x"', '58,1O'], problems: [problem] }
	expect(await written([row])).toBe(
		'\uFEFFRow,Item,Lot,Qty,Problem\r\n5,A,"L;1, ""x""","58,1O",Qty: Not a number. (Suggestion: 58.10)\r\n',
	)
	expect(await written([row], 'zh-CN')).toContain('5,A,"L;1, ""x""","58,1O",Qty：不是数字。 (建议：58.10)\r\n')
})

test.each(['=1+1', '+cmd|x', '-2+3', '@SUM(1)', '\t=1', '\r=1', '＝1', ' =1', "'=1"])('disarms %j', async (value) => {
	const text = await written([{ rowNumber: 2, values: ['A', value, '5'], problems: [] }])
	expect(text.split('\r\n').slice(1).join('\r\n')).toMatch(/^2,A,"?'/u)
})

test('leaves plain numbers alone, and drops control characters', async () => {
	const text = await written([{ rowNumber: 2, values: ['A\0\u0007', '-5', '+1.5'], problems: [] }])
	expect(text).toContain('2,A,-5,+1.5,\r\n')
})

test('pads short rows and keeps what stands beyond the header', async () => {
	expect(await written([{ rowNumber: 2, values: ['A'], problems: [] }])).toContain('\r\n2,A,,,\r\n')
	expect(await written([{ rowNumber: 2, values: ['A', 'L', '5', 'x'], problems: [] }])).toContain('\r\n2,A,L,5,,x\r\n')
})

describe('the way back', () => {
	test.each(['en', 'zh-CN'] as const)('is read again with its own columns ignored (%s)', async (language) => {
		const rows = [
			{ rowNumber: 5, values: ['TI-8', 'L-1', '58,10'], problems: [problem] },
			{ rowNumber: 6, values: ['TI-8', '=1+1', '5,5'], problems: [problem] },
		]
		const file = Buffer.from(await written(rows, language))
		const inspected = await inspectFile(file, 'errors.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		const mapping = proposeMapping(inspected.value.columns)
		expect(mapping.map((proposal) => proposal.field)).toEqual([
			'ignore',
			'itemSku',
			'supplierLot',
			'quantity',
			'ignore',
		])
		const lookups = {
			itemsBySku: new Map([['TI-8', { id: '1', sku: 'TI-8', unit: 'KGM' }]]),
			units: new Set(['KGM']),
			existingLots: new Set<string>(),
			today: '2026-11-22',
		}
		const convert = createRowConverter(planConversion(inspected.value, mapping, lookups))
		const kinds: string[] = []
		await readRows(file, inspected.value, { onRow: (row) => void kinds.push(convert(row).kind) })
		expect(kinds).toEqual(['lot', 'bad'])
	})
})
