import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'

export interface Crumb {
	readonly label: string
	/** Absent on the last: the page itself. */
	readonly to?: string | undefined
}

/** Where a page stands. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
	const { t } = useTranslation('common')
	return (
		<nav aria-label={t('breadcrumbs')} className="no-print mb-2 text-12 text-text-3">
			<ol className="flex flex-wrap items-center gap-1.5">
				{crumbs.map(({ label, to }, index) => (
					<li key={to ?? label} className="flex items-center gap-1.5">
						{index > 0 && <ChevronRight aria-hidden="true" className="size-3.5!" />}
						{to ? (
							<AppLink to={to} className="text-text-2 pointer-coarse:py-3">
								{label}
							</AppLink>
						) : (
							<span aria-current="page">{label}</span>
						)}
					</li>
				))}
			</ol>
		</nav>
	)
}
