import { z } from 'zod'
import { LANGUAGES, localizedTextSchema } from '#app/core/localized.ts'
import { OPERATORS } from './operators.model.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'

/** A text in every language, and in no other. */
export const strictLocalizedSchema = z
	.strictObject(localizedTextSchema.shape)
	.meta({ id: 'LocalizedText', description: `A text in ${LANGUAGES.join(' and ')}.` })

/** Keys of rule sets, rules, conditions and outcomes. */
export const keySchema = z
	.string()
	.regex(/^[a-z][a-z0-9_]{0,62}$/)
	.meta({ description: 'Lower-case letters, digits and underscores, beginning with a letter.' })

/** The only path there is: names joined by dots. No filters, wildcards, indexes or scripts. */
export const PATH_PATTERN = /^\$(\.[A-Za-z_]\w*)+$/

const factKeySchema = z.string().regex(/^[A-Za-z_]\w{0,62}$/)
const pathSchema = z.string().max(RULE_SET_LIMITS.textLength).regex(PATH_PATTERN)

/** Another fact as a value. */
export const factReferenceSchema = z.strictObject({ fact: factKeySchema, path: pathSchema })
export type FactReference = z.infer<typeof factReferenceSchema>

const quantityValueSchema = z.strictObject({
	value: z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/),
	unit: z.string().regex(/^[A-Z0-9]{2,3}$/),
})

const scalarSchema = z.union([z.string().max(RULE_SET_LIMITS.textLength), z.number(), z.boolean()])

const valueSchema = z.union([
	z.string().max(RULE_SET_LIMITS.textLength),
	z.number(),
	z.boolean(),
	z.array(scalarSchema).min(1).max(RULE_SET_LIMITS.listValues),
	factReferenceSchema,
	quantityValueSchema,
])
/** What a fact is compared with: a literal, a list of literals, or another fact. */
export type ConditionValue = z.infer<typeof valueSchema>

/** One comparison. `name` lets messages quote its value; `title` names the value for people who adjust it. */
const leafSchema = z
	.strictObject({
		fact: factKeySchema,
		path: pathSchema,
		operator: z.enum(OPERATORS),
		value: valueSchema,
		name: keySchema.optional(),
		title: strictLocalizedSchema.optional(),
	})
	.meta({ id: 'Comparison' })
export type LeafCondition = z.infer<typeof leafSchema>

type AllCondition = { all: Condition[]; title?: LeafCondition['title'] }
type AnyCondition = { any: Condition[]; title?: LeafCondition['title'] }
type NotCondition = { not: Condition; title?: LeafCondition['title'] }
export type SharedReference = { condition: string }
export type GroupCondition = AllCondition | AnyCondition | NotCondition
/** A condition as json-rules-engine writes it. */
export type Condition = GroupCondition | SharedReference | LeafCondition

const title = strictLocalizedSchema.optional()
const children = z.lazy(() => z.array(conditionSchema).min(1)).meta({ id: 'Conditions' })

const allSchema = z.strictObject({ all: children, title }).meta({ id: 'All' })
const anySchema = z.strictObject({ any: children, title }).meta({ id: 'Any' })
const notSchema = z.strictObject({ not: z.lazy(() => conditionSchema), title }).meta({ id: 'Not' })
const sharedSchema = z.strictObject({ condition: keySchema }).meta({ id: 'SharedCondition' })

/** Any condition. The order of the branches is what `structure-problems.ts` relies on. */
const conditionSchema: z.ZodType<Condition> = z
	.union([allSchema, anySchema, notSchema, sharedSchema, leafSchema])
	.meta({ id: 'Condition' })

/** What a rule or a shared condition begins with: a group, or a reference to a shared condition. */
export const rootConditionSchema: z.ZodType<GroupCondition | SharedReference> = z
	.union([allSchema, anySchema, notSchema, sharedSchema])
	.meta({ id: 'RootCondition' })

/** Which branch of the union a value means, by the key it carries. */
export function conditionBranch(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 4
	const branch = ['all', 'any', 'not', 'condition'].findIndex((key) => Object.hasOwn(value, key))
	return branch === -1 ? 4 : branch
}

export const isAll = (condition: Condition): condition is AllCondition => 'all' in condition
export const isAny = (condition: Condition): condition is AnyCondition => 'any' in condition
export const isNot = (condition: Condition): condition is NotCondition => 'not' in condition
export const isShared = (condition: Condition): condition is SharedReference => 'condition' in condition
export const isLeaf = (condition: Condition): condition is LeafCondition => 'fact' in condition

/** Whether a condition compares with another fact, not with a literal. */
export const isFactReference = (value: ConditionValue): value is FactReference =>
	typeof value === 'object' && !Array.isArray(value) && 'fact' in value
