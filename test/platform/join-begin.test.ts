import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { asLast, joinBegin } from '#app/platform/db/join-begin.server.ts'

/** A connection that notes each message it would send, and fails on those that say so. */
function connection() {
	const sent: string[] = []
	const client = {
		query: async (text: unknown, _values?: unknown) => {
			sent.push(String(text))
			if (String(text).includes('broken')) throw new Error('refused by the database')
			return { command: '', rowCount: 0, rows: [] }
		},
	}
	const pool = new EventEmitter()
	joinBegin(pool)
	pool.emit('connect', client)
	return { sent, query: (text: string, values?: unknown[]) => client.query(text, values) }
}

/** Longer than the end of a transaction that only read waits for company. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 50))

test('sends begin and settings with the first statement, and the last statement with the commit', async () => {
	const { sent, query } = connection()
	await query('begin')
	await query('select set_config(1)')
	await query('insert 1')
	await query(asLast('insert 2'))
	expect(sent).toEqual(['begin; select set_config(1); insert 1'])
	await query('commit')
	expect(sent.at(-1)).toBe('/* last */ insert 2; commit')
	await query('begin')
	await query('insert 3')
	await query('commit')
	expect(sent.slice(2)).toEqual(['begin; insert 3', 'commit'])
})

test('sends begin and a statement with values one after the other, without waiting for an answer between them', async () => {
	const sent: string[] = []
	let answer = () => {}
	const answered = new Promise<void>((resolve) => (answer = () => resolve()))
	const client = {
		query: async (text: string, _values?: unknown[]) => {
			sent.push(text)
			await answered
			return { command: text, rowCount: 0, rows: [] }
		},
	}
	const pool = new EventEmitter()
	joinBegin(pool)
	pool.emit('connect', client)
	await client.query('begin')
	await client.query('select set_config(1)')
	const asked = client.query('select $1', [1])
	expect(sent).toEqual(['begin; select set_config(1)', 'select $1'])
	answer()
	expect((await asked).command).toBe('select $1')
})

test('fails a statement whose begin fails, once both are answered', async () => {
	const { sent, query } = connection()
	await query('begin')
	await query('select set_config(broken)')
	await expect(query('select $1', [1])).rejects.toThrow('refused by the database')
	await query('rollback')
	expect(sent).toEqual(['begin; select set_config(broken)', 'select $1', 'rollback'])
})

test('sends the end of a transaction that only read with the begin of the next', async () => {
	const { sent, query } = connection()
	await query('start transaction read only')
	await query('select 1')
	await query('commit')
	expect(sent).toEqual(['start transaction read only; select 1'])
	await query('begin')
	await query('insert 1')
	await query('commit')
	expect(sent.slice(1)).toEqual(['commit; begin; insert 1', 'commit'])
	await idle()
	expect(sent.length).toBe(3)
})

test('sends it by itself before a statement without a transaction, and where nothing follows', async () => {
	const { sent, query } = connection()
	await query('start transaction read only')
	await query('select 1')
	await query('rollback')
	await query('select 2')
	expect(sent.slice(1)).toEqual(['rollback', 'select 2'])
	await query('start transaction read only')
	await query('select 3')
	await query('commit')
	await query('begin')
	await query('rollback')
	await idle()
	expect(sent.slice(3)).toEqual(['start transaction read only; select 3', 'commit'])
})

test('sends a last statement first where another comes after it', async () => {
	const { sent, query } = connection()
	await query('begin')
	await query('insert 1')
	await query(asLast('insert 2'))
	await query('insert 3')
	await query('commit')
	expect(sent).toEqual(['begin; insert 1', '/* last */ insert 2', 'insert 3', 'commit'])
})

test('forgets a last statement on rollback', async () => {
	const { sent, query } = connection()
	await query('begin')
	await query('insert 1')
	await query(asLast('insert 2'))
	await query('rollback')
	expect(sent).toEqual(['begin; insert 1', 'rollback'])
})

test('fails the commit where the last statement fails', async () => {
	const { query } = connection()
	await query('begin')
	await query('insert 1')
	await query(asLast('broken'))
	await expect(query('commit')).rejects.toThrow('refused by the database')
})
