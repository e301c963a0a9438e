/** What people choose most often, of those that are long enough to be chosen at all; in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1! passw0rd p@ssword p@ssw0rd 12345678 123456789 1234567890
  0123456789 87654321 987654321 11111111 00000000 88888888 11223344 12341234 12344321 123123123 1q2w3e4r 1q2w3e4r5t
  1qaz2wsx qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwertz123 azertyuiop asdfghjk asdfghjkl zxcvbnm1 abcd1234
  abc12345 abcdefgh abcdefghi a1b2c3d4 iloveyou iloveyou1 ilovemyself sunshine princess football baseball basketball
  superman batman123 starwars trustno1 whatever computer internet michelle jennifer jonathan alexander samantha
  charlie1 dragon123 monkey123 shadow123 master123 welcome1 welcome123 letmein1 letmein123 admin123 administrator
  changeme changeme1 secret123 test1234 testtest default1 liverpool chelsea1 arsenal1 pokemon1 minecraft corvette
  mercedes victoria1 november december september february elephant chocolate butterfly strawberry blink182`.split(
    /\s+/,
  ),
)
