import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { BrandMark } from '#app/ui/layout/brand-mark.tsx'
import { MainNav } from '#app/ui/layout/main-nav.tsx'
import type { Brand, NavGroup } from '#app/ui/layout/nav.ts'

export interface NavDrawerProps {
	readonly open: boolean
	readonly onOpenChange: (open: boolean) => void
	readonly brand: Brand
	readonly nav: readonly NavGroup[]
	/** Language and theme, below the navigation. */
	readonly children?: ReactNode
}

/** The navigation under 900 px: a drawer from the left that closes as soon as a page is chosen. */
export function NavDrawer({ open, onOpenChange, brand, nav, children }: NavDrawerProps) {
	const { t } = useTranslation('common')
	return (
		<Dialog.Root open={open} onOpenChange={onOpenChange}>
			<Dialog.Portal>
				<Dialog.Overlay className="scrim" />
				<Dialog.Content
					aria-describedby={undefined}
					className="floating fixed inset-y-0 left-0 z-50 flex w-[min(300px,86vw)] flex-col border-r border-line bg-surface-2 px-2 pb-3 shadow-3 outline-none"
				>
					<Dialog.Title className="sr-only">{t('menu')}</Dialog.Title>
					<div className="mb-2 flex h-topbar flex-none items-center justify-between gap-2 pl-2">
						<BrandMark brand={brand} />
						<Dialog.Close asChild>
							<IconButton icon={X} label={t('close')} variant="ghost" />
						</Dialog.Close>
					</div>
					<MainNav groups={nav} onNavigate={() => onOpenChange(false)} />
					<div className="flex items-center justify-between gap-2 border-t border-line px-1 pt-3">{children}</div>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	)
}
