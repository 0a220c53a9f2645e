import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { outcomesOf } from '../../edit/rule-commands.ts'
import { outcomeName } from '../../sentence.ts'
import { valueAt } from '../json-values.ts'
import { BilingualField } from './bilingual-field.tsx'
import { useRuleEditor } from './editor-context.ts'
import { ProblemsHere } from './problems-here.tsx'

/** What holds for the whole rule set: its name, what it answers, and which rule decides. */
export function SetPanel() {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	return (
		<div className="flex flex-col gap-4 p-4">
			<BilingualField label={t('editor.setTitle')} place="/title" />
			<BilingualField label={t('editor.description')} place="/description" isMessage />
			<fieldset data-place="/hitPolicy" disabled={readOnly}>
				<RadioGroup
					legend={t('editor.hitPolicy')}
					name="hitPolicy"
					value={String(valueAt(content, '/hitPolicy'))}
					options={(['collect', 'first'] as const).map((value) => ({ value, label: t(`page.${value}`) }))}
					onChange={(event: { target: { value: string } }) =>
						edit([{ type: 'set', at: '/hitPolicy', value: event.target.value }])
					}
				/>
			</fieldset>
			<Outcomes />
			<ProblemsHere places={['', '/schema', '/key', '/subject', '/rules', '/conditions', '/tests', '/hitPolicy']} />
		</div>
	)
}

function Outcomes() {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, edit, readOnly } = useRuleEditor()
	const [typed, setTyped] = useState('')
	const outcomes = outcomesOf(content)
	const isKey = /^[a-z][a-z0-9_]{0,62}$/.test(typed) && !outcomes.includes(typed)
	const add = () => {
		edit([{ type: 'insert', at: '/outcomes', index: outcomes.length, value: typed }])
		setTyped('')
	}
	return (
		<section data-place="/outcomes" aria-label={t('editor.outcomes')}>
			<h3 className="text-12 font-medium text-text-2">{t('editor.outcomes')}</h3>
			<ol className="mt-1 max-w-[420px]">
				{outcomes.map((outcome, index) => (
					<li key={outcome} className="flex min-h-9 items-center gap-1" data-place={`/outcomes/${index}`}>
						<span className="flex-1">
							{say(outcomeName(outcome))} <span className="mono text-12 text-text-3">{outcome}</span>
						</span>
						{!readOnly && (
							<>
								<IconButton
									icon={ArrowUp}
									size="sm"
									variant="ghost"
									label={t('editor.moveUp')}
									refusedBecause={index === 0 ? t('editor.isFirst') : undefined}
									onClick={() => edit([{ type: 'move', at: '/outcomes', from: index, to: index - 1 }])}
								/>
								<IconButton
									icon={ArrowDown}
									size="sm"
									variant="ghost"
									label={t('editor.moveDown')}
									refusedBecause={index === outcomes.length - 1 ? t('editor.isLast') : undefined}
									onClick={() => edit([{ type: 'move', at: '/outcomes', from: index, to: index + 1 }])}
								/>
								<IconButton
									icon={X}
									size="sm"
									variant="ghost"
									label={t('editor.removeEntry', { entry: outcome })}
									onClick={() => edit([{ type: 'remove', at: `/outcomes/${index}` }])}
								/>
							</>
						)}
					</li>
				))}
			</ol>
			<ProblemsHere places={['/outcomes']} deep />
			{!readOnly && (
				<div className="mt-1 flex items-end gap-2">
					<Field label={t('editor.newOutcome')} hint={t('editor.outcomesHint')}>
						<TextInput mono value={typed} onChange={(event) => setTyped(event.target.value)} />
					</Field>
					<Button icon={Plus} className="mb-6" refusedBecause={isKey ? undefined : t('editor.keyForm')} onClick={add}>
						{t('editor.add')}
					</Button>
				</div>
			)}
		</section>
	)
}
