import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'

type Props = { to: string } & ({ children: ReactNode } | { shown: number; all: number })

/** Under a list in a card that goes on elsewhere: how much of how much is shown, as the link to all of it. */
export function CardMore({ to, ...said }: Props) {
	const { t, i18n } = useTranslation('common')
	const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
	return (
		<p className="border-t border-line px-4 py-2">
			<AppLink to={to} className="inline-flex min-h-6 items-center">
				{'children' in said ? said.children : t('seeAllOf', { shown: number(said.shown), all: number(said.all) })}
			</AppLink>
		</p>
	)
}
