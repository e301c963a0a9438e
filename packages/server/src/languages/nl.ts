import type { SentTexts } from './en.ts'

const purposes = {
  login: 'om in te loggen bij',
  step_up: 'om te bevestigen dat jij het bent bij',
  setup: 'om dit adres toe te voegen bij',
}

const textPurposes = { ...purposes, setup: 'om dit nummer toe te voegen bij' }

const methodNames: Readonly<Record<string, string>> = {
  totp: 'Authenticator-app',
  email: 'E-mail',
  sms: 'Sms',
  call: 'Telefoontje',
  backup: 'Reservecodes',
}

export const nl: SentTexts = {
  language: 'nl',
  passwordResetSubject: ({ issuer }) => `Kies een nieuw wachtwoord voor ${issuer}`,
  passwordResetText: ({ issuer, url, minutes }) =>
    [
      `Iemand vroeg om een nieuw wachtwoord voor je account bij ${issuer}. Was jij dat, open dan deze link en kies er een:`,
      url,
      `De link werkt één keer, binnen ${minutes} minuten. Je verificatie in twee stappen blijft zoals hij is.`,
      'Was jij het niet, dan hoef je niets te doen: je wachtwoord is niet veranderd.',
    ].join('\n\n'),
  emailCodeSubject: ({ code, issuer }) => `${code} is je code voor ${issuer}`,
  emailCodeText: ({ code, issuer, minutes, purpose }) =>
    [
      `Je code ${purposes[purpose]} ${issuer}:`,
      code,
      `Hij werkt één keer, binnen ${minutes} minuten. Niemand van ${issuer} zal je er ooit om vragen.`,
      purpose === 'setup'
        ? 'Vroeg je er niet om, dan hoef je niets te doen: zonder de code verandert er niets.'
        : 'Vroeg je er niet om, dan kent iemand misschien je wachtwoord: verander het.',
    ].join('\n\n'),
  methodName: ({ method }) => methodNames[method] ?? method,
  noticeSubject: ({ issuer }) => `Een wijziging in je account bij ${issuer}`,
  noticeText: ({ issuer, what, time, where }) =>
    [
      what,
      `${noticeTime(time)}${where === null ? '' : `, ${where}`}`,
      `Was jij dit, dan hoef je niets te doen. Zo niet, log dan in bij ${issuer}, verander je wachtwoord en kijk je apparaten na, of vraag ${issuer} om hulp.`,
    ].join('\n\n'),
  deviceAddedNotice: ({ device }) => `„${device}” is toegevoegd aan de verificatie in twee stappen van je account.`,
  deviceRemovedNotice: ({ device }) => `„${device}” is verwijderd uit de verificatie in twee stappen van je account.`,
  deviceSuspendedNotice: ({ device, count }) =>
    `Na ${count} verkeerde codes op rij is „${device}” geblokkeerd. Misschien raadt iemand die je wachtwoord kent: verander het. Je kunt op een andere manier inloggen en het apparaat in je account weer in gebruik nemen.`,
  deviceResumedNotice: ({ device }) => `„${device}” was geblokkeerd en is weer in gebruik.`,
  guessesNotice: ({ count }) =>
    `Iemand logde in met je wachtwoord en gaf daarna ${count} verkeerde codes op rij. Was jij het niet, dan kent iemand je wachtwoord: verander het.`,
  disabledNotice: 'De verificatie in twee stappen van je account is uitgezet.',
  resetNotice: 'Onze helpdesk heeft de verificatie in twee stappen van je account uitgezet en je overal uitgelogd.',
  tokensRenewedNotice: 'Er zijn nieuwe reservecodes gemaakt voor je account.',
  tokenUsedNotice: ({ left }) => `Er is met een reservecode ingelogd op je account. Je hebt er nog ${left}.`,
  tokenAddedNotice: 'Onze helpdesk heeft een reservecode gemaakt voor je account.',
  trustReusedNotice:
    'Een kopie van wat een van je browsers de tweede stap laat overslaan, is ergens gebruikt. Die browser is niet meer vertrouwd.',
  passwordChangedNotice: 'Het wachtwoord van je account is veranderd, en je account is overal elders uitgelogd.',
  addressChangedNotice: 'Het e-mailadres van je account is veranderd. Deze mail gaat naar het oude adres.',
  codeText: ({ code, issuer, minutes, purpose, domain }) =>
    [
      `${code} is je code ${textPurposes[purpose]} ${issuer}. Hij werkt één keer, binnen ${minutes} min. Niemand zal je er ooit om vragen.`,
      `@${domain} #${code}`,
    ].join('\n\n'),
  callScript: ({ code, issuer }) => ({
    language: 'nl',
    greeting: `Hallo, je wordt gebeld door ${issuer}. Druk op een willekeurige toets om verder te gaan.`,
    noKey: 'Je hebt geen toets ingedrukt. Tot ziens.',
    beforeCode: 'Je code is:',
    digits: code,
    again: 'Nog een keer:',
    goodbye: 'Tot ziens.',
  }),
  enrolmentRequiredTitle: 'Hier is verificatie in twee stappen nodig',
  enrolmentRequiredText:
    'Deze pagina is alleen voor accounts met verificatie in twee stappen. Zet die aan en kom terug.',
  enrolmentRequiredAction: 'Zet verificatie in twee stappen aan',
}

function noticeTime(time: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('nl', format).format(time)} UTC`
}
