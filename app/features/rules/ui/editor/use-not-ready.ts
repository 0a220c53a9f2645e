import { useTranslation } from 'react-i18next'
import type { Analysis } from '../../analyse-rule-set.server.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'

/** Why a draft cannot be submitted yet, all of it; undefined when it can. */
export function useNotReady(page: RuleSetPage, analysis: Analysis, unsaved: boolean): string | undefined {
	const { t } = useTranslation('rules')
	const errors = analysis.problems.filter((problem) => problem.severity === 'error').length
	const red = analysis.tests.filter((test) => !test.passed).length
	const reasons = [
		...(unsaved ? [t('ready.unsaved')] : []),
		...(errors > 0 ? [t('ready.problems', { count: errors })] : []),
		...(errors === 0 && analysis.tests.length === 0 ? [t('ready.noTests')] : []),
		...(red > 0 ? [t('ready.red', { count: red })] : []),
		...(page.base !== null && analysis.changes.length === 0 && errors === 0 ? [t('ready.unchanged')] : []),
		...(page.shown.basedOn !== page.active ? [t('ready.outdated')] : []),
	]
	return reasons.length > 0 ? reasons.join(' ') : undefined
}
