import { useMemo, useState } from 'react'
import type { ImportMapping } from '../import.schema.ts'
import type { MappingProposal } from '../propose-mapping.model.ts'
import type { ColumnTarget } from '../target-fields.model.ts'

export type ColumnChoice = ImportMapping['columns'][number]

/** Below this a person should look. */
export const SURE = 0.75

/** How many proposals a person should look at. */
export const toConfirm = (proposal: readonly MappingProposal[]): number =>
	proposal.filter((one) => one.field !== 'ignore' && one.confidence < SURE).length

export interface ColumnChoices {
	readonly columns: readonly ColumnChoice[]
	readonly of: (column: number) => ColumnChoice
	readonly choose: (column: number, change: Partial<Omit<ColumnChoice, 'column'>>) => void
	/** Something differs from what the dry run went by. */
	readonly changed: boolean
}

/** What is chosen for the columns on this page, beginning with what is saved. */
export function useColumnChoices(saved: readonly ColumnChoice[]): ColumnChoices {
	const [edits, setEdits] = useState<Readonly<Record<number, ColumnChoice>>>({})
	return useMemo(() => {
		const columns = saved.map((choice) => edits[choice.column] ?? choice)
		const of = (column: number): ColumnChoice =>
			columns.find((choice) => choice.column === column) ?? { column, field: null as ColumnTarget | null }
		return {
			columns,
			of,
			choose: (column, change) => setEdits((before) => ({ ...before, [column]: withChange(of(column), change) })),
			changed: columns.some((choice, index) => textOf(choice) !== textOf(saved[index])),
		}
	}, [saved, edits])
}

/** The database keeps the keys of a choice in an order of its own. */
const textOf = (choice: ColumnChoice | undefined): string => JSON.stringify(choice && withChange(choice, {}))

/** Keys in one order, absent ones left out, so that the same choice is the same text. */
function withChange(before: ColumnChoice, change: Partial<ColumnChoice>): ColumnChoice {
	const { column, field, dayMonth, decimals, unit } = { ...before, ...change }
	return {
		column,
		field,
		...(dayMonth ? { dayMonth } : {}),
		...(decimals ? { decimals } : {}),
		...(unit ? { unit } : {}),
	}
}
