import { Plus } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { useSteadyRows } from '#app/ui/data/use-steady-rows.ts'
import { Select } from '#app/ui/forms/select.tsx'
import { permissionWords } from '../../design/definition-words.ts'
import type { KnownNames } from '../../problem.model.ts'
import { fieldLabel } from '../../refusal-messages.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowTransition, WorkflowTrigger } from '../../workflow.schema.ts'
import { PickMany } from '../panel/pick-many.tsx'
import { useDesigner } from './designer-context.ts'
import { TableHead } from './states-table.tsx'
import { useNewParts } from './use-new-parts.ts'
import { type PartRow, partIds, partRowKey, usePartColumns } from './use-part-columns.tsx'

type Row = PartRow<WorkflowTransition>

/** What a step asks for, in short words. */
export function useAsks(): (transition: WorkflowTransition) => string[] {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { known } = useDesigner()
	return useCallback(
		(transition) => [
			...(transition.permission
				? [t('detail.permission', { action: say(permissionWords(transition.permission.action)) })]
				: []),
			...(transition.guards ?? []).map(({ ruleSet }) =>
				t('detail.guard', { ruleSet: say(known.ruleSetTitles?.[ruleSet] ?? { en: ruleSet, 'zh-CN': ruleSet }) }),
			),
			...(transition.signature ? [t('detail.signature')] : []),
			...(transition.approval ? [t('detail.approval', { count: transition.approval.quorum })] : []),
			...(transition.form?.required.length
				? [
						t('detail.form', {
							fields: transition.form.required
								.map((field) => say(fieldLabel(transition, field)))
								.join(t('panel.comma')),
						}),
					]
				: []),
			...(transition.training?.length ? [t('detail.training', { courses: transition.training.join(', ') })] : []),
		],
		[t, say, known],
	)
}

/** Every transition as a row: name, from, to, what begins it, in place; what it asks for beside it. */
export function TransitionsTable() {
	const { t } = useTranslation('workflow')
	const { definition, readOnly, selected, problemsAt } = useDesigner()
	const { addTransition } = useNewParts()
	const columns = useStepColumns()
	const last = definition.transitions.length - 1
	const ids = partIds(definition.transitions)
	const rows = useSteadyRows(
		definition.transitions.map(
			(transition, index): Row => ({
				part: transition,
				id: ids[index] ?? transition.key,
				index,
				isLast: index === last,
				problems: problemsAt(`/transitions/${index}`),
			}),
		),
		partRowKey,
	)
	const [first] = definition.states
	const second = definition.states[1] ?? first
	return (
		<DataTable
			long
			caption={t('detail.steps')}
			rows={rows}
			rowKey={partRowKey}
			currentKey={selected?.kind === 'transition' ? selected.key : undefined}
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

/** The columns stay the same while a row is changed, so that no other row is drawn again. */
function useStepColumns(): readonly Column<Row>[] {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, readOnly, run, known } = useDesigner()
	const asks = useAsks()
	const { name, act } = usePartColumns<Row>('transition', { header: t('detail.step'), width: [11, 2] })
	const { states } = definition
	// Loaded anew with every save, and asked for only when a trigger is chosen.
	const latest = useRef(known)
	latest.current = known
	return useMemo(() => {
		const choices = states.map((state) => ({ value: state.key, label: say(titleOf(state)) }))
		const names = new Map(choices.map(({ value, label }) => [value, label]))
		const resting = (words: readonly string[]) => <span className="px-2">{words.join(t('panel.comma'))}</span>
		const triggers = (['user', 'timer', 'rule', 'system'] as const).map((type) => ({
			value: type,
			label: t(`trigger.${type}`),
		}))
		const set = ({ key }: WorkflowTransition, field: 'from' | 'to' | 'trigger', value: unknown) =>
			run({ type: 'set-transition', transition: key, field, value })
		return [
			name,
			{
				key: 'from',
				width: [9, 1.5],
				header: t('detail.from'),
				rest: ({ part }) => resting(part.from.map((key) => names.get(key) ?? key)),
				cell: ({ part: transition }) => (
					<PickMany
						compact
						labelHidden
						required
						label={t('design.fromOf', { name: say(titleOf(transition)) })}
						value={transition.from}
						choices={choices}
						readOnly={readOnly}
						onChange={(value) => set(transition, 'from', value)}
					/>
				),
			},
			{
				key: 'to',
				width: [8.5, 1.2],
				header: t('detail.to'),
				rest: ({ part }) => resting([names.get(part.to) ?? part.to]),
				cell: ({ part: transition }) => (
					<Select
						compact
						lean
						aria-label={t('design.toOf', { name: say(titleOf(transition)) })}
						disabled={readOnly}
						value={transition.to}
						options={choices}
						onChange={(event) => set(transition, 'to', event.target.value)}
					/>
				),
			},
			{
				key: 'trigger',
				width: [8.5, 0],
				header: t('detail.trigger'),
				rest: ({ part }) => resting([t(`trigger.${part.trigger.type}`)]),
				cell: ({ part: transition }) => (
					<Select
						compact
						lean
						aria-label={t('design.triggerOf', { name: say(titleOf(transition)) })}
						disabled={readOnly}
						value={transition.trigger.type}
						options={triggers}
						onChange={(event) => set(transition, 'trigger', newTrigger(event.target.value, latest.current))}
					/>
				),
			},
			{
				key: 'asks',
				width: [8, 2],
				header: t('detail.asks'),
				cell: ({ part: transition }) => (
					<span className="line-clamp-2 text-text-2">{asks(transition).join(' · ') || t('detail.none')}</span>
				),
			},
			act,
		]
	}, [t, say, asks, states, readOnly, run, name, act])
}

/** What begins a step, newly chosen, with the first names that there are. */
function newTrigger(type: string, { ruleSets, outcomes }: KnownNames): WorkflowTrigger {
	const [ruleSet = 'rule_set'] = ruleSets
	switch (type) {
		case 'timer':
			return { type, timer: 'breach' }
		case 'rule':
			return { type, ruleSet, outcome: outcomes?.[ruleSet]?.at(-1) ?? 'block' }
		case 'system':
			return { type }
		default:
			return { type: 'user' }
	}
}
