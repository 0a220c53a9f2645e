import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { controlClass } from '#app/ui/forms/control-class.ts'
import type { RowProblem } from '../import.model.ts'

interface RepairCellProps {
	readonly problem: RowProblem
	readonly field: string
	readonly editable: boolean
	readonly onRepair: (repair: { row: string; column: string; value: string }) => void
}

/** A new value for this row alone: the suggestion stands in it already, where there is one. */
export function RepairCell({ problem, field, editable, onRepair }: RepairCellProps) {
	const { t } = useTranslation('intake')
	const [value, setValue] = useState(problem.suggestion ?? '')
	const { row, column } = problem
	if (!editable || column === null || problem.severity === 'warning') {
		return problem.suggestion ? (
			<span className="mono text-text-2">{problem.suggestion}</span>
		) : (
			<span className="text-text-3">–</span>
		)
	}
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (value !== '') onRepair({ row: String(row), column: String(column), value })
	}
	return (
		<form onSubmit={submit} className="flex items-center gap-2">
			<input
				className={controlClass('max-w-40 min-h-7! font-mono text-12')}
				aria-label={t('trial.changeOf', { row, field })}
				value={value}
				maxLength={500}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => setValue(event.target.value)}
			/>
			<Button type="submit" size="sm">
				{t('trial.apply')}
			</Button>
		</form>
	)
}
