import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { diffRuleSets } from '#app/features/rules/diff.ts'
import { changeDocument } from '#app/features/rules/edit/change-document.ts'
import { pointerStep } from '#app/features/rules/problem.model.ts'
import { ruleSetJsonSchema, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { fact, leaf, words } from './rule-set-factory.ts'

/*
 * The difference between two versions is what a reviewer signs, so it may be silent about nothing. Every property of the
 * format stands in one document here, is changed in every way that the schema allows, and has to be told.
 */

const full = {
	$schema: './rule-set.schema.json',
	schema: 'rule-set/1',
	key: 'full',
	subject: 'lot_data',
	title: words('Full', '完整'),
	description: words('All there is', '全部'),
	outcomes: ['pass', 'warn', 'block'],
	hitPolicy: 'first',
	conditions: {
		first_shared: { all: [leaf('lot.onHold', 'equal', true)], title: words('Held', '冻结') },
		second_shared: { any: [leaf('lot.code', 'equal', 'A')] },
	},
	rules: [
		{
			key: 'one',
			title: words('One', '一'),
			conditions: {
				all: [
					{ ...leaf('lot.code', 'equal', 'B7'), name: 'code_of_lot', title: words('Code', '批号') },
					leaf('lot.remainingShelfLifeDays', 'lessThan', 30),
					leaf('lot.recalled', 'equal', false),
					leaf('item.kind', 'in', ['raw_material', 'component']),
					leaf('lot.expiresOn', 'lessThan', fact('context.today')),
					leaf('lot.onHand', 'lessThan', { value: '1.5', unit: 'KGM' }),
					{
						any: [leaf('lot.onHold', 'equal', true), leaf('lot.code', 'notEqual', 'C')],
						title: words('Either', '任一'),
					},
					{ not: leaf('lot.code', 'equal', 'D'), title: words('Never', '不得') },
					{ condition: 'first_shared' },
				],
				title: words('Together', '一起'),
			},
			event: {
				type: 'block',
				params: {
					message: words('Stop', '停'),
					notify: { to: ['partner', 'role:auditor'], by: ['portal', 'email'] },
					fields: ['code', 'attributes.heat'],
				},
			},
			check: { label: words('Check', '校验'), expected: words('Yes', '是'), actual: fact('lot.code') },
			overridable: true,
		},
		{ key: 'two', conditions: { any: [leaf('lot.onHold', 'equal', true)] }, event: { type: 'warn' } },
	],
	tests: [
		{
			name: words('Case', '用例'),
			today: '2026-01-15',
			facts: { lot: { code: 'A' }, item: null },
			expect: { outcome: 'pass', rules: { one: 'pass' }, missingFacts: ['item.kind'] },
		},
		{ name: 'plain', facts: {}, expect: { outcome: 'pass' } },
	],
}

/** The address of the schema and its name decide nothing. */
const MEANS_NOTHING = ['/$schema', '/schema']

type Schema = { properties?: Record<string, Schema>; $defs?: Record<string, Schema>; required?: string[] } & Record<
	string,
	unknown
>

/** Every object that the schema describes, by its properties. */
function objectsOf(schema: unknown): string[][] {
	if (typeof schema !== 'object' || schema === null) return []
	const { properties } = schema as Schema
	return [...(properties ? [Object.keys(properties)] : []), ...Object.values(schema).flatMap(objectsOf)]
}

/** Every object of a document by its fields. */
function fieldsOf(value: unknown): string[][] {
	if (typeof value !== 'object' || value === null) return []
	return [...(Array.isArray(value) ? [] : [Object.keys(value)]), ...Object.values(value).flatMap(fieldsOf)]
}

function placesOf(value: unknown, at = ''): [place: string, value: unknown][] {
	if (typeof value !== 'object' || value === null) return [[at, value]]
	return [[at, value], ...Object.entries(value).flatMap(([key, child]) => placesOf(child, `${at}${pointerStep(key)}`))]
}

/** Values of every kind that stand somewhere in the format. */
const OTHERS = [
	'another',
	'2026-02-03',
	'$.other',
	'$.onHold',
	'notEqual',
	'lessThan',
	'lot',
	'collect',
	'warn',
	'supplier',
	'partner_contact',
	'portal',
	'KGM',
	'GRM',
	'7',
	'supplierLot',
	7,
	true,
	false,
	null,
]

const parsed = ruleSetSchema.parse(full)

const tell = (document: unknown): string[] | null => {
	const after = ruleSetSchema.safeParse(document)
	if (!after.success) return null
	return diffRuleSets(parsed, after.data, DEFAULT_CATALOGS.lot_data).changes.map(({ sentence }) => sentence.en)
}

test('the document of this test has every property of the format', () => {
	const written = fieldsOf(full)
	for (const properties of objectsOf(ruleSetJsonSchema())) {
		const seen = new Set(written.filter((fields) => fields.every((field) => properties.includes(field))).flat())
		expect([...seen].toSorted(), properties.join()).toEqual(properties.toSorted())
	}
})

const places = placesOf(full).filter(([place]) => place !== '' && !MEANS_NOTHING.includes(place))

test.each(places)('tells when %s is another, or goes', (place, value) => {
	const isScalar = typeof value !== 'object' || value === null
	const documents = [
		...(isScalar
			? OTHERS.filter((other) => other !== value).map((other) =>
					changeDocument(full, { type: 'set', at: place, value: other }),
				)
			: []),
		changeDocument(full, { type: 'remove', at: place }),
	]
	const told = documents.map(tell).filter((sentences) => sentences !== null)
	for (const sentences of told) expect(sentences).not.toEqual([])
	if (isScalar) expect(told.length, 'the schema allows no other value here').toBeGreaterThan(0)
})

test('says in words who hears of it, how, and which fields are marked', () => {
	const params = {
		...full.rules[0]?.event.params,
		notify: { to: ['named', 'partner'], by: ['portal'] },
		fields: ['expiresOn', 'attributes'],
	}
	const changed = changeDocument(full, { type: 'set', at: '/rules/0/event/params', value: params })
	const after = ruleSetSchema.parse(changed)
	expect(diffRuleSets(parsed, after, DEFAULT_CATALOGS.lot_data).changes).toMatchObject([
		{
			about: 'effect',
			ruleKey: 'one',
			sentence: {
				en: '“One”: who hears of it: “The partner’s people, Auditor” → “Those whom the workflow names, The partner’s people”',
				'zh-CN': '“一”：通知对象：“往来方人员、审计员” → “流程指定的人、往来方人员”',
			},
		},
		{ sentence: { en: '“One”: how they hear of it: “In the portal, E-mail” → “In the portal”' } },
		{ sentence: { 'zh-CN': '“一”：标出的字段：“批号、attributes.heat” → “有效期至、全部属性”' } },
	])
})

test('the order of those who hear of it is no change', () => {
	const turned = changeDocument(full, {
		type: 'set',
		at: '/rules/0/event/params/notify/by',
		value: ['email', 'portal'],
	})
	expect(tell(turned)).toEqual([])
})
