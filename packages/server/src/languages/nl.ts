import type { SentTexts } from './en.ts'

const purposes = {
  login: 'om in te loggen bij',
  step_up: 'om te bevestigen dat jij het bent bij',
  setup: 'om dit adres toe te voegen bij',
}

const textPurposes = { ...purposes, setup: 'om dit nummer toe te voegen bij' }

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
