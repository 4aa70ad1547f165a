import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};
const output = join(import.meta.dirname, '../../dist/web');

/** Writes every text file also as .br and .gz, so that the server compresses nothing while somebody waits. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      for (const file of globSync(join(output, '**/*.{js,css,html,svg,webmanifest}'))) {
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  },
};

export default defineConfig({
  root: import.meta.dirname,
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  // what it stands on is the API of the same origin
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api/v1', '/identity', '/health'].map((path) => [path, process.env['TIREK_URL'] ?? 'http://127.0.0.1:3000']),
    ),
  },
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // libraries mark what runs in a browser, where everything here does
      onLog: (level, log, tell) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : tell(level, log)),
      output: {
        codeSplitting: {
          groups: [
            // few files: each costs a round trip's worth of headers, and small ones compress badly
            { name: 'base', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 24, priority: 1 },
          ],
        },
        // what is fetched only when somebody needs it is no part of what every device keeps
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? 'later/' : ''}[name]-[hash].js`,
      },
    },
  },
  plugins: [
    VitePWA({
      // what waits to be sent must not be lost by a reload that nobody asked for
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false,
      manifest: {
        id: '/',
        name: 'Tirek',
        short_name: 'Tirek',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f7f5',
        theme_color: '#0b4a50',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['index.html', 'icon.svg', 'assets/*.{js,css}'],
        navigateFallback: '/index.html',
        // the API is never answered from a store on the device
        navigateFallbackDenylist: [/^\/api\//, /^\/identity/, /^\/health/, /^\/metrics/],
        cleanupOutdatedCaches: true,
        // pages, languages and fonts are kept once somebody needed them (app/update.ts names this store, too)
        runtimeCaching: [
          {
            urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith('/assets/'),
            handler: 'CacheFirst',
            options: { cacheName: 'files' },
          },
        ],
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
    compressed,
  ],
});
