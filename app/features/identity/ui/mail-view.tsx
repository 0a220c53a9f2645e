import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { MailDetail } from '../mail.queries.server.ts'
import { MAIL_TONES } from './mail-status.ts'

/** Lets links of a kept mail open; nothing in it can run scripts or reach the portal's page. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

/** Every link opens in a page of its own: the frame is no place to log in. */
const inNewPages = (html: string): string => html.replaceAll('<a href=', '<a target="_blank" rel="noopener" href=')

/** One mail as it looks, and as text. */
export function MailView({ mail }: { mail: MailDetail }) {
	const { t } = useTranslation('identity')
	const { say, dateTime } = useReader()
	const [form, setForm] = useState('html')
	const intent = useIntent()
	const facts = [
		{ label: t('mails.to'), value: mail.recipient },
		{ label: t('mails.created'), value: dateTime(mail.createdAt) },
		...(mail.sentAt && mail.status === 'sent' ? [{ label: t('mails.sentAt'), value: dateTime(mail.sentAt) }] : []),
		{
			label: t('mails.template'),
			value: `${mail.templateName ? say(mail.templateName) : mail.template} · ${LANGUAGE_NAMES[mail.language]}`,
		},
		{ label: t('mails.attempts'), value: t('mails.tries', { count: mail.attempts }) },
		{ label: t('mails.messageId'), value: <span className="mono text-12">{mail.messageId}</span> },
	]
	return (
		<Card
			title={mail.subject}
			actions={
				<>
					<StatusChip tone={MAIL_TONES[mail.status]} label={t(`mails.${mail.status}`)} />
					{mail.status === 'failed' && (
						<Button size="sm" icon={RotateCw} busy={intent.busy} onClick={() => intent.send({ mailId: mail.id })}>
							{t('mails.retry')}
						</Button>
					)}
				</>
			}
		>
			<p className="mb-3 desk:hidden">
				<AppLink to="/dev/mail">{t('mails.back')}</AppLink>
			</p>
			<KeyValue entries={facts} />
			{mail.lastError && (
				<div className="mt-3">
					<Note tone="block" title={t('mails.lastError')}>
						<span className="mono whitespace-normal! wrap-anywhere">{mail.lastError}</span>
					</Note>
				</div>
			)}
			<div className="mt-4 mb-3">
				<Segmented
					label={mail.subject}
					value={form}
					onChange={setForm}
					segments={[
						{ value: 'html', label: t('mails.html') },
						{ value: 'text', label: t('mails.text') },
					]}
				/>
			</div>
			{form === 'html' ? (
				<iframe
					title={t('mails.frame', { subject: mail.subject })}
					sandbox={SANDBOX}
					srcDoc={inNewPages(mail.html)}
					className="h-[560px] w-full rounded-2 border border-line"
				/>
			) : (
				<MailText text={mail.text} />
			)}
		</Card>
	)
}

const LINK = /(https?:\/\/[^\s]+)/g

function MailText({ text }: { text: string }) {
	const parts = text.split(LINK)
	return (
		<pre className="overflow-auto rounded-2 border border-line bg-surface-2 p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
			{parts.map((part, index) =>
				index % 2 === 1 ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
					<a key={index} href={part} target="_blank" rel="noreferrer">
						{part}
					</a>
				) : (
					part
				),
			)}
		</pre>
	)
}
