import { useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { SignatureBox } from '#app/ui/forms/signature-box.tsx'

type Proof = 'reason' | 'password' | 'code'

type Props = {
	/** What of a form this takes: its `reason`, `password` and `code`. */
	form: {
		field: (name: Proof) => { error: string | undefined }
		register: (name: Proof) => UseFormRegisterReturn
	}
	/** The meaning of the signature: "approved". */
	meaning: string
	/** What is confirmed by it, in one sentence. */
	statement: ReactNode
	reasonRequired?: boolean
	/** The server asked for a code although the page knew of no authenticator. */
	codeNeeded?: boolean
}

/** The signature of whoever looks at the page, at the moment they opened it; with a code where they have an authenticator. */
export function OwnSignature({ form, meaning, statement, reasonRequired, codeNeeded = false }: Props) {
	const { dateTime } = useReader()
	const root = useRouteLoaderData('root') as RootData | undefined
	const [opened] = useState(() => new Date().toISOString())
	const asksCode = codeNeeded || Boolean(root?.person?.totp)
	return (
		<SignatureBox
			meaning={meaning}
			statement={statement}
			signer={root?.person?.name ?? ''}
			time={dateTime(opened)}
			reason={form.register('reason')}
			reasonError={form.field('reason').error}
			reasonRequired={reasonRequired}
			password={form.register('password')}
			passwordError={form.field('password').error}
			code={asksCode ? form.register('code') : undefined}
			codeError={form.field('code').error}
		/>
	)
}
