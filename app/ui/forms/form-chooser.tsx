import { type Control, type FieldPath, type FieldPathValue, type FieldValues, useController } from 'react-hook-form'
import { Chooser, type ChooserProps } from '#app/ui/forms/chooser.tsx'

type Props<Input extends FieldValues, Output> = Omit<ChooserProps, 'value' | 'defaultValue' | 'name' | 'onBlur'> & {
	readonly control: Control<Input, unknown, Output>
	readonly name: FieldPath<Input>
	/** The value goes with the field when the field goes. */
	readonly shouldUnregister?: boolean | undefined
}

/** A chooser as a field of a form of react-hook-form: `<FormChooser control={form.control} name="siteId" list={sites} />`. */
export function FormChooser<Input extends FieldValues, Output>(props: Props<Input, Output>) {
	const { control, name, shouldUnregister = false, onChoose, ...rest } = props
	const { field } = useController({ control, name, shouldUnregister })
	return (
		<Chooser
			{...rest}
			ref={field.ref}
			name={name}
			value={String(field.value ?? '')}
			onBlur={field.onBlur}
			onChoose={(value, choice) => {
				field.onChange(value as FieldPathValue<Input, FieldPath<Input>>)
				onChoose?.(value, choice)
			}}
		/>
	)
}
