import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { expect, test } from 'vitest'
import { withoutNul } from '#app/platform/http/without-nul.ts'

/** Words of three bytes a character, shifted by one letter at a time: some character falls on every edge of a buffer. */
const pageOf = (shift: number) =>
	createElement(
		'ul',
		null,
		Array.from({ length: 200 }, (_, key) => createElement('li', { key }, `${'a'.repeat(shift)}原因规则与批次追溯`)),
	)

test('renders Chinese whole, wherever the renderer’s buffers end', async () => {
	for (let shift = 0; shift < 12; shift++) {
		const html = await text(renderToPipeableStream(pageOf(shift)).pipe(withoutNul()))
		expect(html).not.toContain('\u0000')
		expect(html.match(/原因规则与批次追溯/g)).toHaveLength(200)
	}
})
