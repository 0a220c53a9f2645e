import {
	BuilderError,
	type BuilderGroup,
	type BuilderPart,
	type BuilderRule,
	conditionOf,
	isBuilderGroup,
	queryOf,
	SHARED_FIELD,
} from './builder-query.ts'

/** One row: every comparison in it has to hold. `isBare` is a row that is written as one comparison without a group. */
export type TableRow = { comparisons: readonly BuilderRule[]; isBare: boolean; group: BuilderGroup | null }

/** A rule that fits a table. A rule that says “any of these” has several rows. */
export type TableRule = { index: number; root: BuilderGroup; rows: readonly TableRow[] }

/** Why a rule is not in the table: what it says cannot stand in rows and columns. */
export type Misfit = 'nested' | 'shared' | 'not' | 'unreadable'

export type DecisionTable = {
	/** The facts that any row looks at, `lot.expiresOn`, in the order they first appear. */
	columns: readonly string[]
	rules: readonly TableRule[]
	others: readonly { index: number; why: Misfit }[]
}

const isComparison = (part: BuilderPart): part is BuilderRule => !isBuilderGroup(part) && part.field !== SHARED_FIELD

function misfitOf(parts: readonly BuilderPart[]): Misfit | null {
	for (const part of parts) {
		if (isBuilderGroup(part)) return part.combinator === 'none' ? 'not' : 'nested'
		if (part.field === SHARED_FIELD) return 'shared'
	}
	return null
}

function rowOf(part: BuilderPart): TableRow | Misfit {
	if (!isBuilderGroup(part)) {
		return part.field === SHARED_FIELD ? 'shared' : { comparisons: [part], isBare: true, group: null }
	}
	if (part.combinator !== 'all') return part.combinator === 'none' ? 'not' : 'nested'
	const misfit = misfitOf(part.rules)
	return misfit ?? { comparisons: part.rules.filter(isComparison), isBare: false, group: part }
}

function rowsOf(root: BuilderGroup): readonly TableRow[] | Misfit {
	if (root.combinator === 'none') return 'not'
	if (root.combinator === 'all') {
		const misfit = misfitOf(root.rules)
		return misfit ?? [{ comparisons: root.rules.filter(isComparison), isBare: false, group: null }]
	}
	const rows = root.rules.map(rowOf)
	const misfit = rows.find((row) => typeof row === 'string')
	return misfit ?? rows.filter((row) => typeof row !== 'string')
}

type Read = { root: BuilderGroup; rows: readonly TableRow[] } | { why: Misfit }

const known = new WeakMap<object, Read>()

function readConditions(conditions: unknown): Read {
	try {
		const root = queryOf(conditions)
		const rows = rowsOf(root)
		return typeof rows === 'string' ? { why: rows } : { root, rows }
	} catch (error) {
		if (error instanceof BuilderError) return { why: 'unreadable' }
		throw error
	}
}

/** A rule that changes is another object, so each is read once however often the table is drawn. */
function readRule(rule: unknown, index: number): TableRule | { index: number; why: Misfit } {
	if (typeof rule !== 'object' || rule === null) return { index, why: 'unreadable' }
	const read = known.get(rule) ?? readConditions((rule as { conditions?: unknown }).conditions)
	known.set(rule, read)
	return { index, ...read }
}

/**
 * The rules as a decision table: columns are facts, a row is what has to hold together. A rule with nested groups,
 * negation or shared conditions is listed among `others`. The order of the rules and of what they say is kept.
 */
export function tableOf(rules: readonly unknown[]): DecisionTable {
	const read = rules.map(readRule)
	const fitting = read.filter((rule) => 'rows' in rule)
	const names = fitting.flatMap((rule) => rule.rows.flatMap((row) => row.comparisons.map(({ field }) => field)))
	return { columns: [...new Set(names)], rules: fitting, others: read.filter((rule) => 'why' in rule) }
}

/** The condition of a rule in the table: the same as it was where no cell was changed. */
export function conditionOfRule({ root, rows }: TableRule): Record<string, unknown> {
	if (root.combinator === 'all') return conditionOf({ ...root, rules: [...(rows[0]?.comparisons ?? [])] })
	return conditionOf({ ...root, rules: rows.map(partOfRow) })
}

function partOfRow({ comparisons, isBare, group }: TableRow): BuilderPart {
	const [only] = comparisons
	if (isBare && only && comparisons.length === 1) return only
	return { combinator: 'all', rules: [...comparisons], ...(group?.meta ? { meta: group.meta } : {}) }
}

/** Each comparison of the fact gives its place to the next new one; new ones beyond them follow the last. */
function replaced(old: readonly BuilderRule[], fact: string, comparisons: readonly BuilderRule[]): BuilderRule[] {
	const pending = [...comparisons]
	const last = old.findLastIndex(({ field }) => field === fact)
	const kept = old.flatMap((rule, index) => {
		if (rule.field !== fact) return [rule]
		return index === last ? pending.splice(0) : pending.splice(0, 1)
	})
	return [...kept, ...pending]
}

/** The rule with other comparisons of one fact in one row; the rest of the row keeps its place. None means “any”. */
export const withCell = (
	rule: TableRule,
	row: number,
	fact: string,
	comparisons: readonly BuilderRule[],
): TableRule => ({
	...rule,
	rows: rule.rows.map((old, index) =>
		index === row ? { ...old, comparisons: replaced(old.comparisons, fact, comparisons) } : old,
	),
})

/** A rule's condition with another comparison in a row: where `rows` is several, the rule says “any of these”. */
export const placeOfRow = (rule: TableRule, row: number): string => {
	const root = `/rules/${rule.index}/conditions`
	if (rule.root.combinator === 'all') return root
	return `${root}/any/${row}`
}
