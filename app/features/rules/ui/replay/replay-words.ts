import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { ReplayView } from '../../replay/replay.queries.server.ts'

/** A replay in words: what was tried, on what, and how it came out. */
export function useReplayWords() {
	const { t } = useTranslation('rules')
	const { number, say } = useReader()
	return {
		candidate: ({ candidate, baseNumber, pilotNumber }: ReplayView): string => {
			const tried = candidate.number === null ? t('replay.draft') : t('replay.version', { number: candidate.number })
			return pilotNumber === null
				? t('replay.against', { candidate: tried, number: baseNumber })
				: t('replay.againstPilot', { candidate: tried, number: baseNumber, pilot: pilotNumber })
		},
		scope: ({ scope, item }: ReplayView): string =>
			scope.kind === 'decisions'
				? t('replay.last', { n: number(scope.last) })
				: t('replay.lotsOf', { item: item ? `${say(item.name)} (${item.sku})` : '–' }),
		outcome: ({ status, flipped }: ReplayView): string =>
			status === 'done' ? t('replay.changes', { count: flipped, n: number(flipped) }) : t(`replay.status.${status}`),
	}
}
