import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { TextInput } from '#app/ui/forms/text-input.tsx'

export interface NumberWithUnitProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type'> {
	/** Shown at the right inside the box and read out after the label. */
	readonly unit: string
	/** Another unit may be typed behind the number, as in `2 box`: the keyboard of a phone has letters then. */
	readonly otherUnits?: boolean
}

/**
 * A decimal number with its unit. A text control with a decimal keyboard, not `type="number"`: that drops what it cannot
 * read, rounds in some browsers and changes on the mouse wheel. The value stays a string, as quantities are decimals.
 */
export const NumberWithUnit = forwardRef<HTMLInputElement, NumberWithUnitProps>(function NumberWithUnit(
	{ unit, otherUnits = false, ...props },
	ref,
) {
	return (
		<TextInput
			ref={ref}
			inputMode={otherUnits ? 'text' : 'decimal'}
			autoComplete="off"
			{...props}
			trailing={<span>{unit}</span>}
		/>
	)
})
