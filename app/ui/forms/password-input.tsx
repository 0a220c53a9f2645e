import { Eye, EyeOff } from 'lucide-react'
import { type ComponentPropsWithoutRef, forwardRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '#app/ui/forms/text-input.tsx'

export type PasswordInputProps = Omit<ComponentPropsWithoutRef<'input'>, 'type'>

/** A password, which may be shown. Pasting and password managers work. */
export const PasswordInput = forwardRef<HTMLInputElement, PasswordInputProps>(function PasswordInput(props, ref) {
	const { t } = useTranslation('common')
	const [shown, setShown] = useState(false)
	const Icon = shown ? EyeOff : Eye
	const label = shown ? t('hidePassword') : t('showPassword')
	return (
		<TextInput
			ref={ref}
			type={shown ? 'text' : 'password'}
			autoComplete="current-password"
			autoCapitalize="off"
			autoCorrect="off"
			spellCheck={false}
			{...props}
			trailing={
				<button
					type="button"
					aria-label={label}
					aria-pressed={shown}
					title={label}
					onClick={() => setShown(!shown)}
					className="-mr-1.5 grid size-7 place-items-center rounded-1 text-text-3 hover:text-text pointer-coarse:-mr-2.5 pointer-coarse:size-11"
				>
					<Icon aria-hidden="true" />
				</button>
			}
		/>
	)
})
