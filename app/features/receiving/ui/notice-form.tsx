import { useNavigate } from '@remix-run/react'
import { PackagePlus, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { onlyChoice } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type AnnounceForm, announceFormSchema } from '../delivery.schema.ts'
import type { AnnounceableLots, NoticeChoices } from '../notice.queries.server.ts'
import { NoticeRows, rowOf } from './notice-rows.tsx'

export type NoticeFormProps = {
	partner: boolean
	partyId: string | null
	choices: NoticeChoices
	/** Null until a supplier is chosen. */
	lots: AnnounceableLots | null
}

/** The form of a shipment notice. Choosing a supplier loads its lots. */
export function NoticeForm({ partner, partyId, choices, lots }: NoticeFormProps) {
	const { t } = useTranslation(['receiving', 'common'])
	const navigate = useNavigate()
	const form = useServerForm({
		schema: announceFormSchema,
		encoding: 'json',
		draftKey: `notice:${partyId ?? ''}`,
		defaultValues: {
			partyId: partner ? '' : (partyId ?? ''),
			siteId: onlyChoice(choices.sites),
			expectedOn: '',
			reference: '',
			carrier: '',
			rows: (lots?.lots ?? []).map((lot) => rowOf(lot.id, lot.quantity, false)),
		} satisfies AnnounceForm,
		translate: (message) => t(message as 'errors.choose'),
	})
	const supplier = (
		<Field {...form.field('partyId')} label={t('new.supplier')} required>
			<FormChooser
				control={form.control}
				name="partyId"
				list={choices.suppliers}
				placeholder={t('new.chooseSupplier')}
				onChoose={(value) => navigate(value ? `?supplier=${value}` : '?', { replace: true })}
			/>
		</Field>
	)
	return (
		<form {...form.formProps}>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Card title={t('new.head')}>
					<FieldGrid>
						{!partner && supplier}
						<Field {...form.field('siteId')} label={t('new.site')} required>
							<FormChooser
								control={form.control}
								name="siteId"
								list={choices.sites}
								placeholder={t('new.chooseSite')}
							/>
						</Field>
						<Field {...form.field('expectedOn')} label={t('new.expectedOn')}>
							<DateInput {...form.register('expectedOn')} />
						</Field>
						<Field {...form.field('reference')} label={t('new.reference')}>
							<TextInput mono {...form.register('reference')} />
						</Field>
						<Field {...form.field('carrier')} label={t('new.carrier')}>
							<TextInput {...form.register('carrier')} />
						</Field>
					</FieldGrid>
				</Card>
				{lots && (
					<Card title={t('new.lots')} sub={`${t('new.lotsSub')} · ${t('new.otherUnits')}`} padding="flush">
						{lots.all > 0 ? (
							<NoticeRows form={form} lots={lots} items={choices.items} />
						) : (
							<EmptyState
								icon={PackagePlus}
								title={t('new.noLots')}
								action={
									<ButtonLink to="/lots/new" icon={PackagePlus}>
										{t('new.register')}
									</ButtonLink>
								}
							>
								{t(partner ? 'new.noLotsText' : 'new.noLotsSupplier')}
							</EmptyState>
						)}
					</Card>
				)}
				<FormActions note={t('common:requiredNote')}>
					<Button type="submit" variant="primary" icon={Send} busy={form.busy}>
						{t('new.submit')}
					</Button>
					<ButtonLink to="/deliveries">{t('common:cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
