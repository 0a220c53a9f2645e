import { Copy, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { permissionWords } from '../../design/definition-words.ts'
import type { TransitionField } from '../../design/design-command.model.ts'
import { formWith } from '../../design/form-fields.ts'
import { fieldLabel } from '../../refusal-messages.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowTransition } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { ActionsEditor } from './actions-editor.tsx'
import { ApprovalEditor, SignatureEditor } from './approval-editor.tsx'
import { FormFieldsEditor } from './form-fields-editor.tsx'
import { GuardsEditor } from './guards-editor.tsx'
import { KeptInput } from './kept-input.tsx'
import { knownCourses, knownFields } from './known-choices.ts'
import { PickMany } from './pick-many.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { TextPair } from './text-pair.tsx'
import { TriggerEditor } from './trigger-editor.tsx'

/** Everything that a transition can have, and what can be done with it. */
export function TransitionPanel({ transition, index }: { transition: WorkflowTransition; index: number }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, readOnly, run, select, known, findable } = useDesigner()
	const { key } = transition
	const place = `/transitions/${index}`
	const set = (field: TransitionField, value: unknown) =>
		run({ type: 'set-transition', transition: key, field, value }, `${key}/${field}`)
	const states = definition.states.map((state) => ({ value: state.key, label: say(titleOf(state)) }))
	const courseName = (code: string) => {
		const title = known.courseTitles && Object.hasOwn(known.courseTitles, code) ? known.courseTitles[code] : undefined
		return title ? `${code} ${say(title)}` : code
	}
	const isByPerson = transition.trigger.type === 'user'
	return (
		<>
			<CardSection>
				<ProblemsAt place={place} own />
				<TextPair
					label={t('panel.name')}
					value={transition.title}
					required
					readOnly={readOnly}
					place={`${place}/title`}
					onChange={(value) => set('title', value)}
				/>
				<div className="mt-3 flex flex-col gap-3">
					<PickMany
						label={t('detail.from')}
						value={transition.from}
						choices={states}
						required
						readOnly={readOnly}
						onChange={(value) => set('from', value)}
					/>
					<Field label={t('detail.to')}>
						<Select
							disabled={readOnly}
							value={transition.to}
							options={states}
							onChange={(event) => set('to', event.target.value)}
						/>
					</Field>
					<TriggerEditor
						transition={transition}
						place={`${place}/trigger`}
						onChange={(value) => set('trigger', value)}
					/>
					{isByPerson && <PermissionFields transition={transition} onChange={(value) => set('permission', value)} />}
				</div>
			</CardSection>
			<GuardsEditor
				guards={transition.guards ?? []}
				place={`${place}/guards`}
				onChange={(value) => set('guards', value.length > 0 ? value : undefined)}
			/>
			<CardSection title={t('panel.form')}>
				<ProblemsAt place={`${place}/form`} />
				<PickMany
					label={t('panel.fields')}
					value={transition.form?.required ?? []}
					choices={knownFields(definition, known).map((one) => ({
						value: one,
						label: say(fieldLabel(transition, one)),
					}))}
					open
					readOnly={readOnly}
					onChange={(required) => set('form', formWith(transition.form, { required }))}
				/>
				<FormFieldsEditor
					fields={transition.form?.fields ?? []}
					place={`${place}/form/fields`}
					onChange={(fields) => set('form', formWith(transition.form, { fields: [...fields] }))}
				/>
			</CardSection>
			<ApprovalEditor
				approval={transition.approval}
				place={`${place}/approval`}
				onChange={(value) => set('approval', value)}
			/>
			<SignatureEditor
				signature={transition.signature}
				place={`${place}/signature`}
				onChange={(value) => set('signature', value)}
			/>
			<CardSection title={t('panel.training')}>
				<ProblemsAt place={`${place}/training`} />
				<PickMany
					label={t('panel.courses')}
					value={transition.training ?? []}
					choices={knownCourses(definition, known).map((one) => ({ value: one, label: courseName(one) }))}
					finder={{
						list: findable.procedures,
						label: t('panel.findProcedure'),
						onFound: (choice) => {
							findable.learn('procedures', choice)
							set('training', [...new Set([...(transition.training ?? []), choice.value])])
						},
					}}
					open
					readOnly={readOnly}
					onChange={(value) => set('training', value.length > 0 ? value : undefined)}
				/>
			</CardSection>
			<CardSection title={t('panel.then')}>
				<ProblemsAt place={`${place}/actions`} />
				<ActionsEditor
					actions={transition.actions ?? []}
					place={`${place}/actions`}
					onChange={(value) => set('actions', value.length > 0 ? value : undefined)}
				/>
			</CardSection>
			<CardSection title={t('panel.more')}>
				<TextPair
					label={t('panel.description')}
					value={transition.description}
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
					onKeep={(to) => {
						const refused = run({ type: 'rename-transition', transition: key, to })
						if (!refused) select({ kind: 'transition', key: to })
						return refused ? t(`command.${refused}`) : null
					}}
				/>
				{!readOnly && (
					<div className="mt-3 flex flex-wrap gap-2">
						<Button size="sm" icon={Copy} onClick={() => run({ type: 'duplicate-transition', transition: key })}>
							{t('design.duplicate')}
						</Button>
						<Button
							size="sm"
							icon={Trash2}
							variant="danger"
							onClick={() => {
								run({ type: 'remove-transition', transition: key })
								select(null)
							}}
						>
							{t('design.remove')}
						</Button>
					</div>
				)}
			</CardSection>
		</>
	)
}

type PermissionProps = { transition: WorkflowTransition; onChange: (value: WorkflowTransition['permission']) => void }

function PermissionFields({ transition, onChange }: PermissionProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, known } = useDesigner()
	const { permission } = transition
	const scopes = [...new Set(['tenant', 'site', 'party', ...(permission?.scope ? [permission.scope] : [])])]
	return (
		<div className="grid grid-cols-2 gap-3">
			<Field label={t('panel.permission')}>
				<Select
					disabled={readOnly}
					value={permission?.action ?? ''}
					placeholder={t('panel.choose')}
					options={[...new Set([...known.actions, ...(permission ? [permission.action] : [])])].map((action) => ({
						value: action,
						label: say(permissionWords(action)),
					}))}
					onChange={(event) => onChange(event.target.value ? { ...permission, action: event.target.value } : undefined)}
				/>
			</Field>
			<Field label={t('panel.scope')}>
				<Select
					disabled={readOnly || !permission}
					value={permission?.scope ?? ''}
					placeholder={t('panel.anywhere')}
					options={scopes.map((scope) => ({ value: scope, label: t(`scope.${scope}`, { defaultValue: scope }) }))}
					onChange={(event) =>
						permission &&
						onChange(
							event.target.value
								? { action: permission.action, scope: event.target.value }
								: { action: permission.action },
						)
					}
				/>
			</Field>
		</div>
	)
}
