import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { ManyChooser } from '#app/ui/forms/many-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import {
	confirmForm,
	emergencyForm,
	pilotForm,
	rejectForm,
	retireForm,
	scheduleForm,
	unscheduleForm,
	widenAllForm,
	widenForm,
	withdrawPilotForm,
} from '../life-form.schema.ts'
import { LIFE_KINDS, type LifeKind, type LifePage } from './life-page.ts'

const SCHEMAS = {
	schedule: scheduleForm,
	unschedule: unscheduleForm,
	pilot: pilotForm,
	widen: widenForm,
	'widen-all': widenAllForm,
	'withdraw-pilot': withdrawPilotForm,
	emergency: emergencyForm,
	confirm: confirmForm,
	reject: rejectForm,
	retire: retireForm,
}
/** A step after the approval that asks for something. */
export type LifeStepName = keyof typeof SCHEMAS

const SIGNED: readonly LifeStepName[] = ['schedule', 'pilot', 'widen-all', 'emergency', 'confirm', 'reject']
/** Steps that put a version into force: what is known of it is said before. */
const BEFORE_FORCE: readonly LifeStepName[] = ['schedule', 'pilot', 'widen-all', 'emergency']
const DANGER: readonly LifeStepName[] = ['withdraw-pilot', 'emergency', 'reject', 'retire']

/** The fields of all steps; each form shows its own. */
type Fields = {
	intent: LifeStepName
	draftId: string
	version: number
	reason: string
	password: string
	code: string
	effectiveFrom: string
	sites: string
	skus: string
}

type Props = {
	kind: LifeKind
	step: LifeStepName
	page: LifePage
	version: number
	title: string
	/** What is known of the version, said before it comes into force. */
	known?: ReactNode
	onClose: () => void
}

/** Asks what a step after the approval needs: a time, sites and items, a reason or a signature. */
export function LifeDialog(props: Props) {
	const { kind, step, title, onClose } = props
	const { t } = useTranslation(['rules', 'workflow'])
	const own = kind === 'workflow' && step !== 'retire'
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`life.${step}.title`, { title })}
			description={own ? t(`workflow:life.${step}`) : t(`life.${step}.text`)}
			keepOpenOnOutside
		>
			<LifeForm {...props} />
		</Dialog>
	)
}

function useLifeForm({ kind, step, page, version, onClose }: Props) {
	const { t } = useTranslation('rules')
	const scope = page.shown.pilot?.scope
	return useServerForm<Fields, unknown>({
		schema: SCHEMAS[step] as unknown as z.ZodType<unknown, Fields>,
		defaultValues: {
			intent: step,
			draftId: page.shown.id,
			version,
			reason: '',
			password: '',
			code: '',
			effectiveFrom: '',
			sites: scope?.siteIds.join(',') ?? '',
			skus: page.pilot?.places.skus.join(', ') ?? '',
		},
		action: `${LIFE_KINDS[kind].pages}/${page.key}`,
		translate: (key) => t(key as 'problem.reason'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t(`life.${step}.done`) })
		},
	})
}

function LifeForm(props: Props) {
	const { step, page, title, known, onClose } = props
	const { t } = useTranslation(['rules', 'common'])
	const form = useLifeForm(props)
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} title={t('problem.title')} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('draftId')} />
			<input type="hidden" {...form.register('version')} />
			{BEFORE_FORCE.includes(step) && known}
			{step === 'schedule' && (
				<Field
					{...form.field('effectiveFrom')}
					label={t('life.effectiveFrom')}
					hint={t('life.zone', { zone: page.timeZone })}
					required
				>
					<DateInput type="datetime-local" {...form.register('effectiveFrom')} />
				</Field>
			)}
			{(step === 'pilot' || step === 'widen') && <ScopeFields form={form} page={page} />}
			{SIGNED.includes(step) ? (
				<OwnSignature
					form={form}
					meaning={t(`life.${step as 'schedule'}.meaning`)}
					statement={t(`life.${step as 'schedule'}.statement`, { title })}
				/>
			) : (
				<Field {...form.field('reason')} label={t('life.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
			)}
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant={DANGER.includes(step) ? 'danger' : 'primary'} busy={form.busy}>
					{t(`life.${step}.submit`)}
				</Button>
			</DialogFooter>
		</form>
	)
}

function ScopeFields({ form, page }: { form: ReturnType<typeof useLifeForm>; page: LifePage }) {
	const { t } = useTranslation('rules')
	const chosen = form.watch('sites').split(',').filter(Boolean)
	return (
		<>
			<input type="hidden" {...form.register('sites')} />
			<ManyChooser
				label={t('life.sites')}
				list={page.sites}
				values={chosen}
				onChange={(sites) => form.setValue('sites', sites.join(','), { shouldDirty: true })}
			/>
			<Field {...form.field('skus')} label={t('life.items')} hint={t('life.itemsHint')}>
				<TextInput mono {...form.register('skus')} />
			</Field>
		</>
	)
}
