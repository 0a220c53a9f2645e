import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#app/core/localized.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { isBlank, readValue } from '../read-value.ts'
import { AttributeControl } from './attribute-control.tsx'
import type { AttributeFormControl } from './attribute-form.tsx'

type TypedChoice = { value: string; labelEn: string; labelZh: string }

const orNull = (text: unknown): string | null => (typeof text === 'string' && text !== '' ? text : null)

/** The field as it will stand in forms, in both languages, with what it says of what is typed. */
export function AttributePreview({ form }: { form: AttributeFormControl }) {
	const { t } = useTranslation('dictionary')
	const [tried, setTried] = useState('')
	const typed = form.watch()
	const choices = ((typed.choices ?? []) as readonly TypedChoice[]).map(({ value, labelEn, labelZh }) => ({
		value,
		label: { en: labelEn || value, 'zh-CN': labelZh || value },
	}))
	const attribute = {
		type: typed.type,
		unit: orNull(typed.unit),
		minimum: orNull(typed.minimum),
		maximum: orNull(typed.maximum),
		longest: Number(typed.longest) || null,
		format: typed.format ?? 'any',
		choices,
		label: { en: typed.labelEn || typed.key || '…', 'zh-CN': typed.labelZh || typed.key || '…' },
	}
	const read = isBlank(tried) ? null : readValue(attribute, tried)
	const problem = read && !read.ok ? t(`problem.${read.error.code}`, { detail: read.error.detail ?? '' }) : undefined
	return (
		<Card title={t('preview.title')} sub={t('preview.sub')}>
			<div className="flex flex-col gap-4">
				{LANGUAGES.map((language) => (
					<div key={language} lang={language}>
						<Field
							label={attribute.label[language]}
							hint={(language === 'en' ? typed.helpEn : typed.helpZh) || undefined}
							error={problem}
							required={Boolean(typed.requiredAt)}
						>
							<AttributeControl
								attribute={attribute}
								name={`preview-${language}`}
								value={tried}
								onChange={setTried}
								language={language}
							/>
						</Field>
					</div>
				))}
			</div>
		</Card>
	)
}
