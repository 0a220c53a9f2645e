import { OctagonX, TriangleAlert } from 'lucide-react'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { useRuleEditor } from './editor-context.ts'

/** What is wrong at these very places, or (with `deep`) anywhere below them. */
export function ProblemsHere({ places, deep = false }: { places: readonly string[]; deep?: boolean }) {
	const { say } = useReader()
	const { problemsWithin } = useRuleEditor()
	const found = places.flatMap((place) => problemsWithin(place).filter(({ path }) => deep || path === place))
	if (found.length === 0) return null
	return (
		<ul className="mt-1 mb-1.5">
			{[...new Set(found)].map((problem) => {
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
