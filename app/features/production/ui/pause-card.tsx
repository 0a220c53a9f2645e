import { Form, useNavigation } from '@remix-run/react'
import { CirclePause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'

/** Stops the order for a while, with the reason; what keeps it from that is said instead of the form. */
export function PauseCard({ refusedBecause }: { refusedBecause: string | undefined }) {
	const { t } = useTranslation('production')
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'pause'
	if (refusedBecause)
		return (
			<Card title={t('pause.title')} sub={t('pause.sub')}>
				<p className="text-text-2">{refusedBecause}</p>
			</Card>
		)
	return (
		<Card title={t('pause.title')} sub={t('pause.sub')}>
			<Form method="post" preventScrollReset className="space-y-3">
				<input type="hidden" name="intent" value="pause" />
				<Field label={t('pause.reason')} name="reason" required>
					<TextInput name="reason" required minLength={3} />
				</Field>
				<Button type="submit" variant="hold" icon={CirclePause} busy={busy} className="min-h-11! max-desk:w-full">
					{t('pause.submit')}
				</Button>
			</Form>
		</Card>
	)
}
