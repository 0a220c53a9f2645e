import { Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { useSteadyRows } from '#app/ui/data/use-steady-rows.ts'
import { Select } from '#app/ui/forms/select.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { durationWords } from '../../design/definition-words.ts'
import { titleOf, toneOf } from '../../workflow.model.ts'
import { STATE_CATEGORIES, STATE_LOCKS, type WorkflowState } from '../../workflow.schema.ts'
import { PickMany } from '../panel/pick-many.tsx'
import { useDesigner } from './designer-context.ts'
import { useNewParts } from './use-new-parts.ts'
import { type PartRow, partIds, partRowKey, usePartColumns } from './use-part-columns.tsx'

type Row = PartRow<WorkflowState> & { in: readonly string[]; out: readonly string[]; count: number }

/** Every state as a row: name, category, locks in place; what leads in and out, and how many records stand there. */
export function StatesTable() {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, readOnly, selected, counts, problemsAt } = useDesigner()
	const { addState } = useNewParts()
	const columns = useStateColumns()
	const { states, transitions } = definition
	const ids = partIds(states)
	const rows = useSteadyRows(
		states.map(
			(state, index): Row => ({
				part: state,
				id: ids[index] ?? state.key,
				index,
				isLast: index === states.length - 1,
				in: transitions.filter(({ to }) => to === state.key).map((one) => say(titleOf(one))),
				out: transitions.filter(({ from }) => from.includes(state.key)).map((one) => say(titleOf(one))),
				count: counts[state.key] ?? 0,
				problems: problemsAt(`/states/${index}`),
			}),
		),
		partRowKey,
	)
	return (
		<DataTable
			long
			caption={t('detail.states')}
			rows={rows}
			rowKey={partRowKey}
			currentKey={selected?.kind === 'state' ? selected.key : undefined}
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

/** The columns stay the same while a row is changed, so that no other row is drawn again. */
function useStateColumns(): readonly Column<Row>[] {
	const { t } = useTranslation('workflow')
	const { say, number } = useReader()
	const { readOnly, run } = useDesigner()
	const { name, act } = usePartColumns<Row>('state', {
		header: t('detail.state'),
		width: [9, 2],
		lastRefused: t('command.last-state'),
	})
	return useMemo(() => {
		const categories = STATE_CATEGORIES.map((one) => ({ value: one, label: t(`category.${one}`) }))
		const locks = STATE_LOCKS.map((one) => ({ value: one, label: t(`lock.${one}`) }))
		const lockWords = ({ locks: held }: WorkflowState) =>
			held?.map((one) => t(`lock.${one}`)).join(t('panel.comma')) || t('panel.none')
		const set = ({ key }: WorkflowState, field: 'category' | 'locks', value: unknown) =>
			run({ type: 'set-state', state: key, field, value })
		const list = (names: readonly string[]) => (
			<span className="line-clamp-2 text-text-2" title={names.join(t('panel.comma'))}>
				{names.join(t('panel.comma')) || t('detail.none')}
			</span>
		)
		return [
			name,
			{
				key: 'tone',
				width: [9.5, 0],
				header: t('panel.tone'),
				role: 'plain',
				cell: ({ part: state }) => <StatusText tone={toneOf(state)} label={t(`tone.${toneOf(state)}`)} />,
			},
			{
				key: 'category',
				width: [7.5, 0],
				header: t('detail.category'),
				rest: ({ part }) => <span className="px-2">{t(`category.${part.category}`)}</span>,
				cell: ({ part: state }) => (
					<Select
						compact
						aria-label={t('design.categoryOf', { name: say(titleOf(state)) })}
						disabled={readOnly}
						value={state.category}
						options={categories}
						onChange={(event) => set(state, 'category', event.target.value)}
					/>
				),
			},
			{
				key: 'records',
				width: [3.5, 0],
				header: t('design.now'),
				align: 'end',
				cell: ({ count }) => number(count),
			},
			{
				key: 'locks',
				width: [6.5, 1],
				header: t('detail.locks'),
				rest: ({ part }) => <span className="px-2">{lockWords(part)}</span>,
				cell: ({ part: state }) => (
					<PickMany
						compact
						labelHidden
						label={t('design.locksOf', { name: say(titleOf(state)) })}
						value={state.locks ?? []}
						choices={locks}
						readOnly={readOnly}
						onChange={(value) => set(state, 'locks', value.length > 0 ? value : undefined)}
					/>
				),
			},
			{ key: 'in', width: [6.5, 1.5], header: t('design.inBy'), cell: (row) => list(row.in) },
			{ key: 'out', width: [6.5, 1.5], header: t('design.outBy'), cell: (row) => list(row.out) },
			{
				key: 'timers',
				width: [5.5, 0],
				header: t('detail.timers'),
				role: 'plain',
				cell: ({ part: state }) =>
					(state.sla ?? []).map((sla) => say(durationWords(sla.after))).join(t('panel.comma')) || t('detail.none'),
			},
			act,
		]
	}, [t, say, number, readOnly, run, name, act])
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
