import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Where statuses of records that have a workflow may be written, and nowhere else. */
const DOOR = 'app/features/workflow/write-status.server.ts'

test('nothing but the workflow writes the status of a lot, a delivery or a recall', () => {
	const writers: string[] = []
	for (const file of globSync('app/{features,platform}/**/*.ts')) {
		if (file === DOOR || file.endsWith('.entity.server.ts')) continue
		const source = readFileSync(file, 'utf8')
		if (/update\s+(lot|shipment|recall_case)\s+(as\s+)?\w*\s*set[^`]*\bstatus\s*=/i.test(source))
			writers.push(`${file}: SQL`)
		if (/nativeUpdate\((Lot|Shipment|RecallCase)\b[^)]*\bstatus:/.test(source)) writers.push(`${file}: nativeUpdate`)
		// An outbound shipment has no workflow; `shipping` opens and ships it itself. Deliveries are inbound.
		const outbound = file.startsWith('app/features/shipping/')
		if (!outbound && /\b(lot|shipment|delivery|recall|recallCase)\.status\s*=[^=]/.test(source))
			writers.push(`${file}: assignment`)
		if (
			/\bwriteStatus\(/.test(source) &&
			!/features\/workflow\/(move-records?|start-workflow|migrate\/move-batch)\.server\.ts$/.test(file)
		)
			writers.push(`${file}: writeStatus`)
	}
	expect(writers).toEqual([])
})
