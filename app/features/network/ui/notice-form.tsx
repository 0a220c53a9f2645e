import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { announceSchema } from '../network.schema.ts'
import type { PeerNoticeDetail } from '../notices.queries.server.ts'

export type NoticeChoices = {
	items: readonly { id: string; sku: string; name: LocalizedText }[]
	sites: readonly { id: string; code: string; name: LocalizedText }[]
}

/** Makes the delivery of a notice: which of our items each lot is, and where it comes in. */
export function NoticeForm({ notice, choices }: { notice: PeerNoticeDetail; choices: NoticeChoices }) {
	const { t } = useTranslation('network')
	const { say } = useReader()
	const [only] = choices.sites
	const form = useServerForm({
		schema: announceSchema,
		defaultValues: {
			siteId: choices.sites.length === 1 && only ? only.id : '',
			items: notice.lines.map((line) => line.itemId ?? ''),
		},
		translate: (key) => t(key as 'problem.other'),
	})
	const items = choices.items.map((item) => ({ value: item.id, label: `${item.sku} · ${say(item.name)}` }))
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
								<Select placeholder={t('notice.chooseItem')} options={items} {...form.register(`items.${index}`)} />
							</Field>
						</li>
					))}
				</ul>
				<Field {...form.field('siteId')} label={t('notice.site')} required className="max-w-[420px]">
					<Select
						placeholder={t('notice.chooseSite')}
						options={choices.sites.map((site) => ({ value: site.id, label: `${site.code} · ${say(site.name)}` }))}
						{...form.register('siteId')}
					/>
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
