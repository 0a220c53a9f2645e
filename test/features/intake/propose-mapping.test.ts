import { describe, expect, test } from 'vitest'
import { checkMapping } from '#app/features/intake/check-mapping.model.ts'
import { headerSignature, proposeMapping } from '#app/features/intake/propose-mapping.model.ts'
import type { InspectedColumn } from '#app/features/intake/read-file/file-inspection.schema.ts'
import { inspectFile } from '#app/features/intake/read-file/inspect-file.server.ts'
import { fieldOfHeader, targetsWith } from '#app/features/intake/target-fields.model.ts'

async function columnsOf(file: string): Promise<InspectedColumn[]> {
	const inspected = await inspectFile(Buffer.from(file), 'lots.csv')
	if (!inspected.ok) throw new Error(inspected.error.code)
	return inspected.value.columns
}

describe('headers', () => {
	test.each([
		[
			'itemSku',
			['Part No.', 'ITEM CODE', 'Artikel-Nr.', 'Materialnummer', 'Référence article', '物料编码', '料号', '件号 P/N'],
		],
		['itemName', ['Description', 'Bezeichnung', 'Désignation', '物料名称', '品名', '规格型号']],
		[
			'supplierLot',
			['Lot', 'Batch No', 'Charge', 'Chargen-Nr.', 'N° de lot', '批号', '生产批号', 'Lot/批号', '批号（Lot No.）'],
		],
		['manufacturedOn', ['Mfg date', 'Date of manufacture', 'Herstelldatum', 'Date de fabrication', '生产日期']],
		[
			'expiresOn',
			['Exp. Date', 'Use by', 'Verfall', 'MHD', 'Date de péremption', "Date d'expiration", '有效期至', '失效日期'],
		],
		['quantity', ['Qty', 'Menge', 'Quantité', '数量', '交货重量(kg)', 'Net weight [kg]']],
		['unit', ['UoM', 'ME', 'Einheit', 'Unité', '单位', '计量单位']],
		['certificateNumber', ['CoA ref', 'Zeugnis-Nr.', 'Certificat', '质保书', '报告编号']],
		['heatNumber', ['Heat No.', '炉号 Heat No.', '熔炼炉号', 'Schmelze', 'N° de coulée']],
		['site', ['Plant', 'Werk', 'Usine', '工厂']],
		['comment', ['Remarks', 'Bemerkung', 'Commentaires', '备注', '备注2']],
		['ignore', ['#', 'No.', '序号', 'Pos']],
	])('recognises %s in four languages', (field, headers) => {
		expect(headers.map((header) => [header, fieldOfHeader(header)?.field])).toEqual(
			headers.map((header) => [header, field]),
		)
	})

	test.each(['', 'Colour', 'Name of the driver', '颜色', 'x', '()'])('does not recognise %j', (header) => {
		expect(fieldOfHeader(header)).toBeNull()
	})
})

describe('proposals', () => {
	test('gives each column its field, with a reason in both languages', async () => {
		const columns = await columnsOf(
			'序号,料号,批号,生产日期,交货重量(kg),颜色,空\n1,A-1,L-1,2026-10-01,5.5,红,\n2,A-2,L-2,2026-10-02,6.5,绿,\n',
		)
		const proposals = proposeMapping(columns)
		expect(proposals.map(({ column, field }) => [column, field])).toEqual([
			[0, 'ignore'],
			[1, 'itemSku'],
			[2, 'supplierLot'],
			[3, 'manufacturedOn'],
			[4, 'quantity'],
			[5, null],
			[6, 'ignore'],
		])
		for (const { confidence, reason } of proposals) {
			expect(confidence).toBeGreaterThanOrEqual(0)
			expect(confidence).toBeLessThanOrEqual(1)
			expect(reason.en).not.toBe('')
			expect(reason['zh-CN']).toMatch(/[\u4e00-\u9fff]/u)
		}
	})

	test('proposes a field once, for the surest column', async () => {
		const columns = await columnsOf('Item;Our lot number ref;Lot no;Qty\nA;x;L-1;5\nB;y;L-2;6\n')
		const fields = proposeMapping(columns).map((proposal) => proposal.field)
		expect(fields).toEqual(['itemSku', null, 'supplierLot', 'quantity'])
	})

	test('is less sure where the samples contradict the header', async () => {
		const [sure] = proposeMapping(await columnsOf('Exp date;Lot\n2027-01-01;1\n2027-01-02;2\n'))
		const [unsure] = proposeMapping(await columnsOf('Exp date;Lot\n24 months;1\n36 months;2\n'))
		expect(sure).toMatchObject({ field: 'expiresOn' })
		expect(unsure?.field).toBe('expiresOn')
		expect(unsure?.confidence).toBeLessThan(0.75)
		expect(sure?.confidence).toBeGreaterThan(0.9)
	})

	test('recognises items, units and dates without telling headers', async () => {
		const columns = await columnsOf(
			'a;b;c;d;e\nTI-8;kg;2026-10-01;2028-10-01;5.5\nTI-9;pcs;2026-10-02;2028-10-02;6.5\n',
		)
		const proposals = proposeMapping(columns, { knownSkus: new Set(['ti-8', 'TI-9', 'PEEK']) })
		expect(proposals.map((proposal) => proposal.field)).toEqual([
			'itemSku',
			'unit',
			'manufacturedOn',
			'expiresOn',
			'quantity',
		])
		expect(proposals.slice(2).every((proposal) => proposal.confidence < 0.75)).toBe(true)
	})

	test('follows what was chosen for the same headers before, whatever it thinks', async () => {
		const columns = await columnsOf('Item;Lot;Qty\nA;1;5\n')
		const remembered = [
			{
				signature: headerSignature(columns),
				columns: [
					{ header: 'Item', field: 'comment' as const },
					{ header: 'Lot', field: null },
					{ header: 'Qty', field: 'quantity' as const },
				],
			},
		]
		const proposals = proposeMapping(columns, { remembered })
		expect(proposals.map((proposal) => proposal.field)).toEqual(['comment', null, 'quantity'])
		expect(
			proposals.every((proposal) => proposal.confidence === 0.99 && proposal.reason.en.includes('Remembered')),
		).toBe(true)
	})

	test('follows single remembered headers in a file that has others too', async () => {
		const remembered = [
			{
				signature: 'x',
				columns: [
					{ header: 'Ident', field: 'supplierLot' as const },
					{ header: 'Lot', field: 'ignore' as const },
				],
			},
		]
		const proposals = proposeMapping(await columnsOf('Item;Ident;Lot;Qty\nA;1;x;5\n'), { remembered })
		expect(proposals.map((proposal) => proposal.field)).toEqual(['itemSku', 'supplierLot', 'ignore', 'quantity'])
	})
})

test('tells what a mapping lacks or has twice', () => {
	const mapping = (...fields: Parameters<typeof checkMapping>[0][number]['field'][]) =>
		fields.map((field, column) => ({ column, field }))
	expect(checkMapping(mapping('itemSku', 'supplierLot', 'quantity'))).toEqual([])
	expect(checkMapping(mapping('itemName', 'supplierLot', 'quantity', 'ignore', 'ignore', null))).toEqual([])
	expect(checkMapping(mapping('supplierLot', 'unit', 'unit'))).toEqual([
		{ code: 'field-missing', field: 'itemSku', columns: [] },
		{ code: 'field-missing', field: 'quantity', columns: [] },
		{ code: 'field-twice', field: 'unit', columns: [1, 2] },
	])
})

test('a heat number goes to the attribute that forms and rules know it by, where the dictionary has it', async () => {
	const columns = await columnsOf('Lot,Schmelze\nL-1,H7')
	const heat = { key: 'heat', label: { en: 'Heat number', 'zh-CN': '炉号' } }
	const proposed = (attributes: (typeof heat)[], remembered: Parameters<typeof proposeMapping>[1] = {}) =>
		proposeMapping(columns, { ...remembered, attributes }).map(({ field }) => field)
	expect(proposed([heat])).toEqual(['supplierLot', 'attr.heat'])
	expect(proposed([])).toEqual(['supplierLot', 'heatNumber'])
	const before = { header: 'Schmelze', field: 'heatNumber' as const }
	expect(proposed([heat], { remembered: [{ signature: 'other', columns: [before] }] })).toContain('attr.heat')
	expect(targetsWith([heat])).not.toContain('heatNumber')
	expect(targetsWith([])).toContain('heatNumber')
})
