import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '#app/features/intake/read-file/file-limits.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { iterateRows } from '#app/features/intake/read-file/iterate-rows.server.ts'
import { readRows } from '#app/features/intake/read-file/read-rows.server.ts'
import { buildArchive, sheetXml, workbookParts } from './build-archive.ts'

const MB = 1024 * 1024

/** The code with which a file is refused, or `read`. */
async function outcome(file: Buffer | string, name = 'lots.xlsx'): Promise<string> {
	const inspected = await inspectFile(typeof file === 'string' ? Buffer.from(file) : file, name)
	if (inspected.ok) return 'read'
	expect(inspected.error.message.en.length).toBeGreaterThan(20)
	expect(inspected.error.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/u)
	return inspected.error.code
}

describe('archives', () => {
	test('reads the workbook that the attacks below start from', async () => {
		expect(await outcome(buildArchive(workbookParts()))).toBe('read')
	})

	test('refuses a bomb by its ratio before unpacking it', async () => {
		const bomb = { name: 'xl/worksheets/sheet2.xml', data: Buffer.alloc(200 * MB, ' ') }
		expect(await outcome(buildArchive([...workbookParts(), bomb]))).toBe('archive-ratio')
	})

	test('refuses parts that together unpack to more than 300 MB', async () => {
		// Each claims 155 MB, at a ratio of 155, and is never unpacked.
		const part = (n: number) => ({
			name: `xl/media/image${n}.png`,
			data: '',
			packed: randomBytes(MB),
			claimedSize: 155 * MB,
		})
		expect(await outcome(buildArchive([...workbookParts(), part(1), part(2)]))).toBe('archive-too-large')
	})

	test('stops unpacking at the size that a part claims', async () => {
		const lying = { name: 'xl/worksheets/sheet2.xml', data: Buffer.alloc(100 * MB, ' '), claimedSize: 4000 }
		const before = process.memoryUsage().arrayBuffers
		expect(await outcome(buildArchive([...workbookParts(), lying]))).toBe('archive-size-mismatch')
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * MB)
	})

	test('refuses a part that is smaller than it claims, and a stored one of another size', async () => {
		expect(await outcome(buildArchive([...workbookParts(), { name: 'a.bin', data: 'abc', claimedSize: 30 }]))).toBe(
			'archive-size-mismatch',
		)
		const stored = { name: 'a.bin', data: 'abc', stored: true, claimedSize: 30 }
		expect(await outcome(buildArchive([...workbookParts(), stored]))).toBe('archive-size-mismatch')
	})

	test.each(['../../etc/passwd', 'xl/../../x', '/etc/passwd', 'C:/x', '..\\..\\x', 'xl/a\0b', '..'])(
		'refuses a part called %j',
		async (name) => {
			expect(await outcome(buildArchive([...workbookParts(), { name, data: 'x' }]))).toBe('archive-unsafe-name')
		},
	)

	test('refuses parts that share their bytes', async () => {
		const first = { name: 'a.bin', data: randomBytes(MB), stored: true }
		const again = { ...first, name: 'b.bin', sameAs: 5 }
		expect(await outcome(buildArchive([...workbookParts(), first, again]))).toBe('archive-overlap')
	})

	test('refuses two parts of one name, also when only case differs', async () => {
		expect(await outcome(buildArchive([...workbookParts(), { name: 'XL/Workbook.xml', data: 'x' }]))).toBe(
			'archive-duplicate-entry',
		)
	})

	test('refuses a local header that names another part than the directory', async () => {
		const twoFaced = { name: 'xl/media/a.png', localName: 'xl/sharedStrings.xml', data: 'x' }
		expect(await outcome(buildArchive([...workbookParts(), twoFaced]))).toBe('archive-unsafe-name')
	})

	test('refuses more than 2,000 parts', async () => {
		const many = Array.from({ length: 2001 }, (_, n) => ({ name: `x/${n}`, data: '', stored: true }))
		expect(await outcome(buildArchive([...workbookParts(), ...many]))).toBe('archive-too-many-entries')
	})

	test('refuses passwords, macros and wrong checksums', async () => {
		const locked = workbookParts().map((part) => ({ ...part, encrypted: true }))
		expect(await outcome(buildArchive(locked))).toBe('archive-encrypted')
		expect(await outcome(buildArchive([...workbookParts(), { name: 'xl/vbaProject.bin', data: 'x' }]))).toBe(
			'macro-workbook',
		)
		const damaged = buildArchive(workbookParts().map((part) => ({ ...part, stored: true })))
		damaged[damaged.indexOf('L-1') + 2] = 0x39
		expect(await outcome(damaged)).toBe('damaged-file')
	})

	test('refuses what is cut off or no workbook', async () => {
		const whole = buildArchive(workbookParts())
		expect(await outcome(whole.subarray(0, whole.length - 30))).toBe('damaged-file')
		expect(await outcome(buildArchive([{ name: 'readme.txt', data: 'hello' }]))).toBe('unsupported-kind')
	})
})

describe('two files in one', () => {
	const archive = buildArchive(workbookParts())

	test.each([
		['a picture', Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00', 'latin1'), 'unsupported-kind'],
		['a PDF', Buffer.from('%PDF-1.7\n'), 'unsupported-kind'],
		['a text', Buffer.from('Item;Lot;Qty\nA;1;2\n'), 'mixed-content'],
	])('refuses %s in front of a workbook', async (_, before, code) => {
		expect(await outcome(buildArchive(workbookParts(), { before }))).toBe(code)
		expect(await outcome(Buffer.concat([before, archive]))).toBe(code)
	})

	test('refuses anything behind a workbook or between its parts', async () => {
		expect(await outcome(Buffer.concat([archive, Buffer.from('<script>1</script>')]))).toBe('mixed-content')
		expect(await outcome(buildArchive(workbookParts(), { comment: '<script>1</script>' }))).toBe('mixed-content')
		expect(await outcome(buildArchive(workbookParts(), { before: Buffer.concat([archive]) }))).toBe('mixed-content')
	})

	test('refuses a PDF that hides behind the first line of a table', async () => {
		expect(await outcome('Item;Lot;Qty\n%PDF-1.7;1;2\n', 'lots.csv')).toBe('mixed-content')
	})
})

describe('XML', () => {
	const entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

	test('refuses entities in a sheet, in the list of sheets and in the shared texts', async () => {
		const sheet = sheetXml([
			['Item', 'Lot', 'Qty'],
			['&a;', 'L-1', 5],
		]).replace('<worksheet', `${entity}<worksheet`)
		expect(await outcome(buildArchive(workbookParts({ sheet })))).toBe('xml-entities')
		const workbook = `${entity}<workbook><sheets><sheet name="&a;" sheetId="1" r:id="rId1"/></sheets></workbook>`
		expect(await outcome(buildArchive(workbookParts({ workbook })))).toBe('xml-entities')
		expect(await outcome(buildArchive(workbookParts({ strings: `${entity}<sst/>` })))).toBe('xml-entities')
	})

	test('finds a document type wherever it is cut by the unpacking', async () => {
		for (let pad = 16_384 - 12; pad <= 16_384; pad += 3) {
			const sheet = `<!--${'x'.repeat(pad - 7)}-->${entity}${sheetXml([
				['Item', 'Lot'],
				['A', 'L-1'],
			])}`
			expect(await outcome(buildArchive(workbookParts({ sheet })))).toBe('xml-entities')
		}
	})

	test('refuses entities that hide in another encoding', async () => {
		const sheet = `<?xml version="1.0" encoding="UTF-16"?>${entity}<worksheet/>`
		const wide = workbookParts().map((part) =>
			part.name.endsWith('sheet1.xml') ? { ...part, data: Buffer.from(`\uFEFF${sheet}`, 'utf16le') } : part,
		)
		expect(await outcome(buildArchive(wide))).toMatch(/^(?:xml-unsupported|damaged-file)$/u)
		expect(
			await outcome(buildArchive(workbookParts({ sheet: '<?xml version="1.0" encoding="UTF-7"?><worksheet/>' }))),
		).toBe('xml-unsupported')
	})

	test('refuses CDATA, control characters, broken nesting and cells without an end', async () => {
		const [header, row] = [
			['Item', 'Lot', 'Qty'],
			['A', 'L-1', 5],
		] as const
		expect(await outcome(buildArchive(workbookParts({ sheet: sheetXml([header, ['<![CDATA[A]]>', 'L', 5]]) })))).toBe(
			'xml-unsupported',
		)
		expect(await outcome(buildArchive(workbookParts({ sheet: sheetXml([header, ['A\u0007', 'L', 5]]) })))).toBe(
			'damaged-file',
		)
		expect(
			await outcome(
				buildArchive(workbookParts({ sheet: sheetXml([header, row]).replace('</row></sheetData>', '</sheetData>') })),
			),
		).toMatch(/damaged-file|no-data/u)
		expect(
			await outcome(
				buildArchive(workbookParts({ sheet: sheetXml([header, row]).replace('</sheetData></worksheet>', '') })),
			),
		).toBe('damaged-file')
	})

	test('refuses a cell of 10 MB', async () => {
		const long = randomBytes(5 * MB).toString('hex')
		expect(
			await outcome(
				buildArchive(
					workbookParts({
						sheet: sheetXml([
							['Item', 'Lot'],
							['A', long],
						]),
					}),
				),
			),
		).toBe('cell-too-long')
	})

	test('reads many unclosed elements to the end', async () => {
		const sheet = sheetXml([
			['Item', 'Lot', 'Qty'],
			['A', 'L-1', 5],
		]).replace('</row></sheetData>', `${'<c r="D2"><f>'.repeat(60_000)}</row></sheetData>`)
		expect(await outcome(buildArchive(workbookParts({ sheet })))).toBeTypeOf('string')
	})
})

describe('texts', () => {
	test('refuses zeros in a text', async () => {
		expect(await outcome('Item;Lot;Qty\nA\0B;L-1;5\n', 'lots.csv')).toBe('nul-bytes')
		expect(await outcome(randomBytes(5000), 'lots.csv')).toMatch(/^(?:nul-bytes|unsupported-kind|mixed-content)$/u)
	})

	test('refuses a line of 10 MB, with and without quotes', async () => {
		expect(await outcome(`Item;Lot;Qty\nA;${'x'.repeat(10 * MB)};5\n`, 'lots.csv')).toBe('line-too-long')
		expect(await outcome(`Item;Lot;Qty\nA;"${'x\n'.repeat(5 * MB)}";5\n`, 'lots.csv')).toBe('line-too-long')
	})

	test('tells where a quotation mark is not closed', async () => {
		const inspected = await inspectFile(Buffer.from('Item;Lot;Qty\nA;L-1;5\nA;"L-2;6\nA;L-3;7\n'), 'lots.csv')
		expect(inspected).toMatchObject({
			ok: false,
			error: { code: 'quote-not-closed', message: { en: expect.stringContaining('row 3') } },
		})
	})

	test('refuses more than 200,000 rows and 200 columns', async () => {
		expect(await outcome(`Item;Lot\n${'A;L\n'.repeat(200_001)}`, 'lots.csv')).toBe('too-many-rows')
		const wide = Array.from({ length: 201 }, (_, n) => `c${n}`).join(';')
		expect(await outcome(`${wide}\n${wide}\n`, 'lots.csv')).toBe('too-many-columns')
		const sheet = sheetXml([
			['Item', 'Lot'],
			['A', 'L-1'],
		]).replace('</row></sheetData>', '<c r="XFD2"><v>1</v></c></row></sheetData>')
		expect(await outcome(buildArchive(workbookParts({ sheet })))).toBe('too-many-columns')
	})

	test('refuses a million rows of a sheet', async () => {
		const rows = Array.from(
			{ length: 1_000_000 },
			(_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n}</v></c><c r="B${n + 1}"><v>1</v></c></row>`,
		)
		const sheet = `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`
		expect(await outcome(buildArchive(workbookParts({ sheet })))).toBe('too-many-rows')
	}, 120_000)

	test('refuses more than 25 MB, in memory and on disk, and nothing at all', async () => {
		expect(await outcome(Buffer.alloc(25 * MB + 1, 'a'))).toBe('file-too-large')
		expect(await outcome(Buffer.alloc(0))).toBe('empty-file')
		const folder = mkdtempSync(join(tmpdir(), 'intake-'))
		writeFileSync(join(folder, 'large'), Buffer.alloc(25 * MB + 1, 'a'))
		expect(await inspectFile(join(folder, 'large'), 'large.csv')).toMatchObject({ error: { code: 'file-too-large' } })
		rmSync(folder, { recursive: true })
	})

	test.each([
		[
			'an old or locked workbook',
			Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
			'old-excel',
		],
		['a PDF', Buffer.from('%PDF-1.4\n'), 'unsupported-kind'],
		['a web page', Buffer.from('<html><body><table></table></body></html>'), 'unsupported-kind'],
		['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unsupported-kind'],
		['prose', Buffer.from('Dear sirs\nplease find enclosed\n'), 'not-a-table'],
		['a header alone', Buffer.from('Item;Lot;Qty\n'), 'no-data'],
		['JSON that is no list', Buffer.from('{"a": 1'), 'json-damaged'],
		['JSON of numbers', Buffer.from('[ {"a":1,"b":2}, 5 ]'), 'json-not-a-list'],
		['JSON nested beyond reason', Buffer.from(`[{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`), 'json-damaged'],
	])('refuses %s with its own code', async (_, file, code) => {
		expect(await outcome(file, 'lots.csv')).toBe(code)
	})

	test('reads a header that begins like a bitmap', async () => {
		expect(await outcome('BMI;Lot;Qty\nA;1;2\n', 'lots.csv')).toBe('read')
	})

	test('takes `__proto__` for a name like any other', async () => {
		const inspected = await inspectFile(
			Buffer.from('[{"__proto__":{"polluted":1},"constructor":"x","lot":"L-1"}]'),
			'lots.json',
		)
		expect(inspected).toMatchObject({
			ok: true,
			value: { columns: [{ header: '__proto__.polluted' }, { header: 'constructor' }, { header: 'lot' }] },
		})
		expect(({} as Record<string, unknown>).polluted).toBeUndefined()
	})

	test('shows no folder and no unseen character of a file name', async () => {
		const inspected = await inspectFile(Buffer.from('Item;Lot\nA;1\n'), '../../etc/\u202Efdp.csv\0')
		expect(inspected).toMatchObject({ ok: true, value: { fileName: 'fdp.csv' } })
	})
})

describe('reading on', () => {
	test('refuses rows of a file that is no longer the inspected one', async () => {
		const inspected = await inspectFile(Buffer.from('Item;Lot\nA;1\n'), 'lots.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		const changed = await readRows(Buffer.from('Item;Lot\nA;2\n'), inspected.value, { onRow: () => {} })
		expect(changed).toMatchObject({ ok: false, error: { code: 'file-changed' } })
	})

	test('waits for each row to be taken, and stops when nobody takes more', async () => {
		const file = Buffer.from(`Item;Lot\n${Array.from({ length: 100_000 }, (_, n) => `A;${n}`).join('\n')}\n`)
		const inspected = await inspectFile(file, 'lots.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		let isBusy = false
		let taken = 0
		for await (const _ of iterateRows(file, inspected.value)) if (++taken === 10) break
		await readRows(file, inspected.value, {
			onRow: async (row) => {
				expect(isBusy).toBe(false)
				isBusy = true
				if (row.rowNumber % 5000 === 0) await new Promise((resolve) => setImmediate(resolve))
				isBusy = false
			},
		})
		expect(taken).toBe(10)
	})

	test('throws on what the consumer throws', async () => {
		const file = Buffer.from('Item;Lot\nA;1\n')
		const inspected = await inspectFile(file, 'lots.csv')
		if (!inspected.ok) throw new Error(inspected.error.code)
		const onRow = () => {
			throw new Error('disk full')
		}
		await expect(readRows(file, inspected.value, { onRow })).rejects.toThrow('disk full')
	})

	test('needs less than 300 MB for the largest file that it takes', () => {
		const folder = mkdtempSync(join(tmpdir(), 'intake-'))
		const line = (n: number) => `ITEM-${n % 7};LOT-${n};${n}.5;kg;2026-10-01;${'x'.repeat(80)}`
		const rows = Array.from({ length: 199_000 }, (_, n) => line(n)).join('\n')
		writeFileSync(join(folder, 'lots.csv'), `Item;Lot;Qty;Unit;Mfg date;Remarks\n${rows}\n`)
		const program = `
			const { inspectFile } = await import('#app/features/intake/read-file/inspect-file.server.ts')
			const { iterateRows } = await import('#app/features/intake/read-file/iterate-rows.server.ts')
			const before = process.resourceUsage().maxRSS
			const path = ${JSON.stringify(join(folder, 'lots.csv'))}
			const inspected = await inspectFile(path, 'lots.csv')
			let rows = 0
			for await (const row of iterateRows(path, inspected.value)) rows++
			console.log(JSON.stringify({ rows, mb: Math.round((process.resourceUsage().maxRSS - before) / 1024) }))`
		const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
			cwd: join(import.meta.dirname, '../../..'),
			encoding: 'utf8',
		})
		rmSync(folder, { recursive: true })
		const { rows: read, mb } = JSON.parse(output) as { rows: number; mb: number }
		process.stdout.write(
			`reading ${Math.round(FILE_LIMITS.fileBytes / MB)} MB at most: + ${mb} MB of memory for ${read} rows\n`,
		)
		expect(read).toBe(199_000)
		expect(mb).toBeLessThan(300)
	}, 120_000)
})
