import type { Db } from '../../../../src/database/schema.ts'

export interface Letter {
  subject: string
  to: string
  text: string
  /** The address of its button, without the host. */
  link: string
  /** The eight figures, when it has some. */
  code: string
}

/** What was promised to this address, oldest first, as its reader sees it. */
export async function lettersTo(db: Db, email: string): Promise<Letter[]> {
  const mails = await db
    .selectFrom('mail')
    .where('to_address', '=', email)
    .selectAll()
    .orderBy('number')
    .execute()
  return mails.map((mail) => {
    const text = JSON.stringify(mail)
    return {
      subject: mail.subject,
      to: email,
      text,
      link: /"href":\s*"https?:\/\/[^/"]+([^"]+)"/.exec(text)?.[1] ?? '',
      code: (/"(\d{4} \d{4})"/.exec(text)?.[1] ?? '').replace(' ', ''),
    }
  })
}

export async function newestLetterTo(db: Db, email: string): Promise<Letter> {
  const letter = (await lettersTo(db, email)).at(-1)
  if (letter === undefined) throw new Error(`Nothing was sent to ${email}`)
  return letter
}
