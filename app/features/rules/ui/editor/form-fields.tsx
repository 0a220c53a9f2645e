import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { formFieldName, formFieldsOf } from '../../form-fields.model.ts'
import { valueAt } from '../json-values.ts'
import { useRuleEditor } from './editor-context.ts'
import { FactPicker } from './fact-picker.tsx'
import { ProblemsHere } from './problems-here.tsx'

/** The most that the format lets a rule point at. */
const MOST = 20

/** Which fields of the form a rule marks while it holds; for rule sets that are asked where a form is filled in. */
export function FormFields({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, catalog, edit, readOnly } = useRuleEditor()
	const at = `${place}/event/params/fields`
	const value = valueAt(content, at)
	const chosen = Array.isArray(value) ? value.map(String) : []
	const fields = formFieldsOf(catalog)
	if (!fields && value === undefined) return null
	const change = (next: readonly string[]) => {
		const event = valueAt(content, `${place}/event`) as object | undefined
		const params = { ...(valueAt(event, '/params') as object | undefined) }
		const changed = { ...params, fields: next.length === 0 ? undefined : next }
		edit([{ type: 'set', at: `${place}/event`, value: { ...event, params: changed } }])
	}
	return (
		<fieldset data-place={at} className="min-w-0">
			<legend className="mb-1.5 text-13">{t('editor.formFields')}</legend>
			<div className="flex flex-wrap items-center gap-1.5">
				{chosen.map((field, index) => (
					<span
						// biome-ignore lint/suspicious/noArrayIndexKey: a field may stand twice, which is a problem to be shown
						key={index}
						data-place={`${at}/${index}`}
						className="inline-flex items-center gap-1 rounded-2 border border-line-2 bg-surface-2 px-2 py-1"
					>
						{say(formFieldName(catalog, field))}
						<span className="mono text-12 text-text-3">{field}</span>
						{!readOnly && (
							<button
								type="button"
								aria-label={t('editor.removeEntry', { entry: say(formFieldName(catalog, field)) })}
								className="grid min-h-6 min-w-6 place-items-center text-text-3 hover:text-text"
								onClick={() => change(chosen.toSpliced(index, 1))}
							>
								<X aria-hidden="true" className="size-3.5!" />
							</button>
						)}
					</span>
				))}
				{chosen.length === 0 && readOnly && <span className="text-text-3">{t('editor.noFormFields')}</span>}
				{!readOnly && fields && chosen.length < MOST && (
					<FactPicker
						catalog={fields}
						label={t('editor.addFormField')}
						accepts={({ name }) => !chosen.includes(name)}
						trigger={
							<Button size="sm" variant="ghost" icon={Plus}>
								{t('editor.formField')}
							</Button>
						}
						onChoose={({ name }) => change([...chosen, name])}
					/>
				)}
			</div>
			<p className="mt-1 text-12 text-text-3">{t('editor.formFieldsHint')}</p>
			<ProblemsHere places={[at]} deep />
		</fieldset>
	)
}
