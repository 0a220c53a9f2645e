import { createContext, useContext, useId } from 'react'

/** What a `<Field>` tells the control inside it. */
export interface FieldState {
	readonly id: string
	readonly describedBy: string | undefined
	readonly invalid: boolean
	readonly required: boolean
}

export const FieldContext = createContext<FieldState | null>(null)

export interface ControlAttributes {
	readonly id: string
	readonly 'aria-describedby'?: string | undefined
	readonly 'aria-invalid'?: true | undefined
	readonly required?: boolean | undefined
}

/** The attributes that tie a control to the `<Field>` around it; what the caller gives itself wins. */
export function useControl(own: {
	readonly id?: string | undefined
	readonly 'aria-describedby'?: string | undefined
	readonly required?: boolean | undefined
}): ControlAttributes {
	const field = useContext(FieldContext)
	const fallback = useId()
	const describedBy = [own['aria-describedby'], field?.describedBy].filter(Boolean).join(' ')
	return {
		id: own.id ?? field?.id ?? fallback,
		...(describedBy ? { 'aria-describedby': describedBy } : {}),
		...(field?.invalid ? { 'aria-invalid': true } : {}),
		...(own.required || field?.required ? { required: true } : {}),
	}
}
