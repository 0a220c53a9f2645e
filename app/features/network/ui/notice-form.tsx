import { useTranslation } from 'react-i18next'
import { type ChoiceList, onlyChoice } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { announceSchema } from '../network.schema.ts'
import type { PeerNoticeDetail } from '../notices.queries.server.ts'

export type NoticeChoices = { items: ChoiceList; sites: ChoiceList }

/** Makes the delivery of a notice: which of our items each lot is, and where it comes in. */
export function NoticeForm({ notice, choices }: { notice: PeerNoticeDetail; choices: NoticeChoices }) {
	const { t } = useTranslation('network')
	const form = useServerForm({
		schema: announceSchema,
		defaultValues: {
			siteId: onlyChoice(choices.sites),
			items: notice.lines.map((line) => line.itemId ?? ''),
		},
		translate: (key) => t(key as 'problem.other'),
	})
	return (
		<Card title={t('notice.lines')} sub={t('notices.lines', { count: notice.lines.length })}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<ul>
					{notice.lines.map((line, index) => (
						<li
							key={line.ref}
							className="grid gap-x-6 gap-y-2 py-3 not-first:border-t not-first:border-line desk:grid-cols-2"
						>
							<NoticeLineFacts line={line} />
							<Field {...form.field(`items.${index}`)} label={t('notice.itemFor', { lot: line.code })} required>
								<FormChooser
									control={form.control}
									name={`items.${index}`}
									list={choices.items}
									placeholder={t('notice.chooseItem')}
								/>
							</Field>
						</li>
					))}
				</ul>
				<Field {...form.field('siteId')} label={t('notice.site')} required className="max-w-[420px]">
					<FormChooser control={form.control} name="siteId" list={choices.sites} placeholder={t('notice.chooseSite')} />
				</Field>
				<FormActions note={t('notice.makeText')}>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('notice.make')}
					</Button>
				</FormActions>
			</form>
		</Card>
	)
}

/** A lot of a notice as the other company names it. */
function NoticeLineFacts({ line }: { line: PeerNoticeDetail['lines'][number] }) {
	const { t } = useTranslation('network')
	const { say, quantity, date } = useReader()
	const dates = [
		line.manufacturedOn && t('notice.made', { date: date(line.manufacturedOn) }),
		line.expiresOn && t('notice.expires', { date: date(line.expiresOn) }),
	].filter(Boolean)
	return (
		<div className="min-w-0 wrap-anywhere">
			<p className="font-medium">
				<span className="mono">{line.code}</span> · {quantity({ value: line.quantity, unit: line.unit })}
			</p>
			<p className="text-text-2">
				{say(line.name)} <span className="mono text-text-3">{line.gtin ?? line.sku}</span>
			</p>
			{dates.length > 0 && <p className="text-12 text-text-3">{dates.join(' · ')}</p>}
		</div>
	)
}

/** The lots of a notice that is dealt with, or that this person only reads. */
export function NoticeLines({ notice }: { notice: PeerNoticeDetail }) {
	const { t } = useTranslation('network')
	return (
		<Card title={t('notice.lines')} sub={t('notices.lines', { count: notice.lines.length })}>
			<ul>
				{notice.lines.map((line) => (
					<li key={line.ref} className="py-3 not-first:border-t not-first:border-line">
						<NoticeLineFacts line={line} />
					</li>
				))}
			</ul>
		</Card>
	)
}
