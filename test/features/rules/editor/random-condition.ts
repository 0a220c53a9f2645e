import fc from 'fast-check'
import { OPERATORS } from '#app/features/rules/operators.model.ts'

/** Random conditions of every form the schema knows, titles, names and order of fields included. */

const text = fc.constantFrom('', 'a', 'implant', '2026-11-22')
const words = fc.record({ en: text, 'zh-CN': text })
const reference = fc.constantFrom('lot.expiresOn', 'item.shelfLifeDays', 'context.today').map(split)
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
const value = fc.oneof(
	scalar,
	fc.array(scalar, { maxLength: 3 }),
	reference,
	fc.record({ value: fc.constantFrom('1.5', '-2', 'x'), unit: fc.constantFrom('KGM', 'LTR') }),
)

function split(name: string): { fact: string; path: string } {
	const [fact = '', ...path] = name.split('.')
	return { fact, path: `$.${path.join('.')}` }
}

/** The same fields in another order: the order in which a person wrote them is kept too. */
const shuffled = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
	arbitrary.chain((fields) =>
		fc
			.shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length })
			.map((entries) => Object.fromEntries(entries) as T),
	)

/** A comparison. */
export const leafArbitrary = shuffled(
	fc
		.record({
			at: fc.constantFrom('lot.code', 'lot.remainingShelfLifeDays', 'item.sku', 'custom.deep.er'),
			operator: fc.constantFrom(...OPERATORS),
			value,
			name: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
			title: fc.option(words, { nil: undefined }),
		})
		.map(({ at, operator, value: compared, name, title }) => ({
			...split(at),
			operator,
			value: compared,
			...(name !== undefined ? { name } : {}),
			...(title !== undefined ? { title } : {}),
		})),
)

const shared = fc.constantFrom('certificate_needed', 'exempt').map((condition) => ({ condition }))

const titled = (group: fc.Arbitrary<object>): fc.Arbitrary<object> =>
	shuffled(
		fc
			.tuple(group, fc.option(words, { nil: undefined }))
			.map(([fields, title]) => (title === undefined ? fields : { ...fields, title })),
	)

/** What a rule may begin with: any group, or a reference to a shared condition. */
export const { root: conditionArbitrary } = fc.letrec<{ node: object; group: object; root: object }>((tie) => ({
	node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leafArbitrary, shared, tie('group')),
	group: titled(
		fc.oneof(
			fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
			fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })),
			tie('node').map((not) => ({ not })),
		),
	),
	root: fc.oneof(shared, tie('group')),
}))

/** Conditions of the kind that fit a decision table, among others that nearly do. */
export const flatConditionArbitrary: fc.Arbitrary<object> = fc.oneof(
	titled(fc.array(leafArbitrary, { maxLength: 4 }).map((all) => ({ all }))),
	titled(
		fc
			.array(fc.oneof(leafArbitrary, titled(fc.array(leafArbitrary, { maxLength: 3 }).map((all) => ({ all })))), {
				maxLength: 3,
			})
			.map((any) => ({ any })),
	),
)
