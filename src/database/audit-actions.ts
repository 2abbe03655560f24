/**
 * Everything the audit trail can say, in words that go on after a name: "Ada … called a run off". Whoever records
 * something new adds its words here: an action without words does not compile.
 */
export const auditActions = {
  'run.published': 'published a run',
  'run.published-with-override': 'published a run without both kinds of trainer, and said why',
  'run.cancelled': 'called a run off',
  'run.ended': 'closed a run that was over',
  'run.capacity-changed': 'changed how many places a run has',
  'session.added': 'added a date to a run',
  'session.moved': 'moved a date',
  'session.place-changed': 'changed where a date takes place',
  'session.cancelled': 'called a date off',
  'session.reinstated': 'put a date back on',
  'enrolment.priority-given': 'put a person first in line',
  'enrolment.priority-taken-back': 'took back that a person is first in line',
  'person.told': 'told a person the news by phone or letter',
  'person.made-administrator': 'made a person an administrator',
  'person.added-by-office': 'added a person',
  'person.changed-by-office': 'changed a person’s details',
  'person.agreement-recorded': 'noted what a person agreed to by word of mouth or on paper',
  'person.role-given': 'gave a person a role',
  'person.role-taken': 'took a role from a person',
  'person.sign-in-mail-sent': 'had a message sent that helps a person sign in',
  'person.second-factor-set-up': 'began to sign in with codes from an app',
  'person.second-factor-ended': 'stopped signing in with codes from an app',
  'person.second-factor-reset': 'took away a person’s codes, so that they can set up new ones',
  'person.recovery-code-used': 'signed in with a recovery code',
  'person.recovery-codes-renewed': 'made new recovery codes',
  'person.single-sign-on-linked': 'connected an account with single sign-on',
  'person.single-sign-on-added': 'came for the first time, through single sign-on',
  'person.role-given-by-sign-on': 'was given a role by single sign-on',
  'person.role-taken-by-sign-on': 'lost a role by single sign-on',
  'person.role-kept': 'kept a role that single sign-on would have taken: the college’s last administrator',
  'person.sensitive-read': 'read something sensitive about a person',
  'person.data-shown': 'looked at everything kept about a person',
  'person.data-downloaded': 'downloaded everything kept about a person',
  'person.closing-asked': 'asked for an account to be closed',
  'person.closing-due': 'closed an account whose time to be kept was over',
  'person.erased': 'erased what was kept about a person',
  'person.access-need-recorded': 'wrote down what a person needs',
  'person.access-need-reviewed': 'asked a person whether a need is still right',
  'person.access-need-ended': 'noted that a need has gone',
  'person.access-need-met': 'noted that a need was met',
  'person.acceptance-recorded': 'wrote down what a person agreed to by voice or on paper',
  'agreement.published': 'published a version of the agreement or the privacy notice',
  'equality-question.added': 'added an equality question',
  'equality-question.changed': 'changed an equality question',
  'equality-question.retired': 'stopped asking an equality question',
  'trail.looked-at': 'looked at the audit trail',
  'trail.downloaded': 'downloaded the audit trail',
  'retention.applied': 'erased what had been kept long enough',
  'person.email-confirmed': 'confirmed an email address',
  'person.email-change-asked': 'asked for another email address',
  'person.email-change-stopped': 'stopped a change of email address',
  'person.email-changed': 'changed an email address',
  'person.sessions-ended': 'signed out of other browsers',
  'person.password-changed': 'changed a password',
  'person.password-reset': 'set a new password with a link sent by email',
  'person.password-dropped':
    'proved an email address nobody had confirmed, which ended the password set before',
  'mail.sent-again': 'had a message sent again',
  'job.tried-again': 'had work tried again',
  'demo.begun': 'began the demonstration',
  'demo.finished': 'finished the demonstration',
} as const satisfies Record<string, string>

export type AuditAction = keyof typeof auditActions

/** What was done, in words; an action of a version that is gone, as it was written. */
export function actionInWords(action: string): string {
  return action in auditActions ? auditActions[action as AuditAction] : action
}
