import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	BuilderError,
	type BuilderGroup,
	type BuilderPart,
	conditionOf,
	isBuilderGroup,
	placeOfPath,
	queryOf,
} from '#app/features/rules/edit/builder-query.ts'
import { valueAt } from '#app/features/rules/ui/json-values.ts'
import { leaf } from '../rule-set-factory.ts'
import { conditionArbitrary } from './random-condition.ts'

const RUNS = 5_000

test('gives every condition back as it was, to the order of its fields', () => {
	fc.assert(
		fc.property(conditionArbitrary, (condition) => {
			expect(JSON.stringify(conditionOf(queryOf(condition)))).toBe(JSON.stringify(condition))
		}),
		{ numRuns: RUNS },
	)
})

function paths(part: BuilderPart, path: number[] = []): number[][] {
	const inner = isBuilderGroup(part) ? part.rules.flatMap((child, index) => paths(child, [...path, index])) : []
	return [path, ...inner]
}

function partAt(query: BuilderGroup, path: readonly number[]): BuilderPart {
	return path.reduce<BuilderPart>((part, index) => {
		const child = isBuilderGroup(part) ? part.rules[index] : undefined
		if (!child) throw new Error('The path leads nowhere')
		return child
	}, query)
}

test('knows where each part of the builder stands in the document', () => {
	fc.assert(
		fc.property(conditionArbitrary, (condition) => {
			const query = queryOf(condition)
			for (const path of paths(query).filter((steps) => steps.length > 0)) {
				const place = placeOfPath(query, path, '/conditions')
				const part = partAt(query, path)
				const alone = isBuilderGroup(part) ? part : { combinator: 'all', rules: [part] }
				const shown = conditionOf(alone) as { all?: unknown[] }
				const written = valueAt({ conditions: condition }, place)
				expect(written).toEqual(isBuilderGroup(part) ? shown : shown.all?.[0])
			}
		}),
		{ numRuns: 1_000 },
	)
})

test('shows “not any of several” as one group and keeps a “not” of one part apart from it', () => {
	const [a, b] = [leaf('lot.onHold', 'equal', true), leaf('lot.recalled', 'equal', true)]
	expect(queryOf({ not: { any: [a, b] } })).toMatchObject({ combinator: 'none', rules: [{}, {}] })
	expect(queryOf({ not: a })).toMatchObject({ combinator: 'none', rules: [{ field: 'lot.onHold' }] })
	expect(queryOf({ not: { any: [a] } })).toMatchObject({ combinator: 'none', rules: [{ combinator: 'any' }] })
})

const whole = leaf('lot.onHold', 'equal', true)

test.each([
	['a field that is not known', { all: [whole], priority: 3 }, '/priority'],
	['a comparison with a field too many', { all: [{ ...whole, params: {} }] }, '/all/0/params'],
	['two kinds of group in one', { all: [whole], any: [whole] }, ''],
	['an operator that is not known', { all: [{ ...whole, operator: 'contains' }] }, '/all/0/operator'],
	['a comparison without a value', { all: [{ fact: 'lot', path: '$.onHold', operator: 'equal' }] }, '/all/0/value'],
	['a value of another kind', { all: [{ ...whole, value: { days: 3 } }] }, '/all/0/value'],
	['a path with an expression', { all: [{ ...whole, path: '$..[?(@.a)]' }] }, '/all/0/path'],
	['a group that is no list', { any: whole }, '/any'],
	['a comparison where a group is needed', whole, ''],
	['something that is no condition', { all: [null] }, '/all/0'],
])('refuses to show %s, and says where it is', (_what, condition, place) => {
	const show = () => queryOf(condition)
	expect(show).toThrow(BuilderError)
	expect(show).toThrow(expect.objectContaining({ place }))
})

const rule = { field: 'lot.onHold', operator: 'equal', value: true, valueSource: 'value' as const }

test.each<[string, BuilderPart]>([
	['no fact is chosen', { ...rule, field: '' }],
	['react-querybuilder’s placeholder stands for the fact', { ...rule, field: '~' }],
	['no operator is chosen', { ...rule, operator: '~' }],
	['there is no value', { ...rule, value: undefined }],
	['the other fact is missing', { ...rule, valueSource: 'field', value: '' }],
	['no shared condition is chosen', { ...rule, field: '#shared', value: '' }],
	['the group is of no known kind', { combinator: 'xor', rules: [] }],
])('throws and drops nothing where %s', (_what, part) => {
	expect(() => conditionOf({ combinator: 'all', rules: [rule, part] })).toThrow(BuilderError)
})
