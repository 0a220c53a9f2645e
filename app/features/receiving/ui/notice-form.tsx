import { useNavigate } from '@remix-run/react'
import { PackagePlus, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type AnnounceForm, announceFormSchema } from '../delivery.schema.ts'
import type { AnnounceableLot, NoticeChoices } from '../notice.queries.server.ts'
import { NoticeRows } from './notice-rows.tsx'

export type NoticeFormProps = {
	partner: boolean
	partyId: string | null
	choices: NoticeChoices
	lots: readonly AnnounceableLot[]
}

/** The form of a shipment notice. Choosing a supplier loads its lots. */
export function NoticeForm({ partner, partyId, choices, lots }: NoticeFormProps) {
	const { t } = useTranslation(['receiving', 'common'])
	const { say } = useReader()
	const navigate = useNavigate()
	const form = useServerForm({
		schema: announceFormSchema,
		encoding: 'json',
		draftKey: `notice:${partyId ?? ''}`,
		defaultValues: {
			partyId: partner ? '' : (partyId ?? ''),
			siteId: choices.sites.length === 1 ? (choices.sites[0]?.id ?? '') : '',
			expectedOn: '',
			reference: '',
			carrier: '',
			rows: lots.map((lot) => ({
				lotId: lot.id,
				taken: false,
				quantity: lot.quantity,
				orderedItemId: '',
				expectedRevision: '',
			})),
		} satisfies AnnounceForm,
		translate: (message) => t(message as 'errors.choose'),
	})
	const supplier = (
		<Field {...form.field('partyId')} label={t('new.supplier')} required>
			<Select
				{...form.register('partyId')}
				placeholder={t('new.chooseSupplier')}
				options={choices.suppliers.map((party) => ({ value: party.id, label: `${say(party.name)} (${party.code})` }))}
				onChange={(event) =>
					navigate(event.currentTarget.value ? `?supplier=${event.currentTarget.value}` : '?', { replace: true })
				}
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
							<Select
								{...form.register('siteId')}
								placeholder={t('new.chooseSite')}
								options={choices.sites.map((site) => ({ value: site.id, label: say(site.name) }))}
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
				{(partner || partyId) && (
					<Card title={t('new.lots')} sub={`${t('new.lotsSub')} · ${t('new.otherUnits')}`} padding="flush">
						{lots.length > 0 ? (
							<NoticeRows form={form} lots={lots} items={partner ? [] : choices.items} />
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
