import { Copy, Plus, Trash2 } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import type { StateField } from '../../design/design-command.model.ts'
import { titleOf } from '../../workflow.model.ts'
import { STATE_CATEGORIES, STATE_LOCKS, STATE_TONES, type WorkflowState } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { useNewParts } from '../designer/use-new-parts.ts'
import { KeptInput } from './kept-input.tsx'
import { PickMany } from './pick-many.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { SlaEditor } from './sla-editor.tsx'
import { TextPair } from './text-pair.tsx'

/** Everything that a state can have, and what can be done with it. */
export function StatePanel({ state, index }: { state: WorkflowState; index: number }) {
	const { t } = useTranslation('workflow')
	const { definition, readOnly, run, select } = useDesigner()
	const { key } = state
	const place = `/states/${index}`
	const set = (field: StateField, value: unknown) =>
		run({ type: 'set-state', state: key, field, value }, `${key}/${field}`)
	return (
		<>
			<CardSection>
				<ProblemsAt place={place} own />
				<TextPair
					label={t('panel.name')}
					value={state.title}
					required
					readOnly={readOnly}
					place={`${place}/title`}
					onChange={(value) => set('title', value)}
				/>
				<div className="mt-3 grid grid-cols-2 gap-3">
					<Field label={t('detail.category')}>
						<Select
							disabled={readOnly}
							value={state.category}
							data-place={`${place}/category`}
							options={STATE_CATEGORIES.map((one) => ({ value: one, label: t(`category.${one}`) }))}
							onChange={(event) => set('category', event.target.value)}
						/>
					</Field>
					<Field label={t('panel.tone')}>
						<Select
							disabled={readOnly}
							value={state.tone ?? ''}
							placeholder={t('panel.toneOfCategory')}
							options={STATE_TONES.map((one) => ({ value: one, label: t(`tone.${one}`) }))}
							onChange={(event) => set('tone', event.target.value || undefined)}
						/>
					</Field>
					<PickMany
						label={t('detail.locks')}
						value={state.locks ?? []}
						choices={STATE_LOCKS.map((one) => ({ value: one, label: t(`lock.${one}`) }))}
						readOnly={readOnly}
						onChange={(value) => set('locks', value.length > 0 ? value : undefined)}
					/>
					<Field label={t('panel.begins')}>
						<Select
							disabled={readOnly || definition.initial === key}
							value={definition.initial === key ? 'yes' : 'no'}
							options={[
								{ value: 'yes', label: t('panel.yes') },
								{ value: 'no', label: t('panel.no') },
							]}
							onChange={() => run({ type: 'set-workflow', field: 'initial', value: key })}
						/>
					</Field>
				</div>
			</CardSection>
			<StepsOf state={state} />
			<SlaEditor state={state} place={place} />
			<CardSection title={t('panel.more')}>
				<TextPair
					label={t('panel.description')}
					value={state.description}
					long
					readOnly={readOnly}
					onChange={(value) => set('description', value)}
				/>
				<KeptInput
					label={t('panel.key')}
					className="mt-3"
					mono
					value={key}
					readOnly={readOnly}
					hint={t('panel.keyHint')}
					onKeep={(to) => {
						const refused = run({ type: 'rename-state', state: key, to })
						if (!refused) select({ kind: 'state', key: to })
						return refused ? t(`command.${refused}`) : null
					}}
				/>
			</CardSection>
			{!readOnly && <StateActions state={state} />}
		</>
	)
}

/** The steps that lead here and on from here, each to be opened. */
function StepsOf({ state }: { state: WorkflowState }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, select } = useDesigner()
	const parts = [
		{ label: t('design.inBy'), steps: definition.transitions.filter(({ to }) => to === state.key) },
		{ label: t('design.outBy'), steps: definition.transitions.filter(({ from }) => from.includes(state.key)) },
	]
	return (
		<CardSection title={t('detail.steps')}>
			<dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5">
				{parts.map(({ label, steps }) => (
					<Fragment key={label}>
						<dt className="text-12 leading-6 text-text-2">{label}</dt>
						<dd className="flex flex-wrap gap-x-3">
							{steps.length === 0 && <span className="leading-6 text-text-3">{t('detail.none')}</span>}
							{steps.map((step) => (
								<button
									key={step.key}
									type="button"
									className="min-h-6 text-left text-accent hover:underline"
									onClick={() => select({ kind: 'transition', key: step.key })}
								>
									{say(titleOf(step))}
								</button>
							))}
						</dd>
					</Fragment>
				))}
			</dl>
		</CardSection>
	)
}

function StateActions({ state }: { state: WorkflowState }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, run, select } = useDesigner()
	const { addTransition } = useNewParts()
	const [to, setTo] = useState('')
	const { key } = state
	const add = () => {
		addTransition(key, to)
		setTo('')
	}
	return (
		<CardSection title={t('panel.doMore')}>
			<Field label={t('panel.stepTo')}>
				<Select
					value={to}
					placeholder={t('panel.choose')}
					options={definition.states.map((one) => ({ value: one.key, label: say(titleOf(one)) }))}
					onChange={(event) => setTo(event.target.value)}
				/>
			</Field>
			<div className="mt-2 flex flex-wrap gap-2">
				<Button size="sm" icon={Plus} refusedBecause={to ? undefined : t('panel.chooseState')} onClick={add}>
					{t('design.addStep')}
				</Button>
				<Button size="sm" icon={Copy} onClick={() => run({ type: 'duplicate-state', state: key })}>
					{t('design.duplicate')}
				</Button>
				<Button
					size="sm"
					icon={Trash2}
					variant="danger"
					refusedBecause={definition.states.length === 1 ? t('command.last-state') : undefined}
					onClick={() => {
						run({ type: 'remove-state', state: key })
						select(null)
					}}
				>
					{t('design.remove')}
				</Button>
			</div>
		</CardSection>
	)
}
