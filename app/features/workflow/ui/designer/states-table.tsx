import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { titleOf, toneOf } from '../../workflow.model.ts'
import { STATE_CATEGORIES, STATE_LOCKS, type WorkflowState } from '../../workflow.schema.ts'
import { PickMany } from '../panel/pick-many.tsx'
import { useDesigner } from './designer-context.ts'
import { NameCell } from './name-cell.tsx'
import { RowActions } from './row-actions.tsx'
import { useNewParts } from './use-new-parts.ts'

type Row = { state: WorkflowState; index: number; in: string[]; out: string[] }

/** Every state as a row: name, category, locks in place; what leads in and out, and how many records stand there. */
export function StatesTable() {
	const { t } = useTranslation('workflow')
	const { say, number } = useReader()
	const { definition, readOnly, run, select, selected, counts } = useDesigner()
	const { addState } = useNewParts()
	const rows: Row[] = definition.states.map((state, index) => ({
		state,
		index,
		in: definition.transitions.filter(({ to }) => to === state.key).map((one) => say(titleOf(one))),
		out: definition.transitions.filter(({ from }) => from.includes(state.key)).map((one) => say(titleOf(one))),
	}))
	const last = rows.length - 1
	const move = ({ state, index }: Row, to: number) => {
		if (to >= 0 && to <= last && to !== index) run({ type: 'move-state', state: state.key, to })
	}
	const list = (names: readonly string[]) => (
		<span className="line-clamp-2 text-text-2" title={names.join(t('panel.comma'))}>
			{names.join(t('panel.comma')) || t('detail.none')}
		</span>
	)
	const columns: Column<Row>[] = [
		{
			key: 'name',
			header: t('detail.state'),
			role: 'key',
			className: 'min-w-44',
			cell: (row) => (
				<NameCell
					title={titleOf(row.state)}
					label={t('design.nameOf', { name: row.state.key })}
					place={`/states/${row.index}`}
					onChange={(value) =>
						run({ type: 'set-state', state: row.state.key, field: 'title', value }, `${row.state.key}/title`)
					}
					onAlt={(by) => move(row, row.index + by)}
					onEnter={() => select({ kind: 'state', key: row.state.key })}
				/>
			),
		},
		{
			key: 'tone',
			header: t('panel.tone'),
			role: 'plain',
			cell: ({ state }) => <StatusText tone={toneOf(state)} label={t(`tone.${toneOf(state)}`)} />,
		},
		{
			key: 'category',
			header: t('detail.category'),
			cell: ({ state }) => (
				<Select
					compact
					className="w-32"
					aria-label={t('design.categoryOf', { name: say(titleOf(state)) })}
					disabled={readOnly}
					value={state.category}
					options={STATE_CATEGORIES.map((one) => ({ value: one, label: t(`category.${one}`) }))}
					onChange={(event) =>
						run({ type: 'set-state', state: state.key, field: 'category', value: event.target.value })
					}
				/>
			),
		},
		{
			key: 'records',
			header: t('design.now'),
			align: 'end',
			cell: ({ state }) => number(counts[state.key] ?? 0),
		},
		{
			key: 'locks',
			header: t('detail.locks'),
			className: 'min-w-32',
			cell: ({ state }) => (
				<PickMany
					compact
					labelHidden
					label={t('design.locksOf', { name: say(titleOf(state)) })}
					value={state.locks ?? []}
					choices={STATE_LOCKS.map((one) => ({ value: one, label: t(`lock.${one}`) }))}
					readOnly={readOnly}
					onChange={(value) =>
						run({ type: 'set-state', state: state.key, field: 'locks', value: value.length > 0 ? value : undefined })
					}
				/>
			),
		},
		{ key: 'in', header: t('design.inBy'), cell: (row) => list(row.in) },
		{ key: 'out', header: t('design.outBy'), cell: (row) => list(row.out) },
		{
			key: 'timers',
			header: t('detail.timers'),
			role: 'plain',
			cell: ({ state }) => (state.sla ?? []).map((sla) => sla.after).join(t('panel.comma')) || t('detail.none'),
		},
		{
			key: 'act',
			header: t('design.actions'),
			headerHidden: true,
			align: 'end',
			cell: (row) => (
				<RowActions
					name={say(titleOf(row.state))}
					index={row.index}
					last={last}
					readOnly={readOnly}
					removeRefused={last === 0 ? t('command.last-state') : undefined}
					onOpen={() => select({ kind: 'state', key: row.state.key })}
					onMove={(to) => move(row, to)}
					onDuplicate={() => run({ type: 'duplicate-state', state: row.state.key })}
					onRemove={() => run({ type: 'remove-state', state: row.state.key })}
				/>
			),
		},
	]
	return (
		<DataTable
			caption={t('detail.states')}
			rows={rows}
			rowKey={({ state, index }) => `${state.key}#${index}`}
			currentKey={
				selected?.kind === 'state'
					? `${selected.key}#${definition.states.findIndex(({ key }) => key === selected.key)}`
					: undefined
			}
			columns={columns}
			toolbar={
				<TableHead
					title={t('detail.states')}
					count={t('design.stateCount', { count: rows.length })}
					action={
						!readOnly && (
							<Button size="sm" icon={Plus} onClick={() => addState()}>
								{t('design.state')}
							</Button>
						)
					}
				/>
			}
		/>
	)
}

/** The name of a table, how many rows it has, and the button that adds one. */
export function TableHead({ title, count, action }: { title: string; count: string; action: ReactNode }) {
	return (
		<div className="flex items-center gap-2 border-y border-line px-4 py-2">
			<h3 className="text-13">{title}</h3>
			<span className="flex-1 text-12 text-text-3">{count}</span>
			{action}
		</div>
	)
}
