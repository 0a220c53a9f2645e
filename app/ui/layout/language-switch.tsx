import { Form, useLocation } from '@remix-run/react'
import { Globe } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, LANGUAGES } from '#app/core/localized.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { cx } from '#app/ui/cx.ts'

export interface LanguageSwitchProps {
	/** Takes a post of `language` and `redirectTo`. */
	readonly action: string
	readonly language: string
	readonly className?: string | undefined
}

/** Changes the language and comes back to the same page; one button for each other language, named in that language. */
export function LanguageSwitch({ action, language, className }: LanguageSwitchProps) {
	const { t } = useTranslation('common')
	const location = useLocation()
	return (
		<Form method="post" action={action} reloadDocument className={cx('flex', className)} aria-label={t('language')}>
			<input type="hidden" name="redirectTo" value={location.pathname + location.search} />
			{LANGUAGES.filter((code) => code !== language).map((code) => (
				<Button
					key={code}
					type="submit"
					name="language"
					value={code}
					lang={code}
					icon={Globe}
					variant="ghost"
					size="sm"
				>
					{LANGUAGE_NAMES[code]}
				</Button>
			))}
		</Form>
	)
}
