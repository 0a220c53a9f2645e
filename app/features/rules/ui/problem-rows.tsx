import { OctagonX, TriangleAlert } from 'lucide-react'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import type { Problem } from '../problem.model.ts'

type Props = {
	label: string
	problems: readonly (Pick<Problem, 'path' | 'severity' | 'message'> & { code: string })[]
	/** Where a place of the definition is, in words. */
	where: (path: string) => string
	onShow: (path: string) => void
}

/** What is wrong with a definition, each with the way to its place. */
export function ProblemRows({ label, problems, where, onShow }: Props) {
	const { say } = useReader()
	return (
		<ListRows
			label={label}
			rows={problems.map((problem, index) => ({
				key: `${index} ${problem.path} ${problem.code}`,
				title: (
					<button type="button" className="text-left hover:underline" onClick={() => onShow(problem.path)}>
						{say(problem.message)}
					</button>
				),
				detail: where(problem.path),
				icon: problem.severity === 'error' ? OctagonX : TriangleAlert,
				tone: problem.severity === 'error' ? ('block' as const) : ('warn' as const),
			}))}
		/>
	)
}
