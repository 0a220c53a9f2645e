import type { Portal } from '#app/platform/portal.server.ts'

/** Fills an empty database with the demo. */
export async function seedDemo(_portal: Portal): Promise<void> {}
