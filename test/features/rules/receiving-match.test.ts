import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { canBeOverridden, listChecks } from '#app/features/rules/decision-checks.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { shipped, testCases, testNoFactMissing, withFacts } from './case-table.ts'
import { compiled, NOW } from './rule-set-factory.ts'

const kg = (value: string) => ({ value, unit: 'KGM' })

const passing = {
	lot: { revision: 'C', onHold: false, recalled: false, expires: true, expiresOn: '2027-10-01' },
	lotData: { complete: true },
	item: { sku: 'TI-BAR-7', certificateRequired: true, hasMinimumShelfLife: false },
	supplier: { active: true },
	supplierItem: { status: 'approved', qualification: 'approved', expires: true, validUntil: '2027-06-30' },
	certificate: { present: true, expires: true, validUntil: '2027-10-02', namesLot: true },
	shipmentLine: {
		expectedSku: 'TI-BAR-7',
		revisionOrdered: true,
		expectedRevision: 'C',
		quantity: kg('62'),
		countedQuantity: kg('62'),
	},
}
const noCertificate = {
	'certificate.present': false,
	'certificate.expires': undefined,
	'certificate.validUntil': undefined,
	'certificate.namesLot': undefined,
}
const both = { quantity_differs: 'warn', quantity_beyond_tolerance: 'block' } as const

testCases('receiving_match', passing, [
	['data missing', { 'lotData.complete': false }, 'block', { data_missing: 'block' }],
	['as ordered', {}, 'pass'],
	[
		'too little shelf life for the item',
		{ 'item.hasMinimumShelfLife': undefined, 'item.minimumShelfLifeDays': 314 },
		'block',
		{ short_for_the_item: 'block' },
	],
	[
		'shelf life that is enough for the item',
		{ 'item.hasMinimumShelfLife': undefined, 'item.minimumShelfLifeDays': 313 },
		'pass',
	],
	['another item', { 'item.sku': 'TI-BAR-10' }, 'block', { wrong_item: 'block' }],
	['another revision', { 'lot.revision': 'B' }, 'block', { wrong_revision: 'block' }],
	[
		'another revision, none ordered',
		{ 'lot.revision': 'B', 'shipmentLine.expectedRevision': undefined, 'shipmentLine.revisionOrdered': false },
		'pass',
	],
	['supplier not active', { 'supplier.active': false }, 'block', { supplier_not_approved: 'block' }],
	['supplier approved with conditions', { 'supplierItem.status': 'conditional' }, 'pass'],
	[
		'supplier blocked by the rules',
		{ 'supplierItem.qualification': 'blocked' },
		'block',
		{ supplier_blocked: 'block' },
	],
	[
		'supplier with conditions that the rules found',
		{ 'supplierItem.qualification': 'conditional' },
		'warn',
		{ supplier_conditional: 'warn' },
	],
	[
		'supplier approved with conditions by a person',
		{ 'supplierItem.qualification': 'conditional', 'supplierItem.status': 'conditional' },
		'pass',
	],
	['supplier not qualified yet', { 'supplierItem.qualification': 'none' }, 'pass'],
	['supplier pending', { 'supplierItem.status': 'pending' }, 'block', { supplier_not_approved: 'block' }],
	['supplier withdrawn', { 'supplierItem.status': 'withdrawn' }, 'block', { supplier_not_approved: 'block' }],
	[
		'supplier not on the list',
		{ 'supplierItem.status': 'none', 'supplierItem.validUntil': undefined, 'supplierItem.expires': undefined },
		'block',
		{ supplier_not_approved: 'block' },
	],
	['approval ends today', { 'supplierItem.validUntil': '2026-11-22' }, 'pass'],
	[
		'approval ended yesterday',
		{ 'supplierItem.validUntil': '2026-11-21' },
		'block',
		{ supplier_not_approved: 'block' },
	],
	['approval without end', { 'supplierItem.validUntil': undefined, 'supplierItem.expires': false }, 'pass'],
	['90 days left', { 'lot.expiresOn': '2027-02-20' }, 'pass'],
	['89 days left', { 'lot.expiresOn': '2027-02-19' }, 'block', { short_shelf_life: 'block' }],
	['expires today', { 'lot.expiresOn': '2026-11-22' }, 'block', { short_shelf_life: 'block' }],
	[
		'expired yesterday',
		{ 'lot.expiresOn': '2026-11-21' },
		'block',
		{ expired_lot: 'block', short_shelf_life: 'block' },
	],
	['no expiry date by nature', { 'lot.expiresOn': undefined, 'lot.expires': false }, 'pass'],
	[
		'expiry date unreadable',
		{ 'lot.expiresOn': '31.02.2027' },
		'unknown',
		{ expired_lot: 'unknown', short_shelf_life: 'unknown' },
	],
	['certificate missing', noCertificate, 'block', { certificate_missing: 'block', certificate_not_valid: 'unknown' }],
	['certificate missing, none needed', { ...noCertificate, 'item.certificateRequired': false }, 'pass'],
	['a valid certificate, need of it not known', { 'item.certificateRequired': undefined }, 'pass'],
	[
		'no certificate, need of it not known',
		{ ...noCertificate, 'item.certificateRequired': undefined },
		'unknown',
		{ certificate_missing: 'unknown', certificate_not_valid: 'unknown' },
	],
	['certificate valid until today', { 'certificate.validUntil': '2026-11-22' }, 'pass'],
	[
		'certificate expired yesterday',
		{ 'certificate.validUntil': '2026-11-21' },
		'block',
		{ certificate_not_valid: 'block' },
	],
	['certificate without end date', { 'certificate.validUntil': undefined, 'certificate.expires': false }, 'pass'],
	['certificate of another lot', { 'certificate.namesLot': false }, 'block', { certificate_not_valid: 'block' }],
	['on hold', { 'lot.onHold': true }, 'block', { lot_on_hold: 'block' }],
	['recalled', { 'lot.recalled': true }, 'block', { lot_recalled: 'block' }],
	['2 % less', { 'shipmentLine.countedQuantity': kg('60.76') }, 'pass'],
	['2 % more, in grams', { 'shipmentLine.countedQuantity': { value: '63240', unit: 'GRM' } }, 'pass'],
	['a little over 2 %', { 'shipmentLine.countedQuantity': kg('60.759') }, 'warn', { quantity_differs: 'warn' }],
	['5 % less', { 'shipmentLine.countedQuantity': kg('58.9') }, 'warn', { quantity_differs: 'warn' }],
	['a little over 5 %', { 'shipmentLine.countedQuantity': kg('65.101') }, 'block', both],
	[
		'counted in another dimension',
		{ 'shipmentLine.countedQuantity': { value: '62', unit: 'LTR' } },
		'unknown',
		{ quantity_differs: 'unknown', quantity_beyond_tolerance: 'unknown' },
	],
	[
		'not counted, but recalled',
		{ 'shipmentLine.countedQuantity': undefined, 'lot.recalled': true },
		'block',
		{ lot_recalled: 'block', quantity_differs: 'unknown', quantity_beyond_tolerance: 'unknown' },
	],
])

const { expires: _lot, ...lot } = passing.lot
const { expires: _approval, ...supplierItem } = passing.supplierItem
const { expires: _certificate, ...certificate } = passing.certificate
const { revisionOrdered: _ordered, ...shipmentLine } = passing.shipmentLine
testNoFactMissing('receiving_match', { ...passing, lot, supplierItem, certificate, shipmentLine }, [
	'item.certificateRequired',
	'item.hasMinimumShelfLife',
])

test('receiving_match: shows one row a check, with both limits of the quantity in one', async () => {
	const facts = withFacts(passing, { 'shipmentLine.countedQuantity': kg('60.2') })
	const rows = listChecks(await evaluate(shipped('receiving_match'), facts, { now: NOW }))
	expect(rows).toHaveLength(12)
	expect(rows[0]).toMatchObject({
		status: 'warn',
		label: { en: 'Quantity against the notice', 'zh-CN': '数量与通知相符' },
		ruleTitle: { en: 'Quantity close to the notice', 'zh-CN': '数量接近通知' },
		expected: { en: '62 kg ± 2 %' },
		actual: { en: '60.2 kg, 2.903 % off', 'zh-CN': '60.2 kg，差 2.903 %' },
	})
})

test.each([
	['short shelf life', { 'lot.expiresOn': '2027-01-01' }, true],
	['a quantity beyond tolerance', { 'shipmentLine.countedQuantity': kg('30') }, true],
	['both of them', { 'lot.expiresOn': '2027-01-01', 'shipmentLine.countedQuantity': kg('30') }, true],
	['an expired lot', { 'lot.expiresOn': '2026-01-01' }, false],
	['a recalled lot', { 'lot.recalled': true }, false],
	['a held lot', { 'lot.onHold': true }, false],
	['a missing certificate', noCertificate, false],
	['a short shelf life of a recalled lot', { 'lot.expiresOn': '2027-01-01', 'lot.recalled': true }, false],
])('receiving_match: whether a signed override may pass %s', async (_what, change, possible) => {
	const decision = await evaluate(shipped('receiving_match'), withFacts(passing, change), { now: NOW })
	expect(canBeOverridden(decision)).toBe(possible)
})

test('receiving_match: moving a threshold moves decision, expectation and message alike', async () => {
	const { ruleSet } = shipped('receiving_match')
	const days = listThresholds(ruleSet, DEFAULT_CATALOGS.receipt_line).find((t) => t.ruleKey === 'short_shelf_life')
	expect(days).toMatchObject({ value: 90, unit: 'DAY', label: { en: 'Minimum remaining shelf life' } })
	const moved = withThreshold(ruleSet, days?.pointer ?? '', 400)
	if (!moved.ok) throw new Error(moved.error.code)
	const decision = await evaluate(compiled(moved.value), passing, { now: NOW })
	expect(decision.outcome).toBe('block')
	expect(decision.rules.find((rule) => rule.key === 'short_shelf_life')).toMatchObject({
		expected: { en: 'At least 400 days', 'zh-CN': '至少 400 天' },
		actual: { en: '313 days' },
		message: { en: expect.stringContaining('313 days of shelf life left, at least 400 days needed') },
	})
})
