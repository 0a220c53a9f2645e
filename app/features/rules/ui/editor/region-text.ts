import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { comparisonsOfParts } from '../../edit/region-condition.ts'
import type { Region } from '../../edit/table-coverage.ts'
import { factLabel } from '../../explain.ts'
import { findFact } from '../../fact-catalog.model.ts'
import { useComparisonText } from './comparison-text.ts'
import { useRuleEditor } from './editor-context.ts'

/** A region of the table in words: “Certificate · days to expiry ≥ 30 days and < 45 days; Lot · on hold …”. */
export function useRegionText(): (region: Region) => string {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { catalog } = useRuleEditor()
	const textOf = useComparisonText()
	return useCallback(
		(region) => {
			if (region.length === 0) return t('editor.everywhere')
			const parts = region.map(({ dimension, parts: allowed }) => {
				const fact = findFact(catalog, dimension.fact)
				const name = fact ? say(factLabel(fact, catalog)) : dimension.fact
				const spans = comparisonsOfParts(dimension, allowed, catalog).map((span) =>
					span.map((rule) => textOf(rule, fact)).join(t('editor.and')),
				)
				return `${name}: ${spans.join(t('editor.or'))}`
			})
			return parts.join(t('editor.semicolon'))
		},
		[t, say, catalog, textOf],
	)
}
