import { expect, test } from 'vitest'
import { itemSchema, revisionSchema, specificationSchema } from '#app/features/catalog/catalog.schema.ts'

const item = { sku: 'A', nameEn: 'A', nameZh: '甲', kind: 'component', unit: 'H87' }
const firstMessage = (result: { error?: { issues: { message: string }[] } | undefined }) =>
	result.error?.issues[0]?.message

test.each([
	['9521234567899', '09521234567899'],
	['0 95212 34567 89 9', '09521234567899'],
	['', null],
])('a GTIN typed as %j is kept as %j', (typed, kept) => {
	expect(itemSchema.parse({ ...item, gtin: typed }).gtin).toBe(kept)
})

test('a mistyped GTIN says what is wrong', () => {
	expect(firstMessage(itemSchema.safeParse({ ...item, gtin: '09521234567898' }))).toBe('form.gtinCheckDigit|9')
	expect(firstMessage(itemSchema.safeParse({ ...item, gtin: '123' }))).toBe('form.gtinWrong')
})

test('an unknown unit and a broken shelf life are refused', () => {
	expect(firstMessage(itemSchema.safeParse({ ...item, unit: 'QQQ' }))).toBe('form.unitMissing')
	expect(firstMessage(itemSchema.safeParse({ ...item, shelfLifeDays: '1.5' }))).toBe('form.daysWrong')
	expect(itemSchema.parse({ ...item, shelfLifeDays: '' }).shelfLifeDays).toBeUndefined()
})

test('a revision cannot end before it begins, nor need nothing of something', () => {
	const revision = { code: 'A', effectiveFrom: '2026-05-01', components: [] }
	expect(firstMessage(revisionSchema.safeParse({ ...revision, effectiveTo: '2026-04-30' }))).toBe('form.datesReversed')
	const component = {
		componentItemId: '0190aaaa-0000-7000-8000-000000000000',
		quantity: '0',
		unit: 'KGM',
		tolerancePercent: '',
	}
	expect(firstMessage(revisionSchema.safeParse({ ...revision, components: [component] }))).toBe('form.quantityWrong')
	expect(
		revisionSchema.parse({ ...revision, components: [{ ...component, quantity: '0.125' }] }).components[0]
			?.tolerancePercent,
	).toBe('0')
})

test('a test has at least one limit, and in order', () => {
	const spec = { test: 't', nameEn: 'T', nameZh: '测', method: 'M', unit: '' }
	expect(firstMessage(specificationSchema.safeParse(spec))).toBe('form.limitMissing')
	expect(firstMessage(specificationSchema.safeParse({ ...spec, minimum: '2', maximum: '1' }))).toBe(
		'form.limitsReversed',
	)
	expect(specificationSchema.parse({ ...spec, maximum: '0.50' })).toMatchObject({ maximum: '0.50', required: false })
})

test('a revision that the browser has read is read again by the server, whatever was left empty', () => {
	const parameter = {
		key: 'feed',
		nameEn: 'Feed',
		nameZh: '进给',
		step: '',
		unit: '',
		target: '',
		minimum: '5',
		maximum: '',
	}
	const once = revisionSchema.parse({
		code: 'E',
		effectiveFrom: '2026-12-01',
		effectiveTo: '',
		changeReference: '',
		components: [],
		parameters: [parameter],
	})
	expect(revisionSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once)
})
