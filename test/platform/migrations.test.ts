import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { migrations } from '../../migrations/list.ts'

/** Two that were written at one time with one number; their names, which databases keep, differ. */
const SAME_NUMBER = ['20261130097000-approval-covers', '20261130097000-order-given']

const names = migrations.map(({ name }) => name)
const numberOf = (name: string): string => name.slice(0, name.indexOf('-'))

test('each migration is in the list once, under the name of its file', () => {
	const files = readdirSync('migrations')
		.filter((file) => /^\d{14}-[a-z-]+\.ts$/.test(file))
		.map((file) => file.replace('.ts', ''))
	expect(names.toSorted()).toEqual(files.toSorted())
	expect(new Set(names).size).toBe(names.length)
})

test('refuses two migrations of one number', () => {
	const shared = [...Map.groupBy(names, numberOf).values()].filter((own) => own.length > 1)
	expect(shared).toEqual([SAME_NUMBER])
})
