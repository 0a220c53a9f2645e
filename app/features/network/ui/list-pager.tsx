import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Pager } from '#app/ui/data/pager.tsx'
import type { NetworkPage } from '../network-page.ts'

/** Leads through one of the lists of a page; `name` is its parameter of the address. Nothing where one page holds all. */
export function ListPager({ name, page }: { name: string; page: NetworkPage<unknown> }) {
	const { t } = useTranslation('network')
	const [search] = useSearchParams()
	const paged = search.has(name)
	if (!page.nextCursor && !paged) return null
	const to = (cursor: string | null) => listAddress(search, { cursor: search.get('cursor'), [name]: cursor })
	return (
		<Pager
			summary={t('shown', { count: page.rows.length })}
			previousHref={paged ? to(null) : undefined}
			nextHref={page.nextCursor ? to(page.nextCursor) : undefined}
		/>
	)
}
