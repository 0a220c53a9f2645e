import type { ReactNode } from 'react'
import { BrandMark } from '#app/ui/layout/brand-mark.tsx'
import { LanguageSwitch } from '#app/ui/layout/language-switch.tsx'
import type { Brand } from '#app/ui/layout/nav.ts'
import { MAIN_ID, SkipLink } from '#app/ui/layout/skip-link.tsx'

export interface PublicShellProps {
	readonly brand: Brand
	readonly preferencesAction: string
	readonly language: string
	/** Who provides the page, and what it shows. */
	readonly footer?: ReactNode
	readonly children: ReactNode
}

/** The shell of pages without a login: provenance, the page behind a recall notice. Text is 14 px, for reading. */
export function PublicShell({ brand, preferencesAction, language, footer, children }: PublicShellProps) {
	return (
		<div className="mx-auto max-w-[1040px] px-4 pb-8 text-14 print:max-w-none print:p-0 [&_h2]:text-16">
			<SkipLink />
			<header className="flex h-14 items-center justify-between gap-2.5">
				<BrandMark brand={brand} size="lg" />
				<LanguageSwitch action={preferencesAction} language={language} className="no-print" />
			</header>
			<main id={MAIN_ID} tabIndex={-1} className="outline-none focus-visible:shadow-none!">
				{children}
			</main>
			{footer && <footer className="mt-6 text-12 text-text-3">{footer}</footer>}
		</div>
	)
}
