import { ArrowDown, ArrowUp, Copy, MoreHorizontal, Trash2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { outcomesOf, rulePlace, rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import { outcomeName } from '../../sentence.ts'
import { valueAt } from '../json-values.ts'
import { BilingualField } from './bilingual-field.tsx'
import { CheckFields } from './check-fields.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FormFields } from './form-fields.tsx'
import { NotifyFields } from './notify-fields.tsx'
import { ProblemsHere } from './problems-here.tsx'
import { SentencePreview } from './sentence-preview.tsx'

const ConditionsBuilder = lazy(() => import('./conditions-builder.tsx'))

/** What the list and the opened rule do with a rule. */
export type RuleActions = {
	move: (from: number, to: number) => void
	duplicate: (index: number) => void
	remove: (index: number) => void
}

/** The opened rule: its name, when it holds, what follows and what it says. */
export function RulePanel({ index, actions }: { index: number; actions: RuleActions }) {
	const { t } = useTranslation('rules')
	const { content, readOnly } = useRuleEditor()
	const place = rulePlace(index)
	const rule = valueAt(content, place)
	const conditions = valueAt(rule, '/conditions')
	const { key, outcome } = summaryOf(rule, index)
	return (
		<div data-place={place} className="flex flex-col gap-4 p-4">
			<div className="flex items-start gap-2">
				<div className="min-w-0 flex-1">
					<BilingualField label={t('editor.title')} place={`${place}/title`} />
				</div>
				{!readOnly && <PanelActions index={index} actions={actions} />}
			</div>
			<section aria-label={t('editor.when')}>
				<h3 className="mb-1.5 text-13">{t('editor.when')}</h3>
				<Suspense fallback={<SkeletonRows rows={3} />}>
					<ConditionsBuilder key={key} place={`${place}/conditions`} condition={conditions} />
				</Suspense>
			</section>
			<Then place={place} />
			<SentencePreview condition={conditions} outcome={outcome} />
			<CheckFields place={place} />
			<KeyField place={place} />
		</div>
	)
}

function PanelActions({ index, actions }: { index: number; actions: RuleActions }) {
	const { t } = useTranslation('rules')
	const { content } = useRuleEditor()
	const last = rulesOf(content).length - 1
	return (
		<span className="mt-6 flex flex-none">
			<IconButton
				icon={ArrowUp}
				variant="ghost"
				label={t('editor.moveRuleUp')}
				refusedBecause={index === 0 ? t('editor.isFirst') : undefined}
				onClick={() => actions.move(index, index - 1)}
			/>
			<IconButton
				icon={ArrowDown}
				variant="ghost"
				label={t('editor.moveRuleDown')}
				refusedBecause={index === last ? t('editor.isLast') : undefined}
				onClick={() => actions.move(index, index + 1)}
			/>
			<Menu
				label={t('editor.moreOfRule')}
				trigger={<IconButton icon={MoreHorizontal} variant="ghost" label={t('editor.moreOfRule')} />}
				entries={[
					{ label: t('editor.duplicate'), icon: Copy, onSelect: () => actions.duplicate(index) },
					{
						label: t('editor.removeRule'),
						icon: Trash2,
						danger: true,
						...(last === 0 ? { refusedBecause: t('editor.lastRule') } : {}),
						onSelect: () => actions.remove(index),
					},
				]}
			/>
		</span>
	)
}

function Then({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, edit, readOnly } = useRuleEditor()
	const event = valueAt(content, `${place}/event`)
	const outcome = valueAt(event, '/type')
	const chosen = typeof outcome === 'string' ? outcome : ''
	const outcomes = outcomesOf(content)
	const own = chosen !== '' && !outcomes.includes(chosen) ? [chosen] : []
	return (
		<section aria-label={t('editor.then')} data-place={`${place}/event`} className="flex flex-col gap-3">
			<div className="flex flex-wrap items-end gap-4">
				<Field label={t('editor.then')} className="w-44">
					<Select
						data-place={`${place}/event/type`}
						disabled={readOnly}
						value={chosen}
						options={[...outcomes, ...own].map((one) => ({ value: one, label: say(outcomeName(one)) }))}
						onChange={(changed) =>
							edit([{ type: 'set', at: `${place}/event`, value: { ...(event as object), type: changed.target.value } }])
						}
					/>
				</Field>
				<div className="pb-1.5">
					<Checkbox
						label={t('page.overridable')}
						disabled={readOnly}
						checked={valueAt(content, `${place}/overridable`) === true}
						onChange={(changed) =>
							edit([{ type: 'set', at: `${place}/overridable`, value: changed.target.checked ? true : undefined }])
						}
					/>
				</div>
			</div>
			<ProblemsHere places={[`${place}/event`, `${place}/event/type`]} />
			<NotifyFields place={place} />
			<FormFields place={place} />
			<BilingualField label={t('editor.message')} place={`${place}/event/params/message`} isMessage />
		</section>
	)
}

function KeyField({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const key = valueAt(content, `${place}/key`)
	return (
		<div data-place={`${place}/key`}>
			<Field label={t('editor.key')} hint={t('editor.keyHint')} className="max-w-[320px]">
				<TextInput
					mono
					readOnly={readOnly}
					value={typeof key === 'string' ? key : ''}
					onChange={(event) => edit([{ type: 'set', at: `${place}/key`, value: event.target.value }], `${place}/key`)}
				/>
			</Field>
			<ProblemsHere places={[`${place}/key`]} />
		</div>
	)
}
