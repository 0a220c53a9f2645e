import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Switch } from '#app/ui/forms/switch.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { MEANING_TITLES } from '../../refusal-messages.ts'
import {
	APPROVER_EXCLUSIONS,
	type ApproverExclusion,
	REAUTHENTICATIONS,
	SIGNATURE_MEANINGS,
	type WorkflowApproval,
	type WorkflowTransition,
} from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { DurationInput } from './duration-input.tsx'
import { PickMany } from './pick-many.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { roleChoices } from './role-choices.ts'
import { SequenceEditor } from './sequence-editor.tsx'

type ApprovalProps = {
	approval: WorkflowApproval | undefined
	place: string
	onChange: (approval: WorkflowApproval | undefined) => void
}

const without = <T extends object, K extends keyof T>(part: T, key: K): Omit<T, K> => {
	const { [key]: _gone, ...rest } = part
	return rest
}

/** How many people have to agree, who they may be, and how long an approval holds. */
export function ApprovalEditor({ approval, place, onChange }: ApprovalProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly, known } = useDesigner()
	const roles = roleChoices(known, approval?.roles ?? [], say)
	return (
		<CardSection
			title={t('panel.approval')}
			actions={
				<Switch
					label={<span className="sr-only">{t('panel.approval')}</span>}
					disabled={readOnly}
					checked={approval !== undefined}
					onChange={(event) =>
						onChange(event.target.checked ? { quorum: 2, distinct: true, exclude: ['requester'] } : undefined)
					}
				/>
			}
		>
			<ProblemsAt place={place} />
			{approval ? (
				<div className="flex flex-col gap-3" data-place={place}>
					<div className="grid grid-cols-2 gap-3">
						<Field label={t('panel.quorum')}>
							<Select
								disabled={readOnly}
								value={String(approval.quorum)}
								options={Array.from({ length: 10 }, (_, n) => ({ value: String(n + 1), label: String(n + 1) }))}
								onChange={(event) => onChange({ ...approval, quorum: Number(event.target.value) })}
							/>
						</Field>
						<Field label={t('panel.people')}>
							<Select
								disabled={readOnly}
								value={approval.distinct === false ? 'any' : 'distinct'}
								options={(['distinct', 'any'] as const).map((one) => ({ value: one, label: t(`people.${one}`) }))}
								onChange={(event) => onChange({ ...approval, distinct: event.target.value === 'distinct' })}
							/>
						</Field>
					</div>
					<PickMany
						label={t('panel.roles')}
						value={approval.roles ?? []}
						choices={roles}
						readOnly={readOnly}
						onChange={(value) =>
							onChange(value.length > 0 ? { ...approval, roles: value } : without(approval, 'roles'))
						}
					/>
					<SequenceEditor
						sequence={approval.sequence ?? []}
						most={approval.quorum}
						onChange={(sequence) =>
							onChange(sequence.length > 0 ? { ...approval, sequence } : without(approval, 'sequence'))
						}
					/>
					<PickMany
						label={t('panel.exclude')}
						value={approval.exclude ?? []}
						choices={APPROVER_EXCLUSIONS.map((one) => ({ value: one, label: t(`exclusion.${one}`) }))}
						readOnly={readOnly}
						onChange={(value) => onChange({ ...approval, exclude: value as ApproverExclusion[] })}
					/>
					<Field label={t('panel.expires')}>
						<Select
							disabled={readOnly}
							value={approval.expires ? 'yes' : 'no'}
							options={[
								{ value: 'no', label: t('panel.neverLapses') },
								{ value: 'yes', label: t('panel.lapses') },
							]}
							onChange={(event) =>
								onChange(event.target.value === 'yes' ? { ...approval, expires: 'P3D' } : without(approval, 'expires'))
							}
						/>
					</Field>
					{approval.expires && (
						<DurationInput
							label={t('panel.expires')}
							value={approval.expires}
							readOnly={readOnly}
							onChange={(expires) => onChange({ ...approval, expires })}
						/>
					)}
				</div>
			) : (
				<p className="text-12 text-text-3">{t('panel.noApproval')}</p>
			)}
		</CardSection>
	)
}

type Signature = NonNullable<WorkflowTransition['signature']>
type SignatureProps = {
	signature: Signature | undefined
	place: string
	onChange: (signature: Signature | undefined) => void
}

/** What a signature means, how far the signer proves who they are, and whether a reason is needed. */
export function SignatureEditor({ signature, place, onChange }: SignatureProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly } = useDesigner()
	return (
		<CardSection
			title={t('panel.signature')}
			actions={
				<Switch
					label={<span className="sr-only">{t('panel.signature')}</span>}
					disabled={readOnly}
					checked={signature !== undefined}
					onChange={(event) =>
						onChange(event.target.checked ? { meaning: 'approved', reauth: 'password', reason: 'required' } : undefined)
					}
				/>
			}
		>
			<ProblemsAt place={place} />
			{signature ? (
				<div className="flex flex-col gap-3" data-place={place}>
					<Field label={t('panel.meaning')}>
						<Select
							disabled={readOnly}
							value={signature.meaning}
							options={SIGNATURE_MEANINGS.map((one) => ({ value: one, label: say(MEANING_TITLES[one]) }))}
							onChange={(event) => onChange({ ...signature, meaning: event.target.value as Signature['meaning'] })}
						/>
					</Field>
					<div className="grid grid-cols-2 gap-3">
						<Field label={t('panel.reauth')}>
							<Select
								disabled={readOnly}
								value={signature.reauth}
								options={REAUTHENTICATIONS.map((one) => ({ value: one, label: t(`reauth.${one}`) }))}
								onChange={(event) => onChange({ ...signature, reauth: event.target.value as Signature['reauth'] })}
							/>
						</Field>
						<Field label={t('panel.reason')}>
							<Select
								disabled={readOnly}
								value={signature.reason}
								options={(signature.reason === 'optional'
									? (['required', 'optional'] as const)
									: (['required'] as const)
								).map((one) => ({ value: one, label: t(`reason.${one}`) }))}
								onChange={(event) => onChange({ ...signature, reason: event.target.value as Signature['reason'] })}
							/>
						</Field>
					</div>
				</div>
			) : (
				<p className="text-12 text-text-3">{t('panel.noSignature')}</p>
			)}
		</CardSection>
	)
}
