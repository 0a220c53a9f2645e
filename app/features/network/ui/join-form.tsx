import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { DisclosureLevel } from '../network.model.ts'
import { joinSchema } from '../network.schema.ts'
import { LevelField } from './level-field.tsx'

type Props = { offer: string; company: string; parties: ChoiceList }

/** Takes an offer: which partner the company is, and what it will see of us. */
export function JoinForm({ offer, company, parties }: Props) {
	const { t } = useTranslation('network')
	const form = useServerForm({
		schema: joinSchema,
		defaultValues: { offer, partyId: '', disclosure: 'attributes' as DisclosureLevel },
		translate: (key) => t(key as 'problem.other'),
	})
	return (
		<Card>
			<form {...form.formProps} className="flex max-w-[640px] flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('offer')} />
				<Field {...form.field('partyId')} label={t('join.party', { company })} hint={t('join.partyHint')} required>
					<FormChooser control={form.control} name="partyId" list={parties} placeholder={t('join.choose')} />
				</Field>
				<LevelField
					legend={t('join.youShow')}
					error={form.field('disclosure').error}
					{...form.register('disclosure')}
				/>
				<FormActions>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('join.submit')}
					</Button>
				</FormActions>
			</form>
		</Card>
	)
}
