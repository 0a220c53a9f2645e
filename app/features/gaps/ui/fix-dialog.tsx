import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { GapFix } from '../fix-gap.server.ts'
import type { GapRow } from '../gaps.queries.server.ts'
import { fixFormSchema } from '../gaps.schema.ts'
import { useExplanation } from './gap-words.ts'

export type OpenFix = { gap: GapRow; how: GapFix['how'] }

/** Closes a gap: asks for what is missing, or for the explanation. */
export function FixDialog({ fix, onClose }: { fix: OpenFix; onClose: () => void }) {
	const { t } = useTranslation('gaps')
	const explain = useExplanation()
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`fix.${fix.how}.title`, { code: fix.gap.lot.code })}
			description={explain(fix.gap)}
			keepOpenOnOutside
		>
			<FixForm fix={fix} onClose={onClose} />
		</Dialog>
	)
}

/** Every field that one of the fixes has; the schema looks at those of its own. */
type Fields = {
	how: GapFix['how']
	gapId: string
	lotId: string
	reason: string
	supplierLot: string
	receivedAt: string
	manufacturedOn: string
	expiresOn: string
	reference: string
}

/** The lot's dates as far as the gap speaks of them. */
const datesOf = ({ detail }: GapRow) => ({
	manufacturedOn: detail.before?.slice(0, 10) ?? '',
	expiresOn: detail.reason === 'expires-before-made' ? (detail.at ?? '') : '',
})

function FixForm({ fix: { gap, how }, onClose }: { fix: OpenFix; onClose: () => void }) {
	const { t } = useTranslation(['gaps', 'common'])
	const { quantity } = useReader()
	const form = useServerForm<Fields, unknown>({
		schema: fixFormSchema as never,
		action: '/gaps',
		defaultValues: {
			how,
			gapId: gap.id,
			lotId: gap.lot.id,
			reason: '',
			supplierLot: '',
			receivedAt: '',
			reference: '',
			...datesOf(gap),
		},
		translate: (key) => t(key as 'problem.other'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t(`fix.${how}.done`, { code: gap.lot.code }) })
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('how')} />
			<input type="hidden" {...form.register('gapId')} />
			<p className="text-text-2">
				{t(`fix.${how}.text`, { quantity: quantity({ value: gap.lot.quantity, unit: gap.lot.unit }) })}
			</p>
			{how === 'supplier-lot' && gap.detail.otherId && (
				<RadioGroup
					legend={t('fix.wrongLot')}
					layout="inline"
					options={[
						{ value: gap.lot.id, label: <span className="mono">{gap.lot.code}</span> },
						{ value: gap.detail.otherId, label: <span className="mono">{gap.detail.otherCode}</span> },
					]}
					{...form.register('lotId')}
				/>
			)}
			{how === 'supplier-lot' && (
				<Field {...form.field('supplierLot')} label={t('fix.supplierLot')} required>
					<TextInput mono autoComplete="off" {...form.register('supplierLot')} />
				</Field>
			)}
			{how === 'dates' && (
				<FieldGrid>
					<Field {...form.field('manufacturedOn')} label={t('fix.manufacturedOn')} required>
						<DateInput {...form.register('manufacturedOn')} />
					</Field>
					<Field {...form.field('expiresOn')} label={t('fix.expiresOn')} hint={t('fix.expiresOnHint')}>
						<DateInput {...form.register('expiresOn')} />
					</Field>
				</FieldGrid>
			)}
			{how === 'receipt' ? (
				<>
					<Field {...form.field('receivedAt')} label={t('fix.receivedAt')} required>
						<DateInput type="datetime-local" {...form.register('receivedAt')} />
					</Field>
					<Field {...form.field('reference')} label={t('fix.reference')} hint={t('fix.referenceHint')}>
						<TextInput {...form.register('reference')} />
					</Field>
				</>
			) : (
				<Field {...form.field('reason')} label={t('fix.reason')} hint={t('fix.reasonHint')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
			)}
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t(`fix.${how}.submit`)}
				</Button>
			</DialogFooter>
		</form>
	)
}
