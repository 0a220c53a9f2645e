import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'

/** The id of the record that an edit page is about; null on the page of a new one. @throws 404 for what is no id. */
export function idOrNew({ params }: LoaderFunctionArgs): string | null {
	if (params.id === undefined) return null
	const id = z.uuid().safeParse(params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return id.data
}
