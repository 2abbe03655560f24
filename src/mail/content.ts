/**
 * What a mail says, once, for both its text and its HTML. Subjects are seen on locked screens and by others, so they
 * name the course at most, and never say anything about health.
 */
export interface MailContent {
  heading: string
  /** Sentences before the facts. */
  paragraphs: string[]
  facts: { label: string; lines: string[] }[]
  button?: { text: string; href: string }
  /** Sentences after the button: what happens next, what else you can do. */
  afterwards: string[]
}

export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL'
  text: string
  /** Where that calendar is read: the person's old address, when an entry moves to a new one. */
  address: string
  orderKey: string
}

/** A mail before it has an address: who it is for is decided by the one who sends it. */
export interface Letter {
  template: string
  subject: string
  content: MailContent
}
