import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { TraceParams } from '../trace.schema.ts'

/** What the ids of a filter stand for, as far as the trace has them. */
export type FilterNames = {
	items: Record<string, string>
	parties: Record<string, LocalizedText>
	path: string | null
}

/** By what a trace on paper is filtered, in words: paper has no address to see it by. Empty: by nothing. */
export function useFilterWords(params: TraceParams, names: FilterNames, states: readonly LotState[]): string[] {
	const { t } = useTranslation('genealogy')
	const { say, date } = useReader()
	const { status = [], item = [], party = [], from, until, depth, path } = params
	const listed = (label: string, values: readonly string[]) =>
		values.length > 0 ? [`${label}: ${values.join(', ')}`] : []
	const days = [
		...(from ? [`${t('filter.from')} ${date(from)}`] : []),
		...(until ? [`${t('filter.until')} ${date(until)}`] : []),
	]
	return [
		...listed(
			t('table.status'),
			status.map((key) => say(lotStateLook(states, key).title)),
		),
		...listed(
			t('filter.item'),
			item.map((id) => names.items[id] ?? id),
		),
		...listed(
			t('filter.party'),
			party.map((id) => {
				const name = names.parties[id]
				return name ? say(name) : id
			}),
		),
		...(days.length > 0 ? [days.join(' ')] : []),
		...(depth ? [`${t('filter.depth')}: ${t('filter.steps', { count: depth })}`] : []),
		...(path ? [`${t('filter.path')}: ${names.path ?? path}`] : []),
	]
}
