import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLabColumns } from '#app/features/intake/lab-columns.model.ts'
import { type MeasuredValue, parseMeasuredValue, verdictOf } from '#app/features/intake/measured-value.model.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'
import { type LabOutcome, readLabResult } from '#app/features/intake/read-lab-results.model.ts'

const FIXTURE = join(import.meta.dirname, '../../fixtures/supplier-files/lab-results.csv')
const HEADERS = ['lot', 'test', 'min', 'max', 'value', 'result', 'unit', 'method']

function read(
	min: string,
	max: string,
	value: string,
	result: string,
	decimals: 'comma' | 'point' = 'point',
): LabOutcome {
	const columns = findLabColumns(HEADERS)
	if (!columns.ok) throw new Error('columns')
	const values = ['L-1', 'Oxygen', min, max, value, result, '%', 'ASTM E1409']
	return readLabResult(
		{ rowNumber: 4, values },
		{ columns: columns.value, decimals, dates: { dayMonth: 'unknown', excelSerial: false } },
	)
}

const codes = (outcome: LabOutcome) => outcome.problems.map((problem) => problem.code)

describe('a file of results', () => {
	test('gives results where the laboratory is clear, and problems where it is not', async () => {
		const file = readFileSync(FIXTURE)
		const inspected = await inspectFile(file, 'lab.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		const columns = findLabColumns(inspected.value.columns.map((column) => column.header))
		if (!columns.ok) throw new Error('columns')
		const outcomes: LabOutcome[] = []
		const reading = {
			columns: columns.value,
			decimals: 'point' as const,
			dates: { dayMonth: 'unknown' as const, excelSerial: false },
		}
		await readRows(file, inspected.value, { onRow: (row) => void outcomes.push(readLabResult(row, reading)) })
		expect(outcomes.map((outcome) => [outcome.row, outcome.kind, ...codes(outcome)])).toEqual([
			[2, 'result'],
			[3, 'result'],
			[4, 'result'],
			[5, 'result'],
			[6, 'result'],
			[7, 'bad', 'contradictory-verdict'],
			[8, 'bad', 'contradictory-verdict'],
			[9, 'result'],
			[10, 'bad', 'value-missing'],
			[11, 'result', 'verdict-not-provable'],
			[12, 'bad', 'contradictory-verdict'],
			[13, 'result'],
			[14, 'bad', 'lot-missing'],
			[15, 'bad', 'limits-reversed'],
			[16, 'bad', 'unknown-verdict'],
			[17, 'bad', 'value-not-readable'],
		])
		expect(outcomes[1]).toEqual({
			kind: 'result',
			row: 3,
			problems: [],
			result: {
				lot: 'T26-0001',
				test: 'Sulfur',
				method: 'ASTM E1019',
				unit: '% (m/m)',
				limits: { min: null, max: '0.03' },
				measured: { kind: 'below', bound: '0.002', inclusive: false },
				reported: '<0.002',
				verdict: 'pass',
				sampleId: 'P-02',
				analyst: 'Weber',
				testedOn: '2026-10-12',
			},
		})
	})

	test('finds its columns in Chinese, German and French, and says which are missing', () => {
		expect(findLabColumns(['批号', '检验项目', '下限', '上限', '实测值', '判定'])).toEqual({
			ok: true,
			value: { lot: 0, test: 1, min: 2, max: 3, value: 4, result: 5 },
		})
		expect(findLabColumns(['Charge', 'Prüfmerkmal', 'Messwert', 'Ergebnis'])).toEqual({
			ok: true,
			value: { lot: 0, test: 1, value: 2, result: 3 },
		})
		expect(findLabColumns(['N° de lot', 'Essai', 'Valeur'])).toEqual({ ok: true, value: { lot: 0, test: 1, value: 2 } })
		expect(findLabColumns(['lot', 'colour'])).toEqual({
			ok: false,
			error: { code: 'columns-missing', fields: ['test', 'value'] },
		})
	})
})

describe('values', () => {
	test.each<[string, MeasuredValue | string]>([
		['54.062', { kind: 'number', value: '54.062' }],
		['-0.5', { kind: 'number', value: '-0.5' }],
		['<0.01', { kind: 'below', bound: '0.01', inclusive: false }],
		['＜ 0.01', { kind: 'below', bound: '0.01', inclusive: false }],
		['≤5', { kind: 'below', bound: '5', inclusive: true }],
		['>300', { kind: 'above', bound: '300', inclusive: false }],
		['>= 300', { kind: 'above', bound: '300', inclusive: true }],
		['n.d.', { kind: 'not-detected' }],
		['ND', { kind: 'not-detected' }],
		['未检出', { kind: 'not-detected' }],
		['n. n.', { kind: 'not-detected' }],
		['conforms', { kind: 'text', text: 'conforms' }],
		['符合', { kind: 'text', text: '符合' }],
		['about 35?', 'value-not-readable'],
		['5 mg', 'value-not-readable'],
		['<x', 'value-not-readable'],
		['1.2.3', 'value-not-readable'],
	])('reads %j', (text, expected) => {
		const parsed = parseMeasuredValue(text, 'point')
		expect(parsed.ok ? parsed.value : parsed.error).toEqual(expected)
	})

	test('reads decimals by the convention of the file', () => {
		expect(parseMeasuredValue('<0,01', 'comma')).toEqual({
			ok: true,
			value: { kind: 'below', bound: '0.01', inclusive: false },
		})
		expect(parseMeasuredValue('1,234', 'unknown')).toEqual({ ok: false, error: 'ambiguous-number' })
	})
})

describe('verdicts', () => {
	test.each([
		['35', '32', '38', 'pass'],
		['32', '32', '38', 'pass'],
		['38', '32', '38', 'pass'],
		['38.0001', '32', '38', 'fail'],
		['31.9', '32', null, 'fail'],
		['<0.01', null, '0.2', 'pass'],
		['<0.2', null, '0.2', 'pass'],
		['<0.5', null, '0.2', 'unknown'],
		['<0.01', '860', '1050', 'fail'],
		['<10', '10', null, 'fail'],
		['≤10', '10', null, 'unknown'],
		['>300', null, '300', 'fail'],
		['≥300', null, '300', 'unknown'],
		['>300', '100', null, 'pass'],
		['n.d.', null, '0.2', 'pass'],
		['n.d.', '860', null, 'fail'],
		['35', null, null, 'unknown'],
		['0.1', '0.1', '0.1', 'pass'],
	])('judges %s between %s and %s as %s', (text, min, max, expected) => {
		const parsed = parseMeasuredValue(text, 'point')
		expect(parsed.ok && verdictOf(parsed.value, { min, max })).toBe(expected)
	})

	test.each([
		['', '0.2', '0.1', 'PASS', 'pass', []],
		['', '0.2', '0.1', '合格', 'pass', []],
		['', '0.2', '0.3', 'nicht bestanden', 'fail', []],
		['', '0.2', '0.3', '', 'fail', []],
		['', '', '0.3', '', 'unknown', ['no-limits']],
		['', '', '0.3', 'PASS', 'pass', []],
		['', '0.2', '<0.5', 'PASS', 'pass', ['verdict-not-provable']],
		['-', '0.2', '<0.1', 'i.O.', 'pass', []],
	])('takes min %j, max %j, value %j, result %j', (min, max, value, result, verdict, problems) => {
		const outcome = read(min, max, value, result)
		expect(outcome).toMatchObject({ kind: 'result', result: { verdict } })
		expect(codes(outcome)).toEqual(problems)
	})

	test.each([
		['', '0.2', '0.3', 'PASS', 'contradictory-verdict'],
		['10', '', '41', 'FAIL', 'contradictory-verdict'],
		['860', '', 'n.d.', 'PASS', 'contradictory-verdict'],
		['', '0.2', '', 'PASS', 'value-missing'],
		['', '0.2', '-', 'PASS', 'value-missing'],
		['5', '2', '3', 'PASS', 'limits-reversed'],
		['low', '2', '1', 'PASS', 'limit-not-a-number'],
		['', '0.2', 'clean', 'PASS', 'value-not-readable'],
		['', '0.2', '0.1', 'maybe', 'unknown-verdict'],
		['', '0.2', '=1', 'PASS', 'formula-not-allowed'],
	])('refuses min %j, max %j, value %j, result %j as %s', (min, max, value, result, code) => {
		const outcome = read(min, max, value, result)
		expect(outcome.kind).toBe('bad')
		expect(codes(outcome)).toContain(code)
		expect(outcome.problems[0]?.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/u)
		expect(outcome.problems[0]?.message.en).not.toMatch(/[{}]/u)
	})
})
