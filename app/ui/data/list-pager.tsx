import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { pageAddress } from '#app/ui/data/list-address.ts'
import { Pager } from '#app/ui/data/pager.tsx'

type Props = {
	/** The list's parameter of the address. */
	name: string
	page: Pick<ListPage<unknown>, 'rows' | 'nextCursor'> & { more?: number }
}

/** Leads through one of the lists of a page and says how many follow. Nothing where one page holds all. */
export function ListPager({ name, page }: Props) {
	const { t, i18n } = useTranslation('common')
	const [search] = useSearchParams()
	const isPaged = search.has(name)
	if (!page.nextCursor && !isPaged) return null
	const to = (cursor: string | null) => pageAddress(search, { [name]: cursor })
	const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
	const shown = number(page.rows.length)
	return (
		<Pager
			summary={page.more ? t('shownAndMore', { shown, more: number(page.more) }) : t('shownHere', { shown })}
			previousHref={isPaged ? to(null) : undefined}
			nextHref={page.nextCursor ? to(page.nextCursor) : undefined}
			keepsPlace
		/>
	)
}
