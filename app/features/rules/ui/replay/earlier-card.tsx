import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { ReplayPage } from '../../replay/replay-page.server.ts'
import { useReplayWords } from './replay-words.ts'

/** The replays of this rule set, newest first. */
export function EarlierCard({ page }: { page: ReplayPage }) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const words = useReplayWords()
	if (page.replays.rows.length === 0) return null
	return (
		<Card title={t('replay.earlier')} padding="flush">
			<ListRows
				label={t('replay.earlier')}
				rows={page.replays.rows.map((replay) => ({
					key: replay.id,
					title: words.candidate(replay),
					detail: `${dateTime(replay.createdAt)} · ${words.scope(replay)}`,
					aside: words.outcome(replay),
					to: `/rules/${page.key}/replay?run=${replay.id}`,
					current: replay.id === page.shown?.id,
				}))}
			/>
			<ListPager name="replays" page={page.replays} />
		</Card>
	)
}
