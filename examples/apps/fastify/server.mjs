import { join } from 'node:path';
import formbody from '@fastify/formbody';
import files from '@fastify/static';
import fastify from 'fastify';
import { checkout, tellsign } from './tellsign/routes.mjs';
import { policyFor, settle } from './tellsign/verifier.mjs';

const app = fastify({ bodyLimit: 65_536 });
app.addHook('onRequest', async (request, reply) => {
  reply.header('content-security-policy', policyFor(request.url));
});
app.register(formbody);
app.register(files, { root: join(process.cwd(), 'public') });
app.register(tellsign, { prefix: '/tellsign' });
app.post('/pay', { preHandler: checkout }, async (request) => settle(checkout.verdict(request)));

const address = await app.listen({ port: Number(process.env.PORT ?? 3000) });
console.log(address.replace('[::1]', 'localhost'));
