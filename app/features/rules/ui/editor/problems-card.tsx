import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { rulesOf, summaryOf } from '../../edit/rule-commands.ts'
import type { Problem } from '../../problem.model.ts'
import { ProblemRows } from '../problem-rows.tsx'
import { useRuleEditor } from './editor-context.ts'

const SHOWN = 50

/** What is wrong, each with the way to its place. */
export function ProblemsCard({ problems, onShow }: { problems: readonly Problem[]; onShow: (path: string) => void }) {
	const { t } = useTranslation('rules')
	const whereOf = useWhere()
	return (
		<Card
			title={t('problems.title')}
			sub={String(problems.length)}
			padding="flush"
			footer={problems.length > SHOWN ? t('editor.moreProblems', { count: problems.length - SHOWN }) : undefined}
		>
			{problems.length === 0 ? (
				<p className="p-4 text-text-3">{t('problems.none')}</p>
			) : (
				<div className="max-h-[420px] overflow-y-auto">
					<ProblemRows
						label={t('problems.title')}
						problems={problems.slice(0, SHOWN)}
						where={whereOf}
						onShow={onShow}
					/>
				</div>
			)}
		</Card>
	)
}

/** Where a place is, in words: the rule, the shared condition, the test. */
function useWhere(): (path: string) => string {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content } = useRuleEditor()
	return (path) => {
		const [, list, step = ''] = path.split('/')
		if (list === 'rules' && step !== '') {
			const index = Number(step)
			return say(summaryOf(rulesOf(content)[index], index).title)
		}
		if (list === 'conditions' && step !== '') return `${t('editor.sharedIs')} ${step}`
		if (list === 'tests' && step !== '') return t('editor.testNumber', { number: Number(step) + 1 })
		return path === '' ? t('editor.wholeSet') : path
	}
}
