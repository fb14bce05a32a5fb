'use strict';
// sign.js MODULES DIRECTORY WITNESS...
// Signs a statement with @sigstore/sign and a certificate of @sigstore/mock's Fulcio. Witnesses are "rekor", the mock's,
// and addresses of timestamp authorities. Writes bundle.json, and what of trusted_root.json belongs to the mock, to
// the directory.
const fs = require('fs');
const path = require('path');
const http = require('http');
const crypto = require('crypto');
const [, , modules, directory, ...witnessNames] = process.argv;
const load = require('module').createRequire(path.resolve(modules, 'sign.js'));
const { bundleToJSON } = load('@sigstore/bundle');
const mock = load('@sigstore/mock');
const sign = load('@sigstore/sign');

const keys = (curve) => crypto.generateKeyPairSync('ec', { namedCurve: curve });
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const validFor = { start: new Date(Date.now() - 3600000).toISOString() };
const log = (baseUrl, publicKey) => ({
  baseUrl,
  hashAlgorithm: 'SHA2_256',
  publicKey: { rawBytes: base64(publicKey), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
  logId: { keyId: base64(crypto.createHash('sha256').update(publicKey).digest()) },
});

async function main() {
  const ctlog = await mock.initializeCTLog(keys('prime256v1'));
  const ca = await mock.initializeCA(keys('secp384r1'), ctlog);
  let handlers = [mock.fulcioHandler(ca)];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', async () => {
      const handler = handlers.find((each) => each.path === request.url);
      const result = await handler.fn(body);
      response.writeHead(result.statusCode, { 'Content-Type': result.contentType || 'text/plain' });
      response.end(result.response);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  const tlog = await mock.initializeTLog(url, keys('prime256v1'));
  handlers.push(mock.rekorHandler(tlog));

  const claims = Buffer.from(JSON.stringify({
    aud: 'sigstore', iss: 'https://jenkins.example/oidc', sub: 'https://jenkins.example/job/api',
  })).toString('base64url');
  const signer = new sign.FulcioSigner({
    fulcioBaseURL: url,
    identityProvider: { getToken: async () => `e30.${claims}.e30` },
  });
  const witnesses = witnessNames.map((name) => name === 'rekor'
    ? new sign.RekorWitness({ rekorBaseURL: url, entryType: 'intoto' })
    : new sign.TSAWitness({ tsaBaseURL: name }));
  const bundle = await new sign.DSSEBundleBuilder({ signer, witnesses }).create({
    type: 'application/vnd.in-toto+json',
    data: fs.readFileSync(path.join(directory, 'statement.json')),
  });
  server.close();
  fs.writeFileSync(path.join(directory, 'bundle.json'), JSON.stringify(bundleToJSON(bundle)));
  fs.writeFileSync(path.join(directory, 'trusted_root.json'), JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(url, tlog.publicKey)],
    ctlogs: [log('https://ct.example', ctlog.publicKey)],
    certificateAuthorities: [{
      subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
      uri: url,
      certChain: { certificates: [{ rawBytes: base64(ca.rootCertificate) }] },
      validFor,
    }],
    timestampAuthorities: [],
  }));
}

main();
