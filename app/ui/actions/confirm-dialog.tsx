import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import type { ButtonVariant } from '#app/ui/actions/button-class.ts'
import { Dialog } from '#app/ui/actions/dialog.tsx'

export interface ConfirmDialogProps {
	readonly open: boolean
	readonly onOpenChange: (open: boolean) => void
	readonly title: ReactNode
	/** What will happen, and whether it can be undone. */
	readonly children: ReactNode
	readonly confirmLabel: string
	readonly cancelLabel?: string | undefined
	readonly variant?: ButtonVariant | undefined
	readonly busy?: boolean | undefined
	readonly onConfirm: () => void
}

/** Asks once before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
	const { open, onOpenChange, title, children, confirmLabel, cancelLabel, variant = 'primary', busy, onConfirm } = props
	const { t } = useTranslation('common')
	const footer = (
		<>
			<Button onClick={() => onOpenChange(false)}>{cancelLabel ?? t('cancel')}</Button>
			<Button variant={variant} busy={busy} onClick={onConfirm}>
				{confirmLabel}
			</Button>
		</>
	)
	return (
		<Dialog open={open} onOpenChange={onOpenChange} title={title} width="sm" footer={footer}>
			<div className="text-text-2">{children}</div>
		</Dialog>
	)
}
