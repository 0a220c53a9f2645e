import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { titleOf } from '../../workflow.model.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { PickMany } from './pick-many.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { TextPair } from './text-pair.tsx'

/** What belongs to the workflow as a whole: its name, where records begin, and the path that most of them take. */
export function WorkflowPanel() {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { definition, readOnly, run } = useDesigner()
	const states = definition.states.map((state) => ({ value: state.key, label: say(titleOf(state)) }))
	return (
		<CardSection>
			<ProblemsAt place="/initial" />
			<TextPair
				label={t('panel.name')}
				value={definition.title}
				required
				readOnly={readOnly}
				place="/title"
				onChange={(value) => value && run({ type: 'set-workflow', field: 'title', value }, 'title')}
			/>
			<div className="mt-3 flex flex-col gap-3">
				<TextPair
					label={t('panel.description')}
					value={definition.description}
					long
					readOnly={readOnly}
					onChange={(value) => run({ type: 'set-workflow', field: 'description', value }, 'description')}
				/>
				<Field label={t('panel.initial')}>
					<Select
						disabled={readOnly}
						value={definition.initial}
						options={states}
						onChange={(event) => run({ type: 'set-workflow', field: 'initial', value: event.target.value })}
					/>
				</Field>
				<PickMany
					label={t('panel.mainPath')}
					value={definition.mainPath ?? []}
					choices={states}
					readOnly={readOnly}
					onChange={(value) =>
						run({ type: 'set-workflow', field: 'mainPath', value: value.length > 0 ? value : undefined })
					}
				/>
			</div>
			<p className="mt-4 text-12 text-text-3">{t('panel.selectHint')}</p>
		</CardSection>
	)
}
