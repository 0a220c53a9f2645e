import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { NoticePage } from '../notice-page.queries.server.ts'
import { AnswerSummary } from './answer-summary.tsx'

/** A recall notice as a letter on A4 (21 CFR 7.49: product, hazard, what to do, how to answer). */
export function NoticeLetter({
	notice,
	tenantName,
	timeZone,
}: {
	notice: NoticePage
	tenantName: string
	timeZone: string
}) {
	const { t } = useTranslation('recall')
	const { say, dateTime, date } = useTenantReader(timeZone)
	const { recall, contact } = notice
	return (
		<article className="text-14">
			<PageHead
				title={t('letter.title', { number: recall.number })}
				subtitle={recall.title}
				actions={
					<Button icon={Printer} onClick={() => window.print()}>
						{t('letter.print')}
					</Button>
				}
			/>
			<Stack>
				<Card title={t('letter.facts')}>
					<KeyValue
						width="wide"
						entries={[
							{ label: t('letter.from'), value: tenantName },
							{ label: t('letter.to'), value: `${say(notice.party.name)} (${notice.party.code})` },
							{
								label: t('letter.class'),
								value: `${t(`class.${recall.recallClass}`)}: ${t(`classHint.${recall.recallClass}`)}`,
							},
							{ label: t('letter.opened'), value: recall.openedAt ? dateTime(recall.openedAt) : '–' },
							{ label: t('letter.answerBy'), value: recall.reportDueAt ? dateTime(recall.reportDueAt) : '–' },
							{ label: t('letter.reason'), value: recall.reason },
							{
								label: t('letter.products'),
								value: [
									...new Set(notice.lots.map((lot) => `${say(lot.item)}${lot.gtin ? ` (GTIN ${lot.gtin})` : ''}`)),
								].map((line) => <div key={line}>{line}</div>),
							},
							{
								label: t('letter.expiry'),
								value:
									[...new Set(notice.lots.map((lot) => (lot.expiresOn ? date(lot.expiresOn) : null)))]
										.filter(Boolean)
										.join(', ') || '–',
							},
						]}
					/>
				</Card>
				<Card title={t('letter.do')}>
					<p className="whitespace-pre-line">{say(recall.instructions)}</p>
					<p className="mt-2">{t('letter.passOn')}</p>
				</Card>
				<AnswerSummary notice={notice} timeZone={timeZone} bars={false} />
				{contact && (
					<Card title={t('letter.contact')}>
						<p>{[contact.email, contact.phone, contact.web].filter(Boolean).join(' · ')}</p>
					</Card>
				)}
			</Stack>
		</article>
	)
}
