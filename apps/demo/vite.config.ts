import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@keystep/source', ...defaultClientConditions] },
  // Nothing inline, so that the server's strict content security policy holds.
  build: { outDir: 'build', emptyOutDir: true, assetsInlineLimit: 0 },
})
