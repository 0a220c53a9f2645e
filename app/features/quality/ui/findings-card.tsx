import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { FindingRow } from '../watch/findings.queries.server.ts'

type Props = {
	findings: readonly FindingRow[]
	/** Says which lot each is about, where they are of several. */
	showLot?: boolean
	className?: string
	/** Below: usually `<ListPager>`. */
	pager?: ReactNode
}

/** What the rules had to say of measured values, why, and what came of it; each leads to its decision. */
export function FindingsCard({ findings, showLot = false, className, pager }: Props) {
	const { t } = useTranslation('quality')
	const { say, dateTime, language } = useReader()
	return (
		<Card title={t('findings.title')} sub={t('findings.sub')} padding="flush" {...(className ? { className } : {})}>
			{findings.length === 0 ? (
				<p className="p-4 text-text-3">{t('findings.none')}</p>
			) : (
				<ListRows
					label={t('findings.title')}
					rows={findings.map((finding) => ({
						key: finding.id,
						title: `${showLot ? `${finding.lotCode} · ` : ''}${say(finding.name)} ${finding.reported}${finding.unit ? ` ${finding.unit}` : ''}`,
						detail: [
							...finding.messages.map(say),
							...(finding.deviation ? [t('findings.deviation', { number: finding.deviation.number })] : []),
							dateTime(finding.foundAt),
						].join(language === 'en' ? ' ' : ''),
						aside: (
							<StatusText
								tone={toneOf(finding.outcome)}
								label={t(`findings.outcome.${finding.outcome}`, { defaultValue: finding.outcome })}
							/>
						),
						to: `/decisions/${finding.decisionId}`,
					}))}
				/>
			)}
			{pager}
		</Card>
	)
}

const toneOf = (outcome: string) =>
	outcome === 'hold' || outcome === 'deviation' ? 'block' : outcome === 'unknown' ? 'unknown' : 'warn'
