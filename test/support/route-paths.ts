import routes from '../../app/routes.ts'

type Node = { path?: string | undefined; index?: boolean | undefined; children?: Node[] | undefined; file: string }

/** Every address of the portal as the route table has it, with the file that answers it. */
export function routePaths(): { path: string; file: string }[] {
	const walk = (nodes: readonly Node[], above: string): { path: string; file: string }[] =>
		nodes.flatMap((node) => {
			const path = [above, node.path].filter(Boolean).join('/')
			const own = node.path !== undefined || node.index ? [{ path, file: node.file }] : []
			return [...own, ...walk(node.children ?? [], path)]
		})
	return walk(routes as Node[], '')
}
