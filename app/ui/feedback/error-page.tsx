import type { LucideIcon } from 'lucide-react'
import { Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ErrorPageProps {
	/** The HTTP status or an error's own code. */
	readonly code: string | number
	readonly title: string
	/** What happened, and why if it is known. */
	readonly children: ReactNode
	/** The next step: links and buttons. */
	readonly actions: ReactNode
	readonly icon?: LucideIcon | undefined
	/** What support needs to find it: the request's id. */
	readonly reference?: ReactNode
}

/** A page that could not be shown: its code, what happened, the next step. */
export function ErrorPage({ code, title, children, actions, icon: Icon = Unplug, reference }: ErrorPageProps) {
	const { t } = useTranslation('common')
	return (
		<div className="mx-auto flex min-h-[60vh] max-w-[560px] flex-col justify-center gap-2 px-4 py-10">
			<Icon aria-hidden="true" className="mb-2 size-6! text-text-3" />
			<p className="text-12 text-text-3">{t('errorCode', { code })}</p>
			<h1>{title}</h1>
			<div className="text-14 text-text-2">{children}</div>
			<div className="mt-3 flex flex-wrap gap-2">{actions}</div>
			{reference && <p className="mt-6 border-t border-line pt-3 text-12 text-text-3">{reference}</p>}
		</div>
	)
}
