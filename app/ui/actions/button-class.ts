import { cx } from '#app/ui/cx.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-fill' | 'hold'

export interface ButtonLook {
	readonly variant?: ButtonVariant | undefined
	readonly size?: 'md' | 'sm' | undefined
	/** Square, for an icon alone; the caller gives `aria-label`. */
	readonly iconOnly?: boolean | undefined
}

const BASE =
	'inline-flex cursor-pointer items-center justify-center rounded-2 border font-medium whitespace-nowrap no-underline transition-colors hover:no-underline'

const VARIANTS: Record<ButtonVariant, string> = {
	primary: 'border-transparent bg-accent text-on-accent shadow-1 hover:bg-accent-hover',
	secondary: 'border-line-2 bg-surface text-text shadow-1 hover:bg-surface-3',
	ghost: 'border-transparent bg-transparent text-text-2 hover:bg-surface-3',
	danger: 'border-rejected-line bg-surface text-rejected-fg shadow-1 hover:bg-rejected-bg',
	'danger-fill':
		'border-transparent bg-[light-dark(var(--rejected-solid),var(--rejected-fg))] text-on-accent shadow-1 hover:brightness-95',
	hold: 'border-hold-line bg-hold-bg text-hold-fg shadow-1 hover:border-hold-solid',
}

const REFUSED = 'cursor-not-allowed border-line bg-surface-3 text-text-3'

/** The classes of a button, for what must look like one without being one. `refused` wins over the variant. */
export function buttonClass(
	look: ButtonLook & { refused?: boolean | undefined; className?: string | undefined } = {},
): string {
	const { variant = 'secondary', size = 'md', iconOnly, refused, className } = look
	const height =
		size === 'sm'
			? 'min-h-[26px] max-desk:min-h-9 pointer-coarse:min-h-11'
			: 'min-h-control max-desk:min-h-10 pointer-coarse:min-h-11'
	const text = size === 'sm' ? 'gap-1.5 text-12' : 'gap-1.5 text-13'
	const square =
		size === 'sm' ? 'w-[26px] p-0 max-desk:w-9 pointer-coarse:w-11' : 'w-control p-0 max-desk:w-10 pointer-coarse:w-11'
	const wide = size === 'sm' ? 'px-2 max-desk:px-2.5' : 'px-3'
	return cx(BASE, height, text, iconOnly ? square : wide, refused ? REFUSED : VARIANTS[variant], className)
}
