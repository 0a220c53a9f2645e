import { useSearchParams } from '@remix-run/react'
import { Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { StartChoice, TraceStart } from '../find-start.server.ts'

type Props = { choices: readonly StartChoice[]; all: number; item: TraceStart['item'] }

/** Lots that what was typed may mean, to start from one; of an item, the newest and the way to all of them. */
export function StartChoices({ choices, all, item }: Props) {
	const { t } = useTranslation('genealogy')
	const { say } = useReader()
	const [search] = useSearchParams()
	const itemName = item && [item.sku, item.name && say(item.name)].filter(Boolean).join(' · ')
	if (item && choices.length === 0)
		return (
			<Card padding="flush">
				<EmptyState
					icon={Package}
					title={t('choose.noLots', { item: itemName })}
					action={<AppLink to={`/items/${item.id}`}>{t('choose.toItem')}</AppLink>}
				>
					{t('choose.noLotsText')}
				</EmptyState>
			</Card>
		)
	const first = item ? t('choose.newest', { count: choices.length }) : t('choose.first', { count: choices.length })
	return (
		<Card
			title={item ? t('choose.ofItem', { count: all, item: itemName }) : t('choose.title', { count: all })}
			sub={all > choices.length ? first : t('choose.sub')}
			actions={item ? <AppLink to={`/items/${item.id}`}>{t('choose.toItem')}</AppLink> : undefined}
			padding="flush"
		>
			<ListRows
				rows={choices.map(({ id, code, detail, status }) => ({
					key: id,
					title: <span className="mono">{code}</span>,
					detail: detail && !item ? say(detail) : undefined,
					to: `/trace${listAddress(search, { lot: id, q: null })}`,
					aside: status ? <StatusText tone={status.tone} label={say(status.title)} /> : undefined,
				}))}
			/>
			{item && all > choices.length && <CardMore to={`/lots?item=${item.id}`} shown={choices.length} all={all} />}
		</Card>
	)
}
