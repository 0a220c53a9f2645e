import { layeredPlaces, type NumberedGraph } from '#app/ui/graph/layered-places.ts'

/** Runs in a thread of its own: the page goes on answering while a large graph is laid out. */
self.addEventListener('message', (event: MessageEvent<{ turn: number; graph: NumberedGraph }>) => {
	const { turn, graph } = event.data
	const places = layeredPlaces(graph)
	self.postMessage({ turn, places }, { transfer: [places.ranks.buffer, places.corners.buffer] })
})
