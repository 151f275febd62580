import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Chromium 107 is WeChat's browser on most phones; nothing newer may be assumed.
export default defineConfig({
  plugins: [react()],
  // Other workspaces' tools bring an older React; every package of the page must use this one.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    target: ['chrome107', 'safari16'],
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // What joins PDFs is that large, and is fetched only by whoever joins some.
    chunkSizeWarningLimit: 600,
    // Nobody who starts the server wants to know which plugin took how long.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/verify': 'http://127.0.0.1:8080' } },
});
