import type { FactCatalog } from '../fact-catalog.model.ts'
import type { BuilderRule } from './builder-query.ts'
import type { DecisionTable, TableRow } from './decision-table.ts'
import { type Dimension, dimensionKey, dimensionOf, NotComparable, partsOfRule } from './table-dimension.ts'

/** Parts of dimensions, by dimension: a region of the table. A dimension that is not there is not narrowed. */
export type Region = readonly { dimension: Dimension; parts: readonly number[] }[]

/** Two rows of different rules that both answer in a region, with different outcomes. */
export type Overlap = { rows: readonly [number, number]; region: Region; isHidden: boolean }

/** What is to say about a table. `gaps` is null where it was not analysed: there are too many combinations. */
export type Coverage = { overlaps: readonly Overlap[]; gaps: readonly Region[] | null; isAnalysed: boolean }

/** A row of any rule, with its rule's number and outcome, and which row of the rule it is. */
export type JudgedRow = { rule: number; outcome: string; row: TableRow; at: number }

/** What is said of a table that is not looked into. */
export const NOT_ANALYSED: Coverage = { overlaps: [], gaps: null, isAnalysed: false }

const MAX_COMBINATIONS = 20_000
const MAX_GAPS = 5
const MAX_ROWS = 300
const MAX_OVERLAPS = 200

/** Every row of a table in order. */
export const rowsOfTable = (table: DecisionTable, outcomeOf: (rule: number) => string): JudgedRow[] =>
	table.rules.flatMap((rule) =>
		rule.rows.map((row, at) => ({ rule: rule.index, outcome: outcomeOf(rule.index), row, at })),
	)

type Mask = readonly (readonly boolean[])[]

function dimensionsOf(rows: readonly JudgedRow[], catalog: FactCatalog): Dimension[] {
	const byKey = new Map<string, BuilderRule[]>()
	for (const rule of rows.flatMap(({ row }) => row.comparisons)) {
		const key = dimensionKey(rule)
		byKey.set(key, [...(byKey.get(key) ?? []), rule])
	}
	return [...byKey.values()].map((rules) => dimensionOf(rules, catalog))
}

const everything = ({ size, empty }: Dimension): boolean[] =>
	Array.from({ length: size }, (_, part) => !empty.has(part))

function maskOf({ row }: JudgedRow, dimensions: readonly Dimension[], catalog: FactCatalog): Mask {
	return dimensions.map((dimension) =>
		row.comparisons
			.filter((rule) => dimensionKey(rule) === dimension.key)
			.map((rule) => partsOfRule(rule, dimension, catalog))
			.reduce((all, parts) => all.map((is, part) => is && parts[part] === true), everything(dimension)),
	)
}

const partsIn = (mask: readonly boolean[]): number[] => mask.flatMap((is, part) => (is ? [part] : []))

const keysOf = ({ row }: JudgedRow): Set<string> => new Set(row.comparisons.map(dimensionKey))

function overlapOf(a: number, b: number, rows: readonly JudgedRow[], masks: readonly Mask[], dimensions: Dimension[]) {
	const [one, other, maskA, maskB] = [rows[a], rows[b], masks[a], masks[b]]
	if (!one || !other || !maskA || !maskB || one.rule === other.rule || one.outcome === other.outcome) return null
	const others = keysOf(other)
	const common = new Set([...keysOf(one)].filter((key) => others.has(key)))
	// Two checks of different things often hold together, and that is meant: they are no rows of one decision.
	if (common.size === 0) return null
	const both = maskA.map((parts, d) => parts.map((is, part) => is && maskB[d]?.[part] === true))
	if (both.some((parts) => !parts.includes(true))) return null
	const region = dimensions.flatMap((dimension, d) =>
		common.has(dimension.key) ? [{ dimension, parts: partsIn(both[d] ?? []) }] : [],
	)
	const isHidden = maskB.every((parts, d) => parts.every((is, part) => !is || maskA[d]?.[part] === true))
	return { rows: [a, b] as const, region, isHidden }
}

function* overlapsOf(
	rows: readonly JudgedRow[],
	masks: readonly Mask[],
	dimensions: Dimension[],
): Generator<undefined, Overlap[]> {
	const found: Overlap[] = []
	for (let a = 0; a < rows.length; a += 1) {
		for (let b = a + 1; b < rows.length && found.length < MAX_OVERLAPS; b += 1) {
			const overlap = overlapOf(a, b, rows, masks, dimensions)
			if (overlap) found.push(overlap)
		}
		yield
	}
	return found
}

/** Every combination of parts, as the index of a part for each dimension. */
function* combinations(sizes: readonly Dimension[]): Generator<number[]> {
	const at = sizes.map(() => 0)
	while (true) {
		if (at.every((part, d) => !sizes[d]?.empty.has(part))) yield [...at]
		let d = 0
		while (d < at.length && (at[d] ?? 0) + 1 >= (sizes[d]?.size ?? 0)) at[d++] = 0
		if (d >= at.length) return
		at[d] = (at[d] ?? 0) + 1
	}
}

const isCovered = (at: readonly number[], masks: readonly Mask[]): boolean =>
	masks.some((mask) => at.every((part, d) => mask[d]?.[part] === true))

/** Whether a row answers anywhere in a box; a box without any is a gap as a whole. */
const meets = (box: Mask, masks: readonly Mask[]): boolean =>
	masks.some((mask) => mask.every((parts, d) => parts.some((is, part) => is && box[d]?.[part] === true)))

/** The box grown from one combination as far as no row answers in it. */
function grow(at: readonly number[], masks: readonly Mask[], dimensions: readonly Dimension[]): Mask {
	let box: Mask = dimensions.map((dimension, d) => everything(dimension).map((is, part) => is && part === at[d]))
	for (const [d, dimension] of dimensions.entries())
		for (const part of partsIn(everything(dimension))) {
			const wider = box.map((parts, index) => (index === d ? parts.map((is, p) => is || p === part) : parts))
			if (!meets(wider, masks)) box = wider
		}
	return box
}

function* gapsOf(masks: readonly Mask[], dimensions: readonly Dimension[]): Generator<undefined, Region[]> {
	const boxes: Mask[] = []
	for (const at of combinations(dimensions)) {
		if (boxes.length >= MAX_GAPS) break
		if (!isCovered(at, masks) && !isCovered(at, boxes)) boxes.push(grow(at, masks, dimensions))
		yield
	}
	return boxes.map((box) =>
		dimensions.flatMap((dimension, d) => {
			const parts = partsIn(box[d] ?? [])
			return parts.length < dimension.size - dimension.empty.size ? [{ dimension, parts }] : []
		}),
	)
}

/**
 * Where rows of a table answer twice with different outcomes, and where none answers, in small steps, so that it can give
 * way to whoever types. A comparison of two facts is taken by itself: what three facts mean for each other is not looked
 * at, so that a region may be one that never comes. Too many rows or combinations, or values that cannot be compared, are
 * not analysed, and said so.
 */
export function* coverageSteps(rows: readonly JudgedRow[], catalog: FactCatalog): Generator<undefined, Coverage> {
	if (rows.length === 0 || rows.length > MAX_ROWS) return NOT_ANALYSED
	try {
		const dimensions = dimensionsOf(rows, catalog)
		const masks: Mask[] = []
		for (const row of rows) {
			masks.push(maskOf(row, dimensions, catalog))
			yield
		}
		const combined = dimensions.reduce((product, { size }) => product * size, 1)
		const gaps = combined <= MAX_COMBINATIONS ? yield* gapsOf(masks, dimensions) : null
		return { overlaps: yield* overlapsOf(rows, masks, dimensions), gaps, isAnalysed: true }
	} catch (error) {
		if (error instanceof NotComparable) return NOT_ANALYSED
		throw error
	}
}

/** The same in one go. */
export function coverageOf(rows: readonly JudgedRow[], catalog: FactCatalog): Coverage {
	const steps = coverageSteps(rows, catalog)
	let step = steps.next()
	while (!step.done) step = steps.next()
	return step.value
}
