import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { GapsCard } from '#app/features/gaps/ui/gaps-card.tsx'
import { FindingsCard } from '#app/features/quality/ui/findings-card.tsx'
import { workLink } from '#app/features/work/work.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Column, Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { InternalHomeData } from '../read-home.server.ts'
import { CertificatesCard } from './certificates-card.tsx'
import { FigureRow } from './figure-row.tsx'
import { MissingCard } from './missing-card.tsx'
import { NearLimitCard } from './near-limit-card.tsx'
import { WorkCard } from './work-card.tsx'

const hourIn = (timeZone: string, now: string): number =>
	Number(new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(new Date(now)))

/** The first page of the tenant's own people: what is asked of them, how release goes, what stands in its way. */
export function InternalHome({ home, name }: { home: InternalHomeData; name: string }) {
	const { t } = useTranslation('home')
	const { date, timeZone, now } = useReader()
	const { work, counts, figures, missing, near, findings, gaps, certificates, looks } = home
	const items = work.flatMap((part) => part.items)
	const { overdue } = counts
	const hour = hourIn(timeZone, now)
	const greeting = hour < 12 ? 'greetingMorning' : hour < 18 ? 'greetingDay' : 'greetingEvening'
	const intro =
		items.length === 0
			? t('intro.nothing', { date: date(now) })
			: overdue > 0
				? t('intro.overdue', { date: date(now), count: overdue, all: counts.all })
				: t('intro.some', { date: date(now), count: counts.all })
	const first = items[0]
	const aside = missing !== null || gaps !== null || certificates.length > 0
	return (
		<>
			<PageHead
				title={t(greeting, { name })}
				subtitle={intro}
				actions={
					first && (
						<ButtonLink to={workLink(first)} variant="primary" icon={Play}>
							{t('start')}
						</ButtonLink>
					)
				}
			/>
			<div className="flex flex-col gap-4">
				{figures && <FigureRow figures={figures} />}
				<Grid>
					<div className={aside ? span(8) : span(12)}>
						<WorkCard work={work} counts={counts} looks={looks} />
					</div>
					{aside && (
						<Column columns={4}>
							{missing && <MissingCard missing={missing} />}
							{findings && <FindingsCard findings={findings} showLot />}
							{near && <NearLimitCard results={near} />}
							{gaps && <GapsCard overview={gaps} />}
							<CertificatesCard certificates={certificates} />
						</Column>
					)}
				</Grid>
			</div>
		</>
	)
}
