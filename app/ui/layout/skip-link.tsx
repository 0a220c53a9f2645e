import { useTranslation } from 'react-i18next'

/** The id of a page's main landmark, where the skip link leads. */
export const MAIN_ID = 'content'

/** The first thing the Tab key reaches: past the navigation to the content. */
export function SkipLink() {
	const { t } = useTranslation('common')
	return (
		<a
			href={`#${MAIN_ID}`}
			className="no-print sr-only rounded-2 bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2"
		>
			{t('skipToContent')}
		</a>
	)
}
