import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'
import { expect, test } from 'vitest'
import { byAddress } from '#app/platform/http/routes-of-address.ts'
import routes from '../../../app/routes.ts'
import { routePaths } from '../../support/route-paths.ts'

type Entry = { id?: string; path?: string; index?: boolean; file: string; children?: Entry[] }

/** The route table as a build has it: one flat record, parents by their names. */
function buildOf(entries: readonly Entry[]): ServerBuild {
	const flat = (list: readonly Entry[], parentId: string): [string, object][] =>
		list.flatMap(({ id = '', file, path, index, children = [] }) => {
			const name = id || file
			return [[name, { id: name, parentId, path, index }] as [string, object], ...flat(children, name)]
		})
	const all = Object.fromEntries([['root', { id: 'root', path: '' }], ...flat(entries, 'root')])
	return { routes: all, assets: { routes: all } } as unknown as ServerBuild
}

type Tree = { id: string; path?: string; index?: boolean; children?: Tree[] }

function treeOf(build: ServerBuild, parent?: string): Tree[] {
	return Object.values(build.routes).flatMap((route) => {
		if (!route || route.parentId !== parent) return []
		const shape = { id: route.id, ...(route.path === undefined ? {} : { path: route.path }) }
		return [route.index ? { ...shape, index: true } : { ...shape, children: treeOf(build, route.id) }]
	})
}

const matched = (build: ServerBuild, path: string) =>
	matchRoutes(treeOf(build) as Parameters<typeof matchRoutes>[0], path)?.map(({ route, params }) => [route.id, params])

const whole = buildOf(routes as Entry[])
const buildFor = byAddress(whole, (build) => build)
const sample = (path: string) => `/${path.replace(/:\w+/g, 'x1').replace('*', 'a/b')}`

test('every address of the portal is answered by the same route with the same parameters as among all', () => {
	for (const { path } of routePaths()) {
		const address = sample(path)
		expect(matched(buildFor(address), address), address).toEqual(matched(whole, address))
		expect(matched(buildFor(address), address), address).not.toBeUndefined()
		expect(buildFor(`${address}.data`), address).toBe(buildFor(address))
	}
})

test('capitals, coded letters and what no route has are matched as among all', () => {
	for (const address of [
		'/LOTS',
		'/l%6fts/x',
		'/lots//x',
		'/%E0%A4%A',
		'/nothing/here',
		'/lots/x/y/z',
		'//',
		'/_root',
	]) {
		expect(matched(buildFor(address), address), address).toEqual(matched(whole, address))
	}
	expect(buildFor('/_root.data')).toBe(buildFor('/'))
})

test('an address is matched among a fraction of the routes, and unknown ones share one build', () => {
	const count = (path: string) => Object.keys(buildFor(path).routes).length
	expect(count('/lots/x')).toBeLessThan(20)
	expect(Object.keys(whole.routes).length).toBeGreaterThan(150)
	expect(buildFor('/a-stranger')).toBe(buildFor('/another'))
	expect(Object.keys(buildFor('/another').routes)).toEqual(['root'])
})
