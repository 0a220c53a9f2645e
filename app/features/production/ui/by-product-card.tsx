import { Form, useNavigation } from '@remix-run/react'
import { Boxes } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { OrderAnswer } from '../run-order-action.server.ts'
import { RefusedHere, useAnsweredForm } from './refused-here.tsx'

/** What came out besides the product: a lot of its own, linked to all that was used. */
export function ByProductCard({ answer }: { answer: OrderAnswer | undefined }) {
	const { t } = useTranslation('production')
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'byproduct'
	const { form, fields, whole } = useAnsweredForm(answer)
	return (
		<Card title={t('byproduct.title')} sub={t('byproduct.sub')}>
			<Form ref={form} method="post" preventScrollReset className="space-y-3">
				<input type="hidden" name="intent" value="byproduct" />
				<RefusedHere whole={whole} />
				<FieldGrid>
					<Field label={t('byproduct.item')} name="byproduct-item" error={fields.item} required>
						<TextInput name="item" mono required autoComplete="off" />
					</Field>
					<Field
						label={t('byproduct.quantity')}
						name="byproduct-quantity"
						hint={t('byproduct.unitHint')}
						error={fields.quantity}
						required
					>
						<TextInput name="quantity" inputMode="text" required autoComplete="off" />
					</Field>
				</FieldGrid>
				<Button type="submit" icon={Boxes} busy={busy} className="min-h-11! max-desk:w-full">
					{t('byproduct.submit')}
				</Button>
			</Form>
		</Card>
	)
}
