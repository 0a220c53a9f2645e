import { createContext, useContext } from 'react'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { attributeKeyOf, type ColumnTarget, isTargetField, TARGET_LABELS } from '../target-fields.model.ts'

/** An attribute of the data dictionary that a column may become. */
export type ImportAttribute = { key: string; label: LocalizedText }

/** The attributes that an import's reader may fill in, for the whole of its page. */
export const ImportAttributes = createContext<readonly ImportAttribute[]>([])

/** What columns may become besides the fields, and the names of both in the reader's language. */
export function useTargetNames() {
	const attributes = useContext(ImportAttributes)
	const { say } = useReader()
	const nameOf = (target: ColumnTarget | string): string => {
		if (target === 'ignore' || isTargetField(target)) return say(TARGET_LABELS[target])
		const key = attributeKeyOf(target)
		const attribute = attributes.find((one) => one.key === key)
		return attribute ? say(attribute.label) : (key ?? target)
	}
	return { attributes, nameOf }
}
