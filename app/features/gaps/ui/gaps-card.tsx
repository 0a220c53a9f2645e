import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { GAP_KINDS } from '../gap.model.ts'
import type { GapOverview } from '../gaps.queries.server.ts'

/** How many gaps of each kind are open, on the first page of whoever closes them. */
export function GapsCard({ overview }: { overview: Pick<GapOverview, 'counts' | 'total' | 'high'> }) {
	const { t } = useTranslation('gaps')
	const shown = GAP_KINDS.filter((kind) => overview.counts[kind])
	return (
		<Card
			title={t('home.title')}
			{...(overview.high > 0 ? { sub: t('home.high', { count: overview.high }) } : {})}
			padding="flush"
			footer={<AppLink to="/gaps">{t('home.open')}</AppLink>}
		>
			{shown.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('home.none')}</p>
			) : (
				<ul>
					{shown.map((kind) => (
						<li key={kind} className="flex items-center gap-3 px-4 py-2 not-first:border-t not-first:border-line">
							<AppLink to={`/gaps?kind=${kind}`} className="flex-1">
								{t(`kind.${kind}`)}
							</AppLink>
							<span className="num font-semibold">{overview.counts[kind]}</span>
						</li>
					))}
				</ul>
			)}
		</Card>
	)
}
