import { FileCheck2, FileClock, FileWarning, FileX2, ListChecks, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { AskedDocument } from '../asked-documents.queries.server.ts'
import type { CasePage } from '../case-page.server.ts'
import { AnswerDocumentDialog, AskDocumentsDialog } from './onboarding-dialogs.tsx'

const LOOKS = {
	missing: { icon: FileX2, tone: 'block' },
	expired: { icon: FileWarning, tone: 'block' },
	soon: { icon: FileClock, tone: 'warn' },
	valid: { icon: FileCheck2, tone: 'pass' },
} as const satisfies Record<AskedDocument['state'], { icon: typeof FileX2; tone: Tone }>

/** What is asked of a supplier and what is there of it: documents with their validity, and its answers. */
export function OnboardingCard({ page }: { page: CasePage }) {
	const { t } = useTranslation(['cases', 'documents'])
	const { say, date } = useReader()
	const [open, setOpen] = useState<'ask' | AskedDocument['kind'] | null>(null)
	const { onboarding, may } = page
	if (!onboarding) return null
	const detail = ({ document }: AskedDocument) =>
		document
			? [
					document.title,
					...(document.validUntil ? [t('onboarding.until', { date: date(document.validUntil) })] : []),
				].join(' · ')
			: t('onboarding.nothingYet')
	return (
		<>
			<Card
				title={t('onboarding.documents')}
				padding="flush"
				actions={
					may.ask && (
						<Button size="sm" variant="ghost" icon={ListChecks} onClick={() => setOpen('ask')}>
							{t('onboarding.ask')}
						</Button>
					)
				}
			>
				{onboarding.documents.length === 0 ? (
					<p className="p-4 text-text-3">{t('onboarding.noDocuments')}</p>
				) : (
					<ListRows
						label={t('onboarding.documents')}
						rows={onboarding.documents.map((asked) => ({
							key: asked.kind,
							icon: LOOKS[asked.state].icon,
							title: asked.document ? (
								<a href={`/documents/${asked.document.id}/content`} className="pointer-coarse:py-2">
									{t(`documents:kinds.${asked.kind}`)}
								</a>
							) : (
								t(`documents:kinds.${asked.kind}`)
							),
							detail: detail(asked),
							aside: (
								<>
									<StatusText tone={LOOKS[asked.state].tone} label={t(`onboarding.state.${asked.state}`)} />
									{may.attach && (
										<Button size="sm" icon={Upload} onClick={() => setOpen(asked.kind)}>
											{t(asked.document ? 'onboarding.renew' : 'onboarding.upload')}
											<span className="sr-only"> {t(`documents:kinds.${asked.kind}`)}</span>
										</Button>
									)}
								</>
							),
						}))}
					/>
				)}
			</Card>
			<Card title={t('onboarding.answers')}>
				{onboarding.answers.length === 0 ? (
					<p className="text-text-3">{t('onboarding.noAnswers')}</p>
				) : (
					<KeyValue
						width="wide"
						entries={onboarding.answers.map(({ label, value }) => ({
							label: say(label),
							value: typeof value === 'string' ? <span className="whitespace-pre-line">{value}</span> : say(value),
						}))}
					/>
				)}
			</Card>
			{open === 'ask' && <AskDocumentsDialog page={page} onClose={() => setOpen(null)} />}
			{open !== null && open !== 'ask' && (
				<AnswerDocumentDialog page={page} kind={open} onClose={() => setOpen(null)} />
			)}
		</>
	)
}
