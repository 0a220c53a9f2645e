import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { PatternScope } from '../scope.model.ts'

type Item = { sku: string; name: LocalizedText } | null

/** Names what a pattern numbers: all lots, those of a group, those of an item. */
export function useScopeWords(): (scope: PatternScope, item: Item) => string {
	const { t } = useTranslation('lot-codes')
	const { say } = useReader()
	return (scope, item) => {
		if (scope.of === 'tenant') return t('scope.tenant')
		return scope.of === 'kind' ? t(`scope.kind.${scope.kind}`) : item ? `${item.sku} · ${say(item.name)}` : scope.itemId
	}
}
