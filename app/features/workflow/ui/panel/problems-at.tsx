import { OctagonX, TriangleAlert } from 'lucide-react'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { useDesigner } from '../designer/designer-context.ts'

/** What is wrong at a place, or below it; with `own`, of the place itself alone. */
export function ProblemsAt({ place, own = false }: { place: string; own?: boolean }) {
	const { say } = useReader()
	const { problemsAt } = useDesigner()
	const found = problemsAt(place).filter(({ path }) => !own || path === place)
	if (found.length === 0) return null
	return (
		<ul className="mb-2" data-place={place}>
			{found.map((problem) => {
				const isError = problem.severity === 'error'
				const Icon = isError ? OctagonX : TriangleAlert
				return (
					<li
						key={`${problem.path} ${problem.code}`}
						className={cx('flex items-start gap-1.5 text-12', isError ? 'text-rejected-fg' : 'text-quarantine-fg')}
					>
						<Icon aria-hidden="true" className="mt-0.5 size-3.5! flex-none" />
						{say(problem.message)}
					</li>
				)
			})}
		</ul>
	)
}
