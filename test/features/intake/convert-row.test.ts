import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeFormula, lotKey } from '#app/features/intake/clean-value.model.ts'
import type { ConversionPlan, PlannedColumn } from '#app/features/intake/conversion-plan.model.ts'
import { createRowConverter, type RowOutcome } from '#app/features/intake/convert-row.model.ts'
import { TARGET_FIELDS, type TargetField } from '#app/features/intake/target-fields.model.ts'

const ITEMS = ['TI-8', 'TI-12', 'PEEK-G20'].map((sku) => ({
	id: `id-${sku}`,
	sku,
	unit: sku === 'TI-12' ? 'KGM' : undefined,
}))

function plan(changes: Partial<PlannedColumn> = {}, more: Partial<ConversionPlan> = {}): ConversionPlan {
	const columns = TARGET_FIELDS.map((field, index) => ({
		index,
		field,
		dates: { dayMonth: 'unknown' as const, excelSerial: false },
		decimals: 'point' as const,
		unit: null,
		...changes,
		...('field' in changes ? {} : { field }),
	}))
	const lookups = {
		itemsBySku: new Map(ITEMS.map((item) => [item.sku, item])),
		itemsByName: new Map(ITEMS.map((item) => [`Name of ${item.sku}`, item])),
		units: new Set(['KGM', 'H87', 'MTR']),
		existingLots: new Set([lotKey('OLD-1')]),
		today: '2026-11-22',
	}
	return { columns, headerWidth: null, required: new Set(), lookups, ...more }
}

const GOOD: Partial<Record<TargetField, string>> = { itemSku: 'TI-8', supplierLot: 'L-1', quantity: '5.5', unit: 'kg' }

const valuesOf = (fields: Partial<Record<TargetField, string>>) => TARGET_FIELDS.map((field) => fields[field] ?? '')

function converted(fields: Partial<Record<TargetField, string>>, using = plan()): RowOutcome {
	return createRowConverter(using)({ rowNumber: 7, values: valuesOf({ ...GOOD, ...fields }) })
}

const codesOf = (outcome: RowOutcome) =>
	outcome.kind === 'skipped' ? [] : outcome.problems.map((problem) => problem.code)

/** The one problem of a row, as far as tests look at it. */
function problem(fields: Partial<Record<TargetField, string>>, using = plan()): Record<string, unknown> {
	const outcome = converted(fields, using)
	if (outcome.kind === 'skipped') throw new Error('skipped')
	expect(outcome.problems).toHaveLength(1)
	const [only] = outcome.problems
	expect(only?.message.en.length).toBeLessThan(500)
	expect(only?.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/u)
	expect(`${only?.message.en}${only?.message['zh-CN']}`).not.toMatch(/[{}]/u)
	const { field, code, severity, suggestion } = only ?? {}
	return { kind: outcome.kind, field, code, severity, ...(suggestion === undefined ? {} : { suggestion }) }
}

const error = (field: TargetField, code: string, suggestion?: string) => ({
	kind: 'bad',
	field,
	code,
	severity: 'error',
	...(suggestion === undefined ? {} : { suggestion }),
})
const warning = (field: TargetField, code: string, suggestion?: string) => ({
	...error(field, code, suggestion),
	kind: 'lot',
	severity: 'warning',
})

test('turns a row into a lot with all that it says', () => {
	const row = {
		manufacturedOn: '2026年10月1日',
		expiresOn: '2028-10-01',
		certificateNumber: ' Z-1 ',
		heatNumber: 'Ｈ1',
		site: 'W1',
		comment: 'two\nlines',
		quantity: '1,234.50',
		unit: '公斤',
		itemName: 'anything',
	}
	expect(converted(row)).toEqual({
		kind: 'lot',
		row: 7,
		problems: [],
		lot: {
			itemId: 'id-TI-8',
			itemSku: 'TI-8',
			supplierLot: 'L-1',
			quantity: { value: '1234.50', unit: 'KGM' },
			manufacturedOn: '2026-10-01',
			expiresOn: '2028-10-01',
			certificateNumber: 'Z-1',
			heatNumber: 'H1',
			site: 'W1',
			comment: 'two\nlines',
		},
	})
})

test('names row, column and value of a problem', () => {
	const outcome = converted({ itemSku: 'NOPE' })
	expect(outcome).toMatchObject({
		kind: 'bad',
		row: 7,
		problems: [{ row: 7, column: 0, field: 'itemSku', value: 'NOPE' }],
	})
})

test('tells all problems of a row at once', () => {
	const outcome = converted({
		itemSku: '',
		supplierLot: '',
		quantity: 'x',
		unit: 'furlong',
		manufacturedOn: '31.02.2026',
	})
	expect(codesOf(outcome)).toEqual([
		'required-empty',
		'empty-lot-code',
		'not-a-number',
		'unknown-unit',
		'impossible-date',
	])
})

describe('quantities', () => {
	test.each([
		[{ quantity: '' }, error('quantity', 'required-empty')],
		[{ quantity: '一百' }, error('quantity', 'not-a-number', '100')],
		[{ quantity: 'some' }, error('quantity', 'not-a-number')],
		[{ quantity: '58.1O' }, error('quantity', 'letter-in-number', '58.10')],
		[{ quantity: 'O.5' }, error('quantity', 'letter-in-number', '0.5')],
		[{ quantity: '-5' }, error('quantity', 'not-positive')],
		[{ quantity: '0,000' }, error('quantity', 'not-positive')],
		[{ quantity: '1234567890123456' }, error('quantity', 'number-out-of-range')],
		[{ quantity: '12,5 kg' }, warning('quantity', 'unit-in-number')],
		[{ quantity: '12,5 kg', unit: '' }, warning('quantity', 'unit-in-number')],
		[{ quantity: '12,5 kg', unit: 'ST' }, error('quantity', 'unit-conflict')],
		[{ quantity: '12 apples' }, error('quantity', 'not-a-number')],
		[{ unit: '' }, error('unit', 'unit-missing')],
		[{ unit: 'furlong' }, error('unit', 'unknown-unit')],
		[{ unit: 'L' }, error('unit', 'unit-not-allowed')],
	])('judges %j', (fields, expected) => {
		expect(problem(fields)).toEqual(expected)
	})

	test('reads decimals by the convention of the column, and asks where there is none', () => {
		const read = (decimals: 'comma' | 'point' | 'unknown') => {
			const outcome = converted({ quantity: '1,250' }, plan({ decimals }))
			return outcome.kind === 'lot' ? outcome.lot.quantity.value : codesOf(outcome)
		}
		expect([read('comma'), read('point'), read('unknown')]).toEqual(['1.250', '1250', ['ambiguous-number']])
	})

	test('takes the unit of the header, else of the item, when the row has none', () => {
		const unit = (outcome: RowOutcome) => (outcome.kind === 'lot' ? outcome.lot.quantity.unit : codesOf(outcome))
		expect(unit(converted({ unit: '' }, plan({ unit: 'MTR' })))).toBe('MTR')
		expect(unit(converted({ unit: '', itemSku: 'TI-12' }))).toBe('KGM')
		expect(unit(converted({ unit: 'm', itemSku: 'TI-12' }, plan({ unit: 'KGM' })))).toBe('MTR')
	})

	test('counts pieces, each and pcs as the unit that the tenant uses', () => {
		const units = ['pcs', 'ea', 'ST', '件', 'EA', 'each'].map((unit) => {
			const outcome = converted({ unit })
			return outcome.kind === 'lot' ? outcome.lot.quantity.unit : codesOf(outcome)
		})
		expect(new Set(units)).toEqual(new Set(['H87']))
	})
})

describe('items', () => {
	test('takes another spelling of one item with a warning', () => {
		expect(problem({ itemSku: 'ti 8' })).toEqual(warning('itemSku', 'item-spelling', 'TI-8'))
	})

	test('suggests the nearest code for an unknown one', () => {
		expect(problem({ itemSku: 'PEEK-G2O' })).toEqual(error('itemSku', 'unknown-item', 'PEEK-G20'))
		expect(problem({ itemSku: 'PEKE-G20' })).toEqual(error('itemSku', 'unknown-item', 'PEEK-G20'))
		expect(problem({ itemSku: 'STEEL' })).toEqual(error('itemSku', 'unknown-item'))
	})

	test('finds items by name where a file has no codes', () => {
		const withoutSku = plan({}, { columns: plan().columns.filter((column) => column.field !== 'itemSku') })
		expect(converted({ itemName: 'Name of TI-8' }, withoutSku)).toMatchObject({ kind: 'lot', lot: { itemSku: 'TI-8' } })
		expect(problem({ itemName: 'Steel' }, withoutSku)).toEqual(error('itemName', 'unknown-item-name'))
	})
})

describe('lot codes', () => {
	test.each([
		[{ supplierLot: '' }, error('supplierLot', 'empty-lot-code')],
		[{ supplierLot: ' \u00a0 ' }, error('supplierLot', 'empty-lot-code')],
		[{ supplierLot: 'x'.repeat(65) }, error('supplierLot', 'lot-code-too-long')],
		[{ supplierLot: '1.23457E+11' }, error('supplierLot', 'lot-code-damaged')],
		[{ supplierLot: 'old-1' }, error('supplierLot', 'lot-exists')],
		[{ supplierLot: 'L\u200b-1' }, error('supplierLot', 'control-characters', 'L-1')],
		[{ supplierLot: 'L\u202e-1' }, error('supplierLot', 'control-characters', 'L-1')],
		[{ supplierLot: 'L\n-1' }, error('supplierLot', 'control-characters', 'L -1')],
		[{ supplierLot: 'L\u0007' }, error('supplierLot', 'control-characters', 'L')],
		[{ supplierLot: 'M\uFFFDller' }, error('supplierLot', 'unreadable-character')],
	])('judges %j', (fields, expected) => {
		expect(problem(fields)).toEqual(expected)
	})

	test('takes a code of 64 characters', () => {
		expect(converted({ supplierLot: 'x'.repeat(64) }).kind).toBe('lot')
	})

	test('names the first row with the same code, and warns of one that differs by a dash', () => {
		const convert = createRowConverter(plan())
		const outcomes = ['A-11', 'B', ' a-11 ', 'A1-1', 'Ａ-11'].map((supplierLot, at) =>
			convert({ rowNumber: at + 2, values: valuesOf({ ...GOOD, supplierLot }) }),
		)
		expect(outcomes.map(codesOf)).toEqual([[], [], ['duplicate-in-file'], ['similar-in-file'], ['duplicate-in-file']])
		expect(outcomes[2]).toMatchObject({
			problems: [{ message: { en: expect.stringContaining('row 2'), 'zh-CN': expect.stringContaining('第 2 行') } }],
		})
		expect(outcomes[3]?.kind).toBe('lot')
	})
})

describe('dates', () => {
	const day = { manufacturedOn: '2026-10-01' }
	test.each([
		[{ manufacturedOn: 'soon' }, error('manufacturedOn', 'not-a-date')],
		[{ expiresOn: '31.02.2028' }, error('expiresOn', 'impossible-date', '2028-02-29')],
		[{ expiresOn: '2028-10' }, error('expiresOn', 'incomplete-date', '2028-10-31')],
		[{ manufacturedOn: '2026-10' }, error('manufacturedOn', 'incomplete-date')],
		[{ manufacturedOn: '03/04/2026' }, error('manufacturedOn', 'ambiguous-date')],
		[{ manufacturedOn: '1926-10-01' }, error('manufacturedOn', 'implausible-date')],
		[{ manufacturedOn: '2027-10-28' }, error('manufacturedOn', 'manufactured-in-future', '2026-10-28')],
		[{ manufacturedOn: '2026-11-23' }, error('manufacturedOn', 'manufactured-in-future', '2025-11-23')],
		[{ manufacturedOn: '2028-02-29' }, error('manufacturedOn', 'manufactured-in-future')],
		[{ ...day, expiresOn: '2026-09-30' }, error('expiresOn', 'expires-before-manufactured')],
		[{ expiresOn: '2026-11-21' }, warning('expiresOn', 'already-expired')],
	])('judges %j', (fields, expected) => {
		expect(problem(fields)).toEqual(expected)
	})

	test('accepts today for both dates', () => {
		expect(converted({ manufacturedOn: '2026-11-22', expiresOn: '2026-11-22' })).toMatchObject({
			kind: 'lot',
			problems: [],
		})
	})

	test('names both readings of an ambiguous date', () => {
		const outcome = converted({ manufacturedOn: '03/04/2026' })
		expect(outcome).toMatchObject({
			problems: [{ message: { en: expect.stringContaining('2026-04-03 / 2026-03-04') } }],
		})
	})
})

describe('formulas', () => {
	test.each([
		'=HYPERLINK("http://example.invalid","C")',
		'＝1+1',
		"+cmd|' /C calc'!A0",
		"-2+3+cmd|' /C calc'!A0",
		'@SUM(1)',
		'\t=1+1',
		'-SUM(A1)',
		'+A1',
		"'=1+1",
	])('refuses %j as a value of any field', (value) => {
		expect(looksLikeFormula(value)).toBe(true)
		for (const field of TARGET_FIELDS) {
			if (field === 'quantity') continue
			const outcome = converted({ [field]: value })
			expect(outcome.kind).toBe('bad')
			expect(codesOf(outcome)).toContain('formula-not-allowed')
		}
		expect(converted({ quantity: value }).kind).toBe('bad')
	})

	test.each(['-5', '+49 30 123456', '- see note', 'A=B', 'x@y.example', '-12,5'])('lets %j pass', (value) => {
		expect(looksLikeFormula(value)).toBe(false)
	})
})

describe('rows', () => {
	test('skips blank rows and sums, but not lots that begin with such a word', () => {
		const convert = createRowConverter(plan())
		const outcome = (values: string[]) => {
			const result = convert({ rowNumber: 9, values })
			return result.kind === 'skipped' ? result.reason : result.kind
		}
		expect(outcome(['', ' ', '\u3000'])).toBe('blank')
		for (const label of ['TOTAL', 'Total:', '合计', '总计：', 'Summe', 'Total / 合计', 'Grand total']) {
			expect(outcome([label, '', '', '', '', '1,234.5', ''])).toBe('totals')
		}
		expect(outcome(['Total hip stem', '', 'L-9', '', '', '5', 'kg'])).toBe('bad')
		expect(outcome(['TI-8', 'Total', 'L-10', '', '', '5', 'kg'])).toBe('lot')
	})

	test('refuses a row with more values than the header has columns, and nothing else about it', () => {
		const outcome = createRowConverter(plan({}, { headerWidth: TARGET_FIELDS.length }))({
			rowNumber: 3,
			values: [...valuesOf({ ...GOOD, quantity: 'x' }), '', 'W1'],
		})
		expect(codesOf(outcome)).toEqual(['value-beyond-header'])
	})

	test('takes a short row as one with empty values', () => {
		expect(codesOf(createRowConverter(plan())({ rowNumber: 3, values: ['TI-8'] }))).toEqual([
			'empty-lot-code',
			'required-empty',
		])
	})

	test('asks for fields that this import requires', () => {
		const strict = plan({}, { required: new Set(['heatNumber', 'manufacturedOn'] as const) })
		expect(codesOf(converted({}, strict))).toEqual(['required-empty', 'required-empty'])
		expect(codesOf(converted({ heatNumber: 'H1', manufacturedOn: 'x' }, strict))).toEqual(['not-a-date'])
	})

	test('refuses texts that are too long', () => {
		expect(problem({ comment: 'x'.repeat(501) })).toEqual(error('comment', 'text-too-long'))
		expect(problem({ heatNumber: 'x'.repeat(101) })).toEqual(error('heatNumber', 'text-too-long'))
	})

	test('never throws, and gives a lot exactly when there is no error', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 30 }),
			fc.constantFrom('TI-8', 'L-1', '5', 'kg', '2026-10-01', '=1'),
		)
		fc.assert(
			fc.property(fc.array(cell, { maxLength: 14 }), (values) => {
				const outcome = createRowConverter(plan())({ rowNumber: 1, values })
				if (outcome.kind === 'skipped') return
				expect(outcome.problems.some((found) => found.severity === 'error')).toBe(outcome.kind === 'bad')
			}),
		)
	})
})
