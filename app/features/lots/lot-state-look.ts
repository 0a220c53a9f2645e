import type { LocalizedText } from '#app/core/localized.ts'

type Look<T> = { title: LocalizedText; tone: T }

/** The name and colour of a lot's state; a state that the workflow no longer has stands for itself, in grey. */
export function lotStateLook<T>(states: readonly ({ key: string } & Look<T>)[], key: string): Look<T | 'draft'> {
	return states.find((state) => state.key === key) ?? { title: { en: key, 'zh-CN': key }, tone: 'draft' }
}
