import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { freeKey } from '../../design/design-keys.ts'
import { BUSINESS, ELAPSED } from '../../duration.model.ts'
import { SLA_EFFECTS, type SlaEffect, type WorkflowSla, type WorkflowState } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { ActionsEditor } from './actions-editor.tsx'
import { DurationInput } from './duration-input.tsx'
import { KeptInput } from './kept-input.tsx'
import { ProblemsAt } from './problems-at.tsx'

/** The deadlines of a state: after how long, of what time, and what then happens. */
export function SlaEditor({ state, place }: { state: WorkflowState; place: string }) {
	const { t } = useTranslation('workflow')
	const { readOnly, run, known } = useDesigner()
	const sla = state.sla ?? []
	const named = (own: string | undefined) =>
		[...new Set([...(known.calendars ?? []), ...(own ? [own] : [])])].filter(
			(key) => key !== ELAPSED && key !== BUSINESS,
		)
	const put = (next: readonly WorkflowSla[], field?: string) =>
		run({ type: 'set-state', state: state.key, field: 'sla', value: next.length > 0 ? next : undefined }, field)
	const change = (index: number, part: Partial<WorkflowSla>) => {
		const one = sla[index]
		return one ? put(sla.with(index, { ...one, ...part }), `${state.key}/sla/${index}`) : null
	}
	const add = () =>
		put([
			...sla,
			{
				key: freeKey(
					sla.map(({ key }) => key),
					sla.length === 0 ? 'warn' : 'breach',
				),
				after: 'P1D',
				effect: 'warn',
			},
		])
	return (
		<CardSection
			title={t('detail.timers')}
			actions={
				!readOnly && <IconButton icon={Plus} size="sm" variant="ghost" label={t('panel.addTimer')} onClick={add} />
			}
		>
			{sla.length === 0 && <p className="text-12 text-text-3">{t('panel.noTimers')}</p>}
			<ul className="flex flex-col gap-3">
				{sla.map((one, index) => (
					<li key={one.key} data-place={`${place}/sla/${index}`} className="rounded-2 border border-line p-2.5">
						<ProblemsAt place={`${place}/sla/${index}`} />
						<div className="flex items-center gap-1.5">
							<div className="min-w-0 flex-1">
								<DurationInput
									label={t('panel.after')}
									value={one.after}
									readOnly={readOnly}
									onChange={(after) => change(index, { after })}
								/>
							</div>
							{!readOnly && (
								<IconButton
									icon={Trash2}
									size="sm"
									variant="ghost"
									label={t('panel.removeTimer', { timer: one.key })}
									onClick={() => put(sla.toSpliced(index, 1))}
								/>
							)}
						</div>
						<div className="mt-1.5 grid grid-cols-2 gap-1.5">
							<Select
								compact
								aria-label={t('panel.timeOf')}
								disabled={readOnly}
								value={one.calendar ?? 'elapsed'}
								options={[
									{ value: ELAPSED, label: t('calendar.elapsed') },
									{ value: BUSINESS, label: t('calendar.business') },
									...named(one.calendar).map((key) => ({ value: key, label: t('calendar.named', { key }) })),
								]}
								onChange={(event) => change(index, { calendar: event.target.value })}
							/>
							<Select
								compact
								aria-label={t('panel.effect')}
								disabled={readOnly}
								value={one.effect}
								options={SLA_EFFECTS.map((kind) => ({ value: kind, label: t(`effect.${kind}`) }))}
								onChange={(event) => change(index, { effect: event.target.value as SlaEffect })}
							/>
						</div>
						<KeptInput
							label={t('panel.timerKey')}
							className="mt-1.5"
							mono
							value={one.key}
							readOnly={readOnly}
							onKeep={(key) => {
								const refused = change(index, { key })
								return refused ? t('command.invalid-key') : null
							}}
						/>
						<ActionsEditor
							actions={one.actions ?? []}
							place={`${place}/sla/${index}/actions`}
							onChange={(actions) => {
								const { actions: _before, ...rest } = one
								put(sla.with(index, actions.length > 0 ? { ...rest, actions } : rest), `${state.key}/sla/${index}/do`)
							}}
						/>
					</li>
				))}
			</ul>
		</CardSection>
	)
}
