type Operation = {
	summary?: string
	tags?: string[]
	parameters?: { name: string; in: string; required?: boolean; schema?: { type?: string } }[]
	requestBody?: unknown
	responses?: Record<string, { description?: string }>
}
type Document = { info: { title: string; description?: string }; paths?: Record<string, unknown> }

const escapeHtml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const row = (path: string, method: string, operation: Operation): string => {
	const parameters = (operation.parameters ?? [])
		.map((p) => `<code>${escapeHtml(p.name)}</code>${p.required ? '' : '?'} <small>${p.in}</small>`)
		.join(', ')
	const answers = Object.entries(operation.responses ?? {})
		.map(([status, given]) => `<code>${status}</code> ${escapeHtml(given.description ?? '')}`)
		.join('; ')
	return `<tr><td><b>${method.toUpperCase()}</b></td><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(operation.summary ?? '')}${parameters ? `<br><small>${parameters}</small>` : ''}</td><td><small>${answers}</small></td></tr>`
}

/** The interface as a page for people, made from its OpenAPI document: no script, readable without one. */
export function apiDocsPage(document: Document): string {
	const byTag = new Map<string, string[]>()
	for (const [path, methods] of Object.entries(document.paths ?? {})) {
		for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
			const tag = operation.tags?.[0] ?? 'Other'
			byTag.set(tag, [...(byTag.get(tag) ?? []), row(path, method, operation)])
		}
	}
	const sections = [...byTag].map(
		([tag, rows]) =>
			`<h2>${escapeHtml(tag)}</h2><table><thead><tr><th>Method</th><th>Address</th><th>What it does</th><th>Answers</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
	)
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(document.info.title)}: programming interface</title></head><body style="font:14px/22px system-ui,sans-serif;max-width:1100px;margin:0 auto;padding:24px"><h1>${escapeHtml(document.info.title)}: programming interface</h1><p>${escapeHtml(document.info.description ?? '')}</p><p>Send <code>Authorization: Bearer …</code> with a key of your tenant. Everything in machine-readable form: <a href="/api/v1/openapi.json">openapi.json</a>. A POST with <code>Idempotency-Key</code> has its effect once. Errors are <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>.</p>${sections.join('')}</body></html>`
}
