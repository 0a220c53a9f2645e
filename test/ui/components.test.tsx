import { CircleCheck, PackageSearch } from 'lucide-react'
import { expect, test } from 'vitest'
import { Button } from '#app/ui/actions/button.tsx'
import { RangeBar } from '#app/ui/charts/range-bar.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Gallery } from '#app/ui/gallery.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import { AppShell } from '#app/ui/layout/app-shell.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { renderPage } from './render.tsx'

const columns = [
	{
		key: 'code',
		header: 'Lot',
		role: 'key' as const,
		sortHref: '?sort=-code',
		sorted: 'asc' as const,
		cell: (row: { code: string; quantity: string }) => row.code,
	},
	{
		key: 'quantity',
		header: 'Quantity',
		align: 'end' as const,
		cell: (row: { code: string; quantity: string }) => row.quantity,
	},
]

test('a field ties its control to the label, the error and the hint', async () => {
	const html = await renderPage(
		<Field label="Quantity" name="quantity" hint="In the order's unit" error="Pieces are whole numbers" required>
			<NumberWithUnit unit="pcs" name="quantity" defaultValue="240.5" />
		</Field>,
	)
	expect(html).toMatch(/<label for="([^"]+)"[\s\S]*<input[^>]*id="\1"/)
	expect(html).toMatch(/<input[^>]*aria-describedby="(\S+)-error \1-hint"/)
	expect(html).toContain('aria-invalid="true"')
	expect(html).toMatch(/<input[^>]*required/)
	expect(html).toContain('value="240.5"')
})

test('two forms of a page may ask for the same: each label leads to its own field', async () => {
	const html = await renderPage(
		<>
			<Field label="New password" name="password">
				<TextInput name="password" />
			</Field>
			<Field label="Password" name="password">
				<TextInput name="password" />
			</Field>
		</>,
	)
	const labels = [...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id)
	const inputs = [...html.matchAll(/<input[^>]* id="([^"]+)"/g)].map(([, id]) => id)
	expect(labels).toEqual(inputs)
	expect(new Set(labels).size).toBe(2)
})

test('a refused button stays in view and says why', async () => {
	const html = await renderPage(<Button refusedBecause="2 conditions are not met">Release…</Button>)
	expect(html).toContain('aria-disabled="true"')
	expect(html).not.toContain(' disabled=""')
	expect(html).toMatch(/aria-describedby="([^"]+)"[\s\S]*id="\1"[^>]*>2 conditions are not met/)
})

test('a status is an icon and a word', async () => {
	const html = await renderPage(<StatusChip tone="hold" label="On hold" />)
	expect(html).toContain('<svg')
	expect(html).toContain('On hold')
	expect(html).toContain('tone-hold')
})

test('a table has a caption, sorted heads, row names and labels for the phone', async () => {
	const html = await renderPage(
		<DataTable
			caption="Lots"
			columns={columns}
			rows={[{ code: 'TR26', quantity: '240 pcs' }]}
			rowKey={(row) => row.code}
		/>,
	)
	expect(html).toMatch(/<caption[^>]*>Lots/)
	expect(html).toContain('aria-sort="ascending"')
	expect(html).toContain('scope="row"')
	expect(html).toContain('data-label="Quantity"')
})

test('in a long table rows far out of sight say in words what they hold, and the open one has its controls', async () => {
	const html = await renderPage(
		<DataTable
			long
			caption="Steps"
			columns={[
				{
					key: 'name',
					header: 'Step',
					role: 'key',
					cell: (row: string) => <input aria-label={row} />,
					rest: (row) => row,
				},
			]}
			rows={Array.from({ length: 30 }, (_, index) => `Step ${index}`)}
			rowKey={(row) => row}
			currentKey="Step 29"
		/>,
	)
	expect(html).toContain('<input aria-label="Step 0"/>')
	expect(html).toMatch(/<tr data-rests="Step 28"><th[^>]*>Step 28</)
	expect(html).toContain('<input aria-label="Step 29"/>')
})

test('an empty table says what it is for', async () => {
	const html = await renderPage(
		<DataTable
			caption="Shipments"
			columns={columns}
			rows={[]}
			rowKey={(row) => row.code}
			empty={<EmptyState icon={PackageSearch} title="No shipments announced yet" />}
		/>,
	)
	expect(html).toContain('No shipments announced yet')
	expect(html).not.toContain('<table')
})

test('what is not passed comes first and the passed checks are folded under their count', async () => {
	const check = { expected: 'a', actual: 'b' }
	const html = await renderPage(
		<MatchCheckTable
			caption="Match check"
			checks={[
				{ key: '1', name: 'Supplier approved', outcome: 'pass', ...check },
				{ key: '2', name: 'Weight', outcome: 'warn', ...check },
				{ key: '3', name: 'Heat', outcome: 'block', ...check },
			]}
		/>,
	)
	expect(html.indexOf('Heat')).toBeLessThan(html.indexOf('Weight'))
	expect(html).toContain('1 passed')
	expect(html).toMatch(/<tr class="[^"]*folded[^"]*"><th[^>]*>Supplier approved/)
	expect(html).toContain('aria-expanded="false"')
})

test('the lifecycle says in words which step it is at', async () => {
	const html = await renderPage(
		<Stepper
			label="Lifecycle"
			steps={[
				{ key: '1', label: 'Created', state: 'done' },
				{ key: '2', label: 'On hold', state: 'now', tone: 'hold' },
			]}
		/>,
	)
	expect(html).toMatch(/aria-current="step"[\s\S]*On hold/)
	expect(html).toContain('done')
})

test('a failing result is a diamond and is read out with its limits', async () => {
	const html = await renderPage(<RangeBar value={848} low={860} outcome="block" unit="MPa" />)
	expect(html).toContain('848 MPa, at least 860 MPa')
	expect(html).not.toContain('<circle')
})

test('a masked lot gives no link', async () => {
	const html = await renderPage(
		<GenealogyGraph
			label="Origin"
			nodes={[
				{ id: 'a', code: 'B7741', tone: 'released', status: 'Released', to: '/lots/a' },
				{ id: 'b', code: 'Another supplier', tone: 'draft', status: 'Not shown', to: '/lots/b', masked: true },
			]}
			edges={[{ from: 'b', to: 'a', label: '58.1 kg' }]}
		/>,
	)
	expect(html).toContain('/lots/a')
	expect(html).not.toContain('/lots/b')
	expect(html).toContain('58.1 kg')
})

test('the shell has one main landmark, a skip link to it, and marks where one is', async () => {
	const html = await renderPage(
		<AppShell
			brand={{ initials: 'AM', name: 'Aurora Medical', homeTo: '/' }}
			nav={[{ items: [{ to: '/lots', label: 'Lots', icon: CircleCheck, count: 3 }] }]}
			user={{ name: 'Lin W.', initials: 'LW' }}
			logoutAction="/logout"
			preferencesAction="/preferences"
			language="en"
			theme="system"
		>
			<h1>Lots</h1>
		</AppShell>,
	)
	expect(html.match(/<main/g)).toHaveLength(1)
	expect(html).toContain('href="#content"')
	expect(html).toContain('aria-current="page"')
	expect(html).toContain('action="/logout"')
	expect(html).toContain('value="zh-CN"')
})

test('every component renders on the server', async () => {
	const html = await renderPage(<Gallery />)
	expect(html).toContain('TR26-1107-03')
	expect(html).not.toMatch(/common:|\bcommand[A-Z]\w+</)
})
