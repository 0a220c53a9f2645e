import { createMongoAbility } from '@casl/ability'
import { unpackRules } from '@casl/ability/extra'
import { useRouteLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import type { RootData } from '#app/root.tsx'

/** What the reader may do, to show or hide; the server decides again. */
export function useAbility() {
	const root = useRouteLoaderData('root') as RootData | undefined
	const packed = root?.ability
	return useMemo(() => createMongoAbility(unpackRules((packed ?? []) as never) as never), [packed])
}
