import { CircleHelp, Copy, Plus, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import type { TestRow } from '../../analyse-rule-set.server.ts'
import { outcomesOf, rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import { type GivenFact, givenFacts, unknownFacts, withFact } from '../../edit/test-facts.ts'
import { DEFAULT_TEST_DAY } from '../../rule-set.schema.ts'
import { outcomeName } from '../../sentence.ts'
import { valueAt } from '../json-values.ts'
import { BilingualField } from './bilingual-field.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactName, FactPicker } from './fact-picker.tsx'
import { emptyValue, LiteralEditor } from './literal-editor.tsx'
import { ProblemsHere } from './problems-here.tsx'

type Props = {
	index: number
	/** How it came out, where it could be run. */
	report: TestRow | undefined
	isStale: boolean
	onDuplicate: () => void
	onRemove: () => void
	onClose: () => void
}

/** One test case: the facts it gives, the day, what it expects, and how it came out. Changes are changes of the document. */
export function TestDialog({ index, report, isStale, onDuplicate, onRemove, onClose }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { readOnly } = useRuleEditor()
	const place = `/tests/${index}`
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('editor.test')}
			description={t('editor.testText')}
			width="lg"
			footer={
				<>
					{!readOnly && (
						<>
							<Button icon={Trash2} variant="danger" onClick={onRemove}>
								{t('editor.remove')}
							</Button>
							<Button icon={Copy} onClick={onDuplicate}>
								{t('editor.duplicate')}
							</Button>
						</>
					)}
					<Button variant="primary" onClick={onClose}>
						{t('editor.done')}
					</Button>
				</>
			}
		>
			<NameField place={place} />
			<Facts place={`${place}/facts`} />
			<Expectation place={place} />
			{report && (
				<Note
					tone={isStale ? 'unknown' : report.passed ? 'pass' : 'block'}
					role="status"
					title={isStale ? t('page.checking') : t(report.passed ? 'editor.testGreen' : 'editor.testRed')}
				>
					{say(report.why)}
				</Note>
			)}
			<ProblemsHere places={[place]} deep />
		</Dialog>
	)
}

function NameField({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const name = valueAt(content, `${place}/name`)
	if (typeof name !== 'string') return <BilingualField label={t('editor.testName')} place={`${place}/name`} />
	return (
		<div className="flex items-center gap-2">
			<p className="font-medium">{name}</p>
			{!readOnly && (
				<Button
					size="sm"
					variant="ghost"
					onClick={() => edit([{ type: 'set', at: `${place}/name`, value: { en: name, 'zh-CN': name } }])}
				>
					{t('editor.rename')}
				</Button>
			)}
		</div>
	)
}

function Facts({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { content, catalog, edit, readOnly } = useRuleEditor()
	const facts = valueAt(content, place)
	const given = givenFacts(facts, catalog)
	const names = new Set(given.map(({ fact }) => fact.name))
	const change = (name: string, value: unknown) =>
		edit([{ type: 'set', at: place, value: withFact(facts, name, value) }], `${place}/${name}`)
	return (
		<section aria-label={t('editor.facts')}>
			<h3 className="text-12 font-medium text-text-2">{t('editor.facts')}</h3>
			<ul className="mt-1 flex flex-col gap-1.5">
				{given.map((entry) => (
					<FactLine key={entry.fact.name} given={entry} onChange={(value) => change(entry.fact.name, value)} />
				))}
				{unknownFacts(facts, catalog).map((name) => (
					<li key={name} className="flex items-center gap-2">
						<code className="flex-1 text-rejected-fg">{name}</code>
						{!readOnly && (
							<IconButton
								icon={X}
								size="sm"
								variant="ghost"
								label={t('editor.removeEntry', { entry: name })}
								onClick={() => change(name, undefined)}
							/>
						)}
					</li>
				))}
			</ul>
			{!readOnly && (
				<FactPicker
					catalog={catalog}
					label={t('editor.addFact')}
					accepts={(fact) => !names.has(fact.name) && !fact.derivation}
					trigger={
						<Button size="sm" variant="ghost" icon={Plus}>
							{t('editor.addFact')}
						</Button>
					}
					onChoose={(fact) => change(fact.name, emptyValue(fact) === '' ? fact.example : emptyValue(fact))}
				/>
			)}
		</section>
	)
}

function FactLine({ given: { fact, value }, onChange }: { given: GivenFact; onChange: (value: unknown) => void }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { catalog, readOnly } = useRuleEditor()
	return (
		<li className="flex flex-wrap items-center gap-2 border-b border-line pb-1.5">
			<span className="min-w-40 flex-1">
				<FactName catalog={catalog} name={fact.name} />
			</span>
			{value === null ? (
				<span className="text-text-3">{t('editor.notKnown')}</span>
			) : (
				<LiteralEditor
					fact={fact}
					value={value}
					label={t('editor.valueOf', { fact: say(fact.label) })}
					readOnly={readOnly}
					onChange={onChange}
				/>
			)}
			{!readOnly && (
				<>
					<IconButton
						icon={CircleHelp}
						size="sm"
						variant="ghost"
						aria-pressed={value === null}
						label={t('editor.setUnknown')}
						onClick={() => onChange(value === null ? fact.example : null)}
					/>
					<IconButton
						icon={X}
						size="sm"
						variant="ghost"
						label={t('editor.removeEntry', { entry: say(fact.label) })}
						onClick={() => onChange(undefined)}
					/>
				</>
			)}
		</li>
	)
}

const STATUSES = ['pass', 'warn', 'block', 'unknown'] as const

function Expectation({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, edit, readOnly } = useRuleEditor()
	const expected = valueAt(content, `${place}/expect`)
	const rules = (valueAt(expected, '/rules') ?? {}) as Record<string, unknown>
	const day = valueAt(content, `${place}/today`)
	const setRules = (next: Record<string, unknown>) =>
		edit([{ type: 'set', at: `${place}/expect/rules`, value: Object.keys(next).length > 0 ? next : undefined }])
	const others = rulesOf(content)
		.map(summaryOf)
		.filter(({ key }) => !(key in rules))
	const titleOf = (key: string) => {
		const found = rulesOf(content)
			.map(summaryOf)
			.find((rule) => rule.key === key)
		return found ? say(found.title) : key
	}
	return (
		<section aria-label={t('editor.expectation')} className="flex flex-col gap-2">
			<div className="flex flex-wrap gap-4">
				<Field label={t('editor.expectation')} className="w-44">
					<Select
						disabled={readOnly}
						value={String(valueAt(expected, '/outcome') ?? '')}
						options={[...outcomesOf(content), 'unknown'].map((one) => ({ value: one, label: say(outcomeName(one)) }))}
						onChange={(event) => edit([{ type: 'set', at: `${place}/expect/outcome`, value: event.target.value }])}
					/>
				</Field>
				<Field label={t('editor.day')} hint={t('editor.dayHint', { day: DEFAULT_TEST_DAY })} className="w-48">
					<DateInput
						readOnly={readOnly}
						value={typeof day === 'string' ? day : ''}
						onChange={(event) =>
							edit([{ type: 'set', at: `${place}/today`, value: event.target.value || undefined }], `${place}/today`)
						}
					/>
				</Field>
			</div>
			{Object.entries(rules).map(([key, status]) => (
				<div key={key} className="flex flex-wrap items-center gap-2">
					<span className="min-w-40 flex-1">{titleOf(key)}</span>
					<Select
						compact
						aria-label={titleOf(key)}
						className="w-32"
						disabled={readOnly}
						value={String(status)}
						options={STATUSES.map((one) => ({ value: one, label: say(outcomeName(one)) }))}
						onChange={(event) => setRules({ ...rules, [key]: event.target.value })}
					/>
					{!readOnly && (
						<IconButton
							icon={X}
							size="sm"
							variant="ghost"
							label={t('editor.removeEntry', { entry: titleOf(key) })}
							onClick={() => setRules(Object.fromEntries(Object.entries(rules).filter(([other]) => other !== key)))}
						/>
					)}
				</div>
			))}
			{!readOnly && others.length > 0 && (
				<Select
					compact
					aria-label={t('editor.expectOfRule')}
					className="w-64"
					value=""
					placeholder={t('editor.expectOfRule')}
					options={others.map(({ key, title }) => ({ value: key, label: say(title) }))}
					onChange={(event) => event.target.value && setRules({ ...rules, [event.target.value]: 'block' })}
				/>
			)}
		</section>
	)
}
