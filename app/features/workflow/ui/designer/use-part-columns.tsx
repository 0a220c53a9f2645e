import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Column } from '#app/ui/data/data-table.tsx'
import type { WorkflowProblem } from '../../problem.model.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowState, WorkflowTransition } from '../../workflow.schema.ts'
import { useDesigner } from './designer-context.ts'
import { NameCell } from './name-cell.tsx'
import { RowActions } from './row-actions.tsx'

/** What a row of states and one of transitions have in common. */
export type PartRow<Part extends WorkflowState | WorkflowTransition> = {
	part: Part
	/** Its key, told from that of another where two have one while they are typed. */
	id: string
	index: number
	isLast: boolean
	problems: readonly WorkflowProblem[]
}

/** A row by its part, wherever it is moved to. */
export const partRowKey = ({ id }: PartRow<WorkflowState | WorkflowTransition>): string => id

/** What each part of a list goes by, see `PartRow`. */
export function partIds(parts: readonly { key: string }[]): string[] {
	const times = new Map<string, number>()
	return parts.map(({ key }) => {
		const before = times.get(key) ?? 0
		times.set(key, before + 1)
		return before === 0 ? key : `${key}#${before}`
	})
}

type Kind = 'state' | 'transition'

/** The commands of a row, by what it is a row of. */
const COMMANDS = {
	state: {
		rename: (key: string, value: unknown) => ({ type: 'set-state', state: key, field: 'title', value }) as const,
		move: (key: string, to: number) => ({ type: 'move-state', state: key, to }) as const,
		duplicate: (key: string) => ({ type: 'duplicate-state', state: key }) as const,
		remove: (key: string) => ({ type: 'remove-state', state: key }) as const,
	},
	transition: {
		rename: (key: string, value: unknown) =>
			({ type: 'set-transition', transition: key, field: 'title', value }) as const,
		move: (key: string, to: number) => ({ type: 'move-transition', transition: key, to }) as const,
		duplicate: (key: string) => ({ type: 'duplicate-transition', transition: key }) as const,
		remove: (key: string) => ({ type: 'remove-transition', transition: key }) as const,
	},
}

type Options = { header: string; width: readonly [number, number]; lastRefused?: string }

/**
 * The first and the last column of a table of states or transitions: its name, which is moved up and down and opened by
 * the keyboard, and what can be done with it. `lastRefused`: why the only one cannot be removed.
 */
export function usePartColumns<Row extends PartRow<WorkflowState | WorkflowTransition>>(
	kind: Kind,
	{ header, width, lastRefused }: Options,
): { name: Column<Row>; act: Column<Row> } {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, run, select } = useDesigner()
	const [least, share] = width
	return useMemo(() => {
		const commands = COMMANDS[kind]
		const move = ({ part, index, isLast }: Row, to: number) => {
			if (to >= 0 && !(isLast && to > index)) run(commands.move(part.key, to))
		}
		return {
			name: {
				key: 'name',
				width: [least, share],
				header,
				role: 'key',
				rest: ({ part }) => <span className="px-2 font-medium">{say(titleOf(part))}</span>,
				cell: (row) => (
					<NameCell
						title={titleOf(row.part)}
						label={t('design.nameOf', { name: row.part.key })}
						place={`/${kind}s/${row.index}`}
						problems={row.problems}
						readOnly={readOnly}
						onChange={(value) => run(commands.rename(row.part.key, value), `${row.part.key}/title`)}
						onAlt={(by) => move(row, row.index + by)}
						onEnter={() => select({ kind, key: row.part.key })}
					/>
				),
			},
			act: {
				key: 'act',
				width: [5.5, 0],
				header: t('design.actions'),
				headerHidden: true,
				align: 'end',
				rest: () => null,
				cell: (row) => (
					<RowActions
						name={say(titleOf(row.part))}
						index={row.index}
						isLast={row.isLast}
						readOnly={readOnly}
						removeRefused={row.index === 0 && row.isLast ? lastRefused : undefined}
						onOpen={() => select({ kind, key: row.part.key })}
						onMove={(to) => move(row, to)}
						onDuplicate={() => run(commands.duplicate(row.part.key))}
						onRemove={() => run(commands.remove(row.part.key))}
					/>
				),
			},
		}
	}, [t, say, readOnly, run, select, kind, header, least, share, lastRefused])
}
