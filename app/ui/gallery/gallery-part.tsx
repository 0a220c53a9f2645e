import type { ReactNode } from 'react'

/** A named part of the gallery. */
export function GalleryPart({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="mt-6 first:mt-0">
			<h2 className="mb-2 text-12 font-medium text-text-3">{title}</h2>
			{children}
		</section>
	)
}

/** Things beside each other. */
export function Row({ children }: { children: ReactNode }) {
	return <div className="flex flex-wrap items-center gap-2 not-first:mt-2">{children}</div>
}
