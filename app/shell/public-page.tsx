import { useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PRODUCT_BRAND } from '#app/features/identity/ui/public-frame.ts'
import { useNonce } from '#app/platform/http/nonce.ts'
import type { TenantFace } from '#app/platform/themes/tenant-face.server.ts'
import type { RootData } from '#app/root.tsx'
import { PublicShell } from '#app/ui/layout/public-shell.tsx'

/** The frame of a page without a log-in: in the colours of the tenant that it belongs to, or the product's own. */
export function PublicPage({
	face,
	footer,
	children,
}: {
	face: TenantFace | null
	footer?: ReactNode
	children: ReactNode
}) {
	const root = useRouteLoaderData('root') as RootData | undefined
	const nonce = useNonce()
	const { t } = useTranslation('provenance')
	return (
		<>
			{face && (
				// biome-ignore lint/security/noDangerouslySetInnerHtml: three colour variables from a validated theme
				<style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: face.css }} />
			)}
			<PublicShell
				brand={
					face
						? { initials: face.initials, name: face.name, homeTo: '/lookup' }
						: { ...PRODUCT_BRAND, homeTo: '/lookup' }
				}
				preferencesAction="/preferences"
				language={root?.language ?? 'en'}
				footer={footer ?? t('footer', { tenant: face?.name ?? 'Lotline 批迹' })}
			>
				{children}
			</PublicShell>
		</>
	)
}
