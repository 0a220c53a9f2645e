import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { Combobox } from '#app/ui/forms/combobox.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { wordsFor } from '../../design/definition-words.ts'
import type { SettableAttribute } from '../../problem.model.ts'
import type { WorkflowAction } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { DurationInput } from './duration-input.tsx'
import { KeptInput } from './kept-input.tsx'
import { knownEvents } from './known-choices.ts'
import { PickMany } from './pick-many.tsx'
import { personChoices, roleChoices } from './role-choices.ts'
import { SetFields, settableOf } from './set-fields.tsx'
import { TextPair } from './text-pair.tsx'

const TYPES = [
	'notify',
	'set',
	'hold',
	'liftHold',
	'task',
	'deviation',
	'capa',
	'webhook',
	'startWorkflow',
	'emit',
] as const satisfies readonly WorkflowAction['type'][]

/** A new action of a kind, whole enough to be kept. */
function newAction(
	type: WorkflowAction['type'],
	first: { template: string; workflow: string; event: string; settable: SettableAttribute | undefined },
): WorkflowAction {
	switch (type) {
		case 'notify':
			return { type, template: first.template, to: ['role:quality_reviewer'] }
		case 'set':
			return { type, attribute: first.settable?.attribute ?? '', value: first.settable?.values?.[0]?.value ?? '' }
		case 'task':
			return { type, title: { en: 'New task', 'zh-CN': '新任务' }, assignee: 'role:quality_reviewer' }
		case 'deviation':
		case 'capa':
			return { type, template: 'auto' }
		case 'webhook':
		case 'emit':
			return { type, event: first.event }
		case 'startWorkflow':
			return { type, workflow: first.workflow }
		default:
			return { type }
	}
}

type Props = { actions: readonly WorkflowAction[]; place: string; onChange: (actions: WorkflowAction[]) => void }

/** What happens besides the move: a closed list of actions, in their order. */
export function ActionsEditor({ actions, place, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { readOnly, known, definition } = useDesigner()
	const first = {
		template: known.templates.find((one) => one === 'record_moved') ?? known.templates[0] ?? 'notice',
		workflow: known.workflows?.[0] ?? definition.key,
		event:
			knownEvents(definition).find((one) => one.startsWith(`${definition.subject}.`)) ?? `${definition.subject}.moved`,
		settable: settableOf(definition, known)[0],
	}
	if (readOnly && actions.length === 0) return <p className="text-12 text-text-3">{t('panel.none')}</p>
	return (
		<div className="flex flex-col gap-2" data-place={place}>
			{actions.map((action, index) => (
				<div
					// biome-ignore lint/suspicious/noArrayIndexKey: actions have no name of their own, only their order
					key={index}
					data-place={`${place}/${index}`}
					className="rounded-2 bg-surface-2 p-2"
				>
					<div className="flex items-center gap-1">
						<strong className="flex-1 text-12 font-medium">{t(`action.${action.type}`)}</strong>
						{!readOnly && (
							<IconButton
								icon={Trash2}
								size="sm"
								variant="ghost"
								label={t('panel.removeAction', { action: t(`action.${action.type}`) })}
								onClick={() => onChange(actions.toSpliced(index, 1))}
							/>
						)}
					</div>
					<ActionFields action={action} onChange={(next) => onChange(actions.with(index, next))} />
				</div>
			))}
			{!readOnly && (
				<Menu
					align="start"
					label={t('panel.addAction')}
					trigger={
						<button
							type="button"
							className="inline-flex items-center gap-1 self-start rounded-1 px-1 py-0.5 text-12 font-medium text-accent hover:underline"
						>
							<Plus aria-hidden="true" className="size-3.5!" />
							{t('panel.addAction')}
						</button>
					}
					entries={TYPES.filter((type) => type !== 'set' || first.settable).map((type) => ({
						label: t(`action.${type}`),
						onSelect: () => onChange([...actions, newAction(type, first)]),
					}))}
				/>
			)}
		</div>
	)
}

function ActionFields({ action, onChange }: { action: WorkflowAction; onChange: (action: WorkflowAction) => void }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, known, definition, findable } = useDesigner()
	const words = wordsFor([], known)
	const named = action.type === 'notify' ? action.to : action.type === 'task' ? [action.assignee] : []
	const chosen = named.flatMap((one) => (one.startsWith('role:') ? [one.slice('role:'.length)] : []))
	const recipients = [
		...roleChoices(known, chosen, say).map(({ value, label }) => ({ value: `role:${value}`, label })),
		...personChoices(known),
		...(['customer', 'supplier'] as const).map((party) => ({ value: `party:${party}`, label: t(`party.${party}`) })),
	]
	switch (action.type) {
		case 'notify':
			return (
				<div className="mt-1 flex flex-col gap-1.5">
					<Select
						compact
						aria-label={t('panel.template')}
						disabled={readOnly}
						value={action.template}
						options={[...new Set([...known.templates, action.template])].map((key) => ({
							value: key,
							label: say(words.template(key)),
						}))}
						onChange={(event) => onChange({ ...action, template: event.target.value })}
					/>
					<PickMany
						compact
						required
						label={t('panel.to')}
						value={action.to}
						choices={recipients}
						readOnly={readOnly}
						finder={{
							list: findable.people,
							label: t('panel.findPerson'),
							onFound: (choice) => {
								findable.learn('people', choice)
								onChange({ ...action, to: [...new Set([...action.to, `person:${choice.value}` as const])] })
							},
						}}
						onChange={(to) => onChange({ ...action, to })}
					/>
				</div>
			)
		case 'set':
			return <SetFields action={action} onChange={onChange} />
		case 'hold':
			return action.reason || !readOnly ? (
				<div className="mt-1">
					<TextPair
						label={t('panel.reason')}
						value={action.reason}
						readOnly={readOnly}
						onChange={(reason) => onChange(reason ? { type: 'hold', reason } : { type: 'hold' })}
					/>
				</div>
			) : null
		case 'task':
			return (
				<div className="mt-1 flex flex-col gap-1.5">
					<TextPair
						label={t('panel.taskTitle')}
						value={action.title}
						required
						readOnly={readOnly}
						onChange={(title) => title && onChange({ ...action, title })}
					/>
					<Select
						compact
						aria-label={t('panel.assignee')}
						disabled={readOnly}
						value={action.assignee}
						options={[
							...recipients,
							...(recipients.some(({ value }) => value === action.assignee)
								? []
								: [{ value: action.assignee, label: action.assignee }]),
						]}
						onChange={(event) => onChange({ ...action, assignee: event.target.value })}
					/>
					{findable.people.all === null && !readOnly && (
						<Combobox
							key={action.assignee}
							compact
							aria-label={t('panel.findPerson')}
							placeholder={t('panel.findPerson')}
							list={findable.people}
							value=""
							onChoose={(_value, choice) => {
								if (!choice) return
								findable.learn('people', choice)
								onChange({ ...action, assignee: `person:${choice.value}` })
							}}
						/>
					)}
					<DurationInput
						label={t('panel.due')}
						value={action.due ?? 'P1D'}
						readOnly={readOnly}
						onChange={(due) => onChange({ ...action, due })}
					/>
				</div>
			)
		case 'deviation':
		case 'capa':
			return (
				<KeptInput
					label={t('panel.template')}
					mono
					value={action.template}
					readOnly={readOnly}
					onKeep={(template) => {
						if (!/^[a-z][A-Za-z0-9_-]{0,59}$/.test(template)) return t('command.invalid-key')
						onChange({ ...action, template })
						return null
					}}
				/>
			)
		case 'webhook':
		case 'emit':
			return (
				<KeptInput
					label={t('panel.event')}
					mono
					list={knownEvents(definition)}
					value={action.event}
					readOnly={readOnly}
					onKeep={(event) => {
						if (!/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/.test(event)) return t('panel.eventForm')
						onChange({ ...action, event })
						return null
					}}
				/>
			)
		case 'startWorkflow':
			return (
				<Select
					compact
					aria-label={t('list.workflow')}
					disabled={readOnly}
					value={action.workflow}
					options={[...new Set([...(known.workflows ?? []), action.workflow])].map((key) => ({
						value: key,
						label: say(words.workflow(key)),
					}))}
					onChange={(event) => onChange({ ...action, workflow: event.target.value })}
				/>
			)
		default:
			return null
	}
}
