import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { newChoice } from '../../design/form-fields.ts'
import type { WorkflowFormField } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { TextPair } from './text-pair.tsx'

type Choices = NonNullable<WorkflowFormField['choices']>
type Props = { choices: Readonly<Choices>; onChange: (choices: Readonly<Choices>) => void }

/** The answers to choose from, in their order; at least one stays. */
export function ChoicesEditor({ choices, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { readOnly } = useDesigner()
	return (
		<fieldset className="flex flex-col gap-2">
			<legend className="text-12 font-medium text-text-2">{t('panel.choices')}</legend>
			<ul className="flex flex-col gap-2">
				{choices.map((choice, index) => (
					<li key={choice.value} className="flex items-start gap-1 rounded-2 bg-surface-2 p-2">
						<div className="min-w-0 flex-1">
							<TextPair
								label={t('panel.choice', { number: index + 1 })}
								value={choice.label}
								required
								readOnly={readOnly}
								onChange={(label) => label && onChange(choices.with(index, { ...choice, label }))}
							/>
						</div>
						{!readOnly && choices.length > 1 && (
							<IconButton
								icon={Trash2}
								size="sm"
								variant="ghost"
								label={t('panel.removeChoice', { choice: say(choice.label) })}
								onClick={() => onChange(choices.toSpliced(index, 1))}
							/>
						)}
					</li>
				))}
			</ul>
			{!readOnly && (
				<button
					type="button"
					className="inline-flex min-h-6 items-center gap-1 self-start rounded-1 px-1 py-0.5 text-12 font-medium text-accent hover:underline"
					onClick={() => onChange([...choices, newChoice(choices)])}
				>
					<Plus aria-hidden="true" className="size-3.5!" />
					{t('panel.addChoice')}
				</button>
			)}
		</fieldset>
	)
}
