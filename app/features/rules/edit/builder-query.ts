import { PATH_PATTERN } from '../condition.schema.ts'
import { OPERATORS } from '../operators.model.ts'
import { pointerStep } from '../problem.model.ts'

/** How the parts of a group are put together. `none` is a `not`: over one part, or over any of several. */
export type Combinator = 'all' | 'any' | 'none'

/** What a part carries that the builder does not show in its row. `keys` is the order in which its fields are written. */
type Meta = { keys: readonly string[]; title?: unknown; name?: unknown; bare?: true }

/** A comparison, or a reference to a shared condition, as react-querybuilder holds it. */
export type BuilderRule = {
	id?: string
	field: string
	operator: string
	value: unknown
	valueSource: 'value' | 'field'
	meta?: Meta
}
/** A group as react-querybuilder holds it. */
export type BuilderGroup = { id?: string; combinator: string; rules: BuilderPart[]; meta?: Meta }
export type BuilderPart = BuilderRule | BuilderGroup

/** The field of a reference to a shared condition; its value is the name. */
export const SHARED_FIELD = '#shared'

/** Why the builder cannot show a condition, or a condition cannot be made of what the builder holds. */
export class BuilderError extends Error {
	readonly place: string
	constructor(place: string, reason: string) {
		super(`${reason} (${place || '/'})`)
		this.name = 'BuilderError'
		this.place = place
	}
}

const GROUP_KEYS = ['all', 'any', 'not'] as const
const LEAF_KEYS = ['fact', 'path', 'operator', 'value', 'name', 'title']

export const isBuilderGroup = (part: BuilderPart): part is BuilderGroup => 'rules' in part

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

function checkKeys(condition: Record<string, unknown>, known: readonly string[], place: string): void {
	const odd = Object.keys(condition).find((key) => !known.includes(key))
	if (odd !== undefined) throw new BuilderError(`${place}${pointerStep(odd)}`, `“${odd}” is not known here`)
}

const metaOf = (condition: Record<string, unknown>): Meta => ({
	keys: Object.keys(condition),
	...('title' in condition ? { title: condition.title } : {}),
	...('name' in condition ? { name: condition.name } : {}),
})

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** Whether the builder has an editor for the value; what it has none for is never shown as something else. */
function isShowable(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isScalar)
	if (!isObject(value)) return isScalar(value)
	const keys = Object.keys(value).toSorted().join()
	return keys === 'unit,value' && typeof value.value === 'string' && typeof value.unit === 'string'
}

const nameOf = (fact: unknown, path: unknown, place: string): string => {
	if (typeof fact !== 'string' || fact === '') throw new BuilderError(`${place}/fact`, 'The fact is missing')
	if (typeof path !== 'string' || !PATH_PATTERN.test(path))
		throw new BuilderError(`${place}/path`, 'The path is not of the form $.name')
	return `${fact}${path.slice(1)}`
}

/** The fact and path of a name: `lot.expiresOn` is fact `lot`, path `$.expiresOn`. */
export function factAndPath(name: string): { fact: string; path: string } {
	const dot = name.indexOf('.')
	return { fact: name.slice(0, dot), path: `$${name.slice(dot)}` }
}

function ruleOf(leaf: Record<string, unknown>, place: string): BuilderRule {
	checkKeys(leaf, LEAF_KEYS, place)
	const field = nameOf(leaf.fact, leaf.path, place)
	if (!(OPERATORS as readonly unknown[]).includes(leaf.operator))
		throw new BuilderError(`${place}/operator`, `“${String(leaf.operator)}” is not an operator`)
	const rest = { field, operator: String(leaf.operator), meta: metaOf(leaf) }
	const { value } = leaf
	if (isObject(value) && 'fact' in value) {
		checkKeys(value, ['fact', 'path'], `${place}/value`)
		return { ...rest, valueSource: 'field', value: nameOf(value.fact, value.path, `${place}/value`) }
	}
	if (!isShowable(value))
		throw new BuilderError(`${place}/value`, 'The value is of a kind that the builder has none for')
	return { ...rest, valueSource: 'value', value }
}

function partOf(condition: unknown, place: string): BuilderPart {
	if (!isObject(condition)) throw new BuilderError(place, 'This is no condition')
	if ('condition' in condition) {
		checkKeys(condition, ['condition'], place)
		if (typeof condition.condition !== 'string') throw new BuilderError(`${place}/condition`, 'The name is missing')
		return { field: SHARED_FIELD, operator: 'equal', value: condition.condition, valueSource: 'value' }
	}
	return GROUP_KEYS.some((key) => key in condition) ? groupOf(condition, place) : ruleOf(condition, place)
}

function listOf(value: unknown, place: string): BuilderPart[] {
	if (!Array.isArray(value)) throw new BuilderError(place, 'A group holds a list')
	return value.map((part, index) => partOf(part, `${place}/${index}`))
}

/** `not` over a plain `any` of several is one group, “none of these”. */
const anyOfSeveral = (value: unknown): unknown[] | null =>
	isObject(value) && Object.keys(value).join() === 'any' && Array.isArray(value.any) && value.any.length !== 1
		? value.any
		: null

function groupOf(condition: Record<string, unknown>, place: string): BuilderGroup {
	const kinds = GROUP_KEYS.filter((key) => key in condition)
	const [kind] = kinds
	if (kind === undefined || kinds.length > 1) throw new BuilderError(place, 'A group is one of all, any, not')
	checkKeys(condition, [kind, 'title'], place)
	const meta = metaOf(condition)
	if (kind !== 'not') return { combinator: kind, rules: listOf(condition[kind], `${place}/${kind}`), meta }
	const several = anyOfSeveral(condition.not)
	const rules = several ? listOf(several, `${place}/not/any`) : [partOf(condition.not, `${place}/not`)]
	return { combinator: 'none', rules, meta }
}

/**
 * A condition as the builder shows it. Throws a `BuilderError` with the place where something is unknown or missing:
 * nothing is ever left out. A reference that stands alone is shown inside a group and comes back as it was.
 */
export function queryOf(condition: unknown, place = ''): BuilderGroup {
	const part = partOf(condition, place)
	if (isBuilderGroup(part)) return part
	if (part.field !== SHARED_FIELD) throw new BuilderError(place, 'A rule begins with a group')
	return { combinator: 'all', rules: [part], meta: { keys: [], bare: true } }
}

/** Fields in the order they were written before, new ones at the end. */
function ordered(condition: Record<string, unknown>, keys: readonly string[] = []): Record<string, unknown> {
	const order = [
		...keys.filter((key) => key in condition),
		...Object.keys(condition).filter((key) => !keys.includes(key)),
	]
	return Object.fromEntries(order.map((key) => [key, condition[key]]))
}

const named = (meta: Meta | undefined): Record<string, unknown> => ({
	...(meta?.name !== undefined ? { name: meta.name } : {}),
	...(meta?.title !== undefined ? { title: meta.title } : {}),
})

const isFactName = (name: unknown): name is string =>
	typeof name === 'string' && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(name)

function leafOf(rule: BuilderRule, place: string): Record<string, unknown> {
	const { field, operator, value, valueSource, meta } = rule
	if (field === SHARED_FIELD) {
		if (typeof value !== 'string' || value === '') throw new BuilderError(place, 'No shared condition is chosen')
		return { condition: value }
	}
	if (!isFactName(field)) throw new BuilderError(place, 'No fact is chosen')
	if (!(OPERATORS as readonly string[]).includes(operator)) throw new BuilderError(place, 'No operator is chosen')
	if (valueSource === 'field' && !isFactName(value)) throw new BuilderError(place, 'No fact to compare with is chosen')
	if (valueSource === 'value' && !isShowable(value)) throw new BuilderError(place, 'There is no value')
	const compared = valueSource === 'field' ? factAndPath(String(value)) : value
	return ordered({ ...factAndPath(field), operator, value: compared, ...named(meta) }, meta?.keys)
}

function conditionOfPart(part: BuilderPart, place: string): Record<string, unknown> {
	if (!isBuilderGroup(part)) return leafOf(part, place)
	const parts = part.rules.map((inner, index) => conditionOfPart(inner, `${place}/${index}`))
	const { combinator, meta } = part
	if (combinator === 'all' || combinator === 'any') return ordered({ [combinator]: parts, ...named(meta) }, meta?.keys)
	if (combinator !== 'none') throw new BuilderError(place, `“${combinator}” does not put conditions together`)
	const [only] = parts
	const not = only !== undefined && parts.length === 1 ? only : { any: parts }
	return ordered({ not, ...named(meta) }, meta?.keys)
}

/**
 * The condition that the builder shows. Throws a `BuilderError` where a part is incomplete or unknown.
 * `conditionOf(queryOf(condition))` is the condition, its fields in the same order.
 */
export function conditionOf(query: BuilderGroup): Record<string, unknown> {
	const [only] = query.rules
	if (query.meta?.bare && query.rules.length === 1 && only && !isBuilderGroup(only) && only.field === SHARED_FIELD)
		return leafOf(only, '/0')
	const { bare: _bare, ...meta } = query.meta ?? { keys: [] }
	return conditionOfPart({ ...query, meta }, '')
}

/** Where the part at a path of the builder stands in the document. */
export function placeOfPath(query: BuilderGroup, path: readonly number[], root: string): string {
	let [place, part]: [string, BuilderPart | undefined] = [root, query]
	for (const index of path) {
		if (!part || !isBuilderGroup(part)) return place
		const isSingle = part.rules.length === 1
		if (part.meta?.bare && isSingle) place = root
		else if (part.combinator === 'none') place = isSingle ? `${place}/not` : `${place}/not/any/${index}`
		else place = `${place}/${part.combinator}/${index}`
		part = part.rules[index]
	}
	return place
}
