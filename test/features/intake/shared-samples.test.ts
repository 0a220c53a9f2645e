import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planConversion } from '#app/features/intake/conversion-plan.model.ts'
import { createRowConverter, type RowOutcome } from '#app/features/intake/convert-row.model.ts'
import { findLabColumns } from '#app/features/intake/lab-columns.model.ts'
import { proposeMapping } from '#app/features/intake/propose-mapping.model.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'
import { readLabResult } from '#app/features/intake/read-lab-results.model.ts'

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/supplier-files')
const isPresent = existsSync(SAMPLES)
if (!isPresent) process.stdout.write('skipped: the sample files of suppliers are not here\n')

const SKUS = [
	'PEEK-G20',
	'TI-6AL4V-R08',
	'TI-6AL4V-R12',
	'POUCH-TYVEK-100',
	'POUCH-TYVEK-150',
	'LABEL-UDI-A6',
	'SCREW-M4-TI',
	'SCREW-M6-TI',
	'PLATE-08H',
]

/** Inspects, maps by the proposals alone, reads and converts a file; counts what comes out. */
async function imported(name: string): Promise<{
	fields: (string | null)[]
	kinds: Record<string, number>
	codes: Record<string, number>
	bad: number[]
	first: RowOutcome[]
}> {
	const path = join(SAMPLES, name)
	const started = performance.now()
	const inspected = await inspectFile(path, name)
	if (!inspected.ok) throw new Error(inspected.error.code)
	const mapping = proposeMapping(inspected.value.columns)
	const lookups = {
		itemsBySku: new Map(SKUS.map((sku) => [sku, { id: sku, sku }])),
		units: new Set(['KGM', 'H87']),
		existingLots: new Set<string>(),
		today: '2026-11-22',
	}
	const convert = createRowConverter(planConversion(inspected.value, mapping, lookups))
	const kinds: Record<string, number> = {}
	const codes: Record<string, number> = {}
	const outcomes: RowOutcome[] = []
	await readRows(path, inspected.value, { onRow: (row) => void outcomes.push(convert(row)) })
	for (const outcome of outcomes) {
		kinds[outcome.kind] = (kinds[outcome.kind] ?? 0) + 1
		if (outcome.kind === 'skipped') continue
		for (const problem of outcome.problems) codes[problem.code] = (codes[problem.code] ?? 0) + 1
	}
	process.stdout.write(
		`${name}: ${outcomes.length} rows inspected, read and converted in ${Math.round(performance.now() - started)} ms\n`,
	)
	const bad = outcomes.filter((outcome) => outcome.kind === 'bad').map((outcome) => outcome.row)
	return { fields: mapping.map((proposal) => proposal.field), kinds, codes, bad, first: outcomes.slice(0, 1) }
}

// The numbers were counted with another program (Python's csv and datetime alone).
describe.skipIf(!isPresent)('samples of suppliers', () => {
	test('the Chinese list: 586 lots, 14 bad rows', async () => {
		const { fields, kinds, codes, bad, first } = await imported('zh-gb18030.csv')
		expect(fields).toEqual([
			'itemSku',
			'itemName',
			'supplierLot',
			'manufacturedOn',
			'expiresOn',
			'quantity',
			'unit',
			'heatNumber',
			'comment',
		])
		expect(kinds).toEqual({ lot: 586, bad: 14 })
		expect(codes).toEqual({ 'not-a-number': 6, 'expires-before-manufactured': 5, 'empty-lot-code': 3 })
		expect(bad).toEqual([98, 114, 152, 195, 227, 292, 303, 340, 389, 453, 454, 486, 566, 583])
		expect(first).toMatchObject([
			{
				row: 2,
				lot: {
					supplierLot: 'BJ261109-0001',
					manufacturedOn: '2026-11-09',
					quantity: { value: '347.44', unit: 'KGM' },
					heatNumber: 'H9894',
				},
			},
		])
	})

	test('the European list: 4,961 lots, 39 bad rows', async () => {
		const { fields, kinds, codes, first } = await imported('eu-semicolon.csv')
		expect(fields).toEqual([
			'itemSku',
			'supplierLot',
			'manufacturedOn',
			'expiresOn',
			'quantity',
			'unit',
			'certificateNumber',
			'site',
		])
		expect(kinds).toEqual({ lot: 4961, bad: 39 })
		expect(codes).toEqual({
			'impossible-date': 15,
			'formula-not-allowed': 12,
			'unit-in-number': 12,
			'unit-conflict': 8,
			'lot-code-too-long': 6,
		})
		expect(first).toMatchObject([
			{ lot: { supplierLot: 'C0100001', expiresOn: '2028-04-07', quantity: { value: '406.616', unit: 'H87' } } },
		])
	})

	test('the workbook with a title: 1,194 lots, 6 bad rows, the sum skipped', async () => {
		const { fields, kinds, codes, bad, first } = await imported('title-block.xlsx')
		expect(fields).toEqual([
			'itemSku',
			'supplierLot',
			'manufacturedOn',
			'expiresOn',
			'quantity',
			'unit',
			'certificateNumber',
			'ignore',
		])
		expect(kinds).toEqual({ lot: 1194, bad: 6, skipped: 1 })
		expect(codes).toEqual({ 'not-positive': 6 })
		expect(bad).toEqual([204, 404, 604, 804, 1004, 1204])
		expect(first).toMatchObject([
			{
				row: 5,
				lot: {
					supplierLot: 'L26-00001',
					manufacturedOn: '2026-10-25',
					expiresOn: '2029-10-24',
					quantity: { value: '2795', unit: 'H87' },
				},
			},
		])
	})

	test('the laboratory results: 290 results, 8 contradictions, 2 without a value', async () => {
		const path = join(SAMPLES, 'lab-results.csv')
		const inspected = await inspectFile(path, 'lab-results.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		const columns = findLabColumns(inspected.value.columns.map((column) => column.header))
		if (!columns.ok) throw new Error('columns')
		const reading = {
			columns: columns.value,
			decimals: 'point' as const,
			dates: { dayMonth: 'unknown' as const, excelSerial: false },
		}
		const codes: Record<string, number[]> = {}
		const verdicts: Record<string, number> = {}
		const kinds: Record<string, number> = {}
		await readRows(path, inspected.value, {
			onRow: (row) => {
				const outcome = readLabResult(row, reading)
				for (const { code } of outcome.problems) codes[code] = [...(codes[code] ?? []), outcome.row]
				if (outcome.kind === 'bad') return
				verdicts[outcome.result.verdict] = (verdicts[outcome.result.verdict] ?? 0) + 1
				kinds[outcome.result.measured.kind] = (kinds[outcome.result.measured.kind] ?? 0) + 1
			},
		})
		expect(codes).toEqual({
			'contradictory-verdict': [16, 68, 77, 79, 101, 211, 220, 301],
			'value-missing': [120, 239],
		})
		expect(verdicts).toEqual({ pass: 272, fail: 18 })
		expect(kinds).toEqual({ number: 283, below: 4, 'not-detected': 3 })
	})
})
