import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import { MISSING_KINDS, type MissingKind } from '../home.model.ts'

const TONES: Record<MissingKind, Tone> = {
	ready: 'released',
	deviation: 'rejected',
	failing: 'rejected',
	result: 'draft',
	certificate: 'quarantine',
}

/** The release queue by the first thing that each lot lacks. */
export function MissingCard({ missing }: { missing: Record<MissingKind, number> }) {
	const { t } = useTranslation('home')
	const all = MISSING_KINDS.reduce((sum, kind) => sum + missing[kind], 0)
	const shown = MISSING_KINDS.filter((kind) => missing[kind] > 0)
	return (
		<Card
			title={t('missing.title')}
			padding="flush"
			footer={
				<AppLink to="/release">
					{missing.ready > 0 ? t('missing.sign', { count: missing.ready }) : t('missing.queue')}
				</AppLink>
			}
		>
			{all === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('missing.none')}</p>
			) : (
				<ul>
					{shown.map((kind) => (
						<li
							key={kind}
							className="grid grid-cols-[minmax(0,1fr)_96px_28px] items-center gap-3 px-4 py-2 not-first:border-t not-first:border-line"
						>
							<span>{t(`missing.${kind}`)}</span>
							<ProgressBar
								bare
								label={t(`missing.${kind}`)}
								done={missing[kind]}
								total={all}
								tone={TONES[kind]}
								text={`${missing[kind]} / ${all}`}
							/>
							<span className="num font-semibold">{missing[kind]}</span>
						</li>
					))}
				</ul>
			)}
		</Card>
	)
}
