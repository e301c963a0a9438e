import type { Preview } from '@storybook/react-vite'
import { KeystepProvider } from '@keystep/react'
import { StrictMode } from 'react'
import { Phone } from './phone.tsx'
import { createStage, type Stage } from './stage.ts'
import type { StageParameters } from './stories-on-stage.ts'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import '@keystep/react/styles.css'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './preview.css'

/** Each second that passes for the browser passes for the server too, whatever a story adds to it. */
function runClock({ server: { clock } }: Stage): () => void {
  let seen = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    clock.advance((now - seen) / 1000)
    seen = now
  }, 100)
  return () => clearInterval(timer)
}

/** The same array each time, so that nothing renders for it. */
const none: readonly never[] = []
const complaints: string[] = []

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Colours',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    dir: { description: 'Reading direction', toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true } },
    phone: { description: "The person's phone", toolbar: { icon: 'mobile', items: ['shown', 'hidden'] } },
  },
  initialGlobals: { theme: 'light', dir: 'ltr', phone: 'shown' },
  parameters: { a11y: { test: 'error' }, layout: 'fullscreen', controls: { expanded: true } },
  loaders: [
    async ({ parameters }: { parameters: StageParameters }) => {
      const stage = await createStage(parameters.person ?? 'ada', parameters.server)
      await parameters.begin?.(stage)
      return { stage }
    },
  ],
  beforeEach(context) {
    context.stage = context.loaded['stage'] as Stage // what the loader made
    complaints.length = 0
    const { error } = console
    console.error = (...words: unknown[]) => {
      complaints.push(words.map(String).join(' '))
      error(...words)
    }
    const stopClock = runClock(context.stage)
    return () => {
      console.error = error
      stopClock()
    }
  },
  afterEach() {
    // React's warnings are bugs of ours.
    if (complaints.length > 0) throw new Error(`The console has complaints: ${complaints.join('\n')}`)
  },
  decorators: [
    (Story, { globals, loaded, parameters }) => {
      const stage = loaded['stage'] as Stage // what the loader made
      const theme = globals['theme'] === 'dark' ? 'dark' : 'light'
      const dir = globals['dir'] === 'rtl' ? 'rtl' : 'ltr'
      document.documentElement.style.colorScheme = theme
      document.documentElement.dir = dir
      return (
        <StrictMode>
          <div className="stage">
            <main>
              <KeystepProvider
                baseUrl="/auth"
                fetch={stage.fetch}
                navigate={stage.visit}
                queryClient={stage.queryClient}
                theme={theme}
                dir={dir}
                surface={parameters.surface ?? 'card'}
                methods={parameters.methods ?? none}
              >
                <Story />
              </KeystepProvider>
            </main>
            {globals['phone'] !== 'hidden' && <Phone stage={stage} />}
          </div>
        </StrictMode>
      )
    },
  ],
}

export default preview
