import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	type Attribute,
	type AttributeType,
	isAttributeKey,
	isChoiceValue,
} from '#app/features/dictionary/attribute.model.ts'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { attributesSchemaOf, readAttributes } from '#app/features/dictionary/read-attributes.ts'
import { readValue, writeValue } from '#app/features/dictionary/read-value.ts'
import { isVisibleTo } from '#app/features/dictionary/visible-to.ts'

const CHOICES = ['red', 'green', 'blue'].map((value) => ({
	value,
	label: { en: value.toUpperCase(), 'zh-CN': `色${value}` },
}))

const attribute = (type: AttributeType, more: Partial<Attribute> = {}): Attribute => ({
	id: `id-${type}`,
	version: 1,
	subject: 'lot',
	key: `the_${type}`,
	position: 1,
	deprecatedOn: null,
	replacedBy: null,
	type,
	label: { en: type, 'zh-CN': type },
	help: null,
	unit: type === 'quantity' ? 'KGM' : null,
	minimum: null,
	maximum: null,
	longest: null,
	format: 'any',
	choices: type === 'enum' || type === 'multi' ? CHOICES : [],
	requiredAt: null,
	itemKinds: [],
	roles: [],
	partner: false,
	public: false,
	effectiveFrom: '2026-01-01',
	...more,
})
const read = (type: AttributeType, given: unknown, more: Partial<Attribute> = {}) => {
	const result = readValue(attribute(type, more), given)
	return result.ok ? result.value : result.error
}
const TODAY = '2026-11-22'

const decimalText = fc
	.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 999_999 }))
	.map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`)
const day = fc
	.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10))

const VALUES: Record<AttributeType, fc.Arbitrary<unknown>> = {
	text: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ]{0,20}[A-Za-z0-9]$/),
	integer: fc.integer(),
	decimal: decimalText,
	quantity: decimalText.map((value) => ({ value, unit: 'KGM' })),
	date: day,
	datetime: day.map((date) => `${date}T08:30:00+08:00`),
	boolean: fc.boolean(),
	enum: fc.constantFrom(...CHOICES.map((choice) => choice.value)),
	multi: fc.subarray(
		CHOICES.map((choice) => choice.value),
		{ minLength: 1 },
	),
	link: fc.webUrl(),
}

test('what a dictionary-built schema takes, it takes again as it stored it and as a form holds it', () => {
	for (const type of Object.keys(VALUES) as AttributeType[]) {
		const one = attribute(type)
		const schema = attributesSchemaOf({ attributes: [one], today: TODAY, itemKind: null })
		fc.assert(
			fc.property(VALUES[type], (given) => {
				const stored = schema.parse({ [one.key]: given })
				expect(schema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored)
				expect(schema.parse({ [one.key]: writeValue(one, stored[one.key]) })).toEqual(stored)
			}),
			{ numRuns: 200 },
		)
	}
})

test('a value of another type is refused, never guessed', () => {
	expect(read('integer', '1.5')).toEqual({ code: 'attribute-type' })
	expect(read('integer', '1e3')).toEqual({ code: 'attribute-type' })
	expect(read('decimal', '1,5')).toEqual({ code: 'attribute-type' })
	expect(read('decimal', true)).toEqual({ code: 'attribute-type' })
	expect(read('boolean', 'perhaps')).toEqual({ code: 'attribute-type' })
	expect(read('date', '2026-02-30')).toEqual({ code: 'attribute-type' })
	expect(read('datetime', '2026-11-22T08:00')).toEqual({ code: 'attribute-type' })
	expect(read('text', { a: 1 })).toEqual({ code: 'attribute-type' })
	expect(read('multi', 7)).toEqual({ code: 'attribute-type' })
	expect(read('link', 'javascript:alert(1)')).toEqual({ code: 'attribute-format', detail: 'link' })
})

test('a quantity comes in any unit that converts and is stored in that of its attribute', () => {
	expect(read('quantity', { value: '1500', unit: 'GRM' })).toEqual({ value: '1.5', unit: 'KGM' })
	expect(read('quantity', '1500 g')).toEqual({ value: '1.5', unit: 'KGM' })
	expect(read('quantity', '2.5')).toEqual({ value: '2.5', unit: 'KGM' })
	expect(read('quantity', { value: '3', unit: 'H87' })).toEqual({ code: 'attribute-unit', detail: 'KGM' })
	expect(read('quantity', '2.5', { maximum: '2' })).toEqual({ code: 'attribute-above', detail: '2' })
})

test('choices are known by their word and by their label in either language', () => {
	expect([read('enum', 'red'), read('enum', 'Red'), read('enum', '色red')]).toEqual(['red', 'red', 'red'])
	expect(read('enum', 'pink')).toEqual({ code: 'attribute-choice', detail: 'pink' })
	expect(read('multi', 'blue, RED')).toEqual(['red', 'blue'])
	expect(read('multi', ['blue', 'pink'])).toEqual({ code: 'attribute-choice', detail: 'pink' })
})

test('limits include their ends, and formats are a closed set that reads each character once', () => {
	expect(read('decimal', '10', { maximum: '10' })).toBe('10')
	expect(read('decimal', '10.000001', { maximum: '10' })).toEqual({ code: 'attribute-above', detail: '10' })
	expect(read('text', '4012345000009', { format: 'gln' })).toBe('4012345000009')
	expect(read('text', '4012345000008', { format: 'gln' })).toEqual({ code: 'attribute-check-digit', detail: '9' })
	expect(read('text', '401234500000', { format: 'gln' })).toEqual({ code: 'attribute-format', detail: 'gln' })
	expect(read('text', '04012345000017A7', { format: 'grai' })).toEqual({ code: 'attribute-check-digit', detail: '6' })
	expect(read('text', 'abc', { format: 'upper' })).toEqual({ code: 'attribute-format', detail: 'upper' })
	expect(read('text', 'a'.repeat(41), { longest: 40 })).toEqual({ code: 'attribute-long', detail: '40' })
	const started = performance.now()
	read('text', `${'a'.repeat(200_000)}!`, { format: 'code' })
	expect(performance.now() - started).toBeLessThan(1_000)
})

test('unknown, not yet, deprecated and foreign attributes are refused; what a record has already may be repeated', () => {
	const attributes = [
		attribute('text', { key: 'later', effectiveFrom: '2027-01-01' }),
		attribute('text', { key: 'gone', deprecatedOn: '2026-11-22', replacedBy: 'heat' }),
		attribute('text', { key: 'device', itemKinds: ['finished_product'] }),
	]
	const ask = { attributes, today: TODAY, itemKind: 'raw_material' }
	const given = { later: 'a', gone: 'b', device: 'c', nothing: 'd', comment: 'e' }
	const { problems, values } = readAttributes(given, { ...ask, builtIn: new Set(['comment']) })
	expect(problems).toEqual([
		{ key: 'later', code: 'attribute-not-yet' },
		{ key: 'gone', code: 'attribute-deprecated', detail: 'heat' },
		{ key: 'device', code: 'attribute-elsewhere' },
		{ key: 'nothing', code: 'attribute-unknown' },
	])
	expect(values).toEqual({ comment: 'e' })
	const existing = { gone: 'b', nothing: 'd' }
	expect(readAttributes(existing, { ...ask, existing })).toEqual({ values: existing, problems: [] })
	expect(readAttributes({ gone: 'x' }, { ...ask, existing }).problems).toHaveLength(1)
})

test('what is required is asked for at its state, for its kind of item and while it is in force', () => {
	const one = attribute('text', { key: 'heat', requiredAt: 'released', itemKinds: ['component'] })
	const missing = (at: string[], itemKind: string, more: Partial<Attribute> = {}) =>
		readAttributes({ heat: ' ' }, { attributes: [{ ...one, ...more }], today: TODAY, itemKind, at }).problems
	expect(missing(['released'], 'component')).toEqual([{ key: 'heat', code: 'attribute-required' }])
	expect(missing(['registration'], 'component')).toEqual([])
	expect(missing(['released'], 'packaging')).toEqual([])
	expect(missing(['released'], 'component', { deprecatedOn: '2026-01-01' })).toEqual([])
})

test('keys and choices are safe words', () => {
	const hostile = ['__proto__', 'constructor', 'prototype', 'toString', 'Heat', 'a b', 'a.b', '', '1a', 'a'.repeat(41)]
	expect(hostile.filter(isAttributeKey)).toEqual([])
	expect(hostile.filter(isChoiceValue)).toEqual(['Heat'])
	expect(['heat', 'heatNumber', 'heat_2'].every(isAttributeKey)).toBe(true)
	const read = readAttributes(JSON.parse('{"__proto__":"x","constructor":"y"}'), {
		attributes: [],
		today: TODAY,
		itemKind: null,
	})
	expect(read.problems.map((problem) => problem.key).toSorted()).toEqual(['__proto__', 'constructor'])
})

test('who sees an attribute: roles, partners and the public each by their own word', () => {
	const secret = attribute('text', { roles: ['quality_reviewer'] })
	const inside = (...roles: string[]) => ({ kind: 'inside' as const, roles })
	expect(isVisibleTo(secret, inside('operator'))).toBe(false)
	expect(isVisibleTo(secret, inside('operator', 'quality_reviewer'))).toBe(true)
	expect(isVisibleTo(attribute('text'), inside('operator'))).toBe(true)
	expect(isVisibleTo(attribute('text', { public: true }), { kind: 'partner' })).toBe(false)
	expect(isVisibleTo(attribute('text', { partner: true }), { kind: 'partner' })).toBe(true)
	expect(isVisibleTo(attribute('text', { partner: true }), { kind: 'public' })).toBe(false)
})

test('help is asked for in both languages or in none', () => {
	const given = {
		subject: 'lot',
		key: 'melt',
		type: 'text',
		labelEn: 'Melt',
		labelZh: '炉号',
		effectiveFrom: '2026-01-01',
		reason: 'Asked for',
	}
	const wrong = (more: object) => {
		const { error } = attributeSchema.safeParse({ ...given, ...more })
		return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
	}
	expect(wrong({})).toEqual([])
	expect(wrong({ helpEn: 'As on the certificate' })).toEqual(['helpZh form.helpOther'])
	expect(wrong({ helpZh: '与证书一致' })).toEqual(['helpEn form.helpOther'])
	expect(wrong({ helpEn: 'As on the certificate', helpZh: '与证书一致' })).toEqual([])
})
