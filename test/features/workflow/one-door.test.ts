import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'

/** Where statuses of records that have a workflow may be written, and nowhere else. */
const DOOR = 'app/features/workflow/write-status.server.ts'
/** Who may call it: all of them decide by the interpreter first, begin a workflow, or move to another version of it. */
const CALLERS = /features\/workflow\/(write-move|move-records|start-workflow|migrate\/move-batch)\.server\.ts$/
const MOVERS = /features\/workflow\/(move-records?|migrate\/move-batch)\.server\.ts$/

const tables = [...new Set(Object.values(WORKFLOW_RECORDS).map((record) => record.table))]
const sources = globSync('app/{features,platform}/**/*.ts')
	.filter((file) => file !== DOOR && !file.endsWith('.entity.server.ts'))
	.map((file) => ({ file, source: readFileSync(file, 'utf8') }))

test('nothing but the workflow writes the status of a record that has one', () => {
	const writers: string[] = []
	for (const { file, source } of sources) {
		if (new RegExp(`update\\s+(${tables.join('|')})\\s+(as\\s+)?\\w*\\s*set[^\`]*\\bstatus\\s*=`, 'i').test(source))
			writers.push(`${file}: SQL`)
		if (/nativeUpdate\((Lot|Shipment|RecallCase|Deviation|QualityCase)\b[^)]*\bstatus:/.test(source))
			writers.push(`${file}: nativeUpdate`)
		// An outbound shipment has no workflow; `shipping` opens and ships it itself. Deliveries are inbound; those of
		// `notifications` are messages on their way.
		const outbound = /^app\/features\/(shipping|notifications)\//.test(file)
		if (
			!outbound &&
			/\b(lot|shipment|delivery|recall|recallCase|deviation|qualityCase|one)\.status\s*=[^=]/.test(source)
		)
			writers.push(`${file}: assignment`)
		if (/\bwriteStatus\(/.test(source) && !CALLERS.test(file)) writers.push(`${file}: writeStatus`)
		if (/\bwriteMove\(/.test(source) && !MOVERS.test(file) && !file.endsWith('write-move.server.ts'))
			writers.push(`${file}: writeMove`)
		if (/update\s+workflow_instance\s+set[^`']*\bstate\s*=/i.test(source) && !MOVERS.test(file))
			writers.push(`${file}: SQL on the instance`)
	}
	expect(writers).toEqual([])
})

test('whatever writes a move has asked the interpreter', () => {
	for (const file of ['move-record', 'move-records']) {
		const source = readFileSync(`app/features/workflow/${file}.server.ts`, 'utf8')
		expect(source).toContain("import { decide } from './decide.ts'")
		expect(source).toMatch(/decide\(definition, position, input, context\)/)
	}
})
