import { useEffect, useState } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface ToastMessage {
	readonly tone: Tone
	readonly title: string
	readonly detail?: string | undefined
	readonly action?: { readonly label: string; readonly onClick: () => void } | undefined
	/** From 0 to 1, for work that goes on. Such a toast stays until it is told otherwise. */
	readonly progress?: number | undefined
	/** Milliseconds it stays; 6,000 where not given. */
	readonly durationMs?: number | undefined
}

/** Shows a notice of something done. Errors of a form are not toasts: they stand beside the field. Returns its id. */
export function showToast(message: ToastMessage, id?: string | number): string | number {
	const durationMs = message.durationMs ?? (message.progress === undefined ? 6000 : Number.POSITIVE_INFINITY)
	return toast.custom((own) => <ToastBody message={message} onAction={() => toast.dismiss(own)} />, {
		duration: durationMs,
		...(id === undefined ? {} : { id }),
	})
}

function ToastBody({ message, onAction }: { message: ToastMessage; onAction: () => void }) {
	const { tone, title, detail, action, progress } = message
	const Icon = TONE_ICONS[tone]
	return (
		<div
			className={cx(
				toneClass(tone),
				'flex w-full items-start gap-3 rounded-3 border border-line bg-overlay py-3 pr-3 pl-4 font-sans text-13 text-text shadow-2',
			)}
		>
			<Icon aria-hidden="true" className="mt-0.5 text-c-fg" />
			<div className="min-w-0 flex-1">
				<div className="font-medium">{title}</div>
				{detail && <div className="text-12 text-text-2">{detail}</div>}
				{progress !== undefined && (
					<div className="mt-2 h-1.5 overflow-hidden rounded-full bg-surface-3">
						<div className="h-full bg-c" style={{ width: `${Math.round(progress * 100)}%` }} />
					</div>
				)}
			</div>
			{action && (
				<button
					type="button"
					className={buttonClass({ size: 'sm' })}
					onClick={() => {
						action.onClick()
						onAction()
					}}
				>
					{action.label}
				</button>
			)}
		</div>
	)
}

/** Where toasts appear: once, in the root. `label` names the region for screen readers. */
export function Toaster({ label }: { label: string }) {
	const [mounted, setMounted] = useState(false)
	useEffect(() => setMounted(true), [])
	if (!mounted) return null
	return <Sonner position="bottom-right" containerAriaLabel={label} toastOptions={{ className: 'w-full' }} gap={8} />
}
