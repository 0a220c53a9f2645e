import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { ApprovalRow } from '../parties.queries.server.ts'
import { APPROVAL_STATUSES } from '../party.model.ts'
import { approvalSchema } from '../party.schema.ts'
import type { ApprovalsCardProps } from './approvals-card.tsx'

type Props = Pick<ApprovalsCardProps, 'of' | 'choices'> & { row: ApprovalRow | null; onClose: () => void }

/** Whether and until when a supplier may deliver an item. Posts `intent=approval` to this page. */
export function ApprovalDialog({ row, of, choices, onClose }: Props) {
	const { t } = useTranslation('parties')
	const { say } = useReader()
	const byItem = 'itemId' in of
	const form = useServerForm({
		schema: approvalSchema,
		defaultValues: {
			itemId: byItem ? of.itemId : (row?.itemId ?? ''),
			partyId: byItem ? (row?.partyId ?? '') : of.partyId,
			status: row?.status ?? ('approved' as const),
			validUntil: row?.validUntil ?? '',
			supplierSku: row?.supplierSku ?? '',
		},
		translate: t as (key: string) => string,
		onSaved: (answer) => {
			showToast({ tone: 'pass', title: (answer as { done?: string })?.done ?? t('approvals.saved') })
			onClose()
		},
	})
	const title = row
		? t('approvals.dialogTitle', { party: say(row.partyName), item: row.sku })
		: t(byItem ? 'approvals.addTitleSupplier' : 'approvals.addTitle')
	const chosen = byItem ? 'partyId' : 'itemId'
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title={title} keepOpenOnOutside>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="approval" />
				<input type="hidden" {...form.register(byItem ? 'itemId' : 'partyId')} />
				<ErrorSummary {...form.summary} />
				{row || !choices ? (
					<input type="hidden" {...form.register(chosen)} />
				) : (
					<Field {...form.field(chosen)} label={t(byItem ? 'approvals.supplier' : 'approvals.item')} required>
						<FormChooser
							control={form.control}
							name={chosen}
							list={choices}
							placeholder={t(byItem ? 'approvals.chooseSupplier' : 'approvals.chooseItem')}
						/>
					</Field>
				)}
				<FieldGrid>
					<Field {...form.field('status')} label={t('approvals.status')} required>
						<Select
							options={APPROVAL_STATUSES.map((value) => ({ value, label: t(`approval.${value}`) }))}
							{...form.register('status')}
						/>
					</Field>
					<Field {...form.field('validUntil')} label={t('approvals.until')} hint={t('approvals.untilHint')}>
						<DateInput {...form.register('validUntil')} />
					</Field>
					<Field {...form.field('supplierSku')} label={t('approvals.supplierSku')}>
						<TextInput mono {...form.register('supplierSku')} />
					</Field>
				</FieldGrid>
				<DialogFooter flush>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
