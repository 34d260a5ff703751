import express from 'express';
import { checkout, tellsign } from './tellsign/routes.mjs';
import { policyFor, settle } from './tellsign/verifier.mjs';

const app = express();
app.use((request, response, next) => {
  response.set('content-security-policy', policyFor(request.path));
  next();
});
app.use('/tellsign', tellsign);
app.post('/pay', express.urlencoded({ limit: '64kb' }), checkout, (request, response) => {
  response.type('text').send(settle(checkout.verdict(request)));
});
app.use(express.static('public'));

const port = Number(process.env.PORT ?? 3000);
app.listen(port, () => console.log(`http://localhost:${port}`));
