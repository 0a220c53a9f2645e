import type { LocalizedText } from '#app/core/localized.ts'
import { isZero } from '#app/core/quantity.ts'
import type { LineStanding } from './line.queries.server.ts'
import { bothNames, bothWords, condition } from './order-conditions.server.ts'
import type { ProductionAsks } from './order-steps.model.ts'

/** What beginning on a line asks for: that it is free, and the word that it is cleared of the lot before. */
export function asksOfLine(line: LineStanding | null): ProductionAsks {
	if (!line || line.severalLots) return { missing: [], fields: [] }
	const { busyWith, previous } = line
	if (busyWith) return { missing: [condition('line', 'line-busy', { order: busyWith.number })], fields: [] }
	if (!previous) return { missing: [], fields: [] }
	const lot = previous.lotCode ?? previous.number
	return {
		missing: [],
		fields: [
			{
				field: 'cleared',
				label: bothWords('clearance.title'),
				type: 'choice',
				required: true,
				choices: [{ value: 'yes', label: bothWords('line.cleared', { lot }) }],
			},
			{ field: 'clearanceNote', label: bothWords('line.note'), type: 'text', required: false },
		],
	}
}

type Figures = { made: string; components: readonly { within: boolean | null }[] }

/** What ending asks for: that something was made, what had to be read, and why where it is out of tolerance. */
export function asksOfFigures({ made, components }: Figures, unread: readonly LocalizedText[]): ProductionAsks {
	return {
		missing: [
			...(isZero({ value: made, unit: 'C62' }) ? [condition('output', 'nothing-made')] : []),
			...(unread.length > 0 ? [condition('readings', 'readings-missing', { parameters: bothNames(unread) })] : []),
		],
		fields: components.some(({ within }) => within === false)
			? [{ field: 'balanceReason', label: bothWords('balance.reason'), type: 'text', required: true }]
			: [],
	}
}
