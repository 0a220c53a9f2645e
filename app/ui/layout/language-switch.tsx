import { Form, useLocation } from '@remix-run/react'
import { Globe } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { cx } from '#app/ui/cx.ts'

export interface LanguageOption {
	/** BCP 47 tag. */
	readonly code: string
	/** Its name in itself: "English", "中文". */
	readonly label: string
}

export interface LanguageSwitchProps {
	/** Takes a post of `language` and `redirectTo`. */
	readonly action: string
	readonly language: string
	readonly languages: readonly LanguageOption[]
	readonly className?: string | undefined
}

/** Changes the language and comes back to the same page; one button for each other language, named in that language. */
export function LanguageSwitch({ action, language, languages, className }: LanguageSwitchProps) {
	const { t } = useTranslation('common')
	const location = useLocation()
	return (
		<Form method="post" action={action} reloadDocument className={cx('flex', className)} aria-label={t('language')}>
			<input type="hidden" name="redirectTo" value={location.pathname + location.search} />
			{languages
				.filter(({ code }) => code !== language)
				.map(({ code, label }) => (
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
						{label}
					</Button>
				))}
		</Form>
	)
}
