import { existsSync, readdirSync, readFileSync } from 'node:fs'
import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hibcCheckCharacter, parseHibc } from '#app/core/gs1/hibc.ts'
import { parseIccbba } from '#app/core/gs1/iccbba.ts'
import { recogniseUdi } from '#app/core/gs1/udi.ts'

const now = new Date('2026-11-22T00:00:00Z')
const hibc = (body: string) => `${body}${hibcCheckCharacter(body)}`
const nothing = { lot: null, serial: null, expiresOn: null, manufacturedOn: null, donation: null, hasValidCheck: true }

test.each([
	// The examples of FDA's table of formats by issuing agency.
	[
		'(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234',
		{
			issuer: 'gs1',
			di: '51022222233336',
			lot: 'A213B1',
			serial: '1234',
			expiresOn: '2015-07-07',
			manufacturedOn: '2014-12-31',
		},
	],
	[
		'+A99912345/$$52001510X3/16D20111212/S77DE1G45-',
		{
			issuer: 'hibcc',
			di: 'A99912345',
			lot: '10X3',
			serial: '77DE1G45',
			expiresOn: '2020-01-15',
			manufacturedOn: '2011-12-12',
		},
	],
	[
		'=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123',
		{
			issuer: 'iccbba',
			di: 'A9999XYZ100T0944',
			lot: '000000000000XYZ123',
			serial: '000025',
			expiresOn: '2014-02-01',
			manufacturedOn: '2013-02-01',
			donation: 'A99971312345600',
		},
	],
	['=)1TE12345678&)RZ12345678', { issuer: 'iccbba', di: '1TE1234567', lot: null }],
	['(01)08717648200274', { issuer: 'gs1', di: '08717648200274' }],
	['010871764820027417271200\u241d10ABC', { issuer: 'gs1', di: '08717648200274', expiresOn: '2027-12-31', lot: 'ABC' }],
	[']d20108717648200274', { issuer: 'gs1', di: '08717648200274' }],
	['(01)08717648200274(7003)2712311330', { issuer: 'gs1', di: '08717648200274', expiresOn: '2027-12-31' }],
	['*+A123BJC5D6E71G*', { issuer: 'hibcc', di: 'A123BJC5D6E71' }],
	['+a123bjc5d6e71g', { issuer: 'hibcc', di: 'A123BJC5D6E71' }],
])('reads %s', (text, expected) => {
	const read = recogniseUdi(text, now)
	// The blood bag line has one character too many on purpose: see the refusals.
	if (text.startsWith('=)')) return expect(read).toEqual({ ok: false, error: { code: 'not-a-udi' } })
	expect(read).toEqual({ ok: true, value: { ...nothing, ...expected } })
})

test('reports a wrong check digit or character instead of refusing', () => {
	expect(recogniseUdi('(01)08717648200275', now)).toMatchObject({ ok: true, value: { hasValidCheck: false } })
	expect(recogniseUdi('+A123BJC5D6E71H', now)).toMatchObject({ ok: true, value: { hasValidCheck: false } })
})

test.each([
	['LOT123', 'not-a-udi'],
	['', 'not-a-udi'],
	['++A99912345X', 'not-a-udi'],
	['=SUM(A1)', 'not-a-udi'],
	['(8013)1987654Ad4X4bL5ttr2310c2K', 'no-device-identifier'],
	['(10)ABC', 'no-device-identifier'],
	[hibc('+$$52001510X3G'), 'no-device-identifier'],
	['=,000025', 'no-device-identifier'],
	['(01)08717648200274(17)271331', 'wrong-date'],
	[hibc('+A99912345/$$31313451X'), 'wrong-date'],
	[hibc('+A99912345/16D20261301'), 'wrong-date'],
	['=/A9999XYZ100T0944=>026366', 'wrong-date'],
	[hibc('+A99912345/XYZ'), 'wrong-structure'],
	[hibc('+A9991234X'), 'wrong-structure'],
	['(01)08717648200274(05)1', 'unknown-ai'],
])('refuses %j: %s', (text, code) => {
	expect(recogniseUdi(text, now)).toMatchObject({ ok: false, error: { code } })
})

test.each([
	['$ABC1', { lot: 'ABC1' }],
	['$+77DE', { serial: '77DE' }],
	['$$0928ABC', { expiresOn: '2028-09-30', lot: 'ABC' }],
	['$$2090828ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$3280908ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$428090823ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$528252ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$62825223ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$7ABC', { lot: 'ABC' }],
	['$$3280908', { expiresOn: '2028-09-08' }],
	['$$+3280908S1', { expiresOn: '2028-09-08', serial: 'S1' }],
	['$$+7S1', { serial: 'S1' }],
	['$$8243280908ABC', { quantity: '24', expiresOn: '2028-09-08', lot: 'ABC' }],
	['$$9005000928ABC', { quantity: '00500', expiresOn: '2028-09-30', lot: 'ABC' }],
	['28252ABC', { expiresOn: '2028-09-08', lot: 'ABC' }],
	[
		'$ABC1/S9/14D20280908/16D20260101/Q24',
		{
			lot: 'ABC1',
			serial: '9',
			expiresOn: '2028-09-08',
			manufacturedOn: '2026-01-01',
			quantity: '24',
		},
	],
])('reads the HIBC production data %s, joined to the primary code or by itself', (data, expected) => {
	const rest = { lot: null, serial: null, quantity: null, expiresOn: null, manufacturedOn: null, ...expected }
	expect(parseHibc(hibc(`+A99912345/${data}`), now)).toEqual({
		ok: true,
		value: { primary: 'A99912345', link: null, hasValidCheck: true, ...rest },
	})
	expect(parseHibc(hibc(`+${data}L`), now)).toEqual({
		ok: true,
		value: { primary: null, link: 'L', hasValidCheck: true, ...rest },
	})
})

test('accepts a check character that is a space and got lost', () => {
	const body = Array.from({ length: 43 }, (_, n) => `+A999X${n}1`).find((text) => hibcCheckCharacter(text) === ' ')
	expect(body).toBeDefined()
	expect(parseHibc(`${body} `, now)).toMatchObject({
		ok: true,
		value: { primary: body?.slice(1), hasValidCheck: true },
	})
	expect(parseHibc(`${body}`, now)).toMatchObject({ ok: true, value: { primary: body?.slice(1), hasValidCheck: true } })
})

test('gives the check character that bwip-js prints', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}\d\/\$\$7[A-Z0-9\-.]{1,18}$/), (data) => {
			const [symbol] = bwipjs.raw('hibccode39', data, { includetext: true }) as unknown as [{ txt: [string][] }]
			const printed = symbol.txt.map(([character]) => character).join('')
			expect(printed.slice(1, -1).replace(/_$/, ' ')).toBe(hibc(`+${data}`))
		}),
	)
})

test('any one mistyped character of a HIBC code is found', () => {
	const set = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
	fc.assert(
		fc.property(
			fc.stringMatching(/^[A-Z][A-Z0-9]{7}$/),
			fc.nat({ max: 7 }),
			fc.constantFrom(...set),
			(body, at, wrong) => {
				fc.pre(body[at] !== wrong)
				const right = `+${body}`
				const mistyped = `+${body.slice(0, at)}${wrong}${body.slice(at + 1)}`
				expect(hibcCheckCharacter(mistyped)).not.toBe(hibcCheckCharacter(right))
			},
		),
	)
})

test('reads a blood bag', () => {
	expect(parseIccbba('=)1TE1234567&)RZ12345678')).toMatchObject({
		ok: true,
		value: { di: '1TE1234567', lot: 'RZ12345678' },
	})
})

test('never throws, whatever it is given', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void recogniseUdi(text)))
	fc.assert(fc.property(fc.stringMatching(/^[+=&(\]][-+=/$&,>}0-9A-Z()]{0,40}$/), (text) => void recogniseUdi(text)))
})

const samples = new URL('../../../../shared/samples/gudid/', import.meta.url)

if (!existsSync(samples)) process.stdout.write('Skipped: sample devices of the FDA’s database, which are not here.\n')
test.skipIf(!existsSync(samples))('agrees with the FDA about sample devices of its database', () => {
	for (const name of readdirSync(samples)) {
		const record = JSON.parse(readFileSync(new URL(name, samples), 'utf8')) as {
			gudid: { device: { identifiers: { identifier: { deviceId: string }[] } } }
			udi?: { udi: string; di: string; serialNumber: string; lotNumber: string; expirationDate: string }
		}
		for (const { deviceId } of record.gudid.device.identifiers.identifier) {
			expect(recogniseUdi(`(01)${deviceId}`)).toMatchObject({ ok: true, value: { di: deviceId, hasValidCheck: true } })
		}
		if (!record.udi) continue
		const { udi, di, serialNumber, lotNumber, expirationDate } = record.udi
		expect(recogniseUdi(udi)).toMatchObject({
			ok: true,
			value: { di, serial: serialNumber, lot: lotNumber, expiresOn: expirationDate },
		})
	}
})
