import { useTranslation } from 'react-i18next'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { factAndPath } from '../../edit/builder-query.ts'
import { summaryOf } from '../../edit/rule-commands.ts'
import { valueAt } from '../json-values.ts'
import { BilingualField } from './bilingual-field.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactPicker } from './fact-picker.tsx'

type Shown = 'automatic' | 'text' | 'fact'

const shownAs = (value: unknown): Shown => {
	if (typeof value !== 'object' || value === null) return 'automatic'
	return 'fact' in value ? 'fact' : 'text'
}

/** How a list of checks shows the rule: what is checked, what is expected, what is there. */
export function CheckFields({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const check = valueAt(content, `${place}/check`)
	const { title } = summaryOf(valueAt(content, place), 0)
	const isOpen = typeof check === 'object' && check !== null
	if (!isOpen && readOnly) return null
	return (
		<details className="border-t border-line pt-3" data-place={`${place}/check`}>
			<summary className="cursor-pointer text-13 font-medium">{t('editor.check')}</summary>
			<p className="my-2 text-12 text-text-3">{t('editor.checkText')}</p>
			{isOpen ? (
				<div className="flex flex-col gap-3">
					<BilingualField label={t('editor.checkLabel')} place={`${place}/check/label`} />
					<ShownValue label={t('editor.expected')} place={`${place}/check/expected`} />
					<ShownValue label={t('editor.actual')} place={`${place}/check/actual`} />
				</div>
			) : (
				<button
					type="button"
					className="text-accent"
					onClick={() => edit([{ type: 'set', at: `${place}/check`, value: { label: title } }])}
				>
					{t('editor.checkOwn')}
				</button>
			)}
		</details>
	)
}

function ShownValue({ label, place }: { label: string; place: string }) {
	const { t } = useTranslation('rules')
	const { content, catalog, edit, readOnly } = useRuleEditor()
	const value = valueAt(content, place)
	const shown = shownAs(value)
	const choose = (next: Shown) => {
		const first = catalog.groups[0]?.facts[0]?.name ?? 'context.today'
		const values = { automatic: undefined, text: { en: '', 'zh-CN': '' }, fact: factAndPath(first) }
		edit([{ type: 'set', at: place, value: values[next] }])
	}
	const { fact, path } = (shown === 'fact' ? value : {}) as { fact?: unknown; path?: unknown }
	return (
		<div>
			<div className="flex flex-wrap items-end gap-2">
				<Field label={label} className="w-44">
					<Select
						disabled={readOnly}
						value={shown}
						options={(['automatic', 'text', 'fact'] as const).map((one) => ({
							value: one,
							label: t(`editor.shown.${one}`),
						}))}
						onChange={(event) => choose(event.target.value as Shown)}
					/>
				</Field>
				{shown === 'fact' && (
					<FactPicker
						catalog={catalog}
						label={label}
						value={`${String(fact)}${String(path).slice(1)}`}
						readOnly={readOnly}
						onChoose={(chosen) => edit([{ type: 'set', at: place, value: factAndPath(chosen.name) }])}
					/>
				)}
			</div>
			{shown === 'text' && <BilingualField label={label} place={place} isMessage />}
		</div>
	)
}
