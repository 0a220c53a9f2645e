import { X } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { cx } from '#app/ui/cx.ts'

export interface DialogProps {
	readonly open: boolean
	readonly onOpenChange: (open: boolean) => void
	readonly title: ReactNode
	readonly description?: ReactNode
	readonly children?: ReactNode
	/** The buttons: cancel first, the deciding one last. */
	readonly footer?: ReactNode
	/** Largest width on wide screens. */
	readonly width?: 'sm' | 'md' | 'lg' | undefined
	/** Keeps it open on a press outside, where typed values would be lost. */
	readonly keepOpenOnOutside?: boolean | undefined
}

const WIDTHS = { sm: 'desk:max-w-[420px]', md: 'desk:max-w-[560px]', lg: 'desk:max-w-[800px]' } as const

/** A dialog: centred on wide screens, a sheet from the bottom under 900 px. Escape closes it; focus returns. */
export function Dialog(props: DialogProps) {
	const { open, onOpenChange, title, description, children, footer, width = 'md', keepOpenOnOutside } = props
	const { t } = useTranslation('common')
	return (
		<RadixDialog.Root open={open} onOpenChange={onOpenChange}>
			<RadixDialog.Portal>
				<RadixDialog.Overlay className="scrim grid place-items-end overflow-y-auto pt-10 desk:place-items-center desk:p-4">
					<RadixDialog.Content
						className={cx(
							'floating w-full overflow-hidden rounded-t-4 border border-line bg-overlay shadow-3 outline-none desk:rounded-4',
							WIDTHS[width],
						)}
						onPointerDownOutside={keepOpenOnOutside ? (event) => event.preventDefault() : undefined}
						{...(description ? {} : { 'aria-describedby': undefined })}
					>
						<header className="flex items-start gap-2 px-4 pt-4 pb-2 desk:px-5">
							<div className="min-w-0 flex-1">
								<RadixDialog.Title className="text-16 font-semibold">{title}</RadixDialog.Title>
								{description && (
									<RadixDialog.Description className="text-text-2">{description}</RadixDialog.Description>
								)}
							</div>
							<RadixDialog.Close asChild>
								<IconButton icon={X} label={t('close')} variant="ghost" size="sm" />
							</RadixDialog.Close>
						</header>
						{children && <div className="space-y-4 px-4 pt-2 pb-5 desk:px-5">{children}</div>}
						{footer && <DialogFooter>{footer}</DialogFooter>}
					</RadixDialog.Content>
				</RadixDialog.Overlay>
			</RadixDialog.Portal>
		</RadixDialog.Root>
	)
}

/** The buttons of a dialog; rendered on its own when they belong to a form inside the dialog's body. */
export function DialogFooter({ children, flush }: { children: ReactNode; flush?: boolean | undefined }) {
	return (
		<footer
			className={cx(
				'flex flex-wrap justify-end gap-2 border-t border-line bg-surface-2 px-4 py-3 max-desk:*:flex-1 desk:px-5',
				flush && '-mx-4 mt-5 -mb-5 desk:-mx-5',
			)}
		>
			{children}
		</footer>
	)
}
