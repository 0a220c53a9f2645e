import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { AcrossLot } from '../shared-lots.queries.server.ts'
import { LevelTag } from './level-tag.tsx'

/** Rows listed before the rest is only counted. */
const LISTED = 30

/** Where a trace, or a lot, goes on in connected companies. Nothing where it does not. */
export function AcrossCard({ rows, className }: { rows: readonly AcrossLot[]; className?: string }) {
	const { t } = useTranslation('network')
	const { say } = useReader()
	if (rows.length === 0) return null
	return (
		<Card
			title={t('across.title')}
			sub={t('across.sub', { count: rows.length })}
			padding="flush"
			{...(rows.length > LISTED ? { footer: t('across.cut', { count: LISTED }) } : {})}
			{...(className ? { className } : {})}
		>
			<ListRows
				label={t('across.title')}
				rows={rows.slice(0, LISTED).map((row) => ({
					key: row.id,
					to: `/network/lots/${row.id}`,
					title: row.code ? <span className="mono">{row.code}</span> : t('lots.unnamed'),
					detail: t('across.with', { direction: t(`across.${row.direction}`), company: say(row.company) }),
					aside: <LevelTag level={row.level} />,
				}))}
			/>
		</Card>
	)
}
