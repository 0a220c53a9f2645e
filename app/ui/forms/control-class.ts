import { cx } from '#app/ui/cx.ts'

/** The look of a text control: input, select, text area. The edge turns red where `aria-invalid` is set. */
export const controlClass = (className?: string): string =>
	cx(
		'w-full min-w-0 rounded-2 border border-control-line bg-surface px-2.5 py-1 text-13 text-text',
		'min-h-control focus-visible:border-accent max-desk:text-16 pointer-coarse:min-h-11',
		'aria-invalid:border-rejected-solid',
		'disabled:cursor-not-allowed disabled:border-line-2 disabled:bg-surface-3 disabled:text-text-3',
		'[&[readonly]]:border-line-2 [&[readonly]]:bg-surface-3 [&[readonly]]:text-text-2',
		className,
	)
