import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'

/*
 * Every column that says where something stands is either a record's, which its workflow alone moves (one-door.test.ts
 * finds other writers, the database refuses them), or in this list with what moves it. The why is in
 * docs/decisions/0055-statuses-without-a-workflow.md: a new one has to be decided on.
 */

/** What moves a status that no workflow does. */
const OTHERS: Readonly<Record<string, string>> = {
	workflow_instance: 'is the workflow’s own state',
	definition_version: 'the fixed life of rule sets and workflows themselves',
	approved_supplier: 'use cases of parties, decided by rules',
	shipment_line: 'what was found when its delivery was received',
	connection: 'what two companies agreed, told by messages',
	peer_notice: 'whether a message was dealt with',
	disclosure_request: 'the answer of another company',
	recall_notice: 'whether a message arrived and was answered',
	mail: 'delivery of a message',
	webhook_delivery: 'delivery of a message',
	lot_import: 'progress of a job',
	rule_replay: 'progress of a job',
	bulk_move: 'progress of a job',
	bulk_move_item: 'progress of a job',
	workflow_migration: 'progress of a job',
	idempotency_key: 'the HTTP status of a kept answer',
}

const tables = globSync('app/**/*.entity.server.ts').flatMap((file) =>
	readFileSync(file, 'utf8')
		.split('defineEntity(')
		.slice(1)
		.filter((entity) => /^\t\t(status|state): p\./m.test(entity.split('.setClass(')[0] ?? ''))
		.map((entity) => /tableName: '(\w+)'/.exec(entity)?.[1] ?? `unnamed in ${file}`),
)

test('every status is moved by its workflow, or it is decided and written down what moves it', () => {
	const records = new Set<string>(Object.values(WORKFLOW_RECORDS).map(({ table }) => table))
	expect(tables.filter((table) => !records.has(table) && !Object.hasOwn(OTHERS, table))).toEqual([])
	expect([...records].filter((table) => !tables.includes(table))).toEqual([])
})
