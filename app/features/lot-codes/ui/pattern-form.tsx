import { Check, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { PatternEditor } from '../lot-codes.queries.server.ts'
import { patternFormSchema } from '../lot-codes.schema.ts'
import { readPattern, TYPED_CODES, writePattern } from '../pattern.model.ts'
import { counterOf } from '../render-code.ts'
import { validatePattern } from '../validate-pattern.ts'
import { type KeyedPart, PatternComposer } from './pattern-composer.tsx'
import { PatternPreview } from './pattern-preview.tsx'

type Props = { editor: PatternEditor; changes: readonly HistoryEntry[] }

/** Composes a pattern with its next codes beside it; what is there is changed, what is not is begun from what applies. */
export function PatternForm({ editor, changes }: Props) {
	const { t } = useTranslation('lot-codes')
	const ability = useAbility()
	const start = editor.stored?.pattern ?? editor.inherited.pattern
	const [parts, setParts] = useState<KeyedPart[]>(() =>
		(readPattern(start) ?? []).map((part, index) => ({ key: index + 1, part })),
	)
	const plain = parts.map((one) => one.part)
	const { values, label } = editor.sample
	const verdict = validatePattern(plain, values, label)
	const number = (editor.counters[counterOf(plain, values)] ?? 0) + 1
	const form = useServerForm({
		schema: patternFormSchema,
		defaultValues: {
			appliesTo: editor.appliesTo,
			pattern: start,
			typedCodes: editor.stored?.typedCodes ?? 'off',
			version: editor.stored?.version,
			reason: '',
		},
		translate: (key) => t(key as 'problem.unreadable'),
		onSaved: () => {
			form.reset(form.getValues())
			showToast({ tone: 'pass', title: t('edit.saved') })
		},
	})
	const change = (next: KeyedPart[]) => {
		setParts(next)
		form.setValue('pattern', writePattern(next.map((one) => one.part)), { shouldDirty: true })
	}
	const refused = ability.can('update', 'LotCodePattern')
		? verdict.problems[0] && t(`problem.${verdict.problems[0]}`)
		: t('edit.notYours')
	return (
		<form {...form.formProps}>
			<input type="hidden" {...form.register('appliesTo')} />
			<input type="hidden" {...form.register('pattern')} />
			<input type="hidden" {...form.register('version')} />
			<Stack>
				<ErrorSummary {...form.summary} />
				<Split
					aside={
						<>
							<PatternPreview parts={plain} values={values} number={number} verdict={verdict} />
							<RecordHistory
								entries={changes}
								recordId={editor.appliesTo}
								detail={(entry) => <PatternDifference entry={entry} />}
							/>
						</>
					}
				>
					<PatternComposer parts={parts} values={values} number={number} onChange={change} />
					<Card title={t('typed.title')} sub={t('typed.sub')}>
						<RadioGroup
							legend={t('typed.title')}
							name="typedCodes"
							defaultValue={editor.stored?.typedCodes ?? 'off'}
							onChange={(event) => {
								const { target } = event
								const chosen = TYPED_CODES.find((one) => target instanceof HTMLInputElement && one === target.value)
								if (chosen) form.setValue('typedCodes', chosen, { shouldDirty: true })
							}}
							options={TYPED_CODES.map((one) => ({
								value: one,
								label: t(`typed.${one}.label`),
								hint: t(`typed.${one}.hint`),
							}))}
						/>
						<div className="mt-4">
							<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')}>
								<TextInput {...form.register('reason')} />
							</Field>
						</div>
					</Card>
					<FormActions note={t('edit.note')}>
						<Button type="submit" variant="primary" icon={Check} busy={form.busy} refusedBecause={refused}>
							{t(editor.stored ? 'edit.save' : 'edit.create')}
						</Button>
						{editor.stored && editor.scope.of !== 'tenant' && (
							<Button type="submit" name="intent" value="remove" icon={Trash2} formNoValidate>
								{t('edit.takeAway')}
							</Button>
						)}
						<ButtonLink to="/lot-codes">{t('edit.back')}</ButtonLink>
					</FormActions>
				</Split>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

/** What was composed by a change, and what became of codes typed otherwise. */
function PatternDifference({ entry: { after } }: { entry: HistoryEntry }) {
	const { t } = useTranslation('lot-codes')
	const typed = TYPED_CODES.find((one) => one === after?.typedCodes)
	if (after === null) return <span className="block">{t('history.removed')}</span>
	return (
		<>
			{typeof after.pattern === 'string' && <span className="mono block break-all">{after.pattern}</span>}
			{typed && <span className="block">{t(`typed.${typed}.short`)}</span>}
		</>
	)
}
