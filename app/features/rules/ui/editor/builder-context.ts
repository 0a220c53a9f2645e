import { createContext, useContext } from 'react'
import type { RuleGroupType, RuleType } from 'react-querybuilder'
import { type BuilderGroup, type BuilderPart, isBuilderGroup, placeOfPath } from '../../edit/builder-query.ts'

type Built = { root: BuilderGroup; place: string; within: string | undefined }

export const BuilderContext = createContext<Built | null>(null)

function useBuilt(): Built {
	const built = useContext(BuilderContext)
	if (!built) throw new Error('A condition stands outside of the builder')
	return built
}

/** Where the part at a path stands in the document. */
export function usePlace(path: readonly number[]): string {
	const { root, place } = useBuilt()
	return placeOfPath(root, path, place)
}

/** How many parts the group has in which the part at a path stands. */
export function useSiblings(path: readonly number[]): number {
	const { root } = useBuilt()
	const parent = path
		.slice(0, -1)
		.reduce<BuilderPart | undefined>((part, at) => (part && isBuilderGroup(part) ? part.rules[at] : undefined), root)
	return parent && isBuilderGroup(parent) ? parent.rules.length : 0
}

/** The shared condition that is being edited, if it is one. */
export const useWithin = (): string | undefined => useBuilt().within

function changedPart(
	part: BuilderPart,
	path: readonly number[],
	change: (part: BuilderPart) => BuilderPart,
): BuilderPart {
	const [index, ...rest] = path
	if (index === undefined) return change(part)
	if (!isBuilderGroup(part)) throw new Error('A path of the builder leads through a comparison')
	return { ...part, rules: part.rules.map((inner, at) => (at === index ? changedPart(inner, rest, change) : inner)) }
}

type Store = { getQuery: () => unknown; dispatchQuery: (query: RuleGroupType) => void }

/** Puts another part in the place of one, under the same id, so that the focus stays where it is. */
export function replacePart(schema: Store, path: readonly number[], part: BuilderPart): void {
	const query = schema.getQuery() as BuilderGroup
	const next = changedPart(query, path, (old) => ({ ...part, ...(old.id === undefined ? {} : { id: old.id }) }))
	schema.dispatchQuery(next as unknown as RuleGroupType)
}

/** A part of ours as react-querybuilder's. Both have the same fields; theirs say less about them. */
export const asRule = (part: BuilderPart): RuleType => part as unknown as RuleType
export const asGroup = (part: BuilderPart): RuleGroupType => part as unknown as RuleGroupType
