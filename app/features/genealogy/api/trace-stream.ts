import type { TraceBody } from './trace-body.ts'

const LINES = 500

/**
 * A trace as NDJSON, one record a line: first `root`, then every `node`, every `edge`, at last `end` with the counts, by
 * which the reader knows that nothing is missing.
 */
export function traceStream(trace: TraceBody): Response {
	const { nodes, edges, all, ...head } = trace
	const records = [
		{ type: 'root', root: head.root, direction: head.direction },
		...nodes.map((node) => ({ type: 'node', ...node })),
		...edges.map((edge) => ({ type: 'edge', ...edge })),
		{
			type: 'end',
			complete: head.complete,
			nodes: nodes.length,
			edges: edges.length,
			...(all ? { all } : {}),
			elapsedMs: head.elapsedMs,
		},
	]
	const encoder = new TextEncoder()
	let at = 0
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			const lines = records.slice(at, at + LINES)
			at += LINES
			if (lines.length === 0) controller.close()
			else controller.enqueue(encoder.encode(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`))
		},
	})
	return new Response(body, {
		headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store', Vary: 'Accept' },
	})
}
