import { useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { RootData } from '#app/root.tsx'
import { AuthShell } from '#app/ui/layout/auth-shell.tsx'
import type { Brand } from '#app/ui/layout/nav.ts'
import { PRODUCT_BRAND } from './public-frame.ts'

/** The frame of pages before the log-in: the product's mark, or the inviting tenant's. */
export function AuthFrame(props: {
	title: string
	subtitle?: ReactNode
	footer?: ReactNode
	brand?: Brand
	children: ReactNode
}) {
	const root = useRouteLoaderData('root') as RootData | undefined
	return (
		<AuthShell
			brand={props.brand ?? PRODUCT_BRAND}
			preferencesAction="/preferences"
			language={root?.language ?? 'en'}
			title={props.title}
			{...(props.subtitle ? { subtitle: props.subtitle } : {})}
			{...(props.footer ? { footer: props.footer } : {})}
		>
			{props.children}
		</AuthShell>
	)
}
