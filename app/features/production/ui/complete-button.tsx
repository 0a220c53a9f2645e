import { Form, useNavigation } from '@remix-run/react'
import { PackageCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { IntentButton } from '#app/ui/actions/intent-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import type { OrderPage } from '../read-order-page.server.ts'

/** Ends the order. Where what was used is out of tolerance, it asks first why, and that is kept with the balance. */
export function CompleteButton({ page, refusedBecause }: { page: OrderPage; refusedBecause: string | undefined }) {
	const { t } = useTranslation(['production', 'common'])
	const { quantity } = useReader()
	const [asking, setAsking] = useState(false)
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'complete'
	const outside = page.components.filter(({ within }) => within === false)
	if (outside.length === 0)
		return (
			<IntentButton
				intent="complete"
				icon={PackageCheck}
				label={t('order.complete')}
				primary
				refusedBecause={refusedBecause}
			/>
		)
	return (
		<>
			<div className="flex max-desk:*:flex-1">
				<Button
					icon={PackageCheck}
					variant="primary"
					busy={busy}
					refusedBecause={refusedBecause}
					onClick={() => setAsking(true)}
				>
					{t('order.complete')}
				</Button>
			</div>
			<Dialog
				open={asking}
				onOpenChange={setAsking}
				title={t('balance.outside', { count: outside.length })}
				description={t('balance.askText')}
				keepOpenOnOutside
			>
				<Form method="post" preventScrollReset className="flex flex-col gap-4" onSubmit={() => setAsking(false)}>
					<input type="hidden" name="intent" value="complete" />
					<ul className="list-disc space-y-1 pl-5">
						{outside.map((one) => (
							<li key={one.sku}>
								{t('balance.component', {
									sku: one.sku,
									used: quantity({ value: one.consumed, unit: one.unit }),
									needed: quantity({ value: one.needed ?? '0', unit: one.unit }),
									difference: one.differencePercent,
									tolerance: one.tolerancePercent,
								})}
							</li>
						))}
					</ul>
					<Field label={t('balance.reason')} name="complete-reason" required>
						<Textarea name="reason" rows={3} required minLength={2} maxLength={500} />
					</Field>
					<DialogFooter flush>
						<Button onClick={() => setAsking(false)}>{t('common:cancel')}</Button>
						<Button type="submit" variant="primary" busy={busy}>
							{t('order.complete')}
						</Button>
					</DialogFooter>
				</Form>
			</Dialog>
		</>
	)
}
