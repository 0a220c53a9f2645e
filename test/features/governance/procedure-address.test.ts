import { expect, test } from 'vitest'
import { procedureAddress, recordCameFrom } from '#app/features/governance/procedure-address.model.ts'

const ID = '01a22edb-1bf1-7e98-ba57-268f5abe1fd7'

test('a procedure’s address carries the record that asks for it there and back', () => {
	const address = procedureAddress('SOP QA/014', `/deviations/${ID}`)
	expect(address).toBe(`/procedures/SOP%20QA%2F014?from=%2Fdeviations%2F${ID}`)
	const from = new URL(address, 'http://localhost').searchParams.get('from')
	expect(recordCameFrom(from)).toBe(`/deviations/${ID}`)
	expect(procedureAddress('SOP-1')).toBe('/procedures/SOP-1')
})

test('leads back to a record of the portal and nowhere else', () => {
	for (const from of [
		null,
		'work',
		'',
		'/',
		`//evil.example/${ID}`,
		`https://evil.example/lots/${ID}`,
		`/\\evil/${ID}`,
	])
		expect(recordCameFrom(from), String(from)).toBeNull()
	for (const path of ['lots', 'release', 'production', 'deliveries', 'recalls', 'capas', 'changes'])
		expect(recordCameFrom(`/${path}/${ID}`)).toBe(`/${path}/${ID}`)
	expect(recordCameFrom(`/lots/${ID}/label`)).toBeNull()
})
