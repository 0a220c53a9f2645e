import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Condition } from '../../condition.schema.ts'
import { BuilderError, queryOf } from '../../edit/builder-query.ts'
import { sharedOf } from '../../edit/shared-conditions.ts'
import type { Rule, RuleSet } from '../../rule-set.schema.ts'
import { conditionSentence, ruleSentence } from '../../sentence.ts'
import { useRuleEditor } from './editor-context.ts'

/** Whether a condition can be read out: its form is known, and it is not empty. */
function isReadable(condition: unknown): condition is Condition {
	try {
		return queryOf(condition).rules.length > 0
	} catch (error) {
		if (error instanceof BuilderError) return false
		throw error
	}
}

function useSentence(condition: unknown, outcome: string | null): LocalizedText | null {
	const { content, catalog } = useRuleEditor()
	const shared = sharedOf(content)
	return useMemo(() => {
		if (!isReadable(condition)) return null
		const readable = Object.fromEntries(Object.entries(shared).filter(([, one]) => isReadable(one)))
		const context = { catalog, shared: readable as RuleSet['conditions'] }
		if (outcome === null) return conditionSentence(condition, context)
		return ruleSentence({ conditions: condition, event: { type: outcome } } as Rule, context)
	}, [condition, outcome, shared, catalog])
}

/** What a rule, or with `outcome` null a condition, says: in both languages, as it is typed. */
export function SentencePreview({ condition, outcome }: { condition: unknown; outcome: string | null }) {
	const { t } = useTranslation('rules')
	const sentence = useSentence(condition, outcome)
	return (
		<section
			aria-label={t('editor.inWords')}
			aria-live="polite"
			className="rounded-2 border-l-3 border-accent bg-surface-2 px-4 py-3 text-14"
		>
			<p className="text-12 text-text-3">{t('editor.inWords')}</p>
			{sentence ? (
				<>
					<p lang="en">{sentence.en}</p>
					<p lang="zh-CN" className="mt-1">
						{sentence['zh-CN']}
					</p>
				</>
			) : (
				<p className="text-text-3">{t('editor.noSentence')}</p>
			)}
		</section>
	)
}
