import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useTranslation } from 'react-i18next'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { DISCLOSURE_LEVELS, type DisclosureLevel } from '../network.model.ts'

type Props = Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'value' | 'defaultValue' | 'children'> & {
	legend: string
	name: string
	error: string | undefined
	/** All of them where not given. */
	levels?: readonly DisclosureLevel[] | undefined
}

/** One of the levels, each with what it shows. Takes what `register()` gives. */
export const LevelField = forwardRef<HTMLInputElement, Props>(function LevelField(
	{ levels = DISCLOSURE_LEVELS, ...props },
	ref,
) {
	const { t } = useTranslation('network')
	return (
		<RadioGroup
			ref={ref}
			required
			{...props}
			options={levels.map((level) => ({ value: level, label: t(`level.${level}`), hint: t(`levelText.${level}`) }))}
		/>
	)
})
