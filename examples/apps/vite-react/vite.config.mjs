import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The host stays the page's: the backend answers pages of its own origin only.
const backend = { target: `http://localhost:${process.env.BACKEND_PORT ?? 3000}`, changeOrigin: false };
export default defineConfig({
  plugins: [react()],
  server: {
    port: Number(process.env.PORT ?? 5173),
    proxy: { '^/tellsign/(nonce|enrol)$': backend, '^/pay$': backend },
  },
});
