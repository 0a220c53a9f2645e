import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	DISCLOSURE,
	discloseJourney,
	discloseOrigins,
	type OriginFact,
	type StepFact,
} from '#app/features/provenance/disclosure.model.ts'
import { SAFE_STEPS, safeStepOf, verdictOf } from '#app/features/provenance/provenance.model.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`)
const secret = fc.string({ minLength: 4, maxLength: 12 }).map((text) => `SECRET-${text}`)
const origin: fc.Arbitrary<OriginFact> = fc.record({
	kind: fc.constantFrom('raw_material', 'component', 'packaging'),
	item: secret.map((text) => ({ en: text, 'zh-CN': text })),
	country: fc.option(fc.constantFrom('CN', 'DE', 'JP')),
	lots: fc.integer({ min: 1, max: 99_999 }),
})
const step: fc.Arbitrary<StepFact> = fc.record({
	kind: fc.constantFrom('receive', 'produce', 'consume', 'ship', 'hold', 'adjust', 'destroy', 'inspect', 'split'),
	step: fc.option(secret),
	on: day,
	own: fc.boolean(),
	place: fc.option(
		fc.record({ country: fc.constant('CN'), city: fc.option(fc.constant({ en: 'Suzhou', 'zh-CN': '苏州' })) }),
	),
})
const dates = { manufacturedOn: null, expiresOn: null, releasedOn: '2026-11-01', shippedOn: null }

test('the public is told no name, no quantity and nobody’s own words', () => {
	fc.assert(
		fc.property(fc.array(origin), fc.array(step), (origins, steps) => {
			const told = JSON.stringify([
				discloseOrigins(origins, DISCLOSURE.public),
				discloseJourney({ origins, steps, dates, verdict: 'released' }, null, DISCLOSURE.public),
			])
			expect(told).not.toContain('SECRET')
			expect(told).not.toContain('lots')
		}),
	)
})

test('every step has a word from the list, and holds, counts and scrap are not spoken of', () => {
	fc.assert(
		fc.property(fc.array(step), (steps) => {
			const journey = discloseJourney({ origins: [], steps, dates, verdict: 'released' }, null, DISCLOSURE.public)
			for (const entry of journey) expect(SAFE_STEPS).toContain(entry.step)
			const spoken = steps.filter((fact) => ['receive', 'produce', 'consume', 'ship'].includes(fact.kind))
			if (spoken.length === 0) expect(journey.map((entry) => entry.step)).toEqual(['released'])
		}),
	)
})

test('shipping of a material to the maker is not a shipment of the product', () => {
	const steps: StepFact[] = [
		{ kind: 'ship', step: null, on: '2026-10-01', own: false, place: null },
		{ kind: 'receive', step: null, on: '2026-10-02', own: false, place: null },
	]
	const journey = discloseJourney({ origins: [], steps, dates, verdict: 'released' }, null, DISCLOSURE.public)
	expect(journey.map((entry) => entry.step)).toEqual(['released', 'received'])
})

test('a customer is told what it is made of, still without suppliers', () => {
	const facts: OriginFact[] = [
		{ kind: 'raw_material', item: { en: 'Titanium bar', 'zh-CN': '钛棒' }, country: 'CN', lots: 2 },
	]
	expect(discloseOrigins(facts, DISCLOSURE.public)).toEqual([{ kind: 'raw_material', item: null, country: 'CN' }])
	expect(discloseOrigins(facts, DISCLOSURE.customer)).toEqual([
		{ kind: 'raw_material', item: { en: 'Titanium bar', 'zh-CN': '钛棒' }, country: 'CN' },
	])
})

test.each([
	['Pack and sterilise', 'packed-sterilised'],
	['包装与灭菌', 'packed-sterilised'],
	['EtO sterilisation cycle 7', 'sterilised'],
	['Turn and mill', 'machined'],
	['炒制 Roast', 'processed'],
	['Forge and draw bar', 'formed'],
	['Line 3, Zhang San', 'made'],
	[null, 'made'],
])('says of the step “%s”: %s', (written, word) => {
	expect(safeStepOf(written)).toBe(word)
})

test('a recall comes before everything, the day of expiry is still good, and what nobody knows may not be used', () => {
	const standing = {
		status: 'released',
		category: 'done',
		recalled: false,
		expiresOn: '2026-11-22',
		today: '2026-11-22',
	}
	expect(verdictOf(standing)).toBe('released')
	expect(verdictOf({ ...standing, today: '2026-11-23' })).toBe('expired')
	expect(verdictOf({ ...standing, today: '2026-11-23', recalled: true })).toBe('recalled')
	expect(verdictOf({ ...standing, status: 'destroyed', category: 'cancelled', recalled: true })).toBe('recalled')
	expect(verdictOf({ ...standing, status: 'recall_closed', category: 'rejected' })).toBe('recalled')
	expect(verdictOf({ ...standing, status: 'on_hold', category: 'blocked' })).toBe('on-hold')
	expect(verdictOf({ ...standing, status: 'destroyed', category: 'cancelled' })).toBe('not-for-use')
	for (const category of ['initial', 'active', 'waiting', 'something-new'])
		expect(verdictOf({ ...standing, status: 'x', category })).toBe('not-released')
})
