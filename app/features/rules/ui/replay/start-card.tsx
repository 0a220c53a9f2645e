import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { isEnded } from '../../replay/replay.model.ts'
import { startReplayForm } from '../../replay/replay-form.schema.ts'
import type { ReplayPage } from '../../replay/replay-page.server.ts'

const COUNTS = [100, 1_000, 10_000, 50_000]

/** What to try, and on what. */
export function StartCard({ page }: { page: ReplayPage }) {
	const { t } = useTranslation('rules')
	const { number } = useReader()
	const form = useServerForm({
		schema: startReplayForm,
		defaultValues: {
			intent: 'start' as const,
			candidate: page.candidate,
			scope: 'decisions' as const,
			last: 1_000,
			sku: '',
		},
		translate: (message) => t(message as 'replay.problem.sku'),
	})
	const scope = form.watch('scope')
	const isBusy = page.shown !== null && !isEnded(page.shown.status)
	if (page.candidates.all?.length === 0)
		return (
			<Card title={t('replay.start')}>
				<p className="text-text-2">{t(page.active === null ? 'replay.noActive' : 'replay.noCandidates')}</p>
			</Card>
		)
	return (
		<Card title={t('replay.start')}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} title={t('problem.title')} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('candidate')} label={t('replay.candidate')} hint={t('replay.candidateHint')} required>
					<FormChooser control={form.control} name="candidate" list={page.candidates} />
				</Field>
				<RadioGroup
					legend={t('replay.on')}
					options={[
						{ value: 'decisions', label: t('replay.decisions'), hint: t('replay.decisionsHint') },
						{ value: 'item', label: t('replay.item'), hint: t('replay.itemHint') },
					]}
					{...form.register('scope')}
				/>
				{scope === 'decisions' ? (
					<Field {...form.field('last')} label={t('replay.howMany')}>
						<Select
							options={COUNTS.map((count) => ({ value: String(count), label: t('replay.last', { n: number(count) }) }))}
							{...form.register('last')}
						/>
					</Field>
				) : (
					<Field {...form.field('sku')} label={t('replay.sku')} required>
						<TextInput mono {...form.register('sku')} />
					</Field>
				)}
				<Button
					type="submit"
					variant="primary"
					icon={Play}
					busy={form.busy}
					refusedBecause={isBusy ? t('replay.running') : undefined}
				>
					{t('replay.startDo')}
				</Button>
			</form>
		</Card>
	)
}
