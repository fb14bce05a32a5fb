'use strict';
// fulcio.js MODULES DIRECTORY
// Answers one request to @sigstore/mock's Fulcio, given on standard input, on standard output. Writes trusted_root.json
// to the directory.
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');
const [, , modules, directory] = process.argv;
const load = require('module').createRequire(path.resolve(modules, 'fulcio.js'));
const mock = load('@sigstore/mock');

const keys = (curve) => crypto.generateKeyPairSync('ec', { namedCurve: curve });
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const validFor = { start: new Date(Date.now() - 3600000).toISOString() };

async function main() {
  const ctlog = await mock.initializeCTLog(keys('prime256v1'));
  const ca = await mock.initializeCA(keys('secp384r1'), ctlog);
  const request = JSON.parse(fs.readFileSync(0, 'utf8'));
  // The mock takes PEM, where Fulcio has bytes, which JSON holds in base64.
  request.certificateSigningRequest = Buffer.from(request.certificateSigningRequest, 'base64').toString();
  const result = await mock.fulcioHandler(ca).fn(JSON.stringify(request));
  if (result.statusCode !== 201) {
    throw new Error(`${result.statusCode} ${result.response}`);
  }
  process.stdout.write(result.response);
  fs.writeFileSync(path.join(directory, 'trusted_root.json'), JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    ctlogs: [{
      baseUrl: 'https://ct.example',
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: base64(ctlog.publicKey), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
      logId: { keyId: base64(crypto.createHash('sha256').update(ctlog.publicKey).digest()) },
    }],
    certificateAuthorities: [{
      subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
      uri: 'https://fulcio.example',
      certChain: { certificates: [{ rawBytes: base64(ca.rootCertificate) }] },
      validFor,
    }],
  }));
}

main();
