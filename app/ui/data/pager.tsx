import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'

export interface PagerProps {
	/** "1–25 of 214", or "25 shown". */
	readonly summary?: ReactNode
	/** The same list before or after the cursor; absent at its ends. */
	readonly previousHref?: string | undefined
	readonly nextHref?: string | undefined
	/** One of several lists of a page: the page stays where it was scrolled to. */
	readonly keepsPlace?: boolean | undefined
}

/** Back and next through a list that is paged by cursor. */
export function Pager({ summary, previousHref, nextHref, keepsPlace = false }: PagerProps) {
	const { t } = useTranslation('common')
	return (
		<nav
			aria-label={t('pages')}
			className="no-print flex min-h-11 flex-wrap items-center gap-2 border-t border-line py-2 pr-3 pl-4"
		>
			<span className="flex-1 text-12 text-text-3">{summary}</span>
			{previousHref && (
				<Button asChild size="sm">
					<AppLink to={previousHref} rel="prev" preventScrollReset={keepsPlace}>
						{t('previousPage')}
					</AppLink>
				</Button>
			)}
			{nextHref && (
				<Button asChild size="sm">
					<AppLink to={nextHref} rel="next" preventScrollReset={keepsPlace}>
						{t('nextPage')}
					</AppLink>
				</Button>
			)}
		</nav>
	)
}
