import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES } from '#app/core/localized.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import type { Preview } from '../preview-template.server.ts'

type Props = { preview: Record<'en' | 'zh-CN', Preview>; channels: readonly string[] }

/** What a template would say in both languages, beside each other. */
export function TemplatePreview({ preview, channels }: Props) {
	const { t } = useTranslation('notifications')
	return (
		<Card title={t('template.previewTitle')} padding="flush">
			<div className="grid desk:grid-cols-2">
				{(['zh-CN', 'en'] as const).map((language) => {
					const one = preview[language]
					const facts = [
						...(channels.includes('in-app') ? [{ label: t('field.title'), value: one.title }] : []),
						...(channels.includes('mail') ? [{ label: t('field.subject'), value: one.subject }] : []),
						...(channels.includes('webhook') ? [{ label: t('field.summary'), value: one.summary }] : []),
					]
					return (
						<CardSection key={language} title={LANGUAGE_NAMES[language]}>
							<div lang={language}>
								<KeyValue entries={facts} />
								{one.html && (
									<iframe
										title={`${t('template.previewTitle')} ${language}`}
										sandbox=""
										srcDoc={one.html}
										className="mt-3 h-[420px] w-full rounded-2 border border-line"
									/>
								)}
							</div>
						</CardSection>
					)
				})}
			</div>
		</Card>
	)
}
