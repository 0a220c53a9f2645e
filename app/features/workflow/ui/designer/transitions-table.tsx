import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowTransition, WorkflowTrigger } from '../../workflow.schema.ts'
import { PickMany } from '../panel/pick-many.tsx'
import { useDesigner } from './designer-context.ts'
import { NameCell } from './name-cell.tsx'
import { RowActions } from './row-actions.tsx'
import { TableHead } from './states-table.tsx'
import { useNewParts } from './use-new-parts.ts'

type Row = { transition: WorkflowTransition; index: number }

/** What a step asks for, in short words. */
export function useAsks(): (transition: WorkflowTransition) => string[] {
	const { t } = useTranslation('workflow')
	return (transition) => [
		...(transition.permission ? [t('detail.permission', { action: transition.permission.action })] : []),
		...(transition.guards ?? []).map((guard) => t('detail.guard', { ruleSet: guard.ruleSet })),
		...(transition.signature ? [t('detail.signature')] : []),
		...(transition.approval ? [t('detail.approval', { count: transition.approval.quorum })] : []),
		...(transition.form?.required.length ? [t('detail.form', { fields: transition.form.required.join(', ') })] : []),
		...(transition.training?.length ? [t('detail.training', { courses: transition.training.join(', ') })] : []),
	]
}

/** Every transition as a row: name, from, to, what begins it, in place; what it asks for beside it. */
export function TransitionsTable() {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, readOnly, run, select, selected } = useDesigner()
	const { addTransition } = useNewParts()
	const asks = useAsks()
	const states = definition.states.map((state) => ({ value: state.key, label: say(titleOf(state)) }))
	const rows: Row[] = definition.transitions.map((transition, index) => ({ transition, index }))
	const last = rows.length - 1
	const move = ({ transition, index }: Row, to: number) => {
		if (to >= 0 && to <= last && to !== index) run({ type: 'move-transition', transition: transition.key, to })
	}
	const columns: Column<Row>[] = [
		{
			key: 'name',
			header: t('detail.step'),
			role: 'key',
			className: 'min-w-44',
			cell: (row) => (
				<NameCell
					title={titleOf(row.transition)}
					label={t('design.nameOf', { name: row.transition.key })}
					place={`/transitions/${row.index}`}
					onChange={(value) =>
						run(
							{ type: 'set-transition', transition: row.transition.key, field: 'title', value },
							`${row.transition.key}/title`,
						)
					}
					onAlt={(by) => move(row, row.index + by)}
					onEnter={() => select({ kind: 'transition', key: row.transition.key })}
				/>
			),
		},
		{
			key: 'from',
			header: t('detail.from'),
			className: 'min-w-40',
			cell: ({ transition }) => (
				<PickMany
					compact
					labelHidden
					required
					label={t('design.fromOf', { name: say(titleOf(transition)) })}
					value={transition.from}
					choices={states}
					readOnly={readOnly}
					onChange={(value) => run({ type: 'set-transition', transition: transition.key, field: 'from', value })}
				/>
			),
		},
		{
			key: 'to',
			header: t('detail.to'),
			className: 'min-w-36',
			cell: ({ transition }) => (
				<Select
					compact
					aria-label={t('design.toOf', { name: say(titleOf(transition)) })}
					disabled={readOnly}
					value={transition.to}
					options={states}
					onChange={(event) =>
						run({ type: 'set-transition', transition: transition.key, field: 'to', value: event.target.value })
					}
				/>
			),
		},
		{
			key: 'trigger',
			header: t('detail.trigger'),
			cell: ({ transition }) => <TriggerCell transition={transition} />,
		},
		{
			key: 'asks',
			header: t('detail.asks'),
			cell: ({ transition }) => (
				<span className="line-clamp-2 text-text-2">{asks(transition).join(' · ') || t('detail.none')}</span>
			),
		},
		{
			key: 'act',
			header: t('design.actions'),
			headerHidden: true,
			align: 'end',
			cell: (row) => (
				<RowActions
					name={say(titleOf(row.transition))}
					index={row.index}
					last={last}
					readOnly={readOnly}
					onOpen={() => select({ kind: 'transition', key: row.transition.key })}
					onMove={(to) => move(row, to)}
					onDuplicate={() => run({ type: 'duplicate-transition', transition: row.transition.key })}
					onRemove={() => run({ type: 'remove-transition', transition: row.transition.key })}
				/>
			),
		},
	]
	const [first] = definition.states
	const second = definition.states[1] ?? first
	return (
		<DataTable
			caption={t('detail.steps')}
			rows={rows}
			rowKey={({ transition, index }) => `${transition.key}#${index}`}
			currentKey={
				selected?.kind === 'transition'
					? `${selected.key}#${definition.transitions.findIndex(({ key }) => key === selected.key)}`
					: undefined
			}
			columns={columns}
			empty={<p className="p-4 text-text-2">{t('design.noSteps')}</p>}
			toolbar={
				<TableHead
					title={t('detail.steps')}
					count={t('design.stepCount', { count: rows.length })}
					action={
						!readOnly &&
						first &&
						second && (
							<Button size="sm" icon={Plus} onClick={() => addTransition(first.key, second.key)}>
								{t('design.step')}
							</Button>
						)
					}
				/>
			}
		/>
	)
}

function TriggerCell({ transition }: { transition: WorkflowTransition }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, run, known } = useDesigner()
	const set = (type: string) => {
		const [ruleSet = 'rule_set'] = known.ruleSets
		const value: WorkflowTrigger =
			type === 'timer'
				? { type, timer: 'breach' }
				: type === 'rule'
					? { type, ruleSet, outcome: known.outcomes?.[ruleSet]?.at(-1) ?? 'block' }
					: type === 'system'
						? { type }
						: { type: 'user' }
		run({ type: 'set-transition', transition: transition.key, field: 'trigger', value })
	}
	return (
		<Select
			compact
			className="w-32"
			aria-label={t('design.triggerOf', { name: say(titleOf(transition)) })}
			disabled={readOnly}
			value={transition.trigger.type}
			options={(['user', 'timer', 'rule', 'system'] as const).map((type) => ({
				value: type,
				label: t(`trigger.${type}`),
			}))}
			onChange={(event) => set(event.target.value)}
		/>
	)
}
