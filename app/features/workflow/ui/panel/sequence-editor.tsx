import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { useDesigner } from '../designer/designer-context.ts'
import { roleChoices } from './role-choices.ts'

type Props = {
	/** Roles in the order in which they approve. */
	sequence: readonly string[]
	/** How many approvals there are. */
	most: number
	onChange: (sequence: string[]) => void
}

/** In which order roles approve: none for any order, else the role of each approval in turn. */
export function SequenceEditor({ sequence, most, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { known, readOnly } = useDesigner()
	const choices = roleChoices(known, sequence, say)
	const turns = sequence.length === 0 ? [] : Array.from({ length: Math.max(most, sequence.length) }, (_, n) => n)
	// After the last role that is named, anybody who may approves.
	const asked = turns.filter((turn) => turn <= sequence.length)
	return (
		<>
			<Field label={t('panel.order')}>
				<Select
					disabled={readOnly}
					value={sequence.length > 0 ? 'roles' : 'any'}
					options={(['any', 'roles'] as const).map((one) => ({ value: one, label: t(`order.${one}`) }))}
					onChange={(event) =>
						onChange(event.target.value === 'roles' ? [choices[0]?.value ?? 'quality_reviewer'] : [])
					}
				/>
			</Field>
			{asked.map((turn) => (
				<Field key={turn} label={t('panel.turn', { number: turn + 1 })}>
					<Select
						disabled={readOnly}
						value={sequence[turn] ?? ''}
						placeholder={t('panel.anybody')}
						options={choices}
						onChange={(event) =>
							onChange(event.target.value ? sequence.toSpliced(turn, 1, event.target.value) : sequence.slice(0, turn))
						}
					/>
				</Field>
			))}
		</>
	)
}
