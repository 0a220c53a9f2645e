import { z } from 'zod'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { type Attribute, type AttributeValue, type AttributeValues, appliesTo, isInForce } from './attribute.model.ts'
import { isBlank, readValue, type ValueProblem } from './read-value.ts'

export const ATTRIBUTE_PROBLEMS = [
	'attribute-unknown',
	'attribute-deprecated',
	'attribute-not-yet',
	'attribute-elsewhere',
	'attribute-required',
] as const

/** One thing that is wrong with the attributes of a record; `key` is the attribute's. */
export type AttributeProblem = { key: string } & (
	| ValueProblem
	| { code: (typeof ATTRIBUTE_PROBLEMS)[number]; detail?: string }
)

/** What the attributes of one record are judged by. */
export type AttributeAsk = {
	/** The definitions that are the actor's to see, deprecated ones included. */
	attributes: readonly Attribute[]
	/** The date of the tenant. */
	today: string
	/** The kind of the record's item; null where it has none. */
	itemKind: string | null
	/** What the record has already: it may be repeated whatever became of its attribute. */
	existing?: AttributeValues
	/** States of the lot that need their values now: `registration`, or one that is entered. */
	at?: readonly string[]
	/** Keys that the portal itself writes, taken as they are. */
	builtIn?: ReadonlySet<string>
}

export type ReadAttributes = { values: Record<string, AttributeValue>; problems: AttributeProblem[] }

const isPlain = (value: unknown): value is string | number | boolean =>
	(typeof value === 'string' && value.length <= 500) ||
	typeof value === 'boolean' ||
	(typeof value === 'number' && Number.isFinite(value))

/** The attributes that a record asks for at these states: in force, for its kind of item. */
export const requiredAttributes = (ask: Pick<AttributeAsk, 'attributes' | 'today' | 'itemKind' | 'at'>): Attribute[] =>
	ask.attributes.filter(
		(attribute) =>
			attribute.requiredAt !== null &&
			(ask.at ?? []).includes(attribute.requiredAt) &&
			isInForce(attribute, ask.today) &&
			appliesTo(attribute, ask.itemKind),
	)

/**
 * The attributes of a record as they are stored, with all that is wrong with them. Blank ones count as not given. A value
 * that the record has already is kept, whatever became of its attribute.
 */
export function readAttributes(given: Readonly<Record<string, unknown>>, ask: AttributeAsk): ReadAttributes {
	const byKey = new Map(ask.attributes.map((attribute) => [attribute.key, attribute]))
	const values: Record<string, AttributeValue> = {}
	const problems: AttributeProblem[] = []
	for (const [key, value] of Object.entries(given)) {
		if (isBlank(value)) continue
		const had = ask.existing && Object.hasOwn(ask.existing, key) ? ask.existing[key] : undefined
		if (had !== undefined && canonicalJson(had) === canonicalJson(value)) {
			values[key] = had
			continue
		}
		const attribute = byKey.get(key)
		if (!attribute) {
			if (ask.builtIn?.has(key) && isPlain(value)) values[key] = value
			else problems.push({ key, code: 'attribute-unknown' })
			continue
		}
		const closed = closedReason(attribute, ask)
		if (closed) {
			problems.push({ key, code: closed, ...(attribute.replacedBy ? { detail: attribute.replacedBy } : {}) })
			continue
		}
		const read = readValue(attribute, value)
		if (read.ok) values[key] = read.value
		else problems.push({ key, ...read.error })
	}
	for (const { key } of requiredAttributes(ask)) {
		if (values[key] === undefined && !problems.some((problem) => problem.key === key))
			problems.push({ key, code: 'attribute-required' })
	}
	return { values, problems }
}

function closedReason(attribute: Attribute, ask: AttributeAsk): (typeof ATTRIBUTE_PROBLEMS)[number] | null {
	if (attribute.effectiveFrom > ask.today) return 'attribute-not-yet'
	if (!isInForce(attribute, ask.today)) return 'attribute-deprecated'
	return appliesTo(attribute, ask.itemKind) ? null : 'attribute-elsewhere'
}

/**
 * The zod schema of a record's attributes, built from the dictionary: for forms in the browser and for whatever the
 * server is given. Issues carry the key as path and `<code>|<detail>` as message.
 */
export const attributesSchemaOf = (ask: AttributeAsk) =>
	z.record(z.string(), z.unknown()).transform((given, context) => {
		const { values, problems } = readAttributes(given, ask)
		for (const { key, code, detail } of problems) {
			context.addIssue({ code: 'custom', path: [key], message: detail ? `${code}|${detail}` : code })
		}
		return problems.length > 0 ? z.NEVER : values
	})
