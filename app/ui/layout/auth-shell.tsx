import type { ReactNode } from 'react'
import { BrandMark } from '#app/ui/layout/brand-mark.tsx'
import { LanguageSwitch } from '#app/ui/layout/language-switch.tsx'
import type { Brand } from '#app/ui/layout/nav.ts'
import { MAIN_ID, SkipLink } from '#app/ui/layout/skip-link.tsx'

export interface AuthShellProps {
	readonly brand: Brand
	readonly preferencesAction: string
	readonly language: string
	readonly title: ReactNode
	readonly subtitle?: ReactNode
	/** Below the card: help, another way in. */
	readonly footer?: ReactNode
	readonly width?: 'sm' | 'md' | undefined
	readonly children: ReactNode
}

/** Log in, second factor, forgotten password, invitation: one card in the middle of a calm page. */
export function AuthShell(props: AuthShellProps) {
	const { brand, preferencesAction, language, title, subtitle, footer, width = 'sm', children } = props
	return (
		<div className="flex min-h-dvh flex-col px-4">
			<SkipLink />
			<header className="flex h-16 items-center justify-between gap-2">
				<BrandMark brand={brand} size="lg" />
				<LanguageSwitch action={preferencesAction} language={language} />
			</header>
			<main
				id={MAIN_ID}
				tabIndex={-1}
				className={`mx-auto flex w-full flex-1 flex-col justify-center pb-24 outline-none focus-visible:shadow-none! ${width === 'sm' ? 'max-w-[400px]' : 'max-w-[560px]'}`}
			>
				<div className="rounded-4 border border-line bg-surface p-6 desk:p-8">
					<h1>{title}</h1>
					{subtitle && <p className="mt-1 text-14 text-text-2">{subtitle}</p>}
					<div className="mt-5">{children}</div>
				</div>
				{footer && <div className="mt-4 text-center text-12 text-text-3">{footer}</div>}
			</main>
		</div>
	)
}
