import { useFetcher } from '@remix-run/react'
import { Eye, Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_CHOICES, LANGUAGES, type LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { TemplateContent, TemplateField } from '../notice-event.model.ts'
import type { Preview } from '../preview-template.server.ts'
import { templateFormSchema } from '../template-form.schema.ts'
import { TemplatePreview } from './template-preview.tsx'

type Template = {
	key: string
	about: string | null
	channels: readonly string[]
	fields: readonly TemplateField[]
	groups: readonly { label: LocalizedText | null; variables: readonly { name: string; label: LocalizedText }[] }[]
}
type Props = { template: Template; content: TemplateContent; number: number; mayChange: boolean }
type Language = 'en' | 'zh-CN'
type Place = `content.${Language}.${TemplateField}`

/** Words of a notice, language by language, with variables to put in, a preview and a mail to oneself. */
export function TemplateEditor({ template, content, number, mayChange }: Props) {
	const { t } = useTranslation('notifications')
	const { say } = useReader()
	const [language, setLanguage] = useState<Language>('zh-CN')
	const [place, setPlace] = useState<Place>('content.en.title')
	const formRef = useRef<HTMLFormElement>(null)
	const side = useFetcher<{
		ok: boolean
		done?: string
		formError?: string
		fieldErrors?: Record<string, string>
		preview?: Record<Language, Preview>
	}>()
	const form = useServerForm({
		schema: templateFormSchema,
		defaultValues: { content, expected: number, note: '', lot: '' },
		draftKey: `template:${template.key}:${number}`,
		translate: t as (key: string) => string,
		onSaved: () => showToast({ tone: 'pass', title: t('template.saved') }),
	})
	useEffect(() => {
		if (side.state !== 'idle' || !side.data) return
		const { ok, done, formError, fieldErrors } = side.data
		if (ok && done) showToast({ tone: 'pass', title: done })
		if (!ok) showToast({ tone: 'block', title: formError ?? Object.values(fieldErrors ?? {})[0] ?? '' })
	}, [side.state, side.data])
	const ask = (intent: 'preview' | 'test') => {
		if (!formRef.current) return
		const body = new FormData(formRef.current)
		body.set('intent', intent)
		side.submit(body, { method: 'post', encType: 'multipart/form-data' })
	}
	const insert = (name: string) => {
		const area = document.getElementsByName(place)[0] as HTMLInputElement | undefined
		const value = String(form.getValues(place) ?? '')
		const at = area?.selectionStart ?? value.length
		form.setValue(place, `${value.slice(0, at)}{{${name}}}${value.slice(area?.selectionEnd ?? at)}`, {
			shouldDirty: true,
		})
		area?.focus()
	}
	return (
		<div className="flex flex-col gap-4">
			<Card
				title={t('template.words')}
				actions={
					<Segmented
						label={t('template.language')}
						value={language}
						onChange={(value) => setLanguage(value as Language)}
						segments={LANGUAGE_CHOICES}
					/>
				}
			>
				<form {...form.formProps} ref={formRef} className="flex flex-col gap-4">
					<ErrorSummary {...form.summary} />
					<UnsavedWarning when={form.unsaved} />
					<input type="hidden" {...form.register('expected')} />
					{LANGUAGES.map((one) => (
						<div key={one} className={one === language ? 'flex flex-col gap-4' : 'hidden'} lang={one}>
							{template.fields.map((field) => {
								const name: Place = `content.${one}.${field}`
								const { onBlur, ...input } = form.register(name)
								const props = { ...input, readOnly: !mayChange, onBlur, onFocus: () => setPlace(name) }
								return (
									<Field
										key={field}
										{...form.field(name)}
										label={t(`field.${field}`)}
										hint={t(`fieldHint.${field}`)}
										required={field !== 'action' && field !== 'footnote'}
									>
										{field === 'body' ? <Textarea rows={8} {...props} /> : <TextInput {...props} />}
									</Field>
								)
							})}
						</div>
					))}
					{mayChange && (
						<>
							<Field label={t('template.insert')} hint={t('template.insertHint')}>
								<Select
									value=""
									onChange={(event) => insert(event.target.value)}
									placeholder={t('template.insertChoose')}
									options={template.groups.map((group) => ({
										label: group.label ? say(group.label) : t('template.noticeVariables'),
										options: group.variables.map((one) => ({
											value: one.name,
											label: `${say(one.label)} (${one.name})`,
										})),
									}))}
								/>
							</Field>
							{template.about === 'lot' && (
								<Field {...form.field('lot')} label={t('template.lot')} hint={t('template.lotHint')}>
									<TextInput mono {...form.register('lot')} />
								</Field>
							)}
							<Field {...form.field('note')} label={t('template.note')}>
								<TextInput {...form.register('note')} />
							</Field>
							<FormActions>
								<Button type="submit" variant="primary" busy={form.busy}>
									{t('template.save')}
								</Button>
								<Button icon={Eye} busy={side.state !== 'idle'} onClick={() => ask('preview')}>
									{t('template.preview')}
								</Button>
								{template.channels.includes('mail') && (
									<Button icon={Send} disabled={side.state !== 'idle'} onClick={() => ask('test')}>
										{t('template.test')}
									</Button>
								)}
							</FormActions>
						</>
					)}
				</form>
			</Card>
			{side.data?.preview && <TemplatePreview preview={side.data.preview} channels={template.channels} />}
		</div>
	)
}
