import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { pageAddress } from '#app/ui/data/list-address.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { AcrossPage } from '../shared-lots.queries.server.ts'
import { LevelTag } from './level-tag.tsx'

/** Where a trace, or a lot, goes on in connected companies, page by page. Nothing where it does not. */
export function AcrossCard({ page, pageSize, className }: { page: AcrossPage; pageSize: number; className?: string }) {
	const { t } = useTranslation('network')
	const { say, number } = useReader()
	const [search] = useSearchParams()
	const { rows, first, all } = page
	if (all === 0) return null
	const last = first + rows.length - 1
	const from = (skipped: number) => pageAddress(search, { across: skipped > 0 ? String(skipped) : null })
	return (
		<Card
			title={t('across.title')}
			sub={t('across.sub', { count: all })}
			padding="flush"
			{...(className ? { className } : {})}
		>
			<ListRows
				label={t('across.title')}
				rows={rows.map((row) => ({
					key: row.id,
					to: `/network/lots/${row.id}`,
					title: row.code ? <span className="mono">{row.code}</span> : t('lots.unnamed'),
					detail: t('across.with', { direction: t(`across.${row.direction}`), company: say(row.company) }),
					aside: <LevelTag level={row.level} />,
				}))}
			/>
			{all > pageSize && (
				<Pager
					summary={t('across.range', { first: number(first), last: number(last), all: number(all) })}
					previousHref={first > 1 ? from(Math.max(first - 1 - pageSize, 0)) : undefined}
					nextHref={last < all ? from(last) : undefined}
				/>
			)}
		</Card>
	)
}
